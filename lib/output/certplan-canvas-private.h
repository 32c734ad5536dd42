/* A list of shapes and texts, and the gnuplot script that paints it.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-chart-private.h"

/* Lengths are integers, in tenths of a pixel of the picture at its plain size, from its upper left
 * corner: the same everywhere, and exact. */
#define CERTPLAN_PX(pixels) ((pixels)*10)

typedef enum
{
  CERTPLAN_ALIGN_LEFT,
  CERTPLAN_ALIGN_CENTER,
  CERTPLAN_ALIGN_RIGHT,
} CertplanAlign;

/* What covers what: later layers lie on top, texts on top of all. */
typedef enum
{
  CERTPLAN_LAYER_BANDS,
  CERTPLAN_LAYER_GRID,
  CERTPLAN_LAYER_BARS,
  CERTPLAN_LAYER_CURVES,
  CERTPLAN_LAYER_LIMITS, /* its lines are dashed */
  CERTPLAN_LAYER_HALOS,
  CERTPLAN_N_LAYERS,
} CertplanLayer;

typedef struct _CertplanCanvas CertplanCanvas;

CertplanCanvas *_certplan_canvas_new (void);
void _certplan_canvas_free (CertplanCanvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanCanvas, _certplan_canvas_free)

void _certplan_canvas_box (CertplanCanvas *canvas, CertplanLayer layer, gint left, gint top,
                           gint right, gint bottom, guint32 rgb);
void _certplan_canvas_line (CertplanCanvas *canvas, CertplanLayer layer, gint x0, gint y0, gint x1,
                            gint y1, guint32 rgb);
/* The four sides of a box. */
void _certplan_canvas_frame (CertplanCanvas *canvas, CertplanLayer layer, gint left, gint top,
                             gint right, gint bottom, guint32 rgb);
/* From @low to @high at each @x. */
typedef struct
{
  gint x, low, high;
} CertplanBandPoint;
/* Below all layers; @points rise in x. */
void _certplan_canvas_band (CertplanCanvas *canvas, const CertplanBandPoint *points, guint n_points,
                            guint32 rgb);
void _certplan_canvas_diamond (CertplanCanvas *canvas, gint x, gint y, guint32 rgb);
/* @y: the middle of the line. @size: the font's height in pixels. Any bytes are taken as a text. */
void _certplan_canvas_text (CertplanCanvas *canvas, gint x, gint y, CertplanAlign align, guint size,
                            guint32 rgb, const char *text);

/* The script for a picture of that size. @family: a font family, of letters, digits and blanks;
 * another one is replaced. Returns: (transfer full) */
char *_certplan_canvas_script (const CertplanCanvas *canvas, gint width, gint height,
                               CertplanPicture picture, const char *family);

/* How wide a text will be, about: fonts differ, so it errs to the wide side. */
gint _certplan_text_measure (const char *text, guint size);
/* @text, cut with an ellipsis where it is wider than @width. Returns: (transfer full) */
char *_certplan_text_shorten (const char *text, guint size, gint width);
/* The same of a number, whose end tells it from the others: what is cut out is in the middle. */
char *_certplan_text_shorten_middle (const char *text, guint size, gint width);
/* @text in at most @max_lines lines, broken at blanks or between Chinese characters, the last one
 * shortened. Returns: (transfer full): a strv */
char **_certplan_text_wrap (const char *text, guint size, gint width, guint max_lines);
/* @text as it may stand in a picture: valid UTF-8 without anything that gnuplot or a viewer acts
 * on. Returns: (transfer full) */
char *_certplan_text_clean (const char *text);
