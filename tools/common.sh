# shellcheck shell=bash
# Sourced by the scripts beside it: where the project is, what it needs installed, how it is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

# packages run test: the packages of these purposes, one per line.
packages() {
  local purpose
  for purpose; do awk -v purpose="$purpose" '$1 == purpose { print $2 }' tools/packages; done | sort -u
}

missing_packages() {
  local installed
  installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' | awk '$1 == "installed" { print $2 }' | sort -u)
  comm -23 <(packages "$@") <(printf '%s\n' "$installed")
}

as_root() {
  local sudo=(sudo)
  [[ -t 0 ]] || sudo+=(--non-interactive)
  if ((EUID == 0)); then "$@"; else "${sudo[@]}" "$@"; fi
}

can_be_root() { ((EUID == 0)) || { command -v sudo > /dev/null && as_root true; }; }

# install_packages run test: installs what is missing for these purposes; nothing is done if nothing is missing.
install_packages() {
  if ! command -v apt-get > /dev/null; then
    say "This is not a Debian system: if the build misses something, tools/packages says what is needed."
    return
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  local install=(apt-get install --yes --no-install-recommends "${missing[@]}")
  if ! can_be_root; then
    say "Packages are missing and this user may not install them. Type this, then try again:"
    say "su -c 'apt-get update && ${install[*]}'"
    exit 2
  fi
  say "Installing ${missing[*]}"
  as_root apt-get update --quiet=2 >&2 || say "Some package lists could not be refreshed; going on without them."
  as_root env DEBIAN_FRONTEND=noninteractive "${install[@]}" --quiet=2 -o DPkg::Lock::Timeout=300 > /dev/null
}

# build release threadlab: configures a preset and builds these targets of it, or all. NAME-core is a part of NAME.
build() {
  local preset=$1
  shift
  cmake --preset "${preset%-core}" > /dev/null && cmake --build --preset "$preset" ${1:+--target "$@"} >&2
}
