/* Parts of a run. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults-private.h"
#include "certplan-sim-stats-private.h"

/* The sums of a part, to be put together with the others. */
CertplanTable *_certplan_sim_result_make_part (const CertplanSimResult *result);
/* Adds the table that is drawn as a histogram. */
void _certplan_sim_add_histogram (CertplanSimResult *result, CertplanTables *tables);
/* What an outcome is called, as a sentence: those that a model need not name are in the labels. */
const char *_certplan_sim_name_outcome (GStringChunk *texts, const char *name);
/* What stands below every title: model, replications, seed, assumptions. (transfer full) */
char *_certplan_sim_describe (const CertplanSimResult *result);
