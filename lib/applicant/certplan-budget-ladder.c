/* What must be held before a certificate of a plan is filed. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-budget-private.h"

/* No ladder is longer: rows that ask for each other in a circle end here. */
#define MAX_RUNGS 16

static CertplanCert *
get_cert (const CertplanBudgetRun *run, guint place)
{
  return &g_array_index (run->certs, CertplanCert, place);
}

static const CertplanRule *
list_criteria (const CertplanBudgetRun *run, guint handle, guint *n_rows)
{
  return _certplan_rulebook_get_rows (run->rulebook, CERTPLAN_RULES_CRITERIA, handle, n_rows);
}

/* Whether the row counts, and for a first application. */
static gboolean
is_read (const CertplanBudgetRun *run, const CertplanRule *rule)
{
  if (!_certplan_rule_is_read (rule, run->policy))
    return FALSE;
  const char *role
      = rule->kind[0] == '\0'
            ? NULL
            : _certplan_rulebook_get_role (
                run->rulebook, certplan_rulebook_find (run->rulebook, rule->qualification, NULL),
                rule->kind);
  return role == NULL || g_str_equal (role, "initial") || g_str_equal (role, "upgrade");
}

/* What a fact exempts from is planned unless the plan says that it does; what is one way of several
 * is planned where the plan says so. */
gboolean
_certplan_budget_is_ladder (const CertplanBudgetRun *run, const CertplanCert *cert,
                            const CertplanRule *rule)
{
  guint8 ladder = _certplan_budget_get_row (run, cert)->ladder;
  if (rule->requires == NULL || !is_read (run, rule))
    return FALSE;
  if (rule->group != NULL)
    return ladder == CERTPLAN_PLAN_LADDER_CLIMB;
  return rule->exempt == NULL || ladder != CERTPLAN_PLAN_LADDER_EXEMPT;
}

/* The day by which the required one must be issued for a filing on @filed. */
static CertplanDate
get_held_from (const CertplanRule *rule, CertplanDate filed)
{
  return _certplan_period_is_none (&rule->duration)
             ? filed
             : _certplan_budget_step (filed, &rule->duration, -1);
}

static CertplanCert *
find_required (const CertplanBudgetRun *run, guint place, const CertplanRule *rule)
{
  guint required = certplan_rulebook_find (run->rulebook, rule->requires, NULL);
  return required == 0 ? NULL
                       : _certplan_budget_find_cert (run, get_cert (run, place)->org, required);
}

/* The rung that nobody planned; it has to be there when the one above is filed. */
static gboolean
add_rung (CertplanBudgetRun *run, guint place, const CertplanRule *rule, GError **error)
{
  const CertplanCert *asker = get_cert (run, place);
  CertplanCert rung = {
    .origin = CERTPLAN_CERT_RUNG,
    .row = asker->row,
    .org = asker->org,
    .handle = certplan_rulebook_find (run->rulebook, rule->requires, error),
    .asks = asker->handle,
    .wish = get_held_from (rule, asker->filed),
    .file_by = CERTPLAN_DATE_NONE,
    .file_safe = CERTPLAN_DATE_NONE,
    .expiry = CERTPLAN_DATE_NONE,
    .ends = CERTPLAN_DATE_NONE,
    .needed_on = CERTPLAN_DATE_NONE,
  };
  if (rung.handle == 0 || !_certplan_budget_set_dates (run, &rung, error))
    return FALSE;
  _certplan_budget_add_cert (run, &rung);
  return TRUE;
}

static gboolean
add_rungs (CertplanBudgetRun *run, guint place, GError **error)
{
  guint n_rows;
  const CertplanRule *rows = list_criteria (run, get_cert (run, place)->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      if (!_certplan_budget_is_ladder (run, get_cert (run, place), &rows[i]))
        continue;
      if (find_required (run, place, &rows[i]) == NULL && !add_rung (run, place, &rows[i], error))
        return FALSE;
      get_cert (run, place)->needs = &rows[i]; /* a rung that is added moves the others */
    }
  return TRUE;
}

