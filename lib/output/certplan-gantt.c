/* A Gantt chart: bars, milestones, limits and holidays over a line of days.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-chart-kinds-private.h"
#include "certplan-gantt-private.h"

#define MAX_LABEL_WIDTH CERTPLAN_PX (290)
#define LABEL_GAP CERTPLAN_PX (12)
#define FLAG_LINE CERTPLAN_PX (20)
#define AXIS_HEIGHT CERTPLAN_PX (44)
#define MIN_BAR CERTPLAN_PX (3)
#define HALO CERTPLAN_PX (3)

#define ROW_RGB 0xf3f4f6
#define MILESTONE_RGB 0x2a9d8f

/* Where things stand on the picture. */
typedef struct
{
  CertplanGantt *gantt;
  CertplanCanvas *canvas;
  CertplanDayScale scale;
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

static gint
measure_labels (const CertplanGantt *gantt)
{
  gint width = 0;

  for (guint i = 0; i < gantt->rows->len; i++)
    {
      const CertplanGanttRow *row = &g_array_index (gantt->rows, CertplanGanttRow, i);
      width = MAX (width, _certplan_text_measure (row->label, CERTPLAN_FONT_LABEL));
    }
  return MIN (width, MAX_LABEL_WIDTH);
}

static void
draw_flag (CertplanFigure *figure, const CertplanGanttFlag *flag, gint y)
{
  _certplan_figure_draw_halo (figure, flag->left, flag->right, y);
  _certplan_canvas_text (figure->canvas, flag->left, y, CERTPLAN_ALIGN_LEFT, CERTPLAN_FONT_NAME,
                         flag->rgb, flag->text);
}

static void
draw_limits (const Layout *layout, const GArray *flags, guint n_levels)
{
  for (guint i = 0; i < flags->len; i++)
    {
      const CertplanGanttFlag *flag = &g_array_index (flags, CertplanGanttFlag, i);
      const CertplanGanttLimit *limit
          = &g_array_index (layout->gantt->limits, CertplanGanttLimit, i);
      const gint y
          = layout->limits_top + (gint)(n_levels - 1 - flag->level) * FLAG_LINE + FLAG_LINE / 2;
      _certplan_canvas_line (layout->canvas,
                             limit->is_as_of ? CERTPLAN_LAYER_CURVES : CERTPLAN_LAYER_LIMITS,
                             flag->x, layout->bottom, flag->x, y - CERTPLAN_PX (7), flag->rgb);
      draw_flag (layout->gantt->figure, flag, y);
    }
}

/* A holiday that is only as the law has it is an outline, not a ground. */
static void
draw_band (const Layout *layout, gint left, gint right, gboolean is_provisional)
{
  if (!is_provisional)
    {
      _certplan_canvas_box (layout->canvas, CERTPLAN_LAYER_BANDS, left, layout->top, right,
                            layout->bottom, CERTPLAN_RGB_BAND);
      return;
    }
  _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_GRID, left, layout->top, left,
                         layout->bottom, CERTPLAN_RGB_BASE);
  _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_GRID, right, layout->top, right,
                         layout->bottom, CERTPLAN_RGB_BASE);
  _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_GRID, left, layout->top, right, layout->top,
                         CERTPLAN_RGB_BASE);
}

static void
draw_bands (const Layout *layout)
{
  const CertplanDayScale *scale = &layout->scale;

  for (guint i = 0; i < layout->gantt->rests->len; i++)
    {
      const CertplanGanttRest *rest = &g_array_index (layout->gantt->rests, CertplanGanttRest, i);
      const gint left = MAX (_certplan_day_scale_get (scale, rest->from), scale->left);
      const gint right = MIN (_certplan_day_scale_get (scale, rest->to), scale->right);
      if (left < right)
        draw_band (layout, left, right, rest->is_provisional);
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
        draw_flag (layout->gantt->figure, flag, y);
    }
}

