// guichet: the same verdict as the page, on the command line; and the reference backend.
#include "main/command.hpp"

#include <cstdio>
#include <exception>
#include <system_error>

namespace guichet::command {

namespace {

#ifndef GUICHET_VERSION
#define GUICHET_VERSION "0"
#endif

struct Verb {
    std::string_view name;
    int (*run)(Request const&);
    std::size_t least_operands;
    std::size_t most_operands;
    std::string_view wanted;
};

int print_manual(Request const&) {
    print(manual());
    return exit_good;
}

int print_version(Request const&) {
    print("guichet " GUICHET_VERSION "\n");
    return exit_good;
}

constexpr std::size_t any = 1'000'000;
constexpr Verb verbs[] = {
    {"procedures", list_procedures, 0, 0, "guichet procedures"},
    {"lint", lint_files, 0, any, "guichet lint [FICHIER…]"},
    {"schema", print_schema, 1, 1, "guichet schema PROCÉDURE"},
    {"check", check_dossiers, 1, any, "guichet check [--json] DOSSIER…"},
    {"payload", print_payload, 1, 1, "guichet payload [--shape FORME] DOSSIER"},
    {"show", show_dossier, 1, 1, "guichet show DOSSIER"},
    {"serve", serve_site, 0, 0, "guichet serve [--port N] [--data DOSSIER] [--site DOSSIER]"},
    {"instruire", move_dossier, 0, 2, "guichet instruire --data DOSSIER NUMÉRO STATUT [--remarque CHEMIN=TEXTE]…, ou --liste"},
    {"demo", fill_database, 0, 0, "guichet demo --data DOSSIER [--dossiers N] [--seed N] [--today AAAA-MM-JJ]"},
    {"help", print_manual, 0, any, "guichet help"},
    {"version", print_version, 0, 0, "guichet version"},
};

int run(std::vector<std::string> const& arguments, std::filesystem::path const& executable) {
    Result<Request> const request = read_request(arguments, executable);
    if (!request) {
        complain(request.error().message);
        return exit_unusable;
    }
    if (request->verb.empty()) {
        complain("Dites que faire. Par exemple : guichet check demande.json. L’aide : guichet help.");
        return exit_unusable;
    }
    for (Verb const& verb : verbs) {
        if (verb.name != request->verb) continue;
        if (request->operands.size() < verb.least_operands || request->operands.size() > verb.most_operands) {
            complain("L’usage est : " + std::string(verb.wanted));
            return exit_unusable;
        }
        return verb.run(*request);
    }
    complain("« " + request->verb + " » n’est pas une commande. L’aide : guichet help.");
    return exit_unusable;
}

/// The file that runs: assets/ is looked for above it.
std::filesystem::path executable_path(char const* invoked_as) {
    std::error_code error;
    std::filesystem::path own = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) return own;
    std::filesystem::path const named = std::filesystem::absolute(invoked_as == nullptr ? "guichet" : invoked_as, error);
    return error ? std::filesystem::path("guichet") : named;
}

}  // namespace

std::string_view manual() {
    return R"(guichet : préparer, vérifier et recevoir des demandes de financement de formation.

  guichet procedures                 les démarches connues
  guichet lint [FICHIER…]            tous les problèmes des fichiers de démarches (sans fichier : ceux du dossier)
  guichet schema PROCÉDURE           le schéma JSON (2020-12) de ce qui est envoyé
  guichet check [--json] DOSSIER…    ce qui manque et ce qui ne va pas, comme dans la page
  guichet payload [--shape FORME] DOSSIER   ce qui est envoyé, en JSON ; ou une autre forme que la démarche décrit
  guichet show DOSSIER               les réponses, calculs compris
  guichet serve                      la page et le service qui reçoit les demandes
  guichet instruire NUMÉRO STATUT    faire avancer un dossier reçu, pour une démonstration ou un essai
  guichet instruire --liste          les dossiers reçus et où ils en sont
  guichet demo                       remplir une base de dossiers de démonstration, de quatre organisations

Un DOSSIER est un fichier enregistré par la page, avec ou sans ses pièces ; « - » lit l’entrée standard.

  --procedures DOSSIER   où sont les démarches (sinon GUICHET_PROCEDURES, sinon assets/procedures du projet)
  --today AAAA-MM-JJ     juger comme ce jour-là (sinon aujourd’hui, en France)
  --json                 check : un objet JSON par dossier
  --en-clair             show : les réponses sensibles sans masque

  serve : --host 127.0.0.1 --port 8080 (0 : un port libre) --data DOSSIER --site DOSSIER
          --database postgresql://NOM@MACHINE/BASE (sinon GUICHET_DATABASE, sinon SQLite dans --data)
          --token CODE (demandé à qui appelle), ou --comptes (comptes et habilitations)
          --origin URL (seul autre site admis) --quiet

  instruire : --data DOSSIER ou --database URL (ceux du service, qui peut tourner) --auteur NOM --commentaire TEXTE
              --remarque CHEMIN=TEXTE (une réponse, formation.date_debut, ou une pièce, p1 ; autant qu’il en faut)
              --piece ID=conforme, --piece ID=non_conforme:TEXTE (autant qu’il en faut)
              --echeance RANG=a_facturer, en_instruction, payee ou refusee, puis :MONTANT et :TEXTE au besoin (1=payee:2140,00)
              Le numéro peut être l’identifiant ; avec son statut actuel, seules remarques et pièces changent.

  demo : --data DOSSIER ou --database URL (créés au besoin) --dossiers N (de 1 à 100000, sinon 48)
         --seed N (un autre tirage, sinon 1) --today AAAA-MM-JJ (les envois sont des 300 jours d’avant)
         Le même tirage une seconde fois n’ajoute rien. Sur SQLite, le service doit être arrêté.

Codes de sortie : 0 recevable ou fait, 1 quelque chose bloque, 2 fichier ou option inutilisable.
)";
}

}  // namespace guichet::command

int main(int count, char** values) {
    try {
        std::vector<std::string> const arguments(values + (count > 0 ? 1 : 0), values + count);
        return guichet::command::run(arguments, guichet::command::executable_path(count > 0 ? values[0] : nullptr));
    } catch (std::exception const& error) {
        std::fprintf(stderr, "guichet : erreur imprévue (%s).\n", error.what());
        return guichet::command::exit_unusable;
    }
}
