/* Two ways to the same end, timed by turns. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table.h"
#include <glib.h>

/* Does the work once. Returns: a checksum of what came out */
typedef guint64 (*BenchSide) (gpointer data);

typedef struct
{
  const char *name;
  const char *unit; /* of what a side does @n_units of */
  guint64 n_units;  /* on our side */
  BenchSide ours;
  BenchSide bare;  /* what it is held against; its checksum must be the same... */
  gboolean unlike; /* ...but for these: the two do different work */
  gint limit;      /* hundredths: our time at most so many times the bare one's; 0 = only shown */
  gboolean exclusive; /* less than the limit, not at most */
  gboolean is_wall;   /* time is that of the clock: for what several threads do */
  gpointer data;
} Bench;

typedef struct _BenchReport BenchReport;

/* @n_runs: of each side; the median counts */
BenchReport *bench_report_new (guint n_runs, const char *const *wanted);
/* Runs it unless its name is not wanted. */
void bench_run (BenchReport *report, const Bench *bench);
/* Whether any benchmark whose name begins so is wanted: what it needs may be costly to make. */
gboolean bench_is_wanted (const BenchReport *report, const char *prefix);
/* A figure that is no time. @limit: 0 = only shown; in the unit of @value */
void bench_add_figure (BenchReport *report, const char *name, const char *unit, gdouble value,
                       gdouble limit);
/* As bench_run() does, of times taken elsewhere; @limit in hundredths. */
void bench_add_times (BenchReport *report, const char *name, const char *unit, guint64 n_units,
                      gdouble ours_ms, gdouble bare_ms, gint limit, gboolean is_same);
/* Prints the table and writes @csv_path (NULL: nowhere). Returns: whether every limit was kept */
gboolean bench_report_finish (BenchReport *report, const char *csv_path);

/* Returns: the processor time of this process */
gdouble bench_read_cpu_ms (void);

/* The parts, each in its own file. */
void bench_quote (BenchReport *report);
void bench_sim (BenchReport *report);
void bench_workcal (BenchReport *report);
void bench_reader (BenchReport *report);
void bench_transport (BenchReport *report);
void bench_duties (BenchReport *report);
void bench_reconcile (BenchReport *report);
void bench_finance (BenchReport *report);
void bench_rivals (BenchReport *report);

/* Writes a table as CSV. Returns: how many rows there were */
guint64 bench_write_rows (CertplanTable *table, int fd);

/* Reconciles the two files of the folder. Returns: whether @what asks for that */
gboolean bench_do_reconcile_alone (const char *what, const char *folder);

/* A bare libcsv pass. Returns: how many rows there are */
guint64 bench_pass (const char *path);

/* Returns: the most memory, in bytes, that a process of its own held which does @what alone */
gdouble bench_find_peak (const char *what, const char *path);

/* Loads a register, or lets libcsv pass over it, and does nothing else: so a process's memory can
 * be told. @what: "load" or "pass". Returns: whether it is one of these */
gboolean bench_do_alone (const char *what, const char *path);
/* Writes the duties of so many months of a register. Returns: whether that worked */
gboolean bench_do_duties_alone (const char *months, const char *path);
