#!/bin/sh
# The installed files, used as a stranger would: by pkg-config alone. SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2317 # functions are called by check
set -u
build=$(dirname "${G_TEST_BUILDDIR:-$(cd "$(dirname "$0")" && pwd)}")
source=$(dirname "${G_TEST_SRCDIR:-$(cd "$(dirname "$0")" && pwd)}")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root
log=$scratch/log

n=0
failed=0
# check NAME COMMAND...: one TAP line; what the command said follows a failure.
check ()
{
  name=$1
  shift
  n=$((n + 1))
  if "$@" >"$log" 2>&1; then
    echo "ok $n $name"
  else
    sed 's/^/# /' "$log"
    echo "not ok $n $name"
    failed=1
  fi
}

# make without the outer make's flags: its jobs are none of ours.
plain_make ()
{
  env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -C "$build" DESTDIR="$root" "$@"
}

check 'make install' plain_make install
if [ "$failed" != 0 ]; then
  echo 'Bail out! without installed files there is nothing to look at'
  exit 1
fi
# The .pc file with the prefix where the files lie now; all else in it stays as it was installed.
pc=$(find "$root" -name certplan.pc)
prefix=$(sed -n 's/^prefix=//p' "$pc")
mkdir "$scratch/pc"
sed "s|^prefix=.*|prefix=$root$prefix|" "$pc" >"$scratch/pc/certplan.pc"
export PKG_CONFIG_PATH="$scratch/pc"
cflags=$(pkg-config --cflags certplan)
libs=$(pkg-config --libs certplan)
LD_LIBRARY_PATH=$(pkg-config --variable=libdir certplan)${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
# In a build with sanitizers or coverage, whoever links the library needs them too.
extra=$(sed -n 's/^CHECK_CFLAGS = *//p' "$build/Makefile")

no_private_headers ()
{
  ! find "$root" -name '*-private.h' | grep .
}
check 'no private header is installed' no_private_headers

headers_flat ()
{
  (cd "$root$prefix/include" && find . -type f | LC_ALL=C sort) >"$scratch/found"
  { echo ./certplan/certplan.h
    sed -n '/^public_headers/,/^$/s|^  lib/.*/\([a-z-]*\.h\).*|./certplan/\1|p' "$source/lib/local.mk"
  } | LC_ALL=C sort >"$scratch/wanted"
  diff "$scratch/wanted" "$scratch/found"
}
check 'public headers are installed flat' headers_flat

check 'pkg-config knows the version' sh -c \
  "test \"\$(pkg-config --modversion certplan)\" = \"\$(sed -n 's/^VERSION = //p' '$build/Makefile')\""

cat >"$scratch/alone.c" <<'C'
#include <certplan.h>
int unused_certplan;
C
cp "$scratch/alone.c" "$scratch/alone.cc"
# shellcheck disable=SC2086 # flags are words
check 'certplan.h compiles alone as C' \
  ${CC:-gcc} -std=c99 -Wall -Wextra -Werror $cflags -c "$scratch/alone.c" -o "$scratch/alone.o"
# shellcheck disable=SC2086
if command -v g++ >/dev/null 2>&1; then
  check 'certplan.h compiles alone as C++' \
    g++ -std=c++11 -Wall -Wextra -Werror $cflags -c "$scratch/alone.cc" -o "$scratch/alone.o"
else
  n=$((n + 1))
  echo "ok $n certplan.h compiles alone as C++ # SKIP g++ is missing"
fi

# cnitsec-engineering-2-2025-05, clause 九-1: 72,000 yuan for the audit, 15,000 for three years' annuity.
cat >"$scratch/user.c" <<'C'
#include <certplan/certplan.h>
int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rules = certplan_rulebook_load (NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  guint handle = certplan_rulebook_find (rules, "cnitsec/engineering/2", &error);
  g_assert_no_error (error);
  g_autoptr (CertplanQuote) quote
      = certplan_quote_new (rules, handle, NULL, CERTPLAN_DATE_NONE, &error);
  g_assert_no_error (error);
  g_autofree char *total = certplan_money_format (certplan_quote_get_total (quote), TRUE);
  g_print ("%s\n", total);
  return 0;
}
C
# shellcheck disable=SC2086
check 'a program links by pkg-config' ${CC:-gcc} $extra -I"$root$prefix/include" $cflags \
  "$scratch/user.c" -o "$scratch/user" $libs
check 'that program says what the document says' sh -c "test \"\$('$scratch/user')\" = 87,000.00"

# Every function by its C name: a header without G_BEGIN_DECLS does not link.
{ echo '#include <certplan.h>'
  echo 'typedef void (*Any) (void);'
  echo 'static const Any all[] = {'
  sed 's/.*/  reinterpret_cast<Any> (&),/' "$source/lib/libcertplan.sym"
  echo '};'
  echo 'int main () { return all[0] != nullptr ? 0 : 1; }'
} >"$scratch/all.cc"
if command -v g++ >/dev/null 2>&1; then
  # shellcheck disable=SC2086
  check 'a program in C++ links every function' \
    sh -c "g++ -std=c++11 $extra $cflags '$scratch/all.cc' -o '$scratch/all' $libs && '$scratch/all'"
else
  n=$((n + 1))
  echo "ok $n a program in C++ links every function # SKIP g++ is missing"
fi

cat >"$scratch/user.py" <<'PYTHON'
import gi
gi.require_version("Certplan", "1")
from gi.repository import Certplan
quotes = Certplan.Quotes.new(Certplan.Rulebook.load(None, None, None), None)
quotes.add("cnitsec/engineering/2", None, Certplan.date_new(2026, 9, 1))
assert Certplan.money_format(quotes.get_total(), True) == "87,000.00"
PYTHON
typelib=$(find "$root" -name Certplan-1.typelib)
python3=$(sed -n 's/^PYTHON3 = //p' "$build/Makefile")
if [ -z "$typelib" ]; then
  n=$((n + 1))
  echo "ok $n a program in Python # SKIP built without introspection"
elif [ -n "$extra" ]; then
  n=$((n + 1))
  echo "ok $n a program in Python # SKIP sanitizers are not Python's"
elif ! "$python3" -c 'import gi' 2>/dev/null; then
  n=$((n + 1))
  echo "ok $n a program in Python # SKIP python3-gi is missing"
else
  check 'a program in Python' env GI_TYPELIB_PATH="$(dirname "$typelib")" "$python3" -B "$scratch/user.py"
fi
check 'the installed command runs' "$root$prefix/bin/certplan" --version

# The place of the messages is compiled in: the command once more, for where they lie now.
definitions=$(sed -n 's/^DEFS = //p' "$build/Makefile")
locales=$(find "$root" -type d -name locale)
chinese_helps ()
{
  eval "${CC:-gcc} $extra -w -std=gnu11 $definitions -DLOCALEDIR='\"$locales\"'" \
    '-I"$source/tools" $cflags $(pkg-config --cflags gio-2.0) "$source"/tools/*.c' \
    '-o "$scratch/certplan" $libs $(pkg-config --libs gio-2.0)' || return 1
  commands=$(LC_ALL=C "$scratch/certplan" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p')
  for command in ${commands:?}; do
    LC_ALL=C.UTF-8 LANGUAGE=zh_CN "$scratch/certplan" "$command" --help >"$scratch/help" || return 1
    # The translation of "" is the catalogue's header.
    ! grep -E 'Project-Id-Version|Content-Type|Examples?:|^Usage: certplan' "$scratch/help" >&2 || return 1
    grep -q '^示例：$' "$scratch/help" || { cat "$scratch/help"; return 1; }
  done
}
if [ -n "$locales" ] && LC_ALL=C.UTF-8 locale charmap 2>/dev/null | grep -q UTF-8; then
  check 'every help speaks Chinese' chinese_helps
else
  n=$((n + 1))
  echo "ok $n every help speaks Chinese # SKIP no catalogue, or no locale C.UTF-8"
fi

all_gone ()
{
  plain_make uninstall || return 1
  ! find "$root" -type f | grep . >&2
}
check 'make uninstall leaves no file' all_gone

echo "1..$n"
exit "$failed"
