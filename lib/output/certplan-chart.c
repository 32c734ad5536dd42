/* The one door to gnuplot: a script goes in, a whole picture comes out, or an error.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-chart-kinds-private.h"
#include "certplan-chart-private.h"
#include "certplan-chart-program-private.h"
#include "certplan-outputs.h"
#include "certplan-private.h"
#include <string.h>

static const CertplanFigureDraw draws[] = {
  [CERTPLAN_CHART_GANTT] = _certplan_gantt_draw,
  [CERTPLAN_CHART_STACK] = _certplan_stack_draw,
  [CERTPLAN_CHART_CALENDAR] = _certplan_month_calendar_draw,
  [CERTPLAN_CHART_HEAT] = _certplan_heat_draw,
  [CERTPLAN_CHART_LINES] = _certplan_lines_draw,
  [CERTPLAN_CHART_HISTOGRAM] = _certplan_histogram_draw,
  [CERTPLAN_CHART_BARS] = _certplan_bars_draw,
};

gboolean
_certplan_chart_has_narrow (CertplanTable *table)
{
  const CertplanChartSpec *spec = _certplan_table_get_chart (table);

  return spec->kind == CERTPLAN_CHART_CALENDAR || spec->kind == CERTPLAN_CHART_HISTOGRAM;
}

char *
_certplan_chart_script (CertplanTable *table, const CertplanChartOptions *options,
                        const char *family, GError **error)
{
  g_return_val_if_fail (certplan_table_has_chart (table), NULL);
  g_autoptr (CertplanFigure) figure = _certplan_figure_new (table, options);
  const gint height = draws[_certplan_table_get_chart (table)->kind](figure, error);

  if (height == 0)
    return NULL;
  return _certplan_canvas_script (figure->canvas, figure->width, height, options->picture, family);
}

static gboolean
ends_with (const char *data, gsize size, const char *ending, gsize n)
{
  while (size > 0 && g_ascii_isspace (data[size - 1]) && !g_ascii_isspace (ending[n - 1]))
    size--;
  return size >= n && memcmp (data + size - n, ending, n) == 0;
}

/* A full disk or an error of gnuplot's can leave half a picture and the exit status 0. */
static gboolean
is_whole (const char *data, gsize size, CertplanPicture picture)
{
  static const char png_begin[] = "\x89PNG\r\n\x1a\n";
  static const char png_end[] = "\0\0\0\0IEND\xae\x42\x60\x82";

  if (data == NULL)
    return FALSE;
  switch (picture)
    {
    case CERTPLAN_PICTURE_PNG:
      return size > sizeof png_begin && memcmp (data, png_begin, sizeof png_begin - 1) == 0
             && ends_with (data, size, png_end, sizeof png_end - 1);
    case CERTPLAN_PICTURE_SVG:
      return size > 5 && memcmp (data, "<?xml", 5) == 0 && ends_with (data, size, "</svg>", 6);
    default:
      return size > 5 && memcmp (data, "%PDF-", 5) == 0 && ends_with (data, size, "%%EOF", 5);
    }
}

/* The family that the system has for the chart's texts. Where Noto is missing, its name alone would
 * get Latin letters from any font and Chinese ones from another; asked for with the language,
 * fontconfig names one that has both. Without fontconfig's program the name does as well as it can,
 * and nobody knows what it lacks. */
char *
_certplan_chart_find_family (CertplanChineseFont *chinese, GCancellable *cancellable)
{
  static const char *const argv[]
      = { "fc-match", "-f", "%{family[0]}\n%{lang}", CERTPLAN_CHART_FONT ":lang=zh-cn", NULL };
  g_autoptr (GBytes) out = _certplan_chart_run (argv, NULL, NULL, cancellable, NULL);
  g_autofree char *text = out != NULL && g_bytes_get_size (out) > 0
                              ? g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out))
                              : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);

  if (lines[0] == NULL || *lines[0] == '\0' || lines[1] == NULL)
    {
      *chinese = CERTPLAN_CHINESE_FONT_UNKNOWN;
      return g_strdup (CERTPLAN_CHART_FONT);
    }
  g_auto (GStrv) languages = g_strsplit (lines[1], "|", -1);
  *chinese = g_strv_contains ((const char *const *)languages, "zh-cn")
                 ? CERTPLAN_CHINESE_FONT_FOUND
                 : CERTPLAN_CHINESE_FONT_MISSING;
  return g_strdup (lines[0]);
}

/* Whether a text holds what a font without Chinese lacks: from the first of the CJK radicals on. */
static gboolean
has_chinese (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_utf8_get_char (text) >= 0x2e80)
      return TRUE;
  return FALSE;
}

