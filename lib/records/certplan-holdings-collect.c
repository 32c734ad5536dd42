/* What is known to have happened to each certificate. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-duties-private.h"

/* Places of numbers in a record, from 1. */
static GHashTable *
index_ids (const CertplanRecords *records, gboolean is_cases)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; records != NULL && i < certplan_records_get_n (records); i++)
    {
      guint32 id = is_cases ? certplan_case_get (records, i)->case_id
                            : certplan_certificate_get (records, i)->certificate;
      g_hash_table_insert (places, (gpointer)certplan_records_get_note (records, id),
                           GUINT_TO_POINTER (i + 1));
    }
  return places;
}

static guint
find_place (GHashTable *places, const char *id)
{
  return id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (places, id)) : 0;
}

static void
add_move (CertplanDuties *duties, guint place, CertplanDate day, guint kind, const char *name,
          const char *state)
{
  const CertplanDutyEvent move = { place - 1, day, (guint8)kind, name, state };
  g_array_append_val (duties->moves, move);
}

/* A supplement that nobody handed in is a duty of the case's. */
static void
add_supplement (CertplanDuties *duties, const CertplanCase *row, const CertplanEvent *event)
{
  if (event->event != CERTPLAN_EVENT_SUPPLEMENT || event->from > duties->as_of
      || (event->to != CERTPLAN_DATE_NONE && event->to <= duties->as_of)
      || row->finished != CERTPLAN_DATE_NONE)
    return;
  const CertplanRule *rule = _certplan_rulebook_look_up (
      duties->rulebook, CERTPLAN_RULES_PERIODS, row->qualification,
      certplan_records_get_text (duties->cases, row->kind), "supplement", duties->as_of, NULL);
  const CertplanDutySupplement supplement
      = { certplan_records_get_note (duties->cases, row->case_id),
          certplan_records_get_text (duties->cases, row->org), row->qualification, event->from,
          rule };
  if (rule != NULL)
    g_array_append_val (duties->supplements, supplement);
}

static void
add_event (CertplanDuties *duties, guint place, const CertplanEvent *event)
{
  const char *note = certplan_records_get_note (duties->events, event->note);
  add_move (duties, place, event->from, event->event, note, NULL);
  if (event->event == CERTPLAN_EVENT_SUSPENSION && event->to != CERTPLAN_DATE_NONE)
    add_move (duties, place, event->to, CERTPLAN_EVENT_RESTORED, NULL, NULL);
}

static void
collect_events (CertplanDuties *duties, GHashTable *certificates)
{
  g_autoptr (GHashTable) cases = index_ids (duties->cases, TRUE);
  for (guint i = 0; i < certplan_records_get_n (duties->events); i++)
    {
      const CertplanEvent *event = certplan_event_get (duties->events, i);
      const char *subject = certplan_records_get_note (duties->events, event->subject);
      guint place = find_place (certificates, subject), number = find_place (cases, subject);
      if (place > 0)
        add_event (duties, place, event);
      else if (number > 0)
        add_supplement (duties, certplan_case_get (duties->cases, number - 1), event);
      else if (duties->cases != NULL)
        {
          const CertplanDutyFinding finding = {
            .subject = subject,
            .finding = _certplan_sentence ("finding.unknown_subject", NULL),
            .source = "events",
          };
          g_array_append_val (duties->findings, finding);
        }
    }
}

static void
collect_cases (CertplanDuties *duties, GHashTable *certificates)
{
  for (guint i = 0; i < certplan_records_get_n (duties->cases); i++)
    {
      const CertplanCase *row = certplan_case_get (duties->cases, i);
      guint place
          = find_place (certificates, certplan_records_get_note (duties->cases, row->certificate));
      const char *role
          = _certplan_rulebook_get_role (duties->rulebook, row->qualification,
                                         certplan_records_get_text (duties->cases, row->kind));
      if (place > 0 && row->filed != CERTPLAN_DATE_NONE && g_strcmp0 (role, "renewal") == 0)
        add_move (duties, place, row->filed, CERTPLAN_EVENT_NONE, "renewal_filed", NULL);
    }
}

/* What a certificate that replaces another one means for that one. */
static const char *
name_succession (const CertplanDuties *duties, guint old, guint new)
{
  if (old == new)
    return "renewal_completed";
  return _certplan_rulebook_get_rank (duties->rulebook, new)
                 >= _certplan_rulebook_get_rank (duties->rulebook, old)
             ? "upgrade"
             : "downgrade";
}

static void
collect_successors (CertplanDuties *duties)
{
  for (guint i = 0; i < duties->holdings->len; i++)
    {
      guint successor = _certplan_duties_get_holding (duties, i)->successor;
      if (successor == 0)
        continue;
      const CertplanCertificate *next = _certplan_duties_get (duties, successor - 1);
      add_move (duties, i + 1, next->issued, CERTPLAN_EVENT_NONE,
                name_succession (duties, _certplan_duties_get (duties, i)->qualification,
                                 next->qualification),
                "superseded");
    }
}

static gint
compare_moves (gconstpointer a, gconstpointer b)
{
  const CertplanDutyEvent *one = a, *other = b;
  if (one->certificate != other->certificate)
    return one->certificate < other->certificate ? -1 : 1;
  return one->day != other->day ? (one->day < other->day ? -1 : 1) : 0;
}

void
_certplan_duties_collect (CertplanDuties *duties)
{
  if (duties->events != NULL || duties->cases != NULL)
    {
      g_autoptr (GHashTable) certificates = index_ids (duties->certificates, FALSE);
      if (duties->events != NULL)
        collect_events (duties, certificates);
      if (duties->cases != NULL)
        collect_cases (duties, certificates);
    }
  collect_successors (duties);
  g_array_sort (duties->moves, compare_moves); /* keeps the order of equal days */
  for (guint m = 0; m < duties->moves->len; m++)
    {
      CertplanHolding *holding = _certplan_duties_get_holding (
          duties, g_array_index (duties->moves, CertplanDutyEvent, m).certificate);
      if (holding->n_events++ == 0)
        holding->first_event = m;
    }
}
