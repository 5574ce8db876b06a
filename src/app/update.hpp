// The one function that decides: what a message changes, and what is asked of the outside.
// Deterministic: time comes with the message, randomness with the first one.
#pragma once

#include "app/effects.hpp"
#include "app/message.hpp"
#include "app/model.hpp"

namespace guichet {

struct Outcome {
    Effects effects;
    bool redraw = true;  ///< false: the screen of the model is the same as before
};

[[nodiscard]] Outcome update(Model& model, Message message, Now now);

}  // namespace guichet
