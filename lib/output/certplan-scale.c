/* Numbers on a line of the picture. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-scale-private.h"

/* How many of the column's numbers are one of what is shown: a yuan, a percent. */
static gint64
get_unit (CertplanColumnType type)
{
  return type == CERTPLAN_COLUMN_MONEY || type == CERTPLAN_COLUMN_DECIMAL ? 100
         : type == CERTPLAN_COLUMN_SHARE                                  ? 10000
                                                                          : 1;
}

gint64
_certplan_amount_add (gint64 a, gint64 b)
{
  if (a == G_MININT64)
    return b;
  if (b == G_MININT64)
    return a;
  if (b > 0 ? a > G_MAXINT64 - b : a < -G_MAXINT64 - b)
    return b > 0 ? G_MAXINT64 : -G_MAXINT64;
  return a + b;
}

static gint64
floor_to (gint64 number, gint64 tick)
{
  return (number / tick - (number % tick < 0)) * tick;
}

/* Numbers further from 0 than this are drawn as this: no picture needs more, and nothing
 * overflows. */
#define LARGEST (G_MAXINT64 / 16)

CertplanScale
_certplan_scale_choose_range (CertplanColumnType type, gint64 least, gint64 most, gint n_ticks,
                              gint start, gint end)
{
  static const gint factors[] = { 1, 2, 5 };
  CertplanScale scale = { type, 0, 0, 1, start, end };
  gint64 power = 1;

  least = CLAMP (least, -LARGEST, LARGEST);
  most = CLAMP (most, least, LARGEST);
  for (guint i = 0;; i++)
    {
      scale.tick = power * factors[i % 3];
      scale.low = floor_to (least, scale.tick);
      scale.high = floor_to (most, scale.tick) + (most % scale.tick != 0 ? scale.tick : 0);
      scale.high = MAX (scale.high, scale.low + scale.tick);
      if ((scale.high - scale.low) / scale.tick <= n_ticks)
        return scale;
      power *= i % 3 == 2 ? 10 : 1;
    }
}

CertplanScale
_certplan_scale_choose (CertplanColumnType type, gint64 least, gint64 most, gint n_ticks,
                        gint start, gint end)
{
  const gint64 whole = type == CERTPLAN_COLUMN_SHARE ? 1000000 : get_unit (type);

  if (least == 0 && most == 0) /* nothing at all, of a whole */
    most = whole;
  return _certplan_scale_choose_range (type, MIN (least, 0), MAX (most, 0), n_ticks, start, end);
}

gint
_certplan_scale_get (const CertplanScale *scale, gint64 number)
{
  const gint length = ABS (scale->end - scale->start);
  gint64 span = scale->high - scale->low;
  gint64 part = CLAMP (number, scale->low, scale->high) - scale->low;

  while (span > G_MAXINT64 / 100000)
    {
      span >>= 1;
      part >>= 1;
    }
  const gint at = (gint)(part * length / span);
  return scale->end > scale->start ? scale->start + at : scale->start - at;
}

/* @number / @unit with @places, rounded half up; thousands apart. */
static char *
format_places (gint64 number, gint64 unit, guint places)
{
  GString *text = g_string_new (NULL);
  guint64 rest = number < 0 ? -(guint64)number : (guint64)number, scale = 1;

  for (guint i = 0; i < places; i++)
    scale *= 10;
  const guint64 whole = rest / (guint64)unit;
  rest = (rest % (guint64)unit * scale * 2 + (guint64)unit) / (guint64)unit / 2;
  g_string_append_printf (text, "%" G_GUINT64_FORMAT, whole + rest / scale);
  for (gssize at = (gssize)text->len - 3; at > 0; at -= 3)
    g_string_insert_c (text, at, ',');
  if (places > 0)
    g_string_append_printf (text, ".%0*" G_GINT64_MODIFIER "u", (gint)places, rest % scale);
  if (number < 0 && (whole > 0 || rest > 0))
    g_string_prepend (text, "-");
  return g_string_free (text, FALSE);
}

/* The fewest places with which whole ticks are exact. */
static guint
get_places (const CertplanScale *scale)
{
  const gint64 unit = get_unit (scale->type);
  guint places = 0;

  for (gint64 tick = scale->tick; tick < unit && tick % unit != 0; tick *= 10)
    places++;
  return places;
}

char *
_certplan_scale_format (const CertplanScale *scale, gint64 number)
{
  g_autofree char *text = format_places (number, get_unit (scale->type), get_places (scale));

  return scale->type == CERTPLAN_COLUMN_SHARE ? g_strconcat (text, "%", NULL)
                                              : g_steal_pointer (&text);
}

gint
_certplan_scale_measure (const CertplanScale *scale, guint size)
{
  g_autofree char *low = _certplan_scale_format (scale, scale->low);
  g_autofree char *high = _certplan_scale_format (scale, scale->high);
  const gint low_width = _certplan_text_measure (low, size);
  const gint high_width = _certplan_text_measure (high, size);

  return MAX (low_width, high_width);
}

char *
_certplan_amount_format (CertplanColumnType type, gint64 number)
{
  const gint64 unit = get_unit (type), size = number < 0 ? -(number + 1) : number;

  if (type == CERTPLAN_COLUMN_SHARE && number > 100 * unit) /* never 100: it is too much */
    return format_places (number / unit + (number % unit != 0), 1, 0);
  if (type == CERTPLAN_COLUMN_SHARE)
    return number != 0 && size < unit / 2 ? g_strdup ("<1") : format_places (number, unit, 0);
  return format_places (number, unit, number % unit != 0 && size / unit < 1000);
}

void
_certplan_scale_draw (CertplanFigure *figure, const CertplanScale *scale, gint left, gint right,
                      const char *unit)
{
  CertplanCanvas *canvas = figure->canvas;

  for (gint64 number = scale->low; number <= scale->high; number += scale->tick)
    {
      const gint y = _certplan_scale_get (scale, number);
      g_autofree char *text = _certplan_scale_format (scale, number);
      _certplan_canvas_line (canvas, CERTPLAN_LAYER_GRID, left, y, right, y,
                             number == 0 ? CERTPLAN_RGB_BASE : CERTPLAN_RGB_GRID);
      _certplan_canvas_text (canvas, left - CERTPLAN_PX (8), y, CERTPLAN_ALIGN_RIGHT,
                             CERTPLAN_FONT_NAME, CERTPLAN_RGB_INK, text);
    }
  _certplan_canvas_text (canvas, CERTPLAN_FIGURE_MARGIN, scale->end - CERTPLAN_PX (22),
                         CERTPLAN_ALIGN_LEFT, CERTPLAN_FONT_NAME, CERTPLAN_RGB_MUTED, unit);
}
