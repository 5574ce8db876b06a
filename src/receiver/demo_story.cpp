#include "receiver/demo_story.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <utility>

#include "core/sha256.hpp"
#include "dossier/codec.hpp"
#include "dossier/schedules.hpp"
#include "receiver/intake.hpp"

namespace guichet::receiver {
namespace {

constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t first_hour = 7LL * 3'600;
constexpr std::int64_t open_seconds = 10LL * 3'600;
/// How far back the first dossier was sent.
constexpr std::int64_t span_days = 300;
constexpr std::uint64_t piece_limit = 20ULL << 20U;
constexpr int most_attempts = 6;

std::string instant_of(std::int64_t seconds) {
    auto const day = date_to_iso({static_cast<std::int32_t>(seconds / day_seconds)});
    auto const rest = seconds % day_seconds;
    std::array<char, 24> time{};
    std::snprintf(time.data(), time.size(), "T%02d:%02d:%02d.000Z", static_cast<int>(rest / 3'600), static_cast<int>(rest / 60 % 60),
                  static_cast<int>(rest % 60));
    return day + time.data();
}

/// The more dossiers, the closer they follow each other: from 300 days ago to yesterday, in office hours.
std::int64_t sent_at(DemoPlan const& plan, std::uint64_t rank) {
    auto const steps = static_cast<std::int64_t>(rank) * span_days * open_seconds / static_cast<std::int64_t>(plan.count);
    return (plan.today.days - span_days + steps / open_seconds) * day_seconds + first_hour + steps % open_seconds;
}

/// Reached from where a dossier stands once it is sent, each with the status before it on the shortest way.
std::map<std::string, std::string> ways(Procedure const& procedure) {
    std::map<std::string, std::string> before{{std::string(submitted_status), {}}};
    std::vector<std::string> next{std::string(submitted_status)};
    for (std::size_t at = 0; at < next.size(); ++at) {
        auto const* const status = procedure.find_status(next[at]);
        if (status == nullptr) { continue; }
        for (auto const& one : status->next) {
            if (before.emplace(one, status->id).second) { next.push_back(one); }
        }
    }
    return before;
}

class Teller {
public:
    Teller(DemoModels const& models, Procedures const& procedures, DemoPieces& pieces, DemoPlan const& plan, std::uint64_t rank)
        : models_(models),
          model_(demo_model(models, rank)),
          procedures_(procedures),
          pieces_(pieces),
          plan_(plan),
          rank_(rank),
          story_{demo_id(plan, rank), {}},
          draw_(plan.seed * 0x10001U + rank),
          seed_(draw_.below(1ULL << 62U)),
          now_(sent_at(plan, rank)) {}

    Result<DemoStory> tell() {
        if (auto const done = send(0); !done) { return std::unexpected(done.error()); }
        auto const target = demo_status(models_, rank_);
        auto const before = ways(*model_.procedure);
        std::vector<std::string> way;
        for (auto at = target; at != submitted_status; at = before.at(at)) { way.insert(way.begin(), at); }
        auto const asked = detour(way);
        pace(way.size() + (asked ? 2 : 0));
        if (asked) {
            if (auto const done = move_to(*asked); !done) { return std::unexpected(done.error()); }
            now_ += pace_;
            if (auto const done = send(1); !done) { return std::unexpected(done.error()); }
        }
        for (auto const& status : way) {
            if (auto const done = move_to(status); !done) { return std::unexpected(done.error()); }
        }
        return std::move(story_);
    }

private:
    /// A third of those that go further are asked to correct something first, and do.
    std::optional<std::string> detour(std::vector<std::string> const& way) {
        bool const is_asked = draw_.below(3) == 0 && !way.empty() && !model_.amounts.empty();
        if (!is_asked || is_open(model_.procedure.get(), way.front())) { return std::nullopt; }
        auto const* const here = model_.procedure->find_status(submitted_status);
        auto const open = std::ranges::find_if(here->next, [this](auto const& one) { return is_open(model_.procedure.get(), one); });
        return open == here->next.end() ? std::nullopt : std::optional(*open);
    }

    /// Some days between two steps, less when there are not enough until yesterday evening.
    void pace(std::size_t steps) {
        auto const most = static_cast<std::int64_t>(3 + draw_.below(9)) * day_seconds;
        auto const end = (plan_.today.days - 1) * day_seconds + first_hour + open_seconds + 3'600;
        pace_ = std::min(most, std::max<std::int64_t>(60, (end - now_) / static_cast<std::int64_t>(steps + 1)));
        if (pace_ > day_seconds) { pace_ -= pace_ % day_seconds; }
    }

    /// The first time or again, with other amounts.
    Result<void> send(std::uint64_t version) {
        std::optional<Declined> last;
        for (int attempt = 0; attempt < most_attempts; ++attempt) {
            bool const is_last = attempt + 1 == most_attempts;
            auto made = prepared(version + static_cast<std::uint64_t>(attempt) * 2, is_last);
            if (!made) {
                last = std::move(made).error();
                continue;
            }
            arrive(std::move(*made), version == 0);
            return {};
        }
        auto const why = last->findings.empty() ? last->trouble.message : last->findings.front().message;
        return std::unexpected(Trouble{"modele-refuse", "Le modèle « " + model_.file_name + " » n’est pas recevable le " +
                                                            date_to_french(day()) + " : " + why +
                                                            " Choisissez un autre jour avec --today."});
    }

    [[nodiscard]] Date day() const { return {static_cast<std::int32_t>(now_ / day_seconds)}; }

    std::expected<NewDossier, Declined> prepared(std::uint64_t version, bool keeps_amounts) {
        // Days are those of the first sending: a correction does not move them.
        Date const sent{static_cast<std::int32_t>(sent_at(plan_, rank_) / day_seconds)};
        auto file = varied(models_, model_, {seed_, version, rank_, sent, keeps_amounts});
        file["id"] = story_.id;
        for (auto& piece : file["pieces"]) {
            if (auto const done = pieces_.fill(piece); !done) { return std::unexpected(Declined{done.error()}); }
        }
        auto const dossier = read_dossier(*model_.procedure, write_json(file));
        if (!dossier) { return std::unexpected(Declined{dossier.error()}); }
        Verdict verdict(model_.procedure);
        verdict.judge(*dossier, day());
        auto made = judged(procedures_, payload(*model_.procedure, *dossier, verdict), story_.id, {day(), instant_of(now_), piece_limit});
        if (made) { made->organisation = models_.organisations[model_.organisation].siret; }
        return made;
    }

    void arrive(NewDossier dossier, bool is_first) {
        stands_.id = dossier.id;
        stands_.procedure = dossier.procedure;
        stands_.version = dossier.version;
        stands_.status = submitted_status;
        stands_.payload = dossier.payload;
        stands_.receipt.version = is_first ? 1 : 2;
        stands_.pieces = dossier.pieces;
        story_.steps.emplace_back(std::move(dossier));
        // One in five that nobody has looked at yet still waits for its last piece.
        bool const waits = is_first && demo_status(models_, rank_) == submitted_status && draw_.below(5) == 0;
        std::size_t left = stands_.pieces.size();
        for (auto& piece : stands_.pieces) {
            if (--left == 0 && waits) { break; }
            piece.received_at = instant_of(now_ + 20);
            story_.steps.emplace_back(PieceArrival{piece, piece.received_at});
        }
    }

    Result<void> move_to(std::string const& status) {
        now_ += pace_;
        Proposal proposal;
        proposal.status = status;
        proposal.author = models_.authors[draw_.below(models_.authors.size())];
        if (is_open(model_.procedure.get(), status)) {
            proposal.comment = "Merci de corriger ce qui est signalé.";
            proposal.remarks = model_.remarks;
            if (!stands_.pieces.empty() && draw_.below(2) == 0) {
                proposal.pieces.push_back(
                    {stands_.pieces.front().id, Judgement::nonconforming, "Ce document est illisible : joignez-le de nouveau."});
            }
        } else {
            for (auto const& piece : stands_.pieces) {
                if (piece.judgement != Judgement::conforming) { proposal.pieces.push_back({piece.id, Judgement::conforming, {}}); }
            }
        }
        auto instalments = instalments_in(status);
        if (!instalments) { return std::unexpected(instalments.error()); }
        proposal.instalments = std::move(*instalments);
        auto decision = decision_of(*model_.procedure, stands_, proposal, instant_of(now_));
        if (!decision) { return std::unexpected(decision.error()); }
        stands_.status = status;
        for (auto const& judged : proposal.pieces) {
            std::ranges::find(stands_.pieces, judged.id, &StoredPiece::id)->judgement = judged.judgement;
        }
        story_.steps.emplace_back(std::move(*decision));
        return {};
    }

    Result<std::vector<FollowedInstalment>> instalments_in(std::string const& status) {
        bool const is_settled = std::ranges::contains(model_.statuses_of_settlement, status);
        std::vector<FollowedInstalment> out;
        if (!is_settled && !std::ranges::contains(model_.statuses_of_instalments, status)) { return out; }
        auto const sent = parse_json(stands_.payload);
        if (!sent) { return std::unexpected(sent.error()); }
        auto const dossier = dossier_from_payload(*model_.procedure, *sent);
        if (!dossier) { return std::unexpected(dossier.error()); }
        Verdict verdict(model_.procedure);
        verdict.judge(*dossier, day());
        auto const count = later::computed_instalments(*model_.procedure, *dossier, verdict).size();
        constexpr std::array states = {"payee", "en_instruction", "a_facturer"};
        for (std::size_t at = 0; at < (is_settled ? count : std::min(count, states.size())); ++at) {
            FollowedInstalment one;
            one.rank = static_cast<std::uint32_t>(at + 1);
            one.state = is_settled ? "payee" : states[at];
            if (!is_settled && at == 1 && draw_.below(2) == 0) {
                one.state = "refusee";
                one.message = "Le certificat de réalisation manque.";
            }
            out.push_back(std::move(one));
        }
        return out;
    }

    DemoModels const& models_;
    DemoModel const& model_;
    Procedures const& procedures_;
    DemoPieces& pieces_;
    DemoPlan const& plan_;
    std::uint64_t rank_;
    DemoStory story_;
    Draw draw_;
    std::uint64_t seed_;
    std::int64_t now_;  ///< seconds since 1970
    std::int64_t pace_ = 0;
    StoredDossier stands_;
};

/// One page of text that any reader opens.
std::string small_pdf(std::string const& line) {
    auto const text = "BT /F1 18 Tf 72 760 Td (" + line + ") Tj ET";
    std::array const objects = {
        std::string("<</Type/Catalog/Pages 2 0 R>>"), std::string("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        std::string("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"),
        "<</Length " + std::to_string(text.size()) + ">>\nstream\n" + text + "\nendstream",
        std::string("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")};
    std::string out = "%PDF-1.4\n";
    std::string table = "xref\n0 6\n0000000000 65535 f \n";
    for (std::size_t at = 0; at < objects.size(); ++at) {
        auto const offset = std::to_string(out.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
        out += std::to_string(at + 1) + " 0 obj\n" + objects[at] + "\nendobj\n";
    }
    return out + table + "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n" + std::to_string(out.size()) + "\n%%EOF\n";
}

}  // namespace

Result<void> DemoPieces::fill(Json& piece) {
    auto const zone = text_member(piece, "zone").value_or("");
    auto found = known_.find(zone);
    if (found == known_.end()) {
        auto const bytes = small_pdf("Guichet : piece de demonstration, " + zone);
        auto incoming = files_.begin();
        if (!incoming) { return std::unexpected(incoming.error()); }
        if (auto const done = (*incoming)->write(bytes); !done) { return done; }
        auto const digest = (*incoming)->digest();
        if (auto const done = files_.keep(**incoming, digest); !done) { return done; }
        found = known_.emplace(zone, std::pair(bytes.size(), digest)).first;
    }
    piece["taille"] = found->second.first;
    piece["sha256"] = found->second.second;
    return {};
}

std::string demo_id(DemoPlan const& plan, std::uint64_t rank) {
    auto const hex = sha256_hex("guichet demo " + std::to_string(plan.seed) + " " + std::to_string(rank));
    // A UUID of version 8 (RFC 9562): made by its own rule.
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-8" + hex.substr(12, 3) + "-8" + hex.substr(15, 3) + "-" + hex.substr(18, 12);
}

DemoModel const& demo_model(DemoModels const& models, std::uint64_t rank) { return models.models[rank % models.models.size()]; }

std::string demo_status(DemoModels const& models, std::uint64_t rank) {
    auto const& procedure = *demo_model(models, rank).procedure;
    auto const reached = ways(procedure);
    std::vector<std::string> out;
    for (auto const& status : procedure.statuses) {
        if (reached.contains(status.id)) { out.push_back(status.id); }
    }
    return out[rank / models.models.size() % out.size()];
}

Result<DemoStory> demo_story(DemoModels const& models, Procedures const& procedures, DemoPieces& pieces, DemoPlan const& plan,
                             std::uint64_t rank) {
    return Teller(models, procedures, pieces, plan, rank).tell();
}

}  // namespace guichet::receiver
