#include "dossier/findings_json.hpp"

namespace guichet {

std::string_view severity_name(Severity severity) {
    switch (severity) {
    case Severity::block: return "block";
    case Severity::warn: return "warn";
    case Severity::info: return "info";
    }
    return "block";
}

Json findings_to_json(std::vector<Finding> const& findings) {
    Json list = Json::array();
    for (Finding const& finding : findings) {
        Json& one = list.emplace_back(Json::object());
        one["path"] = finding.path;
        one["rule"] = finding.rule;
        one["severity"] = severity_name(finding.severity);
        one["message"] = finding.message;
        if (finding.source.title.empty()) continue;
        Json& source = one["source"] = Json::object();
        source["titre"] = finding.source.title;
        if (!finding.source.excerpt.empty()) source["extrait"] = finding.source.excerpt;
    }
    return list;
}

std::vector<Finding> findings_from_json(Json const& json) {
    std::vector<Finding> findings;
    if (!json.is_array()) return findings;
    for (Json const& one : json) {
        auto path = text_member(one, "path");
        auto rule = text_member(one, "rule");
        auto message = text_member(one, "message");
        if (!path || !rule || !message) continue;
        auto const severity = text_member(one, "severity");
        Finding& finding = findings.emplace_back();
        finding.path = std::move(*path);
        finding.rule = std::move(*rule);
        finding.message = std::move(*message);
        finding.severity = severity == "warn" ? Severity::warn : severity == "info" ? Severity::info : Severity::block;
        if (Json const* const source = member(one, "source")) {
            finding.source.title = text_member(*source, "titre").value_or("");
            finding.source.excerpt = text_member(*source, "extrait").value_or("");
        }
    }
    return findings;
}

Json report_to_json(std::string_view dossier, bool acceptable, std::vector<Finding> const& findings) {
    Json report = Json::object();
    report["dossier"] = dossier;
    report["acceptable"] = acceptable;
    report["constats"] = findings_to_json(findings);
    return report;
}

}  // namespace guichet
