/* What all charts share: a canvas, the table that is drawn, words, colours, titles, a legend.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-canvas-private.h"

#define CERTPLAN_FIGURE_WIDTH CERTPLAN_PX (900)
#define CERTPLAN_FIGURE_NARROW CERTPLAN_PX (340)
#define CERTPLAN_FIGURE_MARGIN CERTPLAN_PX (18)

/* Font sizes, in pixels. */
#define CERTPLAN_FONT_TITLE 21
#define CERTPLAN_FONT_LABEL 16
#define CERTPLAN_FONT_SMALL 14
#define CERTPLAN_FONT_NAME 13
#define CERTPLAN_FONT_TINY 12

/* Red is for what needs action alone. */
#define CERTPLAN_RGB_INK 0x1f2937
#define CERTPLAN_RGB_MUTED 0x6b7280
#define CERTPLAN_RGB_RED 0xc8434f
#define CERTPLAN_RGB_SLATE 0x475569
#define CERTPLAN_RGB_BLUE 0x2f6db5
#define CERTPLAN_RGB_GRID 0xe5e7eb
#define CERTPLAN_RGB_BASE 0x9ca3af
#define CERTPLAN_RGB_BAND 0xf0f1f3
#define CERTPLAN_RGB_WHITE 0xffffff

typedef struct
{
  CertplanTable *table;         /* borrowed */
  const CertplanLabels *labels; /* borrowed */
  CertplanLang lang;
  CertplanDate as_of; /* NONE = not known */
  gboolean is_bare;   /* without its titles */
  gboolean is_narrow; /* for a telephone */
  gint width;
  CertplanCanvas *canvas; /* owned */
  GStringChunk *texts;
} CertplanFigure;

CertplanFigure *_certplan_figure_new (CertplanTable *table, const CertplanChartOptions *options);
void _certplan_figure_free (CertplanFigure *figure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanFigure, _certplan_figure_free)

/* Draws a table on a figure, whose width it may choose. Returns: the height; 0 with @error set */
typedef gint (*CertplanFigureDraw) (CertplanFigure *figure, GError **error);

/* Texts live as long as the figure. Speaks @sentence (nullable: ""). */
const char *_certplan_figure_speak (CertplanFigure *figure, const char *sentence);
/* Speaks the label @key with up to two arguments (nullable), each a text or a CERTPLAN_LABEL key.
 */
const char *_certplan_figure_say (CertplanFigure *figure, const char *key, const char *first,
                                  const char *second);
/* The same with one number. */
const char *_certplan_figure_say_number (CertplanFigure *figure, const char *key, gint64 number);
/* "8月14日" or "14 Aug"; with the year where @with_year. */
const char *_certplan_figure_say_day (CertplanFigure *figure, CertplanDate day, gboolean with_year);
/* "2026年8月" or "Aug 2026" */
const char *_certplan_figure_say_month (CertplanFigure *figure, CertplanDate day);
/* The cell: as a key where @is_key, else as the reader says it. */
const char *_certplan_figure_read (CertplanFigure *figure, CertplanCursor *cursor, guint column,
                                   gboolean is_key);
/* The head of a column. (transfer none) */
const char *_certplan_figure_say_head (CertplanFigure *figure, guint column);
/* What the numbers of a column are: "yuan"; "" = not said. (transfer none) */
const char *_certplan_figure_say_unit (CertplanFigure *figure, guint column);

/* Series that have no colour of their own; those behind the last begin again. */
guint32 _certplan_figure_get_colour (guint i);
/* Black or white, whichever is read better on @rgb. */
guint32 _certplan_figure_get_ink (guint32 rgb);
/* @rgb mixed with white: @percent of it are left. */
guint32 _certplan_figure_tint (guint32 rgb, guint percent);

/* Title and subtitle, unless the figure is bare. Returns: where the next line begins */
gint _certplan_figure_draw_titles (CertplanFigure *figure);
/* @text in at most @max_lines lines. Returns: where the next line begins */
gint _certplan_figure_draw_lines (CertplanFigure *figure, const char *text, gint y,
                                  gint line_height, guint max_lines, guint size, guint32 rgb);
/* Nothing to draw but the words. Returns: where they end */
gint _certplan_figure_draw_empty (CertplanFigure *figure, gint y);
/* A white ground, so that a line behind a text does not strike it out. */
void _certplan_figure_draw_halo (CertplanFigure *figure, gint left, gint right, gint y);

/* The signs of a legend. */
typedef enum
{
  CERTPLAN_SIGN_BAR,
  CERTPLAN_SIGN_MILESTONE,
  CERTPLAN_SIGN_DASHES,
  CERTPLAN_SIGN_CURVE,
  CERTPLAN_SIGN_FRAME,
  CERTPLAN_SIGN_OUTLINE, /* thin */
} CertplanSign;

typedef struct
{
  CertplanSign sign;
  guint32 rgb;
  const char *text;
} CertplanLegendEntry;

/* Returns: (transfer full): an array of CertplanLegendEntry */
GArray *_certplan_legend_new (void);
void _certplan_legend_add (GArray *entries, CertplanSign sign, guint32 rgb, const char *text);
/* Lines of entries in the middle of the picture. Returns: where the legend ends */
gint _certplan_legend_draw (CertplanFigure *figure, const GArray *entries, gint y);
