/* A Gantt chart: bars, milestones, limits and holidays over a line of days.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-gantt-private.h"

#define MARGIN CERTPLAN_PX (18)
#define MAX_LABEL_WIDTH CERTPLAN_PX (290)
#define LABEL_GAP CERTPLAN_PX (12)
#define TITLE_LINE CERTPLAN_PX (28)
#define SUBTITLE_LINE CERTPLAN_PX (20)
#define FLAG_LINE CERTPLAN_PX (20)
#define AXIS_HEIGHT CERTPLAN_PX (44)
#define LEGEND_LINE CERTPLAN_PX (26)
#define MIN_BAR CERTPLAN_PX (3)
#define HALO CERTPLAN_PX (3)

#define BAND_RGB 0xf0f1f3
#define ROW_RGB 0xf3f4f6
#define WHITE_RGB 0xffffff
#define MILESTONE_RGB 0x2a9d8f

/* Where things stand on the picture. */
typedef struct
{
  CertplanGantt *gantt;
  CertplanCanvas *canvas;
  CertplanGanttScale scale;
  gint label_width;
  gint row_height;
  gint limits_top; /* the limits' lines of text, then the holidays', then the rows */
  gint names_top;
  gint top;
  gint bottom;
} Layout;

static gint
get_row_height (guint n_rows)
{
  if (n_rows <= 12)
    return CERTPLAN_PX (34);
  return n_rows <= 24 ? CERTPLAN_PX (30) : CERTPLAN_PX (27);
}

static gint
get_row_middle (const Layout *layout, guint i)
{
  return layout->top + (gint)i * layout->row_height + layout->row_height / 2;
}

/* Returns: where the next line begins */
static gint
draw_lines (CertplanCanvas *canvas, const char *text, gint y, gint line_height, guint size,
            guint32 rgb)
{
  if (*text == '\0')
    return y;
  g_auto (GStrv) lines = _certplan_text_wrap (text, size, CERTPLAN_GANTT_WIDTH - 2 * MARGIN, 2);
  for (guint i = 0; lines[i] != NULL; i++, y += line_height)
    _certplan_canvas_text (canvas, MARGIN, y + line_height / 2, CERTPLAN_ALIGN_LEFT, size, rgb,
                           lines[i]);
  return y;
}

static gint
draw_titles (const CertplanGantt *gantt, CertplanCanvas *canvas)
{
  gint y = draw_lines (canvas, gantt->title, MARGIN - CERTPLAN_PX (4), TITLE_LINE,
                       CERTPLAN_GANTT_TITLE, CERTPLAN_GANTT_INK);

  return draw_lines (canvas, gantt->subtitle, y + CERTPLAN_PX (2), SUBTITLE_LINE,
                     CERTPLAN_GANTT_SMALL, CERTPLAN_GANTT_MUTED);
}

static gint
measure_labels (const CertplanGantt *gantt)
{
  gint width = 0;

  for (guint i = 0; i < gantt->rows->len; i++)
    {
      const CertplanGanttRow *row = &g_array_index (gantt->rows, CertplanGanttRow, i);
      width = MAX (width, _certplan_text_measure (row->label, CERTPLAN_GANTT_LABEL));
    }
  return MIN (width, MAX_LABEL_WIDTH);
}

/* A white ground, so that a line behind a text does not strike it out. */
static void
draw_halo (CertplanCanvas *canvas, gint left, gint right, gint y)
{
  _certplan_canvas_box (canvas, CERTPLAN_LAYER_HALOS, left - HALO, y - CERTPLAN_PX (8),
                        right + HALO, y + CERTPLAN_PX (8), WHITE_RGB);
}

static void
draw_flag (CertplanCanvas *canvas, const CertplanGanttFlag *flag, gint y)
{
  draw_halo (canvas, flag->left, flag->right, y);
  _certplan_canvas_text (canvas, flag->left, y, CERTPLAN_ALIGN_LEFT, CERTPLAN_GANTT_NAME, flag->rgb,
                         flag->text);
}

static void
draw_limits (const Layout *layout, const GArray *flags, guint n_levels)
{
  for (guint i = 0; i < flags->len; i++)
    {
      const CertplanGanttFlag *flag = &g_array_index (flags, CertplanGanttFlag, i);
      const gint y
          = layout->limits_top + (gint)(n_levels - 1 - flag->level) * FLAG_LINE + FLAG_LINE / 2;
      _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_LIMITS, flag->x, layout->bottom,
                             flag->x, y - CERTPLAN_PX (7), flag->rgb);
      draw_flag (layout->canvas, flag, y);
    }
}

