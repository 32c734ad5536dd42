/* Functions that take any bytes and end the program where a promise is broken. A fuzzer calls them,
 * and tests/test-fuzz.c with what it makes of the corpus. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 *
 * They return whether the bytes were good, so that all was looked at: a corpus without such a file
 * tries refusals alone. */
#pragma once
#include <glib.h>

/* X (name) for each fuzz_name(); its corpus lies in corpus/name. */
#define FUZZ_TARGETS(X)                                                                            \
  X (calendar)                                                                                     \
  X (csv)                                                                                          \
  X (held) X (model) X (office) X (parts) X (reconcile) X (records) X (rules) X (values) X (words)

/* The first byte picks the form, the rest is a holiday file of others: it is refused with a fault,
 * or it becomes a calendar file. */
gboolean fuzz_calendar (const guint8 *data, gsize n);
/* The first byte picks the delimiter, the rest is a text: rows and refusals as libcsv has them. */
gboolean fuzz_csv (const guint8 *data, gsize n);
/* Bytes pick certificates, cases, events and policies: duties come to an end, and what is charged
 * is what is outstanding before anything is paid. */
gboolean fuzz_held (const guint8 *data, gsize n);
/* The first byte is the seed, the rest a model of a simulation: it is refused with a fault, or it
 * runs to its end, and comes to the same on one thread, on two and in two parts. */
gboolean fuzz_model (const guint8 *data, gsize n);
/* Bytes pick an office's people, cases and expectations: its work, its capacity and its simulation
 * come to an end. */
gboolean fuzz_office (const guint8 *data, gsize n);
/* Up to three files, each behind a line "@@ NAME", as parts of a simulation: they are refused, or
 * come to the same in any order. */
gboolean fuzz_parts (const guint8 *data, gsize n);
/* The first two bytes pick how it is read, the rest is a file: it is refused with a fault, or it
 * holds records that can be written and read again. */
gboolean fuzz_records (const guint8 *data, gsize n);
/* Bytes pick charges, payments and decisions: each fen is in one place, and neither a second run
 * nor another order changes anything. */
gboolean fuzz_reconcile (const guint8 *data, gsize n);
/* The first byte says how strictly, the rest is files of up to three layers, each behind a line
 * "@@ LAYER/PATH": they are refused with faults, or all that is computed of them ends. */
gboolean fuzz_rules (const guint8 *data, gsize n);
/* The first byte picks amounts, dates or periods, the rest is a cell: what is read from it can be
 * written and read again. */
gboolean fuzz_values (const guint8 *data, gsize n);
/* The first byte picks what may stand on a command line, the rest is that: targets, policies, rules
 * of panels and more are refused, or mean what they say. */
gboolean fuzz_words (const guint8 *data, gsize n);
