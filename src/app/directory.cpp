#include "app/directory.hpp"

#include <algorithm>
#include <string>

#include "core/json.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

std::vector<std::string> texts_of(Json const& json, std::string_view name) {
    std::vector<std::string> texts;
    Json const* list = member(json, name);
    if (list == nullptr || !list->is_array()) return texts;
    for (auto const& item : *list) {
        if (auto const* text = item.get_ptr<Json::string_t const*>()) texts.push_back(*text);
    }
    return texts;
}

std::string text_or_empty(Json const& json, std::string_view name) { return text_member(json, name).value_or(""); }

/// "24", "AVE", "DE HOLLANDE" -> "24 AVE DE HOLLANDE": the whole address of the directory also holds the town.
std::string street_of(Json const& json) {
    std::string street;
    for (auto const* name : {"numero_voie", "indice_repetition", "type_voie", "libelle_voie"}) {
        std::string const part = text_or_empty(json, name);
        if (part.empty()) continue;
        if (!street.empty()) street += ' ';
        street += part;
    }
    if (!street.empty()) return street;
    street = text_or_empty(json, "adresse");
    // Without parts, what stands before the postal code is the street.
    std::string const code = text_or_empty(json, "code_postal");
    if (auto const at = code.empty() ? std::string::npos : street.find(" " + code); at != std::string::npos) { street.resize(at); }
    return street;
}

/// INSEE's NAF 2025 takes the place of rév. 2 that day; the directory tells both.
constexpr Date naf_2025_from{20819};  // 2027-01-01

/// The activity, of the establishment or else of the company.
std::string naf_of(Json const& company, Json const& json, Date today) {
    std::string naf;
    auto const look_for = [&](std::string_view name) {
        for (Json const* of : {&json, &company}) {
            if (naf.empty()) naf = text_or_empty(*of, name);
        }
    };
    if (today >= naf_2025_from) look_for("activite_principale_naf25");
    look_for("activite_principale");
    return naf;
}

Establishment read_establishment(Json const& company, Json const& json, Date today) {
    Establishment read;
    read.siret = text_or_empty(json, "siret");
    read.name = text_or_empty(company, "nom_raison_sociale");
    if (read.name.empty()) read.name = text_or_empty(company, "nom_complet");
    read.address = street_of(json);
    read.postal_code = text_or_empty(json, "code_postal");
    read.town = text_or_empty(json, "libelle_commune");
    read.naf = naf_of(company, json, today);
    read.idcc = texts_of(json, "liste_idcc");
    if (read.idcc.empty()) {
        if (Json const* extra = member(company, "complements")) read.idcc = texts_of(*extra, "liste_idcc");
    }
    if (auto const ids = texts_of(json, "liste_id_organisme_formation"); !ids.empty()) read.nda = ids.front();
    read.uai = texts_of(json, "liste_uai");
    read.staff = text_or_empty(json, "tranche_effectif_salarie");
    read.closed = text_or_empty(json, "etat_administratif") == "C" || text_or_empty(json, "etat_administratif") == "F" ||
                  text_or_empty(company, "etat_administratif") == "C";
    std::string diffusion = text_or_empty(json, "statut_diffusion_etablissement");
    if (diffusion.empty()) diffusion = text_or_empty(company, "statut_diffusion");
    read.diffusible = diffusion.empty() || diffusion == "O";
    return read;
}

DirectoryAnswer answer_of(Establishment establishment) {
    DirectoryAnswer answer;
    answer.state = !establishment.diffusible ? LookupState::not_diffusible
                   : establishment.closed    ? LookupState::closed
                                             : LookupState::found;
    answer.establishment = std::move(establishment);
    return answer;
}

}  // namespace

DirectoryAnswer read_directory(std::string_view body, std::string_view number, Date today) {
    auto const is_it = [&](Json const& one) {
        return text_member(one, "siret") == number || std::ranges::contains(texts_of(one, "liste_uai"), number);
    };
    DirectoryAnswer answer;
    auto const json = parse_json(body);
    Json const* results = json ? member(*json, "results") : nullptr;
    if (results == nullptr || !results->is_array()) {
        answer.state = LookupState::unavailable;
        return answer;
    }
    for (auto const& company : *results) {
        if (Json const* list = member(company, "matching_etablissements"); list != nullptr && list->is_array()) {
            for (auto const& one : *list) {
                if (is_it(one)) return answer_of(read_establishment(company, one, today));
            }
        }
        if (Json const* seat = member(company, "siege"); seat != nullptr && is_it(*seat)) {
            return answer_of(read_establishment(company, *seat, today));
        }
    }
    return answer;
}

std::string_view part_of(Establishment const& establishment, std::string_view part) {
    if (part == "denomination" || part == "raison_sociale" || part == "nom") return establishment.name;
    if (part == "siret") return establishment.siret;
    if (part == "adresse") return establishment.address;
    if (part == "code_postal") return establishment.postal_code;
    if (part == "commune" || part == "ville") return establishment.town;
    if (part == "naf") return establishment.naf;
    if (part == "nda") return establishment.nda;
    if (part == "uai" && !establishment.uai.empty()) return establishment.uai.front();
    if (part == "idcc" && !establishment.idcc.empty()) return establishment.idcc.front();
    return {};
}

}  // namespace guichet
