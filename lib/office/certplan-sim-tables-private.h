/* What the makers of a simulation's tables share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sim-part-private.h"
#include "certplan-table-private.h"

/* An estimate in parts of its unit, as a column has it; absent ones are G_MININT64. */
typedef struct
{
  gint64 mean, low, high;
} SimInterval;

#define SIM_DECIMALS 100.0 /* of a DECIMAL */
#define SIM_MILLION 1e6    /* of a SHARE */
#define SIM_NO_BOUND 1e15

typedef struct
{
  CertplanSimResult *result;
  CertplanTables *tables;
} SimMaker;

#define SIM_DAYS(Struct, member) CERTPLAN_RESULT_COLUMN (Struct, member, DECIMAL, .unit = "days")
#define sim_new_rows(Struct) g_array_new (FALSE, FALSE, sizeof (Struct))

extern const char *const _certplan_sim_clocks[]; /* gross, legal */

/* @most: what none can be above, as 1 for a share */
SimInterval _certplan_sim_make_interval (const SimMetric *metric, gdouble scale, gdouble most);
/* The same of the figure that is asked for; a share where @scale is SIM_MILLION. */
SimInterval _certplan_sim_find_interval (const CertplanSimResult *result, SimMeasure measure,
                                         const char *subject, gint place, gdouble scale);
/* Millionths. */
gint32 _certplan_sim_round_share (gdouble share);
/* For columns of 32 bits. */
gint32 _certplan_sim_narrow (gint64 wide);

/* Names as sentences; they live as long as the result. */
/* @text: (transfer full) */
const char *_certplan_sim_keep (const SimMaker *maker, char *text);
const char *_certplan_sim_name_class (const SimMaker *maker, const char *class);
/* "onsite_review/evaluation_body", or a stage of a key file. */
const char *_certplan_sim_name_stage (const SimMaker *maker, const char *stage);
/* "evaluation_body/NAME", or a resource of a key file. */
const char *_certplan_sim_name_resource (const SimMaker *maker, const char *resource);

/* @rows: (transfer full). Returns: (transfer none) */
CertplanTable *_certplan_sim_take_table (const SimMaker *maker, const char *name,
                                         const CertplanColumn *columns, guint n_columns,
                                         GArray *rows);

/* The tables: how long cases take and what part is in time; who has how much to do. */
void _certplan_sim_make_times (const SimMaker *maker);
void _certplan_sim_make_limits (const SimMaker *maker);
void _certplan_sim_make_loads (const SimMaker *maker);
void _certplan_sim_make_months (const SimMaker *maker);
/* Of the office's open cases. */
void _certplan_sim_make_open (const SimMaker *maker);
