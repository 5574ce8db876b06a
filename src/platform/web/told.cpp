#include "platform/web/told.hpp"

#include <utility>

#include "platform/web/wire.hpp"

namespace guichet {
namespace {

using wire::Reader;
using wire::Tell;

NodeFiles read_files(Reader& reader) {
    NodeFiles out{.handle = static_cast<std::uint32_t>(reader.number()), .files = {}};
    for (std::uint64_t left = reader.number(); left > 0; --left) {
        ChosenFile file;
        file.token = reader.text();
        file.name = reader.text();
        file.media_type = reader.text();
        file.size = reader.number();
        out.files.push_back(std::move(file));
    }
    return out;
}

event::Started read_started(Reader& reader) {
    event::Started out;
    out.route = reader.text();
    out.can_store = reader.flag();
    out.plain = reader.flag();
    out.locked = reader.flag();
    out.entropy_high = reader.number() << 32U;
    out.entropy_high |= reader.number();
    out.entropy_low = reader.number() << 32U;
    out.entropy_low |= reader.number();
    return out;
}

event::HttpAnswered read_answer(Reader& reader) {
    event::HttpAnswered out;
    out.id = reader.integer();
    out.status = reader.integer();
    out.body = reader.text();
    out.content_type = reader.text();
    out.retry_after_s = reader.integer() - 1;  // 0: not said
    return out;
}

event::HttpFailed read_failure(Reader& reader) {
    event::HttpFailed out{.id = reader.integer()};
    switch (reader.number()) {
    case 1: out.why = event::HttpFailed::Why::timeout; break;
    case 2: out.why = event::HttpFailed::Why::aborted; break;
    default: out.why = event::HttpFailed::Why::network; break;
    }
    return out;
}

event::Loaded read_records(Reader& reader) {
    event::Loaded out;
    out.id = reader.integer();
    out.ok = reader.flag();
    for (std::uint64_t left = reader.number(); left > 0; --left) {
        std::string key = reader.text();
        out.records.emplace_back(std::move(key), reader.text());
    }
    return out;
}

}  // namespace

// Braced lists are read from left to right: each member takes what comes next.
std::optional<Told> read_told(std::span<std::uint8_t const> bytes) {
    Reader reader(bytes);
    auto const platform = [](auto event) { return Told(PlatformEvent(std::move(event))); };
    switch (static_cast<Tell>(reader.number())) {
    case Tell::node_event: {
        auto const handle = static_cast<std::uint32_t>(reader.number());
        auto const kind = static_cast<std::uint32_t>(reader.number());
        return NodeEvent{.handle = handle, .kind = kind, .text = reader.text()};
    }
    case Tell::files_chosen: return read_files(reader);
    case Tell::started: return platform(read_started(reader));
    case Tell::route_changed: return platform(event::RouteChanged{reader.text()});
    case Tell::hidden: return platform(event::Hidden{});
    case Tell::shown: return platform(event::Shown{});
    case Tell::http_answered: return platform(read_answer(reader));
    case Tell::http_failed: return platform(read_failure(reader));
    case Tell::send_progress: return platform(event::SendProgress{reader.integer(), reader.number(), reader.number()});
    case Tell::stored: return platform(event::Stored{reader.integer(), reader.flag(), reader.text()});
    case Tell::loaded: return platform(read_records(reader));
    case Tell::slice_read: return platform(event::SliceRead{reader.integer(), reader.flag(), reader.text()});
    case Tell::file_kept: return platform(event::FileKept{reader.integer(), reader.text(), reader.number(), reader.text()});
    case Tell::file_refused: return platform(event::FileRefused{reader.integer(), reader.text()});
    case Tell::timer_rang: return platform(event::TimerRang{reader.integer()});
    case Tell::claimed: return platform(event::Claimed{reader.integer(), reader.text(), reader.flag()});
    case Tell::claim_lost: return platform(event::ClaimLost{reader.text()});
    case Tell::online_changed: return platform(event::OnlineChanged{reader.flag()});
    }
    return std::nullopt;
}

}  // namespace guichet
