#include "view/texts.hpp"

#include <array>
#include <utility>

#include "core/file_types.hpp"
#include "core/text.hpp"
#include "procedure/kinds.hpp"
#include "view/screens.hpp"

namespace guichet {
namespace {

std::string two_digits(std::int32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string minutes_text(std::int32_t minute) { return two_digits(minute / 60) + ":" + two_digits(minute % 60); }

std::string seconds_text(std::int64_t seconds) {
    return seconds > 0 ? "dans " + counted(seconds, "seconde", "secondes") : "dans quelques instants";
}

/// « Demande supprimée », « 3 demandes supprimées ».
std::string requests_text(std::int64_t count, std::string done) {
    return count > 1 ? std::to_string(count) + " demandes " + done + "s" : "Demande " + std::move(done);
}

}  // namespace

SpokenText spoken_text(effect::Announce const& announce) {
    std::string const& detail = announce.detail;
    switch (announce.what) {
    case Spoken::saved: return {"Enregistré sur cet appareil."};
    case Spoken::not_saved: return {"Attention, la dernière modification n’est pas enregistrée.", true};
    case Spoken::draft_deleted: return {requests_text(announce.count, "supprimée") + ". Vous pouvez annuler."};
    case Spoken::draft_restored: return {requests_text(announce.count, "rétablie") + "."};
    case Spoken::draft_duplicated: return {"Demande dupliquée."};
    case Spoken::draft_renamed: return {"Demande renommée."};
    case Spoken::draft_imported: return {announce.count > 1 ? std::to_string(announce.count) + " dossiers importés." : "Dossier importé."};
    case Spoken::draft_exported: return {"Fichier préparé."};
    case Spoken::errors_on_step: return {points_to_correct(static_cast<std::uint32_t>(announce.count)) + ".", true};
    case Spoken::row_added: return {"Ajout\u00a0: " + detail + "."};
    case Spoken::row_duplicated: return {"Copie\u00a0: " + detail + "."};
    case Spoken::row_removed: return {"Suppression\u00a0: " + detail + ". Vous pouvez annuler."};
    case Spoken::row_restored: return {"Suppression annulée\u00a0: " + detail + "."};
    case Spoken::row_saved: return {"Enregistrement\u00a0: " + detail + "."};
    case Spoken::rows_filled:
        return {detail + "\u00a0: " + counted(announce.count, "ligne reprise", "lignes reprises") + ". Vous pouvez annuler."};
    case Spoken::rows_restored: return {detail + "\u00a0: lignes d’avant rétablies."};
    case Spoken::searching: return {"Recherche en cours."};
    case Spoken::found: return {"Établissement trouvé\u00a0: " + detail + "."};
    case Spoken::establishment_closed: return {"Cet établissement est fermé."};
    case Spoken::not_found: return {"Aucun établissement n’a ce SIRET."};
    case Spoken::not_diffusible: return {"Les informations de cet établissement ne sont pas diffusées."};
    case Spoken::too_many_searches: return {"Trop de recherches\u00a0: réessayez " + seconds_text(announce.count) + "."};
    case Spoken::directory_unavailable: return {"Le service est indisponible\u00a0: saisissez les informations à la main."};
    case Spoken::filled_in: return {"Informations remplies\u00a0: " + detail + "."};
    case Spoken::commune_filled: return {"Commune remplie\u00a0: " + detail + "."};
    case Spoken::commune_several:
        return {counted(announce.count, "commune", "communes") + " pour le code postal " + detail + "\u00a0: choisissez."};
    case Spoken::commune_none: return {"Aucune commune ne porte ce code postal."};
    case Spoken::choices_found: return {announce.count == 0 ? "Aucun résultat." : counted(announce.count, "résultat.", "résultats.")};
    case Spoken::template_saved: return {"Modèle enregistré\u00a0: " + detail + "."};
    case Spoken::template_used: return {"Modèle appliqué\u00a0: " + detail + "."};
    case Spoken::template_deleted: return {"Modèle supprimé. Vous pouvez annuler."};
    case Spoken::template_restored: return {"Modèle rétabli."};
    case Spoken::answers_taken: return {"Les réponses de la demande " + detail + " sont reprises\u00a0: vérifiez-les."};
    case Spoken::later_missing: return {std::string{later_trouble}};
    case Spoken::person_used: return {"Informations remplies\u00a0: " + detail + "."};
    case Spoken::piece_added: return {"Fichier déposé\u00a0: " + detail + "."};
    case Spoken::piece_removed: return {"Fichier supprimé. Vous pouvez annuler."};
    case Spoken::piece_restored: return {"Fichier rétabli."};
    case Spoken::sending: return {"Envoi en cours."};
    case Spoken::sent: return {detail.empty() ? "Demande transmise." : "Demande transmise sous le numéro " + detail + "."};
    case Spoken::sending_refused: return {"Le destinataire signale " + counted(announce.count, "erreur", "erreurs") + ".", true};
    case Spoken::code_needed: return {"Un code d’accès est demandé."};
    case Spoken::cancelled: return {"Annulé."};
    case Spoken::copied: return {"Référence copiée."};
    case Spoken::not_copied: return {"Le navigateur ne permet pas la copie\u00a0: sélectionnez la référence et copiez-la.", true};
    case Spoken::taken_over: return {"Ce dossier est repris ici."};
    case Spoken::protection_set: return {"Vos données sont protégées par votre phrase secrète."};
    case Spoken::protection_changed: return {"Votre phrase secrète est changée."};
    case Spoken::protection_given_up: return {"Vos données ne sont plus protégées par une phrase secrète."};
    case Spoken::followed: return {counted(announce.count, "demande a", "demandes ont") + " changé d’état."};
    }
    std::unreachable();
}

std::string status_text(Procedure const& procedure, std::string_view status) {
    Status const* known = procedure.find_status(status);
    return known != nullptr ? known->label : std::string{status};
}

std::string day_and_time(std::string_view iso_instant, Now const& now) {
    auto const instant = instant_of_iso(iso_instant);
    if (!instant) return std::string{iso_instant};
    LocalTime const local = local_time(*instant, now);
    std::string text = date_to_french(local.day);
    if (local.minute >= 0) text += " à " + minutes_text(local.minute);
    return text;
}

std::string time_of_day(std::int64_t unix_ms, Now const& now) {
    LocalTime const local = local_time(unix_ms, now);
    return local.minute < 0 ? std::string{} : minutes_text(local.minute);
}

std::string size_text(std::uint64_t bytes) {
    constexpr std::uint64_t kilo = 1'024;
    constexpr std::uint64_t mega = 1'048'576;
    if (bytes < kilo) return std::to_string(bytes) + "\u00a0octets";
    if (bytes < mega) return std::to_string((bytes + kilo / 2) / kilo) + "\u00a0Ko";
    std::uint64_t const tenths = (bytes + mega / 20) / (mega / 10);
    std::string text = std::to_string(tenths / 10);
    if (tenths % 10 != 0) text += "," + std::to_string(tenths % 10);
    return text + "\u00a0Mo";
}

std::string media_type_text(std::string_view type) {
    for (FileType const known : {FileType::pdf, FileType::jpeg, FileType::png}) {
        if (media_type(known) == type) return std::string{file_type_name(known)};
    }
    return std::string{type};
}

std::string step_state_text(StepState state) {
    switch (state) {
    case StepState::to_do: return "À faire";
    case StepState::under_way: return "En cours";
    case StepState::complete: return "Complet";
    case StepState::faulty: return "En erreur";
    }
    std::unreachable();
}

std::string refusal_text(Refusal why, AttachmentZone const& zone) {
    std::string types;
    for (FileType const type : zone.types) {
        if (!types.empty()) types += ", ";
        types += file_type_name(type);
    }
    switch (why) {
    case Refusal::type: return "ce fichier n’est pas d’un type accepté (" + types + "), quel que soit son nom.";
    case Refusal::too_big: return "ce fichier dépasse " + size_text(zone.maximum_bytes) + "\u00a0: réduisez-le ou scindez-le.";
    case Refusal::too_many: return "cette zone accepte " + counted(zone.maximum_count, "fichier", "fichiers") + " au plus.";
    case Refusal::duplicate: return "ce fichier est déjà déposé ici.";
    case Refusal::quota: return "il n’y a plus de place sur cet appareil\u00a0: supprimez d’anciens dossiers, ou libérez de l’espace.";
    case Refusal::unreadable: return "ce fichier ne peut pas être lu\u00a0: vérifiez qu’il n’est ni déplacé ni ouvert ailleurs.";
    case Refusal::empty: return "ce fichier est vide.";
    }
    std::unreachable();
}

std::string send_trouble_text(Sending const& sending) {
    switch (sending.trouble) {
    case SendTrouble::offline: return "Vous êtes hors connexion. Votre demande est enregistrée sur cet appareil\u00a0: rien n’est perdu.";
    case SendTrouble::network: return "Impossible de joindre le service. Vérifiez votre connexion\u00a0: rien n’est perdu.";
    case SendTrouble::timeout: return "Le service met trop de temps à répondre\u00a0: rien n’est perdu.";
    case SendTrouble::server:
        return "Le service rencontre un problème (erreur " + std::to_string(sending.status) + ")\u00a0: rien n’est perdu.";
    case SendTrouble::too_large:
        return sending.accepted ? "Cette pièce est trop lourde pour le destinataire." : "La demande est trop lourde pour le destinataire.";
    case SendTrouble::too_many:
        return is_busy(sending) ? "Le destinataire reçoit trop d’envois en ce moment."
                                : "Trop d’envois\u00a0: réessayez dans quelques minutes.";
    case SendTrouble::elsewhere:
        return "Tout est envoyé. Le dossier est ouvert dans un autre onglet\u00a0: son reçu y sera inscrit dès qu’il sera fermé.";
    case SendTrouble::forbidden: return "Le destinataire n’autorise pas cet envoi (erreur 403). Contactez-le.";
    case SendTrouble::rejected: return "Le destinataire a refusé l’envoi (erreur " + std::to_string(sending.status) + "). Contactez-le.";
    case SendTrouble::unreadable_answer:
        return "Le service a répondu sans donner de numéro. Réessayez\u00a0: une même demande n’est jamais enregistrée deux fois.";
    case SendTrouble::stored_file: return "Une pièce manque sur cet appareil\u00a0: déposez-la de nouveau dans une copie du dossier.";
    case SendTrouble::none: return {};
    }
    std::unreachable();
}

std::string outbox_text(Sending const& sending) {
    if (sending.phase == SendPhase::needs_code) return "Code d’accès demandé";
    if (sending.phase == SendPhase::refused) return "Refusée\u00a0: à corriger";
    if (sending.phase == SendPhase::conflict) return "Déjà envoyée autrement";
    if (!sending.pieces.empty() && sending.accepted) {
        return counted(static_cast<std::int64_t>(sending.pieces.size()), "pièce reste", "pièces restent") + " à envoyer";
    }
    if (sending.phase == SendPhase::failed) return "Envoi arrêté";
    return sending.request != 0 ? "Envoi en cours" : "En attente d’envoi";
}

std::string next_try_text(Model const& model, Sending const& sending) {
    std::string when = "Elle partira d’elle-même dès que le réseau revient";
    if (sending.phase == SendPhase::waiting) {
        bool const soon = sending.next_try_ms - model.now.unix_ms < 60'000;
        std::string const time = soon ? std::string{} : time_of_day(sending.next_try_ms, model.now);
        when = time.empty() ? "Nouvel essai dans un instant" : "Nouvel essai à " + time;
    }
    return when + (model.can_store ? ". Vous pouvez fermer cette page\u00a0: l’envoi reprendra dès que vous y reviendrez."
                                   : ". Gardez cette page ouverte.");
}

std::string import_trouble_text(ImportTrouble trouble) {
    switch (trouble) {
    case ImportTrouble::not_a_dossier: return "ce fichier n’est pas un dossier Guichet.";
    case ImportTrouble::unknown_procedure: return "ce site n’a pas la procédure de ce dossier.";
    case ImportTrouble::truncated: return "ce fichier est incomplet\u00a0: exportez de nouveau le dossier.";
    case ImportTrouble::altered_piece: return "une pièce de ce fichier est altérée\u00a0: exportez de nouveau le dossier.";
    case ImportTrouble::quota: return "il n’y a plus de place sur cet appareil pour les pièces de ce dossier.";
    case ImportTrouble::unreadable: return "ce fichier ne peut pas être lu.";
    case ImportTrouble::none: return {};
    }
    std::unreachable();
}

std::string lookup_text(LookupDialog const& dialog) {
    switch (dialog.state) {
    case LookupState::searching: return "Recherche en cours…";
    case LookupState::closed: return "Cet établissement est fermé d’après l’annuaire. Vérifiez le SIRET, ou sélectionnez-le malgré tout.";
    case LookupState::not_found: return "Aucun établissement n’a ce SIRET. Vérifiez-le, ou saisissez les informations à la main.";
    case LookupState::not_diffusible:
        return "Cet établissement a demandé que ses informations ne soient pas diffusées\u00a0: saisissez-les à la main.";
    case LookupState::too_many: return "Trop de recherches\u00a0: réessayez " + seconds_text(dialog.retry_after_s) + ".";
    case LookupState::unavailable: return "Le service est indisponible\u00a0: saisissez les informations à la main.";
    case LookupState::no_directory: return "Ce site n’a pas d’annuaire\u00a0: saisissez les informations à la main.";
    case LookupState::found:
    case LookupState::idle: return {};
    }
    std::unreachable();
}

std::string toast_text(Toast const& toast) {
    std::string const of = toast.detail.empty() ? std::string{} : "\u00a0: " + toast.detail;
    switch (toast.what) {
    case Spoken::row_removed: return "Suppression" + of;
    case Spoken::rows_filled: return toast.detail + "\u00a0: lignes remplacées";
    case Spoken::piece_removed: return "Fichier supprimé" + of;
    case Spoken::draft_deleted: return requests_text(toast.count, "supprimée") + of;
    case Spoken::template_deleted: return "Modèle supprimé" + of;
    case Spoken::template_saved: return "Modèle enregistré" + of;
    case Spoken::draft_duplicated: return "Demande dupliquée" + of;
    case Spoken::draft_imported: return (toast.count > 1 ? std::to_string(toast.count) + " dossiers importés" : "Dossier importé") + of;
    default: return spoken_text({toast.what, toast.detail, 0}).text;
    }
}

std::string points_to_correct(std::uint32_t count) { return counted(count, "point à corriger", "points à corriger"); }

std::string empty_text(RepeatedGroup const& group) {
    return group.empty_label.empty() ? "Rien n’est ajouté pour l’instant." : group.empty_label;
}

bool is_trainees(RepeatedGroup const& group) { return group.id == "stagiaires"; }

std::string row_title(OpenDossier const& open, std::int16_t group, std::uint32_t row) {
    std::string title = open.procedure->groups[static_cast<std::size_t>(group)].item_label + " " + std::to_string(row + 1);
    if (std::string const person = person_name(*open.procedure, group, open.dossier.groups[static_cast<std::size_t>(group)][row]);
        !person.empty())
        title += "\u00a0: " + person;
    return title;
}

std::string staff_text(std::string_view code) {
    struct Range {
        std::string_view code;
        std::string_view text;
    };
    static constexpr std::array<Range, 15> ranges{{
        {"00", "aucun salarié"},
        {"01", "1 ou 2 salariés"},
        {"02", "3 à 5 salariés"},
        {"03", "6 à 9 salariés"},
        {"11", "10 à 19 salariés"},
        {"12", "20 à 49 salariés"},
        {"21", "50 à 99 salariés"},
        {"22", "100 à 199 salariés"},
        {"31", "200 à 249 salariés"},
        {"32", "250 à 499 salariés"},
        {"41", "500 à 999 salariés"},
        {"42", "1 000 à 1 999 salariés"},
        {"51", "2 000 à 4 999 salariés"},
        {"52", "5 000 à 9 999 salariés"},
        {"53", "10 000 salariés et plus"},
    }};
    for (auto const& range : ranges) {
        if (range.code == code) return std::string{range.text};
    }
    return {};
}

}  // namespace guichet
