/* Parts of a run. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults-private.h"
#include "certplan-sim-stats-private.h"

/* A row of a part, and all of them. */
typedef struct
{
  const char *row, *measure, *subject, *place, *n, *sum, *squares;
} SimPartLine;
typedef struct
{
  GArray *lines; /* SimPartLine */
  GStringChunk *texts;
} SimPart;

const char *_certplan_sim_part_keep_number (SimPart *part, guint64 number);
gboolean _certplan_sim_part_read_number (const char *text, guint64 most, guint64 *number);
/* Undoes what keeps a spreadsheet from running a text. */
const char *_certplan_sim_part_undefuse (const char *cell);
/* Those of open cases. */
void _certplan_sim_part_write_open (SimPart *part, const SimOpen *open);
/* Returns: FALSE where it is no such row */
gboolean _certplan_sim_part_read_open (CertplanSimResult *result, char **cells);
gboolean _certplan_sim_part_has_same_model (const CertplanSimResult *a, const CertplanSimResult *b);
gboolean _certplan_sim_part_has_same_open (const CertplanSimResult *a, const CertplanSimResult *b);

/* The sums of a part, to be put together with the others. */
CertplanTable *_certplan_sim_result_make_part (const CertplanSimResult *result);
/* Adds the table that is drawn as a histogram. */
void _certplan_sim_add_histogram (CertplanSimResult *result, CertplanTables *tables);
/* What an outcome is called, as a sentence: those that a model need not name are in the labels. */
const char *_certplan_sim_name_outcome (GStringChunk *texts, const char *name);
/* What stands below every title: model, replications, seed, assumptions. (transfer full) */
char *_certplan_sim_describe (const CertplanSimResult *result);
