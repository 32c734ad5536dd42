/* What a fuzzer calls: FUZZ_TARGET is the function under test. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "fuzz.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize n);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize n)
{
  FUZZ_TARGET (data, n);
  return 0;
}
