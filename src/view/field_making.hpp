// One field while it is made, and its control: what field_node() (fields.cpp) and the controls (field_controls.cpp) share. Private to
// the room.
#pragma once

#include <string>
#include <vector>

#include "view/build.hpp"

namespace guichet {

/// What is told under a field: the first thing that blocks, and every remark.
struct Told {
    std::string error;
    std::vector<Finding const*> remarks;
    Finding const* sourced = nullptr;
    bool to_confirm = false;
};

struct FieldMaking {
    Maker& maker;
    OpenDossier const& open;
    Field const& field;
    FieldRef where;
    FieldKey key;
    std::string id;
    Told told;
    std::string described_by;
    bool required = false;
};

/// The control that the field's kind wants, with what stands beside it: a unit, the button of a calendar.
[[nodiscard]] Node field_control(FieldMaking& making);

}  // namespace guichet
