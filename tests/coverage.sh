#!/bin/sh
# Builds the unpacked distribution DISTDIR with counters, runs the tests and judges; called by `make coverage`,
# which sets GCOVR, PYTHON3 and TESTS. SPDX-License-Identifier: LGPL-2.1-or-later
set -eu
distdir=$1
jobs=$(nproc 2>/dev/null || echo 1)
rm -rf coverage
mkdir coverage
tar -C coverage -xf "$distdir.tar.xz"
cd "coverage/$distdir"
./configure --quiet --enable-coverage --disable-introspection CFLAGS='-g -O0' >../configure.log
make -j"$jobs" V=0 >../build.log 2>&1 \
  || { tail -n 20 ../build.log >&2; exit 1; }
# Slower than what is shipped, by ten times or so: some minutes on a machine of one's own, and it ends in any case.
CASE_SECONDS=1200
export CASE_SECONDS
timeout "${COVERAGE_SECONDS:-14400}" make -j"$jobs" V=0 check TESTS="$TESTS" >../check.log 2>&1 \
  || { grep -E '^(FAIL|ERROR)' ../check.log >&2; echo "coverage: the tests failed, see coverage/check.log" >&2; exit 1; }
"$GCOVR" -j "$jobs" --root . --filter lib/ --branches --json ../coverage.json --html-details ../index.html
exec "$PYTHON3" -B tests/coverage.py ../coverage.json
