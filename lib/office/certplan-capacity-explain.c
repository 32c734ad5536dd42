/* Why the plan is the best one, and what must be known beside it. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-capacity-private.h"

static char *
format_month (const CertplanCapacity *capacity, guint month)
{
  g_autofree char *day = certplan_date_format (_certplan_capacity_get_month (capacity, month));
  return g_strndup (day, strlen ("2026-05"));
}

static void
explain_optimum (const CertplanCapacity *capacity, CertplanExplanation *explanation)
{
  const CertplanTransportPlan *plan = capacity->plans[CERTPLAN_BY_CAP];
  g_autofree char *n_arcs = g_strdup_printf ("%" G_GUINT64_FORMAT, plan->n_arcs);
  g_autofree char *lots = g_strdup_printf ("%u", plan->lots->len);
  g_autofree char *pools = g_strdup_printf ("%u", plan->pools->len);
  _certplan_explanation_take_reason (
      explanation, "optimum", _certplan_sentence ("why.optimum", lots, pools, n_arcs, NULL), NULL);
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

/* People do not mend a word that names no region: the records do. */
static void
note_nowhere (const CertplanCapacity *capacity, const char *number,
              CertplanExplanation *explanation)
{
  g_autoptr (GList) texts = g_hash_table_get_keys (capacity->workload->no_place);
  g_autoptr (GString) words = g_string_new (NULL);

  texts = g_list_sort (texts, compare_texts);
  for (const GList *at = texts; at != NULL; at = at->next)
    {
      g_autoptr (GString) nearest = g_string_new (NULL);
      const char *text = at->data;
      _certplan_regions_append_nearest (capacity->office->regions, text, nearest);
      g_string_append_printf (words, words->len > 0 ? ", \"%s\"" : "\"%s\"", text);
      if (nearest->len > 0)
        g_string_append_printf (words, " (%s)", nearest->str);
    }
  _certplan_explanation_take_note (
      explanation, words->len > 0
                       ? _certplan_sentence ("note.nowhere_words", number, words->str, NULL)
                       : _certplan_sentence ("note.nowhere", number, NULL));
}

static void
explain_shortages (const CertplanCapacity *capacity, CertplanExplanation *explanation)
{
  for (guint i = 0; i < capacity->shortages->len; i++)
    {
      const CertplanShortage *shortage = &g_array_index (capacity->shortages, CertplanShortage, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *demand = _certplan_office_format_days (shortage->demand);
      g_autofree char *supply = _certplan_office_format_days (shortage->supply);
      g_autofree char *first = format_month (capacity, shortage->first);
      g_autofree char *last = format_month (capacity, shortage->last);
      _certplan_explanation_take_reason (
          explanation, "shortage",
          _certplan_sentence ("why.shortage", number, first, last, demand, supply, NULL), NULL);
      if (shortage->is_nowhere)
        note_nowhere (capacity, number, explanation);
      else if (shortage->repair == 0)
        _certplan_explanation_take_note (explanation,
                                         _certplan_sentence ("note.no_repair", number, NULL));
    }
}

static void
explain_repairs (const CertplanCapacity *capacity, CertplanExplanation *explanation)
{
  for (guint i = 0; i < capacity->repairs->len; i++)
    {
      const CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, i);
      g_autofree char *days = g_strdup_printf ("%" G_GINT64_FORMAT, repair->days);
      g_autofree char *less = g_strdup_printf ("%" G_GINT64_FORMAT, repair->days - 1);
      g_autofree char *from = format_month (capacity, repair->from);
      g_autofree char *left = _certplan_office_format_days (repair->left);
      _certplan_explanation_take_reason (
          explanation, "repair", _certplan_sentence ("why.repair", days, from, less, left, NULL),
          NULL);
    }
}

/* The rules by which a consultant is kept out, each clause once. */
static void
explain_rules (const CertplanCapacity *capacity, CertplanExplanation *explanation)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < capacity->types->len; i++)
    {
      const CertplanWorkType *type = _certplan_capacity_get_type (capacity, i);
      const CertplanRule *rule = _certplan_capacity_find_exclusion (capacity, type->handle);
      if (rule == NULL || !g_str_equal (type->resource, "evaluation_body")
          || !g_hash_table_add (told, g_strconcat (rule->source, " ", rule->clause, NULL)))
        continue;
      _certplan_explanation_take_reason (explanation, rule->item,
                                         _certplan_sentence ("why.excluded", NULL), rule);
    }
}

static void
note_unknown (const CertplanCapacity *capacity, CertplanExplanation *explanation)
{
  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      const CertplanJob *job = _certplan_capacity_get_job (capacity, i);
      if (!job->is_unknown)
        continue;
      g_autofree char *performer = g_strconcat (CERTPLAN_LABEL, job->demand->resource, NULL);
      _certplan_explanation_take_note (explanation,
                                       _certplan_sentence ("note.nobody_known", performer, NULL));
    }
}

