// Dear ImGui's compile-time options (IMGUI_USER_CONFIG). We use its draw lists, its font atlas and its OpenGL renderer; no window,
// no widget, no file and no keyboard of its own.
#pragma once

// One draw list may hold a long page at a high density: 16-bit indices would end at 16,000 letters, and WebGL2 has no vertex offset.
#define ImDrawIdx unsigned int

// Debug builds and tests stop at a broken promise; the shipped page goes on.
#ifdef NDEBUG
#define IM_ASSERT(_EXPR) static_cast<void>(_EXPR)
#endif

// Its readers of formatted text are those of a settings file, which we have not, and one that reads a number: « #version 300 es ».
// The C library's scanner weighs as much as a widget.
#include <cstdio>
#include <cstdlib>
template <class... Places>
int guichet_scan(char const* /*text*/, char const* /*format*/, Places*... /*places*/) {
    return 0;
}
inline int guichet_scan(char const* text, char const* format, int* number) {
    if (*format != '#') return 0;
    *number = std::atoi(text + sizeof "#version");
    return 1;
}
#define sscanf guichet_scan
