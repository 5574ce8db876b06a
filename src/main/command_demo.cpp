// demo: a database full of dossiers in every status, for demonstrations and measures.
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <system_error>

#include "core/text.hpp"
#include "main/command.hpp"
#include "receiver/data_lock.hpp"
#include "receiver/demo.hpp"

namespace guichet::command {

namespace {

/// Above that many, it says how far it is.
constexpr std::uint64_t many = 1'000;

int fail(std::string_view sentence) {
    complain(sentence);
    return exit_unusable;
}

std::string counted_dossiers(std::uint64_t count) { return counted(static_cast<std::int64_t>(count), "dossier", "dossiers"); }

/// "12,3 s".
std::string seconds_since(std::chrono::steady_clock::time_point start) {
    auto const spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f s", spent);
    std::string out = text.data();
    if (auto const point = out.find('.'); point != std::string::npos) out[point] = ',';
    return out;
}

void print_report(receiver::DemoModels const& models, receiver::DemoReport const& report, std::string const& time) {
    if (std::ranges::all_of(report.added, [](std::uint64_t count) { return count == 0; })) {
        print("Rien à ajouter : les dossiers de ce tirage étaient déjà là (" + counted_dossiers(report.known) + ", relus en " + time +
              ").\n");
        return;
    }
    std::uint64_t total = 0;
    std::string each;
    for (std::size_t at = 0; at < models.organisations.size(); ++at) {
        total += report.added[at];
        each += (each.empty() ? "" : " ; ") + models.organisations[at].name + " (" + models.organisations[at].portal +
                ") : " + std::to_string(report.added[at]);
    }
    std::string const before = report.known == 0 ? "" : ", " + counted_dossiers(report.known) + " déjà là";
    print(counted_dossiers(total) + (total < 2 ? " ajouté en " : " ajoutés en ") + time + before + ". " + each + ".\n");
}

}  // namespace

int fill_database(Request const& request) {
    auto const start = std::chrono::steady_clock::now();
    auto const place = receiver::place_of(request.data, request.database);
    if (!place) return fail(place.error().message);
    std::vector<std::string> complaints;
    auto const procedures = receiver::Procedures::load(request.procedures, complaints);
    for (std::string const& complaint : complaints) complain(complaint);
    auto const models = receiver::load_demo_models(request.project / "assets" / "demo", procedures);
    if (!models) return fail(models.error().message);

    ::umask(077);
    std::error_code error;
    std::filesystem::create_directories(request.data, error);
    if (error) return fail("Le dossier de données, « " + request.data.string() + " », ne peut pas être créé : " + error.message() + ".");
    using Sharing = receiver::DataLock::Sharing;
    auto const lock = receiver::DataLock::take(request.data, place->is_postgres() ? Sharing::shared : Sharing::alone);
    if (!lock) {
        return fail("Le dossier de données, « " + request.data.string() +
                    " », est employé par un guichet serve, ou interdit d’écriture. Arrêtez-le le temps de cette commande, ou choisissez "
                    "un autre dossier avec --data.");
    }
    auto const store = receiver::Store::open(*place);
    if (!store) return fail(store.error().message);
    auto const files = receiver::PieceFiles::open(request.data);
    if (!files) return fail(files.error().message);

    receiver::DemoPlan const plan{request.dossiers, request.seed, today_of(request)};
    std::uint64_t told = 0;
    auto const progress = [&](std::uint64_t done) {
        if (plan.count < many || done * 10 / plan.count == told) return;
        told = done * 10 / plan.count;
        print(counted_dossiers(done) + " sur " + std::to_string(plan.count) + "…\n");
        std::fflush(stdout);
    };
    auto const report = receiver::fill_with_demo(**store, *files, procedures, *models, plan, progress);
    if (!report) return fail(report.error().message);
    print_report(*models, *report, seconds_since(start));
    return exit_good;
}

}  // namespace guichet::command
