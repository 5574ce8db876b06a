#include "dossier/nesting.hpp"

namespace guichet {

void place_at(Json& object, std::string_view path, Json value) {
    Json* at = &object;
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
        Json& next = (*at)[std::string(path.substr(0, dot))];
        // The linter refuses paths inside one another; were one let through, the deeper one wins.
        if (!next.is_object()) next = Json::object();
        at = &next;
        path.remove_prefix(dot + 1);
    }
    (*at)[std::string(path)] = std::move(value);
}

Json const* value_at(Json const& object, std::string_view path) {
    Json const* at = &object;
    for (std::size_t dot = path.find('.'); at != nullptr && dot != std::string_view::npos; dot = path.find('.')) {
        at = member(*at, path.substr(0, dot));
        path.remove_prefix(dot + 1);
    }
    return at == nullptr ? nullptr : member(*at, path);
}

}  // namespace guichet
