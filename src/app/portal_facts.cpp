// What a dossier tells a portal, beyond its line in a list.
#include "app/portal.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "dossier/codec.hpp"
#include "dossier/schedules.hpp"
#include "procedure/kinds.hpp"

namespace guichet {
namespace {

/// A dossier read by paths. Procedures name the same thing in their own way: the first path that has an answer counts.
struct Reader {
    Procedure const& procedure;
    Dossier const& dossier;
    Verdict const& verdict;

    [[nodiscard]] Value const* value(std::string_view path) const {
        auto const index = procedure.field_index(path);
        if (index < 0 || procedure.fields[static_cast<std::size_t>(index)].group >= 0) return nullptr;
        Value const& found = verdict.value(dossier, {static_cast<std::uint32_t>(index), -1});
        return is_unknown(found) ? nullptr : &found;
    }
    [[nodiscard]] std::string shown(std::string_view path) const {
        Value const* found = value(path);
        if (found == nullptr) return {};
        return show_answer(procedure, procedure.fields[static_cast<std::size_t>(procedure.field_index(path))], *found);
    }
    [[nodiscard]] std::string shown_of(std::initializer_list<std::string_view> paths) const {
        for (auto const path : paths) {
            if (std::string text = shown(path); !text.empty()) return text;
        }
        return {};
    }
    template <class T>
    [[nodiscard]] std::optional<T> first(std::initializer_list<std::string_view> paths) const {
        for (auto const path : paths) {
            Value const* found = value(path);
            if (T const* one = found != nullptr ? std::get_if<T>(found) : nullptr) return *one;
        }
        return std::nullopt;
    }
};

std::string joined(std::initializer_list<std::string> parts, std::string_view between = " ") {
    std::string text;
    for (auto const& part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += between;
        text += part;
    }
    return text;
}

Company company_of(Reader const& read) {
    // The employer; for an organisme's own forms, the organisme.
    for (std::string const of : {"employeur.", "demandeur.", "emetteur.", "organisme."}) {
        Company company;
        company.siret = read.shown(of + "siret");
        company.name = read.shown_of({of + "denomination", of + "raison_sociale"});
        if (company.siret.empty() && company.name.empty()) continue;
        company.address = joined({joined({read.shown(of + "adresse"), read.shown(of + "adresse.numero"), read.shown(of + "adresse.voie")}),
                                  joined({read.shown_of({of + "code_postal", of + "adresse.code_postal"}),
                                          read.shown_of({of + "commune", of + "adresse.commune", of + "ville"})})},
                                 ", ");
        company.naf = read.shown(of + "naf");
        company.idcc = read.shown_of({of + "idcc", of + "code_idcc"});
        company.staff = read.first<std::int64_t>({of + "effectif", of + "nombre_de_salaries"});
        return company;
    }
    return {};
}

}  // namespace

std::string class_of(Company const& company) {
    if (!company.staff) return {};
    if (*company.staff < 11) return "Moins de 11 salariés";
    if (*company.staff < 50) return "De 11 à 49 salariés";
    return *company.staff < 300 ? "De 50 à 299 salariés" : "300 salariés et plus";
}

DossierFacts facts_of(Draft const& draft, Catalogue const& catalogue, Date today) {
    DossierFacts facts;
    facts.text = draft.text;
    facts.id = draft.id;
    facts.subject = draft.subject;
    facts.provider = draft.provider;
    facts.people = draft.people;
    auto const procedure = find_procedure(catalogue, draft.procedure);
    auto const dossier = procedure ? read_dossier(*procedure, *draft.text) : std::unexpected(Trouble{});
    if (dossier) {
        Verdict verdict{procedure};
        verdict.judge(*dossier, today);
        Reader const read{*procedure, *dossier, verdict};
        facts.company = company_of(read);
        facts.created = dossier->created;
        if (!draft.number.empty()) facts.instalments = later::all_instalments(*procedure, *dossier, verdict);
        facts.start = read.first<Date>({"contrat.date_debut_contrat", "contrat.date_debut", "periode.date_debut", "formation.date_debut"});
        // In Alsace-Moselle two more days are holidays.
        std::string const place = read.shown("employeur.adresse.code_postal").substr(0, 2);
        if (place == "57" || place == "67" || place == "68") facts.deadline = read.first<Date>({"calcul.depot_limite_alsace_moselle"});
        if (!facts.deadline) facts.deadline = read.first<Date>({"calcul.depot_limite", "calcul.limite_depot"});
        // The request comes before the training where no rule says otherwise.
        if (!facts.deadline) facts.deadline = read.first<Date>({"periode.date_debut", "formation.date_debut"});
        facts.amount = read.first<std::int64_t>({"facture.montant_total", "calcul.total", "formation.cout", "totaux.cout_pedagogique",
                                                 "financement.cout_pedagogique", "convention.cout_total"});
    }
    std::string all = joined({draft.number, draft.name, facts.subject, facts.provider, draft.procedure_title, draft.status_label,
                              facts.company.name, facts.company.siret});
    for (auto const& person : facts.people) (all += ' ') += person;
    facts.searched = fold(all);
    return facts;
}

}  // namespace guichet
