// A dossier's file, read in one pass into typed answers. What a field cannot hold stays as typed text; what no
// field claims stays in `unclaimed`: nothing that was in the file is lost.
#include <algorithm>
#include <charconv>
#include <utility>

#include "core/sha256.hpp"
#include "core/sort.hpp"
#include "core/text.hpp"
#include "dossier/codec.hpp"
#include "dossier/json_cursor.hpp"
#include "dossier/migrations.hpp"
#include "dossier/read_expected.hpp"
#include "dossier/unclaimed.hpp"
#include "dossier/versions.hpp"
#include "procedure/kinds.hpp"

namespace guichet {

namespace {

using Type = JsonCursor::Type;

/// Far above any procedure's own maximum; a hostile file of a few megabytes must not become gigabytes of rows.
constexpr std::size_t most_rows = 10'000;

Trouble unreadable_trouble(std::size_t offset) {
    return {"dossier-illisible", "Ce fichier n’est pas un dossier Guichet lisible (octet " + std::to_string(offset) +
                                     "). Il est peut-être incomplet : enregistrez-le à nouveau depuis l’application qui l’a produit."};
}

Trouble not_a_dossier_trouble(std::string_view what) {
    return {"dossier-illisible", "Ce fichier n’est pas un dossier Guichet : " + std::string(what) + "."};
}

/// 12 of "r12"; 0 for any other id.
std::uint32_t number_of(std::string_view id, char letter) {
    std::uint32_t number = 0;
    if (id.size() < 2 || id.front() != letter || id[1] == '0') return 0;
    auto const read = std::from_chars(id.data() + 1, id.data() + id.size(), number);
    return read.ec == std::errc{} && read.ptr == id.data() + id.size() && number < UINT32_MAX ? number : 0;
}

/// Where in the file answers stand: a pointer, and in a group the row by its id. Only what is put aside is named.
struct Place {
    std::string_view pointer;
    std::string const* row = nullptr;

    [[nodiscard]] std::string into(std::string_view name) const {
        return pointer_into(row == nullptr ? std::string(pointer) : pointer_into(pointer, *row), name);
    }
};

class DossierReader {
public:
    DossierReader(Procedure const& procedure, std::string_view file) : procedure_(procedure), cursor_(file) {}

    /// The file's format; answers and troubles only count when it is today's.
    std::int64_t format = 0;

    Result<Dossier> read() {
        dossier_.answers = AnswerSlots(procedure_.root_fields.size());
        dossier_.groups.resize(procedure_.groups.size());
        dossier_.status.clear();
        if (cursor_.peek() != Type::object) return std::unexpected(unreadable_trouble(cursor_.offset()));
        read_file();
        if (!cursor_.at_end()) return std::unexpected(unreadable_trouble(cursor_.offset()));
        if (too_large_) {
            return std::unexpected(
                Trouble{"dossier-trop-grand", "Ce dossier a plus de 10 000 lignes : il n’est pas ouvert. Rien n’a été modifié."});
        }
        if (dossier_.id.empty() || dossier_.procedure.empty()) {
            return std::unexpected(not_a_dossier_trouble("il ne dit pas de quelle demande il s’agit"));
        }
        if (dossier_.procedure != procedure_.id) {
            return std::unexpected(Trouble{"dossier-autre-procedure",
                                           "Ce dossier est une demande « " + dossier_.procedure + " », et non « " + procedure_.id + " »."});
        }
        if (dossier_.status.empty()) dossier_.status = procedure_.statuses.empty() ? "brouillon" : procedure_.statuses.front().id;
        settle_rows();
        settle_pieces();
        settle_typed();
        take_up_unclaimed();
        if (!unclaimed_.empty()) dossier_.unclaimed = write_json(unclaimed_);
        return std::move(dossier_);
    }

private:
    // ---- the file's own members ----

