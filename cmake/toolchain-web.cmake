# Emscripten's own toolchain file, wherever this machine's em++ keeps it.
find_program(guichet_em_config em-config REQUIRED)
execute_process(COMMAND "${guichet_em_config}" EMSCRIPTEN_ROOT
  OUTPUT_VARIABLE guichet_emscripten_root OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
include("${guichet_emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")
