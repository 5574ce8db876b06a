// What a correction has changed since the request was sent, read before it leaves again, and afterwards.
#include "app/differences.hpp"

#include "core/apart.hpp"
#include "core/text.hpp"
#include "view/fields.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

using What = Difference::What;

std::string text_of(OpenDossier const& open, std::uint32_t field, std::int32_t row) {
    FieldRef const where{field, row};
    return open.verdict.is_visible(where) ? answer_text(open, where) : std::string{"ne s’appliquait pas"};
}

Node line_of(std::string term, std::string before, std::string after) {
    Node value = node(Role::definition);
    Node both = stack(Gap::xs);
    add(both, span("Avant\u00a0: " + std::move(before), Look::muted), span("Maintenant\u00a0: " + std::move(after), Look::strong));
    add(value, std::move(both));
    Node group = node(Role::definition_group);
    add(group, textual(Role::term, std::move(term)), std::move(value));
    return group;
}

Node difference_node(OpenDossier const& before, OpenDossier const& after, Difference const& one) {
    Procedure const& procedure = *after.procedure;
    auto const piece = [&](OpenDossier const& of) -> Attachment const& { return of.dossier.attachments[one.index]; };
    auto const zone = [&](Attachment const& of) {
        for (auto const& known : procedure.attachments) {
            if (known.id == of.zone) return known.label;
        }
        return of.zone;
    };
    switch (one.what) {
    case What::row_added:
        return definition(row_title(after, static_cast<std::int16_t>(one.index), static_cast<std::uint32_t>(one.row_after)), "Ajout");
    case What::row_removed:
        return definition(row_title(before, static_cast<std::int16_t>(one.index), static_cast<std::uint32_t>(one.row_before)), "Retrait");
    case What::piece_added: return definition(zone(piece(after)), "Fichier ajouté\u00a0: " + piece(after).name);
    case What::piece_removed: return definition(zone(piece(before)), "Fichier retiré\u00a0: " + piece(before).name);
    case What::answer: break;
    }
    Field const& field = procedure.fields[one.index];
    std::string term = field.label;
    if (one.row_after >= 0) term = row_title(after, field.group, static_cast<std::uint32_t>(one.row_after)) + " – " + term;
    std::string now =
        after.verdict.is_visible({one.index, one.row_after}) ? text_of(after, one.index, one.row_after) : "ne s’applique plus";
    return line_of(std::move(term), text_of(before, one.index, one.row_before), std::move(now));
}

}  // namespace

void later::add_differences(Maker& maker, OpenDossier const& open, std::uint8_t level, Node& parent) {
    auto before = sent_version(open, today_of(maker.model.now));
    if (!before) return;
    before->revealed = open.revealed;
    auto const found = differences(*before, open);
    Node part = stack(Gap::s);
    part.id = "differences";
    add(part, heading(level, "Ce qui a changé depuis l’envoi"));
    if (found.empty()) {
        add(part, paragraph("Aucune réponse ni pièce n’est autre que dans ce qui a été envoyé."));
    } else {
        Node list = node(Role::definition_list);
        for (Difference const& one : found) add(list, difference_node(*before, open, one));
        add(part,
            paragraph(counted(static_cast<std::int64_t>(found.size()), "différence", "différences") + " avec ce qui avait été envoyé."),
            std::move(list));
    }
    add(parent, std::move(part));
}

template struct Apart<&later::add_differences>;

}  // namespace guichet
