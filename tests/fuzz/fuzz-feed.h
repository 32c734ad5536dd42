/* What the fuzzers' functions share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include "certplan-rulebook.h"
#include "certplan-table.h"

/* Bytes that decide, one after the other; 0 once they are spent. */
typedef struct
{
  const guint8 *data;
  gsize n;
} FuzzFeed;

/* Returns: 0 .. @n - 1 */
guint fuzz_take (FuzzFeed *feed, guint n);
#define FUZZ_PICK(feed, words) ((words)[fuzz_take (feed, G_N_ELEMENTS (words))])
/* Up to 15 bytes as a text that a CSV file may hold, without what ends a line. (transfer full) */
char *fuzz_take_text (FuzzFeed *feed);
/* Appends a cell, in quotes. */
void fuzz_append_cell (GString *row, const char *text);

/* The shipped rules, loaded once. */
CertplanRulebook *fuzz_get_rulebook (void);
/* That there is an error if nothing came of it, a fault where there is an error, and that all
 * faults can be shown. */
void fuzz_check_faults (gboolean is_done, const GError *error, const CertplanFaults *faults);
/* Every cell of every row, a line a row. (transfer full) */
char *fuzz_spell_table (CertplanTable *table);
/* The same of all tables, which are released. (transfer full) */
char *fuzz_spell (CertplanTables *tables);
/* Ends the program where two texts differ, and shows both. */
void fuzz_check_same (const char *what, const char *one, const char *other);
