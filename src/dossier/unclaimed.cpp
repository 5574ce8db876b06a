#include "dossier/unclaimed.hpp"

#include "core/text.hpp"

namespace guichet {

std::string pointer_into(std::string_view pointer, std::string_view step) {
    std::string longer(pointer);
    longer += '/';
    for (char const each : step) {
        if (each == '~') {
            longer += "~0";
        } else if (each == '/') {
            longer += "~1";
        } else {
            longer += each;
        }
    }
    return longer;
}

std::vector<std::string> pointer_steps(std::string_view pointer) {
    std::vector<std::string> steps;
    if (!pointer.starts_with('/')) return steps;
    for (std::string_view const part : split(pointer.substr(1), '/')) {
        std::string step;
        for (std::size_t at = 0; at < part.size(); ++at) {
            bool const escaped = part[at] == '~' && at + 1 < part.size() && (part[at + 1] == '0' || part[at + 1] == '1');
            step += escaped ? (part[++at] == '0' ? '~' : '/') : part[at];
        }
        steps.push_back(std::move(step));
    }
    return steps;
}

void keep_unclaimed(Json& unclaimed, std::string pointer, Json value) {
    if (!unclaimed.is_object()) unclaimed = Json::object();
    while (unclaimed.contains(pointer)) pointer += '\'';
    unclaimed[pointer] = std::move(value);
}

}  // namespace guichet
