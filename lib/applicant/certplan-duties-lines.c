/* The duties of one actor as lines. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-duties-private.h"
#include "certplan-warnings-private.h"

/* Whom the words of --actor mean. */
struct _CertplanDutyActor
{
  const char *name;
  const char *actors[8]; /* none: all */
  gboolean
      is_holder; /* who also wants to know what others have to do lest the certificate is lost */
};
static const CertplanDutyActor known_actors[] = {
  { .name = "holder", .actors = { "holder", "applicant" }, .is_holder = TRUE },
  { .name = "body", .actors = { "evaluation_body", "certification_body", "consulting_body" } },
  { .name = "office", .actors = { "office", "branch", "local_centre" } },
  { .name = "centre",
    .actors = { "centre", "certification_body", "certificate_staff", "uninvolved_staff",
                "supervision_department" } },
  { .name = "all" },
};

const CertplanDutyActor *
_certplan_duty_actor_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_actors); i++)
    if (g_str_equal (known_actors[i].name, name))
      return &known_actors[i];
  return NULL;
}

static gboolean
is_wanted (const CertplanDutyActor *wanted, const char *actor, const CertplanRule *missed)
{
  if (wanted->actors[0] == NULL)
    return TRUE;
  for (guint n = 0; wanted->actors[n] != NULL; n++)
    if (g_str_equal (wanted->actors[n], actor))
      return TRUE;
  return wanted->is_holder && missed != NULL && !g_str_equal (missed->next_state, missed->item);
}

static void
set_line (CertplanDutyWalk *walk, const CertplanDue *due)
{
  const CertplanDuties *duties = walk->duties;
  const CertplanRecords *records = due->is_of_case ? duties->cases : duties->certificates;
  const CertplanCase *owed = due->is_of_case ? certplan_case_get (records, due->place) : NULL;
  const CertplanCertificate *held
      = due->is_of_case ? NULL : certplan_certificate_get (records, due->place);
  const guint handle = owed != NULL ? owed->qualification : held->qualification;
  const CertplanStake stake = _certplan_duties_get_stake (duties, handle, due);
  walk->line = (CertplanDutyLine){
    .type = due->type,
    .subject
    = certplan_records_get_note (records, owed != NULL ? owed->case_id : held->certificate),
    .org = certplan_records_get_text (records, owed != NULL ? owed->org : held->org),
    .qualification = due->rule->qualification,
    .duty = due->rule->item,
    .actor = due->actor,
    .modality = due->rule->modality,
    .due = due->due,
    .days_left = due->due - duties->as_of,
    .warning = _certplan_warning_find (due->due - duties->as_of, due->due - due->cycle_from),
    .counted_from = due->counted_from,
    .period = due->rule->duration,
    .if_missed = due->missed != NULL ? due->missed->next_state : NULL,
    .at_stake = stake.amount_fen,
    .tariff = stake.status,
    .basis = due->is_assumed ? "assumption" : due->rule->basis,
    .source = due->rule->source,
    .clause = due->rule->clause,
    .chain = owed != NULL ? certplan_records_get_note (records, owed->case_id)
                          : _certplan_holdings_get (duties->holdings, due->place)->chain,
    .term = (gint32)due->term,
    .number = (gint32)due->number,
    .cycle_from = due->cycle_from,
  };
}

void
_certplan_duty_walk_init (CertplanDutyWalk *walk, const CertplanDuties *duties)
{
  walk->duties = duties;
  _certplan_due_walk_init (&walk->walk, duties->holdings);
}

void
_certplan_duty_walk_clear (CertplanDutyWalk *walk)
{
  _certplan_due_walk_clear (&walk->walk);
}

const CertplanDutyLine *
_certplan_duty_walk_next (CertplanDutyWalk *walk)
{
  const CertplanDue *due;
  while ((due = _certplan_due_walk_next (&walk->walk)) != NULL)
    if (is_wanted (walk->duties->actor, due->actor, due->missed))
      {
        set_line (walk, due);
        return &walk->line;
      }
  return NULL;
}

const CertplanRule *
_certplan_duties_find_renewal_due (const CertplanDuties *duties, guint i)
{
  const CertplanHolding *holding = _certplan_holdings_get (duties->holdings, i);
  if (holding->state != holding->rules->first || holding->filed != CERTPLAN_DATE_NONE)
    return NULL;
  const CertplanDate issued = _certplan_holdings_get_row (duties->holdings, i)->issued;
  for (guint type = 0; type < CERTPLAN_DUTY_RENEWAL_GRACE; type++)
    {
      const CertplanDate due = _certplan_holdings_get_renewal_day (duties->holdings, i, type);
      if (due != CERTPLAN_DATE_NONE
          && !g_str_equal (_certplan_warning_find (due - duties->as_of, due - issued), "later"))
        return holding->rules->duties[type].rule;
    }
  return NULL;
}
