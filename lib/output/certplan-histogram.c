/* How often a number falls between two others, with percentiles and limits.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-chart-kinds-private.h"
#include "certplan-outputs.h"
#include "certplan-private.h"
#include "certplan-scale-private.h"

#define PLOT_HEIGHT CERTPLAN_PX (300)
#define N_TICKS 5
#define N_X_TICKS 10
#define MAX_BINS 400
#define MAX_MARKS 12
#define MAX_TEXT CERTPLAN_PX (320)
#define FLAG_LINE CERTPLAN_PX (22)
#define FLAG_GAP CERTPLAN_PX (6)
#define BAR_RGB 0x4f81bd
#define STEM_RGB 0xe9a23b
#define SHADE_RGB 0xfdf0f0

typedef enum
{
  MARK_PERCENTILE,
  MARK_LIMIT,
  MARK_CAP,
} Kind;

/* A number that has a name. */
typedef struct
{
  Kind kind;
  gint64 x;
  const char *text;
  gint width;
  gboolean is_left; /* its text stands to the left of its line */
  guint level;      /* 0 = the highest */
} Mark;

/* How many are at least @from and less than @to. */
typedef struct
{
  gint64 from, to, n;
} Bin;

typedef struct
{
  CertplanFigure *figure;
  GArray *bins;  /* Bin */
  GArray *marks; /* Mark, by x */
  gint64 total, most;
  gint64 first, last; /* of x; first > last = nothing */
  CertplanScale x, y;
} Histogram;

static void
clear_histogram (Histogram *histogram)
{
  g_array_unref (histogram->bins);
  g_array_unref (histogram->marks);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Histogram, clear_histogram)

static void
widen (Histogram *histogram, gint64 from, gint64 to)
{
  histogram->first = MIN (histogram->first, from);
  histogram->last = MAX (histogram->last, to);
}

static void
add_bin (Histogram *histogram, const CertplanChartSpec *spec, CertplanCursor *cursor)
{
  const Bin bin
      = { certplan_cursor_get_int (cursor, spec->from), certplan_cursor_get_int (cursor, spec->to),
          certplan_cursor_get_int (cursor, spec->amount) };

  if (bin.from == G_MININT64 || bin.to <= bin.from || bin.n < 0)
    return;
  g_array_append_val (histogram->bins, bin);
  histogram->total = _certplan_amount_add (histogram->total, bin.n);
  histogram->most = MAX (histogram->most, bin.n);
  widen (histogram, bin.from, bin.to);
}

/* "P80  113 天"; a limit has its name alone. */
static void
add_mark (Histogram *histogram, const CertplanChartSpec *spec, CertplanCursor *cursor, Kind kind)
{
  CertplanFigure *figure = histogram->figure;
  Mark mark = { .kind = kind, .x = certplan_cursor_get_int (cursor, spec->from) };

  if (mark.x == G_MININT64)
    return;
  mark.text = _certplan_figure_read (figure, cursor, spec->label, FALSE);
  if (kind == MARK_PERCENTILE)
    {
      g_autofree char *number = _certplan_amount_format (
          certplan_table_get_column_type (figure->table, spec->from), mark.x);
      g_autofree char *sentence
          = _certplan_sentence ("chart.percentile", mark.text, number,
                                _certplan_figure_say_unit (figure, spec->from), NULL);
      mark.text = _certplan_figure_speak (figure, sentence);
    }
  g_autofree char *shown = _certplan_text_shorten (mark.text, CERTPLAN_FONT_SMALL, MAX_TEXT);
  mark.text = g_string_chunk_insert (figure->texts, shown);
  mark.width = _certplan_text_measure (mark.text, CERTPLAN_FONT_SMALL);
  widen (histogram, mark.x, mark.x);
  g_array_append_val (histogram->marks, mark);
}

