/* Words of a model: numbers, distributions, rules of slots. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-sim-read-private.h"
#include "certplan-private.h"
#include <string.h>

#define MAX_DIGITS 15

gboolean
_certplan_sim_parse_number (const char *text, gdouble *number)
{
  guint64 digits = 0;
  gdouble scale = 1;
  guint n = 0;
  gboolean is_behind = FALSE;
  for (const char *at = text; *at != '\0'; at++)
    if (*at == '.' && !is_behind)
      is_behind = TRUE;
    else if (!g_ascii_isdigit (*at) || n == MAX_DIGITS)
      return FALSE;
    else
      {
        digits = digits * 10 + (guint64)(*at - '0');
        n += digits > 0;
        scale = is_behind ? scale * 10 : scale;
        if (scale > 1e15)
          return FALSE;
      }
  if (text[0] == '\0' || text[0] == '.' || text[strlen (text) - 1] == '.')
    return FALSE;
  *number = (gdouble)digits / scale;
  return TRUE;
}

gboolean
_certplan_sim_parse_int (const char *text, gint lowest, gint highest, gint *number)
{
  gint64 wide;
  if (!g_ascii_string_to_signed (text, 10, lowest, highest, &wide, NULL))
    return FALSE;
  *number = (gint)wide;
  return TRUE;
}

gboolean
_certplan_sim_parse_share (const char *text, gint32 *millionths)
{
  gdouble share;
  if (!_certplan_sim_parse_number (text, &share) || share > 1)
    return FALSE;
  *millionths = (gint32)(share * 1e6 + 0.5);
  return TRUE;
}

gboolean
_certplan_sim_parse_percent (const char *text, gint32 *millionths)
{
  const gboolean is_percent = g_str_has_suffix (text, "%");
  g_autofree char *number = g_strndup (text, strlen (text) - is_percent);
  gdouble share;
  if (!_certplan_sim_parse_number (number, &share) || share > (is_percent ? 100 : 1))
    return FALSE;
  *millionths = (gint32)(share * (is_percent ? 1e4 : 1e6) + 0.5);
  return TRUE;
}

typedef struct
{
  const char *word;
  CertplanDistKind kind;
  guint n_numbers;
} DistWord;

static const DistWord dist_words[] = {
  { "fixed", CERTPLAN_DIST_FIXED, 1 },           { "uniform", CERTPLAN_DIST_UNIFORM, 2 },
  { "triangular", CERTPLAN_DIST_TRIANGULAR, 3 }, { "exponential", CERTPLAN_DIST_EXPONENTIAL, 1 },
  { "erlang", CERTPLAN_DIST_ERLANG, 2 },         { "lognormal", CERTPLAN_DIST_LOGNORMAL, 2 },
  { "hyper", CERTPLAN_DIST_HYPER, 2 },
};

static const char *
fill_dist (const DistWord *word, const gdouble numbers[3], CertplanDist *dist)
{
  *dist = (CertplanDist){ .kind = word->kind, .a = numbers[0], .b = numbers[1], .c = numbers[2] };
  if (word->kind == CERTPLAN_DIST_ERLANG)
    {
      dist->n = numbers[0] == (gint)MIN (numbers[0], 1000) ? (gint)numbers[0] : 0;
      dist->a = numbers[1];
      dist->b = 0;
    }
  return _certplan_dist_prepare (dist);
}

const char *
_certplan_sim_parse_dist (const char *text, CertplanDist *dist)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t", -1);
  gdouble numbers[3] = { 0 };
  const DistWord *word = NULL;
  guint n = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '\0')
        continue;
      if (word == NULL)
        {
          for (gsize k = 0; k < G_N_ELEMENTS (dist_words); k++)
            if (g_str_equal (words[i], dist_words[k].word))
              word = &dist_words[k];
          if (word != NULL)
            continue;
          word = &dist_words[0]; /* a number alone */
        }
      if (n == word->n_numbers || !_certplan_sim_parse_number (words[i], &numbers[n++]))
        return _ ("no length of time");
    }
  if (word == NULL || n != word->n_numbers)
    return _ ("no length of time");
  return fill_dist (word, numbers, dist);
}

gboolean
_certplan_sim_parse_tick (const CertplanSimModel *model, const char *text, gint64 *tick)
{
  gdouble days;
  CertplanDate date;
  if (_certplan_sim_parse_number (text, &days) && days < 1e6)
    {
      *tick = (gint64)(days * CERTPLAN_TICKS_PER_DAY + 0.5);
      return TRUE;
    }
  if (model->start == CERTPLAN_DATE_NONE || !certplan_date_parse (text, &date, NULL)
      || date < model->start)
    return FALSE;
  *tick = (gint64)(date - model->start) * CERTPLAN_TICKS_PER_DAY;
  return TRUE;
}

