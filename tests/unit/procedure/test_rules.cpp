// The rule language on typed answers. json-logic-js judges the operators themselves
// (tests/node/rules_oracle.test.mjs); here is what it does not know: slots, dates, rows, unknown.
#include "unit/procedure/support.hpp"

using namespace guichet;
using test::Bench;

TEST_CASE("an unknown answer is null, or the default of its var") {
    Bench bench;
    CHECK(bench.run(R"({"var":"n2"})") == "null");
    CHECK(bench.run(R"({"var":["n2",7]})") == "7");
    CHECK(bench.run(R"({"var":["n",7]})") == "5");
    CHECK(bench.run(R"({"==":[{"var":"n2"},null]})") == "true");
    CHECK(bench.run(R"({"!":{"var":"n2"}})") == "true");
    CHECK(bench.run(R"({"missing":["n","n2","s"]})") == R"(["n2"])");
    CHECK(bench.run(R"({"missing_some":[2,["n","n2","s"]]})") == "[]");
    CHECK(bench.run(R"({"missing_some":[3,["n","n2","s"]]})") == R"(["n2"])");
}

TEST_CASE("a date is its ISO text and compares as an integer") {
    Bench bench;
    CHECK(bench.run(R"({"var":"d"})") == "\"2026-11-21\"");
    CHECK(bench.run(R"({"==":[{"var":"d"},"2026-11-21"]})") == "true");
    CHECK(bench.run(R"({"<":[{"var":"d"},"2026-11-22"]})") == "true");
    CHECK(bench.run(R"({"<=":["2026-01-01",{"var":"d"},"2026-12-31"]})") == "true");
    CHECK(bench.run(R"({"in":[{"var":"d"},["2026-11-20","2026-11-21"]]})") == "true");
    CHECK(bench.run(R"({"cat":["le ",{"var":"d"}]})") == "\"le 2026-11-21\"");
    CHECK(bench.run(R"({"substr":[{"var":"d"},0,4]})") == "\"2026\"");
    CHECK(bench.run(R"({"==":[{"var":"d"},{"today":[]}]})") == "true");
}

TEST_CASE("comparisons of plain answers and of expressions agree") {
    // The first of each pair is one fused instruction, the second the general code.
    Bench bench;
    bench.root[1] = Fact::of_number(7);
    for (char const* const operation : {"==", "!=", "===", "!==", "<", "<=", ">", ">="}) {
        CAPTURE(operation);
        std::string const name = std::string("{\"") + operation + "\":[";
        std::string const n = R"({"var":"n"})";
        std::string const n2 = R"({"var":"n2"})";
        std::string const same = R"({"var":["n",0]})";
        std::string const same2 = R"({"var":["n2",0]})";
        CHECK(bench.run(name + n + "," + n2 + "]}") == bench.run(name + same + "," + same2 + "]}"));
        CHECK(bench.run(name + n + ",5]}") == bench.run(name + same + ",5]}"));
        CHECK(bench.run(name + "6," + n + "]}") == bench.run(name + "6," + same + "]}"));
    }
    CHECK(bench.run(R"({"in":[{"var":"s"},["x","abc"]]})") == "true");
    CHECK(bench.run(R"({"in":[{"var":["s",""]},["x","abc"]]})") == "true");
    CHECK(bench.run(R"({"in":[{"var":"s"},["x","ab"]]})") == "false");
    CHECK(bench.run(R"({"in":["b",{"var":"list"}]})") == "true");
}

TEST_CASE("rows are walked as lists of objects, and read one by one in a rule for each row") {
    Bench bench;
    bench.row(Fact::of_number(1), Fact::of_text("Zoé"), Fact{});
    bench.row(Fact::of_number(2), Fact{}, Fact::of_date(Date{0}));
    CHECK(bench.run(R"({"map":[{"var":"lignes"},{"var":"x"}]})") == "[1,2]");
    CHECK(bench.run(R"({"map":[{"var":"lignes"},{"var":["nom","?"]}]})") == R"(["Zoé","?"])");
    CHECK(bench.run(R"({"filter":[{"var":"lignes"},{">":[{"var":"x"},1]}]})") == R"([{"@row":[0,1]}])");
    CHECK(bench.run(R"({"map":[{"filter":[{"var":"lignes"},{">":[{"var":"x"},1]}]},{"var":"x"}]})") == "[2]");
    CHECK(bench.run(R"({"reduce":[{"var":"lignes"},{"+":[{"var":"accumulator"},{"var":"current.x"}]},10]})") == "13");
    CHECK(bench.run(R"({"all":[{"var":"lignes"},{">":[{"var":"x"},0]}]})") == "true");
    CHECK(bench.run(R"({"some":[{"var":"lignes"},{"missing":["nom"]}]})") == "true");
    CHECK(bench.run(R"({"none":[{"var":"lignes"},{"==":[{"var":"nom"},"Ada"]}]})") == "true");
    CHECK(bench.run(R"({"var":"lignes.1.x"})") == "2");
    CHECK(bench.run(R"({"var":["lignes.9.x","rien"]})") == "\"rien\"");
    CHECK(bench.run(R"({"var":"lignes.length"})") == "2");
    CHECK(bench.run(R"({"count":{"var":"lignes"}})") == "2");
    CHECK(bench.run(R"({"if":[{"count":{"var":"lignes"}},"oui","non"]})") == "\"oui\"");
    bench.row_group = 0;
    CHECK(bench.run(R"({"var":"lignes.x"})", 1) == "2");
    CHECK(bench.run(R"({">":[{"var":"lignes.x"},1]})", 0) == "false");
    CHECK(bench.run(R"({"<":[{"var":"lignes.x"},{"var":"n"}]})", 1) == "true");
    CHECK(bench.run(R"({"missing":["lignes.nom"]})", 1) == R"(["lignes.nom"])");
    CHECK(bench.run(R"({"count":{"var":"lignes"}})", 1) == "2");
}