static gboolean
add_row (Histogram *histogram, CertplanCursor *cursor, GError **error)
{
  const CertplanChartSpec *spec = _certplan_table_get_chart (histogram->figure->table);
  const char *mark = _certplan_figure_read (histogram->figure, cursor, spec->mark, TRUE);

  if (g_str_equal (mark, "bin"))
    add_bin (histogram, spec, cursor);
  else if (g_str_equal (mark, "percentile"))
    add_mark (histogram, spec, cursor, MARK_PERCENTILE);
  else if (g_str_equal (mark, "limit"))
    add_mark (histogram, spec, cursor, MARK_LIMIT);
  else if (g_str_equal (mark, "cap"))
    add_mark (histogram, spec, cursor, MARK_CAP);
  if (histogram->bins->len <= MAX_BINS && histogram->marks->len <= MAX_MARKS)
    return TRUE;
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
               _ ("the chart has more than %d columns or %d marks; wanted wider columns, or a "
                  ".csv"),
               MAX_BINS, MAX_MARKS);
  return FALSE;
}

static gint
compare_marks (gconstpointer a, gconstpointer b)
{
  const Mark *one = a, *other = b;

  if (one->x != other->x)
    return one->x < other->x ? -1 : 1;
  return g_strcmp0 (one->text, other->text);
}

