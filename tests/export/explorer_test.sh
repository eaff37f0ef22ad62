#!/usr/bin/env bash
# explorer_test.sh FOLDER COMMAND...: runs COMMAND in the explorer's folder; 77 (skipped) without node_modules.
# $KG_PAGE_WRITER (the export tests) first writes the sample pages into $KG_PAGES.
set -eu
cd "$1"
shift
if [ ! -d node_modules ]; then
  echo "export/explorer/node_modules is missing: run 'npm ci' there"
  exit 77
fi
if [ -n "${KG_PAGE_WRITER:-}" ]; then
  mkdir -p "$KG_PAGES"
  "$KG_PAGE_WRITER" --gtest_filter='Html.WritesSamplePages' >/dev/null
fi
exec "$@"
