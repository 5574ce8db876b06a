// Conditions, computations and rules: compiled once every name is known.
#include <algorithm>
#include <set>
#include <utility>

#include "procedure/compiler.hpp"
#include "procedure/kind_rows.hpp"
#include "procedure/loader.hpp"
#include "procedure/operations.hpp"
#include "procedure/schedule_functions.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_rules = 2000;
constexpr std::size_t most_arguments = 20;
constexpr std::size_t most_targets = 20;

bool is_constant(Program const& program) {
    return program.reads.empty() && program.groups.empty() && !program.reads_today && !program.reads_attachments;
}

bool asks_whether_known(Program const& program) {
    for (std::size_t at = 0; at < program.code.size(); ++at) {
        auto const operation = static_cast<Operation>(program.code[at].operation);
        if (operation == Operation::missing || operation == Operation::missing_some) return true;
        if (operation != Operation::known) continue;
        // A cell above or a table may say nothing although all that the rule reads is known.
        auto const of = at == 0 ? Operation::known : static_cast<Operation>(program.code[at - 1].operation);
        if (of != Operation::load_previous && of != Operation::table) return true;
    }
    return false;
}

/// The names in braces of a message.
std::vector<std::string> argument_names(std::string_view message) {
    std::vector<std::string> names;
    for (std::size_t at = 0; (at = message.find('{', at)) != std::string_view::npos; ++at) {
        auto const end = message.find('}', at);
        if (end == std::string_view::npos) break;
        names.emplace_back(message.substr(at + 1, end - at - 1));
        at = end;
    }
    return names;
}

}  // namespace

Condition Loader::condition(Members& owner, std::string_view name, Condition otherwise, PendingCondition pending) {
    Json const* const json = owner.any(name);
    if (json == nullptr) return otherwise;
    if (json->is_boolean()) return json->get<bool>() ? always : never;
    if (!json->is_object()) {
        lint.problem(owner.at(name), "type", in_quotes(name) + " est true, false ou une règle.");
        return otherwise;
    }
    pending.rule = json;
    pending.where = owner.at(name);
    conditions.push_back(std::move(pending));
    return otherwise;
}

RuleNames names_of(Procedure const& procedure) {
    RuleNames names;
    for (Field const& field : procedure.fields) {
        Variable variable{field.group, field.slot, kind_types(field.kind), nullptr};
        if (field.nomenclature >= 0 && field.kind != Kind::yes_no)
            variable.choices = &procedure.nomenclatures[static_cast<std::size_t>(field.nomenclature)];
        names.variables[field.path] = variable;
    }
    for (RepeatedGroup const& group : procedure.groups) names.groups.push_back(group.id);
    for (AttachmentZone const& zone : procedure.attachments) names.zones.push_back(zone.id);
    names.tables = procedure.tables;
    return names;
}

std::int32_t Loader::compile(Json const& rule, std::string const& where, std::int16_t group, TypeSet& types) {
    std::vector<RuleProblem> problems;
    CompiledRule compiled = compile_rule(rule, names, group, problems);
    types = compiled.types;
    bool fatal = false;
    for (RuleProblem& found : problems) {
        fatal = fatal || found.fatal;
        if (found.fatal)
            lint.problem(where + found.where, found.code, std::move(found.message));
        else
            lint.warning(where + found.where, found.code, std::move(found.message));
    }
    if (fatal) return -1;
    procedure.programs.push_back(std::move(compiled.program));
    return static_cast<std::int32_t>(procedure.programs.size() - 1);
}

void Loader::check_types(TypeSet given, TypeSet wanted, Sentence says, Sentence const& who, std::string const& where) {
    if ((given & wanted) != 0) return;
    lint.problem(where, "types", std::move(says) + types_in_words(given) + "\u202f; " + who + " attend " + types_in_words(wanted) + ".");
}

/// What a table gives to a choice are codes in use of its list.
void Loader::check_codes(Field const& field, std::int32_t program, std::string const& where) {
    Instruction const& last = procedure.programs[static_cast<std::size_t>(program)].code.back();
    if (field.kind != Kind::choice || field.nomenclature < 0 || last.operation != static_cast<std::uint16_t>(Operation::table)) return;
    for (TableLine const& line : procedure.tables[static_cast<std::size_t>(last.operand)].lines) {
        auto const* const code = std::get_if<std::string>(&line.value);
        Choice const* const choice = code == nullptr ? nullptr : procedure.find_choice(field.nomenclature, *code);
        if (code == nullptr || (choice != nullptr && choice->retired.empty())) continue;
        lint.problem(where, "code-inconnu", in_quotes(*code) + ", que la table donne, n’est pas un code en usage de la liste du champ.");
        return;
    }
}