TEST_CASE("a program says what it reads") {
    Bench bench;
    std::vector<RuleProblem> problems;
    auto const rule = test::json(
        R"({"and":[{"<":[{"var":"n"},{"var":"n2"}]},{"var":"n"},{"some":[{"var":"lignes"},{"var":"x"}]},{"<":[{"today":[]},{"var":"d"}]},{"pieces":"devis"}]})");
    auto const compiled = compile_rule(rule, bench.names, -1, problems);
    REQUIRE(problems.empty());
    std::vector<SlotRead> const wanted{{-1, 0, false}, {-1, 1, false}, {0, 0, true}, {-1, 3, false}};
    CHECK(compiled.program.reads == wanted);
    CHECK(compiled.program.groups == std::vector<std::int16_t>{0});
    CHECK(compiled.program.reads_today);
    CHECK(compiled.program.reads_attachments);
    CHECK(compiled.program.stack <= 4);
}

TEST_CASE("the value of a computation is an answer") {
    Bench bench;
    auto const value = [&](std::string_view rule) {
        std::vector<RuleProblem> problems;
        auto const compiled = compile_rule(test::json(rule), bench.names, -1, problems);
        REQUIRE(problems.empty());
        return evaluate(compiled.program, bench.facts());
    };
    CHECK(value(R"({"/":[{"var":"n"},2]})") == Value(std::int64_t{3}));  // 2.5: half away from zero
    CHECK(value(R"({"-":[{"/":[{"var":"n"},2]}]})") == Value(std::int64_t{-3}));
    CHECK(value(R"({"/":[{"var":"n"},0]})") == Value(Unknown{}));
    CHECK(value(R"({"var":"n2"})") == Value(Unknown{}));
    CHECK(value(R"({"add_days":[{"var":"d"},1]})") == Value(Date{20779}));
    CHECK(value(R"({"cat":[{"var":"s"},"!"]})") == Value(std::string("abc!")));
    CHECK(value(R"({"var":"list"})") == Value(TextList{"a", "b"}));
    CHECK(value(R"({"map":[{"var":"list"},{"cat":[{"var":""},"1"]}]})") == Value(TextList{"a1", "b1"}));
    CHECK(value(R"({"!":{"var":"b"}})") == Value(false));
}

TEST_CASE("a hostile rule is given up: neither hang nor memory, its value is null") {
    Bench bench;
    std::string const long_list = "[" + [] {
        std::string items = "1";
        for (int count = 0; count < 150; ++count) items += ",1";
        return items;
    }() + "]";
    // 2^151 characters.
    CHECK(bench.run(R"({"reduce":[)" + long_list + R"(,{"cat":[{"var":"accumulator"},{"var":"accumulator"}]},"x"]})") == "null");
    // 2^151 items.
    CHECK(bench.run(R"({"reduce":[)" + long_list + R"(,{"merge":[{"var":"accumulator"},{"var":"accumulator"}]},[1]]})") == "null");
    // 151^5 turns.
    std::string nested = "1";
    for (int depth = 0; depth < 5; ++depth) nested = R"({"reduce":[)" + long_list + "," + nested + ",0]}";
    CHECK(bench.run(nested) == "null");
    for (std::uint32_t row = 0; row < 2000; ++row) bench.row(Fact::of_number(1), Fact::of_text("x"), Fact{});
    std::string walk = R"({"map":[{"var":"lignes"},"x"]})";
    for (int depth = 0; depth < 10; ++depth)
        walk = R"({"map":[)" + walk + R"(,{"cat":["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",{"var":""}]}]})";
    CHECK(bench.run(walk) == "null");
}
