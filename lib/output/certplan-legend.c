/* What the colours and lines of a chart mean. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-figure-private.h"

#define LINE CERTPLAN_PX (26)
#define SIGN_WIDTH CERTPLAN_PX (18)
#define SIGN_GAP CERTPLAN_PX (7)
#define ENTRY_GAP CERTPLAN_PX (22)
#define MAX_TEXT CERTPLAN_PX (260)

GArray *
_certplan_legend_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (CertplanLegendEntry));
}

void
_certplan_legend_add (GArray *entries, CertplanSign sign, guint32 rgb, const char *text)
{
  const CertplanLegendEntry entry = { sign, rgb, text };

  g_array_append_val (entries, entry);
}

/* No text is wider than a narrow figure. */
static gint
get_max_text (const CertplanFigure *figure)
{
  return MIN (MAX_TEXT, figure->width - 2 * CERTPLAN_FIGURE_MARGIN - SIGN_WIDTH - SIGN_GAP);
}

static gint
measure_entry (const CertplanFigure *figure, const CertplanLegendEntry *entry)
{
  const gint width = _certplan_text_measure (entry->text, CERTPLAN_FONT_SMALL);

  return SIGN_WIDTH + SIGN_GAP + MIN (width, get_max_text (figure));
}

static void
draw_sign (CertplanCanvas *canvas, const CertplanLegendEntry *entry, gint x, gint y)
{
  const gint half = CERTPLAN_PX (6);

  switch (entry->sign)
    {
    case CERTPLAN_SIGN_BAR:
      _certplan_canvas_box (canvas, CERTPLAN_LAYER_BARS, x, y - half, x + SIGN_WIDTH, y + half,
                            entry->rgb);
      break;
    case CERTPLAN_SIGN_MILESTONE:
      _certplan_canvas_diamond (canvas, x + SIGN_WIDTH / 2, y, entry->rgb);
      break;
    case CERTPLAN_SIGN_DASHES:
      _certplan_canvas_line (canvas, CERTPLAN_LAYER_LIMITS, x, y, x + SIGN_WIDTH, y, entry->rgb);
      break;
    case CERTPLAN_SIGN_CURVE:
      _certplan_canvas_line (canvas, CERTPLAN_LAYER_CURVES, x, y, x + SIGN_WIDTH, y, entry->rgb);
      break;
    case CERTPLAN_SIGN_FRAME:
      _certplan_canvas_frame (canvas, CERTPLAN_LAYER_CURVES, x, y - half, x + SIGN_WIDTH, y + half,
                              entry->rgb);
      break;
    case CERTPLAN_SIGN_OUTLINE:
      _certplan_canvas_frame (canvas, CERTPLAN_LAYER_GRID, x, y - half, x + SIGN_WIDTH, y + half,
                              entry->rgb);
      break;
    }
}

/* Entries @first .. @end - 1 on one line, in the middle of the picture. */
static void
draw_line (CertplanFigure *figure, const GArray *entries, guint first, guint end, gint width,
           gint y)
{
  gint x = (figure->width - width) / 2;

  for (guint i = first; i < end; i++)
    {
      const CertplanLegendEntry *entry = &g_array_index (entries, CertplanLegendEntry, i);
      g_autofree char *text
          = _certplan_text_shorten (entry->text, CERTPLAN_FONT_SMALL, get_max_text (figure));
      draw_sign (figure->canvas, entry, x, y);
      _certplan_canvas_text (figure->canvas, x + SIGN_WIDTH + SIGN_GAP, y, CERTPLAN_ALIGN_LEFT,
                             CERTPLAN_FONT_SMALL, CERTPLAN_RGB_INK, text);
      x += measure_entry (figure, entry) + ENTRY_GAP;
    }
}

gint
_certplan_legend_draw (CertplanFigure *figure, const GArray *entries, gint y)
{
  guint first = 0;
  gint width = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const gint more = measure_entry (figure, &g_array_index (entries, CertplanLegendEntry, i));
      if (i > first && width + ENTRY_GAP + more > figure->width - 2 * CERTPLAN_FIGURE_MARGIN)
        {
          draw_line (figure, entries, first, i, width, y + LINE / 2);
          y += LINE;
          first = i;
          width = 0;
        }
      width += more + (i > first ? ENTRY_GAP : 0);
    }
  if (first < entries->len)
    {
      draw_line (figure, entries, first, entries->len, width, y + LINE / 2);
      y += LINE;
    }
  return y;
}