/* Files no earlier than what must be held allows. Returns: whether that moved it */
static gboolean
push (CertplanBudgetRun *run, guint place)
{
  CertplanCert *cert = get_cert (run, place);
  guint n_rows;
  CertplanDate filed = cert->filed;
  const CertplanRule *rows = list_criteria (run, cert->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      if (!_certplan_budget_is_ladder (run, cert, &rows[i]))
        continue;
      CertplanDate held = find_required (run, place, &rows[i])->issued;
      if (get_held_from (&rows[i], filed) >= held)
        continue;
      filed = _certplan_period_is_none (&rows[i].duration)
                  ? held
                  : _certplan_budget_step (held, &rows[i].duration, 1);
      cert->waits_for = &rows[i];
    }
  if (filed == cert->filed)
    return FALSE;
  _certplan_budget_file (run, cert, filed);
  return TRUE;
}

/* Whether what the row asks for is held long enough on the day of filing, and valid then; under a
 * policy on the day of issue too. */
static gboolean
is_held (const CertplanBudgetRun *run, guint place, const CertplanRule *rule,
         const CertplanCert *required)
{
  const CertplanCert *cert = get_cert (run, place);
  guint at = (guint)(required - get_cert (run, 0));
  return required->issued <= get_held_from (rule, cert->filed)
         && _certplan_budget_is_valid (run, at, cert->filed)
         && (_certplan_policy_is (run->policy, CERTPLAN_POLICY_LADDER_CHECK, "application")
             || _certplan_budget_is_valid (run, at, cert->issued));
}

/* What must be held comes too late, or is over by then. */
static void
remark_ladder (const CertplanBudgetRun *run, guint place, const CertplanRule *rule)
{
  CertplanCert *cert = get_cert (run, place);
  const CertplanCert *required = find_required (run, place, rule);
  g_autofree char *filed = certplan_date_format (cert->filed);
  g_autofree char *issued = certplan_date_format (required->issued);
  g_autofree char *expiry = certplan_date_format (required->expiry);
  g_autofree char *exempt
      = rule->exempt != NULL ? g_strconcat (CERTPLAN_LABEL, rule->exempt, NULL) : NULL;
  gboolean is_awaited
      = cert->waits_for != NULL && g_str_equal (cert->waits_for->requires, rule->requires);
  if (is_awaited || required->issued > get_held_from (rule, cert->filed))
    _certplan_budget_remark (run, cert,
                             _certplan_sentence ("remark.rung_late", rule->requires, issued, NULL));
  else if (!is_held (run, place, rule, required))
    _certplan_budget_remark (
        run, cert, _certplan_sentence ("remark.rung_over", rule->requires, expiry, filed, NULL));
  if (required->origin == CERTPLAN_CERT_RUNG && exempt != NULL)
    _certplan_budget_remark (run, cert,
                             _certplan_sentence ("remark.exempt", rule->requires, exempt, NULL));
}

static gboolean
is_of_group (const CertplanRule *rule, const CertplanRule *other)
{
  return other->group != NULL && g_str_equal (rule->group, other->group);
}

/* Of the ways of a group, one that the plan keeps; else the first that asks for a certificate. */
static gboolean
is_way_held (const CertplanBudgetRun *run, guint place, const CertplanRule *rule,
             const CertplanRule *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    if (is_of_group (rule, &rows[i]) && rows[i].requires != NULL && is_read (run, &rows[i]))
      {
        const CertplanCert *required = find_required (run, place, &rows[i]);
        if (required != NULL && is_held (run, place, &rows[i], required))
          {
            get_cert (run, place)->needs = &rows[i];
            return TRUE;
          }
        if (&rows[i] < rule)
          return TRUE; /* said already */
      }
  return FALSE;
}

/* The first other way that asks for no certificate; NULL = there is none. */
static const CertplanRule *
find_other_way (const CertplanBudgetRun *run, const CertplanRule *rule, const CertplanRule *rows,
                guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    if (is_of_group (rule, &rows[i]) && rows[i].requires == NULL && is_read (run, &rows[i]))
      return &rows[i];
  return NULL;
}

