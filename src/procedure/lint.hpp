// Reading a procedure file without stopping: each member is asked for by name and type, what is
// wrong is noted with its JSON pointer, and what nobody asked for is an unknown member.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "procedure/load.hpp"
#include "procedure/sentence.hpp"

namespace guichet {

/// The problems found so far. At most 500: a file with more is not helped by more.
class Lint {
public:
    explicit Lint(std::vector<LintProblem>& problems) : problems_(problems) {}
    void problem(std::string const& where, std::string_view code, Sentence sentence);
    /// Only for what is looked for while `lint_speaks`.
    void warning(std::string const& where, std::string_view code, Sentence sentence);
    [[nodiscard]] bool has_fatal() const { return fatal_; }
    [[nodiscard]] bool is_full() const { return problems_.size() >= most; }

private:
    static constexpr std::size_t most = 500;
    void note(LintProblem problem);
    std::vector<LintProblem>& problems_;
    bool fatal_ = false;
};

enum class Presence : std::uint8_t { required, optional };

/// One JSON object of the file. Ask for every member that may be there, then call done().
class Members {
public:
    /// A problem when `json` is no object; every member is then absent.
    Members(Lint& lint, Json const& json, std::string where);

    [[nodiscard]] std::string text(std::string_view name, Presence presence, std::size_t longest = 300);
    [[nodiscard]] bool boolean(std::string_view name, bool otherwise);
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
    /// The items of a list, none when absent or not a list.
    [[nodiscard]] std::vector<Json const*> list(std::string_view name, Presence presence, std::size_t most);
    [[nodiscard]] std::vector<std::string> texts(std::string_view name, Presence presence, std::size_t most);
    /// nullptr when absent.
    [[nodiscard]] Json const* any(std::string_view name);
    [[nodiscard]] bool has(std::string_view name) const;
    /// Notes each member that was not asked for.
    void done();

    [[nodiscard]] std::string const& where() const { return where_; }
    [[nodiscard]] std::string at(std::string_view name) const;
    [[nodiscard]] Lint& lint() { return lint_; }
    [[nodiscard]] Json const& json() const { return json_; }

private:
    Lint& lint_;
    Json const& json_;
    std::string where_;
    std::vector<std::string_view> asked_;
};

/// « Vouliez-vous dire », after an unknown name, or nothing.
[[nodiscard]] Sentence did_you_mean(std::string_view unknown, std::vector<std::string_view> const& known);
/// The name nearest to an unknown one, for « vouliez-vous dire » (at most two slips), or "".
[[nodiscard]] std::string_view nearest_name(std::string_view unknown, std::vector<std::string_view> const& known);
/// Lower-case words joined by '_': a-z first, then a-z 0-9 _.
[[nodiscard]] bool is_name(std::string_view text);
/// Names joined by dots.
[[nodiscard]] bool is_path(std::string_view text);
/// Words of a-z 0-9 joined by '-', and those by dots: identifiers of procedures and rules.
[[nodiscard]] bool is_identifier(std::string_view text);

}  // namespace guichet
