// What a form is: a procedure read from JSON, linted and compiled. Immutable once loaded.
//
// A field has a slot: its index in the dossier's answers, or, inside a repeated group, in each
// row's answers. Every condition and rule is a Program over slots (rules.hpp), with the slots that
// it reads known, so that after one edit only what depends on it is evaluated again.
// Paths are dotted ("formation.date_debut"); a field of the repeated group "stagiaires" has the
// path "stagiaires.nom", one answer of it "stagiaires[2].nom".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/file_types.hpp"
#include "core/value.hpp"
#include "procedure/rules.hpp"
#include "procedure/tables.hpp"

namespace guichet {

enum class Kind : std::uint8_t {
    text,
    long_text,
    integer,
    hours,
    money,
    percentage,
    date,
    year_month,
    yes_no,
    choice,
    choices,
    siret,
    siren,
    nir,
    idcc,
    naf,
    nda,
    postal_code,
    phone,
    email,
    iban,
    attestation,
    uai,
    rncp,            ///< stored as its digits, "37682"
    code_diplome,
    numero_contrat,
    departement,     ///< stored on three characters: "068", "02A", "974", "099"
};

/// One choice of a nomenclature. `code` is stored and sent, `label` is shown.
struct Choice {
    std::string code;
    std::string label;
    /// What to take instead, when the code is of an older form: never offered, read and shown where a dossier holds it, and
    /// the finding `code-ancien` says this sentence. Empty: in use.
    std::string retired{};
};

struct Nomenclature {
    std::string id;
    std::string version;
    std::vector<Choice> choices;
    Source source;
    bool has_retired = false;  ///< some choice is
};

/// Index of a program of the procedure, or one of the two constants.
using Condition = std::int32_t;
inline constexpr Condition always = -1;
inline constexpr Condition never = -2;

enum class Lookup : std::uint8_t { none, establishment, training_organisation, commune };

/// Which parts of an answer a lookup fills: "denomination", "adresse", "code_postal", … -> a field's path.
struct LookupTarget {
    std::string part;
    std::string path;
};

struct Field {
    std::string path;          ///< unique; "stagiaires.nom" in a repeated group
    Kind kind = Kind::text;
    std::string label;         ///< as on the seed's screen, without the asterisk
    std::string hint;          ///< one sentence under the label, with an example
    std::string unit;          ///< "€", "h", "%": shown after the control
    Condition required = never;
    std::string required_message;  ///< « Indiquez la date de début. »; the loader fills a default
    Condition visible = always;
    /// A program whose value is the answer; the person cannot edit it. Unknown while an answer that it
    /// reads (Program::reads without all_rows) is unknown or hidden: unknown is not zero.
    Condition computed = never;
    bool judges_unknown = false;   ///< `computed` does not wait: its program says what an unknown answer means
    std::string explanation;       ///< how a computed value comes about, in words
    /// A program whose value the page proposes while the field is empty or holds its last proposal; the person may change it.
    Condition suggested = never;
    std::string suggested_from;    ///< "le code du diplôme": « Proposé d'après le code du diplôme. »
    Value initial;                 ///< default answer of a new dossier or row
    std::string autocomplete;      ///< HTML autofill token ("organization", "postal-code", …)
    std::uint32_t max_length = 0;  ///< in code points; 0: the kind's own limit
    std::int64_t minimum = INT64_MIN;  ///< integer, hours, money, percentage: in stored units
    std::int64_t maximum = INT64_MAX;
    std::int32_t nomenclature = -1;    ///< choice, choices; a yes/no that must be answered: its two answers
    Lookup lookup = Lookup::none;
    std::vector<LookupTarget> lookup_targets;
    bool sensitive = false;            ///< masked on screen, never logged (NIR: décret 2019-341)
    bool in_payload = true;
    std::string payload_path;          ///< dotted; relative to the row in a repeated group
    Source source;
    std::int16_t group = -1;           ///< index of the repeated group, -1 for the dossier itself
    std::uint16_t slot = 0;            ///< index in the answers of the dossier or of the row
    std::int16_t step = -1;            ///< step it stands in
};

struct RepeatedGroup {
    std::string id;                ///< "stagiaires"
    std::string label;             ///< "Stagiaires"
    std::string item_label;        ///< "Stagiaire"
    std::string add_label;         ///< "Ajouter"
    std::string empty_label;       ///< « Aucun stagiaire. »; these three may be empty: the page has words of its own
    std::string edit_label;        ///< « Modifier la période »
    std::string remove_label;      ///< « Supprimer la période »
    std::uint32_t minimum = 0;
    std::uint32_t maximum = 500;
    std::string minimum_message;   ///< « Ajoutez au moins un stagiaire. »
    std::string payload_path;
    std::vector<std::uint32_t> fields;   ///< indices in Procedure::fields, in slot order
    std::vector<std::uint32_t> columns;  ///< fields shown in the table
    Condition visible = always;
    Source source;
    std::int16_t step = -1;
};

struct AttachmentZone {
    std::string id;      ///< "programme"
    std::string label;   ///< "Programme de l'action"
    std::string hint;
    Condition visible = always;
    Condition required = never;
    std::string required_message;
    std::vector<FileType> types;
    std::uint64_t maximum_bytes = 20ULL << 20U;
    std::uint32_t maximum_count = 10;
    Source source;
    std::int16_t step = -1;
};

/// The functions of the trade that give rows (dossier/schedules.hpp tells their arguments and columns).
enum class ScheduleFunction : std::uint8_t { remuneration_apprentissage, remuneration_professionnalisation, echeancier_apprentissage };

/// Rows that a function of the trade computes from answers: shown, never typed nor sent.
struct Schedule {
    struct Argument {
        std::uint8_t name = 0;      ///< index in the function's arguments (schedule_arguments())
        std::int32_t program = 0;
    };
    struct Column {
        std::string name;           ///< "du", "montant"
        std::string label;          ///< "Du"
        Kind kind = Kind::text;     ///< how its values are written
        std::uint8_t of = 0;        ///< index in the function's columns (schedule_columns())
    };
    std::string id;             ///< "periodes"
    std::string label;          ///< "Minima légaux"
    ScheduleFunction function = ScheduleFunction::remuneration_apprentissage;
    std::vector<Argument> arguments;
    std::vector<Column> columns;
    std::string explanation;
    Condition visible = always;
    std::int16_t fills = -1;    ///< a repeated group whose rows its button replaces, column -> field of the same name; -1: none
    std::string fill_label;     ///< "Reprendre ces périodes"
    Source source;
    std::int16_t step = -1;
};

/// What a section holds, in the order of the screen.
struct SectionItem {
    enum class What : std::uint8_t { field, group, attachment, schedule } what = What::field;
    std::uint32_t index = 0;  ///< in Procedure::fields, ::groups, ::attachments or ::schedules
};

/// A fieldset of a step.
struct Section {
    std::string id;
    std::string title;   ///< may be empty
    std::string intro;
    Condition visible = always;
    std::vector<SectionItem> items;
};

struct Step {
    std::string id;      ///< used in the route: "employeur"
    std::string title;   ///< "L'Employeur"
    std::string intro;
    std::vector<Section> sections;
};

enum class Severity : std::uint8_t { block, warn, info };

/// A rule: `check` must be truthy. It is not judged while a field that it reads is unknown or
/// hidden (unknown is not zero), unless `judges_unknown` is set. Reads of all rows never suspend it:
/// the rule itself says what an unknown cell of another row means.
struct Rule {
    std::string id;
    Severity severity = Severity::block;
    std::int32_t check = 0;         ///< program
    std::int16_t group = -1;        ///< judged once for each row of that group; -1: once
    bool judges_unknown = false;
    std::string message;            ///< with {arguments}
    struct Argument {
        std::string name;
        std::int32_t program = 0;
        Kind kind = Kind::text;     ///< how its value is written
    };
    std::vector<Argument> arguments;
    std::vector<std::uint32_t> fields;  ///< where the finding is shown (first) and what else it concerns
    std::int32_t attachment = -1;       ///< or at an attachment zone
    Source source;
};

enum class Lock : std::uint8_t { editable, locked };

struct Status {
    std::string id;     ///< "brouillon", "transmis", …
    std::string label;  ///< "Brouillon"
    Lock lock = Lock::editable;
    std::vector<std::string> next;  ///< ids of the statuses that may follow
};

/// The number that the backend gave, where a path of an answer is asked for.
inline constexpr std::string_view receipt_number_path = "recu.numero";

/// A request of another procedure that can be begun from one of this: an avenant, an invoice.
struct FollowUp {
    struct Answer {
        std::string target;  ///< path of a field of that procedure
        std::vector<std::string>
            sources;  ///< paths of fields of this one, or receipt_number_path; several: as one text; none: the constant
        std::string json;    ///< the constant, as its field is stored
    };
    std::string procedure;              ///< id
    std::string label;                  ///< "Générer une facture"
    std::vector<std::string> statuses;  ///< in which it may be begun
    bool same = false;                  ///< fields of the same path take the answers over
    std::vector<std::string> but;       ///< paths, or beginnings of paths, that `same` leaves out
    std::vector<Answer> answers;
};

/// A constant member of the payload, e.g. "type": "AF".
struct PayloadConstant {
    std::string path;
    std::string json;  ///< its JSON text
};

/// Another JSON form of the same dossier, for who asks for it (dossier/shapes.hpp).
struct Shape {
    std::string id;     ///< "cfa-opco"
    std::string title;
    Source source;
    std::string body;   ///< JSON text of the template
};

/// How a dossier of an older version is read under this one.
struct ProcedureMigration {
    struct Rename {
        std::string from;  ///< paths of fields or groups
        std::string to;
    };
    std::string from;                  ///< the older version
    std::vector<Rename> renames;
    std::vector<std::string> dropped;  ///< paths that have no successor: kept aside, and told
    std::string report;                ///< what changed, in one sentence
};

struct Procedure {
    std::string id;            ///< "opco-mobilites.action-formation"
    std::string version;       ///< "2026.1"
    std::string title;         ///< "Action de formation"
    std::string organisme;     ///< "OPCO Mobilités"
    std::string portal;        ///< "M-Gestion": where the form is filled today; may be empty
    std::string description;
    Source source;
    std::vector<Step> steps;
    std::vector<Field> fields;
    std::vector<RepeatedGroup> groups;
    std::vector<AttachmentZone> attachments;
    std::vector<Schedule> schedules;
    std::vector<Nomenclature> nomenclatures;
    std::vector<Table> tables;
    std::vector<Rule> rules;
    std::vector<Status> statuses;
    std::vector<FollowUp> follow_ups;
    std::vector<PayloadConstant> payload_constants;
    std::vector<Shape> shapes;
    std::vector<ProcedureMigration> migrations;
    std::vector<Program> programs;
    std::uint16_t root_slots = 0;   ///< number of answers of the dossier itself
    /// Fields of the dossier itself by slot: field index.
    std::vector<std::uint32_t> root_fields;
    /// All fields in the order of their paths, for find_field.
    std::vector<std::uint32_t> by_path;
    /// All fields, each after those that its visibility (its group's and section's too) and its
    /// computation read: the loader refuses cycles, so there is such an order.
    std::vector<std::uint32_t> evaluation_order;

    [[nodiscard]] Field const* find_field(std::string_view path) const;
    [[nodiscard]] std::int32_t field_index(std::string_view path) const;  ///< -1 when unknown
    [[nodiscard]] std::int32_t group_index(std::string_view id) const;
    [[nodiscard]] std::int32_t attachment_index(std::string_view id) const;
    [[nodiscard]] std::int32_t schedule_index(std::string_view id) const;
    [[nodiscard]] std::int32_t table_index(std::string_view id) const;
    [[nodiscard]] Status const* find_status(std::string_view id) const;
    [[nodiscard]] Choice const* find_choice(std::int32_t nomenclature, std::string_view code) const;
};

}  // namespace guichet
