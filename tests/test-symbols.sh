#!/bin/sh
# What the built library exports and asks for. SPDX-License-Identifier: LGPL-2.1-or-later
set -u
build=$(dirname "${G_TEST_BUILDDIR:-$(dirname "$0")}")
source=$(dirname "${G_TEST_SRCDIR:-$(dirname "$0")}")
library=$build/lib/.libs/libcertplan.so
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

# result NUMBER NAME FILE: ok if FILE is empty, else its lines say what is wrong.
failed=0
result ()
{
  sed 's/^/# /' "$3"
  if [ -s "$3" ]; then
    echo "not ok $1 $2"
    failed=1
  else
    echo "ok $1 $2"
  fi
}

# Names without version; what compilers add for sanitizers and coverage is not ours.
symbols ()
{
  nm -D "$@" | awk '{ print $NF }' | sed 's/@.*//' | LC_ALL=C sort -u
}

echo 1..4

symbols --defined-only "$library" | grep -v '^__\(odr_asan\|gcov\)' >"$scratch/exported"
diff "$source/lib/libcertplan.sym" "$scratch/exported" >"$scratch/difference" 2>&1
result 1 'exports are those of lib/libcertplan.sym (make update-symbols)' "$scratch/difference"

grep -v '^certplan_' "$scratch/exported" >"$scratch/strangers"
result 2 'every exported name begins with certplan_' "$scratch/strangers"

# Other processors round log, exp and their like in another way, so results would differ.
libm=$(${CC:-gcc} -print-file-name=libm.so.6)
symbols --defined-only "$libm" >"$scratch/libm"
symbols --undefined-only "$library" | LC_ALL=C comm -12 - "$scratch/libm" >"$scratch/mathematics"
result 3 'nothing of libm is called' "$scratch/mathematics"

# A function's name stands before " (" and at a line's beginning or behind its type.
cd "$source" || exit 1
sed -n '/^public_headers/,/^$/s/^  \(lib[^ ]*\).*/\1/p' lib/local.mk | xargs cat \
  | sed -n 's/^[A-Za-z][^#/(]*[ *]\(certplan_[a-z0-9_]*\) (.*/\1/p; s/^\(certplan_[a-z0-9_]*\) (.*/\1/p' \
  | LC_ALL=C sort -u >"$scratch/declared"
LC_ALL=C comm -3 "$scratch/declared" "$scratch/exported" >"$scratch/undeclared"
result 4 'what is exported is declared in a public header, and the other way round' "$scratch/undeclared"

exit "$failed"
