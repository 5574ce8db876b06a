#include "receiver/site.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "folder.hpp"

using namespace guichet;
using namespace guichet::receiver;
using guichet::receiver::test::Folder;

namespace {

Request get(std::string path, std::vector<std::pair<std::string, std::string>> headers = {}) {
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.headers = std::move(headers);
    return request;
}

std::string header(Response const& response, std::string_view name) {
    for (auto const& [key, value] : response.headers) {
        if (key == name) { return value; }
    }
    return {};
}

std::string text_of(Response const& response) {
    if (!response.file) { return response.body; }
    std::string text(response.file->size(), '\0');
    REQUIRE(::pread(response.file->descriptor(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()));
    return text;
}

std::unique_ptr<Site> site_of(Folder const& folder) {
    auto site = Site::open(folder / "site");
    REQUIRE(site);
    return std::move(*site);
}

}  // namespace

TEST_CASE("files have their type, a tag, and a policy that lets nothing inline run") {
    Folder const folder;
    folder.write("site/index.html", "<!doctype html>");
    folder.write("site/a/guichet.wasm", "wasm");
    auto const site = site_of(folder);
    auto const home = site->answer(get("/"));
    CHECK(home.status == 200);
    CHECK(home.type == "text/html; charset=utf-8");
    CHECK(text_of(home) == "<!doctype html>");
    CHECK(header(home, "Cache-Control") == "no-cache");
    auto const policy = header(home, "Content-Security-Policy");
    CHECK(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"));
    CHECK(policy.find("unsafe-inline") == std::string::npos);
    CHECK(site->answer(get("/a/guichet.wasm")).type == "application/wasm");
    CHECK(site->answer(get("/a")).status == 404);
    CHECK(site->answer(get("/absent")).status == 404);

    auto const tag = header(home, "ETag");
    auto const again = site->answer(get("/", {{"if-none-match", tag}}));
    CHECK(again.status == 304);
    CHECK(!again.file);
    CHECK(header(again, "ETag") == tag);
    folder.write("site/index.html", "<!DOCTYPE html>");  // the same length
    CHECK(site->answer(get("/", {{"if-none-match", tag}})).status == 200);
}

TEST_CASE("a compressed copy goes to those who take it, with a tag of its own") {
    Folder const folder;
    folder.write("site/main.js", "texte");
    folder.write("site/main.js.br", "b");
    folder.write("site/main.js.gz", "g");
    folder.write("site/photo.png", "p");
    auto const site = site_of(folder);
    auto const brotli = site->answer(get("/main.js", {{"accept-encoding", "gzip, br"}}));
    CHECK(text_of(brotli) == "b");
    CHECK(brotli.type == "text/javascript; charset=utf-8");
    CHECK(header(brotli, "Content-Encoding") == "br");
    CHECK(header(brotli, "Vary") == "Accept-Encoding");
    auto const gzip = site->answer(get("/main.js", {{"accept-encoding", "gzip;q=1, br;q=0.5"}}));
    CHECK(text_of(gzip) == "g");
    auto const plain = site->answer(get("/main.js"));
    CHECK(text_of(plain) == "texte");
    CHECK(header(plain, "Content-Encoding").empty());
    CHECK(header(plain, "Vary") == "Accept-Encoding");
    CHECK(header(plain, "ETag") != header(brotli, "ETag"));
    CHECK(header(gzip, "ETag") != header(brotli, "ETag"));
    auto const picture = site->answer(get("/photo.png", {{"accept-encoding", "br"}}));
    CHECK(header(picture, "Vary").empty());
    CHECK(site->answer(get("/photo.png", {{"accept-encoding", "identity;q=0"}})).status == 406);
}

TEST_CASE("a compressed copy older than its file is not served") {
    Folder const folder;
    folder.write("site/main.js.br", "vieux");
    folder.write("site/main.js", "neuf");
    auto const written = std::filesystem::last_write_time(folder / "site/main.js");
    std::filesystem::last_write_time(folder / "site/main.js.br", written - std::chrono::seconds(2));
    auto const site = site_of(folder);
    CHECK(text_of(site->answer(get("/main.js", {{"accept-encoding", "br"}}))) == "neuf");
}

TEST_CASE("no path leads out of the site") {
    Folder const folder;
    folder.write("secret.txt", "secret");
    folder.write("site/index.html", "accueil");
    folder.write("site/.caché", "caché");
    folder.write("site/a/b.txt", "b");
    std::filesystem::create_symlink(folder / "secret.txt", folder / "site/lien.txt");
    std::filesystem::create_directory_symlink(folder.path(), folder / "site/dehors");
    REQUIRE(::mkfifo((folder / "site/tube").c_str(), 0600) == 0);
    auto const site = site_of(folder);
    CHECK(site->answer(get("/a/b.txt")).status == 200);
    CHECK(site->answer(get("/%61/b%2Etxt")).status == 200);
    for (auto const* path : {"/../secret.txt",
                             "/a/../../secret.txt",
                             "/%2e%2e/secret.txt",
                             "/..%2fsecret.txt",
                             "/a%2f..%2f..%2fsecret.txt",
                             "/..\\secret.txt",
                             "/a/%5c..%5csecret.txt",
                             "//secret.txt",
                             "/./index.html",
                             "/.cach%C3%A9",
                             "/lien.txt",
                             "/dehors/secret.txt",
                             "/tube",
                             "/a//b.txt",
                             "/a/b.txt/",
                             "/index.html%00.png",
                             "/%",
                             "/%zz",
                             "",
                             "*",
                             "http://x/",
                             "/a\x01",
                             "/%C0%AE%C0%AE/secret.txt",
                             "/%uff0e%uff0e/secret.txt"}) {
        CHECK_MESSAGE(site->answer(get(path)).status == 404, path);
    }
}

TEST_CASE("the site is read only, and may be absent") {
    Folder const folder;
    folder.write("site/index.html", "accueil");
    auto const site = site_of(folder);
    auto post = get("/");
    post.method = "POST";
    auto const refused = site->answer(post);
    CHECK(refused.status == 405);
    CHECK(header(refused, "Allow") == "GET, HEAD");
    auto const none = Site::open({});
    REQUIRE(none);
    CHECK((*none)->answer(get("/")).status == 404);
    auto const absent = Site::open(folder / "absent");
    REQUIRE(!absent);
    CHECK(absent.error().code == "site-absent");
}

TEST_CASE("a site that is built anew while it is served is the new one") {
    Folder const folder;
    folder.write("site/index.html", "ancien");
    folder.write("nouveau/index.html", "nouveau");
    auto const site = site_of(folder);
    CHECK(text_of(site->answer(get("/"))) == "ancien");
    std::filesystem::rename(folder / "site", folder / "vieux");
    std::filesystem::rename(folder / "nouveau", folder / "site");
    CHECK(text_of(site->answer(get("/"))) == "nouveau");
}

TEST_CASE("only a name that holds its content's digest is kept for ever") {
    for (auto const* name : {"app.3f9a1c2b.js", "a/app-0123456789abcdef.wasm"}) { CHECK_MESSAGE(is_content_hashed(name), name); }
    for (auto const* name :
         {"main.js", "service-worker.js", "app.3f9a1c2.js", "app.3F9A1C2B.js", "3f9a1c2b.d/app.js", "jour-2026-11.txt", ""}) {
        CHECK_MESSAGE(!is_content_hashed(name), name);
    }
}
