/* What stands in the way of an application. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-eligibility-private.h"

G_DEFINE_BOXED_TYPE (CertplanEligibility, certplan_eligibility, certplan_eligibility_ref,
                     certplan_eligibility_unref)

CertplanEligibility *
certplan_eligibility_ref (CertplanEligibility *eligibility)
{
  return g_atomic_rc_box_acquire (eligibility);
}

static void
eligibility_clear (gpointer data)
{
  CertplanEligibility *eligibility = data;
  certplan_eligibility_request_unref (eligibility->request);
  g_clear_pointer (&eligibility->holdings, _certplan_holdings_unref);
  g_hash_table_unref (eligibility->facts);
  g_hash_table_unref (eligibility->categories);
  g_hash_table_unref (eligibility->spent);
  g_array_unref (eligibility->judgements);
  g_array_unref (eligibility->verdicts);
  g_array_unref (eligibility->unavailable);
}

void
certplan_eligibility_unref (CertplanEligibility *eligibility)
{
  g_atomic_rc_box_release_full (eligibility, eligibility_clear);
}

const char *
_certplan_criterion_state_get_name (CertplanCriterionState state)
{
  static const char *const names[] = { "met", "not_met", "unknown", "exempt", "not_needed" };
  return names[state];
}

static CertplanEligibility *
new_empty (CertplanEligibilityRequest *request, CertplanDate on)
{
  CertplanEligibility *eligibility = g_atomic_rc_box_new0 (CertplanEligibility);
  request->is_used = TRUE;
  eligibility->request = certplan_eligibility_request_ref (request);
  eligibility->on = on;
  eligibility->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  eligibility->categories = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  eligibility->spent
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);
  eligibility->judgements = g_array_new (FALSE, TRUE, sizeof (CertplanJudgement));
  eligibility->verdicts = g_array_new (FALSE, TRUE, sizeof (CertplanVerdict));
  eligibility->unavailable = g_array_new (FALSE, TRUE, sizeof (CertplanJudgement));
  g_array_set_clear_func (eligibility->judgements, _certplan_judgement_clear);
  g_array_set_clear_func (eligibility->unavailable, _certplan_judgement_clear);
  return eligibility;
}

static gboolean
is_same_group (const CertplanJudgement *a, const CertplanJudgement *b)
{
  return a == b
         || (a->rule->group != NULL && b->rule->group != NULL
             && g_str_equal (a->rule->group, b->rule->group));
}

/* The rows of one qualification. */
typedef struct
{
  CertplanJudgement *rows;
  guint n_rows;
} Rows;

static gboolean
is_first_of_group (const Rows *rows, guint place)
{
  for (guint i = 0; i < place; i++)
    if (is_same_group (&rows->rows[i], &rows->rows[place]))
      return FALSE;
  return TRUE;
}

static gboolean
is_passed (const CertplanJudgement *judgement)
{
  return judgement->state == CERTPLAN_CRITERION_MET
         || judgement->state == CERTPLAN_CRITERION_EXEMPT;
}

/* One row is enough; a row that is not known leaves the group open. */
static CertplanCriterionState
judge_group (const Rows *rows, const CertplanJudgement *member)
{
  CertplanCriterionState state = CERTPLAN_CRITERION_NOT_MET;
  for (guint i = 0; i < rows->n_rows; i++)
    {
      const CertplanJudgement *row = &rows->rows[i];
      if (!is_same_group (row, member))
        continue;
      if (is_passed (row))
        return CERTPLAN_CRITERION_MET;
      if (row->state == CERTPLAN_CRITERION_UNKNOWN)
        state = CERTPLAN_CRITERION_UNKNOWN;
    }
  return state;
}

/* The first day from @from on which any row of the group is met. */
static CertplanDate
find_group_day (const CertplanEligibility *eligibility, const Rows *rows,
                const CertplanJudgement *member, CertplanDate from)
{
  CertplanDate first = CERTPLAN_DATE_NONE;
  for (guint i = 0; i < rows->n_rows; i++)
    {
      if (!is_same_group (&rows->rows[i], member))
        continue;
      CertplanDate day = _certplan_criterion_find_day (eligibility, &rows->rows[i], from);
      if (day != CERTPLAN_DATE_NONE && (first == CERTPLAN_DATE_NONE || day < first))
        first = day;
    }
  return first;
}

/* Whether the group says nothing of a day: it is not known, and time does not settle it either. */
static gboolean
is_timeless (const CertplanEligibility *eligibility, const Rows *rows, guint i, CertplanDate day)
{
  return judge_group (rows, &rows->rows[i]) == CERTPLAN_CRITERION_UNKNOWN
         && (!rows->rows[i].is_unclaimed
             || find_group_day (eligibility, rows, &rows->rows[i], day) == CERTPLAN_DATE_NONE);
}

/* The first day on which all is met that is known today; what was met may be over by then, so all
 * are asked again until none moves the day. Each step goes to a day of which there are few. */
static CertplanDate
find_earliest (const CertplanEligibility *eligibility, const Rows *rows)
{
  CertplanDate day = eligibility->on, before;
  do
    {
      before = day;
      for (guint i = 0; i < rows->n_rows && day != CERTPLAN_DATE_NONE; i++)
        if (is_first_of_group (rows, i) && !is_timeless (eligibility, rows, i, day))
          day = find_group_day (eligibility, rows, &rows->rows[i], day);
    }
  while (day != CERTPLAN_DATE_NONE && day != before);
  return day;
}

