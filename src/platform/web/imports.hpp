// The few functions of the page that C++ calls: web/library.js forwards each to the host object (web/host.ts).
#pragma once

#include <cstdint>

extern "C" {
/// Applies a patch to the mirror; answers bits of wire::changed.
std::uint32_t guichet_patch(std::uint8_t const* operations, std::uint32_t operations_size, char const* text, std::uint32_t text_size);
/// After a patch: moves the focus where it was asked for, and tells what has waited. May call guichet_tell().
void guichet_settle();
/// Reads all boxes into the tables of layout.hpp; answers how many surfaces there are. The first is the page.
std::uint32_t guichet_layout();
/// The picture of that surface stands in the canvas: copy it to its own.
void guichet_surface_done(std::uint32_t index);
/// The frame is done: figures for tests.
void guichet_painted(double milliseconds, std::uint32_t const* handles, std::uint32_t count);
/// From the top of a line's content area to its baseline, CSS pixels.
float guichet_baseline(float font_size, std::uint32_t weight);
/// How wide a letter is laid out, device pixels at a size in device pixels; 0: as wide as the font says.
float guichet_advance(float size, std::uint16_t weight, std::uint32_t letter);
/// Hands over a request (wire::Ask).
void guichet_ask(std::uint8_t const* bytes, std::uint32_t size);
/// The tree is no longer what is shown: a frame is wanted.
void guichet_request_frame();
/// A frame right after this one, at the browser's next turn.
void guichet_request_rest();
/// Days since 1970-01-01, and minutes since midnight, in the person's zone.
std::int32_t guichet_local_day();
std::int32_t guichet_local_minute();
}
