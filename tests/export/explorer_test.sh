#!/usr/bin/env bash
# explorer_test.sh FOLDER COMMAND...: runs COMMAND in the explorer's folder; 77 (skipped) without node_modules.
# $KG_SAMPLE_WRITER (the export tests) first writes the sample files into $KG_SAMPLES.
set -eu
cd "$1"
shift
if [ ! -d node_modules ]; then
  echo "export/explorer/node_modules is missing: run 'npm ci' there"
  exit 77
fi
if [ -n "${KG_SAMPLE_WRITER:-}" ]; then
  "$KG_SAMPLE_WRITER" --gtest_filter='Formats.WritesSampleFiles' >/dev/null
fi
exec "$@"