static gboolean
meets_limit (const Layout *layout, gint left, gint right)
{
  for (guint i = 0; i < layout->gantt->limits->len; i++)
    {
      const CertplanGanttLimit *limit
          = &g_array_index (layout->gantt->limits, CertplanGanttLimit, i);
      const gint x = _certplan_day_scale_get (&layout->scale, limit->day + 1);
      if (x > left - HALO && x < right + HALO)
        return TRUE;
    }
  return FALSE;
}

static void
draw_note (const Layout *layout, const char *note, gint x, gint y)
{
  const gint right = x + _certplan_text_measure (note, CERTPLAN_FONT_NAME);

  if (meets_limit (layout, x, right))
    _certplan_figure_draw_halo (layout->gantt->figure, x, right, y);
  _certplan_canvas_text (layout->canvas, x, y, CERTPLAN_ALIGN_LEFT, CERTPLAN_FONT_NAME,
                         CERTPLAN_RGB_MUTED, note);
}

/* Returns: where its note begins */
static gint
draw_bar (const Layout *layout, const CertplanGanttRow *row, gint y)
{
  const gint half = layout->row_height * 3 / 10;
  const gint left = _certplan_day_scale_get (&layout->scale, row->from);
  const gint right = MAX (_certplan_day_scale_get (&layout->scale, row->to), left + MIN_BAR);
  const GArray *actors = layout->gantt->actors;
  const guint32 rgb = row->actor != CERTPLAN_NO_ACTOR
                          ? g_array_index (actors, CertplanGanttActor, row->actor).rgb
                          : CERTPLAN_RGB_SLATE;

  _certplan_canvas_box (layout->canvas, CERTPLAN_LAYER_BARS, left, y - half, right, y + half, rgb);
  return right + CERTPLAN_PX (5);
}

/* Stands in the middle of its day. Returns: where its note begins */
static gint
draw_milestone (const Layout *layout, const CertplanGanttRow *row, gint y)
{
  const gint x = (_certplan_day_scale_get (&layout->scale, row->from)
                  + _certplan_day_scale_get (&layout->scale, row->from + 1))
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
      const gint y = get_row_middle (layout, row->line);
      const gboolean is_first = i == 0 || row[-1].line != row->line;
      gint note_x = layout->scale.left + CERTPLAN_PX (6);
      if (row->from != CERTPLAN_DATE_NONE)
        note_x = row->is_milestone ? draw_milestone (layout, row, y) : draw_bar (layout, row, y);
      draw_note (layout, row->note, note_x, y);
      if (!is_first)
        continue;
      g_autofree char *label
          = _certplan_text_shorten (row->label, CERTPLAN_FONT_LABEL, layout->label_width);
      _certplan_canvas_text (layout->canvas, layout->scale.left - LABEL_GAP, y,
                             CERTPLAN_ALIGN_RIGHT, CERTPLAN_FONT_LABEL, CERTPLAN_RGB_INK, label);
      if (i > 0)
        _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_GRID, CERTPLAN_FIGURE_MARGIN,
                               y - layout->row_height / 2, layout->scale.right,
                               y - layout->row_height / 2, ROW_RGB);
    }
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

/* Whether the picture shows a holiday that is provisional, or one that is not. */
static gboolean
has_rest (const CertplanGantt *gantt, const CertplanDayScale *scale, gboolean is_provisional)
{
  for (guint i = 0; i < gantt->rests->len; i++)
    {
      const CertplanGanttRest *rest = &g_array_index (gantt->rests, CertplanGanttRest, i);
      if (rest->is_provisional == is_provisional && rest->to > scale->start
          && rest->from < scale->start + scale->days)
        return TRUE;
    }
  return FALSE;
}

