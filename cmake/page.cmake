# The page's module: build/web/guichet.js and guichet.wasm, an ES module that exports a factory.
file(GLOB web_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/main/web*.cpp")
file(GLOB web_libraries CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/library*.js")
if(NOT web_sources)
  return()
endif()

add_executable(guichet_web ${web_sources})
target_link_libraries(guichet_web PRIVATE main_common platform_web paint third::sdl2 guichet_flags)
target_compile_options(guichet_web PRIVATE -fno-exceptions)
set_target_properties(guichet_web PROPERTIES OUTPUT_NAME guichet RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
set_property(TARGET guichet_web APPEND PROPERTY LINK_DEPENDS ${web_libraries})

foreach(library IN LISTS web_libraries)
  target_link_options(guichet_web PRIVATE "SHELL:--js-library \"${library}\"")
endforeach()

target_link_options(guichet_web PRIVATE
  -fno-exceptions -fno-rtti
  -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createGuichet -sENVIRONMENT=web
  # The page's policy forbids eval; nothing of ours reads files.
  -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0
  -sMALLOC=emmalloc -sINITIAL_MEMORY=32MB -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=256MB -sSTACK_SIZE=1MB
  -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sGL_ENABLE_GET_PROC_ADDRESS=0 -sGL_TRACK_ERRORS=0
  -sTEXTDECODER=2 -sINCOMING_MODULE_JS_API=wasmBinary,instantiateWasm,canvas,print,printErr,locateFile,onAbort,noInitialRun
  -sEXPORTED_RUNTIME_METHODS=HEAPU8
  # Link-time optimisation may turn printf into calls that the library must already hold as code.
  "SHELL:-Wl,-u,vfprintf" "SHELL:-Wl,-u,__stdout_FILE")

if(CMAKE_BUILD_TYPE STREQUAL Debug)
  target_link_options(guichet_web PRIVATE -sASSERTIONS=2 -sSAFE_HEAP=1 -sSTACK_OVERFLOW_CHECK=2)
else()
  target_link_options(guichet_web PRIVATE -sASSERTIONS=0 "SHELL:-Wl,-Map=${CMAKE_BINARY_DIR}/guichet.map")
endif()
