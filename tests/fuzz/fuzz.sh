#!/bin/sh
# Builds the fuzzers with clang and runs each for FUZZ_SECONDS; called by `make fuzz`, which gives the compiler's
# options as arguments and sets LIBS and SOURCES (of the library, from the top of the source tree). SPDX-License-Identifier: LGPL-2.1-or-later
#
# FUZZ_TARGETS names some of them ("records rules"). What they find lies in ./fuzz as crash-*, and belongs into
# tests/fuzz/corpus once it is mended. What it made that ran other code than the corpus does can be kept, too, in
# tests/fuzz/found: cp -R tests/fuzz/corpus/TARGET NEW; fuzz/fuzz-TARGET -merge=1 -use_counters=0 NEW fuzz/found-TARGET
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
clang=${CLANG:-clang}
seconds=${FUZZ_SECONDS:-60}
command -v "$clang" >/dev/null || { echo 'clang is missing (Debian: clang)' >&2; exit 1; }
mkdir -p fuzz/objects
targets=$(cd "$source/tests/fuzz/corpus" && echo *)
# Objects do not know their headers.
[ -z "$(find "$source/lib" "$source/tests" -name '*.h' -newer fuzz/headers 2>/dev/null || echo none)" ] \
  || rm -f fuzz/objects/*.o
touch fuzz/headers
set -- -g -O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
  -fno-sanitize-recover=undefined -I"$source/tests" -I"$source/tests/fuzz" "$@"
export source clang
[ ! -d /dev/shm ] || export TMPDIR=/dev/shm # files that are written and read at once
files="${SOURCES} tests/fuzz/fuzz-feed.c"
for target in $targets; do
  files="$files tests/fuzz/fuzz-$target.c"
done
# shellcheck disable=SC2016,SC2086 # for the inner shell; words on purpose
printf '%s\n' $files | xargs -P "$(nproc)" -I FILE sh -c '
  object=fuzz/objects/$(echo "$1" | tr / _).o
  file=$1
  [ -e "$file" ] || file=$source/$file
  shift
  [ "$object" -nt "$file" ] || "$clang" "$@" -c "$file" -o "$object"' sh FILE "$@"
objects=
for file in $files; do
  objects="$objects fuzz/objects/$(echo "$file" | tr / _).o"
done
for target in ${FUZZ_TARGETS:-$targets}; do
  # shellcheck disable=SC2086
  "$clang" "$@" -fsanitize=fuzzer -DFUZZ_TARGET="fuzz_$target" "$source/tests/fuzz/fuzz-main.c" $objects \
    -o "fuzz/fuzz-$target" $LIBS
  mkdir -p "fuzz/found-$target"
  words="$source/tests/fuzz/words-$target.txt"
  found="$source/tests/fuzz/found/$target"
  echo "fuzz-$target: $seconds seconds"
  # shellcheck disable=SC2046 # no word, or one
  LC_ALL=C G_SLICE=always-malloc "fuzz/fuzz-$target" -max_total_time="$seconds" -timeout=20 \
    -rss_limit_mb=2000 -artifact_prefix=fuzz/ -print_final_stats=1 \
    $([ ! -e "$words" ] || echo "-dict=$words") "fuzz/found-$target" "$source/tests/fuzz/corpus/$target" \
    $([ ! -d "$found" ] || echo "$found") \
    2>fuzz/"$target.log" || { tail -40 fuzz/"$target.log" >&2; exit 1; }
  grep -E 'number_of_executed_units|new_units_added' fuzz/"$target.log"
done