    void read_file() {
        if (!cursor_.enter_object()) return;
        std::string_view name;
        while (cursor_.next_member(name)) {
            if (name == "guichet") {
                format = cursor_.peek() == Type::number ? cursor_.read_integer().value_or(0) : (keep("/guichet"), 0);
            } else if (name == "id") {
                read_text_into(dossier_.id, "/id");
            } else if (name == "procedure") {
                read_procedure();
            } else if (name == "nom") {
                read_text_into(dossier_.name, "/nom");
            } else if (name == "cree") {
                read_text_into(dossier_.created, "/cree");
            } else if (name == "modifie") {
                read_text_into(dossier_.modified, "/modifie");
            } else if (name == "statut") {
                read_text_into(dossier_.status, "/statut");
            } else if (name == "place") {
                read_text_into(dossier_.place, "/place");
            } else if (name == "reponses") {
                if (cursor_.peek() == Type::object) {
                    read_answers("", {"/reponses"}, dossier_.answers, -1);
                } else {
                    keep("/reponses");
                }
            } else if (name == "saisies") {
                read_typed();
            } else if (name == "pieces") {
                read_pieces();
            } else if (name == "suivants") {
                read_next_numbers();
            } else if (name == "recu") {
                read_receipt();
            } else if (name == "historique") {
                read_history();
            } else if (name == "remarques") {
                read_remarks();
            } else if (name == "echeances") {
                read_instalments();
            } else if (name == "envoye" && cursor_.peek() == Type::object && dossier_.sent.empty()) {
                dossier_.sent = cursor_.skip();
            } else if (name == "inconnus" && cursor_.peek() == Type::object) {
                read_unclaimed();
            } else {
                keep(pointer_into("", name));
            }
        }
    }

    /// The whole value, put aside under that name.
    void keep(std::string pointer) {
        std::string_view const source = cursor_.skip();
        if (cursor_.failed()) return;
        Result<Json> value = parse_json(source);
        if (!value) return cursor_.fail();
        keep_unclaimed(unclaimed_, std::move(pointer), std::move(*value));
    }

    void read_text_into(std::string& text, std::string_view pointer) {
        if (cursor_.peek() != Type::text || !text.empty()) return keep(std::string(pointer));
        text = cursor_.read_text();
    }

    /// An object of texts, each with its name; the rest is put aside.
    void read_record(std::string const& pointer, std::initializer_list<std::pair<std::string_view, std::string*>> members) {
        if (cursor_.peek() != Type::object) return keep(pointer);
        if (!cursor_.enter_object()) return;
        std::string_view name;
        while (cursor_.next_member(name)) {
            auto const found = std::ranges::find(members, name, &std::pair<std::string_view, std::string*>::first);
            if (found == members.end()) {
                keep(pointer_into(pointer, name));
            } else {
                read_text_into(*found->second, pointer_into(pointer, name));
            }
        }
    }

    void read_procedure() { read_record("/procedure", {{"id", &dossier_.procedure}, {"version", &dossier_.procedure_version}}); }

    void read_receipt() {
        if (cursor_.peek() != Type::object || dossier_.receipt) return keep("/recu");
        Receipt& receipt = dossier_.receipt.emplace();
        read_record(
            "/recu",
            {{"numero", &receipt.number}, {"date", &receipt.date}, {"empreinte", &receipt.digest}, {"connecteur", &receipt.connector}});
    }

    /// An array of records, each read by `read` at its pointer; what is no object is put aside.
    template <class Read>
    void read_records(std::string const& place, Read read) {
        if (cursor_.peek() != Type::array || !cursor_.enter_array()) return keep(place);
        for (std::size_t at = 0; cursor_.next_item(); ++at) {
            std::string const pointer = place + '/' + std::to_string(at);
            if (cursor_.peek() == Type::object) {
                read(pointer);
            } else {
                keep(pointer);
            }
        }
    }

    void read_history() {
        read_records("/historique", [this](std::string const& pointer) {
            StatusChange& change = dossier_.history.emplace_back();
            read_record(pointer,
                        {{"statut", &change.status}, {"le", &change.at}, {"commentaire", &change.comment}, {"auteur", &change.author}});
        });
    }

    void read_remarks() {
        read_records("/remarques", [this](std::string const& pointer) {
            Remark& remark = dossier_.remarks.emplace_back();
            read_record(pointer,
                        {{"chemin", &remark.path}, {"piece", &remark.piece}, {"etat", &remark.state}, {"message", &remark.message}});
        });
    }

