#!/usr/bin/env bash
# format.sh [--check]: clang-format over our C++ sources; with --check, says which are not in form and fails.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
mapfile -d '' files < <(find src tests cmake -type f \( -name '*.cpp' -o -name '*.hpp' \) -print0 2>/dev/null | sort -z)
((${#files[@]})) || exit 0
if [[ ${1:-} == --check ]]; then
  clang-format --dry-run --Werror "${files[@]}" 2>&1 | grep -E 'error' | sed 's/:.*//' | sort | uniq -c | sort -rn |
    awk '{ print $2 ": " $1 " places; run tools/format.sh"; bad = 1 } END { exit bad }'
else
  clang-format -i "${files[@]}"
fi
