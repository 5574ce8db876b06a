// The outside at random, but the same for the same seed: what each effect is answered, when and how badly. Answers
// wait until the test delivers them, in any order.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/effects.hpp"
#include "app/message.hpp"
#include "core/sha256.hpp"
#include "support/parts.hpp"
#include "support/random_dossier.hpp"
#include "view/driver.hpp"

namespace guichet::testing {

using test::Random;

class Outside {
public:
    explicit Outside(Random& random) : random_(random) {}

    std::vector<Message> waiting;
    std::vector<std::int32_t> timers;
    std::map<std::string, std::string, std::less<>> store;
    std::map<std::string, std::string, std::less<>> files;  ///< by digest
    std::vector<std::string> bundles;                       ///< dossiers that were carried away
    std::string address = "#/";
    std::int64_t sent = 0;

    void carry_out(Effect& effect) {
        std::visit([this](auto& one) { (*this)(one); }, effect);
    }

    /// Files as a person could choose: of each kind and size, or a dossier that was exported.
    std::vector<PickedFile> offer() {
        std::vector<PickedFile> picked;
        for (std::uint32_t i = 0; i <= random_.below(3); ++i) {
            std::string bytes;
            switch (random_.below(6)) {
            case 0: bytes = "%PDF-1.4 " + std::to_string(random_.below(3)); break;
            case 1: bytes = "\x89PNG\r\n\x1a\n image"; break;
            case 2: bytes = "\xff\xd8\xff\xe0 image"; break;
            case 3: bytes = "MZ programme"; break;
            case 4: break;
            default: bytes = bundles.empty() ? "GUICHET1 99999\n{" : random_.pick(bundles); break;
            }
            PickedFile file;
            file.token = "t" + std::to_string(chosen_.size());
            file.name = i == 0 ? "dossier/pièce é.pdf" : "b.png";
            file.size = bytes.size();
            chosen_[file.token] = std::move(bytes);
            picked.push_back(std::move(file));
        }
        return picked;
    }

private:
    void answer(Message message) { waiting.push_back(std::move(message)); }

