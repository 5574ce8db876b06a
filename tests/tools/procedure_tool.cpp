// procedure_tool lint FILE…      one JSON line a file: {"file","loads","problems":[{"where","code","message","fatal"}]}
// procedure_tool schema FILE     the JSON Schema of its payload
// procedure_tool assemble FILE…  the whole procedure, its parts in their places, one JSON line a file; problems on standard error
//
// --procedures FOLDER before the files: where the parts stand; else assets/procedures.
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include "core/json.hpp"
#include "procedure/assemble.hpp"
#include "procedure/load.hpp"
#include "support/parts.hpp"

using namespace guichet;

namespace {

std::string file_text(char const* path) {
    std::ifstream const file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// False when it cannot be assembled.
bool print_whole(char const* path, PartReader const& parts) {
    Assembled const whole = assemble(file_text(path), parts);
    for (LintProblem const& found : whole.problems) {
        std::cerr << path << ' ' << found.where << ' ' << found.code << ": " << found.message << '\n';
    }
    auto const json = parse_json(whole.text);
    if (!json) {
        if (whole.problems.empty()) std::cerr << path << ": " << json.error().message << '\n';
        return false;
    }
    std::cout << write_json(*json) << '\n';
    return true;
}

void print_problems(char const* path, LoadedProcedure const& loaded) {
    Json problems = Json::array();
    for (LintProblem const& found : loaded.problems) {
        problems.push_back({{"where", found.where}, {"code", found.code}, {"message", found.message}, {"fatal", found.fatal}});
    }
    std::cout << write_json({{"file", path}, {"loads", loaded.procedure != nullptr}, {"problems", problems}}) << '\n';
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) return 2;
    std::string const what = arguments[1];
    bool const is_given = std::string_view(arguments[2]) == "--procedures" && count > 4;
    PartReader const parts = test::parts_in(is_given ? arguments[3] : "assets/procedures");
    int worst = 0;
    for (int index = is_given ? 4 : 2; index < count; ++index) {
        if (what == "assemble") {
            if (!print_whole(arguments[index], parts)) worst = 1;
            continue;
        }
        auto const loaded = load_with_parts(file_text(arguments[index]), parts);
        if (what == "schema") {
            if (loaded.procedure == nullptr) return 1;
            std::cout << payload_schema(*loaded.procedure) << '\n';
            continue;
        }
        print_problems(arguments[index], loaded);
    }
    return worst;
}
