#!/usr/bin/env bash
# format.sh [--check]: clang-format over our C++ sources; with --check, says which are not in form and fails.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
mapfile -d '' files < <(find src tests cmake -type f \( -name '*.cpp' -o -name '*.hpp' \) -print0 2>/dev/null | sort -z)
((${#files[@]})) || exit 0
if [[ ${1:-} == --check ]]; then
  report=$(clang-format --dry-run --Werror "${files[@]}" 2>&1) && exit 0
  # Between the findings stand lines of our sources, which may hold any word: only FILE:LINE:COLUMN: begins a finding.
  places=$(sed -nE 's/^([^ :]+):[0-9]+:[0-9]+: (error|warning): .*/\1/p' <<<"$report" | sort | uniq -c | sort -rn)
  if [[ $places ]]; then
    awk '{ print $2 ": " $1 " places; run tools/format.sh" }' <<<"$places"
  else
    printf '%s\n' "$report"
  fi
  exit 1
else
  clang-format -i "${files[@]}"
fi
