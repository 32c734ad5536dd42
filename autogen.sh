#!/bin/sh
# Makes certplan ready to build, and more. SPDX-License-Identifier: LGPL-2.1-or-later
#
#   ./autogen.sh [CONFIGURE-OPTION...]   make configure and run it
#   ./autogen.sh demo                    install what is missing (Debian), build, run the main job
#   ./autogen.sh check                   the same, but run all tests
set -eu
CDPATH='' cd -- "$(dirname -- "$0")"

build_packages='autoconf automake libtool make gcc libc6-dev pkgconf gettext autopoint xz-utils
  libglib2.0-dev libcsv-dev libjson-glib-dev libical-dev libxlsxwriter-dev
  gobject-introspection libgirepository1.0-dev gnuplot-nox fonts-wqy-microhei'
# clang-format compares the layout, g++ compiles the headers, locales and tzdata make the places that
# results must not depend on, strace makes system calls fail, man and mandoc read the manual, glpsol
# solves plans again; the others read back what was written.
check_packages='python3-gi python3-icalendar clang-format g++ dateutils libxml2-utils librsvg2-bin poppler-utils locales tzdata strace man-db mandoc
  glpk-utils hledger python3-beancount'

say ()
{
  printf '%s\n' "$*"
}

die ()
{
  printf 'autogen.sh: %s\n' "$*" >&2
  exit 1
}

# Prints those of the packages named that are not installed.
missing_packages ()
{
  for package in "$@"; do
    case $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) in
      ii*) ;;
      *) printf ' %s' "$package" ;;
    esac
  done
}

as_root ()
{
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    sudo "$@"
  fi
}

# Package lists are fetched only where the installed ones do not do.
apt_install ()
{
  set -- env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
  as_root "$@" >packages.log 2>&1 \
    || { as_root apt-get update && as_root "$@"; } >packages.log 2>&1 \
    || { tail -n 20 packages.log >&2; die 'the packages could not be installed'; }
}

install_packages ()
{
  command -v dpkg-query >/dev/null 2>&1 || return 0 # no Debian: configure says what is missing
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null \
    && ! { command -v sudo >/dev/null 2>&1 && [ -t 0 ]; }; then
    die "packages are missing; as root, run: apt-get install -y --no-install-recommends$missing"
  fi
  say "Installing$missing"
  # shellcheck disable=SC2086 # one word a package
  apt_install $missing
  rm -f Makefile # configure again: it may find more now
}

bootstrap ()
{
  for tool in autoreconf libtoolize autopoint; do
    command -v "$tool" >/dev/null 2>&1 \
      || die "$tool is missing; on Debian, as root, run: apt-get install -y --no-install-recommends" \
        "$(echo "$build_packages" | tr -s ' \n' ' ')"
  done
  autoreconf --force --install
}

# logged LOG COMMAND...: quiet as long as all goes well.
logged ()
{
  log=$1
  shift
  "$@" >"$log" 2>&1 || { tail -n 40 "$log" >&2; die "$* failed; all it said is in $log"; }
}

build ()
{
  if [ ! -f Makefile ] || [ ! -x configure ]; then
    say 'Configuring'
    logged bootstrap.log bootstrap
    logged configure.log ./configure
  fi
  jobs=$(nproc 2>/dev/null || echo 1)
  say 'Building'
  logged build.log make -j"$jobs" V=0
}

# Runs a command of certplan, and says which.
show ()
{
  printf '\n$ certplan'
  printf ' %s' "$@"
  printf '\n'
  tools/certplan "$@"
}

run_demo ()
{
  mkdir -p demo
  show quote cnitsec/operation/2 cnitsec/engineering/2 cnitsec/cloud/1
  show quote cnitsec/engineering/2 --expiry 2026-10-31 --submitted 2027-05-06
  show quote cnitsec/engineering/3 --rules data/examples/tariff.csv --on 2026-09-01
  set -- timeline cnitsec/engineering/2 --start 2026-03-02 --as-of 2026-05-10 \
    --stage preparation=P20D --pause supplement:2026-04-01/2026-04-20 \
    --stage agreement=P8D --stage payment=P5B
  show "$@"
  show "$@" --lang zh_CN -o demo/plan.csv -o demo/plan.json -o demo/plan.png -o demo/plan.svg \
    -o demo/plan.pdf
  show duties data/examples/held.csv --events data/examples/held-events.csv --as-of 2026-11-21 \
    --lang zh_CN -o demo/year.png -o demo/year.html
  show budget data/examples/plan.csv --from 2026 --to 2031 --as-of 2026-11-21 --lang zh_CN \
    -o demo/budget.html -o cash=demo/cash.png
  show capacity data/examples/office --from 2027-01 --as-of 2026-11-21 --lang zh_CN \
    -o demo/capacity.html -o load=demo/load.png -o heatmap=demo/regions.png
  printf '\nWritten: %s\n' "$(echo demo/*)"
}

# What the tests that failed said last.
show_failed ()
{
  grep -lE '^:test-result: (FAIL|XPASS|ERROR)' tests/*.trs tests/*/*.trs 2>/dev/null \
    | while IFS= read -r result; do
      printf '\n--- %s\n' "${result%.trs}.log"
      grep -vE '^(ok|PASS:) ' "${result%.trs}.log" | tail -n 40
    done
}

run_check ()
{
  say 'Running the tests, some minutes; check.log has all lines'
  rm -f test-suite.log
  status=0
  make -j"$jobs" -k check >check.log 2>&1 || status=$?
  if [ ! -f test-suite.log ]; then
    tail -n 40 check.log >&2
    die 'no test ran'
  fi
  grep -E '^(FAIL|XPASS|ERROR|SKIP): ' check.log || true
  show_failed
  sed -n 's/^# \(TOTAL\|PASS\|SKIP\|XFAIL\|FAIL\|XPASS\|ERROR\): */\1 /p' test-suite.log | head -n 7
  return "$status"
}

case ${1-} in
  demo)
    # shellcheck disable=SC2086
    install_packages $build_packages
    build
    run_demo
    ;;
  check)
    # shellcheck disable=SC2086
    install_packages $build_packages $check_packages
    build
    run_check
    ;;
  *)
    bootstrap
    ./configure "$@"
    ;;
esac
