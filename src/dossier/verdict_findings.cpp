// From bits to sentences, in the order in which the person meets the fields.
#include <algorithm>
#include <string>

#include "core/numbers.hpp"
#include "core/text.hpp"
#include "dossier/verdict_state.hpp"
#include "procedure/evaluate.hpp"
#include "procedure/kinds.hpp"

namespace guichet {

namespace {

/// "25,3 Mo": as file managers count, in tenths and rounded up, so that what is too big never reads as the limit.
std::string show_size(std::uint64_t bytes) {
    constexpr std::uint64_t megabyte = 1ULL << 20U;
    if (bytes < megabyte) return show_integer(static_cast<std::int64_t>((bytes + 1023) / 1024)) + "\u202Fko";
    std::uint64_t const tenths = (bytes * 10 + megabyte - 1) / megabyte;
    std::string text = show_integer(static_cast<std::int64_t>(tenths / 10));
    if (tenths % 10 != 0) text += "," + std::to_string(tenths % 10);
    return text + "\u202FMo";
}

/// What breaks a line, or turns the direction of what follows.
bool is_control(char32_t each) {
    return each < 0x20 || (each >= 0x7F && each < 0xA0) || (each >= 0x2028 && each <= 0x202E) || (each >= 0x2066 && each <= 0x2069);
}

/// « nom.pdf », without what could break the sentence.
std::string in_guillemets(std::string_view name) {
    std::string clean;
    for (std::size_t at = 0; at < name.size();) {
        char32_t const each = next_code_point(name, at);
        append_code_point(clean, is_control(each) ? U'\uFFFD' : each);
    }
    return "«\u00A0" + std::string(first_code_points(clean, 80)) + "\u00A0»";
}

std::string join_types(AttachmentZone const& zone) {
    std::string names;
    for (std::size_t at = 0; at < zone.types.size(); ++at) {
        if (at > 0) names += at + 1 == zone.types.size() ? " ou " : ", ";
        names += file_type_name(zone.types[at]);
    }
    return names;
}

/// Gathers the findings of one dossier. Lives for one call.
class Teller {
public:
    Teller(Verdict::State const& state, Dossier const& dossier)
        : state_(state),
          plan_(*state.plan),
          procedure_(*state.plan->procedure),
          dossier_(dossier),
          facts_(state.facts()) {
        rules_of_field_.resize(procedure_.fields.size());
        rules_of_zone_.resize(procedure_.attachments.size());
        for (std::uint32_t at = 0; at < procedure_.rules.size(); ++at) {
            Rule const& rule = procedure_.rules[at];
            if (!rule.fields.empty()) {
                rules_of_field_[rule.fields.front()].push_back(at);
            } else if (rule.attachment >= 0) {
                rules_of_zone_[static_cast<std::size_t>(rule.attachment)].push_back(at);
            } else {
                rules_of_nothing_.push_back(at);
            }
        }
    }

    std::vector<Finding> tell() {
        for (Step const& step : procedure_.steps) {
            for (Section const& section : step.sections) {
                for (SectionItem const& item : section.items) {
                    switch (item.what) {
                    case SectionItem::What::field: tell_field(item.index, -1); break;
                    case SectionItem::What::group: tell_group(item.index); break;
                    case SectionItem::What::attachment: tell_zone(item.index); break;
                    case SectionItem::What::schedule: break;
                    }
                }
            }
        }
        // What no section shows still blocks, and is told last.
        for (std::uint32_t at = 0; at < procedure_.fields.size(); ++at) {
            if (procedure_.fields[at].group < 0 && plan_.section_of_field[at] < 0) tell_field(at, -1);
        }
        for (std::uint32_t at = 0; at < procedure_.groups.size(); ++at) {
            if (plan_.section_of_group[at] < 0) tell_group(at);
        }
        for (std::uint32_t at = 0; at < procedure_.attachments.size(); ++at) {
            if (plan_.section_of_zone[at] < 0) tell_zone(at);
        }
        for (std::uint32_t rule : rules_of_nothing_) tell_rule(rule, {}, -1, -1);
        tell_stray_pieces();
        return std::move(findings_);
    }

private:
    void add(std::string path, std::string_view rule, Severity severity, std::string message, Source const& source, std::int16_t step) {
        findings_.push_back({std::move(path), std::string(rule), severity, std::move(message), source, step});
    }

