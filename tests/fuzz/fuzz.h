/* Functions that take any bytes and end the program where a promise is broken. A fuzzer calls them,
 * and tests/test-fuzz.c with what it makes of the corpus. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* The first byte picks the delimiter, the rest is a text: rows and refusals as libcsv has them. */
void fuzz_csv (const guint8 *data, gsize n);
/* The first two bytes pick how it is read, the rest is a file: it is refused with a fault, or it
 * holds records that can be written and read again. */
void fuzz_records (const guint8 *data, gsize n);
/* The first byte picks amounts, dates or periods, the rest is a cell: what is read from it can be
 * written and read again. */
void fuzz_values (const guint8 *data, gsize n);
