#include "receiver/answers.hpp"

#include <utility>

namespace guichet::receiver {

Response json_answer(int status, Json const& body) {
    Response response;
    response.status = status;
    response.type = "application/json; charset=utf-8";
    response.body = write_json(body);
    response.set("Cache-Control", "no-store");
    return response;
}

Response refusal_answer(Refusal const& refusal) {
    Json body = Json::object();
    body["erreur"] = Json::object();
    body["erreur"]["code"] = refusal.trouble.code;
    body["erreur"]["message"] = refusal.trouble.message;
    body["constats"] = refusal.findings;
    auto response = json_answer(refusal.status, body);
    if (refusal.status == 503) { response.set("Retry-After", "2"); }
    return response;
}

Response refuse(int status, std::string code, std::string message) {
    return refusal_answer({status, {std::move(code), std::move(message)}, Json::array()});
}

Response method_not_allowed(std::string_view allowed) {
    auto response = refuse(405, "methode-non-admise", "Cette adresse n’accepte que : " + std::string(allowed) + ".");
    response.set("Allow", std::string(allowed));
    return response;
}

Response not_found() {
    return refuse(404, "adresse-inconnue", "Cette adresse n’existe pas. La liste des adresses est donnée par /api/openapi.json.");
}

Trouble trouble_of_status(int status) {
    switch (status) {
    case 400: return {"requete-illisible", "La requête n’est pas du HTTP valide. Envoyez-la de nouveau, telle que la norme la décrit."};
    case 404: return {"adresse-inconnue", "Cette adresse n’existe pas."};
    case 408: return {"trop-lent", "La requête est arrivée trop lentement. Envoyez-la de nouveau."};
    case 413: return {"trop-volumineux", "Le contenu envoyé dépasse la taille admise. Réduisez-le."};
    case 414: return {"adresse-trop-longue", "L’adresse demandée est trop longue. Raccourcissez-la."};
    case 416: return {"intervalle-invalide", "L’intervalle d’octets demandé n’est pas valide. Demandez le contenu entier."};
    case 431: return {"en-tetes-trop-longs", "Les en-têtes de la requête sont trop longs. Envoyez-en moins."};
    case 501: return {"codage-inconnu", "Ce codage de transfert n’est pas pris en charge. Envoyez le contenu avec sa longueur."};
    case 507: return {"disque-plein", "Il n’y a plus de place sur le disque du serveur. Rien n’a été enregistré : réessayez plus tard."};
    default: return {"erreur-interne", "Le serveur a rencontré une erreur. Rien n’a été enregistré : réessayez dans un instant."};
    }
}

}  // namespace guichet::receiver