static void
draw_bands (const Layout *layout)
{
  const CertplanGanttScale *scale = &layout->scale;

  for (guint i = 0; i < layout->gantt->rests->len; i++)
    {
      const CertplanGanttRest *rest = &g_array_index (layout->gantt->rests, CertplanGanttRest, i);
      const gint left = MAX (_certplan_gantt_scale_get (scale, rest->from), scale->left);
      const gint right = MIN (_certplan_gantt_scale_get (scale, rest->to), scale->right);
      if (left < right)
        _certplan_canvas_box (layout->canvas, CERTPLAN_LAYER_BANDS, left, layout->top, right,
                              layout->bottom, BAND_RGB);
    }
}

static void
draw_names (const Layout *layout, const GArray *flags, guint n_levels)
{
  for (guint i = 0; i < flags->len; i++)
    {
      const CertplanGanttFlag *flag = &g_array_index (flags, CertplanGanttFlag, i);
      const gint y
          = layout->names_top + (gint)(n_levels - 1 - flag->level) * FLAG_LINE + FLAG_LINE / 2;
      if (!flag->is_dropped)
        draw_flag (layout->canvas, flag, y);
    }
}

static gboolean
meets_limit (const Layout *layout, gint left, gint right)
{
  for (guint i = 0; i < layout->gantt->limits->len; i++)
    {
      const CertplanGanttLimit *limit
          = &g_array_index (layout->gantt->limits, CertplanGanttLimit, i);
      const gint x = _certplan_gantt_scale_get (&layout->scale, limit->day + 1);
      if (x > left - HALO && x < right + HALO)
        return TRUE;
    }
  return FALSE;
}

static void
draw_note (const Layout *layout, const char *note, gint x, gint y)
{
  const gint right = x + _certplan_text_measure (note, CERTPLAN_GANTT_NAME);

  if (meets_limit (layout, x, right))
    draw_halo (layout->canvas, x, right, y);
  _certplan_canvas_text (layout->canvas, x, y, CERTPLAN_ALIGN_LEFT, CERTPLAN_GANTT_NAME,
                         CERTPLAN_GANTT_MUTED, note);
}

/* Returns: where its note begins */
static gint
draw_bar (const Layout *layout, const CertplanGanttRow *row, gint y)
{
  const gint half = layout->row_height * 3 / 10;
  const gint left = _certplan_gantt_scale_get (&layout->scale, row->from);
  const gint right = MAX (_certplan_gantt_scale_get (&layout->scale, row->to), left + MIN_BAR);
  const GArray *actors = layout->gantt->actors;
  const guint32 rgb = row->actor != CERTPLAN_NO_ACTOR
                          ? g_array_index (actors, CertplanGanttActor, row->actor).rgb
                          : CERTPLAN_GANTT_SLATE;

  _certplan_canvas_box (layout->canvas, CERTPLAN_LAYER_BARS, left, y - half, right, y + half, rgb);
  return right + CERTPLAN_PX (5);
}

/* Stands in the middle of its day. Returns: where its note begins */
static gint
draw_milestone (const Layout *layout, const CertplanGanttRow *row, gint y)
{
  const gint x = (_certplan_gantt_scale_get (&layout->scale, row->from)
                  + _certplan_gantt_scale_get (&layout->scale, row->from + 1))
                 / 2;

  _certplan_canvas_diamond (layout->canvas, x, y, MILESTONE_RGB);
  return x + CERTPLAN_PX (12);
}

