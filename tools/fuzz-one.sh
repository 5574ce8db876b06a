#!/usr/bin/env bash
# fuzz-one.sh TARGET COMMITTED_CORPUS FOUND_CORPUS: one libFuzzer target for GUICHET_FUZZ_SECONDS (60).
# New inputs go to FOUND_CORPUS, in the build folder; the committed one is read only.
set -euo pipefail
target=$1 committed=$2 found=$3
mkdir -p "$found"
corpora=("$found")
[[ -d $committed ]] && corpora+=("$committed")
dictionary=$committed.dict
set --
[[ -f $dictionary ]] && set -- -dict="$dictionary"
exec "$target" -max_total_time="${GUICHET_FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=3000 -print_final_stats=1 -verbosity=0 \
  -artifact_prefix="$found/" "$@" "${corpora[@]}"
