# Tests that are not C++ suites: the arrows, headers that stand alone, JavaScript tests, the browser's, style, budgets.

# guichet_check(NAME LABEL command…): a command run in the project's folder.
function(guichet_check name label)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 3600
    ENVIRONMENT "GUICHET_COMMAND=${CMAKE_BINARY_DIR}/guichet;GUICHET_SITE=${CMAKE_SOURCE_DIR}/dist")
endfunction()

guichet_check(arrows arrows "${guichet_node}" --test tools/arrows.mjs)

# Each header compiles alone, with its room's own flags and folders: one generated source a header.
add_custom_target(headers_alone)
foreach(room core procedure dossier app view paint platform platform_headless receiver main_common)
  string(REPLACE platform_headless platform/headless folder ${room})
  string(REPLACE main_common main folder ${folder})
  file(GLOB headers CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}/src" "${CMAKE_SOURCE_DIR}/src/${folder}/*.hpp")
  list(FILTER headers EXCLUDE REGEX "main/web[^/]*\\.hpp$|imgui_config\\.hpp$")
  set(alone "")
  foreach(header IN LISTS headers)
    string(MAKE_C_IDENTIFIER "${header}" name)
    set(source "${CMAKE_BINARY_DIR}/headers/${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "#include \"${header}\"\n" @ONLY)
    list(APPEND alone "${source}")
  endforeach()
  if(alone)
    add_library(headers_${room} OBJECT EXCLUDE_FROM_ALL ${alone})
    target_link_libraries(headers_${room} PRIVATE ${room} guichet_flags third::json third::httplib third::sqlite third::pq third::imgui)
    target_include_directories(headers_${room} PRIVATE "${CMAKE_BINARY_DIR}/rooms/${room}" ${guichet_generated})
    if(TARGET guichet_theme)
      add_dependencies(headers_${room} guichet_theme)
    endif()
    add_dependencies(headers_alone headers_${room})
  endif()
endforeach()
guichet_check(headers headers "${CMAKE_COMMAND}" --build "${CMAKE_BINARY_DIR}" --target headers_alone -j 2)

file(GLOB node_tests CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/tests/node/*.test.mjs")
foreach(file IN LISTS node_tests)
  get_filename_component(name "${file}" NAME_WE)
  guichet_check(node.${name} node "${guichet_node}" --test "${file}")
endforeach()

# The receiver's, once more on a real PostgreSQL, which they start.
foreach(name receiver receiver-contract receiver-kill receiver-life receiver-accounts receiver-accounts-kept receiver-accounts-midway receiver-rights demo)
  guichet_check(node.${name}.postgres node "${guichet_node}" --test "tests/node/${name}.test.mjs")
  set_property(TEST node.${name}.postgres APPEND PROPERTY ENVIRONMENT "GUICHET_TEST_DATABASE=postgresql")
endforeach()

# One Chromium at a time: what they measure is time.
file(GLOB browser_tests CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/tests/browser/*.test.mjs")
foreach(file IN LISTS browser_tests)
  get_filename_component(name "${file}" NAME_WE)
  guichet_check(browser.${name} browser "${guichet_node}" --test --test-concurrency=1 "${file}")
  set_tests_properties(browser.${name} PROPERTIES RUN_SERIAL ON)
endforeach()

# The promises that hold in every engine, in the two others.
foreach(engine firefox webkit)
  guichet_check(engine.${engine} browser "${guichet_node}" tests/browser/engine.mjs ${engine})
  set_tests_properties(engine.${engine} PROPERTIES RUN_SERIAL ON TIMEOUT 600)
endforeach()

guichet_check(budget budget "${guichet_node}" tools/budget.mjs --check)
guichet_check(notices budget "${guichet_node}" tools/notices.mjs --check)

guichet_check(lint.format lint tools/format.sh --check)
guichet_check(lint.tidy lint "${guichet_node}" tools/tidy.mjs "${CMAKE_BINARY_DIR}")
guichet_check(lint.types lint node_modules/.bin/tsc --noEmit)
file(GLOB shell_scripts RELATIVE "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/*.sh" "${CMAKE_SOURCE_DIR}/tools/*.sh")
guichet_check(lint.shell lint shellcheck ${shell_scripts} .ci/run)