    void read_instalments() {
        read_records("/echeances", [this](std::string const& pointer) {
            FollowedInstalment& one = dossier_.instalments.emplace_back();
            std::pair<std::string_view, std::string*> const texts[] = {
                {"libelle", &one.label}, {"ouverture", &one.opening}, {"etat", &one.state}, {"date", &one.date}, {"message", &one.message}};
            if (!cursor_.enter_object()) return;
            std::string_view name;
            while (cursor_.next_member(name)) {
                bool const is_rank = name == "rang";
                auto const text = std::ranges::find(texts, name, &std::pair<std::string_view, std::string*>::first);
                if (text != std::end(texts)) {
                    read_text_into(*text->second, pointer_into(pointer, name));
                } else if ((is_rank || name == "montant") && cursor_.peek() == Type::number) {
                    auto const read = cursor_.read_integer();
                    if (!is_rank) {
                        one.amount = read;
                    } else if (read && *read > 0 && *read < UINT32_MAX) {
                        one.rank = static_cast<std::uint32_t>(*read);
                    }
                } else {
                    keep(pointer_into(pointer, name));
                }
            }
        });
    }

    void read_next_numbers() {
        if (cursor_.peek() != Type::object) return keep("/suivants");
        if (!cursor_.enter_object()) return;
        std::string_view name;
        while (cursor_.next_member(name)) {
            std::uint32_t* const number = name == "ligne" ? &dossier_.next_row : name == "piece" ? &dossier_.next_piece : nullptr;
            if (number == nullptr || cursor_.peek() != Type::number) {
                keep(pointer_into("/suivants", name));
                continue;
            }
            std::int64_t const read = cursor_.read_integer().value_or(0);
            if (read > 0 && read < UINT32_MAX) *number = std::max(*number, static_cast<std::uint32_t>(read));
        }
    }

    void read_unclaimed() {
        if (!cursor_.enter_object()) return;
        std::string_view name;
        while (cursor_.next_member(name)) keep(std::string(name));
    }

    // ---- answers ----

    /// `prefix` is the fields' path so far, with its dot.
    void read_answers(std::string const& prefix, Place const& place, AnswerSlots& answers, std::int16_t group) {
        if (!cursor_.enter_object()) return;
        std::string_view name;
        while (next_answer(prefix, place, answers, group, name)) {
            if (std::int32_t const index = field_index(prefix, name, group); index >= 0) {
                read_answer_into(static_cast<std::uint32_t>(index), answers, place, name);
            } else {
                read_no_answer(prefix, place, name, answers, group);
            }
        }
    }

    /// A member that is no field: a group's rows, the way to fields further down, or unknown to the procedure.
    void read_no_answer(std::string const& prefix, Place const& place, std::string_view name, AnswerSlots& answers, std::int16_t group) {
        std::string const path = prefix + std::string(name);
        std::string const pointer = place.into(name);
        if (group < 0 && cursor_.peek() == Type::array && procedure_.group_index(path) >= 0) {
            read_rows(static_cast<std::int16_t>(procedure_.group_index(path)), pointer);
        } else if (cursor_.peek() == Type::object && leads_to_fields(path + '.')) {
            read_answers(path + '.', {pointer}, answers, group);
        } else {
            keep(pointer);
        }
    }

    /// Files have their members in the order in which we wrote them: the next fields are tried before all others. The name of the
    /// member that comes after them.
    bool next_answer(std::string_view prefix, Place const& place, AnswerSlots& answers, std::int16_t group, std::string_view& name) {
        std::int32_t left = -1;
        // What a row without its id puts aside could not be named by it.
        bool const named = place.row == nullptr || !place.row->empty();
        while (named && (left = read_expected(cursor_, procedure_, prefix, group, answers, expected_)) >= 0) {
            auto const index = static_cast<std::uint32_t>(left);
            read_answer_into(index, answers, place, std::string_view(procedure_.fields[index].path).substr(prefix.size()));
        }
        return cursor_.next_member(name);
    }

    std::int32_t field_index(std::string_view prefix, std::string_view name, std::int16_t group) {
        std::int32_t const index = procedure_.field_index(std::string(prefix) + std::string(name));
        if (index < 0 || procedure_.fields[static_cast<std::size_t>(index)].group != group) return -1;
        expected_ = static_cast<std::size_t>(index) + 1;
        return index;
    }

    bool leads_to_fields(std::string_view prefix) const {
        return std::ranges::any_of(procedure_.fields, [&](Field const& field) { return field.path.starts_with(prefix); });
    }