    void tell_field(std::uint32_t at, std::int32_t row) {
        Field const& field = procedure_.fields[at];
        FieldRef const where{at, row};
        AnswerTable const& table = state_.tables[table_of(field.group)];
        std::size_t const word = table.word(row < 0 ? 0 : static_cast<std::uint32_t>(row));
        if (has_bit(&table.visible[word], field.slot)) {
            if (has_bit(&table.unreadable[word], field.slot)) {
                tell_unreadable(field, where);
            } else if (state_.is_missing(at, row < 0 ? 0 : static_cast<std::uint32_t>(row))) {
                add(path_of(procedure_, where), "obligatoire", Severity::block, field.required_message, field.source, field.step);
            } else if (!table.retired.empty() && has_bit(&table.retired[word], field.slot)) {
                add(path_of(procedure_, where), "code-ancien", Severity::block,
                    std::string(retired_advice(procedure_, field, answer_of(procedure_, dossier_, where).value)), field.source, field.step);
            }
        }
        for (std::uint32_t rule : rules_of_field_[at]) {
            if (row >= 0 && procedure_.rules[rule].group != field.group) continue;  // told once, at the group
            tell_rule(rule, path_of(procedure_, where), field.step, row);
        }
    }

    void tell_unreadable(Field const& field, FieldRef where) {
        std::string const& typed = answer_of(procedure_, dossier_, where).typed;
        Reading<Value> const reading = read_answer(procedure_, field, typed, state_.today);
        bool const can_confirm = reading.proposal.has_value() || reading.value.has_value();
        std::string message = reading.problem;
        if (message.empty()) {
            // Written by an older version that could not read it.
            message = can_confirm && reading.value ? "Confirmez : " + show_answer(procedure_, field, *reading.value) + "."
                                                   : in_guillemets(typed) + " n’a pas pu être lu.";
        }
        add(path_of(procedure_, where), can_confirm ? "a-confirmer" : "lisible", Severity::block, std::move(message), field.source,
            field.step);
    }

    /// A rule's findings at one place: of that row, or of every row when the place is the dossier's own.
    void tell_rule(std::uint32_t at, std::string const& path, std::int16_t step, std::int32_t only_row) {
        Rule const& rule = procedure_.rules[at];
        std::uint64_t const* const bits = &state_.failed[state_.failed_at[at]];
        std::uint32_t const rows = state_.row_count(rule.group);
        std::uint32_t const first = only_row < 0 ? 0 : static_cast<std::uint32_t>(only_row);
        std::uint32_t const last = only_row < 0 ? rows : std::min(first + 1, rows);
        for (std::uint32_t row = first; row < last; ++row) {
            if (has_bit(bits, row)) add(path, rule.id, rule.severity, message_of(rule, row), rule.source, step);
        }
    }

    std::string message_of(Rule const& rule, std::uint32_t row) const {
        if (rule.arguments.empty()) return rule.message;
        std::vector<std::string> texts;
        texts.reserve(rule.arguments.size());
        for (Rule::Argument const& argument : rule.arguments) {
            Program const& program = procedure_.programs[static_cast<std::size_t>(argument.program)];
            texts.push_back(show_value(argument.kind, evaluate(program, facts_, row)));
        }
        std::vector<NamedText> named;
        named.reserve(texts.size());
        for (std::size_t each = 0; each < texts.size(); ++each) named.push_back({rule.arguments[each].name, texts[each]});
        return fill_in(rule.message, named);
    }

    void tell_group(std::uint32_t at) {
        RepeatedGroup const& group = procedure_.groups[at];
        std::uint32_t const rows = state_.tables[at + 1].rows;
        if (state_.group_visible[at] == 0) return;
        if (rows < group.minimum) {
            add(group.id, "minimum", Severity::block, group.minimum_message, group.source, group.step);
        } else if (rows > group.maximum) {
            add(group.id, "maximum", Severity::block,
                group.label + " : " + show_integer(group.maximum) + " au plus. Retirez-en " + show_integer(rows - group.maximum) + ".",
                group.source, group.step);
        }
        // Rules of the whole dossier that point at a field of the rows.
        for (std::uint32_t field : group.fields) {
            for (std::uint32_t rule : rules_of_field_[field]) {
                if (procedure_.rules[rule].group != static_cast<std::int16_t>(at)) tell_rule(rule, group.id, group.step, -1);
            }
        }
        for (std::uint32_t row = 0; row < rows; ++row) {
            for (std::uint32_t field : group.fields) tell_field(field, static_cast<std::int32_t>(row));
        }
    }

