/* The open cases of an office in a simulation. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How often each of them was done on which day, as integers that all threads add to: a sum does not
 * depend on who adds first. */
#pragma once
#include "certplan-sim-engine-private.h"

typedef struct
{
  const char *name;          /* the user's number */
  const char *qualification; /* its identifier */
  const char *stage;         /* where it is now: a word of the rules */
  const char *body;          /* "" = none has it */
  gint32 age_days; /* on the legal clock; G_MININT32 = nobody knows, or it has not begun */
  CertplanDate last[CERTPLAN_SIM_N_LIMITS]; /* the last day in time, by now; NONE */
  gboolean has[CERTPLAN_SIM_N_LIMITS];      /* the limit: also where its day is not known yet */
} SimOpenCase;

enum
{
  SIM_OPEN_IN_TARGET,
  SIM_OPEN_IN_CAP,
  SIM_OPEN_DONE,
  SIM_OPEN_N_COUNTS,
};

typedef struct _SimOpen
{
  guint n;            /* cases */
  gint n_bins, width; /* of so many days each, from... */
  CertplanDate start; /* ...this day on */
  GStringChunk *texts;
  GArray *cases; /* SimOpenCase */
  gint *counts;  /* owned: SIM_OPEN_N_COUNTS a case; atomic */
  gint *bins;    /* owned: n_bins a case; atomic */
} SimOpen;

/* (nullable): NULL where the model has none, or a size that cannot be. Reference counted. */
SimOpen *_certplan_sim_open_new (const CertplanSimModel *model);
SimOpen *_certplan_sim_open_new_empty (guint n, CertplanDate start, gint n_bins, gint width);
SimOpen *_certplan_sim_open_ref (SimOpen *open);
void _certplan_sim_open_unref (SimOpen *open);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimOpen, _certplan_sim_open_unref)
/* Texts are copied. */
void _certplan_sim_open_add_case (SimOpen *open, const SimOpenCase *one);
/* Case @i leaves at @tick, in time or not; only called where it is done. */
void _certplan_sim_open_count (SimOpen *open, guint i, gint64 tick, gboolean in_target,
                               gboolean in_cap);
void _certplan_sim_open_join (SimOpen *open, const SimOpen *other);
/* The day by which the case is done in so many of a hundred of @n replications; NONE = in fewer it
 * is ever done */
CertplanDate _certplan_sim_open_find_day (const SimOpen *open, guint i, guint n, guint hundredths);
