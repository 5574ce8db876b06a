// Puts the parts together, tells when it is ready, and stops when it is asked to.
#include "receiver/receiver.hpp"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#include "receiver/accounts_api.hpp"
#include "receiver/api.hpp"
#include "receiver/clock.hpp"
#include "receiver/data_lock.hpp"
#include "receiver/database_place.hpp"
#include "receiver/http_server.hpp"
#include "receiver/passwords.hpp"
#include "receiver/text_wire.hpp"

namespace guichet {
namespace receiver {
namespace {

void complain(std::string const& sentence) { std::fprintf(stderr, "guichet : %s\n", sentence.c_str()); }

/// One line an answer. Nothing of the person: no address, no name, no body, no path but its pattern.
void log_line(Answered const& answered) {
    std::fprintf(stderr, "%s %.*s %.*s %d %.1f ms\n", instant_now().c_str(), static_cast<int>(answered.method.size()),
                 answered.method.data(), static_cast<int>(answered.route.size()), answered.route.data(), answered.status,
                 answered.milliseconds);
}

std::string read_text(std::filesystem::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// What is wrong with the options, or nothing.
std::optional<std::string> fault_of(ServeOptions const& options) {
    if (!options.token.empty() && !is_access_code(options.token)) {
        return "Le code d’accès de --token ne peut contenir ni espace, ni %, ni caractère qu’un navigateur ne sait pas envoyer (€, œ, "
               "emoji).";
    }
    if (options.accounts && !options.token.empty()) {
        return "Les comptes de --comptes remplacent le code d’accès de --token : donnez l’un ou l’autre.";
    }
    if (!options.today.empty() && !date_from_iso(options.today)) { return "La date de --today s’écrit AAAA-MM-JJ."; }
    bool const is_origin = options.origin.starts_with("http://") || options.origin.starts_with("https://");
    if (!options.origin.empty() && (!is_origin || options.origin.find('/', options.origin.find("//") + 2) != std::string::npos)) {
        return "L’origine de --origin s’écrit https://exemple.fr, sans chemin.";
    }
    if (options.threads == 0 || options.threads > 256 || options.connections == 0 || options.connections > 512 ||
        options.read_seconds == 0) {
        return "Les limites du serveur doivent être d’au moins 1 (256 fils et 512 connexions au plus).";
    }
    return std::nullopt;
}

std::string address_of(std::string const& host, std::uint16_t port) {
    bool const is_version_6 = host.find(':') != std::string::npos && !host.starts_with('[');
    return "http://" + (is_version_6 ? "[" + host + "]" : host) + ":" + std::to_string(port) + "/";
}

/// Blocks the signals that end us, in this thread and those it will start, so that one place waits for them.
sigset_t block_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // A full disk or a client gone away is an error to be told, not the end of the process.
    struct sigaction ignore{};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, nullptr);
    ::sigaction(SIGXFSZ, &ignore, nullptr);
    return signals;
}

int run_until_signal(HttpServer& server, EventWatch& watch, sigset_t const& signals, std::string const& address) {
    bool failed = false;
    std::thread listening([&] {
        failed = !server.run();
        ::kill(::getpid(), SIGTERM);  // wakes the wait below when the listening socket fails by itself
    });
    server.wait_until_running();
    std::printf("Guichet est prêt : %s\n", address.c_str());
    std::fflush(stdout);
    int signal = 0;
    ::sigwait(&signals, &signal);
    watch.stop();  // first: those who wait for news hold the threads that the server waits for
    server.stop();
    listening.join();
    if (failed) { complain("Le serveur ne reçoit plus de connexions : la prise d’écoute a échoué. Relancez-le."); }
    return failed ? 1 : 0;
}

int serve_or_throw(ServeOptions const& options) {
    auto const fail = [](std::string const& sentence) {
        complain(sentence);
        return 1;
    };
    if (auto const fault = fault_of(options)) { return fail(*fault); }
    auto const signals = block_signals();
    ::umask(077);  // personal data: for the account that runs this alone

    std::error_code error;
    std::filesystem::create_directories(options.data, error);
    if (error) {
        return fail("Le dossier de données, « " + options.data.string() + " », ne peut pas être créé : " + error.message() + ".");
    }
    auto const place = place_of(options.data, options.database);
    if (!place) { return fail(place.error().message); }
    auto const lock = DataLock::take(options.data, place->is_postgres() ? DataLock::Sharing::shared : DataLock::Sharing::alone);
    if (!lock) {
        return fail("Le dossier de données, « " + options.data.string() +
                    " », est déjà utilisé par un autre guichet serve, ou interdit d’écriture. Arrêtez l’autre ou choisissez --data.");
    }
    auto store = Store::open(*place);
    if (!store) { return fail(store.error().message); }
    if (auto const warning = (*store)->warning(); !warning.empty()) { complain(warning); }
    auto const files = PieceFiles::open(options.data);
    if (!files) { return fail(files.error().message); }
    auto site = Site::open(options.site);
    if (!site) { return fail(site.error().message); }
    auto const directory = Directory::load(options.directory);
    if (!directory) { return fail(directory.error().message); }
    std::vector<std::string> complaints;
    auto const procedures = Procedures::load(options.procedures, complaints);
    for (auto const& complaint : complaints) { complain(complaint); }
    if (procedures.all().empty()) { complain("Aucune procédure n’a pu être lue : aucun dossier ne sera reçu. Vérifiez --procedures."); }

    bool const is_local = is_loopback_host(options.host);
    if (!is_local && options.token.empty() && !options.accounts) {
        complain(
            "Ce serveur est ouvert à d’autres machines sans code d’accès : quiconque l’atteint peut lire les dossiers. Ajoutez --token.");
    }
    // A quarter of the threads may stand and wait; the others always answer.
    EventWatch watch(**store, options.threads / 4);
    auto const mailbox = options.accounts ? Mailbox::open(options.data).transform([](Mailbox box) { return std::optional(std::move(box)); })
                                          : Result<std::optional<Mailbox>>(std::nullopt);
    if (!mailbox) { return fail(mailbox.error().message); }
    if (auto const prepared = options.accounts ? prepare_passwords() : Result<void>(); !prepared) { return fail(prepared.error().message); }
    Accounts accounts(**store);
    std::optional<AccountsApi> accounts_api;
    if (*mailbox) { accounts_api.emplace(accounts, **mailbox, options.origin); }
    Api const api(**store, watch, *files, procedures, *directory, **site, accounts_api ? &*accounts_api : nullptr,
                  {.token = options.token,
                   .origin = options.origin,
                   .only_loopback = is_local && options.token.empty() && !options.accounts,
                   .dossier_limit = options.dossier_limit,
                   .piece_limit = options.piece_limit,
                   .openapi = read_text(options.openapi),
                   .today = date_from_iso(options.today)});
    ServerSettings settings;
    settings.host = options.host;
    settings.port = options.port;
    settings.threads = options.threads;
    settings.connections = options.connections;
    settings.limits.silence = std::chrono::seconds(options.read_seconds);
    settings.with_accounts = options.accounts;
    settings.origin = options.origin;
    HttpServer server(
        settings, [&api](Request const& request) { return api.answer(request); },
        options.quiet ? HttpServer::Log() : HttpServer::Log(log_line));
    auto const port = server.bind();
    if (!port) { return fail(port.error().message); }
    return run_until_signal(server, watch, signals, address_of(options.host, *port));
}

}  // namespace
}  // namespace receiver

int serve(ServeOptions const& options) {
    try {
        return receiver::serve_or_throw(options);
    } catch (std::exception const& error) {
        receiver::complain(std::string("Le serveur s’arrête sur une erreur imprévue (") + error.what() + ").");
        return 1;
    }
}

}  // namespace guichet
