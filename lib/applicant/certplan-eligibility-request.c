/* What is asked for, and what is known of the applicant. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-eligibility-private.h"
#include "certplan-plan.h"
#include "certplan-private.h"
#include "certplan-record-given-private.h"
#include "certplan-register.h"
#include <string.h>

G_DEFINE_BOXED_TYPE (CertplanEligibilityRequest, certplan_eligibility_request,
                     certplan_eligibility_request_ref, certplan_eligibility_request_unref)

CertplanEligibilityRequest *
certplan_eligibility_request_new (CertplanRulebook *rulebook, CertplanPolicy *policy)
{
  g_return_val_if_fail (rulebook != NULL, NULL);

  CertplanEligibilityRequest *request = g_atomic_rc_box_new0 (CertplanEligibilityRequest);
  request->rulebook = certplan_rulebook_ref (rulebook);
  request->policy = policy != NULL ? certplan_policy_ref (policy) : certplan_policy_new ();
  request->wanted = g_array_new (FALSE, FALSE, sizeof (CertplanWanted));
  return request;
}

CertplanEligibilityRequest *
certplan_eligibility_request_ref (CertplanEligibilityRequest *request)
{
  return g_atomic_rc_box_acquire (request);
}

static void
request_clear (gpointer data)
{
  CertplanEligibilityRequest *request = data;
  certplan_rulebook_unref (request->rulebook);
  certplan_policy_unref (request->policy);
  g_array_unref (request->wanted);
  g_clear_pointer (&request->profile, certplan_records_unref);
  g_clear_pointer (&request->projects, certplan_records_unref);
  g_clear_pointer (&request->certificates, certplan_records_unref);
  g_clear_pointer (&request->events, certplan_records_unref);
}

void
certplan_eligibility_request_unref (CertplanEligibilityRequest *request)
{
  g_atomic_rc_box_release_full (request, request_clear);
}

gboolean
_certplan_criterion_is (const CertplanRule *rule, const char *condition)
{
  return g_str_equal (rule->condition, condition);
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const CertplanRule *x = *(const CertplanRule *const *)a, *y = *(const CertplanRule *const *)b;
  if (x->layer != y->layer)
    return x->layer < y->layer ? -1 : 1;
  gint order = strcmp (x->file, y->file);
  return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

static gboolean
counts (const CertplanEligibilityRequest *request, const CertplanRule *rule, const char *kind,
        CertplanDate on)
{
  return (rule->kind[0] == '\0' || g_str_equal (rule->kind, kind))
         && (on == CERTPLAN_DATE_NONE || _certplan_rule_applies (rule, on))
         && _certplan_rule_is_read (rule, request->policy);
}

/* What the rules say of a criterion for one kind stands instead of what they say for all. */
static gboolean
is_overridden (const GPtrArray *rules, const CertplanRule *rule)
{
  for (guint i = 0; rule->kind[0] == '\0' && i < rules->len; i++)
    {
      const CertplanRule *other = g_ptr_array_index (rules, i);
      if (other->kind[0] != '\0' && g_str_equal (other->item, rule->item))
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
_certplan_eligibility_list (const CertplanEligibilityRequest *request, const CertplanWanted *wanted,
                            CertplanDate on)
{
  guint n_rows;
  const CertplanRule *rows = _certplan_rulebook_get_rows (
      request->rulebook, CERTPLAN_RULES_CRITERIA, wanted->handle, &n_rows);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GPtrArray *rules = g_ptr_array_new ();
  for (guint i = 0; i < n_rows; i++)
    if (counts (request, &rows[i], wanted->kind, on))
      g_ptr_array_add (all, (gpointer)&rows[i]);
  for (guint i = 0; i < all->len; i++)
    if (!is_overridden (all, g_ptr_array_index (all, i)))
      g_ptr_array_add (rules, g_ptr_array_index (all, i));
  g_ptr_array_sort (rules, compare_places);
  return rules;
}

/* Whether any row says what it takes; that there are further conditions somewhere is not enough. */
static gboolean
has_criteria (const CertplanEligibilityRequest *request, const CertplanWanted *wanted)
{
  g_autoptr (GPtrArray) rules = _certplan_eligibility_list (request, wanted, CERTPLAN_DATE_NONE);
  for (guint i = 0; i < rules->len; i++)
    if (!_certplan_criterion_is (g_ptr_array_index (rules, i), "unavailable"))
      return TRUE;
  return FALSE;
}

gboolean
certplan_eligibility_request_add (CertplanEligibilityRequest *request, const char *qualification,
                                  const char *kind, GError **error)
{
  g_return_val_if_fail (request != NULL && qualification != NULL && !request->is_used, FALSE);

  guint handle = certplan_rulebook_find (request->rulebook, qualification, error);
  const char *kept
      = handle != 0 ? certplan_rulebook_check_kind (request->rulebook, handle, kind, error) : NULL;
  if (kept == NULL)
    return FALSE;
  CertplanWanted wanted = { handle, kept };
  if (!has_criteria (request, &wanted))
    {
      g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_RULE,
                   _ ("no_published_rule: no document states the criteria of %s for the kind %s"),
                   qualification, kept);
      return FALSE;
    }
  g_array_append_val (request->wanted, wanted);
  return TRUE;
}

void
certplan_eligibility_request_set_profile (CertplanEligibilityRequest *request,
                                          CertplanRecords *profile)
{
  g_return_if_fail (request != NULL && !request->is_used
                    && _certplan_records_are (profile, "profile"));
  _certplan_records_hold (&request->profile, profile);
}

void
certplan_eligibility_request_set_projects (CertplanEligibilityRequest *request,
                                           CertplanRecords *projects)
{
  g_return_if_fail (request != NULL && !request->is_used
                    && _certplan_records_are (projects, "projects"));
  _certplan_records_hold (&request->projects, projects);
}

void
certplan_eligibility_request_set_events (CertplanEligibilityRequest *request,
                                         CertplanRecords *events)
{
  g_return_if_fail (request != NULL && !request->is_used
                    && _certplan_records_are (events, "events"));
  _certplan_records_hold (&request->events, events);
}

/* The number of the holder's text; 0 with @error set. A register without rows has none to find. */
static guint32
find_org (const CertplanRecords *certificates, const char *org, GError **error)
{
  guint32 found = 0;
  for (guint i = 0; i < certplan_records_get_n (certificates); i++)
    {
      const CertplanCertificate *row = certplan_certificate_get (certificates, i);
      const char *holder = certplan_records_get_text (certificates, row->org);
      if (org != NULL && !g_str_equal (holder, org))
        continue;
      if (found != 0 && found != row->org)
        {
          g_set_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_SUBJECT,
                       _ ("certificates of several holders, as \"%s\" and \"%s\"; wanted the name "
                          "of one"),
                       certplan_records_get_text (certificates, found), holder);
          return 0;
        }
      found = row->org;
    }
  if (found == 0 && org != NULL)
    _certplan_refuse (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_SUBJECT,
                      _ ("the register has no certificate of \"%s\"; wanted a holder as it stands "
                         "there"),
                      org);
  return found;
}

gboolean
certplan_eligibility_request_set_register (CertplanEligibilityRequest *request,
                                           CertplanRecords *certificates, const char *org,
                                           GError **error)
{
  g_return_val_if_fail (request != NULL && !request->is_used
                            && _certplan_records_are (certificates, "register"),
                        FALSE);

  guint32 found = find_org (certificates, org, error);
  if (found == 0 && (org != NULL || certplan_records_get_n (certificates) > 0))
    return FALSE;
  _certplan_records_hold (&request->certificates, certificates);
  request->org = found;
  return TRUE;
}
