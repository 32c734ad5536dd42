/* Functions that take any bytes and end the program where a promise is broken. A fuzzer calls them,
 * and tests/test-fuzz.c with what it makes of the corpus. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* X (name) for each fuzz_name(); its corpus lies in corpus/name. */
#define FUZZ_TARGETS(X) X (csv) X (model) X (records) X (reconcile) X (rules) X (values)

/* The first byte picks the delimiter, the rest is a text: rows and refusals as libcsv has them. */
void fuzz_csv (const guint8 *data, gsize n);
/* The first byte is the seed, the rest a model of a simulation: it is refused with a fault, or it
 * runs to its end, and comes to the same on one thread, on two and in two parts. */
void fuzz_model (const guint8 *data, gsize n);
/* The first two bytes pick how it is read, the rest is a file: it is refused with a fault, or it
 * holds records that can be written and read again. */
void fuzz_records (const guint8 *data, gsize n);
/* Bytes pick charges, payments and decisions: each fen is in one place, and neither a second run
 * nor another order changes anything. */
void fuzz_reconcile (const guint8 *data, gsize n);
/* The first byte says how strictly, the rest is files of up to three layers, each behind a line
 * "@@ LAYER/PATH": they are refused with faults, or all that is computed of them ends. */
void fuzz_rules (const guint8 *data, gsize n);
/* The first byte picks amounts, dates, periods or what may stand on a command line, the rest is a
 * cell: what is read from it can be written and read again. */
void fuzz_values (const guint8 *data, gsize n);
