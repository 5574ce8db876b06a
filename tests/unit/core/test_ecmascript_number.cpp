// ECMAScript's number to text: RFC 8785 appendix B, the edges of each notation, and random bit patterns
// as V8 writes them.
#include "core/ecmascript_number.hpp"

#include <bit>
#include <cstdlib>
#include <limits>

#include "unit/core/support.hpp"

using namespace guichet;

namespace {

struct Row {
    std::uint64_t bits;
    std::string_view text;
};

}  // namespace

TEST_CASE("ecmascript_number gives the texts of RFC 8785") {
    for (auto const& [bits, text] : {Row{0x0000000000000000U, "0"},
                                     {0x8000000000000000U, "0"},
                                     {0x0000000000000001U, "5e-324"},
                                     {0x8000000000000001U, "-5e-324"},
                                     {0x7fefffffffffffffU, "1.7976931348623157e+308"},
                                     {0xffefffffffffffffU, "-1.7976931348623157e+308"},
                                     {0x4340000000000000U, "9007199254740992"},
                                     {0xc340000000000000U, "-9007199254740992"},
                                     {0x4430000000000000U, "295147905179352830000"},
                                     {0x44b52d02c7e14af5U, "9.999999999999997e+22"},
                                     {0x44b52d02c7e14af6U, "1e+23"},
                                     {0x44b52d02c7e14af7U, "1.0000000000000001e+23"},
                                     {0x444b1ae4d6e2ef4eU, "999999999999999700000"},
                                     {0x444b1ae4d6e2ef4fU, "999999999999999900000"},
                                     {0x444b1ae4d6e2ef50U, "1e+21"},
                                     {0x3eb0c6f7a0b5ed8cU, "9.999999999999997e-7"},
                                     {0x3eb0c6f7a0b5ed8dU, "0.000001"},
                                     {0x41b3de4355555553U, "333333333.3333332"},
                                     {0x41b3de4355555554U, "333333333.33333325"},
                                     {0x41b3de4355555555U, "333333333.3333333"},
                                     {0x41b3de4355555556U, "333333333.3333334"},
                                     {0x41b3de4355555557U, "333333333.33333343"},
                                     {0xbecbf647612f3696U, "-0.0000033333333333333333"},
                                     {0x43143ff3c1cb0959U, "1424953923781206.2"},
                                     {0x7ff0000000000000U, "Infinity"},
                                     {0xfff0000000000000U, "-Infinity"},
                                     {0x7ff8000000000000U, "NaN"}}) {
        CAPTURE(text);
        CHECK(ecmascript_number(std::bit_cast<double>(bits)) == text);
    }
}

