#include "view/instalments.hpp"

#include "app/portal.hpp"
#include "procedure/kinds.hpp"
#include "view/listing.hpp"

namespace guichet {
namespace {

/// « Payée », since when and why, one under the other.
Node state_of(FollowedInstalment const& one) {
    Look const look = one.state == "a_facturer"       ? Look::badge_warning
                      : one.state == "en_instruction" ? Look::badge_info
                      : one.state == "payee"          ? Look::badge_success
                      : one.state == "refusee"        ? Look::badge_fault
                                                      : Look::badge;
    Node state = stack(Gap::xs);
    add(state, with(line(Gap::xs), span(instalment_label(one.state), look)));
    std::string more = one.date.empty() ? std::string{} : "Le " + french_day(one.date);
    if (!one.message.empty()) more += (more.empty() ? "" : "\u00a0: ") + one.message;
    if (!more.empty()) add(state, span(std::move(more), Look::caption));
    return state;
}

}  // namespace

Node instalment_columns(bool with_dossier) {
    Node head = node(Role::row);
    add(head, column_title("Échéance", Width::w20));
    if (with_dossier) add(head, column_title("Dossier", Width::w30));
    add(head, column_title("Facturable à partir du", Width::w14), column_title("Montant", Width::w14), column_title("État", Width::w20));
    return head;
}

Node instalment_row(std::string id, FollowedInstalment const& one, std::optional<Node> dossier) {
    std::string const day = french_day(one.opening);
    Node row = node(Role::row);
    row.id = std::move(id);
    add(row, captioned_cell(Role::row_header, "Échéance", Width::w20, span(instalment_title(one))));
    if (dossier) add(row, captioned_cell(Role::cell, "Dossier", Width::w30, *std::move(dossier)));
    add(row, captioned_cell(Role::cell, "Facturable à partir du", Width::w14, span(day.empty() ? "–" : day)),
        captioned_cell(Role::cell, "Montant", Width::w14, span(one.amount ? show_value(Kind::money, *one.amount) : "–")),
        captioned_cell(Role::cell, "État", Width::w20, state_of(one)));
    return row;
}

}  // namespace guichet
