// check, payload, show.
#include <algorithm>

#include "core/identifiers.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "dossier/codec.hpp"
#include "dossier/findings_json.hpp"
#include "dossier/schedules.hpp"
#include "dossier/shapes.hpp"
#include "main/command.hpp"
#include "procedure/kinds.hpp"

namespace guichet::command {

namespace {

std::string title_of(Procedure const& procedure) {
    return procedure.title + " (" + procedure.organisme + ", " + procedure.id + " " + procedure.version + ")";
}

void print_findings(std::vector<Finding> const& findings) {
    for (Finding const& finding : findings) {
        std::string_view const mark = finding.severity == Severity::block  ? "bloque   "
                                      : finding.severity == Severity::warn ? "attention"
                                                                           : "à savoir ";
        print("  " + std::string(mark) + "  " + finding.path + "\n             " + finding.message + " [" + finding.rule + "]\n");
        if (!finding.source.title.empty()) print("             Source : " + finding.source.title + "\n");
    }
}

/// How an answer is shown: as the page does, sensitive ones masked.
std::string shown(Request const& request, Procedure const& procedure, Field const& field, Value const& value) {
    if (!field.sensitive || request.unmasked || is_unknown(value)) return show_answer(procedure, field, value);
    std::string const* const text = std::get_if<std::string>(&value);
    return field.kind == Kind::nir && text != nullptr ? mask_nir(*text) : "••••";
}

void show_field(Request const& request, Opened const& opened, FieldRef where, std::string_view indent) {
    if (!opened.verdict.is_visible(where)) return;
    Field const& field = opened.procedure->fields[where.field];
    std::string line = std::string(indent) + field.label + " : ";
    Answer const& answer = answer_of(*opened.procedure, opened.dossier, where);
    if (!answer.typed.empty()) {
        line += "« " + answer.typed + " » (à corriger)";
    } else {
        line += shown(request, *opened.procedure, field, opened.verdict.value(opened.dossier, where));
        if (opened.verdict.is_computed(where)) line += " (calculé)";
    }
    print(line + "\n");
}

void show_group(Request const& request, Opened const& opened, std::uint32_t at) {
    if (!opened.verdict.is_group_visible(static_cast<std::int16_t>(at))) return;
    RepeatedGroup const& group = opened.procedure->groups[at];
    for (std::size_t row = 0; row < opened.dossier.groups[at].size(); ++row) {
        print("  " + group.item_label + " " + std::to_string(row + 1) + "\n");
        for (std::uint32_t const field : group.fields) show_field(request, opened, {field, static_cast<std::int32_t>(row)}, "    ");
    }
}

void show_zone(Opened const& opened, std::uint32_t at) {
    if (!opened.verdict.is_zone_visible(at)) return;
    AttachmentZone const& zone = opened.procedure->attachments[at];
    print("  " + zone.label + "\n");
    for (Attachment const& piece : opened.dossier.attachments) {
        if (piece.zone == zone.id) print("    " + piece.name + ", " + std::to_string(piece.size) + " octets\n");
    }
}

void show_schedule(Opened const& opened, std::uint32_t at) {
    if (!is_schedule_visible(*opened.procedure, opened.dossier, opened.verdict, at)) return;
    Schedule const& schedule = opened.procedure->schedules[at];
    auto const rows = later::schedule_rows(*opened.procedure, opened.dossier, opened.verdict, at);
    print("  " + schedule.label + (rows.empty() ? " : (pas encore)\n" : "\n"));
    for (std::vector<Value> const& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            if (is_unknown(row[column])) continue;
            line += (line.empty() ? "    " : " ; ") + schedule.columns[column].label + " : " +
                    show_value(schedule.columns[column].kind, row[column]);
        }
        print(line + "\n");
    }
}

void print_migration(Dossier const& dossier) {
    if (!dossier.migration_report.empty()) print("  Dossier d’une version plus ancienne de la demande. " + dossier.migration_report + "\n");
}

int tell_unusable(Request const& request, std::string const& name, Trouble const& trouble) {
    if (request.json) {
        Json line = Json::object();
        line["fichier"] = name;
        line["erreur"] = Json{{"code", trouble.code}, {"message", trouble.message}};
        print(write_json(line) + "\n");
    } else {
        complain(name + " : " + trouble.message);
    }
    return exit_unusable;
}

int tell_opened(Request const& request, std::string const& name, Opened const& opened) {
    int const verdict = opened.acceptable ? exit_good : exit_findings;
    if (request.json) {
        Json report = report_to_json(opened.dossier.id, opened.acceptable, opened.findings);
        if (!opened.dossier.migration_report.empty()) report["migration"] = opened.dossier.migration_report;
        print(write_json(report) + "\n");
        return verdict;
    }
    print(name + " : " + title_of(*opened.procedure) + "\n");
    print_migration(opened.dossier);
    print_findings(opened.findings);
    auto const blocking = std::ranges::count(opened.findings, Severity::block, &Finding::severity);
    print(opened.acceptable ? "  Recevable : le dossier peut être envoyé.\n"
                            : "  Non recevable : " + counted(blocking, "point", "points") + " à corriger.\n");
    return verdict;
}

}  // namespace

