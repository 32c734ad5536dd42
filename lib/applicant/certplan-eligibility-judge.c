/* Judging one criterion. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-eligibility-private.h"
#include <string.h>

void
_certplan_judgement_clear (gpointer data)
{
  CertplanJudgement *judgement = data;
  g_free (judgement->required_text);
  g_free (judgement->actual_text);
  g_free (judgement->gap_text);
  g_free (judgement->note);
  g_free (judgement->held);
  for (guint i = 0; i < CERTPLAN_MAX_LACKS; i++)
    g_free (judgement->lacks[i]);
}

gint64
_certplan_criterion_get_least (const CertplanRule *rule)
{
  if (_certplan_criterion_get_type (rule) == CERTPLAN_FACT_AMOUNT)
    return rule->amount_fen;
  return rule->threshold == G_MININT32 ? 0 : rule->threshold;
}

static char *
format_number (const CertplanRule *rule, gint64 number)
{
  return _certplan_criterion_get_type (rule) == CERTPLAN_FACT_AMOUNT
             ? _certplan_argument_money (number)
             : g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* What is missing to a number, or is beyond it, where anything is. */
static void
set_gap (CertplanJudgement *judgement)
{
  gint64 gap = _certplan_criterion_is (judgement->rule, "at_most")
                   ? judgement->actual - judgement->required
                   : judgement->required - judgement->actual;
  judgement->gap_text = format_number (judgement->rule, MAX (gap, 0));
}

static void
add_lack (CertplanJudgement *judgement, const char *fact)
{
  guint i = judgement->lacks[0] != NULL ? 1 : 0;
  if (judgement->lacks[i] == NULL)
    judgement->lacks[i] = g_strdup (fact);
}

static void
judge_yes (const CertplanEligibility *eligibility, CertplanJudgement *judgement)
{
  gboolean is_yes;
  judgement->required_text = _certplan_sentence ("yes", NULL);
  if (!_certplan_facts_get_yes (eligibility, judgement->rule->fact, &is_yes))
    {
      add_lack (judgement, judgement->rule->fact);
      return;
    }
  judgement->state = is_yes ? CERTPLAN_CRITERION_MET : CERTPLAN_CRITERION_NOT_MET;
  judgement->actual_text = _certplan_sentence (is_yes ? "yes" : "no", NULL);
}

/* "cnitsec/engineering" of "cnitsec/engineering/2" (transfer full) */
static char *
dup_category (const CertplanRule *rule)
{
  return g_strndup (rule->qualification, strrchr (rule->qualification, '/') - rule->qualification);
}

/* People who count in another category that was asked for before. */
static gint64
count_spent (const CertplanEligibility *eligibility, const CertplanRule *rule)
{
  GHashTable *categories = g_hash_table_lookup (eligibility->spent, rule->fact);
  g_autofree char *own = dup_category (rule);
  GHashTableIter iter;
  gpointer category, number;
  gint64 spent = 0;
  if (categories == NULL)
    return 0;
  g_hash_table_iter_init (&iter, categories);
  while (g_hash_table_iter_next (&iter, &category, &number))
    if (!g_str_equal (category, own))
      spent += GPOINTER_TO_INT (number);
  return spent;
}

/* Several rows of one category ask for the same people. */
static void
spend (CertplanEligibility *eligibility, const CertplanJudgement *judgement)
{
  GHashTable *categories = g_hash_table_lookup (eligibility->spent, judgement->rule->fact);
  if (categories == NULL)
    {
      categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (eligibility->spent, (gpointer)judgement->rule->fact, categories);
    }
  char *category = dup_category (judgement->rule);
  gint64 before = GPOINTER_TO_INT (g_hash_table_lookup (categories, category));
  gint64 now = MIN (judgement->required, judgement->actual);
  g_hash_table_insert (categories, category, GINT_TO_POINTER ((gint)MAX (before, now)));
}

static gboolean
is_exclusive (const CertplanEligibility *eligibility, const CertplanRule *rule)
{
  return g_strcmp0 (rule->staff, "yes") == 0
         && _certplan_policy_is (eligibility->request->policy, CERTPLAN_POLICY_SHARED_STAFF,
                                 "exclusive");
}

/* The number that the row gives, or the share of another fact, rounded up, whichever is more.
 * FALSE: that fact is not known, and the number alone stands. */