/* Slots */

static gboolean
is_worked (const CertplanSimModel *model, gint calendar, gint day)
{
  return calendar < 0 || _certplan_sim_is_worked (model->calendars->pdata[calendar], day);
}

static void
add_slot (const CertplanSimModel *model, GArray *slots, gint day)
{
  const gint64 tick = (gint64)day * CERTPLAN_TICKS_PER_DAY;
  if (day >= 0 && tick <= model->cutoff)
    g_array_append_val (slots, tick);
}

static GArray *
make_regular (const CertplanSimModel *model, gint every, gint calendar)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint last = -1;
  for (gint64 at = every; at * CERTPLAN_TICKS_PER_DAY <= model->cutoff; at += every)
    {
      gint day = (gint)at;
      while (!is_worked (model, calendar, day)
             && (gint64)day * CERTPLAN_TICKS_PER_DAY <= model->cutoff)
        day++;
      if (day > last && is_worked (model, calendar, day))
        add_slot (model, slots, day);
      last = MAX (last, day);
    }
  return slots;
}

/* The @place-th (from the end, where it is negative) of the days from @first to before @next that
 * are worked, and @weekday where that is not 0; -1 if there is none. */
static gint
find_day (const CertplanSimModel *model, gint first, gint next, gint calendar, gint place,
          gint weekday)
{
  const gint step = place < 0 ? -1 : 1;
  gint n = place < 0 ? -place : place;
  for (gint day = place < 0 ? next - 1 : first; day >= first && day < next; day += step)
    if (day >= 0 && is_worked (model, calendar, day)
        && (weekday == 0 || certplan_date_get_weekday (model->start + day) == weekday) && --n == 0)
      return day;
  return -1;
}

static GArray *
make_monthly (const CertplanSimModel *model, gint calendar, gint place, gint weekday)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint year, month;
  certplan_date_get_ymd (model->start, &year, &month, NULL);
  const CertplanDate begin = certplan_date_new (year, month, 1);
  for (gint n = 0;; n++)
    {
      const CertplanDate first = certplan_date_add_months (begin, n),
                         next = certplan_date_add_months (begin, n + 1);
      if (next == CERTPLAN_DATE_NONE
          || (gint64)(first - model->start) * CERTPLAN_TICKS_PER_DAY > model->cutoff)
        return slots;
      if (first < model->start && place > 0)
        continue; /* the calendar does not know how many days of it went before */
      add_slot (
          model, slots,
          find_day (model, first - model->start, next - model->start, calendar, place, weekday));
    }
}

/* The number of @word among @words, from 1; 0 if it is none of them. */
static gint
find_word (const char *word, const char *const *words)
{
  for (gint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return i + 1;
  return 0;
}

/* "last working Thursday": -1 and 4. "day 3": 3 and 0. */
static gboolean
parse_monthly (const char *rule, gint *place, gint *weekday)
{
  static const char *const places[] = { "first", "second", "third", "fourth", "last", NULL };
  static const char *const weekdays[]
      = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", NULL };
  g_auto (GStrv) words = g_strsplit (rule, " ", -1);
  const guint n = g_strv_length (words);
  *weekday = 0;
  if (n == 2 && g_str_equal (words[0], "day"))
    return _certplan_sim_parse_int (words[1], -31, 31, place) && *place != 0;
  if (n != 3 || !g_str_equal (words[1], "working"))
    return FALSE;
  *place = find_word (words[0], places);
  *weekday = find_word (words[2], weekdays);
  if (*place == 5)
    *place = -1;
  return *place != 0 && (*weekday != 0 || g_str_equal (words[2], "day"));
}

GArray *
_certplan_sim_make_slots (const CertplanSimModel *model, const char *rule, gint calendar)
{
  CertplanPeriod period;
  gint place, weekday;
  if (certplan_period_parse (rule, &period, NULL))
    return period.months == 0 && period.working_days == 0 && period.days > 0
               ? make_regular (model, period.days, calendar)
               : NULL;
  if (model->start == CERTPLAN_DATE_NONE || !parse_monthly (rule, &place, &weekday))
    return NULL;
  return make_monthly (model, calendar, place, weekday);
}
