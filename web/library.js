// What C++ may call of the page (src/platform/web/imports.hpp), for emscripten's --js-library: each one line to the host
// (web/host.ts), which the boot gives to the module as `Module.guichet`.
addToLibrary({
  guichet_patch: (operations, operationsSize, text, textSize) =>
    Module["guichet"].patch(HEAPU8.subarray(operations, operations + operationsSize), HEAPU8.subarray(text, text + textSize)),
  guichet_settle: () => Module["guichet"].settle(),
  guichet_layout: () => Module["guichet"].layout(),
  guichet_surface_done: (index) => Module["guichet"].surfaceDone(index),
  guichet_painted: (milliseconds, handles, count) =>
    Module["guichet"].painted(milliseconds, HEAPU32.subarray(handles >> 2, (handles >> 2) + count)),
  guichet_baseline: (size, weight) => Module["guichet"].baseline(size, weight),
  guichet_advance: (size, weight, letter) => Module["guichet"].advance(size, weight, letter),
  guichet_ask: (bytes, size) => Module["guichet"].ask(HEAPU8.subarray(bytes, bytes + size)),
  guichet_request_frame: () => Module["guichet"].requestFrame(),
  guichet_request_rest: () => Module["guichet"].requestRest(),
  guichet_local_minute: () => Module["guichet"].localMinute(),
  guichet_local_day: () => Module["guichet"].localDay(),
});
