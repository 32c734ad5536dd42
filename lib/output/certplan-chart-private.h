/* Pictures of tables. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table-private.h"
#include <gio/gio.h>

typedef enum
{
  CERTPLAN_PICTURE_PNG,
  CERTPLAN_PICTURE_SVG,
  CERTPLAN_PICTURE_PDF,
} CertplanPicture;

typedef struct
{
  CertplanPicture picture;
  CertplanLang lang;  /* not FIELD */
  CertplanDate as_of; /* PDF: the date inside */
} CertplanChartOptions;

/* The text that gnuplot gets: a pure function of its arguments. @family: a font family.
 * Returns: (transfer full) (nullable): NULL with @error set (what the table says, too many rows) */
char *_certplan_chart_script (CertplanTable *table, const CertplanChartOptions *options,
                              const char *family, GError **error);

/* Draws a table that has a chart. @cancellable: (nullable): ends gnuplot at once.
 * Returns: (transfer full) (nullable): a whole picture; NULL with CERTPLAN_OUTPUT_ERROR_CHART */
GBytes *_certplan_chart_draw (CertplanTable *table, const CertplanChartOptions *options,
                              GCancellable *cancellable, GError **error);
