/* What is known of a case. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-timeline-private.h"
#include "certplan-case.h"
#include "certplan-labels-private.h"
#include "certplan-private.h"
#include <string.h>

G_DEFINE_BOXED_TYPE (CertplanTimelineRequest, certplan_timeline_request,
                     certplan_timeline_request_ref, certplan_timeline_request_unref)

CertplanTimelineRequest *
certplan_timeline_request_new (CertplanRulebook *rulebook, CertplanPolicy *policy,
                               const char *qualification, const char *kind, GError **error)
{
  g_return_val_if_fail (rulebook != NULL && qualification != NULL, NULL);

  guint handle = certplan_rulebook_find (rulebook, qualification, error);
  const char *kept
      = handle != 0 ? certplan_rulebook_check_kind (rulebook, handle, kind, error) : NULL;
  if (kept == NULL)
    return NULL;
  CertplanTimelineRequest *request = g_atomic_rc_box_new0 (CertplanTimelineRequest);
  request->rulebook = certplan_rulebook_ref (rulebook);
  request->policy = policy != NULL ? certplan_policy_ref (policy) : certplan_policy_new ();
  request->texts = g_string_chunk_new (256);
  request->handle = handle;
  request->kind = kept;
  request->start = request->finish = request->wish = CERTPLAN_DATE_NONE;
  request->pauses = g_array_new (FALSE, FALSE, sizeof (CertplanPauseFact));
  request->stages = g_array_new (FALSE, FALSE, sizeof (CertplanStageFact));
  return request;
}

CertplanTimelineRequest *
certplan_timeline_request_ref (CertplanTimelineRequest *request)
{
  return g_atomic_rc_box_acquire (request);
}

static void
request_clear (gpointer data)
{
  CertplanTimelineRequest *request = data;
  certplan_rulebook_unref (request->rulebook);
  certplan_policy_unref (request->policy);
  g_string_chunk_free (request->texts);
  g_array_unref (request->pauses);
  g_array_unref (request->stages);
}

void
certplan_timeline_request_unref (CertplanTimelineRequest *request)
{
  g_atomic_rc_box_release_full (request, request_clear);
}

void
certplan_timeline_request_set_start (CertplanTimelineRequest *request, CertplanDate start)
{
  g_return_if_fail (!request->is_used);
  request->start = start;
}

void
certplan_timeline_request_set_finish (CertplanTimelineRequest *request, CertplanDate finish)
{
  g_return_if_fail (!request->is_used);
  request->finish = finish;
}

void
certplan_timeline_request_set_wish (CertplanTimelineRequest *request, CertplanDate wish)
{
  g_return_if_fail (!request->is_used);
  request->wish = wish;
}

static gboolean
is_name (const CertplanTimelineRequest *request, const char *key, const char *text)
{
  return _certplan_labels_is_name (certplan_rulebook_get_labels (request->rulebook), key, text);
}

/* The stage of the qualification that has that name; NULL if there is none. */
static const CertplanRule *
find_stage (const CertplanTimelineRequest *request, const char *name)
{
  guint n_rows;
  const CertplanRule *rows = _certplan_rulebook_get_rows (request->rulebook, CERTPLAN_RULES_STAGES,
                                                          request->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (_certplan_rule_is_read (&rows[i], request->policy) && g_str_equal (rows[i].item, name))
      return &rows[i];
  for (guint i = 0; i < n_rows; i++)
    if (_certplan_rule_is_read (&rows[i], request->policy) && is_name (request, rows[i].item, name))
      return &rows[i];
  return NULL;
}

/* A reason by the key that rules and files of events have for it; a word of the caller's own is
 * itself. */
static const char *
resolve_reason (const CertplanTimelineRequest *request, const char *reason)
{
  const CertplanRule *stage = find_stage (request, reason);
  if (stage != NULL)
    return stage->item;
  for (CertplanEventKind kind = CERTPLAN_EVENT_NONE + 1; kind <= CERTPLAN_EVENT_OTHER; kind++)
    if (is_name (request, certplan_event_kind_get_name (kind), reason))
      return certplan_event_kind_get_name (kind);
  return reason;
}

/* Whether that pause is known already: told twice, it happened once. */
static gboolean
has_pause (const CertplanTimelineRequest *request, const CertplanPauseFact *pause)
{
  for (guint i = 0; i < request->pauses->len; i++)
    {
      const CertplanPauseFact *other = &g_array_index (request->pauses, CertplanPauseFact, i);
      if (other->from == pause->from && other->to == pause->to
          && g_str_equal (other->reason, pause->reason))
        return TRUE;
    }
  return FALSE;
}

gboolean
certplan_timeline_request_add_pause (CertplanTimelineRequest *request, const char *reason,
                                     CertplanDate from, CertplanDate to, GError **error)
{
  g_return_val_if_fail (from != CERTPLAN_DATE_NONE && !request->is_used, FALSE);

  if (to != CERTPLAN_DATE_NONE && from > to)
    {
      g_autofree char *from_text = certplan_date_format (from),
                      *to_text = certplan_date_format (to);
      g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_INTERVAL,
                   _ ("pause \"%s\" from %s to %s ends before it begins; wanted FROM not after TO"),
                   reason, from_text, to_text);
      return FALSE;
    }
  if (_certplan_text_find_refused (reason) != NULL || !g_utf8_validate (reason, -1, NULL))
    return _certplan_refuse (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_PAUSE,
                             _ ("\"%s\" is no reason of a pause; wanted UTF-8 text without control "
                                "characters and byte order marks"),
                             reason);
  reason = g_string_chunk_insert_const (request->texts, resolve_reason (request, reason));
  CertplanPauseFact pause = { reason, from, to };
  if (!has_pause (request, &pause))
    g_array_append_val (request->pauses, pause);
  return TRUE;
}

