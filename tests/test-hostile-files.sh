#!/bin/bash
# Files that mean harm: each is refused or read in bounded time and memory. SPDX-License-Identifier: LGPL-2.1-or-later
set -u
# shellcheck source=tests/tap.sh
source "${G_TEST_SRCDIR:-$(dirname "$0")}/tap.sh"
build=$(dirname "${G_TEST_BUILDDIR:-$(cd "$(dirname "$0")" && pwd)}")
scratch=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
export LC_ALL=C
export LD_LIBRARY_PATH=$build/lib/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
certplan=$build/tools/.libs/certplan
cd "$scratch" || exit 1
limit='; wanted less; is a closing quote or a line end missing?'

# Sanitizers map far more than they use.
memory=400000
ldd "$certplan" "$build"/lib/.libs/libcertplan.so.0 2>/dev/null | grep -q 'lib[au][sb]san' && memory=unlimited

# bounded COMMAND...: in 400 MB of address space and 20 seconds.
bounded ()
{
  (ulimit -v "$memory" && exec timeout -k 1 20 "$@")
}

# check NAME CODE TEXT COMMAND...: it ends with CODE, says TEXT on stderr and nothing else there, and on
# stdout nothing where it fails.
check ()
{
  local name=$1 wanted=$2 text=$3 code faults=
  shift 3
  bounded "$@" >out 2>err
  code=$?
  [ "$code" = "$wanted" ] || faults+="exit $code, not $wanted"$'\n'
  [ "$(cat err)" = "$text" ] || faults+="stderr: $(head -c 2000 err)"$'\n'"wanted: $text"$'\n'
  [ "$wanted" = 0 ] || [ ! -s out ] || faults+="on stdout: $(head -c 200 out)"$'\n'
  verdict "$name" "$faults"
}

# refused NAME FILE TEXT: as rows, and as rules, where the text may be another one than TEXT.
refused ()
{
  check "$1" 1 "$3" "$certplan" rows "$2"
  bounded "$certplan" list --rules "$2" >out 2>err
  local code=$?
  verdict "$1, as rules" "$([ "$code" = 1 ] && [ -s err ] && [ ! -s out ] || echo "exit $code: $(head -c 500 err)")"
}

# Sizes. The files are sparse: they take no room on the disk.
printf 'a,b\n' >header
{ cat header; printf '1,'; } >cell
truncate -s 3G cell
refused '3 GB of NULs' cell "cell:2:3: a NUL byte stands in the text; wanted text; UTF-16 must begin with a byte order mark"
{ cat header; printf '1,'; head -c 40000000 /dev/zero | tr '\0' x; } >cell
refused '40 MB in a cell' cell "cell:2:3: a cell is longer than 1048576 bytes$limit"
{ cat header; printf '1,"'; head -c 40000000 /dev/zero | tr '\0' '\n'; } >cell
refused 'a quote that is never closed' cell "cell:2:3: a cell is longer than 1048576 bytes$limit"
{ cat header; printf '1,"x\n2,3\n'; } >cell
refused 'a quote that is never closed, short' cell \
  'cell:2:3: the quote that opens here is never closed: ""x\x0a2,3\x0a"; wanted a closing quote'
yes '1,' | tr -d '\n' | head -c 40000 >wide
refused '20,000 columns' wide "wide:1:2001: a row has more than 1000 cells$limit"
{ cat header; yes 'x,' | tr -d '\n' | head -c 1900; } >wide
check 'a row of 951 cells' 0 '' "$certplan" rows wide
for _ in $(seq 17); do
  head -c 1000000 /dev/zero | tr '\0' x
  printf ','
done >row
refused 'a row of 17 MB' row "row:1:1: a row is longer than 16777216 bytes$limit"
head -c 300000000 /dev/zero | tr '\0' '\n' >blank
check '300 MB of blank lines' 0 '' "$certplan" rows blank
truncate -s 3G huge
bounded "$certplan" list --rules huge >out 2>err
verdict '3 GB of rules' "$([ "$(cat err)" = 'huge: the file is larger than 64 MiB' ] || cat err)"
rm -f cell wide row blank huge

# Pipes.
check '3 GB in a cell of a pipe' 1 "-:1:1: a cell is longer than 1048576 bytes$limit" \
  sh -c "head -c 3G /dev/zero | tr '\\0' x | '$certplan' rows -"
text='there is not enough memory for what the pipe gives'
[ "$memory" = 400000 ] || text='the pipe gives more than 1024 MiB, which stay in memory'
check 'a pipe without an end' 1 "-: $text; wanted a file, which is read in pieces" \
  sh -c "yes 1,2 | '$certplan' rows -"
check 'rules from a pipe without an end' 1 \
  '/dev/stdin: the pipe gives more than 64 MiB, which stay in memory; wanted a file, which is read in pieces' \
  sh -c "yes 1,2 | '$certplan' list --rules /dev/stdin"

# What is no file.
mkdir folder
refused 'a folder' folder 'folder: this is a folder; wanted a file or a pipe'
check 'a device that never ends' 1 '/dev/zero: this is a device; wanted a file or a pipe' \
  "$certplan" rows /dev/zero
