// The door to the graphics card: Dear ImGui's OpenGL backend where the build has it (renderer_opengl.cpp), nothing elsewhere
// (renderer_none.cpp: tests, benches, the command). CMake takes one of the two.
#pragma once

#include <imgui.h>

namespace guichet::paint {

/// False without a current context.
bool start_renderer();
void stop_renderer();
/// Forgets every device object without touching the lost ones' successors; they are made again by the next draw.
void forget_device_objects(ImFontAtlas& atlas);
/// Clears the whole framebuffer to transparent black, then draws.
void draw(ImDrawData& data);

}  // namespace guichet::paint