static void
draw_rows (const Layout *layout)
{
  for (guint i = 0; i < layout->gantt->rows->len; i++)
    {
      const CertplanGanttRow *row = &g_array_index (layout->gantt->rows, CertplanGanttRow, i);
      const gint y = get_row_middle (layout, i);
      g_autofree char *label
          = _certplan_text_shorten (row->label, CERTPLAN_GANTT_LABEL, layout->label_width);
      gint note_x = layout->scale.left + CERTPLAN_PX (6);
      if (row->from != CERTPLAN_DATE_NONE)
        note_x = row->is_milestone ? draw_milestone (layout, row, y) : draw_bar (layout, row, y);
      draw_note (layout, row->note, note_x, y);
      _certplan_canvas_text (layout->canvas, layout->scale.left - LABEL_GAP, y,
                             CERTPLAN_ALIGN_RIGHT, CERTPLAN_GANTT_LABEL, CERTPLAN_GANTT_INK, label);
      if (i > 0)
        _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_GRID, MARGIN,
                               y - layout->row_height / 2, layout->scale.right,
                               y - layout->row_height / 2, ROW_RGB);
    }
}

/* The signs of the legend, in the order in which they stand there. */
typedef enum
{
  SIGN_BAR,
  SIGN_MILESTONE,
  SIGN_LIMIT,
  SIGN_REST,
} Sign;

typedef struct
{
  Sign sign;
  guint32 rgb;
  const char *text;
} Entry;

static void
add_entry (GArray *entries, Sign sign, guint32 rgb, const char *text)
{
  const Entry entry = { sign, rgb, text };

  g_array_append_val (entries, entry);
}

static gboolean
has_missed (const CertplanGantt *gantt)
{
  for (guint i = 0; i < gantt->limits->len; i++)
    if (g_array_index (gantt->limits, CertplanGanttLimit, i).is_missed)
      return TRUE;
  return FALSE;
}

static gboolean
has_milestone (const CertplanGantt *gantt)
{
  for (guint i = 0; i < gantt->rows->len; i++)
    if (g_array_index (gantt->rows, CertplanGanttRow, i).is_milestone)
      return TRUE;
  return FALSE;
}

static GArray *
list_entries (CertplanGantt *gantt, gboolean has_rest)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint i = 0; i < gantt->actors->len; i++)
    {
      const CertplanGanttActor *actor = &g_array_index (gantt->actors, CertplanGanttActor, i);
      add_entry (entries, SIGN_BAR, actor->rgb, actor->label);
    }
  if (has_milestone (gantt))
    add_entry (entries, SIGN_MILESTONE, MILESTONE_RGB,
               _certplan_gantt_say (gantt, "chart.milestone", NULL, NULL));
  if (has_missed (gantt))
    add_entry (entries, SIGN_LIMIT, CERTPLAN_GANTT_RED,
               _certplan_gantt_say (gantt, "chart.limit_missed", NULL, NULL));
  if (has_rest)
    add_entry (entries, SIGN_REST, 0xe5e7eb, _certplan_gantt_say (gantt, "chart.rest", NULL, NULL));
  return entries;
}

#define SIGN_WIDTH CERTPLAN_PX (18)
#define SIGN_GAP CERTPLAN_PX (7)
#define ENTRY_GAP CERTPLAN_PX (22)
#define MAX_ENTRY_TEXT CERTPLAN_PX (260)

static gint
measure_entry (const Entry *entry)
{
  const gint width = _certplan_text_measure (entry->text, CERTPLAN_GANTT_SMALL);

  return SIGN_WIDTH + SIGN_GAP + MIN (width, MAX_ENTRY_TEXT);
}

static void
draw_sign (CertplanCanvas *canvas, const Entry *entry, gint x, gint y)
{
  const gint half = CERTPLAN_PX (6);

  switch (entry->sign)
    {
    case SIGN_BAR:
    case SIGN_REST:
      _certplan_canvas_box (canvas, CERTPLAN_LAYER_BARS, x, y - half, x + SIGN_WIDTH, y + half,
                            entry->rgb);
      break;
    case SIGN_MILESTONE:
      _certplan_canvas_diamond (canvas, x + SIGN_WIDTH / 2, y, entry->rgb);
      break;
    case SIGN_LIMIT:
      _certplan_canvas_line (canvas, CERTPLAN_LAYER_LIMITS, x, y, x + SIGN_WIDTH, y, entry->rgb);
      break;
    }
}