check 'a device that never ends, as rules' 1 '/dev/zero: this is a device; wanted a file or a pipe' \
  "$certplan" list --rules /dev/zero
check 'a device that never ends, as a calendar' 1 \
  '/dev/urandom: this is a device; wanted a file or a pipe' "$certplan" list --calendar /dev/urandom
ln -s nowhere dangling
refused 'a link that leads nowhere' dangling 'dangling: the file cannot be opened: No such file or directory'
ln -s loop loop
refused 'a link to itself' loop 'loop: the file cannot be opened: Too many levels of symbolic links'
mkdir -p rules/schemes/cnitsec
ln -s nowhere rules/schemes/cnitsec/tariff.csv
check 'rules with a link that leads nowhere' 1 \
  'rules/schemes/cnitsec/tariff.csv: the file cannot be opened: No such file or directory' \
  "$certplan" list --rules rules
rm rules/schemes/cnitsec/tariff.csv
mkdir rules/schemes/cnitsec/tariff.csv
check 'rules with a folder for a file' 1 \
  'rules/schemes/cnitsec/tariff.csv: this is a folder; wanted a file or a pipe' "$certplan" list --rules rules

# FIFOs.
mkfifo fifo
(printf 'a,b\n'; sleep 0.2; printf '"1\n2",3\n') >fifo &
check 'a FIFO with a slow writer' 0 '' "$certplan" rows fifo
verdict 'what the FIFO gave' "$([ "$(cat out)" = '["a","b"]
["1\n2","3"]' ] || cat out)"
wait
: >fifo &
check 'a FIFO whose writer says nothing' 0 '' "$certplan" rows fifo
wait

# interrupted NAME SIGNAL CODE ARGUMENT...: a single signal ends the wait.
interrupted ()
{
  local name=$1 signal=$2 wanted=$3 code
  shift 3
  # Of a job in the background a shell has SIGINT ignored; env gives it back.
  env --default-signal=INT "$certplan" "$@" <fifo.in >out 2>err &
  local pid=$!
  sleep 0.4
  kill -s "$signal" "$pid"
  for _ in $(seq 100); do
    kill -s 0 "$pid" 2>/dev/null || break
    sleep 0.05
  done
  kill -s KILL "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  code=$?
  verdict "$name" "$([ "$code" = "$wanted" ] && [ ! -s err ] && [ ! -s out ] || echo "exit $code: $(cat err)")"
}
mkfifo fifo.in
sleep 20 >fifo.in &
sleeper=$!
interrupted 'Ctrl-C while a FIFO has no writer' INT 130 rows fifo
interrupted 'TERM while a FIFO has no writer' TERM 143 rows fifo
interrupted 'Ctrl-C while standard input says nothing' INT 130 rows -
interrupted 'Ctrl-C while rules are a FIFO without a writer' INT 130 list --rules fifo
kill "$sleeper"

# Rights. Root may read everything, so somebody else has to try.
as_other=
chmod 711 "$scratch"
if [ "$(id -u)" = 0 ]; then
  as_other='setpriv --reuid=65534 --regid=65534 --clear-groups'
  $as_other test -x "$certplan" 2>/dev/null || as_other=none
fi
cat header >secret
chmod 0 secret
mkdir -p closed/schemes/cnitsec
cat header >closed/schemes/cnitsec/tariff.csv
chmod 0 closed/schemes
chmod 755 closed
if [ "$as_other" = none ]; then
  for name in 'a file that may not be read' 'a folder of rules that may not be read'; do
    n=$((n + 1))
    echo "ok $n $name # SKIP nobody else can run the program here"
  done
else
  # shellcheck disable=SC2086 # words on purpose
  check 'a file that may not be read' 1 'secret: the file cannot be opened: Permission denied' \
    $as_other "$certplan" rows secret
  # shellcheck disable=SC2086
  bounded $as_other "$certplan" list --rules closed >out 2>err
  code=$?
  verdict 'a folder of rules that may not be read' \
    "$([ "$code" = 1 ] && grep -q '^closed/schemes: .*Permission denied' err || echo "exit $code: $(cat err)")"
fi

# A file that shrinks while it is read: stopped once it is open.
{ cat header; yes '1,2' | head -c 100000000; } >shrinking
bounded "$certplan" rows shrinking >out 2>err
verdict '100 MB of rows' "$([ "$(wc -l <out)" = 25000001 ] || cat err)"
"$certplan" rows shrinking >out 2>err &
reader=$!
until [ -n "$(find /proc/$reader/fd -lname "$PWD/shrinking" 2>/dev/null)" ] || ! kill -0 $reader; do
  sleep 0.01
done
kill -STOP "$reader"
truncate -s 1000 shrinking
kill -CONT "$reader"
wait "$reader"
code=$?
verdict 'a file that shrinks while it is read' "$(
  if [ "$code" = 1 ] && [ ! -s out ]; then
    grep -q '^shrinking: the file changed while it was read' err || cat err
  else
    echo "exit $code: $(head -c 300 err)"
  fi)"

echo "1..$n"
exit "$failed"
