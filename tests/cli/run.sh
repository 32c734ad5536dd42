#!/bin/sh
# Runs the command as a user would and compares all that it says. SPDX-License-Identifier: LGPL-2.1-or-later
#
# tests/cli/NAME.case is a list of lines:
#   $ certplan ARGUMENTS     a command, run by sh in a new folder with copies of tests/cli/data/* and
#                            data/examples (as examples/)
#   # exit: N                how the command above ended; 0 where nothing is said
#   # file: PATH             at the end this file exists and is not empty
#   # no file: PATH          at the end this file does not exist
#   # needs: WORD...         left out where one is missing: gnuplot, or json, ical, xlsx (libraries)
#   # anything else          a comment
# What all commands of a case write to stdout and stderr stands in tests/golden/NAME.out and NAME.err; no
# file means nothing at all. `make update-golden` writes them, for review. CASES="NAME..." runs those only;
# CASE_SECONDS is how long a command may take (60); CASE_UNDER="PROGRAM OPTION..." runs each command, as valgrind does.
set -u
seconds=${CASE_SECONDS:-60}
tests=${G_TEST_SRCDIR:-$(cd "$(dirname "$0")/.." && pwd)}
build=$(dirname "${G_TEST_BUILDDIR:-$tests}")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

# The program itself, not libtool's script around it: it is called certplan, and starts at once.
mkdir "$scratch/bin"
program=$build/tools/.libs/certplan
[ -x "$program" ] || program=$build/tools/certplan
if [ -n "${CASE_UNDER-}" ]; then
  mkdir "$scratch/under"
  ln -s "$program" "$scratch/under/certplan"
  printf '#!/bin/sh\nexec %s %s/under/certplan "$@"\n' "$CASE_UNDER" "$scratch" >"$scratch/bin/certplan"
  chmod +x "$scratch/bin/certplan"
else
  ln -s "$program" "$scratch/bin/certplan"
fi
PATH=$scratch/bin:$PATH
LD_LIBRARY_PATH=$build/lib/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
LC_ALL=C
TZ=UTC
export PATH LD_LIBRARY_PATH LC_ALL TZ
unset LANGUAGE

# Ends the command that went before: compares its exit code.
settle ()
{
  [ -n "$command" ] || return 0
  [ "$code" = "$wanted" ] || echo "exit $code, not $wanted: $command" >>"$faults"
  command=
}

# Runs one case in $folder; what is wrong stands in $faults, what it said in $said.out and $said.err.
run_case ()
{
  command=
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      '$ '*)
        settle
        command=${line#??}
        wanted=0
        (cd "$folder" && exec timeout "$seconds" sh -c "$command") </dev/null >>"$said.out" 2>>"$said.err"
        code=$?
        ;;
      '# exit: '*) wanted=${line#'# exit: '} ;;
      '# file: '*) must="$must${line#'# file: '}
" ;;
      '# no file: '*) mustnot="$mustnot${line#'# no file: '}
" ;;
      '#'* | '') ;;
      *) echo "no line of a case: $line" >>"$faults" ;;
    esac
  done <"$1"
  settle
}

# check_files: the files that must and must not be there.
check_files ()
{
  printf '%s' "$must" | while IFS= read -r path; do
    [ -s "$folder/$path" ] || echo "no file, or empty: $path" >>"$faults"
  done
  printf '%s' "$mustnot" | while IFS= read -r path; do
    ! [ -e "$folder/$path" ] || echo "file should not be there: $path" >>"$faults"
  done
}

# compare NAME STREAM: what was said with the golden file, or the other way round.
compare ()
{
  golden=$tests/golden/$1.$2
  if [ -n "${UPDATE_GOLDEN-}" ]; then
    mkdir -p "$tests/golden"
    rm -f "$golden"
    [ ! -s "$said.$2" ] || cp "$said.$2" "$golden"
  else
    [ -e "$golden" ] || golden=/dev/null
    cmp -s "$golden" "$said.$2" || diff -a -u "$golden" "$said.$2" >>"$faults"
  fi
}

# lacking CASE: why it cannot run here, or nothing. What the program was built with says the build.
lacking ()
{
  for word in $(sed -n 's/^# needs: //p' "$1"); do
    case $word in
      gnuplot) command -v gnuplot >/dev/null 2>&1 || { echo 'gnuplot is missing'; return; } ;;
      json | ical | xlsx)
        case " ${CERTPLAN_BUILT_WITH-json ical xlsx} " in
          *" $word "*) ;;
          *) echo "built without $word"; return ;;
        esac ;;
      *) return 1 ;;
    esac
  done
}

n=0
failed=0
for file in "$tests"/cli/*.case; do
  [ -e "$file" ] || continue
  name=$(basename "$file" .case)
  case " ${CASES:-$name} " in *" $name "*) ;; *) continue ;; esac
  n=$((n + 1))
  if ! why=$(lacking "$file"); then
    echo "not ok $n $name # it needs what nobody knows"
    failed=1
    continue
  elif [ -n "$why" ]; then
    echo "ok $n $name # SKIP $why"
    continue
  fi
  folder=$scratch/$name
  said=$scratch/said.$name
  faults=$scratch/faults.$name
  must=
  mustnot=
  mkdir "$folder"
  : >"$faults"
  : >"$said.out"
  : >"$said.err"
  [ ! -d "$tests/cli/data" ] || cp -R "$tests/cli/data/." "$folder/"
  [ ! -d "$tests/../data/examples" ] || cp -R "$tests/../data/examples" "$folder/examples"
  chmod -R u+w "$folder"
  run_case "$file"
  check_files
  compare "$name" out
  compare "$name" err
  if [ -s "$faults" ]; then
    sed 's/^/# /' "$faults"
    echo "not ok $n $name"
    failed=1
  else
    echo "ok $n $name"
  fi
  rm -rf "$folder"
done

# A golden file that nothing is compared with would look like a test.
n=$((n + 1))
lost=
for file in "$tests"/golden/*.out "$tests"/golden/*.err; do
  [ -e "$file" ] || continue
  name=$(basename "$file")
  [ -e "$tests/cli/${name%.*}.case" ] || lost="$lost $name"
done
[ -z "$lost" ] || { printf '#%s\nnot ' "$lost"; failed=1; }
echo "ok $n every golden file belongs to a case"
echo "1..$n"
exit "$failed"
