// The state of one loading. First everything is read (load.cpp, load_steps.cpp, load_fields.cpp,
// load_statuses.cpp); then, when all names are known, conditions and rules are compiled
// (load_rules.cpp) and the whole is checked (check_order.cpp, check_payload.cpp). Internal to the room.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "procedure/compile.hpp"
#include "procedure/lint.hpp"

namespace guichet {

/// A condition or computation of the file, compiled once all names are known.
struct PendingCondition {
    enum class Owner : std::uint8_t {
        field_required,
        field_visible,
        field_computed,
        field_suggested,
        group_visible,
        zone_visible,
        zone_required,
        section_visible,
        schedule_visible,
        schedule_argument,  ///< `section` is the argument's index
    } owner = Owner::field_visible;
    std::size_t index = 0;    ///< of the field, group, zone or schedule; of the section, its step
    std::size_t section = 0;
    Json const* rule = nullptr;
    std::string where;
};

struct PendingRule {
    Json const* json = nullptr;
    std::string where;
};

struct Loader {
    Lint lint;
    Procedure procedure{};
    RuleNames names{};
    std::map<std::string, Source, std::less<>> sources{};
    std::map<std::string, bool, std::less<>> used_sources{};
    std::vector<PendingCondition> conditions{};
    std::vector<std::string> field_where{};   ///< JSON pointer of each field
    std::vector<std::string> group_where{};
    /// Section of each field, group and zone: visible only with it. {step, section}
    struct Place {
        std::size_t step = 0;
        std::size_t section = 0;
    };
    std::vector<Place> field_place{};
    std::vector<Place> group_place{};
    std::vector<Place> zone_place{};
    /// What a schedule fills, by name, until all groups are known; and where that is said.
    std::vector<std::pair<std::string, std::string>> schedule_fills{};
    std::vector<std::string> migration_where{};
    std::vector<std::string> payload_where{};  ///< of each payload constant

    // load.cpp
    void read(Json const& file);
    void read_sources(Members& file);
    [[nodiscard]] Source source(Members& owner);

    // load_lookups.cpp
    void read_lookup(Members& item, Field& field);
    void check_lookups();

    // load_lists.cpp
    void read_nomenclatures(Members& file);
    void read_tables(Members& file);
    void read_table_lines(Members& item, Table& table);

    // load_schedules.cpp
    void read_schedule(Members& item, std::size_t step, Section& section);
    void read_schedule_arguments(Members& item, Schedule& schedule, std::size_t index);
    void read_schedule_columns(Members& item, Schedule& schedule);
    /// That what it fills has its columns.
    void check_schedules();

    // load_migrations.cpp
    void read_shapes(Members& file);
    void read_migrations(Members& file);
    void check_migrations();

    // load_steps.cpp
    void read_steps(Members& file);
    void read_section(Members& file, std::size_t step, Section& section);
    void read_item(Json const& json, std::string const& where, std::size_t step, Section& section);
    void read_group(Members& item, std::size_t step, Section& section);
    void read_attachment(Members& item, std::size_t step, Section& section);

    // load_fields.cpp
    /// The field's index, or -1 when it has no usable path.
    std::int32_t read_field(Members& item, std::size_t step, std::size_t section, std::int16_t group);
    void read_choices_of(Members& item, Field& field);
    void read_limits(Members& item, Field& field);
    void read_initial(Members& item, Field& field);
    void make_question(Members& item, Field& field);
    void read_suggestion(Members& item, Field& field, std::size_t index);
    void check_example(Field const& field, std::string const& where);

    // load_statuses.cpp
    void read_statuses(Members& file);
    void read_follow_ups(Members& file);
    void read_follow_up_answers(Members& item, FollowUp& follow_up);
    std::vector<std::string> read_follow_up_sources(Json const& json, std::string const& where);
    void read_payload(Members& file);

    // load_rules.cpp
    /// true or false, or a rule to compile later.
    [[nodiscard]] Condition condition(Members& owner, std::string_view name, Condition otherwise, PendingCondition pending);
    void compile_conditions();
    /// Compiles into procedure.programs; -1 when it cannot.
    std::int32_t compile(Json const& rule, std::string const& where, std::int16_t group, TypeSet& types);
    void check_types(TypeSet given, TypeSet wanted, Sentence says, Sentence const& who, std::string const& where);
    void check_codes(Field const& field, std::int32_t program, std::string const& where);
    void read_rules(Members& file);
    void read_rule(Members& item);
    void read_arguments(Members& item, Rule& rule);
    void read_targets(Members& item, Rule& rule);

    // check_order.cpp, check_payload.cpp
    void order_fields();
    void check_payload();
};

}  // namespace guichet
