// Assembly from shared parts: what {"use": …} becomes, every problem at its place of the sources, and bounds that hold.
#include <algorithm>

#include "procedure/assemble.hpp"
#include "unit/procedure/support.hpp"

using namespace guichet;

namespace {

using Parts = std::map<std::string, std::string, std::less<>>;

PartReader reader_of(Parts parts) {
    return [parts = std::move(parts)](std::string_view path) -> std::optional<std::string> {
        auto const found = parts.find(path);
        return found == parts.end() ? std::nullopt : std::optional(found->second);
    };
}

/// The assembled text, or "! code where" of every problem, a warning with '~'.
std::string whole(std::string_view text, Parts const& parts) {
    auto const result = assemble(text, reader_of(parts));
    std::string problems;
    for (auto const& found : result.problems) {
        CHECK_FALSE(found.message.empty());
        problems += (found.fatal ? " " : " ~") + found.code + " " + found.where;
    }
    if (problems.empty()) return result.text;
    CHECK(result.text.empty() == std::ranges::any_of(result.problems, &LintProblem::fatal));
    return "!" + problems;
}

Parts const one{{"communs/a.json", R"({
  "items": [{"field": "e.nom", "label": "Nom", "required": true}, {"field": "e.naf", "label": "NAF"},
            {"group": "lignes", "items": [{"field": "x", "label": "X"}, {"field": "y", "label": "Y"}]}],
  "section": {"id": "e", "title": "Entreprise", "items": {"use": "#/items"}},
  "note": "Un texte",
  "sources": {"s1": {"title": "S1"}, "s2": {"title": "S2"}},
  "autres": {"s3": {"title": "S3"}}
})"}};

}  // namespace

TEST_CASE("what refers to no part comes back to the letter, readable or not") {
    for (std::string_view const text :
         {R"({ "a" : [1, 2] })", R"({"a": "use"})", R"({"a": ["use", {"b": 1}]})", R"({"use)", "", R"(["use", {"use": 1}])"}) {
        auto const result = assemble(text, reader_of({}));
        CHECK(result.problems.empty());
        CHECK(result.text == text);
        CHECK(result.origin_of("/a/0") == "/a/0");
    }
}

