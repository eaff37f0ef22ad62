#!/usr/bin/env bash
# First light: sets up this machine, builds kg, reads examples/articles/ and asks "who met Kim".
# Writes graph.kg and kim.svg into the folder it is called from.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

"$root/cmake/install_packages.sh" build
(
  cd "$root"
  [ -f build/release/build.ninja ] || cmake --preset release >/dev/null
  cmake --build --preset release --target kg
) >&2

kg="$root/build/release/kg"
"$kg" build "$root/examples/articles" -o graph.kg
echo
"$kg" query "who met Kim" -g graph.kg
"$kg" render "Kim Jong Un" -g graph.kg -o kim.svg
echo
echo "The picture is kim.svg. Ask more:  $kg query \"when did Trump meet Kim\""
