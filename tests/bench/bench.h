/* Two ways to the same end, timed by turns. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table.h"
#include <glib.h>

/* Does the work once. Returns: a checksum of what came out */
typedef guint64 (*BenchSide) (gpointer data);

typedef struct
{
  const char *name;    /* a workload, a stroke, what is done of it */
  const char *what;    /* the same in words, for a table */
  const char *against; /* what the bare side is */
  const char *unit;    /* of what a side does @n_units of */
  guint64 n_units;     /* on our side */
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
/* Times taken elsewhere; members as those of Bench. */
typedef struct
{
  const char *name, *what, *against, *unit;
  guint64 n_units;
  gdouble ours_ms, bare_ms; /* bare_ms = 0: what it would be held against is missing */
  gint limit;
  gboolean is_same;
  gboolean is_rival;
} BenchTimes;
void bench_add_times (BenchReport *report, const BenchTimes *times);

/* A program that one would else pick. It runs in a process of its own, whose processor time is all
 * that it takes to start, to read and to write. */
typedef struct
{
  const char *name, *what, *against, *unit;
  const char *package; /* Debian's */
  guint64 n_units;
  BenchSide ours;
  const char *const *argv;
  const char *input; /* NULL = none */
  /* Whether what it printed is what ours gave. */
  gboolean (*is_same) (const char *printed, gsize length, guint64 ours);
  gpointer data;
} BenchRival;
/* Ours is to take no longer. Where the program is not installed the report says so. */
void bench_run_rival (BenchReport *report, const BenchRival *rival);
gboolean bench_has_same_bytes (const char *printed, gsize length, guint64 ours);
gboolean bench_has_same_number (const char *printed, gsize length, guint64 ours);
guint64 bench_hash_bytes (const char *bytes, gsize length);
/* Prints the table and writes @csv_path (NULL: nowhere). Returns: whether every limit was kept */
gboolean bench_report_finish (BenchReport *report, const char *csv_path);

/* @times: are sorted */
gdouble bench_find_median (gdouble *times, guint n);
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
