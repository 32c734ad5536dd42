/* What the tables of a workload share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-workload-private.h"

/* Hundredths of a person-day, half up. */
gint64 _certplan_office_to_days (gint64 ticks);
/* The same as a text, "12.50". (transfer full) */
char *_certplan_office_format_days (gint64 ticks);
#define CERTPLAN_N_OFFICE_FINDING_COLUMNS 5
/* Of the table of findings, whose rows are CertplanOfficeFinding. */
extern const CertplanColumn _certplan_office_finding_columns[CERTPLAN_N_OFFICE_FINDING_COLUMNS];
/* Whose time is given or asked for, by name. (transfer container) */
GPtrArray *_certplan_workload_list_resources (const CertplanWorkload *workload);
/* The table of panels, if any stage is a panel's. */
void _certplan_workload_take_panels (CertplanWorkload *workload, CertplanTables *tables);
/* Adds why the workload is what it is. */
void _certplan_workload_explain (const CertplanWorkload *workload,
                                 CertplanExplanation *explanation);
