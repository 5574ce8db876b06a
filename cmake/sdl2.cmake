# SDL2 from its source: the window and the WebGL2 context, and nothing more. Compiled directly from the list below with
# SDL's own SDL_config_emscripten.h; its CMake would spend minutes on probes.
#
# Size of a page that only opens a window with a GL context (-Oz -flto, JavaScript + WebAssembly, brotli 11), in bytes:
#   without SDL (one Emscripten call): 5 804 · everything of SDL: 95 271 · SDL_LEAN_AND_MEAN: 74 491 · without its input and
#   cursor code: 60 969 · with cmake/sdl2/driver.c and events.c in place of EGL, gestures and logs: 33 794.
#   In the real page less: the C library that it brings (printf, strtod) is there already.
set(sdl2 "$ENV{GUICHET_SDL2_SOURCE}")
if(NOT EXISTS "${sdl2}/include/SDL.h")
  message(FATAL_ERROR "GUICHET_SDL2_SOURCE must name SDL2's source; run through ./emsdk-env.sh")
endif()

set(sdl2_sources
  SDL.c SDL_assert.c SDL_error.c SDL_hints.c SDL_list.c SDL_utils.c
  atomic/SDL_atomic.c atomic/SDL_spinlock.c cpuinfo/SDL_cpuinfo.c
  events/SDL_clipboardevents.c events/SDL_displayevents.c events/SDL_dropevents.c events/SDL_keyboard.c
  events/SDL_mouse.c events/SDL_touch.c events/SDL_windowevents.c
  libm/s_floor.c
  stdlib/SDL_getenv.c stdlib/SDL_iconv.c stdlib/SDL_malloc.c stdlib/SDL_qsort.c stdlib/SDL_stdlib.c
  stdlib/SDL_string.c stdlib/SDL_strtokr.c
  thread/SDL_thread.c thread/generic/SDL_syscond.c thread/generic/SDL_sysmutex.c thread/generic/SDL_syssem.c
  thread/generic/SDL_systhread.c thread/generic/SDL_systls.c
  timer/SDL_timer.c timer/unix/SDL_systimer.c
  video/SDL_RLEaccel.c video/SDL_blit.c video/SDL_blit_copy.c video/SDL_blit_slow.c video/SDL_clipboard.c
  video/SDL_fillrect.c video/SDL_pixels.c video/SDL_rect.c video/SDL_stretch.c video/SDL_surface.c video/SDL_video.c
  video/emscripten/SDL_emscriptenvideo.c)
list(TRANSFORM sdl2_sources PREPEND "${sdl2}/src/")

add_library(third_sdl2 STATIC ${sdl2_sources}
  "${CMAKE_SOURCE_DIR}/cmake/sdl2/driver.c" "${CMAKE_SOURCE_DIR}/cmake/sdl2/events.c")
target_link_libraries(third_sdl2 PRIVATE guichet_foreign)
target_include_directories(third_sdl2 SYSTEM PUBLIC "${sdl2}/include" PRIVATE
  "${sdl2}/src" "${sdl2}/src/video" "${sdl2}/src/video/emscripten" "${sdl2}/src/video/khronos")
target_compile_definitions(third_sdl2 PUBLIC
  SDL_AUDIO_DISABLED=1 SDL_JOYSTICK_DISABLED=1 SDL_HAPTIC_DISABLED=1 SDL_SENSOR_DISABLED=1 SDL_RENDER_DISABLED=1
  SDL_LEAN_AND_MEAN=1)
add_library(third::sdl2 ALIAS third_sdl2)
