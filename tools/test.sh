#!/usr/bin/env bash
# Runs tests inside the environment: all | asan | fuzz | bench | coverage. Ends with one line « N passed, N failed ».
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
mkdir -p build
passed=0 failed=0

# ctest in one build folder; the counts come from its closing line, so a run that dies counts as a failure.
suite() {
  local name=$1 log=build/$1.ctest.log
  shift
  printf '\nguichet: tests of %s\n' "$name" >&2
  ctest --preset "$name" --output-on-failure --no-tests=ignore "$@" 2>&1 | tee "$log" || true
  local line bad total
  line=$(grep -E 'tests failed out of [0-9]+' "$log" | tail -n 1 || true)
  if [[ $line =~ ([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+) ]]; then
    bad=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
    passed=$((passed + total - bad)) failed=$((failed + bad))
  elif ! grep -q 'No tests were found' "$log"; then
    failed=$((failed + 1))
  fi
}

finish() {
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0 && passed > 0))
}

case ${1:-all} in
  all)
    # What breaks most often comes first.
    tools/build.sh native
    suite native -j 2 -LE 'browser|node|budget|lint'
    tools/build.sh wasm-tests
    suite wasm-tests -j 2
    tools/build.sh asan
    suite asan -j 2
    tools/build.sh dist
    tools/build.sh gallery
    suite native -L 'browser|node|budget'
    suite native -j 2 -L lint
    tools/build.sh fuzz
    suite fuzz -j 2
    finish ;;
  asan)
    tools/build.sh asan
    suite asan -j 2
    finish ;;
  fuzz)
    tools/build.sh fuzz
    suite fuzz -j 2
    finish ;;
  bench)
    tools/build.sh dist
    # All of them, whatever the first one says: a broken budget is no reason to keep the other figures back.
    for bench in build/native/bench_* tests/bench/*.mjs; do
      [[ -f $bench ]] || continue
      printf '\nguichet: %s\n' "$bench" >&2
      runner=()
      [[ $bench == *.mjs ]] && runner=(node)
      if "${runner[@]}" "$bench"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    done
    finish ;;
  coverage)
    tools/build.sh coverage
    rm -rf build/coverage/profiles
    LLVM_PROFILE_FILE=$PWD/build/coverage/profiles/%p-%m.profraw ctest --preset coverage -j 2
    llvm-profdata merge -sparse -o build/coverage/all.profdata build/coverage/profiles/*.profraw
    objects=()
    for program in build/coverage/*; do
      [[ -x $program && -f $program ]] && objects+=(-object "$program")
    done
    # Rooms are seen through links in the build folder: without an answer for « where », the report would list each twice.
    llvm-cov report -instr-profile build/coverage/all.profdata "${objects[@]}" -ignore-filename-regex '/(tests|third)/|^/usr|imgui' ;;
  *) printf 'usage: test.sh all|asan|fuzz|bench|coverage\n' >&2; exit 2 ;;
esac
