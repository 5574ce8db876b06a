#include "platform/web/web_ports.hpp"

#include <emscripten/html5.h>

#include "platform/web/imports.hpp"
#include "platform/web/wire.hpp"

namespace guichet {
namespace {

using wire::Ask;
using wire::Writer;

void hand_over(Writer const& writer) { guichet_ask(writer.bytes().data(), static_cast<std::uint32_t>(writer.bytes().size())); }

Writer asking(Ask ask, RequestId id) {
    Writer writer(ask);
    writer.number(static_cast<std::uint32_t>(id));
    return writer;
}

void write(Writer& writer, HttpRequest const& request) {
    writer.text(request.method).text(request.url).number(request.headers.size());
    for (auto const& [name, value] : request.headers) { writer.text(name).text(value); }
    writer.text(request.body).number(static_cast<std::uint32_t>(request.timeout_ms));
}

}  // namespace

void WebPorts::http(RequestId id, HttpRequest const& request) {
    Writer writer = asking(Ask::http, id);
    write(writer, request);
    hand_over(writer);
}

void WebPorts::send_file(RequestId id, HttpRequest const& request, std::string_view sha256) {
    Writer writer = asking(Ask::send_file, id);
    write(writer, request);
    hand_over(writer.text(sha256));
}

void WebPorts::abort(RequestId id) { hand_over(asking(Ask::abort, id)); }

void WebPorts::store_put(RequestId id, std::string_view key, std::string_view text) {
    hand_over(asking(Ask::store_put, id).text(key).text(text));
}

void WebPorts::store_remove(RequestId id, std::string_view key) { hand_over(asking(Ask::store_remove, id).text(key)); }

void WebPorts::store_load(RequestId id, std::string_view key_prefix) { hand_over(asking(Ask::store_load, id).text(key_prefix)); }

void WebPorts::persist() { hand_over(Writer(Ask::persist)); }

void WebPorts::erase_all(RequestId id) { hand_over(asking(Ask::erase_all, id)); }

void WebPorts::protection(RequestId id, std::uint8_t what, std::string_view secret, std::string_view fresh) {
    hand_over(asking(Ask::protection, id).number(what).text(secret).text(fresh));
}

void WebPorts::read_slice(RequestId id, std::string_view token, std::uint64_t offset, std::uint64_t length) {
    hand_over(asking(Ask::read_slice, id).text(token).number(offset).number(length));
}

void WebPorts::keep_file(RequestId id, std::string_view token, std::uint64_t offset, std::uint64_t length) {
    hand_over(asking(Ask::keep_file, id).text(token).number(offset).number(length));
}

void WebPorts::prune_files(std::vector<std::string> const& keep) { hand_over(Writer(Ask::prune_files).texts(keep)); }

void WebPorts::download(std::string_view name, std::string_view media_type, std::string_view text, std::vector<std::string> const& files) {
    hand_over(Writer(Ask::download).text(name).text(media_type).text(text).texts(files));
}

void WebPorts::open_file(std::string_view sha256, std::string_view name, std::string_view media_type) {
    hand_over(Writer(Ask::open_file).text(sha256).text(name).text(media_type));
}

void WebPorts::go(std::string_view hash, Push push) { hand_over(Writer(Ask::go).text(hash).flag(push == Push::replace)); }

void WebPorts::set_title(std::string_view title) { hand_over(Writer(Ask::set_title).text(title)); }

void WebPorts::focus(std::string_view node_id) { hand_over(Writer(Ask::focus).text(node_id)); }

void WebPorts::announce(std::string_view text, Urgency urgency) {
    hand_over(Writer(Ask::announce).text(text).flag(urgency == Urgency::assertive));
}

void WebPorts::copy_text(RequestId id, std::string_view text) { hand_over(asking(Ask::copy_text, id).text(text)); }

void WebPorts::print() { hand_over(Writer(Ask::print)); }

void WebPorts::set_timer(RequestId id, std::int32_t milliseconds) {
    hand_over(asking(Ask::set_timer, id).number(milliseconds < 0 ? 0 : static_cast<std::uint32_t>(milliseconds)));
}

void WebPorts::clear_timer(RequestId id) { hand_over(asking(Ask::clear_timer, id)); }

void WebPorts::claim(RequestId id, std::string_view key, bool take_over) { hand_over(asking(Ask::claim, id).text(key).flag(take_over)); }

void WebPorts::release(std::string_view key) { hand_over(Writer(Ask::release).text(key)); }

void WebPorts::set_unsaved(bool unsaved) { hand_over(Writer(Ask::set_unsaved).flag(unsaved)); }

void WebPorts::set_plain(bool plain) { hand_over(Writer(Ask::set_plain).flag(plain)); }

void WebPorts::fetch_later(RequestId id) { hand_over(asking(Ask::fetch_later, id)); }

Moment web_now() {
    return {.unix_ms = static_cast<std::int64_t>(emscripten_date_now()),
            .local_day = guichet_local_day(),
            .local_minute = guichet_local_minute()};
}

}  // namespace guichet
