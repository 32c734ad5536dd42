# TAP for the tests written in bash. SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034 # failed is what the test exits with
n=0
failed=0
# verdict NAME TEXT: ok if TEXT, what is wrong, is empty.
verdict ()
{
  n=$((n + 1))
  if [ -z "$2" ]; then
    echo "ok $n $1"
  else
    printf '# %s\n' "${2//$'\n'/$'\n# '}"
    echo "not ok $n $1"
    failed=1
  fi
}
