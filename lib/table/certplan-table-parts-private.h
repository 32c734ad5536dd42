/* What a table is made of, for its own files alone. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table-private.h"

struct _CertplanTable
{
  const char *name; /* borrowed where not said otherwise */
  const CertplanColumn *columns;
  guint n_columns;
  const CertplanTableSource *source;
  gpointer data; /* owned through free_data */
  GDestroyNotify free_data;
  const CertplanChartSpec *chart;
  gboolean is_drawn_only;
  const CertplanEventSpec *events;
  const CertplanLedgerSpec *ledger;
  const CertplanTableJump *jump; /* NULL = rows only follow each other */
  guint n_threads;               /* that may make what is written */
  guint n_hidden;                /* columns behind those that are shown */
  char *title;                   /* owned */
  char *subtitle;                /* owned */
  CertplanLabels *labels;        /* owned */
  CertplanWorkcal *workcal;      /* owned; NULL = not known */
};
