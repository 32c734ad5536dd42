/* Which category a line of business belongs to. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include "certplan-labels-private.h"

/* Where the titles are among the labels: this, and SCHEME/INDUSTRY. */
#define _CERTPLAN_INDUSTRY_LABEL "industry."

typedef struct
{
  const char *scheme;
  const char *industry; /* its key */
  const char *category; /* of the scheme */
  const char *title;
  const char *title_zh; /* NULL = none */
  const char *aliases;  /* other names, kept apart by |; NULL = none */
  const char *source;
  const char *clause;
  const char *file;
  guint32 line;
  guint16 source_place, category_place; /* where the cells stand in the line, 0 = not known */
} CertplanIndustry;

/* Reads one industries.csv into @industries (GArray of CertplanIndustry); one of the same scheme
 * and key replaces. Titles go to @labels too. */
void _certplan_industries_read (const char *scheme, const char *file, GBytes *bytes,
                                GArray *industries, GStringChunk *texts, CertplanLabels *labels,
                                CertplanFaults *faults);