    void operator()(effect::Http& e) {
        if (!e.file_sha256.empty()) {
            answer(msg::SendProgress{e.id, 1, 2});
            return trouble_or(e.id, "{}");
        }
        if (e.url == "config.json") {
            return answer(msg::HttpAnswered{e.id, random_.chance(90) ? 200 : 404, -1,
                                            R"({"connectors":[{"id":"h","label":"Direct","kind":"http","url":"api/dossiers"},)"
                                            R"({"id":"f","label":"Fichier","kind":"file"}],"directory":{"url":"api/annuaire"}})"});
        }
        if (e.url == "procedures/index.json") {
            return answer(msg::HttpAnswered{e.id, 200, -1, R"(["opco-mobilites/action-formation.json","absente.json"])"});
        }
        if (e.url.starts_with("procedures/")) {
            static std::string const procedure = test::whole_procedure("assets/procedures/opco-mobilites/action-formation.json");
            bool const there = e.url.ends_with("action-formation.json");
            return answer(msg::HttpAnswered{e.id, there ? 200 : 404, -1, there ? procedure : "rien"});
        }
        if (e.url == "data/communes.txt") {
            return answer(
                msg::HttpAnswered{e.id, random_.chance(80) ? 200 : 500, -1, "01000\t1:Bourg-en-Bresse|2:Saint-Denis\n68110\t3:Illzach\n"});
        }
        if (e.url.starts_with("api/annuaire")) {
            std::string const siret = e.url.substr(e.url.size() - 14);
            return trouble_or(e.id, R"({"results":[{"nom_complet":"ACTIF","siege":{"siret":")" + siret +
                                        R"(","code_postal":"68110","libelle_commune":"ILLZACH","liste_idcc":["1090","0016"]}}]})");
        }
        if (e.method == "POST") {
            ++sent;
            return trouble_or(e.id, random_.chance(90) ? R"({"numero":"AF-1","date":"2026-11-21T13:06:00Z"})" : "portail");
        }
        trouble_or(e.id, "texte");
    }
    /// Most often an answer, sometimes each kind of trouble.
    void trouble_or(std::int32_t id, std::string body) {
        static constexpr std::int32_t statuses[] = {400, 401, 403, 404, 409, 413, 422, 429, 500, 503};
        if (random_.chance(60)) return answer(msg::HttpAnswered{id, 200, -1, std::move(body)});
        if (random_.chance(30)) {
            return answer(msg::HttpFailed{id, random_.chance(50) ? msg::HttpTrouble::network : msg::HttpTrouble::timeout});
        }
        answer(msg::HttpAnswered{id, statuses[random_.below(std::size(statuses))], 7,
                                 R"({"constats":[{"path":"formation.intitule","rule":"x","severity":"block","message":"Refusé."},)"
                                 R"({"path":"stagiaires[0].nom","rule":"y","severity":"block","message":"Refusé aussi."}]})"});
    }
    void operator()(effect::Abort&) {}
    void operator()(effect::StorePut& e) {
        bool const ok = random_.chance(92);
        if (ok) store.insert_or_assign(std::move(e.key), std::move(e.text));
        answer(msg::Stored{e.id, ok, ok ? "" : "quota"});
    }
    void operator()(effect::StoreRemove& e) {
        store.erase(e.key);
        answer(msg::Stored{e.id, true, {}});
    }
    void operator()(effect::StoreLoad& e) {
        msg::Loaded loaded;
        loaded.id = e.id;
        for (auto const& [key, text] : store) {
            if (key.starts_with(e.prefix)) loaded.records.emplace_back(key, text);
        }
        answer(std::move(loaded));
    }
    void operator()(effect::Persist&) {}
    void operator()(effect::Protect& e) {
        if (e.what != ProtectionAsk::lock) answer(msg::Stored{e.id, random_.chance(2), "secret"});
    }
    void operator()(effect::EraseAll& e) { answer(msg::Stored{e.id, false, "blocked"}); }
    void operator()(effect::ReadSlice& e) {
        std::string const& bytes = chosen_[e.token];
        if (e.offset > bytes.size()) return answer(msg::SliceRead{e.id, false, {}});
        answer(msg::SliceRead{e.id, true, bytes.substr(e.offset, e.length)});
    }
    void operator()(effect::KeepFile& e) {
        std::string const& bytes = chosen_[e.token];
        if (e.offset > bytes.size() || random_.chance(5)) return answer(msg::FileRefused{e.id, "quota"});
        std::string part = bytes.substr(e.offset, e.length);
        msg::FileKept kept{e.id, part.size(), sha256_hex(part), part.substr(0, 16)};
        files.insert_or_assign(kept.sha256, std::move(part));
        answer(std::move(kept));
    }
    void operator()(effect::PruneFiles&) {}
    void operator()(effect::Download& e) {
        if (!e.name.ends_with(".guichet") || bundles.size() >= 8) return;
        for (auto const& digest : e.files) e.text += files[digest];
        bundles.push_back(std::move(e.text));
    }
    void operator()(effect::OpenFile&) {}
    void operator()(effect::Go& e) { address = std::move(e.hash); }
    void operator()(effect::Focus&) {}
    void operator()(effect::Announce&) {}
    void operator()(effect::CopyText& e) { answer(msg::Stored{e.id, random_.chance(90), {}}); }
    void operator()(effect::Print&) {}
    void operator()(effect::SetTimer& e) { timers.push_back(e.id); }
    void operator()(effect::ClearTimer& e) { std::erase(timers, e.id); }
    void operator()(effect::Claim& e) { answer(msg::Claimed{e.id, e.take_over || random_.chance(90)}); }
    void operator()(effect::Release&) {}
    void operator()(effect::SetUnsaved&) {}
    void operator()(effect::SetPlain&) {}
    void operator()(effect::FetchLater& e) { answer(msg::Stored{e.id, random_.chance(70), {}}); }

    Random& random_;
    std::map<std::string, std::string, std::less<>> chosen_;
};

}  // namespace guichet::testing
