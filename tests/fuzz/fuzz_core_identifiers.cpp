// Identifiers, e-mail, and text: the compact form re-reads to itself, and so does what the screen shows.
#include <optional>

#include "core/identifiers.hpp"
#include "fuzz/core_oracles.hpp"

using namespace guichet;

namespace {

using Read = Reading<std::string> (*)(std::string_view);
using Show = std::string (*)(std::string_view);

std::string as_is(std::string_view text) { return std::string{text}; }

void check(std::string_view typed, Read read, Show show) {
    auto const reading = read(typed);
    fuzz::reads_back(reading, read, show, as_is);
    if (reading.value) {
        // Spaces around never matter, and the compact form is its own.
        fuzz::promise(read("\u00a0" + std::string{typed} + "\u202f ").value == reading.value);
        fuzz::promise(is_valid_utf8(*reading.value));
        fuzz::promise(reading.value->find_first_of(" \t") == std::string::npos);
    }
    fuzz::promise(is_valid_utf8(typed) || !reading.value || read != read_email);
    (void)show(typed);
}

void check_text(std::string_view text) {
    std::string const repaired = repair_utf8(text);
    fuzz::promise(is_valid_utf8(repaired) && count_code_points(repaired) == count_code_points(text));
    fuzz::promise(trim(trim(text)) == trim(text));
    fuzz::promise(compact(compact(text)) == compact(text));
    fuzz::promise(fold(fold(text)) == fold(text));
    std::string const composed = compose_latin(text);
    fuzz::promise(compose_latin(composed) == composed);
    fuzz::promise(fold(composed) == fold(text));
    fuzz::promise(is_valid_utf8(composed) == is_valid_utf8(text));
    fuzz::promise(contains_folded(text, text.substr(0, 0)));
    fuzz::promise(text.starts_with(first_code_points(text, 3)));
    fuzz::promise(fill_in(text, {}) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const typed = fuzz::text_of(data, size);
    check(typed, read_siren, show_siren);
    check(typed, read_siret, show_siret);
    check(typed, read_nir, show_nir);
    check(typed, read_idcc, as_is);
    check(typed, read_naf, show_naf);
    check(typed, read_nda, show_nda);
    check(typed, read_postal_code, as_is);
    check(typed, read_phone, show_phone);
    check(typed, read_email, as_is);
    check(typed, read_iban, show_iban);
    check(typed, read_uai, as_is);
    check(typed, read_contract_number, as_is);
    check(typed, read_diploma_code, as_is);
    check(typed, read_any_contract_number, as_is);
    check(typed, read_rncp, show_rncp);
    check(typed, read_rs, as_is);
    check(typed, read_department, show_department);
    check(typed, read_vat_number, as_is);
    check(typed, read_rib, show_rib);

    // Nothing but the first digit of a NIR may stay visible.
    fuzz::promise(mask_nir(typed).find_first_of("0123456789ABab", 1) == std::string::npos);
    if (auto const nir = read_nir(typed).value) fuzz::promise(nir_facts(*nir).has_value() && nir_key(*nir).has_value());
    if (auto const siren = read_siren(typed).value) fuzz::promise(vat_number(*siren).has_value());
    // Whatever is compared, a NIR agrees with the place that it tells; what is no NIR agrees with all.
    (void)nir_agrees_place(typed, typed.substr(size < 3 ? size : size - 3));
    fuzz::promise(read_nir(typed).value || nir_facts(typed) || nir_agrees_place(typed, "068"));
    (void)postal_code_agrees(typed.substr(0, 5), typed.substr(size < 3 ? size : size - 3));
    (void)nir_key(typed);
    (void)nir_facts(typed);
    (void)rib_key(typed.substr(0, 5), typed.substr(size < 5 ? size : 5, 5), typed.substr(size < 10 ? size : 10, 11));
    check_text(typed);
    return 0;
}
