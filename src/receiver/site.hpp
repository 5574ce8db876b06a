// The static site: files of one folder, as they are on the disk, compressed beforehand (x.br, x.gz beside x).
//
// A path can name nothing outside the folder: each part is opened from its parent without following links, and parts
// that begin with a dot are refused.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.hpp"
#include "receiver/http.hpp"

namespace guichet::receiver {

class Site {
public:
    /// An empty folder name: no site, every address is 404. The folder may be replaced by a new build at any time.
    [[nodiscard]] static Result<std::unique_ptr<Site>> open(std::filesystem::path folder);

    /// GET or HEAD. Another method: 405.
    [[nodiscard]] Response answer(Request const& request);

private:
    explicit Site(std::filesystem::path folder) : folder_(std::move(folder)) {}
    [[nodiscard]] std::string tag_of(OpenFile const& file);

    std::filesystem::path folder_;
    std::mutex mutex_;
    std::map<std::string, std::string> tags_;  ///< device, inode, size and time of change -> digest
};

/// By the ending: "text/html; charset=utf-8". application/octet-stream when unknown.
[[nodiscard]] std::string_view site_media_type(std::string_view path);
/// "app.3f9a1c2b.js", "app-3f9a1c2b.js": the name says the content, so it may be kept for ever.
[[nodiscard]] bool is_content_hashed(std::string_view path);

}  // namespace guichet::receiver
