#!/usr/bin/env bash
# The environment of Guichet: one sealed Debian tree with every tool in it, and commands that run there.
#
#   ./emsdk-env.sh serve [--port N] [--data DIR]   build, then serve the page on 127.0.0.1
#   ./emsdk-env.sh test                            build everything and run every test
#   ./emsdk-env.sh build                           assemble the static site in dist/
#   ./emsdk-env.sh guichet ARGUMENTS…              the native command
#   ./emsdk-env.sh run COMMAND…                    any command inside the environment
#   ./emsdk-env.sh asan | fuzz | bench | coverage  one part of the whole
#   ./emsdk-env.sh prune                           remove environments that this checkout does not use
#
# GUICHET_ENV=host    use your own emsdk, clang and CMake instead of the sealed tree
# GUICHET_CACHE=DIR   where the tree, the sources and the compiler cache live (default: ~/.cache/guichet)
#
# Promises: a tree is made under a name ending in .partial and renamed when complete, so a half-made one is never
# used; it can be interrupted and run again; two callers at once build it once; nothing is written outside the
# cache and this folder.
set -euo pipefail

# Raised when the way the tree is made changes; the package list is part of the key by itself.
readonly RECIPE=1
readonly SUITE=trixie

# One line a concern, so that a change reads well in a diff.
readonly PACKAGES=(
  emscripten clang clang-tidy clang-format libclang-rt-19-dev lld llvm g++
  cmake ninja-build ccache
  nlohmann-json3-dev doctest-dev libsqlite3-dev libpq-dev libcpp-httplib-dev zlib1g-dev libbrotli-dev
  chromium firefox-esr webkit2gtk-driver xvfb xauth libgl1-mesa-dri nodejs npm
  brotli fonttools python3-brotli fonts-inter
  git dpkg-dev xz-utils ca-certificates shellcheck curl procps jq sqlite3 postgresql poppler-utils util-linux
)

# Libraries compiled from source: name, Debian suite, source package, file, sha256.
readonly SOURCES=(
  "sdl2 trixie libsdl2 libsdl2_2.32.4+dfsg.orig.tar.gz d364cded8bf41f3f503014d3fb6473f1a7077ff468da1638dae4a6bec6ef2277"
  "imgui forky imgui imgui_1.92.2b+ds.orig.tar.xz e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48"
)

project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
readonly project