TEST_CASE("in a list, a part's list is spliced in, and a part's object takes the place") {
    CHECK(whole(R"({"a":[1,{"use":"communs/a.json#/items"},2]})", one) ==
          R"({"a":[1,{"field":"e.nom","label":"Nom","required":true},{"field":"e.naf","label":"NAF"},)"
          R"({"group":"lignes","items":[{"field":"x","label":"X"},{"field":"y","label":"Y"}]},2]})");
    CHECK(whole(R"({"a":[{"use":"communs/a.json#/items/1"}]})", one) == R"({"a":[{"field":"e.naf","label":"NAF"}]})");
    CHECK(whole(R"({"a":[{"use":["communs/a.json#/note","communs/a.json#/items/1"]}]})", one) ==
          R"({"a":["Un texte",{"field":"e.naf","label":"NAF"}]})");
}

TEST_CASE("as a member's value: one part as it is, several objects or lists as one, own members win") {
    CHECK(whole(R"({"m":{"use":"communs/a.json#/note"}})", one) == R"({"m":"Un texte"})");
    CHECK(
        whole(
            R"({"sources":{"use":["communs/a.json#/sources","communs/a.json#/autres"],"s2":{"title":"Mienne"}},"r":[{"source":"s1"},{"source":"s3"}]})",
            one) ==
        R"({"sources":{"s1":{"title":"S1"},"s2":{"title":"Mienne"},"s3":{"title":"S3"}},"r":[{"source":"s1"},{"source":"s3"}]})");
    CHECK(whole(R"({"a":{"use":["communs/a.json#/items","communs/a.json#/items"],"without":["lignes","e.nom"]}})", one) ==
          R"({"a":[{"field":"e.naf","label":"NAF"},{"field":"e.naf","label":"NAF"}]})");
    CHECK(whole(R"({"use":"communs/a.json#/autres","id":"x"})", one) == R"({"s3":{"title":"S3"},"id":"x"})");
}

TEST_CASE("a part may use parts, of its own file too; names are found through them") {
    CHECK(
        whole(
            R"({"a":[{"use":"communs/a.json#/section","without":["e.nom","lignes.y"],"with":{"lignes.x":{"label":"Autre","hint":"H"}},"title":"T"}]})",
            one) == R"({"a":[{"id":"e","title":"T","items":[{"field":"e.naf","label":"NAF"},)"
                    R"({"group":"lignes","items":[{"field":"x","label":"Autre","hint":"H"}]}]}]})");
}

TEST_CASE("a null takes a member away, and \"//\" beside a reference is a comment") {
    CHECK(whole(R"({"a":[{"use":"communs/a.json#/items/0","required":null,"//":"sans"}]})", one) ==
          R"({"a":[{"field":"e.nom","label":"Nom"}]})");
    CHECK(whole(R"({"a":[{"use":"communs/a.json#/items/0","with":{"e.nom":{"label":null}}}]})", one) ==
          R"({"a":[{"field":"e.nom","required":true}]})");
}

TEST_CASE("pointers read ~0 and ~1, and a whole file has none") {
    Parts const parts{{"communs/a.json", R"({"a/b":{"c~d":[5]}})"}};
    CHECK(whole(R"({"x":[{"use":"communs/a.json#/a~1b/c~0d"}]})", parts) == R"({"x":[5]})");
    CHECK(whole(R"({"x":{"use":"communs/a.json#"}})", parts) == R"({"x":{"a/b":{"c~d":[5]}}})");
}

TEST_CASE("sources, lists and tables of parts that nothing mentions are dropped; one's own stay") {
    Parts const parts{{"communs/n.json", R"({
      "nomenclatures": [{"id": "csp", "source": "s1", "choices": [["a", "naf"]]}, {"id": "naf", "source": "s2", "choices": []}],
      "tables": [{"id": "smic", "source": "s3", "lines": []}, {"id": "autre", "lines": []}],
      "sources": {"s1": {"title": "1"}, "s2": {"title": "2"}, "s3": {"title": "3"}}})"}};
    CHECK(whole(R"({"sources":{"use":"communs/n.json#/sources","own":{"title":"O"}},)"
                R"("nomenclatures":[{"use":"communs/n.json#/nomenclatures"},{"id":"mienne","choices":[]}],)"
                R"("tables":[{"use":"communs/n.json#/tables"}],)"
                R"("f":[{"nomenclature":"csp"},{"table":["smic",{"var":"d"}]}]})",
                parts) == R"({"sources":{"s1":{"title":"1"},"s3":{"title":"3"},"own":{"title":"O"}},)"
                          R"("nomenclatures":[{"id":"csp","source":"s1","choices":[["a","naf"]]},{"id":"mienne","choices":[]}],)"
                          R"("tables":[{"id":"smic","source":"s3","lines":[]}],)"
                          R"("f":[{"nomenclature":"csp"},{"table":["smic",{"var":"d"}]}]})");
    // A schedule of pay reads the SMIC without naming its tables.
    CHECK(whole(R"({"tables":{"use":"communs/n.json#/tables"},"f":[{"schedule":"p","function":"remuneration_apprentissage"}]})", parts) ==
          R"({"tables":[{"id":"smic","source":"s3","lines":[]}],"f":[{"schedule":"p","function":"remuneration_apprentissage"}]})");
}

TEST_CASE("each problem is told, all at once, at its place of the sources") {
    CHECK(
        whole(
            R"({"a":[{"use":"communs/b.json#/x"},{"use":"communs/a.json#/y"},{"use":"communs/a.json"},{"use":3},{"use":"../a.json#"},{"use":"/a.json#"}]})",
            one) == "! partie-absente /a/0/use partie-absente /a/1/use partie /a/2/use type /a/3/use partie /a/4/use partie /a/5/use");
    CHECK(whole(R"({"a":{"use":["communs/a.json#/items","communs/a.json#/note"]}})", one) == "! cible /a");
    CHECK(whole(R"({"a":[{"use":"communs/a.json#/items","visible":true}]})", one) == "! cible /a/0/visible");
    CHECK(whole(R"({"a":[{"use":"communs/a.json#/section","without":"e","with":[1]}]})", one) == "! type /a/0/without type /a/0/with");
    Parts const bad{{"communs/a.json", R"({"x":[1,)"}, {"communs/b.json", R"({"x":[{"use":"communs/c.json#/y"}]})"}};
    CHECK(whole(R"({"a":[{"use":"communs/a.json#/x"},{"use":"communs/a.json#/z"},{"use":"communs/b.json#/x"}]})", bad) ==
          "! json_syntax communs/a.json# partie-absente communs/b.json#/x/0/use");
}

TEST_CASE("an unknown name in with or without is a warning, with the nearest") {
    auto const result = assemble(R"({"a":[{"use":"communs/a.json#/section","without":["e.nafe"],"with":{"zz":{}}}]})", reader_of(one));
    REQUIRE(result.problems.size() == 2);
    CHECK(result.problems[0].where == "/a/0/without/0");
    CHECK(result.problems[0].message.find("e.naf") != std::string::npos);
    CHECK(result.problems[1].where == "/a/0/with/zz");
    CHECK_FALSE(result.problems[1].fatal);
    CHECK_FALSE(result.text.empty());
}

TEST_CASE("circles and too deep a nesting are told, and growth is bounded") {
    Parts const circle{{"communs/a.json", R"({"x":{"use":"communs/b.json#/y"}})"},
                       {"communs/b.json", R"({"y":[{"use":"communs/a.json#/x"}]})"}};
    CHECK(whole(R"({"a":{"use":"communs/a.json#/x"}})", circle) == "! cycle communs/b.json#/y/0/use");
    CHECK(whole(R"({"a":[{"use":"#/a"}]})", {}) == "! cycle /a/0/use");
    CHECK(whole(R"({"use":"#"})", {}) == "! cycle /use");

    Parts deep;
    for (int level = 0; level < 10; ++level) {
        deep["communs/" + std::to_string(level) + ".json"] = R"({"x":{"use":"communs/)" + std::to_string(level + 1) + R"(.json#/x"}})";
    }
    deep["communs/10.json"] = R"({"x":1})";
    CHECK(whole(R"({"a":{"use":"communs/3.json#/x"}})", deep) == R"({"a":1})");
    CHECK(whole(R"({"a":{"use":"communs/2.json#/x"}})", deep) == "! trop-imbriquee communs/9.json#/x/use");

    // Ten of ten of ten…
    Parts growing{{"communs/8.json", R"({"x":["0123456789"]})"}};
    for (int level = 1; level < 8; ++level) {
        std::string const next = R"({"use":"communs/)" + std::to_string(level + 1) + R"(.json#/x"})";
        std::string list = next;
        for (int count = 1; count < 10; ++count) list += "," + next;
        growing["communs/" + std::to_string(level) + ".json"] = R"({"x":[)" + list + "]}";
    }
    CHECK(whole(R"({"a":{"use":"communs/1.json#/x"}})", growing) == "! trop-long ");
}

TEST_CASE("the problems of what was assembled are told where they were written") {
    std::string const file =
        R"({"a":[1,{"use":"communs/a.json#/section","with":{"e.naf":{"label":"Mien"}}}],"b":[{"use":"communs/a.json#/items"},{"c":1}]})";
    auto const result = assemble(file, reader_of(one));
    CHECK(result.origin_of("/a/0") == "/a/0");
    CHECK(result.origin_of("/a/1/title") == "communs/a.json#/section/title");
    CHECK(result.origin_of("/a/1/items/1/field") == "communs/a.json#/items/1/field");
    CHECK(result.origin_of("/a/1/items/1/label") == "/a/1/with/e.naf/label");
    CHECK(result.origin_of("/b/2/items/0/label") == "communs/a.json#/items/2/items/0/label");
    CHECK(result.origin_of("/b/3/c") == "/b/1/c");

    Parts const parts{{"communs/c.json", R"({"champs":[{"field":"a.n","kind":"entier","label":"N"}]})"}};
    auto const loaded = load_with_parts(
        R"({"guichet_procedure":1,"id":"t","version":"1","title":"T","organisme":"O",
            "steps":[{"id":"un","title":"Un","sections":[{"id":"s","items":[{"use":"communs/c.json#/champs"}]}]}],"statuses":[]})",
        reader_of(parts));
    CHECK(loaded.procedure == nullptr);
    CHECK(std::ranges::any_of(loaded.problems, [](LintProblem const& found) {
        return found.code == "genre-inconnu" && found.where == "communs/c.json#/champs/0/kind";
    }));
}

TEST_CASE("what cannot be assembled is not loaded") {
    auto const loaded = load_with_parts(R"({"guichet_procedure":1,"steps":{"use":"communs/absent.json#"}})", reader_of({}));
    CHECK(loaded.procedure == nullptr);
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems.front().code == "partie-absente");
    CHECK(load_with_parts("", reader_of({})).problems.front().code == "json_syntax");
}