int check_dossiers(Request const& request) {
    auto const procedures = load_procedures(request);
    int worst = exit_good;
    for (std::string const& file : request.operands) {
        auto const all = open_dossiers(request, procedures, file);
        for (std::size_t i = 0; i < all.size(); ++i) {
            std::string const name = all.size() == 1 ? file : file + " (" + std::to_string(i + 1) + ")";
            worst = std::max(worst, all[i] ? tell_opened(request, name, *all[i]) : tell_unusable(request, name, all[i].error()));
        }
    }
    return worst;
}

int print_payload(Request const& request) {
    Result<Opened> const opened = open_dossier(request, load_procedures(request), request.operands.front());
    if (!opened) {
        complain(request.operands.front() + " : " + opened.error().message);
        return exit_unusable;
    }
    Result<Json> const made = request.shape.empty()
                                  ? Result<Json>(payload(*opened->procedure, opened->dossier, opened->verdict))
                                  : shaped(*opened->procedure, opened->dossier, opened->verdict, request.shape, today_of(request));
    if (!made) {
        complain(request.operands.front() + " : " + made.error().message);
        return exit_unusable;
    }
    print(write_json_pretty(*made) + "\n");
    if (opened->acceptable) return exit_good;
    complain("Ce dossier ne serait pas reçu : guichet check dit pourquoi.");
    return exit_findings;
}

int show_dossier(Request const& request) {
    Result<Opened> const opened = open_dossier(request, load_procedures(request), request.operands.front());
    if (!opened) {
        complain(request.operands.front() + " : " + opened.error().message);
        return exit_unusable;
    }
    Procedure const& procedure = *opened->procedure;
    Dossier const& dossier = opened->dossier;
    Status const* const status = procedure.find_status(dossier.status);
    print(title_of(procedure) + "\n");
    print("Dossier " + dossier.id + (dossier.name.empty() ? "" : ", « " + dossier.name + " »") + "\n");
    print_migration(dossier);
    print("État : " + (status == nullptr ? dossier.status : status->label) + "\n");
    if (dossier.receipt) print("Accusé de réception : " + dossier.receipt->number + ", " + dossier.receipt->date + "\n");
    for (std::uint32_t step = 0; step < procedure.steps.size(); ++step) {
        print("\n" + procedure.steps[step].title + "\n");
        for (std::uint32_t section = 0; section < procedure.steps[step].sections.size(); ++section) {
            if (!opened->verdict.is_section_visible(step, section)) continue;
            for (SectionItem const& item : procedure.steps[step].sections[section].items) {
                switch (item.what) {
                case SectionItem::What::field: show_field(request, *opened, {item.index, -1}, "  "); break;
                case SectionItem::What::group: show_group(request, *opened, item.index); break;
                case SectionItem::What::attachment: show_zone(*opened, item.index); break;
                case SectionItem::What::schedule: show_schedule(*opened, item.index); break;
                }
            }
        }
    }
    return opened->acceptable ? exit_good : exit_findings;
}

}  // namespace guichet::command