say() { printf 'guichet: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# The comment at the top of this file is the manual.
usage() { sed -n '/^# /!d; /^# The env/,/^# cache/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; }

# ---------------------------------------------------------------------------------------------------------------
# Names in the cache

readonly cache=${GUICHET_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/guichet}

key_of() { sha256sum | cut -c1-16; }

tree="$cache/env-$(printf '%s\n' "$RECIPE" "$SUITE" "${PACKAGES[@]}" | key_of)"
sources="$cache/sources-$(printf '%s\n' "$RECIPE" "${SOURCES[@]}" | key_of)"
readonly tree sources

# npm's packages follow the lock file; package.json counts too, since `npm ci` refuses a pair that disagrees.
node_key() { cat -- "$project/package.json" "$project/package-lock.json" | key_of; }

# ---------------------------------------------------------------------------------------------------------------
# The sandbox

# Fills `sandbox_arguments` for bwrap. The root is an empty tmpfs with the tree's folders bound read-only in it, so that
# the project can appear under its own path whatever that is, and nothing can change the tree after it is made.
sandbox_arguments() {
  local name file variable
  sandbox=(--die-with-parent --clearenv)
  for name in usr etc; do sandbox+=(--ro-bind "$tree/$name" "/$name"); done
  for name in bin sbin lib lib32 lib64; do
    [[ -L $tree/$name ]] && sandbox+=(--symlink "$(readlink "$tree/$name")" "/$name")
  done
  # Only what the tools read; the rest of /var stays free for a project that lives under it.
  for name in var/lib/dpkg var/cache/fontconfig var/lib/apt; do
    [[ -d $tree/$name ]] && sandbox+=(--ro-bind "$tree/$name" "/$name")
  done
  sandbox+=(--tmpfs /usr/local --tmpfs /usr/src --tmpfs /tmp --tmpfs /run --dev /dev --proc /proc --tmpfs /dev/shm)
  sandbox+=(--ro-bind /sys /sys)

  # How this machine reaches its network is this machine's affair: names, certificates and npm's own settings are
  # bound from it at run time, never copied into the project.
  for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
    [[ -e $file && -e $tree$file ]] && sandbox+=(--ro-bind "$(readlink -f "$file")" "$file")
  done
  for file in /etc/npmrc /usr/etc/npmrc; do
    [[ -r $file ]] && sandbox+=(--ro-bind "$file" /etc/npmrc)
  done
  [[ -e /etc/localtime ]] && sandbox+=(--ro-bind "$(readlink -f /etc/localtime)" /etc/localtime)

  mkdir -p -- "$cache/home" "$cache/ccache" "$cache/npm"
  sandbox+=(--bind "$cache" "$cache" --bind "$project" "$project")
  [[ -r $HOME/.npmrc ]] && sandbox+=(--ro-bind "$HOME/.npmrc" "$cache/home/.npmrc")
  if [[ -d $cache/node-$(node_key 2>/dev/null)/node_modules ]]; then
    mkdir -p -- "$project/node_modules"
    sandbox+=(--ro-bind "$cache/node-$(node_key)/node_modules" "$project/node_modules")
  fi

  sandbox+=(
    --setenv PATH /usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
    --setenv HOME "$cache/home" --setenv USER "${USER:-guichet}" --setenv LANG C.UTF-8 --setenv SHELL /bin/bash
    --setenv GUICHET_SANDBOX 1 --setenv GUICHET_CACHE "$cache"
    --setenv GUICHET_SDL2_SOURCE "$sources/sdl2" --setenv GUICHET_IMGUI_SOURCE "$sources/imgui"
    --setenv CHROMIUM /usr/bin/chromium
    --setenv CCACHE_DIR "$cache/ccache" --setenv CCACHE_MAXSIZE 4G
    # Emscripten's libraries are ready-built in the tree, which nobody may write.
    --setenv EM_FROZEN_CACHE 1
    --setenv npm_config_cache "$cache/npm" --setenv npm_config_update_notifier false
  )
  while IFS= read -r variable; do
    case $variable in
      GUICHET_SANDBOX|GUICHET_CACHE|GUICHET_ENV|GUICHET_SDL2_SOURCE|GUICHET_IMGUI_SOURCE) ;;
      CI|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|TZ|GUICHET_*|UPDATE_*|CTEST_*|NINJA_STATUS|CMAKE_BUILD_PARALLEL_LEVEL|\
      http_proxy|https_proxy|no_proxy|all_proxy|HTTP_PROXY|HTTPS_PROXY|NO_PROXY|ALL_PROXY|npm_config_*|NPM_CONFIG_*|DEBUG)
        sandbox+=(--setenv "$variable" "${!variable}") ;;
      NODE_EXTRA_CA_CERTS)
        [[ -r ${!variable} ]] && sandbox+=(--ro-bind "$(readlink -f "${!variable}")" /run/extra-certificates.crt
          --setenv NODE_EXTRA_CA_CERTS /run/extra-certificates.crt) ;;
    esac
  done < <(compgen -e)

  # The caller's folder, when the sandbox has it; the project's otherwise.
  case $PWD/ in
    "$project"/*|"$cache"/*|/tmp/) sandbox+=(--chdir "$PWD") ;;
    *) sandbox+=(--chdir "$project") ;;
  esac
}

# Replaces this shell by COMMAND in the sandbox: Ctrl-C and the exit code are then COMMAND's own.
enter() {
  if [[ ${GUICHET_SANDBOX:-} || ${GUICHET_ENV:-} == host ]]; then exec "$@"; fi
  sandbox_arguments
  exec bwrap "${sandbox[@]}" -- "$@"
}

# The same without leaving this shell.
inside() { (enter "$@"); }

# Runs a server in the sandbox and hands it the signals that this shell gets: bwrap alone would die of SIGTERM
# and take the server with it, without its farewell.
enter_server() {
  if [[ ${GUICHET_SANDBOX:-} || ${GUICHET_ENV:-} == host ]]; then exec "$@"; fi
  local information server status=0 guard
  sandbox_arguments
  information=$(mktemp)
  set -m # or the background job would ignore SIGINT
  bwrap --info-fd 8 "${sandbox[@]}" -- "$@" 8>"$information" </dev/null &
  guard=$!
  set +m
  for _ in {1..100}; do
    server=$(sed -n 's/.*"child-pid": *\([0-9]*\).*/\1/p' "$information")
    [[ -n $server ]] && break
    sleep 0.05
  done
  rm -f -- "$information"
  # shellcheck disable=SC2064 # the process id of now is meant
  { trap "kill -INT $server 2>/dev/null" INT; trap "kill -TERM $server 2>/dev/null" TERM HUP; }
  # `wait` returns early at each trapped signal.
  while kill -0 "$guard" 2>/dev/null; do wait "$guard" && status=0 || status=$?; done
  exit "$status"
}

