// Entry of the web page: the runtime, its tree, the mirror and the painter, held together. The page calls the functions at
// the end (web/module.ts); nothing here runs by itself.
#include <emscripten.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "main/runtime.hpp"
#include "main/web_bench.hpp"
#include "main/web_scene.hpp"
#include "paint/painter.hpp"
#include "platform/web/imports.hpp"
#include "platform/web/layout.hpp"
#include "platform/web/told.hpp"
#include "platform/web/web_ports.hpp"
#include "platform/web/window.hpp"
#include "platform/web/wire.hpp"
#include "view/patch.hpp"

namespace guichet {
namespace {

/// The model may change while the focus settles; it does so once, and a cycle of ours must not hang the page.
constexpr int most_passes = 4;
/// Nodes of a page that is worth two patches, and new nodes of the first of them: the frame of a page and some twelve fields, more than a window shows.
constexpr std::size_t long_page = 300;
constexpr std::uint32_t first_room = 100;

std::size_t size_of(Node const& node) {
    std::size_t size = 1;
    for (Node const& child : node.children) { size += size_of(child); }
    return size;
}

class Page {
public:
    void tell(std::span<std::uint8_t const> bytes) {
        if (std::optional<Told> told = read_told(bytes)) {
            std::visit([this](auto& one) { take(one); }, *told);
        }
    }

    void touch(Handle handle, std::uint32_t bits) {
        if (touches_.size() <= handle) { touches_.resize(handle + 1, 0); }
        touches_[handle] = static_cast<std::uint8_t>(bits);
    }

    bool start(bool painted) {
        if (painted && open_window()) {
            painter_ = std::make_unique<Painter>(fonts[0], fonts[1], &baseline, &guichet_advance);
            if (!painter_->start_renderer()) { painter_.reset(); }
        }
        return painter_ != nullptr;
    }

    void restore() {
        if (painter_) { painter_->restore_renderer(); }
    }

    void frame(std::uint32_t causes, bool painted) {
        std::uint32_t changes = std::exchange(unpainted_, 0);
        if ((causes & wire::cause::paint) != 0) { changes |= wire::changed::paint; }
        if ((causes & wire::cause::layout) != 0) { changes |= wire::changed::layout; }
        bool const rest = (causes & wire::cause::rest) != 0;
        bool due = dirty_ || rest || (causes & wire::cause::model) != 0;
        bool const waited = patcher_.is_cut();
        for (int pass = 0; pass < most_passes && due; ++pass) {
            dirty_ = false;
            changes |= show(runtime_.screen(), rest);
            guichet_settle();
            due = dirty_;
        }
        if (patcher_.is_cut() && !waited) { guichet_request_rest(); }
        if (!painted) { unpainted_ = changes; }
        if (painted && painter_ && changes != 0 && !patcher_.order().empty()) { paint((changes & wire::changed::layout) != 0); }
    }

    Model& stage(bool changes) {
        if (changes) {
            dirty_ = true;
            guichet_request_frame();
        }
        return runtime_.stage(changes);
    }

    std::array<std::vector<std::byte>, 2> fonts;
    std::vector<std::uint8_t> message;

private:
    static float baseline(float font_size, std::uint16_t weight) { return guichet_baseline(font_size, weight); }

    std::uint32_t show(Node const& root, bool rest) {
        std::uint32_t const room = rest || size_of(root) < long_page ? Patcher::no_limit : patcher_.is_cut() ? 0 : first_room;
        Patch const& patch = patcher_.update(root, room);
        if (touches_.size() < patcher_.handle_limit()) { touches_.resize(patcher_.handle_limit(), 0); }
        if (patch.operations.empty()) { return 0; }
        return guichet_patch(patch.operations.data(), static_cast<std::uint32_t>(patch.operations.size()), patch.text.data(),
                             static_cast<std::uint32_t>(patch.text.size()));
    }

    void paint(bool read_layout) {
        if (read_layout || layout_tables().surfaces.empty()) { guichet_layout(); }
        double const begun = emscripten_get_now();
        LayoutTables const& tables = layout_tables();
        painted_.clear();
        // The page last: what is left in its canvas is what the browser shows.
        for (auto surface = static_cast<std::uint32_t>(tables.surfaces.size()); surface > 0; --surface) {
            std::uint32_t const index = surface - 1;
            make_scene(patcher_.order(), tables, touches_, index, scene_);
            clear_window();
            painter_->paint(scene_.scene, static_cast<std::uint32_t>(tables.surfaces[index].pixel_width),
                            static_cast<std::uint32_t>(tables.surfaces[index].pixel_height));
            note_painted();
            if (index > 0) { guichet_surface_done(index); }
        }
        guichet_painted(emscripten_get_now() - begun, painted_.data(), static_cast<std::uint32_t>(painted_.size()));
    }

