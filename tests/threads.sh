#!/usr/bin/env bash
# The whole program, and the tests that use threads, under the thread sanitizer.
#   tests/threads.sh [ONETBB_SOURCE]
#
# Debian's oneTBB is not built with the sanitizer, which then does not see how work goes from thread to thread and
# reports hundreds of races that are none. To suppress them by library would hide our own, too: oneTBB calls all we do
# on threads. So oneTBB is built with the sanitizer first, from the folder given or from Debian's source package.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=$PWD/build/tsan
tbb=$build/onetbb
library=$tbb/build/tbb_relwithdebinfo
mkdir -p "$tbb"

if [ ! -e "$library/libtbb.so.12" ]; then
  source=${1:-}
  if [ -z "$source" ]; then
    # Lists of our own: the machine's package sources stay as they are.
    mkdir -p "$tbb/lists/partial"
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main" > "$tbb/sources.list"
    apt=(apt-get -q -o "Dir::Etc::SourceList=$tbb/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$tbb/lists")
    (cd "$tbb" && "${apt[@]}" update && "${apt[@]}" source onetbb)
    source=$(echo "$tbb"/onetbb-*/)
  fi
  cmake -S "$source" -B "$tbb/build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DTBB_TEST=OFF -DTBB_STRICT=OFF -DTBBMALLOC_BUILD=OFF \
    -DTBB_SANITIZE=thread -DTBB_OUTPUT_DIR_BASE=tbb
  cmake --build "$tbb/build" --target tbb
fi

cmake --preset tsan
cmake --build --preset tsan --target kg graph_tests extract_tests source_tests
export LD_LIBRARY_PATH=$library TSAN_OPTIONS="exitcode=66:suppressions=$PWD/tests/threads.supp"
run() { setarch -R "$@"; }  # the sanitizer wants its addresses where it expects them

for tests in graph_tests extract_tests source_tests; do run "$build/tests/$tests" --gtest_brief=1; done
run python3 tests/laws/whole_program.py "$build/kg" examples/articles
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kg() { run "$build/kg" "$@" > "$work/out"; }
for jobs in 2 4; do
  kg build examples/articles -o "$work/g.kg" --jobs $jobs
  kg extract examples/articles --jobs $jobs
  kg merge "$work/g.kg" "$work/g.kg" -o "$work/m.kg" --jobs $jobs
  kg add "$work/m.kg" examples/articles --jobs $jobs
done
kg query "MATCH (a)-[r]->(b) RETURN type(r), count(*)" -g "$work/g.kg"
kg check "$work/g.kg"
kg rank -g "$work/g.kg"
kg communities -g "$work/g.kg"
kg render -g "$work/g.kg" --top 20 -o "$work/g.png"
kg export "$work/g.kg" --format html -o "$work/g.html"
echo "no race was seen"