static GArray *
list_entries (CertplanGantt *gantt, const CertplanDayScale *scale)
{
  CertplanFigure *figure = gantt->figure;
  GArray *entries = _certplan_legend_new ();

  for (guint i = 0; i < gantt->actors->len; i++)
    {
      const CertplanGanttActor *actor = &g_array_index (gantt->actors, CertplanGanttActor, i);
      _certplan_legend_add (entries, CERTPLAN_SIGN_BAR, actor->rgb, actor->label);
    }
  if (has_milestone (gantt))
    _certplan_legend_add (entries, CERTPLAN_SIGN_MILESTONE, MILESTONE_RGB,
                          _certplan_figure_say (figure, "chart.milestone", NULL, NULL));
  if (has_missed (gantt))
    _certplan_legend_add (entries, CERTPLAN_SIGN_DASHES, CERTPLAN_RGB_RED,
                          _certplan_figure_say (figure, "chart.limit_missed", NULL, NULL));
  if (has_rest (gantt, scale, FALSE))
    _certplan_legend_add (entries, CERTPLAN_SIGN_BAR, CERTPLAN_RGB_GRID,
                          _certplan_figure_say (figure, "chart.rest", NULL, NULL));
  if (has_rest (gantt, scale, TRUE))
    _certplan_legend_add (entries, CERTPLAN_SIGN_OUTLINE, CERTPLAN_RGB_BASE,
                          _certplan_figure_say (figure, "chart.rest_provisional", NULL, NULL));
  return entries;
}

/* Where no row has a date there is no line of days either. */
static CertplanDayScale
choose_scale (const CertplanGantt *gantt, gint label_width)
{
  const gint left = CERTPLAN_FIGURE_MARGIN + label_width + LABEL_GAP,
             right = CERTPLAN_FIGURE_WIDTH - CERTPLAN_FIGURE_MARGIN;

  if (gantt->first == CERTPLAN_DATE_NONE)
    return (CertplanDayScale){ left, right, 0, 1, right - left };
  return _certplan_gantt_scale_choose (gantt, left, right);
}

gint
_certplan_gantt_draw (CertplanFigure *figure, GError **error)
{
  g_autoptr (CertplanGantt) gantt = _certplan_gantt_read (figure, error);
  if (gantt == NULL)
    return 0;
  Layout layout = { .gantt = gantt, .canvas = figure->canvas };
  guint n_limit_lines = 0, n_name_lines = 0;
  const gint y = _certplan_figure_draw_titles (figure) + CERTPLAN_PX (10);

  if (gantt->rows->len + gantt->limits->len == 0)
    return _certplan_figure_draw_empty (figure, y);
  layout.label_width = measure_labels (gantt);
  layout.row_height = get_row_height (_certplan_gantt_count_lines (gantt));
  layout.scale = choose_scale (gantt, layout.label_width);
  const gboolean has_dates = gantt->first != CERTPLAN_DATE_NONE;
  if (!has_dates)
    g_array_set_size (gantt->rests, 0);
  g_autoptr (GArray) limits = _certplan_gantt_place_limits (gantt, &layout.scale, &n_limit_lines);
  g_autoptr (GArray) names = _certplan_gantt_place_rests (gantt, &layout.scale, &n_name_lines);
  layout.limits_top = y;
  layout.names_top = layout.limits_top + (gint)n_limit_lines * FLAG_LINE;
  layout.top = layout.names_top + (gint)n_name_lines * FLAG_LINE;
  layout.bottom = layout.top
                  + MAX ((gint)_certplan_gantt_count_lines (gantt), 1) * layout.row_height
                  + CERTPLAN_PX (6);
  draw_bands (&layout);
  if (has_dates)
    _certplan_day_scale_draw (figure, &layout.scale, layout.top, layout.bottom);
  draw_rows (&layout);
  draw_limits (&layout, limits, n_limit_lines);
  draw_names (&layout, names, n_name_lines);
  g_autoptr (GArray) entries = list_entries (gantt, &layout.scale);
  return _certplan_legend_draw (figure, entries,
                                layout.bottom + (has_dates ? AXIS_HEIGHT : 0) + CERTPLAN_PX (6))
         + CERTPLAN_PX (10);
}
