/* When a panel meets. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-panel-rule-private.h"
#include "certplan-office-data-private.h"
#include <string.h>

typedef struct
{
  guint32 line;
  guint32 word;
  guint8 part; /* 1 nth, 2 weekday, 3 working, 4 filler */
  gint32 value;
} WordRow;

static const char *const parts[] = { "nth", "weekday", "working", "filler", NULL };

static const CertplanColumn word_columns[] = {
  CERTPLAN_RECORD_COLUMN (WordRow, word, NOTE, CERTPLAN_COLUMN_REQUIRED),
  CERTPLAN_RECORD_COLUMN (WordRow, part, CHOICE, CERTPLAN_COLUMN_REQUIRED, .values = parts),
  CERTPLAN_RECORD_COLUMN (WordRow, value, INT, CERTPLAN_COLUMN_REQUIRED),
};
static const CertplanRecordType word_type = {
  .name = "panel-words",
  .columns = word_columns,
  .n_columns = G_N_ELEMENTS (word_columns),
  .row_size = sizeof (WordRow),
};

/* The longest word at @at; NULL if there is none. */
static const WordRow *
find_word (const char *at, gsize *length)
{
  const CertplanRecords *words = _certplan_shipped_get ("panel-words", &word_type);
  const WordRow *longest = NULL;
  *length = 0;
  for (guint i = 0; i < certplan_records_get_n (words); i++)
    {
      const WordRow *row = _certplan_records_row (words, i);
      const char *word = _certplan_records_note (words, row->word);
      if (g_str_has_prefix (at, word) && strlen (word) > *length)
        {
          longest = row;
          *length = strlen (word);
        }
    }
  return longest;
}

static gboolean
parse_words (const char *text, CertplanPanelRule *rule)
{
  gboolean has_nth = FALSE, has_weekday = FALSE;
  g_autofree char *folded = g_ascii_strdown (text, -1);
  for (const char *at = folded; *(at += strspn (at, " ")) != '\0';)
    {
      gsize length;
      const WordRow *word = find_word (at, &length);
      if (word == NULL)
        return FALSE;
      if (word->part == 1)
        rule->nth = word->value;
      else if (word->part == 2)
        rule->weekday = word->value;
      else if (word->part == 3)
        rule->is_working = TRUE;
      has_nth |= word->part == 1;
      has_weekday |= word->part == 2;
      at += length;
    }
  return has_nth && has_weekday;
}

gboolean
_certplan_panel_rule_parse (const char *text, CertplanPanelRule *out)
{
  CertplanPanelRule rule = { _CERTPLAN_PERIOD_NONE, 0, 0, FALSE };
  CertplanPeriod every;
  if (certplan_period_parse (text, &every, NULL))
    {
      if (every.months <= 0 && every.days <= 0 && every.working_days <= 0)
        return FALSE;
      rule.every = every;
      *out = rule;
      return TRUE;
    }
  if (!parse_words (text, &rule))
    return FALSE;
  *out = rule;
  return TRUE;
}

static gboolean
is_known (const CertplanWorkcal *workcal, CertplanDate day)
{
  return day >= certplan_workcal_get_first (workcal) && day <= certplan_workcal_get_last (workcal);
}

static gboolean
is_meant (const CertplanPanelRule *rule, const CertplanWorkcal *workcal, CertplanDate day)
{
  if (rule->weekday != 0 && certplan_date_get_weekday (day) != rule->weekday)
    return FALSE;
  return !rule->is_working
         || (is_known (workcal, day) && certplan_workcal_is_working (workcal, day));
}

/* The day of the month that begins on @first. Returns: NONE if it has none */
static CertplanDate
find_in_month (const CertplanPanelRule *rule, const CertplanWorkcal *workcal, CertplanDate first)
{
  const CertplanDate end = certplan_date_add_months (first, 1);
  const gint step = rule->nth < 0 ? -1 : 1;
  gint n = 0;
  for (CertplanDate day = step > 0 ? first : end - 1; day >= first && day < end; day += step)
    if (is_meant (rule, workcal, day) && (++n == rule->nth || rule->nth < 0))
      return day;
  return CERTPLAN_DATE_NONE;
}

static void
list_monthly (const CertplanPanelRule *rule, const CertplanWorkcal *workcal, CertplanDate from,
              CertplanDate to, GArray *days)
{
  gint year, month;
  certplan_date_get_ymd (from, &year, &month, NULL);
  for (CertplanDate first = certplan_date_new (year, month, 1);
       first != CERTPLAN_DATE_NONE && first < to; first = certplan_date_add_months (first, 1))
    {
      const CertplanDate day = find_in_month (rule, workcal, first);
      if (day != CERTPLAN_DATE_NONE && day >= from && day < to)
        g_array_append_val (days, day);
    }
}

/* Always counted from the anchor. */
static CertplanDate
get_nth (const CertplanPeriod *every, const CertplanWorkcal *workcal, CertplanDate anchor, gint n)
{
  const CertplanPeriod whole = { every->months * n, every->days * n, every->working_days * n };
  CertplanDate day;
  if (!certplan_workcal_add_period (workcal, anchor, &whole, &day, NULL))
    return CERTPLAN_DATE_NONE;
  return day;
}

/* Once: days of rest send what is held on them all to one working day. */
static void
add_day (GArray *days, CertplanDate day)
{
  if (days->len == 0 || g_array_index (days, CertplanDate, days->len - 1) < day)
    g_array_append_val (days, day);
}

void
_certplan_panel_rule_list (const CertplanPanelRule *rule, const CertplanWorkcal *workcal,
                           CertplanDate anchor, CertplanDate from, CertplanDate to, GArray *days)
{
  if (_certplan_period_is_none (&rule->every))
    {
      list_monthly (rule, workcal, from, to, days);
      return;
    }
  CertplanDate day = anchor;
  for (gint n = 0; day != CERTPLAN_DATE_NONE && day < to;
       day = get_nth (&rule->every, workcal, anchor, ++n))
    {
      CertplanDate held = day;
      while (is_known (workcal, held) && !certplan_workcal_is_working (workcal, held))
        held++;
      if (held >= from && held < to && is_known (workcal, held))
        add_day (days, held);
    }
}
