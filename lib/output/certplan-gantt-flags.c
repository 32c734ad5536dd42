/* What stands above the bars of a Gantt chart, placed without overlap.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-gantt-private.h"

#define FLAG_GAP CERTPLAN_PX (8)
#define STEM_GAP CERTPLAN_PX (5)
#define EDGE (CERTPLAN_FIGURE_WIDTH - CERTPLAN_PX (8))
#define MAX_LIMIT_WIDTH CERTPLAN_PX (320)
#define MAX_NAME_WIDTH CERTPLAN_PX (170)
#define N_NAME_LEVELS 2

static gboolean
overlaps (const CertplanGanttFlag *a, const CertplanGanttFlag *b)
{
  return a->left < b->right + FLAG_GAP && b->left < a->right + FLAG_GAP;
}

/* Those of one day stay in their order: the sort is stable. */
static gint
compare_from_right (gconstpointer a, gconstpointer b)
{
  const CertplanGanttFlag *const *left = a, *const *right = b;

  return (*right)->x - (*left)->x;
}

/* The text stands to the right of its line, as a flag on its pole. Going from right to left, a flag
 * is hung above every pole that stands in its way, so that no pole runs through a flag. */
static void
choose_levels (const GPtrArray *flags, guint *n_levels)
{
  *n_levels = 0;
  for (guint i = 0; i < flags->len; i++)
    {
      CertplanGanttFlag *flag = flags->pdata[i];
      for (guint j = 0; j < i; j++)
        {
          const CertplanGanttFlag *other = flags->pdata[j];
          if (overlaps (flag, other) && flag->level <= other->level)
            flag->level = other->level + 1;
        }
      *n_levels = MAX (*n_levels, flag->level + 1);
    }
}

GArray *
_certplan_gantt_place_limits (const CertplanGantt *gantt, const CertplanDayScale *scale,
                              guint *n_levels)
{
  const guint n = gantt->limits->len;
  GArray *flags = g_array_sized_new (FALSE, TRUE, sizeof (CertplanGanttFlag), n);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  g_array_set_size (flags, n);
  for (guint i = 0; i < n; i++)
    {
      const CertplanGanttLimit *limit = &g_array_index (gantt->limits, CertplanGanttLimit, i);
      CertplanGanttFlag *flag = &g_array_index (flags, CertplanGanttFlag, i);
      g_autofree char *text
          = _certplan_text_shorten (limit->label, CERTPLAN_FONT_NAME, MAX_LIMIT_WIDTH);
      const gint width = _certplan_text_measure (text, CERTPLAN_FONT_NAME);
      flag->text = g_string_chunk_insert (gantt->figure->texts, text);
      flag->x = _certplan_day_scale_get (scale, limit->day + 1); /* until the day's end */
      flag->left = MIN (flag->x + STEM_GAP, EDGE - width);
      flag->right = flag->left + width;
      flag->rgb = limit->is_missed  ? CERTPLAN_RGB_RED
                  : limit->is_as_of ? CERTPLAN_RGB_BLUE
                                    : CERTPLAN_RGB_SLATE;
      g_ptr_array_add (sorted, flag);
    }
  g_ptr_array_sort (sorted, compare_from_right);
  choose_levels (sorted, n_levels);
  return flags;
}

/* The lowest line on which the name has room; without one it is dropped. @ends: of each line so far
 */
static void
place_name (CertplanGanttFlag *flag, gint *ends, guint *n_levels)
{
  for (guint level = 0; level < N_NAME_LEVELS; level++)
    if (flag->left >= ends[level] + FLAG_GAP)
      {
        flag->level = level;
        ends[level] = flag->right;
        *n_levels = MAX (*n_levels, level + 1);
        return;
      }
  flag->is_dropped = TRUE;
}

GArray *
_certplan_gantt_place_rests (const CertplanGantt *gantt, const CertplanDayScale *scale,
                             guint *n_levels)
{
  GArray *flags = g_array_new (FALSE, TRUE, sizeof (CertplanGanttFlag));
  gint ends[N_NAME_LEVELS] = { -FLAG_GAP, -FLAG_GAP };

  *n_levels = 0;
  for (guint i = 0; i < gantt->rests->len; i++)
    {
      const CertplanGanttRest *rest = &g_array_index (gantt->rests, CertplanGanttRest, i);
      const CertplanDate from = MAX (rest->from, scale->start);
      const CertplanDate to = MIN (rest->to, scale->start + scale->days);
      g_autofree char *text
          = _certplan_text_shorten (rest->label, CERTPLAN_FONT_NAME, MAX_NAME_WIDTH);
      const gint width = _certplan_text_measure (text, CERTPLAN_FONT_NAME);
      CertplanGanttFlag flag = {
        g_string_chunk_insert (gantt->figure->texts, text), 0, 0, 0, 0, FALSE, CERTPLAN_RGB_MUTED
      };
      if (from >= to)
        continue;
      flag.x = (_certplan_day_scale_get (scale, from) + _certplan_day_scale_get (scale, to)) / 2;
      flag.left = CLAMP (flag.x - width / 2, 0, MAX (EDGE - width, 0));
      flag.right = flag.left + width;
      if (width > 0 && !rest->is_continued)
        place_name (&flag, ends, n_levels);
      else
        flag.is_dropped = TRUE;
      g_array_append_val (flags, flag);
    }
  return flags;
}
