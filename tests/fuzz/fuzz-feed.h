/* What the fuzzers' functions share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include "certplan-records.h"
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

/* A folder for what has to be a file, the same for the whole run; it goes with the program. */
const char *fuzz_get_folder (void);
/* Removes a file, or a folder with all that is in it; nothing where neither is there. */
void fuzz_remove_tree (const char *path);
/* Without a rename, which costs more. */
void fuzz_write (const char *path, const guint8 *data, gsize n);
/* Cuts a text at lines "@@ NAME" and calls @part with each piece behind one, and with @data. */
typedef void (*FuzzPart) (gpointer data, const char *name, const char *text, gsize n);
void fuzz_split (const char *text, gsize n, FuzzPart part, gpointer data);

/* Cancels what takes longer than two seconds: long, but not wrong. */
typedef struct
{
  GThread *thread;
  GMutex lock;
  GCond ended;
  gboolean is_ended;
  GCancellable *cancellable; /* borrowed */
} FuzzWatch;
void fuzz_watch_begin (FuzzWatch *watch, GCancellable *cancellable);
void fuzz_watch_end (FuzzWatch *watch);

/* The shipped rules, loaded once. */
CertplanRulebook *fuzz_get_rulebook (void);
/* The rows of a file that are good, for one bad row would hide all others. (transfer full) */
CertplanRecords *fuzz_load_good (const char *type, const GString *text);
/* That there is an error if nothing came of it, a fault where there is an error, and that all
 * faults can be shown. */
void fuzz_check_faults (gboolean is_done, const GError *error, const CertplanFaults *faults);
/* Every cell of every row, a line a row. (transfer full) */
char *fuzz_spell_table (CertplanTable *table);
/* The same of all tables, which are released. (transfer full) */
char *fuzz_spell (CertplanTables *tables);
/* Ends the program where two texts differ, and shows both. */
void fuzz_check_same (const char *what, const char *one, const char *other);