    void read_answer_into(std::uint32_t index, AnswerSlots& answers, Place const& place, std::string_view name) {
        Field const& field = procedure_.fields[index];
        Answer& answer = answers[field.slot];
        if (!is_unknown(answer.value) || !answer.typed.empty()) return keep(place.into(name));
        if (read_plain_answer(cursor_, procedure_, field, answer)) return;
        std::string_view const source = cursor_.skip();
        if (cursor_.failed()) return;
        Result<Json> const value = parse_json(source);
        if (!value) return cursor_.fail();
        take_value(value_from_json(procedure_, field, *value), answer, source);
    }

    /// `text`: what the person is shown when the field cannot hold the value.
    static void take_value(std::optional<Value> value, Answer& answer, std::string_view text) {
        if (value) {
            answer.value = std::move(*value);
        } else {
            answer.typed = text;
        }
    }

    void read_rows(std::int16_t group, std::string const& pointer) {
        RepeatedGroup const& definition = procedure_.groups[static_cast<std::size_t>(group)];
        std::vector<Row>& rows = dossier_.groups[static_cast<std::size_t>(group)];
        if (!rows.empty()) return keep(pointer);
        std::string const prefix = definition.id + '.';
        std::size_t const first_field = definition.fields.empty() ? 0 : definition.fields.front();
        if (!cursor_.enter_array()) return;
        for (std::size_t at = 0; cursor_.next_item(); ++at) {
            if (cursor_.peek() != Type::object) {
                keep(pointer_into(pointer, std::to_string(at)));
                continue;
            }
            too_large_ = too_large_ || ++rows_read_ > most_rows;
            if (too_large_) {
                cursor_.skip();
                continue;
            }
            Row& row = rows.emplace_back();
            row.answers = AnswerSlots(definition.fields.size());
            expected_ = first_field;
            read_row(row, prefix, pointer, group);
        }
    }

    void read_row(Row& row, std::string const& prefix, std::string const& pointer, std::int16_t group) {
        if (!cursor_.enter_object()) return;
        // A row is named by its id, which we write first: its place among the rows may change.
        Place const place{pointer, &row.id};
        std::string_view name;
        while (next_answer(prefix, place, row.answers, group, name)) {
            if (name == "id" && row.id.empty() && cursor_.peek() == Type::text) {
                row.id = cursor_.read_text();
            } else if (std::int32_t const index = field_index(prefix, name, group); index >= 0) {
                read_answer_into(static_cast<std::uint32_t>(index), row.answers, place, name);
            } else {
                read_no_answer(prefix, place, name, row.answers, group);
            }
        }
    }

    void settle_rows() {
        bool in_order = true;
        std::uint32_t last = 0;
        for (std::vector<Row> const& rows : dossier_.groups) {
            for (Row const& row : rows) {
                std::uint32_t const number = number_of(row.id, 'r');
                in_order = in_order && number > last;
                last = number;
                dossier_.next_row = std::max(dossier_.next_row, number + 1);
            }
        }
        // As they were made, and so each its own.
        if (in_order) return;
        std::vector<std::string_view> seen;
        for (std::vector<Row>& rows : dossier_.groups) {
            for (Row& row : rows) seen.push_back(row.id);
        }
        sort_by(seen);
        bool const all_distinct = std::ranges::adjacent_find(seen) == seen.end() && (seen.empty() || !seen.front().empty());
        if (all_distinct) return;
        seen.clear();
        for (std::vector<Row>& rows : dossier_.groups) {
            for (Row& row : rows) {
                if (row.id.empty() || std::ranges::find(seen, row.id) != seen.end()) row.id = "r" + std::to_string(dossier_.next_row++);
                seen.push_back(row.id);
            }
        }
    }

    // ---- texts as typed ----

    void read_typed() {
        if (cursor_.peek() != Type::object) return keep("/saisies");
        if (!cursor_.enter_object()) return;
        std::string_view name;
        while (cursor_.next_member(name)) {
            if (cursor_.peek() != Type::text) {
                keep(pointer_into("/saisies", name));
                continue;
            }
            std::string path(name);
            typed_.emplace_back(std::move(path), std::string(cursor_.read_text()));
        }
    }

    void settle_typed() {
        for (auto& [path, text] : typed_) {
            std::optional<FieldRef> const where = ref_of_path(procedure_, dossier_, path);
            Answer* const answer = where ? const_cast<Answer*>(&answer_of(procedure_, dossier_, *where)) : nullptr;
            if (answer != nullptr && is_unknown(answer->value) && answer->typed.empty()) {
                answer->typed = std::move(text);
            } else {
                keep_unclaimed(unclaimed_, pointer_into("/saisies", path), std::move(text));
            }
        }
    }

