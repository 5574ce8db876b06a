#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "main/command.hpp"
#include "receiver/clock.hpp"
#include "receiver/procedures.hpp"

namespace guichet::command {

Result<std::string> read_file(std::string const& name) {
    std::FILE* const file = name == "-" ? stdin : std::fopen(name.c_str(), "rb");
    Trouble trouble{"fichier", "« " + name + " » ne peut pas être lu (" + std::strerror(errno) + "). Vérifiez son nom."};
    if (file == nullptr) return std::unexpected(std::move(trouble));
    std::string text;
    char part[65536];
    for (std::size_t count = 0; (count = std::fread(part, 1, sizeof part, file)) > 0;) text.append(part, count);
    bool const failed = std::ferror(file) != 0;
    if (failed) trouble.message = "« " + name + " » ne peut pas être lu (" + std::strerror(errno) + "). Vérifiez que c’est un fichier.";
    if (file != stdin) std::fclose(file);
    if (failed) return std::unexpected(std::move(trouble));
    return text;
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void complain(std::string_view sentence) {
    std::fflush(stdout);
    std::fprintf(stderr, "guichet : %.*s\n", static_cast<int>(sentence.size()), sentence.data());
}

Date today_of(Request const& request) { return request.today ? *request.today : receiver::today_in_france(); }

std::vector<std::shared_ptr<Procedure const>> load_procedures(Request const& request) {
    std::vector<std::string> complaints;
    auto all = receiver::Procedures::load(request.procedures, complaints).all();
    for (std::string const& complaint : complaints) complain(complaint);
    std::ranges::stable_sort(all, [](auto const& a, auto const& b) {
        return a->id != b->id ? a->id < b->id : receiver::version_before(a->version, b->version);
    });
    return all;
}

std::shared_ptr<Procedure const> choose_procedure(std::vector<std::shared_ptr<Procedure const>> const& all, std::string_view id,
                                                  std::string_view version) {
    std::shared_ptr<Procedure const> newest;
    for (auto const& each : all) {
        if (each->id != id) continue;
        if (each->version == version) return each;
        newest = each;
    }
    return newest;
}

Trouble unknown_procedure(std::string_view id, std::vector<std::shared_ptr<Procedure const>> const& all, Request const& request) {
    std::string message = "La démarche « " + std::string(id) + " » n’est pas dans « " + request.procedures.string() + " ».";
    if (all.empty()) {
        message += " Ce dossier n’a aucune démarche : indiquez le bon avec --procedures.";
    } else {
        message += " Connues :";
        for (auto const& each : all) message += " " + each->id;
        message += ".";
    }
    return {"procedure-inconnue", std::move(message)};
}

}  // namespace guichet::command
