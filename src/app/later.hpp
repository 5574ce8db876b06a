// What not every visit needs stands in `namespace later`, in functions that are never inlined: tools/split.mjs moves them, and
// whatever only they call, into guichet-later.wasm, which the page fetches when first wanted. They may be called once
// Model::later is done, and never before: nothing stands yet where they will.
#pragma once

#include "app/catalogue.hpp"

namespace guichet {

#ifdef GUICHET_LATER_APART
inline constexpr Fetching later_at_first = Fetching::idle;
#else
/// One program: nothing to wait for.
inline constexpr Fetching later_at_first = Fetching::done;
#endif

}  // namespace guichet