static gboolean
find_required (const CertplanEligibility *eligibility, CertplanJudgement *judgement)
{
  const CertplanRule *rule = judgement->rule;
  gint64 base;
  judgement->required = _certplan_criterion_get_least (rule);
  if (rule->share == G_MININT32 || rule->share_of == NULL)
    return TRUE;
  if (!_certplan_facts_get_count (eligibility, rule->share_of, &base))
    return FALSE;
  gint64 share = (base * rule->share + 999999) / 1000000;
  g_autofree char *least = format_number (rule, judgement->required);
  g_autofree char *base_text = g_strdup_printf ("%" G_GINT64_FORMAT, base);
  g_autofree char *share_text = g_strdup_printf ("%" G_GINT64_FORMAT, share);
  g_autoptr (GString) percent = g_string_new (NULL);
  const CertplanValue value = { .number = rule->share };
  _certplan_value_append (NULL, CERTPLAN_LANG_EN, TRUE, CERTPLAN_COLUMN_SHARE, &value, percent);
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL, rule->share_of, NULL);
  judgement->note
      = _certplan_sentence ("how.share", least, percent->str, base_text, label, share_text, NULL);
  judgement->required = MAX (judgement->required, share);
  return TRUE;
}

static void
note_spent (CertplanJudgement *judgement, gint64 spent)
{
  if (spent == 0)
    return;
  g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, spent);
  g_free (judgement->note);
  judgement->note = _certplan_sentence ("how.spent", n, NULL);
}

static gboolean
is_enough (const CertplanJudgement *judgement)
{
  return _certplan_criterion_is (judgement->rule, "at_most")
             ? judgement->actual <= judgement->required
             : judgement->actual >= judgement->required;
}

static void
judge_number (CertplanEligibility *eligibility, CertplanJudgement *judgement)
{
  const CertplanRule *rule = judgement->rule;
  gboolean is_amount = _certplan_criterion_get_type (rule) == CERTPLAN_FACT_AMOUNT;
  gboolean is_sure = find_required (eligibility, judgement);
  gboolean is_known = is_amount
                          ? _certplan_facts_get_amount (eligibility, rule->fact, &judgement->actual)
                          : _certplan_facts_get_count (eligibility, rule->fact, &judgement->actual);
  if (!is_known)
    add_lack (judgement, rule->fact);
  if (is_known && is_exclusive (eligibility, rule))
    {
      gint64 spent = count_spent (eligibility, rule);
      judgement->actual = MAX (judgement->actual - spent, 0);
      note_spent (judgement, MIN (spent, G_MAXINT32));
      spend (eligibility, judgement);
    }
  if (is_known && !is_enough (judgement))
    judgement->state = CERTPLAN_CRITERION_NOT_MET;
  else if (is_known && is_sure)
    judgement->state = CERTPLAN_CRITERION_MET;
  else if (!is_sure)
    add_lack (judgement, rule->share_of);
}

/* When the projects count; a row without a time looks back without end. */
static void
note_window (CertplanJudgement *judgement, const CertplanProjectsFound *found, const char *lack)
{
  const CertplanRule *rule = judgement->rule;
  gboolean is_signed_too = g_strcmp0 (rule->window, "signed_and_completed") == 0;
  g_autofree char *from = certplan_date_format (found->from);
  g_autofree char *to = certplan_date_format (found->to);
  g_autofree char *column
      = lack != NULL ? g_strconcat (CERTPLAN_LABEL "column.", lack, NULL) : NULL;
  if (found->from == CERTPLAN_DATE_NONE)
    judgement->note = lack != NULL
                          ? _certplan_sentence ("how.projects_lack_until", to, column, NULL)
                          : _certplan_sentence ("how.completed_until", to, NULL);
  else if (lack != NULL)
    judgement->note = _certplan_sentence ("how.projects_lack", from, to, column, NULL);
  else
    judgement->note = _certplan_sentence (
        is_signed_too ? "how.signed_and_completed" : "how.completed", from, to, NULL);
}

static void
judge_projects (const CertplanEligibility *eligibility, CertplanJudgement *judgement)
{
  const CertplanRule *rule = judgement->rule;
  CertplanProjectsFound found;
  judgement->required = _certplan_criterion_get_least (rule);
  _certplan_projects_find (eligibility, rule, eligibility->on, &found);
  judgement->actual = found.sure;
  if (found.sure >= judgement->required)
    judgement->state = CERTPLAN_CRITERION_MET;
  else if (found.possible < judgement->required)
    judgement->state = CERTPLAN_CRITERION_NOT_MET;
  else
    judgement->lacks[0] = g_strconcat ("projects.csv: ", found.lack, NULL);
  note_window (judgement, &found, judgement->lacks[0] != NULL ? found.lack : NULL);
}