    // ---- pieces ----

    void read_pieces() {
        if (cursor_.peek() != Type::array || !dossier_.attachments.empty()) return keep("/pieces");
        if (!cursor_.enter_array()) return;
        for (std::size_t at = 0; cursor_.next_item(); ++at) {
            std::string const pointer = "/pieces/" + std::to_string(at);
            if (cursor_.peek() != Type::object) {
                keep(pointer);
                continue;
            }
            read_piece(pointer);
        }
    }

    void read_piece(std::string const& pointer) {
        Attachment& piece = dossier_.attachments.emplace_back();
        if (!cursor_.enter_object()) return;
        std::string_view name;
        while (cursor_.next_member(name)) {
            std::string* const text = name == "id"       ? &piece.id
                                      : name == "zone"   ? &piece.zone
                                      : name == "nom"    ? &piece.name
                                      : name == "type"   ? &piece.media_type
                                      : name == "sha256" ? &piece.sha256
                                                         : nullptr;
            if (text != nullptr) {
                read_text_into(*text, pointer_into(pointer, name));
            } else if (name == "taille" && cursor_.peek() == Type::number) {
                piece.size = static_cast<std::uint64_t>(std::max<std::int64_t>(cursor_.read_integer().value_or(0), 0));
            } else {
                keep(pointer_into(pointer, name));
            }
        }
    }

    /// A piece without a digest could never be sent, nor told from another: it is put aside, so that its zone asks for it.
    void settle_pieces() {
        std::erase_if(dossier_.attachments, [this, at = std::size_t{0}](Attachment const& piece) mutable {
            std::size_t const index = at++;
            if (is_sha256_hex(piece.sha256)) return false;
            keep_unclaimed(unclaimed_, "/pieces/" + std::to_string(index), piece_to_json(piece));
            return true;
        });
        for (Attachment const& piece : dossier_.attachments) {
            dossier_.next_piece = std::max(dossier_.next_piece, number_of(piece.id, 'p') + 1);
        }
        std::vector<std::string> seen;
        for (Attachment& piece : dossier_.attachments) {
            if (!is_piece_id(piece.id) || std::ranges::find(seen, piece.id) != seen.end())
                piece.id = "p" + std::to_string(dossier_.next_piece++);
            seen.push_back(piece.id);
        }
    }

    // ---- what an older procedure put aside and this one knows ----

    void take_up_unclaimed() {
        if (unclaimed_.empty()) return;
        Json rest = Json::object();
        for (auto const& [pointer, value] : unclaimed_.items()) {
            Answer* const answer = answer_at(pointer_steps(pointer));
            if (answer == nullptr) {
                rest[pointer] = value;
                continue;
            }
            Field const& field = procedure_.fields[taken_field_];
            take_value(value_from_json(procedure_, field, value), *answer,
                       value.is_string() ? *value.get_ptr<std::string const*>() : write_json(value));
        }
        unclaimed_ = std::move(rest);
    }

    /// The empty answer that a pointer into "reponses" names, or nothing.
    Answer* answer_at(std::vector<std::string> const& steps) {
        if (steps.size() < 2 || steps.front() != "reponses") return nullptr;
        std::string path;
        for (std::size_t at = 1; at < steps.size(); ++at) {
            if (!path.empty()) path += '.';
            path += steps[at];
            std::int32_t const group = procedure_.group_index(path);
            if (group >= 0 && at + 2 < steps.size()) return answer_in_row(static_cast<std::size_t>(group), steps, at + 1);
        }
        return empty_answer(procedure_.field_index(path), -1, dossier_.answers);
    }

    Answer* answer_in_row(std::size_t group, std::vector<std::string> const& steps, std::size_t row_step) {
        std::string path = procedure_.groups[group].id;
        for (std::size_t at = row_step + 1; at < steps.size(); ++at) path.append(1, '.').append(steps[at]);
        for (Row& row : dossier_.groups[group]) {
            if (row.id == steps[row_step]) return empty_answer(procedure_.field_index(path), static_cast<std::int16_t>(group), row.answers);
        }
        return nullptr;
    }

