#include "dossier/versions.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dossier/nesting.hpp"
#include "dossier/unclaimed.hpp"

namespace guichet {

namespace {

/// Takes the value out at a dotted path, and the objects on the way that become empty.
std::optional<Json> take(Json& object, std::string_view path) {
    if (!object.is_object()) return std::nullopt;
    std::size_t const dot = path.find('.');
    auto const found = object.find(std::string(path.substr(0, dot)));
    if (found == object.end()) return std::nullopt;
    if (dot != std::string_view::npos) {
        std::optional<Json> taken = take(*found, path.substr(dot + 1));
        if (taken && found->empty()) object.erase(found);
        return taken;
    }
    std::optional<Json> taken = std::move(*found);
    object.erase(found);
    return taken;
}

/// "stagiaires[2].nom" -> "stagiaires.nom", and "[2]".
std::pair<std::string, std::string> without_row(std::string const& path) {
    std::size_t const open = path.find('[');
    std::size_t const close = path.find(']', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos) return {path, {}};
    return {path.substr(0, open) + path.substr(close + 1), path.substr(open, close + 1 - open)};
}

class Mover {
public:
    Mover(Json& file, ProcedureMigration const& migration)
        : file_(file),
          migration_(migration),
          answers_(file["reponses"]),
          aside_(file["inconnus"]) {
        if (!answers_.is_object()) answers_ = Json::object();
        if (!aside_.is_object()) aside_ = Json::object();
    }

    std::size_t run() {
        for (std::string const& path : migration_.dropped) move(path, nullptr);
        // Out of the rows before the rows themselves.
        for (bool const whole : {false, true}) {
            for (ProcedureMigration::Rename const& rename : migration_.renames) {
                if ((rename.from.find('.') == std::string::npos) == whole) move(rename.from, &rename.to);
            }
        }
        // All have left their places before any comes to its new one: two may change places.
        for (Moved& moved : moved_) {
            if (moved.row < 0) put(answers_, *moved.to, std::move(moved.value), *moved.to);
        }
        for (Moved& moved : moved_) {
            if (moved.row >= 0) put_in_row(moved);
        }
        move_typed();
        return aside_count_;
    }

private:
    struct Moved {
        std::string const* to;
        std::ptrdiff_t row;  ///< -1: an answer of the dossier itself, or a whole group
        Json value;
    };

    void keep_aside(std::string const& path, Json value) {
        ++aside_count_;
        std::string pointer = pointer_into(pointer_into("/versions", migration_.from), path);
        keep_unclaimed(aside_, std::move(pointer), std::move(value));
    }

    /// `to`: nullptr to put it aside.
    void move(std::string const& from, std::string const* to) {
        std::size_t const dot = from.find('.');
        auto const group = dot == std::string::npos ? answers_.end() : answers_.find(from.substr(0, dot));
        if (group == answers_.end() || !group->is_array()) {
            if (std::optional<Json> value = take(answers_, from)) settle(from, to, -1, std::move(*value));
            return;
        }
        std::ptrdiff_t at = 0;
        for (Json& row : *group) {
            if (std::optional<Json> value = take(row, std::string_view(from).substr(dot + 1))) {
                settle(from.substr(0, dot) + "[" + std::to_string(at) + "]" + from.substr(dot), to, at, std::move(*value));
            }
            ++at;
        }
    }

    void settle(std::string const& from, std::string const* to, std::ptrdiff_t row, Json value) {
        if (to == nullptr) {
            keep_aside(from, std::move(value));
        } else {
            moved_.push_back({to, row, std::move(value)});
        }
    }

    /// What stands there already has the first right to it.
    void put(Json& object, std::string_view path, Json value, std::string const& name) {
        if (value_at(object, path) != nullptr) return keep_aside(name, std::move(value));
        place_at(object, path, std::move(value));
    }

    void put_in_row(Moved& moved) {
        std::size_t const dot = moved.to->find('.');
        auto const group = dot == std::string::npos ? answers_.end() : answers_.find(moved.to->substr(0, dot));
        bool const has_row = group != answers_.end() && group->is_array() && static_cast<std::size_t>(moved.row) < group->size();
        if (!has_row) return keep_aside(*moved.to, std::move(moved.value));
        put((*group)[static_cast<std::size_t>(moved.row)], std::string_view(*moved.to).substr(dot + 1), std::move(moved.value), *moved.to);
    }

    /// The texts that could not be read, which stand apart by their paths.
    void move_typed() {
        auto const typed = file_.find("saisies");
        if (typed == file_.end() || !typed->is_object()) return;
        Json moved = Json::object();
        for (auto& [path, text] : typed->items()) {
            auto const [plain, row] = without_row(path);
            if (std::ranges::contains(migration_.dropped, plain)) {
                keep_aside(path, std::move(text));
            } else {
                moved[renamed(plain, row)] = std::move(text);
            }
        }
        *typed = std::move(moved);
    }

    std::string renamed(std::string path, std::string const& row) const {
        auto const own = std::ranges::find(migration_.renames, path, &ProcedureMigration::Rename::from);
        if (own != migration_.renames.end()) {
            path = own->to;
        } else if (!row.empty()) {
            auto const group = std::ranges::find(migration_.renames, path.substr(0, path.find('.')), &ProcedureMigration::Rename::from);
            if (group != migration_.renames.end()) path = group->to + path.substr(std::min(path.find('.'), path.size()));
        }
        if (!row.empty()) path.insert(std::min(path.find('.'), path.size()), row);
        return path;
    }

    Json& file_;
    ProcedureMigration const& migration_;
    Json& answers_;
    Json& aside_;
    std::vector<Moved> moved_;
    std::size_t aside_count_ = 0;
};

}  // namespace

ProcedureMigration const* migration_from(Procedure const& procedure, std::string_view version) {
    if (version == procedure.version) return nullptr;
    auto const found = std::ranges::find(procedure.migrations, version, &ProcedureMigration::from);
    return found == procedure.migrations.end() ? nullptr : &*found;
}

std::size_t migrate_answers(Json& file, ProcedureMigration const& migration) {
    // Its references into the file must not move while it works.
    for (char const* const name : {"reponses", "inconnus"}) {
        if (!file.contains(name)) file[name] = Json::object();
    }
    return Mover(file, migration).run();
}

}  // namespace guichet
