// The ports of the browser: each request is written down and handed to the page (web/ports/ask.ts), whose answers come
// back as messages (told.hpp).
#pragma once

#include "platform/ports.hpp"

namespace guichet {

class WebPorts final : public Ports {
public:
    void http(RequestId id, HttpRequest const& request) override;
    void send_file(RequestId id, HttpRequest const& request, std::string_view sha256) override;
    void abort(RequestId id) override;
    void store_put(RequestId id, std::string_view key, std::string_view text) override;
    void store_remove(RequestId id, std::string_view key) override;
    void store_load(RequestId id, std::string_view key_prefix) override;
    void persist() override;
    void erase_all(RequestId id) override;
    void protection(RequestId id, std::uint8_t what, std::string_view secret, std::string_view fresh) override;
    void read_slice(RequestId id, std::string_view token, std::uint64_t offset, std::uint64_t length) override;
    void keep_file(RequestId id, std::string_view token, std::uint64_t offset, std::uint64_t length) override;
    void prune_files(std::vector<std::string> const& keep) override;
    void download(std::string_view name, std::string_view media_type, std::string_view text,
                  std::vector<std::string> const& files) override;
    void open_file(std::string_view sha256, std::string_view name, std::string_view media_type) override;
    void go(std::string_view hash, Push push) override;
    void set_title(std::string_view title) override;
    void focus(std::string_view node_id) override;
    void announce(std::string_view text, Urgency urgency) override;
    void copy_text(RequestId id, std::string_view text) override;
    void print() override;
    void set_timer(RequestId id, std::int32_t milliseconds) override;
    void clear_timer(RequestId id) override;
    void claim(RequestId id, std::string_view key, bool take_over) override;
    void release(std::string_view key) override;
    void set_unsaved(bool unsaved) override;
    void set_plain(bool plain) override;
    void fetch_later(RequestId id) override;
};

/// The clock of the page.
[[nodiscard]] Moment web_now();

}  // namespace guichet