void Loader::compile_conditions() {
    using Owner = PendingCondition::Owner;
    for (PendingCondition const& pending : conditions) {
        bool const of_field = pending.owner <= Owner::field_suggested;
        if (of_field && pending.index >= procedure.fields.size()) continue;  // the field itself was refused
        std::int16_t const group = of_field ? procedure.fields[pending.index].group : std::int16_t{-1};
        TypeSet types = type::any;
        std::int32_t const program = compile(*pending.rule, pending.where, group, types);
        if (program < 0) continue;
        bool const is_argument = pending.owner == Owner::schedule_argument;
        if (lint_speaks && !is_argument && is_constant(procedure.programs[static_cast<std::size_t>(program)])) {
            lint.warning(pending.where, "constante",
                         "Cette condition ne dépend d’aucun champ\u00a0: écrivez true, false ou une constante.");
        }
        switch (pending.owner) {
        case Owner::field_required: procedure.fields[pending.index].required = program; break;
        case Owner::field_visible: procedure.fields[pending.index].visible = program; break;
        case Owner::field_computed:
        case Owner::field_suggested: {
            Field& field = procedure.fields[pending.index];
            (pending.owner == Owner::field_computed ? field.computed : field.suggested) = program;
            check_types(types, kind_types(field.kind), "Le calcul donne ", "le champ", pending.where);
            check_codes(field, program, pending.where);
            break;
        }
        case Owner::schedule_visible: procedure.schedules[pending.index].visible = program; break;
        case Owner::schedule_argument: {
            Schedule& schedule = procedure.schedules[pending.index];
            Schedule::Argument& argument = schedule.arguments[pending.section];
            argument.program = program;
            check_types(types, schedule_traits(schedule.function).arguments[argument.name].types, "L’argument vaut ", "la fonction",
                        pending.where);
            break;
        }
        case Owner::group_visible: procedure.groups[pending.index].visible = program; break;
        case Owner::zone_visible: procedure.attachments[pending.index].visible = program; break;
        case Owner::zone_required: procedure.attachments[pending.index].required = program; break;
        case Owner::section_visible: procedure.steps[pending.index].sections[pending.section].visible = program; break;
        }
    }
}

void Loader::read_arguments(Members& item, Rule& rule) {
    Json const* const json = item.any("arguments");
    auto const used = argument_names(rule.message);
    std::set<std::string> given;
    if (json != nullptr) {
        if (!json->is_object() || json->size() > most_arguments) {
            lint.problem(item.at("arguments"), "type",
                         "«\u202farguments\u202f» est un objet d’au plus 20 membres, un par argument du message.");
            return;
        }
        for (auto const& entry : json->items()) {
            Members part(lint, entry.value(), pointer_to(item.at("arguments"), entry.key()));
            Rule::Argument argument;
            argument.name = entry.key();
            given.insert(entry.key());
            std::string const kind = part.text("kind", Presence::required, 40);
            if (!kind.empty() && !kind_from_name(kind, argument.kind))
                lint.problem(part.at("kind"), "genre-inconnu", in_quotes(kind) + " n’est pas un genre de champ.");
            Json const* const value = part.any("value");
            if (value == nullptr)
                lint.problem(part.where(), "membre-absent", "Il manque «\u202fvalue\u202f», la règle qui donne l’argument.");
            part.done();
            if (value == nullptr) continue;
            TypeSet types = type::any;
            argument.program = compile(*value, part.at("value"), rule.group, types);
            if (argument.program < 0) continue;
            check_types(types, kind_types(argument.kind), "L’argument vaut ", "son genre", part.at("value"));
            if (lint_speaks && std::ranges::find(used, argument.name) == used.end()) {
                lint.warning(part.where(), "inutile", "Le message n’emploie pas {" + argument.name + "}.");
            }
            rule.arguments.push_back(std::move(argument));
        }
    }
    for (std::string const& name : used) {
        if (!given.contains(name))
            lint.problem(item.at("message"), "argument-inconnu",
                         "{" + name + "} n’est pas un argument de la règle (membre «\u202farguments\u202f»).");
    }
}

