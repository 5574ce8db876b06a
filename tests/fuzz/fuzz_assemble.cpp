// Procedures in parts, from outside: never a crash, a hang or unbounded memory; what comes out is JSON of bounded size, every problem a
// sentence. The bytes are the procedure and, after each line that begins with '%', one more part: p0.json, p1.json…
#include "core/json.hpp"
#include "core/text.hpp"
#include "fuzz/core_oracles.hpp"
#include "procedure/assemble.hpp"

using namespace guichet;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view text = fuzz::text_of(data, size);
    std::vector<std::string_view> files;
    for (std::size_t at = text.find("\n%"); at != std::string_view::npos; at = text.find("\n%")) {
        files.push_back(text.substr(0, at));
        text.remove_prefix(at + 2);
    }
    files.push_back(text);
    auto const read = [&](std::string_view path) -> std::optional<std::string> {
        fuzz::promise(path.find("..") == std::string_view::npos && !path.starts_with('/'));
        for (std::size_t index = 1; index < files.size(); ++index) {
            if (path == "p" + std::to_string(index - 1) + ".json") return std::string(files[index]);
        }
        return std::nullopt;
    };
    Assembled const whole = assemble(files.front(), read);
    bool fatal = false;
    for (LintProblem const& found : whole.problems) {
        fatal = fatal || found.fatal;
        fuzz::promise(!found.code.empty() && !found.message.empty() && is_valid_utf8(found.message));
    }
    fuzz::promise(!fatal || whole.text.empty());
    fuzz::promise(whole.origins.empty() || Json::accept(whole.text));
    for (PartOrigin const& origin : whole.origins) fuzz::promise(!whole.origin_of(origin.pointer + "/x").empty());
    return 0;
}
