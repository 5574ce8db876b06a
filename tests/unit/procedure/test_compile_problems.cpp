// What the compiler refuses, by its code: JsonLogic would take each of these silently.
#include "unit/procedure/support.hpp"

using namespace guichet;
using test::Bench;

TEST_CASE("a rule that names nothing known is refused where it does") {
    Bench bench;
    CHECK(bench.run(R"({"var":"inconnu"})") == "! champ-inconnu");
    CHECK(bench.run(R"({"var":"lignes.x"})") == "! champ-de-ligne");
    CHECK(bench.run(R"({"var":"lignes.1.inconnu"})") == "! champ-inconnu");
    CHECK(bench.run(R"({"var":""})") == "! champ-inconnu");
    CHECK(bench.run(R"({"var":{"cat":["n"]}})") == "! nom-calcule");
    CHECK(bench.run(R"({"map":[{"var":"lignes"},{"var":"n"}]})") == "! champ-inconnu");
    CHECK(bench.run(R"({"map":[{"var":"list"},{"var":"x"}]})") == "! champ-inconnu");
    CHECK(bench.run(R"({"reduce":[{"var":"lignes"},{"var":"x"},0]})") == "! champ-inconnu");
    CHECK(bench.run(R"({"missing":["rien","nulle"]})") == "! champ-inconnu");
    CHECK(bench.run(R"({"pieces":"photo"})") == "! zone-inconnue");
    CHECK(bench.run(R"({"arrondi":[1]})") == "! operateur-inconnu");
    CHECK(bench.run(R"({"repeats_earlier_row":"lignes.x"})") == "! champ-de-ligne");
    bench.row_group = 0;
    CHECK(bench.run(R"({"repeats_earlier_row":"n"})") == "! champ-inconnu");
    std::vector<RuleProblem> problems;
    (void)compile_rule(test::json(R"({"and":[true,{"<":[1,{"var":"inconnu"}]}]})"), bench.names, -1, problems);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].where == "/and/1/</1/var");
}

TEST_CASE("a rule of another shape is refused") {
    Bench bench;
    CHECK(bench.run(R"({"==":[1]})") == "! operandes");
    CHECK(bench.run(R"({">":[1,2,3]})") == "! operandes");
    CHECK(bench.run(R"({"!":[1,2]})") == "! operandes");
    CHECK(bench.run(R"({})") == "! operation");
    CHECK(bench.run(R"({"and":[true],"or":[false]})") == "! operation");
    std::string deep = "1";
    for (int level = 0; level < 29; ++level) deep = R"({"!!":[)" + deep + "]}";
    CHECK(bench.run(deep) == "true");
    std::string wide = "[1";
    for (int count = 0; count < 250; ++count) wide += ",1";
    CHECK(bench.run(R"({"+":)" + wide + "]}") == "! operandes");
    CHECK(bench.run(R"({"in":[1,)" + wide + "]]}") == "! liste-trop-longue");
    // Many values at once.
    std::string held = wide.substr(0, 300) + "1]";
    std::string nested = R"({"+":)" + held + "}";
    for (int level = 0; level < 3; ++level) nested = R"({"+":)" + held.substr(0, held.size() - 1) + "," + nested + "]}";
    CHECK(bench.run(nested) == "! trop-imbriquee");
}

TEST_CASE("types that can never meet are refused, those that can are not") {
    Bench bench;
    CHECK(bench.run(R"({"<":[{"var":"d"},12]})") == "! types");
    CHECK(bench.run(R"({"==":[{"var":"n"},"5"]})") == "! types");
    CHECK(bench.run(R"({"==":[{"var":"b"},"oui"]})") == "! types");
    CHECK(bench.run(R"({"<":[{"var":"d"},"01/09/2026"]})") == "! date");
    CHECK(bench.run(R"({"age_on":[{"var":"d"},"hier"]})") == "! date");
    CHECK(bench.run(R"({"<":[{"var":"s"},{"var":"d"}]})") == "! types");
    CHECK(bench.run(R"({"<":[{"var":"n"},null]})") == "! types");
    CHECK(bench.run(R"({"+":[{"var":"d"},1]})") == "! types");
    CHECK(bench.run(R"({"*":[{"var":"s"},1]})") == "! types");
    CHECK(bench.run(R"({"in":[{"var":"n"},12]})") == "! types");
    CHECK(bench.run(R"({"in":[{"var":"n"},["1","2"]]})") == "! types types");
    CHECK(bench.run(R"({"map":[{"var":"n"},1]})") == "! types");
    CHECK(bench.run(R"({"sum":{"var":"lignes"}})") == "! types");
    CHECK(bench.run(R"({"add_days":[{"var":"n"},{"var":"n"}]})") == "null");  // a number may be the second operand
    CHECK(bench.run(R"({"!=":[{"var":"n2"},null]})") == "false");
    CHECK(bench.run(R"({"==":[{"if":[{"var":"b"},1,"1"]},"1"]})") == "true");
    CHECK(bench.run(R"({"==":[{"var":["n2","?"]},"?"]})") == "true");
}

TEST_CASE("a code that the list has not is refused") {
    Bench bench;
    Nomenclature const list{"couleurs", "1", {{"rouge", "Rouge"}, {"bleu", "Bleu"}}, {}};
    bench.names.variables["s"].choices = &list;
    CHECK(bench.run(R"({"==":[{"var":"s"},"vert"]})") == "! code-inconnu");
    CHECK(bench.run(R"({"!=":["vert",{"var":"s"}]})") == "! code-inconnu");
    CHECK(bench.run(R"({"in":[{"var":"s"},["rouge","vert"]]})") == "! code-inconnu");
    CHECK(bench.run(R"({"in":[{"var":"s"},["rouge","bleu"]]})") == "false");
}
