/* When the cases of a model come. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanFiling:
 * @line: of the file; 0 for rows of a program
 * @case_id: certplan_records_get_note(); 0 = none
 * @filed: a date, or days from the model's start on, as 12.5; certplan_records_get_note()
 * @model_class: a class of the model; certplan_records_get_text(); 0 = that of the arrivals
 *
 * A row of the record "filings". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 case_id;
  guint32 filed;
  guint32 model_class;
} CertplanFiling;

/**
 * certplan_filing_get: (skip)
 * @i: below certplan_records_get_n()
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): lives as long as @records
 */
const CertplanFiling *certplan_filing_get (const CertplanRecords *records, guint i);

G_END_DECLS
