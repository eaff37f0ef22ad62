#!/usr/bin/env bash
# Installs what cmake/debian-packages.txt lists and this machine lacks. Root, or sudo.
#
#   install_packages.sh [--print]     --print only names what is missing
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing=()
while read -r package; do
  # Node.js often comes from elsewhere than Debian; then Debian's packages would conflict with it.
  case $package in
    nodejs) command -v node >/dev/null && continue ;;
    npm) command -v npm >/dev/null && continue ;;
  esac
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done < <(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$here/debian-packages.txt")

if [ "${1:-}" = --print ]; then
  printf '%s\n' "${missing[@]}"
  exit 0
fi
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "kg: missing packages: ${missing[*]}; run this as root, or install sudo" >&2; exit 1; }
  as_root=(sudo)
fi
echo "kg: installing ${#missing[@]} Debian packages" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
