#include "platform/web/window.hpp"

#include <GLES3/gl3.h>
#include <SDL.h>
#include <emscripten/html5.h>

namespace guichet {

bool open_window() {
    SDL_SetMainReady();
    // Text belongs to the page's own fields: should SDL look for keys, it finds no element to listen to.
    SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#no-keyboard");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) { return false; }
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    // Transparent where nothing is painted: the page's own background shows.
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 8);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    // Not resizable: SDL must not follow the window's size, web/surfaces.ts does.
    SDL_Window* const window = SDL_CreateWindow("Guichet", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, 1, 1, SDL_WINDOW_OPENGL);
    if (window == nullptr || SDL_GL_CreateContext(window) == nullptr) { return false; }
    emscripten_html5_remove_all_event_listeners();
    return true;
}

void clear_window() {
    // The painter leaves its scissor on.
    glDisable(GL_SCISSOR_TEST);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace guichet
