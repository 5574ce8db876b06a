# Rooms: folders of src/, each a target that can include only what it may.
#
# Every room gets an include folder of its own, build/…/rooms/ROOM, holding nothing but a link named as the room's folder.
# A target sees its own and, through PUBLIC links, those of the rooms it uses; so "dossier/verdict.hpp" from
# a room that may not know a dossier is a file not found. Relative paths that step around this are caught by tools/arrows.mjs.

function(guichet_include_folder room folder)
  set(place "${CMAKE_BINARY_DIR}/rooms/${room}")
  file(MAKE_DIRECTORY "${place}")
  if(NOT EXISTS "${place}/${folder}")
    file(CREATE_LINK "${CMAKE_SOURCE_DIR}/src/${folder}" "${place}/${folder}" SYMBOLIC)
  endif()
endfunction()

# guichet_room(NAME [FOLDER src/FOLDER] [SOURCES glob…] [EXCLUDE regex] [EXCEPTIONS] [USES target…] [KEEPS target…])
# USES is seen by those who use this room in turn, KEEPS is not.
# A room without a source yet is an INTERFACE target, so that the others can be built.
function(guichet_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "EXCEPTIONS" "FOLDER;EXCLUDE" "SOURCES;USES;KEEPS")
  if(NOT room_FOLDER)
    set(room_FOLDER "${name}")
  endif()
  if(NOT room_SOURCES)
    set(room_SOURCES "src/${room_FOLDER}/*.cpp")
  endif()
  list(TRANSFORM room_SOURCES PREPEND "${CMAKE_SOURCE_DIR}/")
  file(GLOB sources CONFIGURE_DEPENDS ${room_SOURCES})
  if(room_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX "${room_EXCLUDE}")
  endif()
  string(REGEX REPLACE "/.*" "" top "${room_FOLDER}")
  guichet_include_folder("${top}" "${top}")

  if(sources)
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC "${CMAKE_BINARY_DIR}/rooms/${top}")
    target_link_libraries(${name} PUBLIC ${room_USES} PRIVATE ${room_KEEPS} guichet_flags)
    if(NOT room_EXCEPTIONS)
      target_compile_options(${name} PRIVATE -fno-exceptions)
    endif()
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE "${CMAKE_BINARY_DIR}/rooms/${top}")
    target_link_libraries(${name} INTERFACE ${room_USES} ${room_KEEPS})
  endif()
endfunction()

# Compile definitions and folders of a room that may still be empty.
function(guichet_room_include room folder)
  get_target_property(kind ${room} TYPE)
  if(kind STREQUAL INTERFACE_LIBRARY)
    target_include_directories(${room} INTERFACE "${folder}")
  else()
    target_include_directories(${room} PUBLIC "${folder}")
  endif()
endfunction()
