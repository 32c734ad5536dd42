#!/bin/bash
# Every command helps on stdout and refuses on stderr; completion keeps up. SPDX-License-Identifier: LGPL-2.1-or-later
set -u
# shellcheck source=tests/tap.sh
source "${G_TEST_SRCDIR:-$(dirname "$0")}/tap.sh"
build=$(dirname "${G_TEST_BUILDDIR:-$(cd "$(dirname "$0")" && pwd)}")
source=$(dirname "${G_TEST_SRCDIR:-$(cd "$(dirname "$0")" && pwd)}")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C
export LD_LIBRARY_PATH=$build/lib/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
mkdir "$scratch/bin"
ln -s "$build/tools/.libs/certplan" "$scratch/bin/certplan"
PATH=$scratch/bin:$PATH

# says NAME CODE STREAM ARGUMENT...: the command ends with CODE and speaks on STREAM alone.
says ()
{
  local name=$1 wanted=$2 stream=$3 code other faults=
  shift 3
  certplan "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
  code=$?
  if [ "$stream" = out ]; then other=err; else other=out; fi
  [ "$code" = "$wanted" ] || faults+="exit $code, not $wanted"$'\n'
  [ -s "$scratch/$stream" ] || faults+="nothing on std$stream"$'\n'
  [ ! -s "$scratch/$other" ] || faults+="on std$other: $(cat "$scratch/$other")"$'\n'
  verdict "$name" "$faults"
}

# The words of a help text that are options.
options ()
{
  grep -oE -- '^  (-[a-z], )?--[a-z][a-z-]*' | grep -oE -- '--[a-z][a-z-]*' | sort -u
}

says 'help on stdout' 0 out --help
commands=$(sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p' "$scratch/out")
says 'version on stdout' 0 out --version
says 'no command' 2 err
says 'unknown command' 2 err nonsense
verdict 'unknown command is named' "$(grep -q '"nonsense"' "$scratch/err" || cat "$scratch/err")"
verdict 'there are commands' "$([ "$(wc -w <<<"$commands")" -ge 2 ] || echo "found: $commands")"

# shellcheck source=/dev/null
source "$source/tools/completion/certplan"
# completions WORD...: what bash would offer for the last word.
completions ()
{
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  _certplan
  printf '%s\n' "${COMPREPLY[@]}" | sort -u
}

verdict 'completion offers every command' \
  "$(comm -23 <(sort <<<"$commands") <(completions certplan ''))"

for command in $commands; do
  says "$command --help on stdout" 0 out "$command" --help
  cp "$scratch/out" "$scratch/help"
  options <"$scratch/help" >"$scratch/options"
  says "$command refuses an unknown option" 2 err "$command" --nonsense
  verdict "$command: completion offers its options" \
    "$(comm -3 "$scratch/options" <(completions certplan "$command" --))"
  # What an option was given last does not silently take the place of what it was given first.
  grep -E '^  (-[a-z], )?--[a-z-]+=' "$scratch/help" | grep -v 'repeatable)' | grep -oE -- '--[a-z][a-z-]*=' \
    | while IFS= read -r option; do
      certplan "$command" "${option}1" "${option}2" >"$scratch/out" 2>&1 </dev/null
      [ "$?" = 2 ] && [ "$(cat "$scratch/out")" = "certplan: ${option%=} is given more than once, \"1\" and \"2\"; wanted one" ] \
        || { echo "$option"; cat "$scratch/out"; }
    done >"$scratch/twice"
  verdict "$command: each option that takes one word refuses a second one" "$(cat "$scratch/twice")"
  # An example that is not run goes stale; a case may add options, as the day on which it looks.
  sed -e ':join' -e '/\\$/{N;s/ *\\\n */ /;b join' -e '}' "$scratch/help" \
    | sed -n '/^Examples:/,$s/^  \(certplan [a-z].*\)/\1/p' >"$scratch/examples"
  verdict "$command: each example of its help is a case of tests/cli" \
    "$(while IFS= read -r example; do
      cat "$source"/tests/cli/*.case | grep -qF -- "\$ $example" || echo "$example"
    done <"$scratch/examples")"
done

echo "1..$n"
exit "$failed"
