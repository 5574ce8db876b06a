#include "procedure/lint.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "procedure/compiler.hpp"

namespace guichet {

void Lint::note(LintProblem found) {
    fatal_ = fatal_ || found.fatal;
    if (problems_.size() < most) {
        problems_.push_back(std::move(found));
    } else if (problems_.size() == most) {
        Sentence sentence("La suite n’est pas donnée\u00a0: corrigez d’abord ces problèmes.");
        problems_.push_back({"", "trop-de-problemes", std::move(sentence).text(), fatal_});
    }
}

void Lint::problem(std::string const& where, std::string_view code, Sentence sentence) {
    note({where, std::string(code), std::move(sentence).text(), true});
}

void Lint::warning(std::string const& where, std::string_view code, Sentence sentence) {
    if (lint_speaks) note({where, std::string(code), std::move(sentence).text(), false});
}

Members::Members(Lint& lint, Json const& json, std::string where) : lint_(lint), json_(json), where_(std::move(where)) {
    if (!json.is_object()) lint.problem(where_, "type", "Il faut ici un objet JSON.");
}

std::string Members::at(std::string_view name) const { return pointer_to(where_, name); }

bool Members::has(std::string_view name) const { return member(json_, name) != nullptr; }

Json const* Members::any(std::string_view name) {
    asked_.push_back(name);
    return member(json_, name);
}

std::string Members::text(std::string_view name, Presence presence, std::size_t longest) {
    Json const* const found = any(name);
    if (found == nullptr) {
        if (presence == Presence::required && json_.is_object()) {
            lint_.problem(where_, "membre-absent", "Il manque le membre " + in_quotes(name) + ", un texte.");
        }
        return {};
    }
    auto const* const text = found->get_ptr<Json::string_t const*>();
    if (text == nullptr) {
        lint_.problem(at(name), "type", in_quotes(name) + " est un texte.");
        return {};
    }
    if (presence == Presence::required && trim(*text).empty()) {
        lint_.problem(at(name), "vide", in_quotes(name) + " ne peut pas être vide.");
    }
    if (text->size() > longest && count_code_points(*text) > longest) {
        lint_.problem(at(name), "trop-long", in_quotes(name) + " dépasse " + longest + " caractères.");
        return std::string(first_code_points(*text, longest));
    }
    return *text;
}

bool Members::boolean(std::string_view name, bool otherwise) {
    Json const* const found = any(name);
    if (found == nullptr) return otherwise;
    if (!found->is_boolean()) {
        lint_.problem(at(name), "type", in_quotes(name) + " est true ou false.");
        return otherwise;
    }
    return found->get<bool>();
}

std::optional<std::int64_t> Members::integer(std::string_view name, std::int64_t least, std::int64_t most) {
    Json const* const found = any(name);
    if (found == nullptr) return std::nullopt;
    bool const whole = found->is_number_integer() &&
                       (!found->is_number_unsigned() || found->get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
    std::int64_t const value = whole ? found->get<std::int64_t>() : 0;
    if (!whole || value < least || value > most) {
        lint_.problem(at(name), "nombre", in_quotes(name) + " est un nombre entier de " + least + " à " + most + ".");
        return std::nullopt;
    }
    return value;
}

std::vector<Json const*> Members::list(std::string_view name, Presence presence, std::size_t most) {
    Json const* const found = any(name);
    std::vector<Json const*> items;
    if (found == nullptr) {
        if (presence == Presence::required && json_.is_object()) {
            lint_.problem(where_, "membre-absent", "Il manque le membre " + in_quotes(name) + ", une liste.");
        }
        return items;
    }
    if (!found->is_array()) {
        lint_.problem(at(name), "type", in_quotes(name) + " est une liste.");
        return items;
    }
    if (presence == Presence::required && found->empty()) { lint_.problem(at(name), "vide", in_quotes(name) + " ne peut pas être vide."); }
    if (found->size() > most) { lint_.problem(at(name), "trop-long", in_quotes(name) + " a plus de " + most + " éléments."); }
    for (Json const& item : *found) {
        if (items.size() == most) break;
        items.push_back(&item);
    }
    return items;
}

std::vector<std::string> Members::texts(std::string_view name, Presence presence, std::size_t most) {
    std::vector<std::string> texts;
    auto const items = list(name, presence, most);
    for (std::size_t index = 0; index < items.size(); ++index) {
        if (auto const* const text = items[index]->get_ptr<Json::string_t const*>())
            texts.push_back(*text);
        else
            lint_.problem(pointer_to(at(name), index), "type", "Il faut ici un texte.");
    }
    return texts;
}

void Members::done() {
    if (!json_.is_object()) return;
    for (auto const& entry : json_.items()) {
        std::string const& name = entry.key();
        if (std::ranges::contains(asked_, name)) continue;
        // "//" holds a comment for the reader of the file.
        if (name == "//") continue;
        lint_.problem(at(name), "membre-inconnu", in_quotes(name) + " n’est pas un membre connu ici." + did_you_mean(name, asked_));
        if (lint_.is_full()) return;
    }
}

Sentence in_quotes(std::string_view text) {
    if (!lint_speaks) return {};
    return "«\u202f" + Sentence(first_code_points(text, 80)) + "\u202f»";
}

Sentence did_you_mean(std::string_view unknown, std::vector<std::string_view> const& known) {
    auto const near = lint_speaks ? nearest_name(unknown, known) : std::string_view();
    if (near.empty()) return {};
    return " Vouliez-vous dire " + in_quotes(near) + "\u202f?";
}

std::string_view nearest_name(std::string_view unknown, std::vector<std::string_view> const& known) {
    constexpr std::size_t longest = 60;
    if (unknown.size() > longest) return {};
    std::string_view best;
    std::size_t best_distance = 3;
    for (std::string_view const name : known) {
        if (name.size() > longest) continue;
        // Levenshtein, one row at a time.
        std::vector<std::size_t> row(name.size() + 1);
        for (std::size_t column = 0; column < row.size(); ++column) row[column] = column;
        for (std::size_t line = 1; line <= unknown.size(); ++line) {
            std::size_t diagonal = row[0];
            row[0] = line;
            for (std::size_t column = 1; column < row.size(); ++column) {
                std::size_t const above = row[column];
                std::size_t const change = diagonal + (unknown[line - 1] == name[column - 1] ? 0 : 1);
                row[column] = std::min({change, above + 1, row[column - 1] + 1});
                diagonal = above;
            }
        }
        if (row.back() < best_distance) {
            best_distance = row.back();
            best = name;
        }
    }
    return best;
}

namespace {

bool is_lower(char byte) { return byte >= 'a' && byte <= 'z'; }
bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

}  // namespace

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 60 && is_lower(text[0]) &&
           std::ranges::all_of(text, [](char byte) { return is_lower(byte) || is_digit(byte) || byte == '_'; });
}

bool is_path(std::string_view text) {
    if (text.size() > 120) return false;
    auto const parts = split(text, '.');
    return parts.size() <= 6 && std::ranges::all_of(parts, is_name);
}

bool is_identifier(std::string_view text) {
    if (text.empty() || text.size() > 100 || text.front() == '.' || text.back() == '.') return false;
    return text.find("..") == std::string_view::npos &&
           std::ranges::all_of(text, [](char byte) { return is_lower(byte) || is_digit(byte) || byte == '-' || byte == '.'; });
}

}  // namespace guichet
