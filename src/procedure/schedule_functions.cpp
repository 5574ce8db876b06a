#include "procedure/schedule_functions.hpp"

#include <array>

namespace guichet {

namespace {

using namespace type;

constexpr std::array apprentissage_arguments{
    ScheduleTrait{"naissance", date, true}, ScheduleTrait{"debut", date, true}, ScheduleTrait{"fin", date, true},
    ScheduleTrait{"points", number},        ScheduleTrait{"mayotte", boolean},  ScheduleTrait{"smc", number},
    ScheduleTrait{"annee", number},         ScheduleTrait{"minima", text},
};
constexpr std::array professionnalisation_arguments{
    ScheduleTrait{"naissance", date, true}, ScheduleTrait{"debut", date, true}, ScheduleTrait{"fin", date, true},
    ScheduleTrait{"bac", boolean, true},    ScheduleTrait{"smc", number},       ScheduleTrait{"mayotte", boolean},
};
constexpr std::array pay_columns{
    ScheduleTrait{"ordre", text}, ScheduleTrait{"du", date},        ScheduleTrait{"au", date},    ScheduleTrait{"taux", number},
    ScheduleTrait{"base", text},  ScheduleTrait{"montant", number}, ScheduleTrait{"motif", text},
};
constexpr std::array funding_arguments{
    ScheduleTrait{"conclusion", date, true},
    ScheduleTrait{"debut", date, true},
    ScheduleTrait{"fin", date, true},
    ScheduleTrait{"npec", number, true},
    ScheduleTrait{"niveau", number | text},
    ScheduleTrait{"heures", number},
    ScheduleTrait{"heures_distance", number},
    ScheduleTrait{"rupture", date},
    ScheduleTrait{"autre_employeur", boolean},
    ScheduleTrait{"precontrat_debut", date},
    ScheduleTrait{"diviseur", number},
    ScheduleTrait{"exempt_distance", boolean},
    ScheduleTrait{"duree_reduite", boolean},
    ScheduleTrait{"rqth_annee1", number},
    ScheduleTrait{"rqth_annee2", number},
    ScheduleTrait{"rqth_annee3", number},
    ScheduleTrait{"rqth_annee4", number},
    ScheduleTrait{"premier_equipement", number},
    ScheduleTrait{"nuits", number},
    ScheduleTrait{"repas", number},
    ScheduleTrait{"mobilite", number},
    ScheduleTrait{"quarante_trente_trente_des", date | text},
};
constexpr std::array funding_columns{
    ScheduleTrait{"numero", number}, ScheduleTrait{"libelle", text}, ScheduleTrait{"ouverture", date}, ScheduleTrait{"du", date},
    ScheduleTrait{"au", date},       ScheduleTrait{"jours", number}, ScheduleTrait{"montant", number}, ScheduleTrait{"detail", text},
};

/// In the order of ScheduleFunction.
constexpr std::array functions{
    ScheduleTraits{"remuneration_apprentissage", apprentissage_arguments, pay_columns},
    ScheduleTraits{"remuneration_professionnalisation", professionnalisation_arguments, pay_columns},
    ScheduleTraits{"echeancier_apprentissage", funding_arguments, funding_columns},
};

}  // namespace

ScheduleTraits const& schedule_traits(ScheduleFunction function) { return functions[static_cast<std::size_t>(function)]; }

bool schedule_function_named(std::string_view name, ScheduleFunction& function) {
    for (std::size_t at = 0; at < functions.size(); ++at) {
        if (functions[at].name != name) continue;
        function = static_cast<ScheduleFunction>(at);
        return true;
    }
    return false;
}

}  // namespace guichet