/* One way of several is not planned: what must be met instead. */
static void
remark_way (const CertplanBudgetRun *run, guint place, const CertplanRule *rule,
            const CertplanRule *rows, guint n_rows)
{
  CertplanCert *cert = get_cert (run, place);
  const CertplanRule *other = find_other_way (run, rule, rows, n_rows);
  if (other == NULL || is_way_held (run, place, rule, rows, n_rows)
      || _certplan_budget_get_row (run, cert)->ladder == CERTPLAN_PLAN_LADDER_EXEMPT)
    return;
  g_autofree char *duration = _certplan_argument_period (&rule->duration);
  g_autofree char *instead = g_strconcat (CERTPLAN_LABEL, other->item, NULL);
  g_autofree char *time = _certplan_argument_period (&other->duration);
  _certplan_budget_remark (
      run, cert,
      _certplan_sentence (_certplan_period_is_none (&other->duration) ? "remark.other_way"
                                                                      : "remark.other_way_for",
                          rule->requires, duration, instead, time, other->clause, NULL));
}

static void
remark_all (const CertplanBudgetRun *run, guint place)
{
  const CertplanCert *cert = get_cert (run, place);
  guint n_rows;
  const CertplanRule *rows = list_criteria (run, cert->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (_certplan_budget_is_ladder (run, cert, &rows[i]))
      {
        if (rows[i].kind[0] == '\0' || g_str_equal (rows[i].kind, cert->kind))
          remark_ladder (run, place, &rows[i]);
      }
    else if (rows[i].group != NULL && rows[i].requires != NULL && is_read (run, &rows[i]))
      remark_way (run, place, &rows[i], rows, n_rows);
}

/* Later rungs can move what was filed before them, and that what is above it. */
static void
push_all (CertplanBudgetRun *run)
{
  gboolean is_moved = TRUE;
  for (guint n = 0; is_moved && n < MAX_RUNGS; n++)
    {
      is_moved = FALSE;
      for (guint i = run->certs->len; i-- > 0;) /* rungs stand behind what asks for them */
        if (get_cert (run, i)->origin != CERTPLAN_CERT_HELD)
          is_moved |= push (run, i);
    }
}

/* By when each must still be held for what is above it. */
static void
set_needed (CertplanBudgetRun *run, guint place)
{
  const CertplanCert *cert = get_cert (run, place);
  const CertplanDate day
      = _certplan_policy_is (run->policy, CERTPLAN_POLICY_LADDER_CHECK, "application")
            ? cert->filed
            : cert->issued;
  guint n_rows;
  const CertplanRule *rows = list_criteria (run, cert->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      CertplanCert *required = _certplan_budget_is_ladder (run, cert, &rows[i])
                                   ? find_required (run, place, &rows[i])
                                   : NULL;
      if (required != NULL)
        required->needed_on = MAX (required->needed_on, day); /* NONE is the least */
    }
}

gboolean
_certplan_budget_climb (CertplanBudgetRun *run, GError **error)
{
  for (guint i = 0; i < run->certs->len; i++) /* rungs are added behind, and climbed in turn */
    if (get_cert (run, i)->origin != CERTPLAN_CERT_HELD && !add_rungs (run, i, error))
      return FALSE;
  push_all (run);
  for (guint i = 0; i < run->certs->len; i++)
    if (get_cert (run, i)->origin != CERTPLAN_CERT_HELD)
      set_needed (run, i);
  for (guint i = 0; i < run->certs->len; i++)
    if (get_cert (run, i)->origin != CERTPLAN_CERT_HELD)
      remark_all (run, i);
  return TRUE;
}

/* A lower level that a higher one ended is no longer held. */
static gboolean
is_there (const CertplanBudgetRun *run, guint32 org, guint handle, CertplanDate day)
{
  const CertplanCert *cert = _certplan_budget_find_cert (run, org, handle);
  return cert != NULL && (cert->ends == CERTPLAN_DATE_NONE || cert->ends > day);
}

GArray *
_certplan_budget_list_needed (const CertplanBudgetRun *run, guint place, const char *kind,
                              CertplanDate day)
{
  const CertplanCert *cert = get_cert (run, place);
  GArray *handles = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_rows;
  const CertplanRule *rows = list_criteria (run, cert->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      guint handle;
      if (!_certplan_budget_is_ladder (run, cert, &rows[i])
          || !(rows[i].kind[0] == '\0' || g_str_equal (rows[i].kind, kind)))
        continue;
      handle = certplan_rulebook_find (run->rulebook, rows[i].requires, NULL);
      if (handle != 0 && !is_there (run, cert->org, handle, day))
        g_array_append_val (handles, handle);
    }
  return handles;
}
