// Dossiers at random for any procedure: canonical answers of every kind, texts that cannot be read, rows and pieces,
// and a walk towards an acceptable dossier. The same seed gives the same dossier everywhere.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/date.hpp"
#include "core/identifiers.hpp"
#include "core/text.hpp"
#include "dossier/verdict.hpp"
#include "procedure/kinds.hpp"

namespace guichet::test {

/// SplitMix64: small, and the same on every platform, which std::uniform_int_distribution is not.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }
    /// 0 … bound - 1.
    std::uint32_t below(std::uint64_t bound) { return static_cast<std::uint32_t>(bound == 0 ? 0 : next() % bound); }
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1));
    }
    bool chance(std::uint32_t percent) { return below(100) < percent; }
    template <class Items>
    auto const& pick(Items const& items) {
        return items[below(items.size())];
    }
    char digit() { return static_cast<char>('0' + below(10)); }
    std::string digits(std::size_t count) {
        std::string text;
        while (text.size() < count) text += digit();
        return text;
    }

private:
    std::uint64_t state_;
};

/// Appends the last digit that makes the whole satisfy Luhn's sum.
inline std::string with_luhn(std::string text) {
    int sum = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        int digit = text[text.size() - 1 - at] - '0';
        if (at % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return text + static_cast<char>('0' + (10 - sum % 10) % 10);
}

inline std::string random_siren(Random& random) { return with_luhn(std::to_string(1 + random.below(8)) + random.digits(7)); }
inline std::string random_siret(Random& random) { return with_luhn(random_siren(random) + "000" + random.digits(1)); }

/// A NIR of that sex and birth (15 characters, with its key).
inline std::string nir_for(bool woman, CivilDate birth, Random& random) {
    auto const two = [](int number) { return std::string(number % 100 < 10 ? "0" : "") + std::to_string(number % 100); };
    std::string nir =
        (woman ? "2" : "1") + two(birth.year) + two(birth.month) + two(static_cast<int>(1 + random.below(19))) + random.digits(6);
    int const key = nir_key(nir).value_or(1);
    return nir + two(key);
}

inline std::string random_words(Random& random, std::size_t most) {
    static constexpr std::array<std::string_view, 22> words{
        "Ève",      "garage",  "contrôle",  "technique",      "l’Œuvre",     "Île-de-France", "日本",  "naïf", "🚗",
        "Zoé-Anne", "O’Brien", "mécanique", "\"guillemets\"", "back\\slash", "fin<b>",        "&amp;", "ÇA",   "straße",
        "42",       "a",       "éé",        "Nguyễn"};
    std::string text(random.pick(words));
    while (random.chance(50)) {
        text += ' ';
        text += random.pick(words);
    }
    return std::string(trim(first_code_points(text, std::max<std::size_t>(most, 1))));
}

/// Names and words as they stand in most dossiers.
inline std::string usual_words(Random& random, std::size_t most) {
    static constexpr std::array<std::string_view, 16> words{"Martin",    "Zoé",     "Lefèvre", "garage",   "contrôle", "technique",
                                                            "Dupont",    "Illzach", "Nadia",   "sécurité", "de",       "la",
                                                            "véhicules", "O'Brien", "Anne",    "Benoît"};
    std::string text(random.pick(words));
    while (random.chance(40)) {
        text += ' ';
        text += random.pick(words);
    }
    return std::string(trim(first_code_points(text, std::max<std::size_t>(most, 1))));
}

/// Whether texts hold what people mostly write, or everything that Unicode and JSON can make difficult.
enum class Words : std::uint8_t { difficult, usual };

/// A canonical answer that the field can hold; `today` is where dates gather.
inline Value random_value(Procedure const& procedure, Field const& field, Random& random, Date today, Words words = Words::difficult) {
    auto const read = [&](std::string const& typed) {
        Reading<Value> reading = read_answer(procedure, field, typed, today);
        return reading.value ? std::move(*reading.value) : Value{};
    };
    auto const number = [&](std::int64_t usual) {
        std::int64_t const least = std::max<std::int64_t>(field.minimum, random.chance(90) ? 0 : -usual);
        std::int64_t const most = std::min<std::int64_t>(field.maximum, usual);
        return Value(least > most ? least : random.between(least, most));
    };
    switch (field.kind) {
    case Kind::text:
    case Kind::long_text: {
        std::uint32_t const most = field.max_length == 0 ? 60 : field.max_length;
        return read(words == Words::usual ? usual_words(random, most) : random_words(random, most));
    }
    case Kind::integer: return number(300);
    case Kind::hours: return number(50'000);
    case Kind::money: return number(2'000'000);
    case Kind::percentage: return number(10'000);
    case Kind::date:
        // Births in a working life, all else near today; now and then the other way round.
        return Value(add_days(today, static_cast<int>((field.path.find("naissance") == std::string::npos) == random.chance(95)
                                                          ? random.between(-20, 200)
                                                          : -random.between(6'600, 23'000))));
    case Kind::year_month:
        return Value(year_month_to_iso({static_cast<int>(random.between(1990, 2030)), static_cast<int>(random.between(1, 12))}));
    case Kind::yes_no: return Value(random.chance(50));
    case Kind::attestation: return Value(true);
    case Kind::choice:
    case Kind::choices: {
        if (field.nomenclature < 0) return {};
        auto const& choices = procedure.nomenclatures[static_cast<std::size_t>(field.nomenclature)].choices;
        if (field.kind == Kind::choice) return Value(random.pick(choices).code);
        TextList codes;
        for (Choice const& choice : choices) {
            if (random.chance(30)) codes.push_back(choice.code);
        }
        return codes.empty() ? Value{} : Value(std::move(codes));
    }
    case Kind::siret: return Value(random_siret(random));
    case Kind::siren: return Value(random_siren(random));
    case Kind::nir:
        return Value(
            nir_for(random.chance(50), {static_cast<int>(random.between(1950, 2006)), static_cast<int>(random.between(1, 12)), 1}, random));
    case Kind::idcc: return read(random.digits(4));
    case Kind::naf: return read(random.digits(4) + static_cast<char>('A' + random.below(26)));
    case Kind::nda: return read(random.chance(80) ? random.digits(11) : random.digits(4) + "P" + random.digits(6));
    case Kind::postal_code: return read(std::to_string(random.between(1, 9)) + random.digits(4));
    case Kind::phone: return read("0" + std::to_string(random.between(1, 9)) + random.digits(8));
    case Kind::email: return read("jean.dupont" + random.digits(3) + "@exemple.fr");
    case Kind::iban: return Value(std::string("FR7630006000011234567890189"));
    case Kind::uai: return read(random.chance(50) ? "0561910X" : "0831774C");
    case Kind::rncp: return read(std::to_string(random.between(1, 99'999)));
    case Kind::code_diplome: return read(random.digits(8));
    case Kind::numero_contrat: return read("068202609" + random.digits(6));
    case Kind::departement: return read(random.chance(90) ? std::to_string(random.between(1, 95)) : "2A");
    }
    return {};
}

/// What people type that no kind can read, or that asks a question.
inline std::string random_unreadable(Random& random) {
    static constexpr std::array<std::string_view, 10> texts{"3/4/26", "31/02/2026", "12,345 €", "abc\u00a0def", "8313529760001",
                                                            "à voir", "\t?\n\"",    "1.234",    "🚗🚗",         "FR76 0000"};
    return std::string(random.pick(texts));
}

inline FieldRef random_ref(Procedure const& procedure, Dossier const& dossier, Random& random) {
    auto const field = random.below(procedure.fields.size());
    std::int16_t const group = procedure.fields[field].group;
    if (group < 0) return {field, -1};
    std::size_t const rows = dossier.groups[static_cast<std::size_t>(group)].size();
    return rows == 0 ? FieldRef{procedure.root_fields[random.below(procedure.root_fields.size())], -1}
                     : FieldRef{field, static_cast<std::int32_t>(random.below(rows))};
}

/// One answer: mostly one that the field can hold, sometimes none, sometimes text that cannot be read.
inline void random_answer(Procedure const& procedure, Dossier& dossier, FieldRef where, Random& random, Date today) {
    Field const& field = procedure.fields[where.field];
    if (random.chance(70)) {
        set_value(procedure, dossier, where, random_value(procedure, field, random, today));
    } else if (random.chance(50)) {
        set_value(procedure, dossier, where, Value{});
    } else {
        set_typed(procedure, dossier, where, random_unreadable(random), today);
    }
}

inline Attachment random_piece(Procedure const& procedure, Dossier& dossier, Random& random, bool faulty) {
    Attachment piece;
    piece.id = "p" + std::to_string(dossier.next_piece++);
    AttachmentZone const& zone = random.pick(procedure.attachments);
    piece.zone = faulty && random.chance(20) ? "ancienne" : zone.id;
    piece.name = faulty && random.chance(30) ? std::string("../\u202Egpj.exe") : random_words(random, 40) + ".pdf";
    std::ranges::replace(piece.name, '/', '_');
    std::ranges::replace(piece.name, '\\', '_');
    if (faulty && random.chance(30)) piece.name = "dossier/../a.pdf";
    piece.media_type =
        faulty && random.chance(40) ? "text/html" : std::string(media_type(zone.types.empty() ? FileType::pdf : random.pick(zone.types)));
    piece.size = faulty && random.chance(30) ? (random.chance(50) ? 0 : zone.maximum_bytes + 1) : 1 + random.below(zone.maximum_bytes);
    piece.sha256 = std::string(64, "0123456789abcdef"[random.below(16)]);
    return piece;
}

enum class Edit : std::uint8_t { answer, row, piece };
struct Edited {
    Edit what = Edit::answer;
    FieldRef where;
    std::int16_t group = -1;
};

/// One thing that a person does: an answer, a row added, duplicated, removed or put back, a piece added or removed.
inline Edited random_edit(Procedure const& procedure, Dossier& dossier, Random& random, Date today) {
    std::uint32_t const what = random.below(100);
    if (what < 12 && !procedure.groups.empty()) {
        auto const group = static_cast<std::int16_t>(random.below(procedure.groups.size()));
        std::vector<Row>& rows = dossier.groups[static_cast<std::size_t>(group)];
        auto const at = random.below(rows.size());
        switch (random.below(4)) {
        case 0: add_row(procedure, dossier, group); break;
        case 1: duplicate_row(procedure, dossier, group, at); break;
        case 2: remove_row(dossier, group, at); break;
        default:
            if (!rows.empty()) {
                Row const kept = rows[at];
                remove_row(dossier, group, at);
                restore_row(dossier, group, random.below(rows.size() + 1), kept);
            }
        }
        return {Edit::row, {}, group};
    }
    if (what < 20 && !procedure.attachments.empty()) {
        if (dossier.attachments.empty() || random.chance(55)) {
            dossier.attachments.push_back(random_piece(procedure, dossier, random, random.chance(30)));
        } else {
            dossier.attachments.erase(dossier.attachments.begin() + static_cast<std::ptrdiff_t>(random.below(dossier.attachments.size())));
        }
        return {Edit::piece, {}, -1};
    }
    FieldRef const where = random_ref(procedure, dossier, random);
    random_answer(procedure, dossier, where, random, today);
    return {Edit::answer, where, -1};
}

/// Some lower-case UUID.
inline std::string random_uuid(Random& random) {
    std::string text = "00000000-0000-4000-8000-000000000000";
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '0') text[at] = "0123456789abcdef"[random.below(16)];
    }
    return text;
}

/// A NIR that agrees with the sex and birth of its own row, where there are such fields.
inline void agree_nir(Procedure const& procedure, Dossier& dossier, FieldRef where, Random& random) {
    std::int16_t const group = procedure.fields[where.field].group;
    bool woman = random.chance(50);
    CivilDate birth{1980, 5, 1};
    for (std::uint32_t at = 0; at < procedure.fields.size(); ++at) {
        Field const& field = procedure.fields[at];
        if (field.group != group) continue;
        Value const& value = answer_of(procedure, dossier, {at, where.row}).value;
        if (field.kind == Kind::date && field.path.find("naissance") != std::string::npos) {
            if (Date const* const date = std::get_if<Date>(&value)) birth = civil_from_date(*date);
        }
        if (field.path.ends_with("sexe")) {
            std::string const* const sex = std::get_if<std::string>(&value);
            if (sex != nullptr) woman = *sex == "F" || *sex == "2";
        }
    }
    set_value(procedure, dossier, where, Value(nir_for(woman, birth, random)));
}

/// Fills what is asked, then changes what the verdict blames until it is content or `tries` are spent.
inline void walk_to_acceptable(Procedure const& procedure, Dossier& dossier, Verdict& verdict, Random& random, Date today, int tries) {
    verdict.judge(dossier, today);
    for (int round = 0; round < tries && !verdict.is_acceptable(); ++round) {
        for (Finding const& finding : verdict.findings(dossier)) {
            if (finding.severity != Severity::block) continue;
            std::int32_t const group = procedure.group_index(finding.path);
            if (group >= 0 && finding.rule == "minimum") add_row(procedure, dossier, static_cast<std::int16_t>(group));
            if (group >= 0 && finding.rule == "maximum") remove_row(dossier, static_cast<std::int16_t>(group), 0);
            if (finding.path.starts_with("pieces.")) {
                std::string const zone = finding.path.substr(7);
                std::erase_if(dossier.attachments, [&](Attachment const& piece) { return piece.zone == zone; });
                Attachment piece = random_piece(procedure, dossier, random, false);
                piece.zone = zone;
                piece.media_type = "application/pdf";
                piece.size = 1000;
                bool const is_rule = !finding.rule.starts_with("piece-");
                if (!is_rule && finding.rule != "piece-nombre") dossier.attachments.push_back(std::move(piece));
            }
            std::optional<FieldRef> const where = ref_of_path(procedure, dossier, finding.path);
            if (!where) continue;
            // A rule blames its first field, but any of its fields may be the one to change.
            FieldRef change = *where;
            for (Rule const& rule : procedure.rules) {
                if (rule.id != finding.rule || rule.fields.empty()) continue;
                std::uint32_t const other = random.pick(rule.fields);
                if (procedure.fields[other].group == procedure.fields[change.field].group) change.field = other;
            }
            Field const& field = procedure.fields[change.field];
            if (field.kind == Kind::nir && random.chance(60)) {
                agree_nir(procedure, dossier, change, random);
            } else if (field.required == never && finding.rule != "obligatoire" && random.chance(50)) {
                set_value(procedure, dossier, change, Value{});
            } else {
                set_value(procedure, dossier, change, random_value(procedure, field, random, today));
            }
        }
        verdict.judge(dossier, today);
    }
}

/// Answers most fields, or with `rows` all of them and that many rows in each group, NIRs that agree included.
inline void fill(Procedure const& procedure, Dossier& dossier, Random& random, Date today, std::uint32_t rows) {
    for (std::size_t group = 0; group < procedure.groups.size(); ++group) {
        std::uint32_t const wanted = rows != 0 ? rows : random.below(4);
        while (dossier.groups[group].size() < wanted && add_row(procedure, dossier, static_cast<std::int16_t>(group))) {}
    }
    for (std::uint32_t at = 0; at < procedure.fields.size(); ++at) {
        Field const& field = procedure.fields[at];
        std::size_t const count = field.group < 0 ? 1 : dossier.groups[static_cast<std::size_t>(field.group)].size();
        for (std::size_t row = 0; row < count; ++row) {
            FieldRef const where{at, field.group < 0 ? -1 : static_cast<std::int32_t>(row)};
            if (rows != 0 || random.chance(70)) {
                set_value(procedure, dossier, where,
                          random_value(procedure, field, random, today, rows != 0 ? Words::usual : Words::difficult));
            }
        }
    }
    for (std::uint32_t at = 0; at < procedure.fields.size() && rows != 0; ++at) {
        Field const& field = procedure.fields[at];
        if (field.kind != Kind::nir || field.group < 0) continue;
        for (std::uint32_t row = 0; row < rows; ++row) agree_nir(procedure, dossier, {at, static_cast<std::int32_t>(row)}, random);
    }
}

}  // namespace guichet::test