static void
judge_since (const CertplanEligibility *eligibility, CertplanJudgement *judgement)
{
  const CertplanRule *rule = judgement->rule;
  CertplanDate since;
  gboolean is_years;
  judgement->required_text = _certplan_argument_period (&rule->duration);
  if (!_certplan_facts_get_since (eligibility, rule->fact, &since, &is_years))
    {
      add_lack (judgement, rule->fact);
      return;
    }
  CertplanDate day = certplan_date_add_period (since, &rule->duration, 1);
  judgement->actual_text = certplan_date_format (since);
  judgement->state = day != CERTPLAN_DATE_NONE && day <= eligibility->on
                         ? CERTPLAN_CRITERION_MET
                         : CERTPLAN_CRITERION_NOT_MET;
  gint left = day != CERTPLAN_DATE_NONE ? MAX (day - eligibility->on, 0) : 0;
  judgement->gap_text = g_strdup_printf ("%d", left);
  judgement->unit = "days";
  g_autofree char *day_text = certplan_date_format (day);
  judgement->note
      = _certplan_sentence (is_years ? "how.years" : "how.since", judgement->actual_text,
                            judgement->required_text, day_text, NULL);
}

/* A fact that nobody stated may exempt: what is not met otherwise stays open then. */
static void
apply_exemption (const CertplanEligibility *eligibility, CertplanJudgement *judgement)
{
  const char *exempt = judgement->rule->exempt;
  gboolean is_exempt = FALSE;
  if (exempt == NULL || judgement->state == CERTPLAN_CRITERION_MET)
    return;
  gboolean is_known = _certplan_facts_get_yes (eligibility, exempt, &is_exempt);
  if (is_known && !is_exempt)
    return;
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL, exempt, NULL);
  char *how
      = _certplan_sentence (is_exempt ? "how.exempt" : "how.not_claimed", exempt, label, NULL);
  g_autofree char *before = is_exempt ? NULL : g_steal_pointer (&judgement->note);
  g_free (judgement->note);
  judgement->note = before != NULL ? g_strconcat (before, how, NULL) : g_strdup (how);
  g_free (how);
  judgement->is_unclaimed = !is_known;
  judgement->state = is_known ? CERTPLAN_CRITERION_EXEMPT : CERTPLAN_CRITERION_UNKNOWN;
  if (!is_known)
    add_lack (judgement, exempt);
}

static void
finish_number (CertplanJudgement *judgement)
{
  judgement->required_text = format_number (judgement->rule, judgement->required);
  if (_certplan_criterion_is (judgement->rule, "at_most"))
    {
      g_autofree char *number = g_steal_pointer (&judgement->required_text);
      judgement->required_text = _certplan_sentence ("required.at_most", number, NULL);
    }
  if (_certplan_criterion_get_type (judgement->rule) == CERTPLAN_FACT_AMOUNT)
    judgement->unit = "yuan";
  else if (g_strcmp0 (judgement->rule->staff, "yes") == 0)
    judgement->unit = CERTPLAN_UNIT_PEOPLE;
  if (judgement->actual == CERTPLAN_NO_NUMBER)
    return;
  judgement->actual_text = format_number (judgement->rule, judgement->actual);
  set_gap (judgement);
}

void
_certplan_criterion_judge (CertplanEligibility *eligibility, CertplanJudgement *judgement)
{
  const CertplanRule *rule = judgement->rule;
  judgement->state = CERTPLAN_CRITERION_UNKNOWN;
  judgement->required = judgement->actual = CERTPLAN_NO_NUMBER;
  if (_certplan_criterion_get_type (rule) == CERTPLAN_FACT_HELD && rule->requires != NULL)
    judgement->held = _certplan_fact_dup_held (rule->requires);
  if (_certplan_criterion_is (rule, "yes"))
    judge_yes (eligibility, judgement);
  else if (_certplan_criterion_is (rule, "held"))
    _certplan_holding_judge (eligibility, judgement);
  else if (_certplan_criterion_is (rule, "since"))
    judge_since (eligibility, judgement);
  else if (_certplan_criterion_asks_projects (rule) && eligibility->request->projects != NULL)
    judge_projects (eligibility, judgement);
  else
    judge_number (eligibility, judgement);
  if (judgement->required != CERTPLAN_NO_NUMBER)
    finish_number (judgement);
  apply_exemption (eligibility, judgement);
}

CertplanDate
_certplan_criterion_find_day (const CertplanEligibility *eligibility,
                              const CertplanJudgement *judgement, CertplanDate from)
{
  const CertplanRule *rule = judgement->rule;
  CertplanDate since;
  gboolean is_years;
  if (judgement->state == CERTPLAN_CRITERION_EXEMPT)
    return from;
  if (_certplan_criterion_is (rule, "held"))
    return _certplan_holding_find_day (eligibility, rule, from);
  if (_certplan_criterion_asks_projects (rule) && eligibility->request->projects != NULL)
    return _certplan_projects_find_day (eligibility, rule, from);
  if (_certplan_criterion_is (rule, "since")
      && _certplan_facts_get_since (eligibility, rule->fact, &since, &is_years))
    {
      CertplanDate day = certplan_date_add_period (since, &rule->duration, 1);
      return day == CERTPLAN_DATE_NONE ? day : MAX (day, from);
    }
  return judgement->state == CERTPLAN_CRITERION_MET ? from : CERTPLAN_DATE_NONE;
}
