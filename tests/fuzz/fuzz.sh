#!/bin/sh
# Builds the fuzzers with clang and runs each for FUZZ_SECONDS; called by `make fuzz`, which gives the compiler's
# options as arguments and sets LIBS and SOURCES (of the library, from the top of the source tree). SPDX-License-Identifier: LGPL-2.1-or-later
#
# What they find lies in ./fuzz as crash-*, and belongs into tests/fuzz/corpus once it is mended.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
clang=${CLANG:-clang}
seconds=${FUZZ_SECONDS:-60}
command -v "$clang" >/dev/null || { echo 'clang is missing (Debian: clang)' >&2; exit 1; }
mkdir -p fuzz/objects
set -- -g -O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
  -fno-sanitize-recover=undefined -I"$source/tests" -I"$source/tests/fuzz" "$@"
export source clang
# shellcheck disable=SC2016,SC2086 # for the inner shell; words on purpose
printf '%s\n' ${SOURCES} tests/fuzz/fuzz-csv.c tests/fuzz/fuzz-records.c tests/fuzz/fuzz-values.c \
  | xargs -P "$(nproc)" -I FILE sh -c '
      object=fuzz/objects/$(echo "$1" | tr / _).o
      file=$1
      [ -e "$file" ] || file=$source/$file
      shift
      [ "$object" -nt "$file" ] || "$clang" "$@" -c "$file" -o "$object"' sh FILE "$@"
for target in csv records values; do
  # shellcheck disable=SC2086
  "$clang" "$@" -fsanitize=fuzzer -DFUZZ_TARGET="fuzz_$target" "$source/tests/fuzz/fuzz-main.c" fuzz/objects/*.o \
    -o "fuzz/fuzz-$target" $LIBS
  mkdir -p "fuzz/found-$target"
  echo "fuzz-$target: $seconds seconds"
  G_SLICE=always-malloc "fuzz/fuzz-$target" -max_total_time="$seconds" -max_len=4096 -timeout=10 \
    -rss_limit_mb=2000 -artifact_prefix=fuzz/ -print_final_stats=1 "fuzz/found-$target" \
    "$source/tests/fuzz/corpus/$target" 2>fuzz/"$target.log" || { tail -40 fuzz/"$target.log" >&2; exit 1; }
  grep -E 'number_of_executed_units|new_units_added' fuzz/"$target.log"
done
