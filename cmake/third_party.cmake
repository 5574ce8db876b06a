# Third-party libraries, as SYSTEM targets: third::json, third::doctest, third::httplib, third::sqlite, third::pq, third::crypt, third::imgui,
# third::imgui_opengl3, third::imgui_sdl2, third::sdl2.

# A header-only library of the machine, linked into a folder of its own: naming the machine's whole include folder
# would let native headers into the web build.
function(guichet_header_library name header)
  find_path(third_${name} "${header}" REQUIRED NO_CMAKE_FIND_ROOT_PATH PATHS /usr/include /usr/local/include)
  get_filename_component(folder "${header}" DIRECTORY)
  set(place "${CMAKE_BINARY_DIR}/third/${name}")
  file(MAKE_DIRECTORY "${place}")
  file(CREATE_LINK "${third_${name}}/${folder}" "${place}/${folder}" SYMBOLIC)
  add_library(third_${name}_headers INTERFACE)
  target_include_directories(third_${name}_headers SYSTEM INTERFACE "${place}")
  add_library(third::${name} ALIAS third_${name}_headers)
endfunction()

guichet_header_library(json nlohmann/json.hpp)
target_compile_definitions(third_json_headers INTERFACE JSON_NOEXCEPTION=1 JSON_USE_IMPLICIT_CONVERSIONS=0 JSON_NO_IO=1)
guichet_header_library(doctest doctest/doctest.h)

if(NOT EMSCRIPTEN)
  find_package(Threads REQUIRED)

  find_path(third_sqlite_include sqlite3.h REQUIRED)
  find_library(third_sqlite_library sqlite3 REQUIRED)
  add_library(third_sqlite INTERFACE)
  target_include_directories(third_sqlite SYSTEM INTERFACE "${third_sqlite_include}")
  target_link_libraries(third_sqlite INTERFACE "${third_sqlite_library}")
  add_library(third::sqlite ALIAS third_sqlite)

  # Required like SQLite: a receiver that could not read what another was built for would be two programs under one name.
  find_path(third_pq_include libpq-fe.h PATH_SUFFIXES postgresql)
  find_library(third_pq_library pq)
  if(NOT third_pq_include OR NOT third_pq_library)
    message(FATAL_ERROR "libpq, the client library of PostgreSQL, is missing: install its development files (Debian: libpq-dev)")
  endif()
  add_library(third_pq INTERFACE)
  target_include_directories(third_pq SYSTEM INTERFACE "${third_pq_include}")
  target_link_libraries(third_pq INTERFACE "${third_pq_library}")
  add_library(third::pq ALIAS third_pq)

  # Passwords: libxcrypt's crypt(3), a part of the C library's development files.
  find_path(third_crypt_include crypt.h)
  find_library(third_crypt_library crypt)
  if(NOT third_crypt_include OR NOT third_crypt_library)
    message(FATAL_ERROR "libxcrypt, which hashes passwords, is missing: install its development files (Debian: libcrypt-dev)")
  endif()
  add_library(third_crypt INTERFACE)
  target_include_directories(third_crypt SYSTEM INTERFACE "${third_crypt_include}")
  target_link_libraries(third_crypt INTERFACE "${third_crypt_library}")
  add_library(third::crypt ALIAS third_crypt)

  # Debian ships it compiled, upstream as one header: both serve. The compiled one must be included with the macros that it
  # was compiled with, or its classes would have another layout than ours.
  find_path(third_httplib_include httplib.h REQUIRED)
  find_library(third_httplib_library cpp-httplib)
  add_library(third_httplib INTERFACE)
  target_include_directories(third_httplib SYSTEM INTERFACE "${third_httplib_include}")
  target_link_libraries(third_httplib INTERFACE Threads::Threads)
  if(third_httplib_library)
    target_link_libraries(third_httplib INTERFACE "${third_httplib_library}")
    target_compile_definitions(third_httplib INTERFACE
      CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_ZLIB_SUPPORT CPPHTTPLIB_BROTLI_SUPPORT)
  endif()
  add_library(third::httplib ALIAS third_httplib)
endif()

include(cmake/imgui.cmake)
if(EMSCRIPTEN)
  include(cmake/sdl2.cmake)
endif()