/* Entries @first .. @end - 1 on one line, in the middle of the picture. */
static void
draw_legend_line (CertplanCanvas *canvas, const GArray *entries, guint first, guint end, gint width,
                  gint y)
{
  gint x = (CERTPLAN_GANTT_WIDTH - width) / 2;

  for (guint i = first; i < end; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      g_autofree char *text
          = _certplan_text_shorten (entry->text, CERTPLAN_GANTT_SMALL, MAX_ENTRY_TEXT);
      draw_sign (canvas, entry, x, y);
      _certplan_canvas_text (canvas, x + SIGN_WIDTH + SIGN_GAP, y, CERTPLAN_ALIGN_LEFT,
                             CERTPLAN_GANTT_SMALL, CERTPLAN_GANTT_INK, text);
      x += measure_entry (entry) + ENTRY_GAP;
    }
}

/* Returns: where the legend ends */
static gint
draw_legend (CertplanGantt *gantt, CertplanCanvas *canvas, gboolean has_rest, gint y)
{
  g_autoptr (GArray) entries = list_entries (gantt, has_rest);
  guint first = 0;
  gint width = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const gint more = measure_entry (&g_array_index (entries, Entry, i));
      if (i > first && width + ENTRY_GAP + more > CERTPLAN_GANTT_WIDTH - 2 * MARGIN)
        {
          draw_legend_line (canvas, entries, first, i, width, y + LEGEND_LINE / 2);
          y += LEGEND_LINE;
          first = i;
          width = 0;
        }
      width += more + (i > first ? ENTRY_GAP : 0);
    }
  if (first < entries->len)
    {
      draw_legend_line (canvas, entries, first, entries->len, width, y + LEGEND_LINE / 2);
      y += LEGEND_LINE;
    }
  return y;
}

/* Nothing to draw but the words. */
static gint
draw_empty (CertplanGantt *gantt, CertplanCanvas *canvas, gint y)
{
  _certplan_canvas_text (canvas, CERTPLAN_GANTT_WIDTH / 2, y + CERTPLAN_PX (40),
                         CERTPLAN_ALIGN_CENTER, CERTPLAN_GANTT_LABEL, CERTPLAN_GANTT_MUTED,
                         _certplan_gantt_say (gantt, "text.no_rows", NULL, NULL));
  return y + CERTPLAN_PX (90);
}

/* Where no row has a date there is no line of days either. */
static CertplanGanttScale
choose_scale (const CertplanGantt *gantt, gint label_width)
{
  const gint left = MARGIN + label_width + LABEL_GAP, right = CERTPLAN_GANTT_WIDTH - MARGIN;

  if (gantt->first == CERTPLAN_DATE_NONE)
    return (CertplanGanttScale){ left, right, 0, 1, right - left };
  return _certplan_gantt_scale_choose (gantt, left, right);
}

gint
_certplan_gantt_draw (CertplanGantt *gantt, CertplanCanvas *canvas)
{
  Layout layout = { .gantt = gantt, .canvas = canvas };
  guint n_limit_lines = 0, n_name_lines = 0;
  const gint y = draw_titles (gantt, canvas) + CERTPLAN_PX (10);

  if (gantt->rows->len + gantt->limits->len == 0)
    return draw_empty (gantt, canvas, y);
  layout.label_width = measure_labels (gantt);
  layout.row_height = get_row_height (gantt->rows->len);
  layout.scale = choose_scale (gantt, layout.label_width);
  const gboolean has_dates = gantt->first != CERTPLAN_DATE_NONE;
  if (!has_dates)
    g_array_set_size (gantt->rests, 0);
  g_autoptr (GArray) limits = _certplan_gantt_place_limits (gantt, &layout.scale, &n_limit_lines);
  g_autoptr (GArray) names = _certplan_gantt_place_rests (gantt, &layout.scale, &n_name_lines);
  layout.limits_top = y;
  layout.names_top = layout.limits_top + (gint)n_limit_lines * FLAG_LINE;
  layout.top = layout.names_top + (gint)n_name_lines * FLAG_LINE;
  layout.bottom
      = layout.top + MAX ((gint)gantt->rows->len, 1) * layout.row_height + CERTPLAN_PX (6);
  draw_bands (&layout);
  if (has_dates)
    _certplan_gantt_draw_axis (gantt, &layout.scale, layout.top, layout.bottom, canvas);
  draw_rows (&layout);
  draw_limits (&layout, limits, n_limit_lines);
  draw_names (&layout, names, n_name_lines);
  return draw_legend (gantt, canvas, names->len > 0,
                      layout.bottom + (has_dates ? AXIS_HEIGHT : 0) + CERTPLAN_PX (6))
         + CERTPLAN_PX (10);
}
