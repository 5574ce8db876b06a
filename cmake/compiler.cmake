# How every room of ours is compiled. Third-party code gets `guichet_foreign` instead: same language, no warnings.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

find_program(guichet_ccache ccache)
if(guichet_ccache)
  # em++ answers as clang does, but ccache cannot tell from its name. base_dir lets two clones share their results.
  # Headers are reached by links (rooms/): the inode cache looks at the link, and takes a changed header for the former one.
  set(launcher "${guichet_ccache}" "compiler_type=clang" "base_dir=${CMAKE_SOURCE_DIR}" "hash_dir=false" "inode_cache=false")
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  add_compile_options(-fcolor-diagnostics)
endif()

option(GUICHET_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(GUICHET_FUZZ "build the libFuzzer targets" OFF)
option(GUICHET_COVERAGE "source-based coverage" OFF)
option(GUICHET_WASM_TESTS "build the unit suites for Node instead of the page" OFF)

# The sanitized build wants speed enough for fuzzing and frames enough for a stack one can read.
set(CMAKE_CXX_FLAGS_SANITIZE "-O1 -gline-tables-only -fno-omit-frame-pointer")
set(CMAKE_C_FLAGS_SANITIZE "-O1 -gline-tables-only -fno-omit-frame-pointer")
# Tests as WebAssembly: links in seconds rather than minutes.
set(CMAKE_CXX_FLAGS_TESTS "-O1")
set(CMAKE_C_FLAGS_TESTS "-O1")
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -flto -DNDEBUG")
set(CMAKE_C_FLAGS_MINSIZEREL "-Oz -flto -DNDEBUG")
if(EMSCRIPTEN)
  # In every engine since 2021; less code, and conversions without a detour.
  add_compile_options(-mbulk-memory -mnontrapping-fptoint -msign-ext)
endif()
# Emscripten's -gsource-map and DWARF both slow the debug page; names suffice.
if(EMSCRIPTEN)
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g2")
  set(CMAKE_C_FLAGS_DEBUG "-O1 -g2")
endif()

if(GUICHET_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
endif()
if(GUICHET_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(GUICHET_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()
if(NOT EMSCRIPTEN)
  find_program(guichet_lld ld.lld)
  if(guichet_lld AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
    add_link_options(-fuse-ld=lld)
  endif()
endif()

add_library(guichet_foreign INTERFACE)
target_compile_options(guichet_foreign INTERFACE -w -fno-exceptions $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)

add_library(guichet_warnings INTERFACE)
target_compile_options(guichet_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Werror
  -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual -Wnull-dereference
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wundef -Wvla
  $<$<CXX_COMPILER_ID:Clang>:-Wextra-semi -Wunreachable-code -Wcovered-switch-default -Wno-missing-designated-field-initializers>
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op -Wno-missing-field-initializers>)

# Errors are values: rooms are compiled without exceptions. RTTI is off everywhere, the receiver too, so that types with
# virtual functions may be shared.
add_library(guichet_flags INTERFACE)
target_link_libraries(guichet_flags INTERFACE guichet_warnings)
target_compile_options(guichet_flags INTERFACE -fno-rtti)
