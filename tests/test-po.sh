#!/bin/sh
# Every message has its Chinese, and xgettext looks everywhere. SPDX-License-Identifier: LGPL-2.1-or-later
set -u
cd "$(dirname "${G_TEST_SRCDIR:-$(dirname "$0")}")" || exit 1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

if ! command -v xgettext >/dev/null 2>&1; then
  echo '1..0 # SKIP xgettext is missing'
  exit 0
fi

n=0
failed=0
# result NAME FILE: ok if FILE is empty, else its lines say what is wrong.
result ()
{
  n=$((n + 1))
  sed 's/^/# /' "$2"
  if [ -s "$2" ]; then
    echo "not ok $n $1"
    failed=1
  else
    echo "ok $n $1"
  fi
}

echo 1..5

# The macros themselves are no messages.
grep -rlE '(^|[^A-Za-z_])N?_ ?\(("|$)' lib tools --include='*.c' | LC_ALL=C sort >"$scratch/with"
grep -v '^#' data/po/POTFILES.in | grep . | LC_ALL=C sort | diff "$scratch/with" - >"$scratch/files"
result 'data/po/POTFILES.in has the files with messages, each once' "$scratch/files"

options=$(sed -n '/^XGETTEXT_OPTIONS/,/[^\\]$/p' data/po/Makevars | sed 's/^XGETTEXT_OPTIONS *=//; s/\\$//')
# shellcheck disable=SC2046,SC2086 # words on purpose
xgettext $options --force-po -o "$scratch/now.pot" $(cat "$scratch/with") 2>"$scratch/warnings"
result 'xgettext has nothing to complain about' "$scratch/warnings"

# A template of today's sources, so that a new message counts at once.
msgmerge --quiet --no-fuzzy-matching data/po/zh_CN.po "$scratch/now.pot" -o "$scratch/zh_CN.po" 2>&1
{ msgattrib --untranslated --no-obsolete "$scratch/zh_CN.po"
  msgattrib --only-fuzzy --no-obsolete "$scratch/zh_CN.po"
} 2>&1 | grep '^msgid' | grep -v '^msgid ""$' >"$scratch/open"
msgfmt --statistics -o /dev/null "$scratch/zh_CN.po" 2>&1 | grep -E 'fuzzy|untranslated' >>"$scratch/open"
result 'zh_CN.po is complete' "$scratch/open"

msgfmt --check -o /dev/null data/po/zh_CN.po >"$scratch/check" 2>&1
result 'zh_CN.po is well formed, arguments of both languages agree' "$scratch/check"

# messages FILE: what a catalogue has, but for its template's date and address.
messages ()
{
  msgunfmt --sort-output "$1" | grep -vE '^"(POT-Creation-Date|Report-Msgid-Bugs-To):'
}
msgfmt -o "$scratch/now.mo" "$scratch/zh_CN.po"
messages "$scratch/now.mo" >"$scratch/now"
messages data/po/zh_CN.gmo 2>&1 | diff "$scratch/now" - >"$scratch/stale"
result 'the catalogue that was built is that of these sources and this translation' "$scratch/stale"

exit "$failed"
