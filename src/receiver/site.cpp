#include "receiver/site.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>
#include <vector>

#include "core/sha256.hpp"
#include "core/text.hpp"
#include "receiver/answers.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

/// No inline script or style, no eval; WebAssembly may compile. Where requests may go is what config.json names, which may be edited at any
/// time, while browsers keep this header with the page: the page itself narrows it (web/confine.ts).
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self' https: http://127.0.0.1:* http://localhost:*; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action "
    "'none'; frame-ancestors 'none'";

struct MediaType {
    std::string_view ending;
    std::string_view type;
};
constexpr std::array media_types = {
    MediaType{".html", "text/html; charset=utf-8"},
    MediaType{".css", "text/css; charset=utf-8"},
    MediaType{".js", "text/javascript; charset=utf-8"},
    MediaType{".mjs", "text/javascript; charset=utf-8"},
    MediaType{".json", "application/json; charset=utf-8"},
    MediaType{".map", "application/json; charset=utf-8"},
    MediaType{".webmanifest", "application/manifest+json; charset=utf-8"},
    MediaType{".wasm", "application/wasm"},
    MediaType{".svg", "image/svg+xml; charset=utf-8"},
    MediaType{".png", "image/png"},
    MediaType{".jpg", "image/jpeg"},
    MediaType{".jpeg", "image/jpeg"},
    MediaType{".webp", "image/webp"},
    MediaType{".avif", "image/avif"},
    MediaType{".gif", "image/gif"},
    MediaType{".ico", "image/x-icon"},
    MediaType{".woff2", "font/woff2"},
    MediaType{".ttf", "font/ttf"},
    MediaType{".otf", "font/otf"},
    MediaType{".pdf", "application/pdf"},
    MediaType{".txt", "text/plain; charset=utf-8"},
    MediaType{".md", "text/markdown; charset=utf-8"},
    MediaType{".xml", "application/xml; charset=utf-8"},
};

struct Found {
    std::shared_ptr<OpenFile> file;
    std::int64_t changed_ns = 0;
};

