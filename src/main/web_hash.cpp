// SHA-256 of a chosen file, fed by the page in slices (web/ports/files.ts): several may run at once.
#include <emscripten.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/sha256.hpp"

namespace {

struct Running {
    guichet::Sha256 hash;
    std::vector<std::byte> room;
};

std::map<std::uint32_t, Running>& running() {
    static std::map<std::uint32_t, Running> all;
    return all;
}

std::string& last_result() {
    static std::string text;
    return text;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE std::uint32_t guichet_hash_start() {
    static std::uint32_t last = 0;
    running()[++last];
    return last;
}

EMSCRIPTEN_KEEPALIVE void* guichet_hash_room(std::uint32_t hash, std::uint32_t size) {
    running()[hash].room.resize(size);
    return running()[hash].room.data();
}

EMSCRIPTEN_KEEPALIVE void guichet_hash_feed(std::uint32_t hash, std::uint32_t size) {
    Running& one = running()[hash];
    one.hash.update(std::span<std::byte const>(one.room).first(size < one.room.size() ? size : one.room.size()));
}

EMSCRIPTEN_KEEPALIVE char const* guichet_hash_finish(std::uint32_t hash) {
    last_result() = running()[hash].hash.finish();
    running().erase(hash);
    return last_result().c_str();
}
}
