// Dialogs: the frame that all share, and the small ones.
#include "app/places.hpp"
#include "core/apart.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"

namespace guichet {

Node dialog_frame(Maker& maker, std::string title, Look look) {
    Node dialog = node(Role::dialog, look);
    dialog.id = "dialogue";
    dialog.layout = Layout::stack;
    dialog.gap = Gap::l;
    dialog.labelled_by = "dialogue-titre";
    dialog.on_cancel = maker.on(msg::CloseDialog{});
    add(dialog, heading(2, std::move(title), "dialogue-titre"));
    return dialog;
}

Node close_button(Maker& maker, std::string text) {
    return button(std::move(text), Look::quiet, maker.on(msg::CloseDialog{}), "dialogue-fermer");
}

Node later::rename_dialog(Maker& maker, RenameDialog const& dialog) {
    Node frame = dialog_frame(maker, "Renommer la demande", Look::dialog_small);
    Node form = node(Role::form);
    form.layout = Layout::stack;
    form.gap = Gap::l;
    form.id = "renommer-form";
    form.on_submit = maker.on(msg::RenameDone{});
    Node control = text_field("nouveau-nom", dialog.name, maker.on(msg::RenameTyped{}));
    control.max_length = 80;
    control.enter_key_hint = "done";
    Node actions = box(Layout::line_end, Gap::s);
    add(actions, close_button(maker, "Annuler"), button("Renommer", Look::primary, maker.on(msg::RenameDone{}), "renommer-ok"));
    add(form, with(stack(Gap::xs), label("Nom de la demande", "nouveau-nom"), std::move(control)), std::move(actions));
    add(frame, std::move(form));
    return frame;
}

Node later::clash_dialog(Maker& maker, ClashDialog const& dialog) {
    Node frame = dialog_frame(maker, "Ce dossier est déjà sur cet appareil", Look::dialog_small);
    add(frame, paragraph("«\u00a0" + dialog.name + "\u00a0» existe déjà ici. Que voulez-vous faire\u00a0?"));
    if (dialog.others > 0) {
        add(frame, paragraph("Votre réponse vaudra aussi pour ceux des " + counted(dialog.others, "autre dossier", "autres dossiers") +
                             " du fichier qui sont déjà ici."));
    }
    Node actions = box(Layout::line_end, Gap::s);
    add(actions, close_button(maker, "Annuler"), button("Remplacer", Look::danger, maker.on(msg::ImportReplace{}), "remplacer"),
        button("Garder les deux", Look::primary, maker.on(msg::ImportKeepBoth{}), "garder-les-deux"));
    add(frame, std::move(actions));
    return frame;
}

void add_dialog(Maker& maker, Node& root) {
    Dialog const& dialog = maker.model.dialog;
    if (auto const* lookup = std::get_if<LookupDialog>(&dialog)) add(root, later::lookup_dialog(maker, *lookup));
    if (auto const* templates = std::get_if<TemplatesDialog>(&dialog)) add(root, later::templates_dialog(maker, *templates));
    if (auto const* people = std::get_if<PeopleDialog>(&dialog)) add(root, later::people_dialog(maker, *people));
    if (auto const* rename = std::get_if<RenameDialog>(&dialog)) add(root, later::rename_dialog(maker, *rename));
    if (auto const* clash = std::get_if<ClashDialog>(&dialog)) add(root, later::clash_dialog(maker, *clash));
    if (auto const* calendar = std::get_if<CalendarDialog>(&dialog); calendar != nullptr && maker.model.open) {
        add(root, later::calendar_dialog(maker, *calendar));
    }
}

template struct Apart<&later::rename_dialog>;
template struct Apart<&later::clash_dialog>;

}  // namespace guichet
