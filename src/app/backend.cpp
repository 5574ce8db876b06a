#include "app/backend.hpp"

#include <initializer_list>
#include <utility>

#include "core/json.hpp"

namespace guichet {
namespace {

std::string first_text(Json const& json, std::initializer_list<std::string_view> names) {
    for (auto const name : names) {
        if (auto text = text_member(json, name)) return *std::move(text);
    }
    return {};
}

}  // namespace

std::optional<BackendReceipt> read_receipt(std::string_view body) {
    auto const json = parse_json(body);
    if (!json) return std::nullopt;
    Json const* receipt = member(*json, "recu");
    if (receipt == nullptr || !receipt->is_object()) receipt = &*json;
    BackendReceipt read;
    read.number = first_text(*receipt, {"numero", "number"});
    read.date = first_text(*receipt, {"date", "recu_le", "received"});
    if (read.number.empty()) return std::nullopt;
    return read;
}

std::vector<Finding> read_backend_findings(std::string_view body) {
    std::vector<Finding> findings;
    auto const json = parse_json(body);
    if (!json) return findings;
    Json const* list = member(*json, "constats");
    if (list == nullptr) list = member(*json, "findings");
    if (list == nullptr || !list->is_array()) return findings;
    for (auto const& item : *list) {
        Finding finding;
        finding.path = first_text(item, {"path", "chemin"});
        finding.rule = first_text(item, {"rule", "regle"});
        finding.message = first_text(item, {"message"});
        std::string const severity = first_text(item, {"severity", "gravite"});
        finding.severity = severity == "warn" ? Severity::warn : severity == "info" ? Severity::info : Severity::block;
        if (Json const* source = member(item, "source")) {
            finding.source.title = first_text(*source, {"title", "titre"});
            finding.source.excerpt = first_text(*source, {"excerpt", "extrait"});
        }
        if (!finding.message.empty()) findings.push_back(std::move(finding));
    }
    return findings;
}

}  // namespace guichet
