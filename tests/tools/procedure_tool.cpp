// procedure_tool lint FILE…   one JSON line a file: {"file","loads","problems":[{"where","code","message","fatal"}]}
// procedure_tool schema FILE  the JSON Schema of its payload
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "core/json.hpp"
#include "procedure/load.hpp"

using namespace guichet;

namespace {

std::string file_text(char const* path) {
    std::ifstream const file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) return 2;
    std::string const what = arguments[1];
    for (int index = 2; index < count; ++index) {
        auto const loaded = load_procedure(file_text(arguments[index]));
        if (what == "schema") {
            if (loaded.procedure == nullptr) return 1;
            std::cout << payload_schema(*loaded.procedure) << '\n';
            continue;
        }
        Json problems = Json::array();
        for (LintProblem const& found : loaded.problems) {
            problems.push_back({{"where", found.where}, {"code", found.code}, {"message", found.message}, {"fatal", found.fatal}});
        }
        std::cout << write_json({{"file", arguments[index]}, {"loads", loaded.procedure != nullptr}, {"problems", problems}}) << '\n';
    }
    return 0;
}
