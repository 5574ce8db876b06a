// The network that tests meet: the site's own files, a directory of two establishments, a backend that can be told
// what to answer. And what a person fills in, from the seed's fixture.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "support/parts.hpp"
#include "view/driver.hpp"

namespace guichet::testing {

struct World {
    HeadlessDevice device;
    std::string config = R"({"title":"Guichet","connectors":[{"id":"recepteur","label":"Récepteur de démonstration",)"
                         R"("kind":"http","url":"api/dossiers"}],"directory":{"url":"api/annuaire?q={siret}"}})";
    std::string index =
        R"({"procedures":[{"fichier":"opco-mobilites/action-formation.json",)"
        R"("id":"opco-mobilites.action-formation","titre":"Action de formation","organisme":"OPCO Mobilités","portail":"M-Gestion"}]})";
    std::map<std::string, std::string> files;       ///< more files of the site, by address
    std::vector<event::HttpAnswered> next_posts;    ///< answers to the next POSTs; then 201
    std::vector<event::HttpAnswered> next_puts;     ///< the same for pieces
    std::vector<std::string> posted;                ///< bodies
    std::vector<std::pair<std::string, std::string>> put;  ///< address and bytes
    std::vector<std::string> keys;                  ///< idempotency keys
    std::vector<std::string> codes;                 ///< Authorization headers
    int directory_status = 200;
    std::int32_t directory_retry = -1;
    bool directory_silent = false;
    bool network = true;
    std::string withheld;  ///< an address of the site that is not answered
    std::uint64_t entropy = 1;  ///< of the next tab

    [[nodiscard]] HeadlessPorts::Server server() {
        return [this](RequestId id, HttpRequest const& request, std::string const* file) { return answer(id, request, file); };
    }
    [[nodiscard]] Tab open(std::string route = "#/") { return Tab{device, server(), std::move(route), true, entropy++}; }

private:
    static PlatformEvent say(RequestId id, std::int32_t status, std::string body, std::int32_t retry = -1) {
        return event::HttpAnswered{id, status, std::move(body), "application/json", retry};
    }

    std::optional<PlatformEvent> answer(RequestId id, HttpRequest const& request, std::string const* file) {
        std::string const& url = request.url;
        if (url == withheld) return std::nullopt;
        if (auto const at = files.find(url); at != files.end()) return say(id, 200, at->second);
        if (url == "config.json") return say(id, config.empty() ? 404 : 200, config);
        if (url == "procedures/index.json") return say(id, index.empty() ? 404 : 200, index);
        if (url.starts_with("procedures/")) {
            std::string body = test::whole_procedure("assets/" + url);
            int const status = body.empty() ? 404 : 200;
            return say(id, status, std::move(body));
        }
        if (url == "data/communes.txt") {
            return say(id, 200,
                       "01000\t01053:Bourg-en-Bresse|01344:Saint-Denis-lès-Bourg\n"
                       "35000\t35238:Rennes\n68110\t68154:Illzach\n75001\t75101:Paris 1er Arrondissement\n");
        }
        if (url == "notices.txt") return say(id, 200, "Dear ImGui, licence MIT\n\nnlohmann/json, licence MIT");
        if (!network) return event::HttpFailed{id, event::HttpFailed::Why::network};
        if (url.starts_with("api/annuaire")) return directory(id, url);
        if (request.method == "POST" && url == "api/dossiers") return take_dossier(id, request);
        if (request.method == "PUT" && file != nullptr) return take_piece(id, request, *file);
        return say(id, 404, "{}");
    }

    std::optional<PlatformEvent> directory(RequestId id, std::string const& url) {
        if (directory_silent) return std::nullopt;
        if (directory_status != 200) return say(id, directory_status, "{}", directory_retry);
        auto const establishment = [](std::string siret, std::string name, std::string more) {
            return R"({"results":[{"nom_complet":")" + name + R"(","etat_administratif":"A","siege":{"siret":")" + siret + R"(",)" + more +
                   "}}]}";
        };
        if (url.ends_with("83426702300028")) {
            return say(id, 200,
                       establishment("83426702300028", "AXEPT",
                                     R"("numero_voie":"5","type_voie":"RUE","libelle_voie":"DES LILAS","code_postal":"35000",)"
                                     R"("libelle_commune":"RENNES","liste_id_organisme_formation":["53351234535"],)"
                                     R"("tranche_effectif_salarie":"03")"));
        }
        if (url.ends_with("83135297600011")) {
            return say(id, 200,
                       establishment("83135297600011", "ACTIF AUTO CONTROLE",
                                     R"("adresse":"24 AVE DE HOLLANDE 68110 ILLZACH","code_postal":"68110",)"
                                     R"("libelle_commune":"ILLZACH","activite_principale":"71.20A","liste_idcc":["1090"])"));
        }
        if (url.ends_with("35600000000048")) {
            return say(id, 200, establishment("35600000000048", "LA POSTE", R"("etat_administratif":"F","liste_idcc":["5516","9999"])"));
        }
        return say(id, 200, R"({"results":[],"total_results":0})");
    }

