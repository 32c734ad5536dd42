#!/bin/sh
# The layout of the C files is clang-format's; `make reformat` writes it. SPDX-License-Identifier: LGPL-2.1-or-later
set -u
cd "$(dirname "${G_TEST_SRCDIR:-$(dirname "$0")}")" || exit 1

format=
for name in clang-format-14 clang-format; do
  [ -n "$format" ] || format=$(command -v "$name")
done
if [ -z "$format" ]; then
  echo '1..0 # SKIP clang-format is missing'
  exit 0
fi
# Another version lays out other lines, and would blame the wrong people.
case $("$format" --version) in
  *' version 14.'*) ;;
  *) echo '1..0 # SKIP clang-format is not version 14'; exit 0 ;;
esac

n=0
failed=0
for file in $(find lib tools tests -name '*.[ch]' | LC_ALL=C sort); do
  n=$((n + 1))
  if "$format" --dry-run --Werror "$file" >/dev/null 2>&1; then
    echo "ok $n $file"
  else
    echo "not ok $n $file"
    failed=1
  fi
done
echo "1..$n"
exit "$failed"