    void tell_zone(std::uint32_t at) {
        AttachmentZone const& zone = procedure_.attachments[at];
        if (state_.zone_visible[at] == 0) return;
        std::string const path = "pieces." + zone.id;
        auto const tell = [&](std::string_view rule, std::string message) {
            add(path, rule, Severity::block, std::move(message), zone.source, zone.step);
        };
        std::uint32_t const count = state_.piece_count[at];
        if (state_.zone_required[at] != 0 && count == 0) tell("piece-obligatoire", zone.required_message);
        if (count > zone.maximum_count) {
            tell("piece-nombre", zone.label + " : " + show_integer(zone.maximum_count) + " au plus. Retirez-en " +
                                     show_integer(count - zone.maximum_count) + ".");
        }
        for (std::size_t piece = 0; piece < state_.pieces.size(); ++piece) {
            if (state_.pieces[piece].zone == static_cast<std::int32_t>(at)) tell_piece(zone, piece, tell);
        }
        for (std::uint32_t rule : rules_of_zone_[at]) tell_rule(rule, path, zone.step, -1);
    }

    template <class Tell>
    void tell_piece(AttachmentZone const& zone, std::size_t piece, Tell const& tell) {
        Attachment const& file = dossier_.attachments[piece];
        std::uint8_t const faults = state_.pieces[piece].faults;
        if ((faults & PieceState::name) != 0) {
            tell("piece-nom", "Le nom de fichier " + in_guillemets(file.name) +
                                  " ne peut pas être transmis. Renommez le fichier, puis joignez-le à nouveau.");
        }
        if ((faults & PieceState::type) != 0) {
            tell("piece-type",
                 in_guillemets(file.name) + " n’est pas un fichier " + join_types(zone) + ". Joignez-le dans un de ces formats.");
        }
        if ((faults & PieceState::size) != 0) {
            tell("piece-taille", file.size == 0 ? in_guillemets(file.name) + " est vide. Joignez un autre fichier."
                                                : in_guillemets(file.name) + " pèse " + show_size(file.size) + " : la limite est de " +
                                                      show_size(zone.maximum_bytes) + ".");
        }
    }

    /// Pieces of a zone that this procedure no longer has: kept, not sent, said.
    void tell_stray_pieces() {
        for (std::size_t piece = 0; piece < state_.pieces.size(); ++piece) {
            if (state_.pieces[piece].zone >= 0) continue;
            Attachment const& file = dossier_.attachments[piece];
            add("pieces." + file.zone, "piece-zone", Severity::warn,
                in_guillemets(file.name) + " n’appartient à aucune pièce demandée : ce fichier ne sera pas transmis.", {}, -1);
        }
    }

    Verdict::State const& state_;
    Plan const& plan_;
    Procedure const& procedure_;
    Dossier const& dossier_;
    Facts facts_;
    std::vector<std::vector<std::uint32_t>> rules_of_field_;
    std::vector<std::vector<std::uint32_t>> rules_of_zone_;
    std::vector<std::uint32_t> rules_of_nothing_;
    std::vector<Finding> findings_;
};

}  // namespace

bool can_be_shown(std::string_view name) {
    if (trim(name).empty() || count_code_points(name) > 200 || !is_valid_utf8(name)) return false;
    if (name == "." || name == "..") return false;
    for (std::size_t at = 0; at < name.size();) {
        char32_t const each = next_code_point(name, at);
        if (is_control(each) || each == '/' || each == '\\') return false;
    }
    return true;
}

std::vector<Finding> Verdict::findings(Dossier const& dossier) const {
    if (!state_->judged) return {};
    if (!state_->borrow_again(dossier)) state_->run_all(dossier);
    return Teller(*state_, dossier).tell();
}

}  // namespace guichet
