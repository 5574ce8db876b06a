#!/usr/bin/env bash
# Builds a part: native | web | wasm-tests | asan | fuzz | coverage | web-debug (CMake presets), dist (the static site), or gallery (the
# same with the gallery of widgets, in build/dist-debug).
# Runs inside the environment; see emsdk-env.sh.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
mkdir -p build

# cmake's own words go to a log: a person wants to know that it works, and everything when it does not.
preset() {
  local name=$1 log=build/$1.log started=$SECONDS
  printf 'guichet: building %s\n' "$name" >&2
  # Two callers in one checkout would trip over each other's half-written objects.
  exec 8>"build/$name.lock"
  flock 8
  if ! { cmake --preset "$name" && cmake --build --preset "$name" "${@:2}" -- -k 0; } >"$log" 2>&1; then
    grep -E -A12 'error:|Error|FAILED' "$log" | head -n 80 >&2 || tail -n 40 "$log" >&2
    printf 'guichet: %s could not be built (whole log: %s)\n' "$name" "$log" >&2
    return 1
  fi
  exec 8>&-
  printf 'guichet:   … %d s\n' $((SECONDS - started)) >&2
}

case ${1:-} in
  dist)
    preset native
    preset web
    exec 7>build/dist.lock
    flock 7
    node tools/dist.mjs ;;
  gallery)
    # The tests' build of the page, which alone has the gallery, as a site of its own (tests/browser/look.test.mjs).
    preset wasm-tests --target guichet_web
    preset native --target procedure_tool
    node tools/dist.mjs --web build/wasm-tests --out build/dist-debug ;;
  fuzz) preset fuzz --target fuzzers ;;
  native|web|wasm-tests|asan|coverage|web-debug) preset "$@" ;;
  *) printf 'usage: build.sh native|web|wasm-tests|asan|fuzz|coverage|web-debug|dist|gallery\n' >&2; exit 2 ;;
esac