void Loader::read_targets(Members& item, Rule& rule) {
    auto const paths = item.texts("fields", Presence::optional, most_targets);
    for (std::size_t at = 0; at < paths.size(); ++at) {
        std::string const where = pointer_to(item.at("fields"), at);
        std::int32_t const index = procedure.field_index(paths[at]);
        if (index < 0) {
            lint.problem(where, "champ-inconnu", in_quotes(paths[at]) + " n’est pas un champ de la démarche.");
            continue;
        }
        Field const& field = procedure.fields[static_cast<std::size_t>(index)];
        if (field.group >= 0 && field.group != rule.group) {
            lint.problem(where, "champ-de-ligne",
                         in_quotes(paths[at]) + " est un champ répété\u00a0: la règle doit valoir pour chaque ligne («\u202feach\u202f»).");
            continue;
        }
        rule.fields.push_back(static_cast<std::uint32_t>(index));
    }
    std::string const zone = item.text("attachment", Presence::optional, 60);
    if (!zone.empty()) {
        rule.attachment = procedure.attachment_index(zone);
        if (rule.attachment < 0)
            lint.problem(item.at("attachment"), "zone-inconnue", in_quotes(zone) + " n’est pas une zone de pièces jointes.");
    }
    if (paths.empty() && zone.empty()) {
        lint.problem(item.where(), "sans-lieu", "Une règle dit où elle se montre\u00a0: «\u202ffields\u202f» ou «\u202fattachment\u202f».");
    }
}

void Loader::read_rule(Members& item) {
    Rule rule;
    rule.id = item.text("id", Presence::required, 60);
    if (!rule.id.empty() && !is_identifier(rule.id))
        lint.problem(item.at("id"), "identifiant", "L’identifiant s’écrit en minuscules, chiffres et tirets.");
    if (std::ranges::find(procedure.rules, rule.id, &Rule::id) != procedure.rules.end())
        lint.problem(item.at("id"), "doublon", "La règle " + in_quotes(rule.id) + " existe déjà.");
    std::string const severity = item.text("severity", Presence::required, 20);
    if (severity == "warn")
        rule.severity = Severity::warn;
    else if (severity == "info")
        rule.severity = Severity::info;
    else if (severity != "block" && !severity.empty())
        lint.problem(item.at("severity"), "gravite", "La gravité est block, warn ou info.");
    std::string const each = item.text("each", Presence::optional, 60);
    if (!each.empty()) {
        rule.group = static_cast<std::int16_t>(procedure.group_index(each));
        if (rule.group < 0) lint.problem(item.at("each"), "groupe-inconnu", in_quotes(each) + " n’est pas un groupe répété.");
    }
    rule.judges_unknown = item.boolean("judges_unknown", false);
    rule.message = item.text("message", Presence::required, 1000);
    rule.source = source(item);
    if (lint_speaks && rule.source.title.empty())
        lint.warning(item.where(), "sans-source",
                     "La règle " + in_quotes(rule.id) + " ne dit pas d’où elle vient (membre «\u202fsource\u202f»).");
    read_targets(item, rule);
    read_arguments(item, rule);
    Json const* const check = item.any("check");
    if (check == nullptr) {
        lint.problem(item.where(), "membre-absent", "Il manque «\u202fcheck\u202f», ce qui doit être vrai.");
    } else {
        TypeSet types = type::any;
        rule.check = compile(*check, item.at("check"), rule.group, types);
        if (rule.check >= 0) {
            Program const& program = procedure.programs[static_cast<std::size_t>(rule.check)];
            if (lint_speaks && is_constant(program)) lint.warning(item.at("check"), "constante", "Cette règle ne dépend d’aucun champ.");
            if (lint_speaks && !rule.judges_unknown && asks_whether_known(program)) {
                lint.warning(
                    item.at("check"), "inconnu",
                    "La règle n’est pas jugée tant qu’un champ qu’elle lit est inconnu\u00a0: ajoutez «\u202fjudges_unknown\u202f»: true.");
            }
        }
    }
    item.done();
    procedure.rules.push_back(std::move(rule));
}

void Loader::read_rules(Members& file) {
    auto const items = file.list("rules", Presence::optional, most_rules);
    for (std::size_t index = 0; index < items.size(); ++index) {
        Members item(lint, *items[index], pointer_to(file.at("rules"), index));
        if (items[index]->is_object()) read_rule(item);
    }
}

}  // namespace guichet