/* The script for this machine's fonts. @warning: (nullable): set where characters may be missing */
static char *
make_script (CertplanTable *table, const CertplanChartOptions *options, char **warning,
             GCancellable *cancellable, GError **error)
{
  const gboolean is_svg = options->picture == CERTPLAN_PICTURE_SVG;
  CertplanChineseFont chinese = CERTPLAN_CHINESE_FONT_UNKNOWN;
  /* no font is looked at for svg: its reader has them */
  g_autofree char *family = is_svg ? g_strdup (CERTPLAN_CHART_FONT)
                                   : _certplan_chart_find_family (&chinese, cancellable);
  char *script = _certplan_chart_script (table, options, family, error);

  if (script != NULL && warning != NULL && chinese == CERTPLAN_CHINESE_FONT_MISSING
      && has_chinese (script))
    *warning = g_strdup (_ ("no font with Chinese characters was found: the chart shows boxes in "
                            "their place; wanted the Debian package fonts-wqy-microhei or "
                            "fonts-noto-cjk"));
  return script;
}

static GBytes *
run_gnuplot (const char *script, CertplanPicture picture, GCancellable *cancellable, GError **error)
{
  /* as a file's name: gnuplot stops at the first error only there, and -d reads no settings */
  static const char *const argv[] = { "gnuplot", "-d", "/dev/stdin", NULL };
  g_autofree char *said = NULL;
  g_autoptr (GBytes) out = _certplan_chart_run (argv, script, &said, cancellable, error);
  gsize size;

  if (out == NULL)
    return NULL;
  const char *data = g_bytes_get_data (out, &size);
  if (is_whole (data, size, picture))
    return g_steal_pointer (&out);
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
               _ ("gnuplot gave no whole picture: %s"), said);
  return NULL;
}

/* SVG readers pick their own fonts. */
static GBytes *
name_fonts (GBytes *svg)
{
  g_autoptr (GString) text
      = g_string_new_len (g_bytes_get_data (svg, NULL), (gssize)g_bytes_get_size (svg));

  g_string_replace (text, "font-family=\"" CERTPLAN_CHART_FONT "\"",
                    "font-family=\"" CERTPLAN_CHART_FONTS "\"", 0);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* gnuplot's PDF carries the time of its making; the result's own date makes equal inputs equal
 * bytes. */
static GBytes *
date_pdf (GBytes *pdf, CertplanDate as_of)
{
  static const char key[] = "/CreationDate (D:";
  gsize size;
  g_autofree char *data = g_memdup2 (g_bytes_get_data (pdf, &size), g_bytes_get_size (pdf));
  gint year, month, day;

  certplan_date_get_ymd (as_of, &year, &month, &day);
  g_autofree char *digits = g_strdup_printf ("%04d%02d%02d000000", year, month, day);
  size = g_bytes_get_size (pdf);
  for (gsize at = 0; at + strlen (key) + strlen (digits) < size; at++)
    if (memcmp (data + at, key, strlen (key)) == 0)
      memcpy (data + at + strlen (key), digits, strlen (digits));
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

/* The picture's name as a script may hold it: no character that gnuplot acts on in a text, and no
 * control. Any other name is replaced. Returns: (transfer full) */
static char *
make_safe_name (const char *path, CertplanPicture picture)
{
  static const char *const neutral[] = { "chart.png", "chart.svg", "chart.pdf" };
  g_autofree char *name = g_path_get_basename (path);
  gboolean is_safe = g_utf8_validate (name, -1, NULL) && *name != '-';

  for (const char *at = name; is_safe && *at != '\0'; at = g_utf8_next_char (at))
    is_safe = g_ascii_isalnum (*at) || *at == '.' || *at == '_' || *at == '-'
              || g_unichar_isalnum (g_utf8_get_char (at));
  return is_safe ? g_steal_pointer (&name) : g_strdup (neutral[picture]);
}

GBytes *
_certplan_chart_keep_script (CertplanTable *table, const CertplanChartOptions *options,
                             const char *path, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (table != NULL && options != NULL && path != NULL, NULL);
  g_autofree char *script = make_script (table, options, NULL, cancellable, error);
  g_autofree char *name = make_safe_name (path, options->picture);

  if (script == NULL)
    return NULL;
  const char *behind_terminal = strchr (script, '\n') + 1;
  GString *text = g_string_new ("# gnuplot draws the picture into the folder where one stands.\n");
  g_string_append_len (text, script, behind_terminal - script);
  g_string_append_printf (text, "set output '%s'\n%s", name, behind_terminal);
  return g_string_free_to_bytes (text);
}

GBytes *
_certplan_chart_draw (CertplanTable *table, const CertplanChartOptions *options, char **warning,
                      GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (table != NULL && options != NULL, NULL);
  g_autofree char *script = make_script (table, options, warning, cancellable, error);
  g_autoptr (GBytes) picture
      = script != NULL ? run_gnuplot (script, options->picture, cancellable, error) : NULL;

  if (picture == NULL)
    return NULL;
  switch (options->picture)
    {
    case CERTPLAN_PICTURE_SVG:
      return name_fonts (picture);
    case CERTPLAN_PICTURE_PDF:
      return date_pdf (picture, options->as_of);
    default:
      return g_steal_pointer (&picture);
    }
}
