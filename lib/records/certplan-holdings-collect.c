/* What is known to have happened to each certificate. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-holdings-parts-private.h"
#include "certplan-records-private.h"

static void
add_move (CertplanHoldings *holdings, guint place, CertplanDate day, guint kind, const char *name,
          const char *state)
{
  const CertplanHoldingEvent move = { place - 1, day, (guint8)kind, name, state };
  g_array_append_val (holdings->moves, move);
}

/* A supplement that nobody handed in is a duty of the case's. */
static void
add_supplement (CertplanHoldings *holdings, guint place, const CertplanEvent *event, guint32 number)
{
  const CertplanCase *row = certplan_case_get (holdings->cases, place);
  if (event->event != CERTPLAN_EVENT_SUPPLEMENT || event->from > holdings->as_of
      || (event->to != CERTPLAN_DATE_NONE && event->to <= holdings->as_of)
      || row->finished != CERTPLAN_DATE_NONE)
    return;
  const CertplanOwedSupplement supplement
      = { place, event->from,
          _certplan_rulebook_look_up (holdings->rulebook, CERTPLAN_RULES_PERIODS,
                                      row->qualification,
                                      certplan_records_get_text (holdings->cases, row->kind),
                                      "supplement", holdings->as_of),
          number };
  if (supplement.rule != NULL)
    g_array_append_val (holdings->supplements, supplement);
}

static void
add_event (CertplanHoldings *holdings, guint place, const CertplanEvent *event)
{
  const char *note = certplan_records_get_note (holdings->events, event->note);
  add_move (holdings, place, event->from, event->event, note, NULL);
  if (event->event == CERTPLAN_EVENT_SUSPENSION && event->to != CERTPLAN_DATE_NONE)
    add_move (holdings, place, event->to, CERTPLAN_EVENT_RESTORED, NULL, NULL);
}

static void
collect_events (CertplanHoldings *holdings)
{
  g_autofree guint32 *counts = g_new0 (
      guint32, holdings->cases != NULL ? certplan_records_get_n (holdings->cases) + 1 : 1);
  for (guint i = 0; i < certplan_records_get_n (holdings->events); i++)
    {
      const CertplanEvent *event = certplan_event_get (holdings->events, i);
      const char *subject = certplan_records_get_note (holdings->events, event->subject);
      const guint place = _certplan_records_find_id (holdings->certificates, subject);
      const guint number = _certplan_records_find_id (holdings->cases, subject);
      if (place > 0)
        add_event (holdings, place, event);
      else if (number > 0)
        {
          counts[number] += event->event == CERTPLAN_EVENT_SUPPLEMENT;
          add_supplement (holdings, number - 1, event, counts[number]);
        }
    }
}

static void
collect_cases (CertplanHoldings *holdings)
{
  for (guint i = 0; i < certplan_records_get_n (holdings->cases); i++)
    {
      const CertplanCase *row = certplan_case_get (holdings->cases, i);
      const guint place = _certplan_records_find_id (
          holdings->certificates, certplan_records_get_note (holdings->cases, row->certificate));
      const char *role
          = _certplan_rulebook_get_role (holdings->rulebook, row->qualification,
                                         certplan_records_get_text (holdings->cases, row->kind));
      if (place > 0 && row->filed != CERTPLAN_DATE_NONE && g_strcmp0 (role, "renewal") == 0)
        add_move (holdings, place, row->filed, CERTPLAN_EVENT_NONE, "renewal_filed", NULL);
    }
}

/* What a certificate that replaces another one means for that one. */
static const char *
name_succession (const CertplanHoldings *holdings, guint old, guint new)
{
  if (old == new)
    return "renewal_completed";
  return _certplan_rulebook_get_rank (holdings->rulebook, new)
                 >= _certplan_rulebook_get_rank (holdings->rulebook, old)
             ? "upgrade"
             : "downgrade";
}

static void
collect_successors (CertplanHoldings *holdings)
{
  for (guint i = 0; i < holdings->items->len; i++)
    {
      guint successor = _certplan_holdings_edit (holdings, i)->successor;
      if (successor == 0)
        continue;
      const CertplanCertificate *next = _certplan_holdings_get_row (holdings, successor - 1);
      add_move (holdings, i + 1, next->issued, CERTPLAN_EVENT_NONE,
                name_succession (holdings, _certplan_holdings_get_row (holdings, i)->qualification,
                                 next->qualification),
                "superseded");
    }
}

static gint
compare_moves (gconstpointer a, gconstpointer b)
{
  const CertplanHoldingEvent *one = a, *other = b;
  if (one->certificate != other->certificate)
    return one->certificate < other->certificate ? -1 : 1;
  return one->day != other->day ? (one->day < other->day ? -1 : 1) : 0;
}

void
_certplan_holdings_collect (CertplanHoldings *holdings)
{
  if (holdings->events != NULL)
    collect_events (holdings);
  if (holdings->cases != NULL)
    collect_cases (holdings);
  collect_successors (holdings);
  g_array_sort (holdings->moves, compare_moves); /* keeps the order of equal days */
  for (guint m = 0; m < holdings->moves->len; m++)
    {
      CertplanHolding *holding = _certplan_holdings_edit (
          holdings, g_array_index (holdings->moves, CertplanHoldingEvent, m).certificate);
      if (holding->n_events++ == 0)
        holding->first_event = m;
    }
}
