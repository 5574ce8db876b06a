// The files that a procedure is assembled from: each read once, by its number (0: the procedure itself). Internal to assemble.cpp.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "core/json.hpp"
#include "procedure/assemble.hpp"
#include "procedure/lint.hpp"
#include "procedure/part_tree.hpp"

namespace guichet::parts {

class Files {
public:
    Files(Json procedure, PartReader const& read) : read_(read) { files_.push_back({"", std::move(procedure), true}); }

    /// What "communs/x.json#/sections/employeur", written in that file at that place, points at (RFC 6901). "#/…" is of the same file.
    /// Null: a problem was noted, of an unreadable file once only.
    [[nodiscard]] Json const* target(Lint& lint, std::string const& reference, Place const& written_at, Place& found_at);
    [[nodiscard]] Json const& procedure() const { return files_.front().json; }
    /// The place as LintProblem and PartOrigin write it.
    [[nodiscard]] std::string shown(Place const& place) const;

private:
    struct File {
        std::string name;
        Json json;
        bool is_good = false;
    };
    std::deque<File> files_;  ///< nodes borrow from them
    PartReader const& read_;

    std::uint32_t number_of(Lint& lint, std::string_view path, Place const& written_at);
};

}  // namespace guichet::parts
