/* Shapes and texts as a gnuplot script. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-canvas-private.h"
#include <string.h>

/* No text of a user ever stands in a command: texts travel in data blocks, on lines that begin with
 * a number of ours. gnuplot ends a block at a line that begins with the block's mark, expands
 * back-ticks in quoted texts, and takes tic labels for formats; a field of a data line it only
 * shows. */

#define DEFAULT_FAMILY "Noto Sans CJK SC"
#define DIAMOND_HALF CERTPLAN_PX (8)

typedef struct
{
  gint x0, y0, x1, y1;
  guint32 rgb;
} Shape;

typedef struct
{
  gint x, y;
  CertplanAlign align;
  guint size;
  guint32 rgb;
  char *text; /* owned */
} Label;

typedef struct
{
  GArray *points; /* CertplanBandPoint */
  guint32 rgb;
} Band;

struct _CertplanCanvas
{
  GArray *bands;                    /* Band */
  GArray *boxes[CERTPLAN_N_LAYERS]; /* Shape */
  GArray *lines[CERTPLAN_N_LAYERS]; /* Shape */
  GArray *diamonds;                 /* Shape, x0 and y0 the middle */
  GArray *labels;                   /* Label */
};

static void
clear_label (gpointer data)
{
  g_free (((Label *)data)->text);
}

static void
clear_band (gpointer data)
{
  g_array_unref (((Band *)data)->points);
}

CertplanCanvas *
_certplan_canvas_new (void)
{
  CertplanCanvas *canvas = g_new0 (CertplanCanvas, 1);

  for (guint i = 0; i < CERTPLAN_N_LAYERS; i++)
    {
      canvas->boxes[i] = g_array_new (FALSE, FALSE, sizeof (Shape));
      canvas->lines[i] = g_array_new (FALSE, FALSE, sizeof (Shape));
    }
  canvas->bands = g_array_new (FALSE, FALSE, sizeof (Band));
  g_array_set_clear_func (canvas->bands, clear_band);
  canvas->diamonds = g_array_new (FALSE, FALSE, sizeof (Shape));
  canvas->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  g_array_set_clear_func (canvas->labels, clear_label);
  return canvas;
}

void
_certplan_canvas_free (CertplanCanvas *canvas)
{
  for (guint i = 0; i < CERTPLAN_N_LAYERS; i++)
    {
      g_array_unref (canvas->boxes[i]);
      g_array_unref (canvas->lines[i]);
    }
  g_array_unref (canvas->bands);
  g_array_unref (canvas->diamonds);
  g_array_unref (canvas->labels);
  g_free (canvas);
}

void
_certplan_canvas_box (CertplanCanvas *canvas, CertplanLayer layer, gint left, gint top, gint right,
                      gint bottom, guint32 rgb)
{
  const Shape shape = { left, top, right, bottom, rgb };

  g_array_append_val (canvas->boxes[layer], shape);
}

void
_certplan_canvas_line (CertplanCanvas *canvas, CertplanLayer layer, gint x0, gint y0, gint x1,
                       gint y1, guint32 rgb)
{
  const Shape shape = { x0, y0, x1, y1, rgb };

  g_array_append_val (canvas->lines[layer], shape);
}

void
_certplan_canvas_frame (CertplanCanvas *canvas, CertplanLayer layer, gint left, gint top,
                        gint right, gint bottom, guint32 rgb)
{
  _certplan_canvas_line (canvas, layer, left, top, right, top, rgb);
  _certplan_canvas_line (canvas, layer, left, bottom, right, bottom, rgb);
  _certplan_canvas_line (canvas, layer, left, top, left, bottom, rgb);
  _certplan_canvas_line (canvas, layer, right, top, right, bottom, rgb);
}

void
_certplan_canvas_band (CertplanCanvas *canvas, const CertplanBandPoint *points, guint n_points,
                       guint32 rgb)
{
  const Band band = { g_array_new (FALSE, FALSE, sizeof (CertplanBandPoint)), rgb };

  g_array_append_vals (band.points, points, n_points);
  g_array_append_val (canvas->bands, band);
}