static void
note_what_if (const CertplanCapacity *capacity, CertplanExplanation *explanation)
{
  const CertplanCapacityOptions *options = capacity->options;
  g_autofree char *growth = g_strdup_printf ("%+d", options->growth);

  for (guint i = 0; i < options->additions->len; i++)
    {
      const CertplanAddition *addition = &g_array_index (options->additions, CertplanAddition, i);
      _certplan_explanation_take_note (
          explanation, _certplan_sentence ("note.added", addition->name, addition->text, NULL));
    }
  for (guint i = 0; i < options->left_out->len; i++)
    _certplan_explanation_take_note (
        explanation,
        _certplan_sentence ("note.left_out", g_ptr_array_index (options->left_out, i), NULL));
  if (options->growth != 0)
    _certplan_explanation_take_note (explanation, _certplan_sentence ("note.growth", growth, NULL));
}

static void
note_placements (const CertplanCapacity *capacity, CertplanExplanation *explanation)
{
  guint n[CERTPLAN_REFUSED + 1] = { 0 };

  for (guint i = 0; i < capacity->placements->len; i++)
    n[g_array_index (capacity->placements, CertplanPlacement, i).state]++;
  if (capacity->placements->len == 0)
    return;
  g_autofree char *all = g_strdup_printf ("%u", capacity->placements->len);
  g_autofree char *placed = g_strdup_printf ("%u", n[CERTPLAN_PLACED]);
  g_autofree char *after = g_strdup_printf ("%u", n[CERTPLAN_LATER]);
  g_autofree char *none = g_strdup_printf ("%u", n[CERTPLAN_FULL] + n[CERTPLAN_REFUSED]);
  _certplan_explanation_take_note (
      explanation, _certplan_sentence ("note.placed", all, placed, after, none, NULL));
  _certplan_explanation_take_note (explanation, _certplan_sentence ("note.proposal", NULL));
}

/* Ticks of work: that nobody may do, that no limit holds for, of which the first is of that
 * qualification, and all of it. */
typedef struct
{
  gint64 barred, unlimited, all;
  guint first_unlimited;
} Limits;

static Limits
sum_limits (const CertplanCapacity *capacity)
{
  Limits sums = { 0 };

  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      const CertplanJob *job = _certplan_capacity_get_job (capacity, i);
      const CertplanLimits *limits = &job->demand->limits;
      if (job->is_unknown)
        continue;
      sums.all += job->ticks;
      sums.barred += job->is_barred ? job->ticks : 0;
      if (limits->target != CERTPLAN_DATE_NONE || limits->cap != CERTPLAN_DATE_NONE)
        continue;
      if (sums.unlimited == 0)
        sums.first_unlimited = job->demand->handle;
      sums.unlimited += job->ticks;
    }
  return sums;
}

/* What stands in the way, first: a manager reads no further. That all is well is said only of work
 * that has a limit, where nobody is refused. */
static void
note_limits (const CertplanCapacity *capacity, CertplanExplanation *explanation)
{
  const Limits sums = sum_limits (capacity);
  g_autofree char *all = _certplan_office_format_days (sums.all);
  g_autofree char *barred = _certplan_office_format_days (sums.barred);
  g_autofree char *unlimited = _certplan_office_format_days (sums.unlimited);
  char *refused = _certplan_capacity_say_refused (capacity);

  if (sums.barred > 0)
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.barred", barred, all, NULL));
  if (refused != NULL)
    _certplan_explanation_take_note (explanation, refused);
  if (sums.unlimited > 0)
    _certplan_explanation_take_note (
        explanation, _certplan_sentence ("note.unlimited", unlimited, all,
                                         capacity->workload->schemes[sums.first_unlimited], NULL));
  if (capacity->shortages->len == 0 && refused == NULL && sums.unlimited < sums.all)
    _certplan_explanation_take_note (explanation, _certplan_sentence ("note.no_shortage", NULL));
}

CertplanExplanation *
_certplan_capacity_explain (CertplanCapacity *capacity)
{
  CertplanExplanation *explanation = _certplan_explanation_new (capacity->office->rulebook);

  note_limits (capacity, explanation);
  explain_optimum (capacity, explanation);
  explain_shortages (capacity, explanation);
  explain_repairs (capacity, explanation);
  explain_rules (capacity, explanation);
  note_placements (capacity, explanation);
  note_what_if (capacity, explanation);
  note_unknown (capacity, explanation);
  _certplan_explanation_take_note (explanation, _certplan_sentence ("note.whole_months", NULL));
  _certplan_workload_explain (capacity->workload, explanation);
  return explanation;
}
