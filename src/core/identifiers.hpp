// The identifiers of the trade. Each reader accepts spaces, NBSP, dots and hyphens, gives the
// compact upper-case form, and says in one French sentence what is wrong. Sources: domain facts,
// section 4 (INSEE for SIREN/SIRET and NIR, ISO 13616 for the IBAN).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/date.hpp"
#include "core/reading.hpp"

namespace guichet {

/// 9 digits, Luhn, not all zero.
[[nodiscard]] Reading<std::string> read_siren(std::string_view typed);
/// 14 digits, Luhn; La Poste (356000000) by digit sum multiple of 5. Shown "831 352 976 00011".
[[nodiscard]] Reading<std::string> read_siret(std::string_view typed);
/// What that reader gives back as it is.
[[nodiscard]] bool is_siret(std::string_view text);
[[nodiscard]] std::string show_siren(std::string_view compact);
[[nodiscard]] std::string show_siret(std::string_view compact);

/// 13 characters, or 15 with the key, which is then checked. Stored as typed in length (13 or 15), upper case.
[[nodiscard]] Reading<std::string> read_nir(std::string_view typed);
/// What that reader gives back as it is.
[[nodiscard]] bool is_nir(std::string_view text);
/// "1 85 05 78 006 084 91".
[[nodiscard]] std::string show_nir(std::string_view compact);
/// "1 •• •• •• ••• ••• ••": what may stand on a screen that others see (RGPD, minimisation).
[[nodiscard]] std::string mask_nir(std::string_view compact);
/// Key of the first 13 characters, 1–97; nothing when they are not a NIR (2A -> 19, 2B -> 18).
[[nodiscard]] std::optional<int> nir_key(std::string_view compact);
/// What a NIR says. Special months (20, 30–42, 50–99) and provisional numbers say less.
struct NirFacts {
    char sex = 0;             ///< 'M', 'F', or 0 when provisional (first digit 3, 4, 7 or 8)
    int year_of_century = 0;  ///< 0–99
    int month = 0;            ///< 1–12, or 0 when special
    std::string department;   ///< "01"–"95", "2A", "2B", "971"…, "99" when born abroad
    bool provisional = false;
};
[[nodiscard]] std::optional<NirFacts> nir_facts(std::string_view compact);

/// Intra-community VAT number of a valid SIREN: "732829320" -> "FR44732829320".
[[nodiscard]] std::optional<std::string> vat_number(std::string_view siren);

/// 4 digits, zero-padded ("16" -> "0016").
[[nodiscard]] Reading<std::string> read_idcc(std::string_view typed);
/// NAF rév. 2 sub-class: "71.20A" and "7120A" -> "7120A". Shown "71.20A".
[[nodiscard]] Reading<std::string> read_naf(std::string_view typed);
[[nodiscard]] std::string show_naf(std::string_view compact);
/// Numéro de déclaration d'activité: 11 digits, or 4 digits, P, 6 digits.
[[nodiscard]] Reading<std::string> read_nda(std::string_view typed);
[[nodiscard]] std::string show_nda(std::string_view compact);
/// 5 digits, 00 refused as department.
[[nodiscard]] Reading<std::string> read_postal_code(std::string_view typed);
/// What that reader gives back as it is.
[[nodiscard]] bool is_postal_code(std::string_view text);
/// French and overseas numbers, stored E.164 ("+33612345678"), shown "06 12 34 56 78".
[[nodiscard]] Reading<std::string> read_phone(std::string_view typed);
/// A number that the reader gives back as it is: "+33" and nine digits, none of the overseas ones.
[[nodiscard]] bool is_mainland_phone(std::string_view text);
[[nodiscard]] std::string show_phone(std::string_view e164);
/// One @, a dot in the domain, no space, at most 254 bytes. Lower-cases the domain.
[[nodiscard]] Reading<std::string> read_email(std::string_view typed);
/// An address that the reader gives back as it is, of letters, digits, dots, hyphens and underscores only.
[[nodiscard]] bool is_plain_email(std::string_view text);
/// mod 97 = 1 and the country's length where known (FR 27). Shown in groups of 4.
[[nodiscard]] Reading<std::string> read_iban(std::string_view typed);
[[nodiscard]] std::string show_iban(std::string_view compact);
/// Key of a French RIB, 1–97; nothing when a part has not 5, 5 and 11 digits or capital letters.
[[nodiscard]] std::optional<int> rib_key(std::string_view bank, std::string_view branch, std::string_view account);
/// UAI: 7 digits and the letter "ABCDEFGHJKLMNPRSTUVWXYZ"[n mod 23].
[[nodiscard]] Reading<std::string> read_uai(std::string_view typed);
/// N° de contrat (DECA): département on 3, year, month, 2 digits or NC, 4 digits. Others exist: a rule
/// that uses it should warn, not block.
[[nodiscard]] Reading<std::string> read_contract_number(std::string_view typed);
/// Code diplôme (CFD): 8 letters or digits, and a letter of speciality at most.
[[nodiscard]] Reading<std::string> read_diploma_code(std::string_view typed);
/// RNCP record: 1 to 6 digits after "RNCP" or alone, stored without it nor leading zeros; "RS…" is told apart.
[[nodiscard]] Reading<std::string> read_rncp(std::string_view typed);
/// "37682" -> "RNCP37682".
[[nodiscard]] std::string show_rncp(std::string_view digits);
/// Département of birth on three characters, as the CERFA takes it: "68" -> "068", "2a" -> "02A", "974", "099" abroad.
[[nodiscard]] Reading<std::string> read_department(std::string_view typed);
/// "068" -> "68".
[[nodiscard]] std::string show_department(std::string_view three);
/// N° de contrat of whatever maker: letters and digits, at most 30.
[[nodiscard]] Reading<std::string> read_any_contract_number(std::string_view typed);
/// Record of the répertoire spécifique: as read_rncp, after "RS" or alone; "RNCP…" is told apart.
[[nodiscard]] Reading<std::string> read_rs(std::string_view typed);
/// French VAT number: "FR", two characters of key, the SIREN. A key of two digits is checked, one with letters is taken.
[[nodiscard]] Reading<std::string> read_vat_number(std::string_view typed);
/// Bank, branch, account and key of a French account: 23 characters.
[[nodiscard]] Reading<std::string> read_rib(std::string_view typed);
/// "30006 00001 12345678901 89".
[[nodiscard]] std::string show_rib(std::string_view compact);

/// False only when the place in a NIR contradicts a département of birth ("068", "02A", "974", "099" abroad). What INSEE
/// numbered otherwise at the time agrees: Corsica as 20 before 1976, the Seine as 75 and 78 before 1968, Algeria, Morocco
/// and Tunisia as 91–96 then, Mayotte as 985. Provisional numbers agree with any place.
[[nodiscard]] bool nir_agrees_place(std::string_view nir, std::string_view department);
/// False only when a postal code belongs to another département; CEDEX codes agree as others do. Some communes are served from
/// the département beside theirs: a rule that uses it should warn.
[[nodiscard]] bool postal_code_agrees(std::string_view postal_code, std::string_view department);

}  // namespace guichet
