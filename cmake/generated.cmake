# Files made at build time for the rooms, in build/…/include (as "generated/paint/x.hpp" or "paint/x.hpp").
set(guichet_generated "${CMAKE_BINARY_DIR}/include" "${CMAKE_BINARY_DIR}/include/generated")
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/include/generated/paint")

# One theme for both painters: assets/theme.json becomes CSS variables for the browser and constants for ImGui.
find_program(guichet_node NAMES node nodejs REQUIRED)
set(theme_tool "${CMAKE_SOURCE_DIR}/tools/theme.mjs")
set(theme_json "${CMAKE_SOURCE_DIR}/assets/theme.json")
if(EXISTS "${theme_tool}" AND EXISTS "${theme_json}")
  set(theme_header "${CMAKE_BINARY_DIR}/include/generated/paint/theme_tokens.hpp")
  add_custom_command(
    OUTPUT "${theme_header}" "${CMAKE_BINARY_DIR}/theme.css"
    COMMAND "${guichet_node}" "${theme_tool}" --json "${theme_json}" --css "${CMAKE_BINARY_DIR}/theme.css" --hpp "${theme_header}"
    DEPENDS "${theme_tool}" "${theme_json}" "${CMAKE_SOURCE_DIR}/shell/icons.svg"
    COMMENT "Theme: assets/theme.json" VERBATIM)
  add_custom_target(guichet_theme ALL DEPENDS "${theme_header}" "${CMAKE_BINARY_DIR}/theme.css")
endif()
