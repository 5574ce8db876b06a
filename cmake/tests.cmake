# Tests. Dropping a file is enough: tests/unit/ROOM/*.cpp -> unit_ROOM, tests/view -> view_goldens, tests/replay -> replay,
# tests/fuzz/fuzz_*.cpp -> one libFuzzer target each, tests/bench/*.cpp -> one bench each.
# Every test runs in the project's folder and may read its files by relative paths.
enable_testing()

add_library(guichet_doctest_main OBJECT EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/cmake/doctest_main.cpp")
target_link_libraries(guichet_doctest_main PUBLIC third::doctest)
# As the suites: a class of doctest's with type information on one side only would puzzle the sanitizer.
target_compile_options(guichet_doctest_main PRIVATE -fno-rtti)

# Failed REQUIREs throw natively; as WebAssembly, without exceptions, they end the run.
add_library(guichet_test_flags INTERFACE)
target_link_libraries(guichet_test_flags INTERFACE third::doctest third::json guichet_flags)
target_include_directories(guichet_test_flags INTERFACE "${CMAKE_SOURCE_DIR}/tests")
if(EMSCRIPTEN)
  target_compile_definitions(guichet_test_flags INTERFACE DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS)
  # Sizes are 32 bits here; the native build of the same tests has looked at their signs already.
  target_compile_options(guichet_test_flags INTERFACE -fno-exceptions -Wno-error=sign-conversion -Wno-error=shorten-64-to-32)
  target_compile_definitions(guichet_doctest_main PUBLIC DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS)
  target_compile_options(guichet_doctest_main PRIVATE -fno-exceptions)
endif()

# guichet_suite(NAME folder LABEL USES rooms…)
function(guichet_suite name folder)
  cmake_parse_arguments(PARSE_ARGV 2 suite "" "" "USES")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.cpp")
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE ${suite_USES} guichet_doctest_main guichet_test_flags)
  if(EMSCRIPTEN)
    target_link_options(${name} PRIVATE -sNODERAWFS=1 -sENVIRONMENT=node -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=1MB
      -sEXIT_RUNTIME=1 -sASSERTIONS=1 -sMAX_WEBGL_VERSION=2 -fno-exceptions)
    # Node takes a .js under our package.json for an ES module, which Emscripten's glue for Node is not.
    set_target_properties(${name} PROPERTIES SUFFIX .cjs)
    add_test(NAME wasm.${name} COMMAND "${guichet_node}" "$<TARGET_FILE:${name}>" --no-colors=1
      WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set_tests_properties(wasm.${name} PROPERTIES LABELS wasm TIMEOUT 600)
  else()
    add_test(NAME ${name} COMMAND ${name} --no-colors=1 WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 900)
  endif()
endfunction()

if(GUICHET_FUZZ)
  # GUICHET_FUZZ_SECONDS is read when the test runs. What is found goes to the build folder; a reproducer worth
  # keeping is copied to tests/fuzz/corpus by a person.
  file(GLOB fuzzers CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz_*.cpp")
  file(GLOB fuzz_support CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/fuzz/support*.cpp")
  add_custom_target(fuzzers) # they, and no room that none of them uses
  foreach(source IN LISTS fuzzers)
    get_filename_component(name "${source}" NAME_WE)
    string(REPLACE fuzz_ "" corpus "${name}")
    add_executable(${name} "${source}" ${fuzz_support})
    add_dependencies(fuzzers ${name})
    target_link_libraries(${name} PRIVATE dossier third::json guichet_flags)
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
    target_compile_options(${name} PRIVATE -fno-exceptions -fsanitize=fuzzer)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    add_test(NAME ${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
      COMMAND "${CMAKE_SOURCE_DIR}/tools/fuzz-one.sh" "$<TARGET_FILE:${name}>" "${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${corpus}"
        "${CMAKE_BINARY_DIR}/corpus/${corpus}")
    # Their length is the person's choice, so no time limit of ours.
    set_tests_properties(${name} PROPERTIES LABELS fuzz TIMEOUT 0)
  endforeach()
  return()
endif()

# The verdict's bench, natively and with the flags of the page's module (tests/bench/verdict.mjs runs both).
if(EXISTS "${CMAKE_SOURCE_DIR}/tests/bench/verdict.cpp")
  add_executable(bench_verdict "${CMAKE_SOURCE_DIR}/tests/bench/verdict.cpp")
  target_link_libraries(bench_verdict PRIVATE dossier third::json guichet_flags)
  target_include_directories(bench_verdict PRIVATE "${CMAKE_SOURCE_DIR}/tests")
  target_compile_options(bench_verdict PRIVATE -fno-exceptions)
  if(EMSCRIPTEN)
    # package.json says that .js files are modules; this one is a script of Emscripten's.
    set_target_properties(bench_verdict PROPERTIES SUFFIX .cjs)
    # Of the page's own memory, too.
    target_sources(bench_verdict PRIVATE src/main/web_memory.cpp)
    target_link_options(bench_verdict PRIVATE -sNODERAWFS=1 -sENVIRONMENT=node -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH=1
      -sSTACK_SIZE=1MB -sEXIT_RUNTIME=1 -sASSERTIONS=0 -fno-exceptions)
  endif()
endif()

if(EMSCRIPTEN AND NOT GUICHET_WASM_TESTS)
  return()
endif()

guichet_suite(unit_core tests/unit/core USES core)
guichet_suite(unit_procedure tests/unit/procedure USES procedure)
guichet_suite(unit_dossier tests/unit/dossier USES dossier)
guichet_suite(unit_app tests/unit/app USES app)
guichet_suite(unit_view tests/unit/view USES view)
guichet_suite(unit_paint tests/unit/paint USES paint third::imgui)
guichet_suite(unit_platform tests/unit/platform USES platform platform_headless)
guichet_suite(unit_main tests/unit/main USES main_common platform_headless)
guichet_suite(view_goldens tests/view USES view main_common platform_headless)
guichet_suite(replay tests/replay USES main_common platform_headless)

if(EMSCRIPTEN)
  # What only the page's module has of the C library's, under tests of its own.
  set(web_libc_js "${CMAKE_SOURCE_DIR}/web/library_libc.js")
  guichet_suite(unit_web_libc tests/unit/web_libc)
  target_sources(unit_web_libc PRIVATE src/main/web_libc.cpp src/main/web_memory.cpp)
  target_link_options(unit_web_libc PRIVATE "SHELL:--js-library \"${web_libc_js}\"")
  set_property(TARGET unit_web_libc APPEND PROPERTY LINK_DEPENDS "${web_libc_js}")
  return()
endif()

guichet_suite(unit_receiver tests/unit/receiver USES receiver third::httplib third::sqlite third::pq)
# The same on a real PostgreSQL, which the runner starts.
add_test(NAME unit_receiver.postgres COMMAND "${guichet_node}" tests/node/unit-postgres.mjs "$<TARGET_FILE:unit_receiver>" --no-colors=1
  WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
set_tests_properties(unit_receiver.postgres PROPERTIES LABELS unit TIMEOUT 900)

file(GLOB benches CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/bench/*.cpp")
list(FILTER benches EXCLUDE REGEX "/verdict\\.cpp$")
foreach(source IN LISTS benches)
  get_filename_component(name "${source}" NAME_WE)
  string(REGEX REPLACE "^bench_" "" name "${name}")
  add_executable(bench_${name} "${source}")
  target_link_libraries(bench_${name} PRIVATE main_common platform_headless paint third::imgui third::json guichet_flags)
  target_include_directories(bench_${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
endforeach()

# Programs that tests in JavaScript drive (tests/node): lines of JSON in, lines of JSON out.
file(GLOB tools CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/tools/*.cpp")
foreach(source IN LISTS tools)
  get_filename_component(name "${source}" NAME_WE)
  add_executable(${name} "${source}")
  target_link_libraries(${name} PRIVATE dossier third::json guichet_flags)
  target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
endforeach()

if(CMAKE_BUILD_TYPE STREQUAL RelWithDebInfo)
  include(cmake/checks.cmake)
endif()
