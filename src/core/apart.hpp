// Functions that must stay functions of their own in the page's module: so that tools/split.mjs can move them to the part that is
// fetched later (app/later.hpp), or so that what is rare stays out of a loop that is hot (procedure/evaluate.cpp).
// Optimisers inline what is called once: the linker's does not know `noinline`, but lets be whatever stands in the table of functions.
#pragma once

namespace guichet {

/// `template struct Apart<&f>;` beside the definition of a function that is declared `gnu::noinline`.
template <auto Function>
struct Apart {
    [[gnu::used]] static inline auto const entry = Function;
};

}  // namespace guichet