static CertplanVerdict
judge_all (const CertplanEligibility *eligibility, const Rows *rows)
{
  CertplanVerdict verdict = { 0 };
  for (guint i = 0; i < rows->n_rows; i++)
    {
      if (!is_first_of_group (rows, i))
        continue;
      CertplanCriterionState state = judge_group (rows, &rows->rows[i]);
      verdict.n_met += state == CERTPLAN_CRITERION_MET;
      verdict.n_not_met += state == CERTPLAN_CRITERION_NOT_MET;
      verdict.n_unknown += state == CERTPLAN_CRITERION_UNKNOWN;
    }
  verdict.verdict = verdict.n_not_met > 0   ? "not_met"
                    : verdict.n_unknown > 0 ? "unknown"
                                            : "no_known_obstacle";
  verdict.earliest = find_earliest (eligibility, rows);
  return verdict;
}

static void
set_earliest (const CertplanEligibility *eligibility, const Rows *rows)
{
  for (guint i = 0; i < rows->n_rows; i++)
    if (rows->rows[i].state == CERTPLAN_CRITERION_NOT_MET || rows->rows[i].is_unclaimed)
      rows->rows[i].earliest
          = _certplan_criterion_find_day (eligibility, &rows->rows[i], eligibility->on);
}

/* After the groups were counted: what another row makes needless is said to be so. */
static void
excuse_rows (const Rows *rows)
{
  for (guint i = 0; i < rows->n_rows; i++)
    if (!is_passed (&rows->rows[i]) && judge_group (rows, &rows->rows[i]) == CERTPLAN_CRITERION_MET)
      rows->rows[i].state = CERTPLAN_CRITERION_NOT_NEEDED;
}

static void
judge_wanted (CertplanEligibility *eligibility, guint w)
{
  const CertplanWanted *wanted = &g_array_index (eligibility->request->wanted, CertplanWanted, w);
  g_autoptr (GPtrArray) rules
      = _certplan_eligibility_list (eligibility->request, wanted, eligibility->on);
  guint first = eligibility->judgements->len;
  for (guint i = 0; i < rules->len; i++)
    {
      CertplanJudgement judgement
          = { .rule = g_ptr_array_index (rules, i), .wanted = w, .earliest = CERTPLAN_DATE_NONE };
      if (_certplan_criterion_is (judgement.rule, "unavailable"))
        {
          g_array_append_val (eligibility->unavailable, judgement);
          continue;
        }
      _certplan_criterion_judge (eligibility, &judgement);
      g_array_append_val (eligibility->judgements, judgement);
    }
  const Rows rows = { &g_array_index (eligibility->judgements, CertplanJudgement, first),
                      eligibility->judgements->len - first };
  set_earliest (eligibility, &rows);
  CertplanVerdict verdict = judge_all (eligibility, &rows);
  excuse_rows (&rows);
  g_array_append_val (eligibility->verdicts, verdict);
}

CertplanEligibility *
certplan_eligibility_new (CertplanEligibilityRequest *request, CertplanDate on,
                          CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (request != NULL && request->wanted->len > 0, NULL);
  g_return_val_if_fail (on != CERTPLAN_DATE_NONE, NULL);

  g_autoptr (CertplanFaults) own = certplan_faults_new ();
  CertplanFaults *all = faults != NULL ? faults : own;
  guint n_before = certplan_faults_get_n (all);
  g_autoptr (CertplanEligibility) eligibility = new_empty (request, on);
  _certplan_facts_read (eligibility, all);
  _certplan_projects_read (eligibility, all);
  if (certplan_faults_get_n (all) > n_before)
    {
      certplan_faults_set_error (all, error);
      return NULL;
    }
  _certplan_eligibility_add_holdings (eligibility);
  for (guint w = 0; w < request->wanted->len; w++)
    judge_wanted (eligibility, w);
  return g_steal_pointer (&eligibility);
}

guint
certplan_eligibility_get_n_qualifications (const CertplanEligibility *eligibility)
{
  return eligibility->verdicts->len;
}

const char *
certplan_eligibility_get_verdict (const CertplanEligibility *eligibility, guint i)
{
  g_return_val_if_fail (i < eligibility->verdicts->len, NULL);
  return g_array_index (eligibility->verdicts, CertplanVerdict, i).verdict;
}

CertplanDate
certplan_eligibility_get_earliest (const CertplanEligibility *eligibility, guint i)
{
  g_return_val_if_fail (i < eligibility->verdicts->len, CERTPLAN_DATE_NONE);
  return g_array_index (eligibility->verdicts, CertplanVerdict, i).earliest;
}

gboolean
certplan_eligibility_is_clear (const CertplanEligibility *eligibility)
{
  for (guint i = 0; i < eligibility->verdicts->len; i++)
    {
      const CertplanVerdict *verdict = &g_array_index (eligibility->verdicts, CertplanVerdict, i);
      if (verdict->n_not_met > 0 || verdict->n_unknown > 0)
        return FALSE;
    }
  return TRUE;
}
