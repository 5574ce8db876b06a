# Dear ImGui from its source. The core compiles natively too, so that painting can be tested without a browser.
set(imgui "$ENV{GUICHET_IMGUI_SOURCE}")
if(NOT EXISTS "${imgui}/imgui.h")
  message(FATAL_ERROR "GUICHET_IMGUI_SOURCE must name Dear ImGui's source; run through ./emsdk-env.sh")
endif()

add_library(third_imgui STATIC
  "${imgui}/imgui.cpp" "${imgui}/imgui_draw.cpp" "${imgui}/imgui_tables.cpp" "${imgui}/imgui_widgets.cpp")
target_link_libraries(third_imgui PRIVATE guichet_foreign)
target_include_directories(third_imgui SYSTEM PUBLIC "${imgui}" "${imgui}/backends")
target_compile_definitions(third_imgui PUBLIC
  # Each of these is code that no user of ours can reach.
  IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_FILE_FUNCTIONS
  IMGUI_DISABLE_DEFAULT_FONT IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS IMGUI_DISABLE_WIN32_FUNCTIONS)
# The project's own configuration, when the paint room has one.
if(EXISTS "${CMAKE_SOURCE_DIR}/src/paint/imgui_config.hpp")
  target_compile_definitions(third_imgui PUBLIC "IMGUI_USER_CONFIG=\"paint/imgui_config.hpp\"")
  target_include_directories(third_imgui PUBLIC "${CMAKE_BINARY_DIR}/rooms/paint")
endif()
add_library(third::imgui ALIAS third_imgui)

if(EMSCRIPTEN)
  add_library(third_imgui_opengl3 STATIC "${imgui}/backends/imgui_impl_opengl3.cpp")
  target_link_libraries(third_imgui_opengl3 PUBLIC third_imgui PRIVATE guichet_foreign)
  target_compile_definitions(third_imgui_opengl3 PUBLIC IMGUI_IMPL_OPENGL_ES3)
  add_library(third::imgui_opengl3 ALIAS third_imgui_opengl3)
endif()