    Answer* empty_answer(std::int32_t field, std::int16_t group, AnswerSlots& answers) {
        if (field < 0 || procedure_.fields[static_cast<std::size_t>(field)].group != group) return nullptr;
        taken_field_ = static_cast<std::size_t>(field);
        Answer& answer = answers[procedure_.fields[taken_field_].slot];
        return is_unknown(answer.value) && answer.typed.empty() ? &answer : nullptr;
    }

    Procedure const& procedure_;
    JsonCursor cursor_;
    Dossier dossier_;
    Json unclaimed_ = Json::object();
    std::vector<std::pair<std::string, std::string>> typed_;
    std::size_t expected_ = 0;
    std::size_t rows_read_ = 0;
    std::size_t taken_field_ = 0;
    bool too_large_ = false;
};

}  // namespace

namespace {

/// The file once more, its answers where this version of the procedure has them.
Result<Dossier> read_migrated(Procedure const& procedure, std::string_view file, ProcedureMigration const& migration) {
    Result<Json> older = parse_json(file);
    if (!older) return std::unexpected(unreadable_trouble(0));
    std::size_t const aside = migrate_answers(*older, migration);
    std::string const text = write_json(*older);
    Result<Dossier> dossier = DossierReader(procedure, text).read();
    if (!dossier) return dossier;
    dossier->procedure_version = procedure.version;
    dossier->migration_report = migration.report;
    if (aside != 0) {
        dossier->migration_report += " " + counted(static_cast<std::int64_t>(aside), "réponse n’a plus sa place dans cette demande",
                                                   "réponses n’ont plus leur place dans cette demande");
        dossier->migration_report += aside > 1 ? " et restent gardées à part." : " et reste gardée à part.";
    }
    return dossier;
}

}  // namespace

Result<Dossier> read_dossier(Procedure const& procedure, std::string_view file) {
    DossierReader reader(procedure, file);
    Result<Dossier> dossier = reader.read();
    if (reader.format == dossier_format) {
        ProcedureMigration const* const migration = dossier ? migration_from(procedure, dossier->procedure_version) : nullptr;
        return migration == nullptr ? std::move(dossier) : read_migrated(procedure, file, *migration);
    }
    if (reader.format > dossier_format) return std::unexpected(newer_format_trouble(reader.format));
    Result<Json> older = parse_json(file);
    if (!older) return std::unexpected(unreadable_trouble(0));
    if (Result<void> const migrated = migrate_dossier(*older, dossier_migrations()); !migrated) return std::unexpected(migrated.error());
    std::string const text = write_json(*older);
    return DossierReader(procedure, text).read();
}

Result<DossierHead> read_head(std::string_view file) {
    JsonCursor cursor(file);
    if (cursor.peek() != Type::object || !cursor.enter_object()) return std::unexpected(unreadable_trouble(0));
    DossierHead head;
    std::int64_t format = 0;
    std::string_view name;
    while (cursor.next_member(name)) {
        std::string* const text = name == "id"        ? &head.id
                                  : name == "nom"     ? &head.name
                                  : name == "modifie" ? &head.modified
                                  : name == "statut"  ? &head.status
                                  : name == "place"   ? &head.place
                                                      : nullptr;
        if (text != nullptr && cursor.peek() == Type::text) {
            *text = cursor.read_text();
        } else if (name == "guichet" && cursor.peek() == Type::number) {
            format = cursor.read_integer().value_or(0);
        } else if (name == "procedure" && cursor.peek() == Type::object) {
            static_cast<void>(cursor.enter_object());
            while (cursor.next_member(name)) {
                std::string* const part = name == "id" ? &head.procedure : name == "version" ? &head.procedure_version : nullptr;
                if (part != nullptr && cursor.peek() == Type::text) {
                    *part = cursor.read_text();
                } else {
                    cursor.skip();
                }
            }
        } else {
            cursor.skip();
        }
    }
    if (!cursor.at_end()) return std::unexpected(unreadable_trouble(cursor.offset()));
    if (format > dossier_format) return std::unexpected(newer_format_trouble(format));
    if (format < 1) return std::unexpected(not_a_dossier_trouble("il n’a pas de numéro de format"));
    if (head.id.empty() || head.procedure.empty()) {
        return std::unexpected(not_a_dossier_trouble("il ne dit pas de quelle demande il s’agit"));
    }
    return head;
}

}  // namespace guichet
