// The functions of the trade that give the rows of a schedule: the names of their arguments and columns in a procedure file,
// and of what types these are. dossier/schedules.cpp calls them. docs/procedures.md, « Échéanciers », is the reference.
#pragma once

#include <span>
#include <string_view>

#include "procedure/compile.hpp"
#include "procedure/definition.hpp"

namespace guichet {

struct ScheduleTrait {
    std::string_view name;
    TypeSet types;
    bool required = false;  ///< an argument without which there are no rows
};

struct ScheduleTraits {
    std::string_view name;
    std::span<ScheduleTrait const> arguments;
    std::span<ScheduleTrait const> columns;
};

[[nodiscard]] ScheduleTraits const& schedule_traits(ScheduleFunction function);
/// "remuneration_apprentissage" -> its value; false when there is none of that name.
[[nodiscard]] bool schedule_function_named(std::string_view name, ScheduleFunction& function);

/// Indices in schedule_traits().arguments; those of professionnalisation differ from the fourth on.
namespace pay_argument {
inline constexpr std::size_t naissance = 0, debut = 1, fin = 2, points = 3, mayotte = 4, smc = 5, annee = 6, minima = 7;
inline constexpr std::size_t bac = 3, smc_pro = 4, mayotte_pro = 5;
}  // namespace pay_argument
namespace pay_column {
inline constexpr std::size_t ordre = 0, du = 1, au = 2, taux = 3, base = 4, montant = 5, motif = 6, count = 7;
}  // namespace pay_column
namespace funding_argument {
inline constexpr std::size_t conclusion = 0, debut = 1, fin = 2, npec = 3, niveau = 4, heures = 5, heures_distance = 6, rupture = 7,
                             autre_employeur = 8, precontrat_debut = 9, diviseur = 10, exempt_distance = 11, duree_reduite = 12, rqth = 13,
                             premier_equipement = 17, nuits = 18, repas = 19, mobilite = 20, quarante_trente_trente_des = 21;
// `rqth` is the first of as many as FundingTerms::rqth has years.
}  // namespace funding_argument
namespace funding_column {
inline constexpr std::size_t numero = 0, libelle = 1, ouverture = 2, du = 3, au = 4, jours = 5, montant = 6, detail = 7, count = 8;
}  // namespace funding_column

}  // namespace guichet