    void note_painted() {
        // painted() follows the order of the items, so one walk finds the handles.
        std::size_t place = 0;
        for (Node const* node : painter_->painted()) {
            for (std::size_t tried = 0; tried < patcher_.order().size(); ++tried) {
                Placed const& placed = patcher_.order()[place];
                place = place + 1 == patcher_.order().size() ? 0 : place + 1;
                if (placed.node == node) {
                    painted_.push_back(placed.handle);
                    break;
                }
            }
        }
    }

    void take(NodeEvent& event) {
        Node const* const node = patcher_.known(event.handle);
        if (node == nullptr) { return; }
        auto const kind = static_cast<patch::Listens>(event.kind);
        ActionIndex const action = action_of(*node, kind);
        hold(*node, event, kind);
        if (action != 0) { take(PlatformEvent(event::Acted{.action = action, .text = std::move(event.text)})); }
    }

    void take(NodeFiles& files) {
        Node const* const node = patcher_.known(files.handle);
        if (node != nullptr && node->on_files != 0) {
            take(PlatformEvent(event::FilesChosen{.action = node->on_files, .files = std::move(files.files)}));
        }
    }

    void take(PlatformEvent event) {
        if (runtime_.handle(std::move(event), web_now())) {
            dirty_ = true;
            guichet_request_frame();
        }
    }

    /// What the person did stands in the page already.
    void hold(Node const& node, NodeEvent const& event, patch::Listens kind) {
        if (kind == patch::Listens::toggle) {
            patcher_.holds_state(event.handle, state::open, event.text == "true");
        } else if (kind == patch::Listens::input || kind == patch::Listens::change) {
            switch (node.role) {
            case Role::checkbox: patcher_.holds_state(event.handle, state::checked, event.text == "true"); break;
            case Role::radio: patcher_.holds_radio(event.handle); break;
            case Role::text_field:
            case Role::text_area:
            case Role::combobox:
            case Role::select: patcher_.holds_text(event.handle, event.text); break;
            default: break;
            }
        }
    }

    static ActionIndex action_of(Node const& node, patch::Listens kind) {
        switch (kind) {
        case patch::Listens::click: return node.on_click;
        case patch::Listens::input: return node.on_input;
        case patch::Listens::change: return node.on_change;
        case patch::Listens::blur: return node.on_blur;
        case patch::Listens::focus: return node.on_focus;
        case patch::Listens::files: return node.on_files;
        case patch::Listens::toggle: return node.on_toggle;
        case patch::Listens::cancel: return node.on_cancel;
        case patch::Listens::key: return node.on_key;
        case patch::Listens::submit: return node.on_submit;
        }
        return 0;
    }

    WebPorts ports_;
    Runtime runtime_{ports_};
    Patcher patcher_;
    std::unique_ptr<Painter> painter_;
    std::vector<std::uint8_t> touches_;
    std::vector<std::uint32_t> painted_;
    WebScene scene_;
    bool dirty_ = true;
    /// What stands in the page and not yet in the picture: bits of wire::changed.
    std::uint32_t unpainted_ = 0;
};

Page& page() {
    static Page one;
    return one;
}

}  // namespace

Model& page_stage(bool changes) { return page().stage(changes); }

}  // namespace guichet

int main() { return 0; }

extern "C" {

EMSCRIPTEN_KEEPALIVE void* guichet_message(std::uint32_t size) {
    guichet::page().message.resize(size);
    return guichet::page().message.data();
}

EMSCRIPTEN_KEEPALIVE void guichet_tell(std::uint32_t size) {
    // Taken out first: handling it may bring the next one.
    std::vector<std::uint8_t> const message = std::exchange(guichet::page().message, {});
    guichet::page().tell(std::span(message).first(size < message.size() ? size : message.size()));
}

EMSCRIPTEN_KEEPALIVE void guichet_touch(std::uint32_t handle, std::uint32_t bits) { guichet::page().touch(handle, bits); }

EMSCRIPTEN_KEEPALIVE void* guichet_font(std::uint32_t which, std::uint32_t size) {
    std::vector<std::byte>& font = guichet::page().fonts[which & 1U];
    font.resize(size);
    return font.data();
}

EMSCRIPTEN_KEEPALIVE std::uint32_t guichet_start(std::uint32_t painted) { return guichet::page().start(painted != 0) ? 1 : 0; }

EMSCRIPTEN_KEEPALIVE void guichet_restore() { guichet::page().restore(); }

EMSCRIPTEN_KEEPALIVE void guichet_frame(std::uint32_t causes, std::uint32_t painted) { guichet::page().frame(causes, painted != 0); }
}
