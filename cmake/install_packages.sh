#!/usr/bin/env bash
# Installs what cmake/debian-packages.txt lists and this machine lacks. Needs root, or sudo.
#
#   install_packages.sh build          what building and using kg needs
#   install_packages.sh build test     that, and what the tests need
set -euo pipefail
list=$(dirname "${BASH_SOURCE[0]}")/debian-packages.txt

missing=()
for section in "$@"; do
  while read -r package; do
    # Node.js often comes from elsewhere than Debian; then Debian's packages would conflict with it.
    case $package in
      nodejs) command -v node >/dev/null && continue ;;
      npm) command -v npm >/dev/null && continue ;;
    esac
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done < <(awk -v wanted="[$section]" '/^\[/ { inside = ($0 == wanted); next } inside && NF && !/^#/' "$list")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "kg: missing packages: ${missing[*]}; run this as root, or install sudo" >&2; exit 1; }
  as_root=(sudo)
fi
echo "kg: installing ${#missing[@]} Debian packages" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
