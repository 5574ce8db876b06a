// The application's loop: platform event -> message -> update -> effects -> ports; and the screen of
// the model whenever it is asked for. The same on the web and headless.
#pragma once

#include <cstdint>
#include <memory>

#include "platform/ports.hpp"
#include "view/node.hpp"

namespace guichet {

struct Model;

class Runtime {
public:
    explicit Runtime(Ports& ports);
    ~Runtime();
    Runtime(Runtime const&) = delete;
    Runtime& operator=(Runtime const&) = delete;

    /// Takes one event. True when the screen must be made again.
    bool handle(PlatformEvent event, Moment now);
    /// The current screen's tree; made anew only after handle() returned true. Valid until the next handle().
    [[nodiscard]] Node const& screen();
    /// For a bench, which sets the stage without a person: the model as it is; when it `changes`, the screen is made again.
    [[nodiscard]] Model& stage(bool changes);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace guichet