# ---------------------------------------------------------------------------------------------------------------
# Making the tree

need_tools() {
  local missing=() tool
  declare -A package=([mmdebstrap]=mmdebstrap [bwrap]=bubblewrap [newuidmap]=uidmap [flock]=util-linux [xz]=xz-utils [tar]=tar)
  for tool in mmdebstrap bwrap newuidmap flock xz tar; do
    command -v "$tool" >/dev/null || missing+=("${package[$tool]}")
  done
  [[ -e /usr/share/keyrings/debian-archive-keyring.gpg || -e /usr/share/keyrings/debian-archive-keyring.pgp ]] ||
    missing+=(debian-archive-keyring)
  if ((${#missing[@]})); then
    local command="apt-get install --no-install-recommends -y ${missing[*]}"
    command -v apt-get >/dev/null || fail "this machine has no apt-get: install ${missing[*]}, or set GUICHET_ENV=host and use your own tools"
    ((EUID == 0)) || fail "please have the administrator run: $command"
    say "installing ${missing[*]}"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive $command; } >"$cache/install.log" 2>&1 ||
      fail "could not install ${missing[*]}: see $cache/install.log"
  fi
  bwrap --ro-bind / / true 2>/dev/null ||
    fail "this machine does not let bwrap make a sandbox (user namespaces); set GUICHET_ENV=host to use your own tools"
  if ((EUID != 0)) && ! grep -q "^\($(id -un)\|$EUID\):" /etc/subuid 2>/dev/null; then
    fail "no range of sub-ids for $(id -un); please have the administrator run: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
  fi
}

# A partial with read-only folders, or with what a killed maker left mounted in it, must still go; nothing else may.
remove() {
  [[ -e $1 ]] || return 0
  local place places=() real
  real=$(realpath -- "$1") # as the kernel names what is mounted
  while read -r _ place _; do
    printf -v place '%b' "$place"
    [[ $place == "$real"/* ]] && places=("$place" "${places[@]}")
  done </proc/self/mounts
  for place in "${places[@]}"; do
    umount --lazy -- "$place" || fail "cannot unmount $place: unmount it, then run this again"
  done
  rm -rf --one-file-system -- "$1" 2>/dev/null || { find "$1" -xdev -type d -exec chmod u+rwx {} + && rm -rf --one-file-system -- "$1"; }
}

# Runs a long command and says every 20 s that it is still at work; its own lines go to a log.
with_progress() {
  local what=$1 log=$2 started=$SECONDS ticker status=0
  shift 2
  say "$what"
  (while sleep 20; do printf 'guichet:   … %d s\n' $((SECONDS - started)) >&2; done) 9>&- &
  ticker=$!
  # shellcheck disable=SC2064
  trap "kill $ticker 2>/dev/null || true" EXIT
  "$@" 2>"$log" || status=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  trap - EXIT
  ((status == 0)) || { tail -n 15 -- "$log" >&2; fail "failed: $what (whole log: $log)"; }
}

make_tree() {
  local partial=$tree.partial include options=() line
  include=$(IFS=,; printf '%s' "${PACKAGES[*]}")
  # $1 is mmdebstrap's, for its hook.
  # shellcheck disable=SC2016
  options+=(
    --variant=apt --include="$include"
    # Pages nobody reads here are a third of the files; the licences stay, our notices are made from them.
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*'
    --dpkgopt='path-include=/usr/share/doc/*/copyright'
    # The tree is renamed only when complete, so syncing each file buys nothing.
    --dpkgopt=force-unsafe-io
    # Tests make databases of their own and throw them away; the one that Debian would make is of no use.
    --essential-hook='mkdir -p "$1/etc/postgresql-common" && echo create_main_cluster=false >"$1/etc/postgresql-common/createcluster.conf"'
  )
  # A proxy set for apt on this machine serves the tree too.
  while IFS= read -r line; do options+=(--aptopt="$line"); done < <(
    apt-config dump --no-empty --format '%f "%v";%n' Acquire::http::Proxy Acquire::https::Proxy 2>/dev/null || true)

  remove "$partial"
  mkdir -p -- "$partial"
  if ((EUID == 0)); then
    # In namespaces of its own, so that what it starts and mounts goes with it, however it ends.
    local alone=(unshare --mount --pid --fork --mount-proc --kill-child)
    "${alone[@]}" true 2>/dev/null || alone=()
    with_progress "building the environment (about 2 minutes, 4 GB in $cache)" "$cache/env.log" \
      "${alone[@]}" mmdebstrap --mode=root "${options[@]}" "$SUITE" "$partial"
  else
    # Unpacked by the user's own tar, the tree belongs to the user, who can then also remove it.
    with_progress "building the environment (about 3 minutes, 4 GB in $cache)" "$cache/env.log" \
      unpack_as_user "$partial" "${options[@]}"
  fi
  rm -rf -- "$partial/usr/share/emscripten/test"
  # Places for what is bound from the machine at run time.
  touch -- "$partial/etc/npmrc" "$partial/etc/resolv.conf" "$partial/etc/hosts"
  rm -f -- "$partial/etc/localtime"
  touch -- "$partial/etc/localtime"
  mkdir -p -- "$partial/var/cache/fontconfig"
  mv -T -- "$partial" "$tree"
}

unpack_as_user() {
  local partial=$1
  shift
  mmdebstrap --mode=unshare --format=tar "$@" "$SUITE" - |
    tar --extract --no-same-owner --directory="$partial" --exclude='./dev/*'
}

# The sources come from the same archive as the tree, through the tree's own apt: the archive's address is asked of
# apt and so stands in no file of ours.
make_sources() {
  local partial=$sources.partial entry name suite package file sum
  remove "$partial"
  mkdir -p -- "$partial"
  for entry in "${SOURCES[@]}"; do
    read -r name suite package file sum <<<"$entry"
    # Variables are the sandbox's shell's.
    # shellcheck disable=SC2016
    with_progress "fetching $file" "$cache/sources.log" inside bash -euc '
      set -o pipefail
      suite=$1 package=$2 file=$3 sum=$4 target=$5
      archive=$(apt-get --print-uris update | sed -n "s,^.\\(.*\\)/dists/'"$SUITE"'/InRelease.*,\\1,p" | head -n 1)
      work=$(mktemp -d)
      cd "$work"
      mkdir -p lists/partial archives/partial
      # A mirror whose copy of a testing suite is past its date still serves files that our sha256 vouches for.
      printf "deb-src [check-valid-until=no signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n" \
        "$archive" "$suite" >sources.list
      options=(-q -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$work/lists"
        -o Dir::Cache="$work" -o APT::Sandbox::User= -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false)
      apt-get "${options[@]}" update >&2
      apt-get "${options[@]}" source --download-only "$package" >&2 ||
        apt-get "${options[@]}" source --only-source --download-only "$package" >&2
      [[ -f $file ]] || { ls -l >&2; echo "the archive has another version than $file" >&2; exit 1; }
      printf "%s  %s\n" "$sum" "$file" | sha256sum --check --quiet >&2
      mkdir -p "$target"
      tar --extract --no-same-owner --strip-components=1 --directory="$target" --file="$file"
    ' guichet "$suite" "$package" "$file" "$sum" "$partial/$name"
  done
  mv -T -- "$partial" "$sources"
}

make_node_modules() {
  local target
  target="$cache/node-$(node_key)"
  remove "$target.partial"
  mkdir -p -- "$target.partial"
  cp -- "$project/package.json" "$project/package-lock.json" "$target.partial/"
  [[ -f $project/.npmrc ]] && cp -- "$project/.npmrc" "$target.partial/"
  with_progress "installing npm's packages" "$cache/npm.log" \
    inside npm --prefix "$target.partial" ci --prefer-offline --no-audit --no-fund >&2
  mv -T -- "$target.partial" "$target"
}

has_node_modules() { [[ ! -f $project/package-lock.json || -d $cache/node-$(node_key) ]]; }

# Makes what is missing, once, whoever asks.
set_up() {
  [[ ${GUICHET_SANDBOX:-} ]] && return
  if [[ ${GUICHET_ENV:-} == host ]]; then check_host; return; fi
  [[ -d $tree && -d $sources ]] && has_node_modules && command -v bwrap >/dev/null && return
  mkdir -p -- "$cache"
  (
    if command -v flock >/dev/null; then
      flock --nonblock 9 || { say "waiting for another caller that is building the environment"; flock 9; }
    fi
    need_tools
    # A stop at any point leaves only a .partial, which the next run removes.
    [[ -d $tree ]] || make_tree
    [[ -d $sources ]] || make_sources
    has_node_modules || make_node_modules
  ) 9>"$cache/lock"
}

# ---------------------------------------------------------------------------------------------------------------
# A person's own tools

version_of() { # the first version-like word of the command's answer
  "$@" 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1
}

# at_least NAME WANTED FOUND: notes what is missing or too old.
at_least() {
  if [[ -z $3 ]]; then
    problems+=("$1 ≥ $2 is missing")
  elif [[ $(printf '%s\n' "$2" "$3" | sort -V | head -n 1) != "$2" ]]; then
    problems+=("$1 is $3, needs ≥ $2")
  fi
}

# Notes which libraries are missing, and sources that are not those we build, whose hash the sealed tree checks.
check_libraries() {
  local header entry name file sum variable version folder
  for header in nlohmann/json.hpp doctest/doctest.h sqlite3.h httplib.h; do
    [[ -e /usr/include/$header || -e /usr/local/include/$header ]] || problems+=("<$header> is missing")
  done
  compgen -G '/usr/share/fonts/*/inter/Inter-Regular.*' >/dev/null || compgen -G '/usr/share/fonts/inter/Inter-Regular.*' >/dev/null ||
    problems+=("the font Inter is missing")
  for entry in "${SOURCES[@]}"; do
    read -r name _ _ file sum <<<"$entry"
    variable=GUICHET_${name^^}_SOURCE
    folder=${!variable:-}
    version=${file#*_} version=${version%%+*}
    case $name in
      sdl2) [[ -d $folder/include && $(sdl_version "$folder") == "$version" ]] && continue ;;
      *) grep -qs "define IMGUI_VERSION  *\"$version\"" "$folder/imgui.h" && continue ;;
    esac
    problems+=("$variable must name $file unpacked, of sha256 $sum")
  done
}

sdl_version() {
  sed -n 's/^#define SDL_\(MAJOR_VERSION\|MINOR_VERSION\|PATCHLEVEL\) *\([0-9]*\).*/\2/p' "$1/include/SDL_version.h" 2>/dev/null | paste -sd.
}

check_host() {
  local problems=() clang
  at_least em++ 3.1.69 "$(version_of em++ --version)"
  clang=$(version_of clang++ --version)
  if [[ -z $clang || ${clang%%.*} -lt 19 ]]; then
    at_least "clang++ ≥ 19 or g++" 14 "$(version_of g++ -dumpfullversion)"
  fi
  at_least cmake 3.31 "$(version_of cmake --version)"
  at_least ninja 1.10 "$(version_of ninja --version)"
  at_least node 20 "$(version_of node --version)"
  at_least npm 9 "$(version_of npm --version)"
  at_least brotli 1.0 "$(version_of brotli --version)"
  local tool
  for tool in em-config wasm-split wasm-dis flock python3; do
    command -v "$tool" >/dev/null || problems+=("$tool is missing")
  done
  python3 -c 'import fontTools, brotli' 2>/dev/null || problems+=("python3 has no fontTools and brotli")
  check_libraries
  if ((${#problems[@]})); then
    local line
    printf -v line '%s; ' "${problems[@]}"
    fail "GUICHET_ENV=host: ${line%; }"
  fi
  if [[ -f $project/package-lock.json && ! -d $project/node_modules/.bin ]]; then
    (cd -- "$project" && npm ci --no-audit --no-fund >&2)
  fi
}

# ---------------------------------------------------------------------------------------------------------------

prune() {
  local kept_node path
  kept_node="$cache/node-$(node_key 2>/dev/null)"
  for path in "$cache"/env-* "$cache"/sources-* "$cache"/node-*; do
    [[ -e $path && $path != "$tree" && $path != "$sources" && $path != "$kept_node" ]] || continue
    say "removing $path"
    remove "$path"
  done
}

command=${1:-}
(($#)) && shift
case $command in
  run)
    (($#)) || fail "run: which command?"
    set_up
    enter "$@" ;;
  serve)
    set_up
    inside "$project/tools/build.sh" dist
    enter_server "$project/build/native/guichet" serve --site "$project/dist" "$@" ;;
  guichet)
    set_up
    inside "$project/tools/build.sh" native
    enter "$project/build/native/guichet" "$@" ;;
  build)
    set_up
    enter "$project/tools/build.sh" dist ;;
  test)
    set_up
    enter "$project/tools/test.sh" all ;;
  asan|fuzz|bench|coverage)
    set_up
    enter "$project/tools/test.sh" "$command" ;;
  prune) prune ;;
  help|-h|--help) usage ;;
  *) usage; exit 2 ;;
esac
