// What the bench of the form (tests/bench/form) needs of the page. The page itself does not call it, so it is not in its module.
#pragma once

namespace guichet {

struct Model;

/// The model of the page that runs; when it `changes`, a frame is asked for.
[[nodiscard]] Model& page_stage(bool changes);

}  // namespace guichet