/// The site's folder, open for the time of one answer.
class Folder {
public:
    explicit Folder(std::filesystem::path const& path)
        : descriptor_(path.empty() ? -1 : ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {}
    ~Folder() {
        if (descriptor_ >= 0) { ::close(descriptor_); }
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

/// The file's parts, or nothing for a path that cannot name a file of the site.
std::optional<std::vector<std::string>> parts_of(std::string_view path) {
    std::vector<std::string> out;
    for (auto const raw : split(path.substr(1), '/')) {
        auto part = percent_decode(raw);
        bool const is_plain = part && !part->starts_with('.') && part->find_first_of("/\\") == std::string::npos &&
                              std::ranges::none_of(*part, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
        if (!is_plain) { return std::nullopt; }
        out.push_back(std::move(*part));
    }
    if (out.back().empty()) { out.back() = "index.html"; }
    bool const has_empty = std::ranges::any_of(out, [](std::string const& part) { return part.empty(); });
    return has_empty ? std::nullopt : std::optional(std::move(out));
}

std::optional<Found> open_below(int folder, std::vector<std::string> const& parts, std::string_view ending) {
    int at = folder;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        int const next = ::openat(at, parts[i].c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (at != folder) { ::close(at); }
        if (next < 0) { return std::nullopt; }
        at = next;
    }
    // Not blocking: a pipe that someone put into the folder would hold the thread.
    int const descriptor = ::openat(at, (parts.back() + std::string(ending)).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (at != folder) { ::close(at); }
    if (descriptor < 0) { return std::nullopt; }
    struct stat facts{};
    if (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        ::close(descriptor);
        return std::nullopt;
    }
    return Found{std::make_shared<OpenFile>(descriptor, static_cast<std::uint64_t>(facts.st_size)),
                 facts.st_mtim.tv_sec * 1'000'000'000 + facts.st_mtim.tv_nsec};
}

Response plain(int status, std::string sentence) {
    Response out;
    out.status = status;
    out.type = "text/plain; charset=utf-8";
    out.body = std::move(sentence) + "\n";
    out.route = "/*";
    out.set("Cache-Control", "no-store");
    return out;
}

}  // namespace

std::string_view site_media_type(std::string_view path) {
    auto const lower = to_lower_ascii(path);
    for (auto const& [ending, type] : media_types) {
        if (lower.ends_with(ending)) { return type; }
    }
    return "application/octet-stream";
}

bool is_content_hashed(std::string_view path) {
    auto const name = path.substr(path.rfind('/') + 1);
    auto const dot = name.rfind('.');
    if (dot == std::string_view::npos) { return false; }
    auto const stem = name.substr(0, dot);
    auto const mark = stem.find_last_of(".-");
    if (mark == std::string_view::npos) { return false; }
    auto const hash = stem.substr(mark + 1);
    bool const is_hex = std::ranges::all_of(hash, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return hash.size() >= 8 && is_hex;
}

Result<std::unique_ptr<Site>> Site::open(std::filesystem::path folder) {
    std::error_code error;
    if (!folder.empty() && !std::filesystem::is_directory(folder, error)) {
        return std::unexpected(
            Trouble{"site-absent", "Le dossier du site, « " + folder.string() +
                                       " », n’existe pas. Assemblez-le avec ./emsdk-env.sh build, ou indiquez-le avec --site."});
    }
    return std::unique_ptr<Site>(new Site(std::move(folder)));
}

std::string Site::tag_of(OpenFile const& file) {
    struct stat facts{};
    ::fstat(file.descriptor(), &facts);
    auto const key = std::to_string(facts.st_dev) + ":" + std::to_string(facts.st_ino) + ":" + std::to_string(facts.st_size) + ":" +
                     std::to_string(facts.st_mtim.tv_sec) + ":" + std::to_string(facts.st_mtim.tv_nsec);
    {
        std::lock_guard const lock(mutex_);
        if (auto const known = tags_.find(key); known != tags_.end()) { return known->second; }
    }
    Sha256 hash;
    std::array<char, 65536> part{};
    off_t offset = 0;
    for (ssize_t got = 0; (got = ::pread(file.descriptor(), part.data(), part.size(), offset)) > 0; offset += got) {
        hash.update(std::string_view(part.data(), static_cast<std::size_t>(got)));
    }
    auto const tag = "\"" + hash.finish().substr(0, 32) + "\"";
    std::lock_guard const lock(mutex_);
    constexpr std::size_t enough = 4096;  // a site rebuilt all day long must not fill the memory
    if (tags_.size() >= enough) { tags_.clear(); }
    return tags_.emplace(key, tag).first->second;
}

Response Site::answer(Request const& request) {
    bool const reads = request.method == "GET" || request.method == "HEAD";
    if (!reads) {
        auto response = plain(405, "Cette adresse se lit seulement (GET, HEAD).");
        response.set("Allow", "GET, HEAD");
        return response;
    }
    auto const parts = request.path.starts_with('/') ? parts_of(request.path) : std::nullopt;
    Folder const folder(folder_);
    auto const whole = parts && folder.descriptor() >= 0 ? open_below(folder.descriptor(), *parts, "") : std::nullopt;
    if (!whole) { return plain(404, "Cette page n’existe pas. Revenez à l’accueil de Guichet."); }

    // A compressed copy older than its file is of an earlier build.
    auto brotli = open_below(folder.descriptor(), *parts, ".br");
    auto gzip = open_below(folder.descriptor(), *parts, ".gz");
    if (brotli && brotli->changed_ns < whole->changed_ns) { brotli.reset(); }
    if (gzip && gzip->changed_ns < whole->changed_ns) { gzip.reset(); }
    auto const coding = choose_coding(request.header("accept-encoding"), {.gzip = gzip.has_value(), .brotli = brotli.has_value()});
    if (!coding) { return plain(406, "Aucun des codages que votre programme accepte n’est disponible."); }

    Response response;
    response.route = "/*";
    response.type = site_media_type(parts->back());
    response.file = *coding == Coding::brotli ? brotli->file : *coding == Coding::gzip ? gzip->file : whole->file;
    auto const tag = tag_of(*response.file);
    response.set("ETag", tag);
    response.set("Cache-Control", is_content_hashed(parts->back()) ? "public, max-age=31536000, immutable" : "no-cache");
    if (brotli || gzip) { response.set("Vary", "Accept-Encoding"); }
    response.set("Content-Security-Policy", std::string(content_security_policy));
    if (auto const known = request.header("if-none-match"); known && matches_entity_tag(*known, tag)) {
        response.status = 304;
        response.file.reset();
        response.type.clear();
        return response;
    }
    if (*coding == Coding::brotli) { response.set("Content-Encoding", "br"); }
    if (*coding == Coding::gzip) { response.set("Content-Encoding", "gzip"); }
    return response;
}

}  // namespace guichet::receiver
