// The passphrase: the page that asks for it, and where it is set, changed and given up.
#include "app/protection.hpp"

#include "core/apart.hpp"
#include "view/screens.hpp"

namespace guichet {

using msg::ProtectionAct;

namespace {

using Fault = Protection::Fault;

std::string_view fault_text(Fault fault, bool locked) {
    switch (fault) {
    case Fault::unmet: return "cette phrase ne remplit pas encore toutes les conditions ci-dessous.";
    case Fault::wrong: return "ce n’est pas la phrase secrète de cet appareil. Vérifiez les majuscules et les accents.";
    case Fault::elsewhere: return "un autre onglet de Guichet est ouvert et ne répond pas. Fermez-le, puis réessayez.";
    case Fault::quota: return "il n’y a plus assez de place sur cet appareil. Rien n’a changé\u00a0: libérez de la place, puis réessayez.";
    case Fault::other:
        return locked ? "vos données n’ont pas pu être lues. Rechargez la page, puis réessayez."
                      : "ce navigateur n’a pas pu le faire. Rien n’a changé\u00a0: rechargez la page, puis réessayez.";
    case Fault::none: break;
    }
    return {};
}

/// A field of the passphrase under its label; what is wrong stands under it.
Node secret_field(Maker& maker, std::string const& id, std::string words, std::string const& value, ProtectionAct act, bool faulty) {
    Protection const& protection = maker.model.protection;
    Node part = stack(Gap::xs);
    part.id = id + "-champ";
    Node control = text_field(id, value, maker.on(msg::ProtectionDone{act, {}}));
    control.autocomplete = act == ProtectionAct::former ? "current-password" : "new-password";
    control.enter_key_hint = "done";
    control.max_length = 200;
    set(control, state::secret);
    set(control, state::required);
    set(control, state::invalid, faulty);
    if (faulty) control.described_by = id + "-error";
    if (act == ProtectionAct::fresh) control.described_by += (faulty ? " " : "") + std::string{"phrase-conditions"};
    add(part, label(std::move(words), id), std::move(control));
    if (faulty) {
        Node error = textual(Role::error, "Erreur\u00a0: " + std::string{fault_text(protection.fault, protection.locked)});
        error.id = id + "-error";
        add(part, std::move(error));
    }
    return part;
}

Node criteria_list(Protection const& protection) {
    Node list = named(node(Role::list), "Conditions de la phrase secrète");
    list.id = "phrase-conditions";
    for (auto const& [label, met] : passphrase_criteria(protection)) {
        Node item = node(Role::list_item);
        add(item, span((met ? "Rempli\u00a0: " : "À remplir\u00a0: ") + std::string{label}, met ? Look::success : Look::muted));
        add(list, std::move(item));
    }
    return list;
}

Node form_of(Maker& maker, std::string id, ProtectionAct act) {
    Node form = node(Role::form);
    form.layout = Layout::stack;
    form.gap = Gap::m;
    form.id = std::move(id);
    form.on_submit = maker.on(msg::ProtectionDone{act, {}});
    return form;
}

/// The button that asks, or that it is being done.
Node doing(Maker& maker, std::string words, Look look, ProtectionAct act, std::string id) {
    Node actions = line(Gap::s);
    Node press = button(std::move(words), look, maker.on(msg::ProtectionDone{act, {}}), std::move(id), Icon::lock);
    bool const busy = maker.model.protection.request != 0;
    set(press, state::busy, busy);
    add(actions, std::move(press));
    if (busy) {
        Node status = textual(Role::status, "En cours…");
        status.id = "protection-etat";
        add(actions, std::move(status));
    }
    return actions;
}

void add_new_fields(Maker& maker, Node& form) {
    Protection const& protection = maker.model.protection;
    bool const here = protection.asked == ProtectionAsk::protect || protection.fault == Fault::unmet;
    add(form,
        secret_field(maker, "phrase-nouvelle", "Nouvelle phrase secrète", protection.fresh, ProtectionAct::fresh,
                     protection.fault != Fault::none && here),
        secret_field(maker, "phrase-encore", "La même, encore une fois", protection.again, ProtectionAct::again, false),
        criteria_list(protection));
}

}  // namespace

void later::add_locked(Maker& maker, Node& main) {
    Protection const& protection = maker.model.protection;
    add(main, main_heading("Vos demandes sont verrouillées"),
        paragraph("Une phrase secrète protège ce que Guichet garde sur cet appareil. Les envois en attente reprendront ensuite.",
                  Look::lead));
    Node form = form_of(maker, "deverrouiller-form", ProtectionAct::unlock);
    add(form, secret_field(maker, "phrase", "Phrase secrète", protection.former, ProtectionAct::former, protection.fault != Fault::none),
        doing(maker, "Déverrouiller", Look::primary, ProtectionAct::unlock, "deverrouiller"));
    Node lost = stack(Gap::s);
    add(lost, paragraph("Personne ne peut la retrouver, ni lire sans elle ce qui est gardé ici. Ce qui a été envoyé reste chez son "
                        "destinataire. Pour recommencer sans ces données, effacez-les depuis «\u00a0À propos\u00a0»."));
    add(main, std::move(form), disclosure(maker, "phrase-oubliee", "Phrase secrète oubliée\u00a0?", std::move(lost)));
}

void later::add_protection(Maker& maker, Node& parent) {
    Protection const& protection = maker.model.protection;
    if (!maker.model.can_store || protection.locked) return;
    Node part = stack(Gap::m);
    if (!protection.sealed) {
        add(part,
            paragraph("Sans cette phrase, personne ne lit vos demandes ni leurs pièces sur cet appareil, vous non plus\u00a0: elle ne "
                      "peut pas être retrouvée. Elle vous sera demandée à chaque visite, et après un quart d’heure sans rien faire. Les "
                      "fichiers que vous exportez ne sont pas protégés."));
        Node form = form_of(maker, "proteger-form", ProtectionAct::protect);
        add_new_fields(maker, form);
        add(form, doing(maker, "Protéger mes données", Look::primary, ProtectionAct::protect, "proteger"));
        add(part, std::move(form));
        return add(parent, disclosure(maker, "proteger-zone", "Protéger vos données par une phrase secrète", std::move(part)));
    }
    add(parent,
        with(line(Gap::s), icon(Icon::lock, Look::success), span("Une phrase secrète protège vos données sur cet appareil."),
             button("Verrouiller maintenant", Look::secondary, maker.on(msg::ProtectionDone{ProtectionAct::lock, {}}), "verrouiller")));
    Node form = form_of(maker, "changer-form", ProtectionAct::change);
    bool const wrong = protection.fault != Fault::none && protection.fault != Fault::unmet;
    add(form, secret_field(maker, "phrase", "Phrase secrète actuelle", protection.former, ProtectionAct::former, wrong));
    add_new_fields(maker, form);
    add(form, doing(maker, "Changer de phrase secrète", Look::primary, ProtectionAct::change, "changer"),
        paragraph("Ou, avec la phrase actuelle, ne plus rien protéger\u00a0:", Look::muted),
        with(line(), button("Ne plus protéger mes données", Look::secondary, maker.on(msg::ProtectionDone{ProtectionAct::give_up, {}}),
                            "ne-plus-proteger")));
    add(parent, disclosure(maker, "proteger-changer", "Changer de phrase secrète, ou ne plus protéger vos données", std::move(form)));
}

template struct Apart<&later::add_locked>;
template struct Apart<&later::add_protection>;

}  // namespace guichet
