// Dear ImGui's compile-time options (IMGUI_USER_CONFIG). We use its draw lists, its font atlas and its OpenGL renderer; no window,
// no widget, no file and no keyboard of its own.
#pragma once

// One draw list may hold a long page at a high density: 16-bit indices would end at 16,000 letters, and WebGL2 has no vertex offset.
#define ImDrawIdx unsigned int

// Debug builds and tests stop at a broken promise; the shipped page goes on.
#ifdef NDEBUG
#define IM_ASSERT(_EXPR) static_cast<void>(_EXPR)
#endif

// Its only readers of formatted text are those of a settings file, which we have not; the C library's scanner weighs as much as a widget.
#include <cstdio>
#define sscanf(...) 0