    void note(HttpRequest const& request) {
        for (auto const& [name, value] : request.headers) {
            if (name == "Idempotency-Key") keys.push_back(value);
            if (name == "Authorization") codes.push_back(value);
        }
    }

    PlatformEvent take_dossier(RequestId id, HttpRequest const& request) {
        note(request);
        posted.push_back(request.body);
        if (!next_posts.empty()) {
            auto answered = next_posts.front();
            next_posts.erase(next_posts.begin());
            if (answered.status == 0) return event::HttpFailed{id, event::HttpFailed::Why::timeout};
            answered.id = id;
            return answered;
        }
        return say(id, 201, R"({"numero":"AF-2026-000001","date":"2026-11-21T13:06:00Z"})");
    }

    PlatformEvent take_piece(RequestId id, HttpRequest const& request, std::string const& bytes) {
        note(request);
        put.emplace_back(request.url, bytes);
        if (!next_puts.empty()) {
            auto answered = next_puts.front();
            next_puts.erase(next_puts.begin());
            if (answered.status == 0) return event::HttpFailed{id, event::HttpFailed::Why::network};
            answered.id = id;
            return answered;
        }
        return say(id, 200, "{}");
    }
};

inline event::HttpAnswered status_only(std::int32_t status, std::string body = "{}", std::int32_t retry = -1) {
    return {0, status, std::move(body), "application/json", retry};
}

inline void start_request(Tab& tab) {
    tab.follow("Créer une demande");
    Node const* tile = find_id(tab.root(), "procedure-opco-mobilites.action-formation");
    REQUIRE(tile != nullptr);
    tab.act(tile->on_click, {});
    tab.settle();
    CHECK(tab.heading() == "L'Employeur");
}

inline void fill_employer(Tab& tab) {
    tab.fill("Nom et prénom ou dénomination", "ACTIF AUTO CONTROLE");
    tab.fill("SIRET", "831 352 976 00011");
    tab.fill("Adresse", "24 AVE DE HOLLANDE");
    tab.fill("Code postal", "68110");
    tab.fill("Code NACE", "7120A");
    tab.fill("Effectif total salariés", "3");
    tab.fill("Convention collective applicable", "Convention collective nationale du commerce et de la réparation automobile");
    tab.fill("Code IDCC de la convention collective", "1090");
    tab.fill("E-Mail", "contact@actif-auto.example");
    tab.fill("Téléphone", "03 89 12 34 56");
}

inline void pick_organisation(Tab& tab) {
    tab.click("SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION");
    tab.fill("SIRET (complet)", "834 267 023 00028");
    tab.click("CHERCHER");
    tab.click("Sélectionner AXEPT");
}

inline void fill_action(Tab& tab) {
    tab.fill("Intitulé de la formation", "Contrôleur technique : maintien de la qualification");
    tab.fill("Date de début", "04/01/2027");
    tab.fill("Date de fin", "08/01/2027");
    tab.fill("Durée en heure(s)", "35");
    tab.fill("Coût pédagogique de l'action HT", "1 234,56 €");
}

inline void fill_trainee(Tab& tab, std::string_view name = "Lefèvre", std::string_view first = "Jérôme") {
    tab.fill("Date de naissance", "06/05/1985");
    tab.fill("Nom", name);
    tab.fill("Prénom", first);
    tab.choose("Sexe", "Masculin");
    tab.choose("CSP", "Employé");
    tab.choose("Niveau de formation initial", "Niveau 4 : baccalauréat");
}

inline std::string pdf_bytes(std::string_view filler = "") { return "%PDF-1.4\n" + std::string{filler} + "\n%%EOF\n"; }

inline void add_programme(Tab& tab) { tab.give_files("Programme de l'action", {tab.ports.offer("programme.pdf", pdf_bytes())}); }

/// Every step of a complete request, up to the last one.
inline void fill_all(Tab& tab) {
    start_request(tab);
    fill_employer(tab);
    tab.click("SUIVANT");
    pick_organisation(tab);
    fill_action(tab);
    tab.click("SUIVANT");
    tab.click("AJOUTER");
    fill_trainee(tab);
    tab.click("Enregistrer et revenir à la liste");
    tab.click("SUIVANT");
    add_programme(tab);
    tab.click("SUIVANT");
    CHECK(tab.heading() == "Synthèse");
    tab.fill("Fait à", "Illzach");
    tab.check("J'atteste sur l'honneur les points suivants :");
    tab.wait(300);
}

/// The id in the address of a dossier's page.
inline std::string dossier_of(Tab const& tab) {
    std::string const address = tab.address();
    std::string const prefix = "#/dossiers/";
    if (!address.starts_with(prefix)) return {};
    return address.substr(prefix.size(), 36);
}

}  // namespace guichet::testing
