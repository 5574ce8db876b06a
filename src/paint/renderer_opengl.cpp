#include "paint/renderer.hpp"

#include <imgui_impl_opengl3.h>

namespace guichet::paint {

bool start_renderer() { return ImGui_ImplOpenGL3_Init("#version 300 es"); }

void stop_renderer() { ImGui_ImplOpenGL3_Shutdown(); }

void forget_device_objects(ImFontAtlas& atlas) {
    ImGui_ImplOpenGL3_DestroyDeviceObjects();
    // The atlas's own pixels are still in memory: marked as destroyed, its textures are uploaded again.
    for (auto* texture : atlas.TexList) {
        if (texture->TexID == ImTextureID_Invalid) continue;
        texture->SetTexID(ImTextureID_Invalid);
        texture->BackendUserData = nullptr;
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
}

void draw(ImDrawData& data) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplOpenGL3_RenderDrawData(&data);
}

}  // namespace guichet::paint