static void
set_bad_pause (const char *pause, const GError *cause, GError **error)
{
  g_set_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_PAUSE,
               _ ("no pause: \"%s\"; wanted REASON:FROM/TO or REASON:FROM/ (still open)%s%s"),
               pause, cause != NULL ? ": " : "", cause != NULL ? cause->message : "");
}

gboolean
certplan_timeline_request_parse_pause (CertplanTimelineRequest *request, const char *pause,
                                       GError **error)
{
  const char *colon = strrchr (pause, ':'); /* a reason may hold some, a date none */
  const char *slash = colon != NULL ? strchr (colon, '/') : NULL;
  CertplanDate from = CERTPLAN_DATE_NONE, to = CERTPLAN_DATE_NONE;
  g_autoptr (GError) cause = NULL;
  if (slash == NULL || colon == pause)
    {
      set_bad_pause (pause, NULL, error);
      return FALSE;
    }
  g_autofree char *reason = g_strndup (pause, colon - pause);
  g_autofree char *from_text = g_strndup (colon + 1, slash - colon - 1);
  if (!certplan_date_parse (from_text, &from, &cause)
      || (slash[1] != '\0' && !certplan_date_parse (slash + 1, &to, &cause)))
    {
      set_bad_pause (pause, cause, error);
      return FALSE;
    }
  return certplan_timeline_request_add_pause (request, reason, from, to, error);
}

/* "evaluation (ZH)", with the Chinese name. */
static char *
dup_stage_name (const CertplanTimelineRequest *request, const char *stage)
{
  const char *zh = _certplan_labels_find (certplan_rulebook_get_labels (request->rulebook),
                                          CERTPLAN_LANG_ZH_CN, stage);
  return zh != NULL ? g_strdup_printf ("%s (%s)", stage, zh) : g_strdup (stage);
}

static gboolean
refuse_stage (const CertplanTimelineRequest *request, const char *name, GError **error)
{
  guint n_rows;
  const CertplanRule *rows = _certplan_rulebook_get_rows (request->rulebook, CERTPLAN_RULES_STAGES,
                                                          request->handle, &n_rows);
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL); /* equal texts, equal pointers */
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_rows; i++)
    if (_certplan_rule_is_read (&rows[i], request->policy)
        && g_hash_table_add (told, (gpointer)rows[i].item))
      g_ptr_array_add (names, dup_stage_name (request, rows[i].item));
  g_ptr_array_add (names, NULL);
  g_autofree char *list = g_strjoinv (", ", (char **)names->pdata);
  g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_STAGE,
               _ ("unknown stage \"%s\"; %s has: %s"), name,
               certplan_rulebook_get_qualification (request->rulebook, request->handle),
               names->len > 1 ? list : _ ("no stages"));
  return FALSE;
}

gboolean
certplan_timeline_request_add_stage (CertplanTimelineRequest *request, const char *stage,
                                     GError **error)
{
  g_return_val_if_fail (!request->is_used, FALSE);

  const char *equals = strchr (stage, '=');
  CertplanPeriod duration;
  g_autoptr (GError) cause = NULL;
  if (equals == NULL || !certplan_period_parse (equals + 1, &duration, &cause))
    {
      g_set_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_STAGE,
                   _ ("no length of a stage: \"%s\"; wanted STAGE=PERIOD, as evaluation=P20D or "
                      "payment=P5B"),
                   stage);
      return FALSE;
    }
  g_autofree char *name = g_strndup (stage, equals - stage);
  const CertplanRule *rule = find_stage (request, name);
  if (rule == NULL)
    return refuse_stage (request, name, error);
  for (guint i = 0; i < request->stages->len; i++)
    if (g_str_equal (g_array_index (request->stages, CertplanStageFact, i).stage, rule->item))
      return _certplan_refuse (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_STAGE,
                               _ ("the length of the stage \"%s\" is given twice; wanted one"),
                               rule->item);
  CertplanStageFact fact = { rule->item, duration };
  g_array_append_val (request->stages, fact);
  return TRUE;
}
