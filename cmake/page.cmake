# The page's module: build/web/guichet.js and guichet.wasm, an ES module that exports a factory.
file(GLOB web_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/main/web*.cpp")
file(GLOB web_libraries CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/library*.js")
if(NOT web_sources)
  return()
endif()

# A page's module of those sources, under that folder of the build.
function(guichet_page target folder)
  add_executable(${target} ${ARGN})
  target_link_libraries(${target} PRIVATE main_common platform_web paint third::sdl2 guichet_flags)
  target_compile_options(${target} PRIVATE -fno-exceptions)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME guichet RUNTIME_OUTPUT_DIRECTORY "${folder}")
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${web_libraries})
  foreach(library IN LISTS web_libraries)
    target_link_options(${target} PRIVATE "SHELL:--js-library \"${library}\"")
  endforeach()
  target_link_options(${target} PRIVATE
    -fno-exceptions -fno-rtti
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createGuichet -sENVIRONMENT=web
    # The page's policy forbids eval; nothing of ours reads files.
    -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0
    -sMALLOC=emmalloc -sINITIAL_MEMORY=8MB -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=256MB -sSTACK_SIZE=1MB
    # No size of an object is an address: tools/split.mjs tells them apart.
    -sGLOBAL_BASE=20480
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sGL_ENABLE_GET_PROC_ADDRESS=0 -sGL_TRACK_ERRORS=0
    -sTEXTDECODER=2 -sINCOMING_MODULE_JS_API=wasmBinary,instantiateWasm,canvas,print,printErr,locateFile,onAbort,noInitialRun
    -sEXPORTED_RUNTIME_METHODS=HEAPU8
    # The names of functions, beside the module: tools/split.mjs tells by them what is fetched later.
    --emit-symbol-map
    )
  if(CMAKE_BUILD_TYPE STREQUAL Debug)
    target_link_options(${target} PRIVATE -sASSERTIONS=2 -sSAFE_HEAP=1 -sSTACK_OVERFLOW_CHECK=2)
  else()
    target_link_options(${target} PRIVATE -sASSERTIONS=0)
  endif()
endfunction()

guichet_page(guichet_web "${CMAKE_BINARY_DIR}" ${web_sources})
# The same with what the bench of the form needs (tests/bench/form/run.mjs); built on demand.
guichet_page(guichet_form_bench "${CMAKE_BINARY_DIR}/form-bench" ${web_sources} "${CMAKE_SOURCE_DIR}/tests/bench/form/exports.cpp")
set_target_properties(guichet_form_bench PROPERTIES EXCLUDE_FROM_ALL ON)
target_link_libraries(guichet_form_bench PRIVATE third::json)