static gboolean
read_rows (Histogram *histogram, GError **error)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (histogram->figure->table);
  g_autoptr (GError) failure = NULL;

  while (certplan_cursor_next (cursor, &failure))
    if (!add_row (histogram, cursor, error))
      return FALSE;
  if (failure == NULL)
    {
      g_array_sort (histogram->marks, compare_marks);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static Mark *
get_mark (const Histogram *histogram, guint i)
{
  return &g_array_index (histogram->marks, Mark, i);
}

/* A text that has no room behind its line stands before it: those go on top, the last one highest,
 * so that the lines before them end below. The others follow, each lower than the one before, so
 * that no line that begins under a text runs through it. Returns: how many lines of texts */
static guint
place_marks (Histogram *histogram)
{
  const guint n = histogram->marks->len;
  guint level = 0;

  for (guint i = n; i > 0; i--)
    {
      Mark *mark = get_mark (histogram, i - 1);
      mark->is_left = _certplan_scale_get (&histogram->x, mark->x) + FLAG_GAP + mark->width
                      > histogram->figure->width - CERTPLAN_PX (4);
      if (mark->is_left)
        mark->level = level++;
    }
  for (guint i = 0; i < n; i++)
    if (!get_mark (histogram, i)->is_left)
      get_mark (histogram, i)->level = level++;
  return n;
}

static void
draw_mark (const Histogram *histogram, const Mark *mark, gint top)
{
  static const guint32 text_rgbs[] = { CERTPLAN_RGB_INK, CERTPLAN_RGB_MUTED, CERTPLAN_RGB_RED };
  static const guint32 line_rgbs[] = { STEM_RGB, CERTPLAN_RGB_SLATE, CERTPLAN_RGB_RED };
  CertplanFigure *figure = histogram->figure;
  const gint x = _certplan_scale_get (&histogram->x, mark->x);
  const gint y = top + (gint)mark->level * FLAG_LINE + FLAG_LINE / 2;
  const gint left = mark->is_left ? MAX (x - FLAG_GAP - mark->width, 0) : x + FLAG_GAP;

  _certplan_canvas_line (
      figure->canvas, mark->kind == MARK_PERCENTILE ? CERTPLAN_LAYER_CURVES : CERTPLAN_LAYER_LIMITS,
      x, histogram->y.start, x, y - CERTPLAN_PX (8), line_rgbs[mark->kind]);
  _certplan_figure_draw_halo (figure, left, left + mark->width, y);
  _certplan_canvas_text (figure->canvas, left, y, CERTPLAN_ALIGN_LEFT, CERTPLAN_FONT_SMALL,
                         text_rgbs[mark->kind], mark->text);
}

/* Of all, in millionths. */
static gint64
get_share (const Histogram *histogram, gint64 n)
{
  gint64 total = MAX (histogram->total, 1);

  for (; total > G_MAXINT64 / 1000000; total >>= 1)
    n >>= 1;
  return n * 1000000 / total;
}

static void
draw_bins (const Histogram *histogram)
{
  for (guint i = 0; i < histogram->bins->len; i++)
    {
      const Bin *bin = &g_array_index (histogram->bins, Bin, i);
      const gint left = _certplan_scale_get (&histogram->x, bin->from);
      const gint right = _certplan_scale_get (&histogram->x, bin->to);
      const gint gap = MIN ((right - left) / 12, CERTPLAN_PX (2));
      if (bin->n > 0)
        _certplan_canvas_box (histogram->figure->canvas, CERTPLAN_LAYER_BARS, left + gap,
                              _certplan_scale_get (&histogram->y, get_share (histogram, bin->n)),
                              right - gap, histogram->y.start, BAR_RGB);
    }
}

/* What is behind a cap is too late. */
static void
draw_shade (const Histogram *histogram)
{
  for (guint i = 0; i < histogram->marks->len; i++)
    {
      const Mark *mark = get_mark (histogram, i);
      if (mark->kind != MARK_CAP)
        continue;
      _certplan_canvas_box (histogram->figure->canvas, CERTPLAN_LAYER_BANDS,
                            _certplan_scale_get (&histogram->x, mark->x), histogram->y.end,
                            histogram->x.end, histogram->y.start, SHADE_RGB);
      return; /* the first one shades all */
    }
}

/* Ends where the numbers end; ticks stand on round ones. */
static void
choose_x (Histogram *histogram, gint left, gint right)
{
  const CertplanChartSpec *spec = _certplan_table_get_chart (histogram->figure->table);

  histogram->x = _certplan_scale_choose_range (
      certplan_table_get_column_type (histogram->figure->table, spec->from), histogram->first,
      histogram->last, N_X_TICKS, left, right);
}

static void
draw_x_axis (const Histogram *histogram)
{
  CertplanFigure *figure = histogram->figure;
  const CertplanScale *x = &histogram->x;
  const gint bottom = histogram->y.start;

  for (gint64 number = x->low; number <= x->high; number += x->tick)
    {
      g_autofree char *text = _certplan_scale_format (x, number);
      _certplan_canvas_text (figure->canvas, _certplan_scale_get (x, number),
                             bottom + CERTPLAN_PX (15), CERTPLAN_ALIGN_CENTER, CERTPLAN_FONT_SMALL,
                             CERTPLAN_RGB_INK, text);
    }
  _certplan_canvas_text (
      figure->canvas, (x->start + x->end) / 2, bottom + CERTPLAN_PX (36), CERTPLAN_ALIGN_CENTER,
      CERTPLAN_FONT_NAME, CERTPLAN_RGB_MUTED,
      _certplan_figure_say_unit (figure, _certplan_table_get_chart (figure->table)->from));
}

static gint
draw_plot (Histogram *histogram, gint y)
{
  CertplanFigure *figure = histogram->figure;
  const gint left = CERTPLAN_FIGURE_MARGIN + CERTPLAN_PX (44);

  choose_x (histogram, left, figure->width - CERTPLAN_FIGURE_MARGIN - CERTPLAN_PX (10));
  const gint top = y + (gint)place_marks (histogram) * FLAG_LINE + CERTPLAN_PX (36);
  histogram->y
      = _certplan_scale_choose (CERTPLAN_COLUMN_SHARE, 0, get_share (histogram, histogram->most),
                                N_TICKS, top + PLOT_HEIGHT, top);
  draw_shade (histogram);
  _certplan_scale_draw (figure, &histogram->y, left, histogram->x.end,
                        _certplan_figure_say (figure, "chart.share", NULL, NULL));
  draw_bins (histogram);
  for (guint i = 0; i < histogram->marks->len; i++)
    draw_mark (histogram, get_mark (histogram, i), y + CERTPLAN_PX (8));
  draw_x_axis (histogram);
  return histogram->y.start + CERTPLAN_PX (56);
}

gint
_certplan_histogram_draw (CertplanFigure *figure, GError **error)
{
  g_auto (Histogram) histogram = {
    .figure = figure,
    .bins = g_array_new (FALSE, FALSE, sizeof (Bin)),
    .marks = g_array_new (FALSE, FALSE, sizeof (Mark)),
    .first = G_MAXINT64,
    .last = G_MININT64,
  };

  if (!read_rows (&histogram, error))
    return 0;
  const gint y = _certplan_figure_draw_titles (figure);
  if (histogram.first > histogram.last || histogram.total == 0)
    return _certplan_figure_draw_empty (figure, y);
  return draw_plot (&histogram, y);
}
