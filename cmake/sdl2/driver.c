/* The parts of SDL 2.32.4's Emscripten video driver that this project replaces; an altered part of SDL, marked as such
 * as its zlib licence asks. Everything else of SDL is compiled from its own source, unchanged.
 *
 * Why: input is the business of the DOM here, and SDL's queue is never polled. Its handlers of mouse, touch, keyboard,
 * gamepad, cursors and software framebuffers would only weigh (35 KB brotli) and swallow the page's events. SDL's way to
 * WebGL through EGL pulls in the table of every GL function; Emscripten's own call is one line. What stays is SDL's window
 * and its GL context.
 */
#include "SDL_internal.h"

#include <emscripten/html5.h>

#include "SDL_emscriptenevents.h"
#include "SDL_emscriptenframebuffer.h"
#include "SDL_emscriptenmouse.h"
#include "SDL_emscriptenopengles.h"
#include "SDL_emscriptenvideo.h"
#include "SDL_events.h"
#include "SDL_loadso.h"
#include "SDL_render.h"
#include "events/SDL_events_c.h"
#include "events/SDL_gesture_c.h"

/* ---- no input ---- */
void Emscripten_RegisterEventHandlers(SDL_WindowData *data) { (void)data; }
void Emscripten_UnregisterEventHandlers(SDL_WindowData *data) { (void)data; }
EM_BOOL Emscripten_HandleCanvasResize(int type, const void *reserved, void *data) { return 0; }
void Emscripten_InitMouse(void) {}
void Emscripten_FiniMouse(void) {}
int SDL_GestureAddTouch(SDL_TouchID touch) { return 0; }
int SDL_GestureDelTouch(SDL_TouchID touch) { return 0; }
void SDL_GestureProcessEvent(SDL_Event *event) {}
void SDL_GestureQuit(void) {}
int SDL_QuitInit(void) { return 0; }
void SDL_QuitQuit(void) {}
void SDL_SendPendingSignalEvents(void) {}
int SDL_SendQuit(void) { return 0; }

/* ---- no log: it would write with printf what nobody reads ---- */
void SDL_LogInit(void) {}
void SDL_LogQuit(void) {}
void SDL_LogError(int category, SDL_PRINTF_FORMAT_STRING const char *fmt, ...) {}
void SDL_LogWarn(int category, SDL_PRINTF_FORMAT_STRING const char *fmt, ...) {}
void SDL_LogInfo(int category, SDL_PRINTF_FORMAT_STRING const char *fmt, ...) {}
void SDL_LogDebug(int category, SDL_PRINTF_FORMAT_STRING const char *fmt, ...) {}
void SDL_LogMessage(int category, SDL_LogPriority priority, SDL_PRINTF_FORMAT_STRING const char *fmt, ...) {}
SDL_LogPriority SDL_LogGetPriority(int category) { return SDL_LOG_PRIORITY_CRITICAL; }
void SDL_Log(SDL_PRINTF_FORMAT_STRING const char *fmt, ...) {}

/* ---- no software drawing, no renderer, no shared objects ---- */
int Emscripten_CreateWindowFramebuffer(_THIS, SDL_Window *window, Uint32 *format, void **pixels, int *pitch) { return SDL_Unsupported(); }
int Emscripten_UpdateWindowFramebuffer(_THIS, SDL_Window *window, const SDL_Rect *rects, int count) { return SDL_Unsupported(); }
void Emscripten_DestroyWindowFramebuffer(_THIS, SDL_Window *window) {}
SDL_Renderer *SDL_GetRenderer(SDL_Window *window) { return NULL; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *renderer) {}
void SDL_UnloadObject(void *handle) {}

/* ---- the context: WebGL2, with the attributes set by SDL_GL_SetAttribute ---- */
int Emscripten_GLES_LoadLibrary(_THIS, const char *path)
{
    /* SDL_emscriptenvideo.c only asks whether it is there. */
    _this->egl_data = (struct SDL_EGL_VideoData *)SDL_calloc(1, sizeof(SDL_EGL_VideoData));
    return _this->egl_data ? 0 : SDL_OutOfMemory();
}

void SDL_EGL_UnloadLibrary(_THIS)
{
    SDL_free(_this->egl_data);
    _this->egl_data = NULL;
}

/* Callers include GLES3/gl3.h and link to the functions. */
void *SDL_EGL_GetProcAddress(_THIS, const char *name) { return NULL; }

EGLSurface *SDL_EGL_CreateSurface(_THIS, NativeWindowType window) { return (EGLSurface *)1; }
void SDL_EGL_DestroySurface(_THIS, EGLSurface surface) {}

SDL_GLContext Emscripten_GLES_CreateContext(_THIS, SDL_Window *window)
{
    EmscriptenWebGLContextAttributes attributes;
    EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;
    attributes.minorVersion = 0;
    attributes.alpha = _this->gl_config.alpha_size > 0;
    attributes.premultipliedAlpha = EM_TRUE;
    attributes.depth = _this->gl_config.depth_size > 0;
    attributes.stencil = _this->gl_config.stencil_size > 0;
    attributes.antialias = _this->gl_config.multisamplesamples > 0;
    /* A form is no game: integrated graphics, and software where there is none. */
    attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
    attributes.failIfMajorPerformanceCaveat = EM_FALSE;
    attributes.enableExtensionsByDefault = EM_FALSE;
    context = emscripten_webgl_create_context(((SDL_WindowData *)window->driverdata)->canvas_id, &attributes);
    if (context <= 0) {
        SDL_SetError("WebGL2 is not available");
        return NULL;
    }
    if (emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS) {
        SDL_SetError("the WebGL2 context cannot be made current");
        return NULL;
    }
    return (SDL_GLContext)context;
}

int Emscripten_GLES_MakeCurrent(_THIS, SDL_Window *window, SDL_GLContext context)
{
    return emscripten_webgl_make_context_current((EMSCRIPTEN_WEBGL_CONTEXT_HANDLE)context) == EMSCRIPTEN_RESULT_SUCCESS ? 0 : -1;
}

/* The browser shows what was drawn when the event is over. */
int Emscripten_GLES_SwapWindow(_THIS, SDL_Window *window) { return 0; }
int SDL_EGL_SetSwapInterval(_THIS, int interval) { return 0; }
int SDL_EGL_GetSwapInterval(_THIS) { return 0; }
void SDL_EGL_DeleteContext(_THIS, SDL_GLContext context) { emscripten_webgl_destroy_context((EMSCRIPTEN_WEBGL_CONTEXT_HANDLE)context); }