void
_certplan_canvas_diamond (CertplanCanvas *canvas, gint x, gint y, guint32 rgb)
{
  const Shape shape = { x, y, x, y, rgb };

  g_array_append_val (canvas->diamonds, shape);
}

void
_certplan_canvas_text (CertplanCanvas *canvas, gint x, gint y, CertplanAlign align, guint size,
                       guint32 rgb, const char *text)
{
  Label label = { x, y, align, size, rgb, _certplan_text_clean (text) };

  if (*label.text != '\0')
    g_array_append_val (canvas->labels, label);
  else
    g_free (label.text);
}

/* What is between the tabs. A block without lines is an error to gnuplot, so it is left out. */
static gboolean
append_block (GString *script, const char *kind, guint number, const GArray *shapes)
{
  if (shapes->len == 0)
    return FALSE;
  g_string_append_printf (script, "$%s%u << EOD\n", kind, number);
  for (guint i = 0; i < shapes->len; i++)
    {
      const Shape *shape = &g_array_index (shapes, Shape, i);
      g_string_append_printf (script, "%d\t%d\t%d\t%d\t%u\n", shape->x0, shape->y0, shape->x1,
                              shape->y1, shape->rgb);
    }
  g_string_append (script, "EOD\n");
  return TRUE;
}

static void append_plot (GString *plots, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append_plot (GString *plots, const char *format, ...)
{
  va_list arguments;

  g_string_append (plots, plots->len > 0 ? ", \\\n  " : "plot ");
  va_start (arguments, format);
  g_string_append_vprintf (plots, format, arguments);
  va_end (arguments);
}

/* The fourth field only makes the lines as long as others. */
static void
append_bands (const CertplanCanvas *canvas, GString *script, GString *plots)
{
  for (guint i = 0; i < canvas->bands->len; i++)
    {
      const Band *band = &g_array_index (canvas->bands, Band, i);
      g_string_append_printf (script, "$band%u << EOD\n", i);
      for (guint j = 0; j < band->points->len; j++)
        {
          const CertplanBandPoint *point = &g_array_index (band->points, CertplanBandPoint, j);
          g_string_append_printf (script, "%d\t%d\t%d\t0\n", point->x, point->low, point->high);
        }
      g_string_append (script, "EOD\n");
      append_plot (plots, "$band%u using 1:2:3 with filledcurves lc rgb \"#%06x\"", i, band->rgb);
    }
}

/* @percent: how wide lines are drawn in this format */
static void
append_layers (const CertplanCanvas *canvas, guint percent, GString *script, GString *plots)
{
  for (guint i = 0; i < CERTPLAN_N_LAYERS; i++)
    {
      const gboolean is_limit = i == CERTPLAN_LAYER_LIMITS;
      const guint thick = i == CERTPLAN_LAYER_CURVES ? 22 : is_limit ? 16 : 8;
      const guint width = thick * percent / 100; /* tenths */
      if (append_block (script, "box", i, canvas->boxes[i]))
        append_plot (plots, "$box%u using 1:2:1:3:2:4:5 with boxxyerror lc rgb variable", i);
      if (append_block (script, "line", i, canvas->lines[i]))
        append_plot (
            plots,
            "$line%u using 1:2:($3-$1):($4-$2):5 with vectors nohead lw %u.%u dt %s lc rgb "
            "variable",
            i, width / 10, width % 10, is_limit ? "(6,4)" : "1");
    }
}

/* Points would have another size in each format, so diamonds are drawn as shapes of their own. */
static void
append_diamonds (const CertplanCanvas *canvas, GString *script)
{
  const gint half = DIAMOND_HALF;

  for (guint i = 0; i < canvas->diamonds->len; i++)
    {
      const Shape *at = &g_array_index (canvas->diamonds, Shape, i);
      g_string_append_printf (
          script,
          "set object %u polygon from %d,%d to %d,%d to %d,%d to %d,%d to %d,%d front fc rgb "
          "\"#%06x\" fillstyle solid 1.0 noborder\n",
          i + 1, at->x0 - half, at->y0, at->x0, at->y0 - half, at->x0 + half, at->y0, at->x0,
          at->y0 + half, at->x0 - half, at->y0, at->rgb);
    }
}

/* All labels of one size and alignment. */
static void
append_labels (const CertplanCanvas *canvas, guint size, CertplanAlign align, guint font_percent,
               GString *script, GString *plots)
{
  static const char *const names[] = { "left", "center", "right" };
  const guint font = size * font_percent / 10; /* tenths */
  const gsize start = script->len;

  g_string_append_printf (script, "$text_%s_%u << EOD\n", names[align], size);
  const gsize head = script->len;
  for (guint i = 0; i < canvas->labels->len; i++)
    {
      const Label *label = &g_array_index (canvas->labels, Label, i);
      if (label->size == size && label->align == align)
        g_string_append_printf (script, "%d\t%d\t%u\t%s\n", label->x, label->y, label->rgb,
                                label->text);
    }
  if (script->len == head)
    {
      g_string_truncate (script, start);
      return;
    }
  g_string_append (script, "EOD\n");
  append_plot (
      plots,
      "$text_%s_%u using 1:2:(stringcolumn(4)):3 with labels %s font \",%u.%u\" noenhanced "
      "tc rgb variable",
      names[align], size, names[align], font / 10, font % 10);
}

static void
append_texts (const CertplanCanvas *canvas, guint font_percent, GString *script, GString *plots)
{
  guint max_size = 0;

  for (guint i = 0; i < canvas->labels->len; i++)
    max_size = MAX (max_size, g_array_index (canvas->labels, Label, i).size);
  for (guint size = 1; size <= max_size; size++)
    for (guint align = CERTPLAN_ALIGN_LEFT; align <= CERTPLAN_ALIGN_RIGHT; align++)
      append_labels (canvas, size, (CertplanAlign)align, font_percent, script, plots);
}

static const char *
check_family (const char *family)
{
  for (const char *at = family; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != ' ')
      return DEFAULT_FAMILY;
  return *family != '\0' ? family : DEFAULT_FAMILY;
}

/* PNG is drawn at twice its plain size, so that a telephone can zoom in. */
static void
append_terminal (GString *script, gint width, gint height, CertplanPicture picture,
                 const char *family)
{
  switch (picture)
    {
    case CERTPLAN_PICTURE_PNG:
      g_string_append_printf (script, "set terminal pngcairo size %d,%d font \"%s,12\" ", width / 5,
                              height / 5, family);
      break;
    case CERTPLAN_PICTURE_SVG:
      g_string_append_printf (script, "set terminal svg size %d,%d dynamic font \"%s,12\" ",
                              width / 10, height / 10, family);
      break;
    case CERTPLAN_PICTURE_PDF:
      g_string_append_printf (script,
                              "set terminal pdfcairo size %d.%03din,%d.%03din font \"%s,12\" ",
                              width / 1000, width % 1000, height / 1000, height % 1000, family);
      break;
    }
  g_string_append (script, "background rgb \"white\" noenhanced\n");
}

char *
_certplan_canvas_script (const CertplanCanvas *canvas, gint width, gint height,
                         CertplanPicture picture, const char *family)
{
  /* as tried: pngcairo draws 4/3 pixels a point, at twice the plain size; pdfcairo two thirds of a
   * point, at 100 pixels an inch; svg takes pixels */
  static const guint font_percents[] = { 150, 100, 108 }, line_percents[] = { 200, 100, 150 };
  GString *script = g_string_new (NULL);
  g_autoptr (GString) plots = g_string_new (NULL);

  append_terminal (script, width, height, picture, check_family (family));
  g_string_append (script, "set encoding utf8\nunset key\nunset border\nunset tics\n"
                           "set lmargin at screen 0\nset rmargin at screen 1\n"
                           "set tmargin at screen 1\nset bmargin at screen 0\n"
                           "set datafile separator tab\nset datafile commentschars ''\n"
                           "set style fill solid 1.0 noborder\n");
  g_string_append_printf (script, "set xrange [0:%d]\nset yrange [%d:0]\n", width, height);
  append_diamonds (canvas, script);
  append_bands (canvas, script, plots);
  append_layers (canvas, line_percents[picture], script, plots);
  append_texts (canvas, font_percents[picture], script, plots);
  g_string_append (script, plots->str);
  g_string_append_c (script, '\n');
  return g_string_free (script, FALSE);
}
