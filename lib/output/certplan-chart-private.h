/* Pictures of tables. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table-private.h"
#include <gio/gio.h>

/* The font that charts ask for, and what readers of SVG may have in its place: those of Windows, of
 * Apple and of Linux. */
#define CERTPLAN_CHART_FONT "Noto Sans CJK SC"
#define CERTPLAN_CHART_FONTS                                                                       \
  CERTPLAN_CHART_FONT ",Microsoft YaHei,PingFang SC,WenQuanYi Micro Hei,sans-serif"

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
  gboolean is_bare;   /* without its titles: they stand beside it */
  gboolean is_narrow; /* for a telephone; of charts that can: _certplan_chart_has_narrow() */
} CertplanChartOptions;

/* The text that gnuplot gets: a pure function of its arguments. @family: a font family.
 * Returns: (transfer full) (nullable): NULL with @error set (what the table says, too many rows) */
char *_certplan_chart_script (CertplanTable *table, const CertplanChartOptions *options,
                              const char *family, GError **error);

/* Whether a chart can be drawn so narrow that a telephone shows it without scrolling sideways. */
gboolean _certplan_chart_has_narrow (CertplanTable *table);

/* Whether the font that charts get has Chinese characters; unknown without fontconfig's program. */
typedef enum
{
  CERTPLAN_CHINESE_FONT_UNKNOWN,
  CERTPLAN_CHINESE_FONT_FOUND,
  CERTPLAN_CHINESE_FONT_MISSING,
} CertplanChineseFont;

/* Returns: (transfer full): the family for the chart's texts */
char *_certplan_chart_find_family (CertplanChineseFont *chinese, GCancellable *cancellable);

/* Draws a table that has a chart. @warning: (nullable): set, to be freed, where the picture lacks
 * something. @cancellable: (nullable): ends gnuplot at once.
 * Returns: (transfer full) (nullable): a whole picture; NULL with CERTPLAN_OUTPUT_ERROR_CHART, or
 * with what the table says */
GBytes *_certplan_chart_draw (CertplanTable *table, const CertplanChartOptions *options,
                              char **warning, GCancellable *cancellable, GError **error);

/* The script by which gnuplot draws the same picture into the folder where one stands, under the
 * last name of @path. Returns: (transfer full) (nullable): NULL with @error set */
GBytes *_certplan_chart_keep_script (CertplanTable *table, const CertplanChartOptions *options,
                                     const char *path, GCancellable *cancellable, GError **error);

/* Returns: (transfer full) (nullable): what the gnuplot on PATH says it is; NULL if there is none
 */
char *_certplan_chart_ask_version (GCancellable *cancellable);
/* Returns: whether the gnuplot on PATH has the terminal, as "pngcairo" */
gboolean _certplan_chart_ask_terminal (const char *terminal, GCancellable *cancellable);