TEST_CASE("ecmascript_number gives the texts of a JavaScript engine") {
    for (auto const& [bits, text] : {
             Row{0xbdd732262feb6e95U, "-8.438617511353534e-11"},   Row{0x28efe333b266f103U, "1.6574185385915144e-111"},
             Row{0x47526757130f9f52U, "3.822293215681728e+35"},    Row{0x581ce1ff0e4ae394U, "2.845100473585065e+116"},
             Row{0x9bc585a244823f2U, "9.001650864329643e-262"},    Row{0xde4431fa3c80db06U, "-1.2608882594667528e+146"},
             Row{0x37e9671c45376d5dU, "2.3328764570929758e-39"},   Row{0xccf635ee9e9e2fa4U, "-5.710587888203329e+62"},
             Row{0x5705b8770b3d7dd5U, "1.632373608545829e+111"},   Row{0x9e54d738297f77aeU, "-1.4476203081601532e-162"},
             Row{0x3474724a775b19bfU, "5.211691542111307e-56"},    Row{0x7e348a0e451650beU, "8.59688107953233e+299"},
             Row{0x836ded897f3e46e6U, "-3.7487817969976223e-292"}, Row{0x851f977347ed6db7U, "-5.3112379922922396e-284"},
             Row{0xaa47e31c02e78edcU, "-5.20757806494361e-105"},   Row{0x341452c54d7c33f2U, "8.094230409453946e-58"},
             Row{0x1a83d752f35eba75U, "5.976935484193777e-181"},   Row{0x7ed90003f67f9e1dU, "1.0715111989008439e+303"},
             Row{0x17eadff448a86a07U, "1.840765137952907e-193"},   Row{0xb05eca1a2972b860U, "-1.0636119238133223e-75"},
             Row{0xf513444b6455a3e8U, "-9.040352529631308e+255"},  Row{0x12b3a6dd261f6e99U, "1.391764506268017e-218"},
             Row{0x998d8fb100ca15d5U, "-1.358801862740388e-185"},  Row{0x9eac75d45474c891U, "-6.3260316705294714e-161"},
             Row{0x12fc33f229b7b950U, "3.1957818085483862e-217"},  Row{0x470ea7e37990e511U, "1.989676132194983e+34"},
             Row{0xbdf25b150620a835U, "-2.6711189347845713e-10"},  Row{0xc9167e198fb9991fU, "-1.2540031012438313e+44"},
             Row{0xf1222631cdc86d07U, "-9.233025399550738e+236"},  Row{0xb1b59f1b53585e43U, "-3.132759394311763e-69"},
             Row{0xca376da14213d975U, "-3.4240413828772815e+49"},  Row{0xd72c1692509d2c5eU, "-8.443681731105312e+111"},
             Row{0xa5a7fe4e63a4f49dU, "-2.7691299747029076e-127"}, Row{0xc83b65023bcb7fdeU, "-9.321887531818389e+39"},
             Row{0xa3351c7fc9a4c255U, "-4.431977032648025e-139"},  Row{0x61492dc04af06e43U, "4.424877736755379e+160"},
             Row{0x102267f0f38c5511U, "5.92779577489531e-231"},    Row{0x441c09c50b29db41U, "129303203813755200000"},
             Row{0xc2de56b8961d5f40U, "-133431251465597"},         Row{0x178b25ac7ebbdf84U, "2.9053421071431735e-195"},
             Row{0x87bebc2706d02922U, "-2.272567127528532e-271"},  Row{0x28b7d294ce2b6939U, "1.5477844555681793e-112"},
             Row{0x45e78cf4fe332d8cU, "5.830849429775646e+28"},    Row{0xc6582fcba2a4af11U, "-7.665071503226321e+30"},
             Row{0xab155b91ff450033U, "-3.814309030393692e-101"},  Row{0x5246b314ecd58fcaU, "2.2578015448309066e+88"},
             Row{0x15a099069c7d64aaU, "1.6543308106821475e-204"},  Row{0x247b01271f2670d7U, "5.944538131346965e-133"},
             Row{0x813f3c933ea15b6eU, "-1.1387501042030749e-302"}, Row{0xf828b6a4c0f08cefU, "-6.52799062101711e+270"},
             Row{0x5e402c0a9dd5bb41U, "1.009700660932362e+146"},   Row{0x30415e8a6be95008U, "3.000083988347687e-76"},
             Row{0x2781afb139cc2d24U, "2.1917380685119978e-118"},  Row{0x51f578ece4c68f5bU, "6.67419119443873e+86"},
             Row{0x6ad07051c9dfa35U, "1.6375043277605581e-276"},   Row{0xd28f82f00d3cd44bU, "-5.0148444573372203e+89"},
             Row{0xaf080b41cdf27a01U, "-3.9605675170553433e-82"},  Row{0x8e53b8da0059e8baU, "-1.1830854078359535e-239"},
             Row{0xe00926ac0ba9b7b0U, "-4.2152577250982504e+154"}, Row{0x84235b62dc64cbaU, "6.893810177759492e-269"},
         }) {
        CAPTURE(text);
        CHECK(ecmascript_number(std::bit_cast<double>(bits)) == text);
    }
}

TEST_CASE("ecmascript_number is plain where people write plainly") {
    CHECK(ecmascript_number(1e15) == "1000000000000000");
    CHECK(ecmascript_number(-42) == "-42");
    CHECK(ecmascript_number(9007199254740991.0) == "9007199254740991");
    CHECK(ecmascript_number(9007199254740994.0) == "9007199254740994");
    CHECK(ecmascript_number(0.1) == "0.1");
    CHECK(ecmascript_number(-1.5) == "-1.5");
    CHECK(ecmascript_number(1e-7) == "1e-7");
    CHECK(ecmascript_number(0.1 + 0.2) == "0.30000000000000004");
}

TEST_CASE("ecmascript_number reads back as the same number") {
    test::Generator generator{91};
    for (int i = 0; i < 20000; ++i) {
        double const number =
            i % 2 == 0 ? std::bit_cast<double>(generator.next()) : static_cast<double>(generator.of_any_size(1'000'000'000)) / 100.0;
        if (number != number) continue;
        REQUIRE(std::strtod(ecmascript_number(number).c_str(), nullptr) == number);
    }
}
