#!/usr/bin/env bash
# Sets up this machine, builds everything with sanitizers and runs all tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cmake/install_packages.sh build test
if [ -f export/explorer/package-lock.json ]; then
  # The explorer's browser tests; npm's cache makes a second run quick.
  (cd export/explorer && npm ci --silent --no-fund --no-audit)
fi
cmake --workflow --preset dev
