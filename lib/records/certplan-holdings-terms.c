/* Terms across the rows of a register: chains, computed expiries, what cannot be.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-holdings-parts-private.h"
#include "certplan-faults-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-renewal-private.h"

static const char *
get_id (const CertplanHoldings *holdings, guint i)
{
  return certplan_records_get_note (holdings->certificates,
                                    _certplan_holdings_get_row (holdings, i)->certificate);
}

static void
add_fault (const CertplanHoldings *holdings, CertplanFaults *faults, guint i, const char *column,
           CertplanTableError code, const char *what, const char *value, const char *wanted)
{
  _certplan_records_fault_cell (holdings->certificates, faults, i, column, code, what, value,
                                wanted);
}

static void
link_one (CertplanHoldings *holdings, guint i, guint old, CertplanFaults *faults)
{
  CertplanHolding *before = _certplan_holdings_edit (holdings, old);
  if (old == i)
    add_fault (holdings, faults, i, "supersedes", CERTPLAN_TABLE_ERROR_VALUE,
               _ ("supersedes: a certificate cannot replace itself"), get_id (holdings, i),
               _ ("the number of the old certificate"));
  else if (_certplan_holdings_get_row (holdings, old)->issued
           > _certplan_holdings_get_row (holdings, i)->issued)
    add_fault (holdings, faults, i, "supersedes", CERTPLAN_TABLE_ERROR_VALUE,
               _ ("supersedes: the old certificate was issued later than this one"),
               get_id (holdings, old), _ ("a certificate that was issued before"));
  else if (before->successor != 0)
    add_fault (holdings, faults, i, "supersedes", CERTPLAN_TABLE_ERROR_DUPLICATE,
               _ ("supersedes: another certificate replaced that one already"),
               get_id (holdings, old), _ ("each old certificate once"));
  else
    {
      before->successor = i + 1;
      _certplan_holdings_edit (holdings, i)->predecessor = old + 1;
    }
}

static void
link_all (CertplanHoldings *holdings, CertplanUnknown *unknown, CertplanFaults *faults)
{
  for (guint i = 0; i < holdings->items->len; i++)
    {
      const char *old = certplan_records_get_note (
          holdings->certificates, _certplan_holdings_get_row (holdings, i)->supersedes);
      guint place = _certplan_records_find_id (holdings->certificates, old);
      if (old != NULL && place == 0)
        place = _certplan_unknown_find_old (unknown, i, old);
      if (place > 0)
        link_one (holdings, i, place - 1, faults);
      else if (old != NULL)
        _certplan_holdings_edit (holdings, i)->is_old_unknown = TRUE;
    }
}

/* The term of a renewed certificate follows the printed expiry of the old one if it was issued by
 * then. */
static CertplanDate
get_anchor (const CertplanHoldings *holdings, guint i)
{
  const CertplanHolding *holding = _certplan_holdings_edit (holdings, i);
  const CertplanCertificate *row = _certplan_holdings_get_row (holdings, i);
  if (holding->predecessor == 0)
    return row->issued;
  const CertplanHolding *before = _certplan_holdings_edit (holdings, holding->predecessor - 1);
  const gboolean follows
      = _certplan_holdings_get_row (holdings, holding->predecessor - 1)->qualification
            == row->qualification
        && _certplan_renewal_follows (holdings->policy, row->issued, before->expiry);
  return follows ? before->expiry : row->issued;
}

/* How long a term lasts that began on that day. @kind: (nullable): of the application */
static const CertplanRule *
find_validity (const CertplanHoldings *holdings, guint handle, const char *kind, CertplanDate from)
{
  return _certplan_rulebook_look_up_since (holdings->rulebook, CERTPLAN_RULES_PERIODS, handle,
                                           kind != NULL ? kind : "", "validity", from,
                                           holdings->as_of);
}

/* The kind of application that led to it. Where the register does not say: what replaces one of the
 * same qualification is its renewal, all else a first application. */
static const char *
get_kind (const CertplanHoldings *holdings, guint i)
{
  const CertplanHolding *holding = _certplan_holdings_get (holdings, i);
  const CertplanCertificate *row = _certplan_holdings_get_row (holdings, i);
  const char *kind = certplan_records_get_text (holdings->certificates, row->kind);
  const gboolean is_renewed
      = holding->is_old_unknown
        || (holding->predecessor > 0
            && _certplan_holdings_get_row (holdings, holding->predecessor - 1)->qualification
                   == row->qualification);
  return kind != NULL ? kind
                      : _certplan_rulebook_get_kind_by_role (holdings->rulebook, row->qualification,
                                                             is_renewed ? "renewal" : "initial");
}

/* When the certificate that follows is issued: filed in time, or today where that is past, or as it
 * was filed. */
static CertplanDate
get_next_issue (const CertplanHoldings *holdings, guint i, const char *kind, CertplanDate expiry)
{
  const CertplanHolding *holding = _certplan_holdings_get (holdings, i);
  const guint handle = _certplan_holdings_get_row (holdings, i)->qualification;
  const CertplanRule *rule;
  CertplanDate filed
      = MAX (_certplan_renewal_find_last_day (holdings->rulebook, handle, kind, expiry, &rule),
             holdings->as_of);
  if (expiry == holding->expiry && holding->filed != CERTPLAN_DATE_NONE)
    filed = holding->filed;
  return MAX (_certplan_renewal_get_issue (holdings->rulebook, handle, kind, filed),
              holdings->as_of);
}

CertplanDate
_certplan_holdings_get_next_expiry (const CertplanHoldings *holdings, guint i, CertplanDate expiry,
                                    CertplanDate *from)
{
  const guint handle = _certplan_holdings_get_row (holdings, i)->qualification;
  const char *kind = _certplan_rulebook_get_kind_by_role (holdings->rulebook, handle, "renewal");
  const CertplanRenewedTerm term
      = _certplan_renewal_count_term (holdings->rulebook, holdings->policy, handle, kind, FALSE,
                                      get_next_issue (holdings, i, kind, expiry), expiry);
  *from = term.from;
  return term.to > expiry ? term.to : CERTPLAN_DATE_NONE;
}

/* The certificate that was renewed may have left the register: it still begins the chain. */
static void
set_chain (CertplanHoldings *holdings, guint i)
{
  CertplanHolding *holding = _certplan_holdings_edit (holdings, i);
  const CertplanCertificate *row = _certplan_holdings_get_row (holdings, i);
  const char *old = certplan_records_get_note (holdings->certificates, row->supersedes);
  holding->chain = get_id (holdings, i);
  if (holding->predecessor == 0 && old != NULL && !g_str_equal (old, holding->chain))
    {
      holding->chain = old;
      holding->term = 1;
    }
  if (holding->predecessor == 0
      || _certplan_holdings_get_row (holdings, holding->predecessor - 1)->qualification
             != row->qualification)
    return;
  const CertplanHolding *before = _certplan_holdings_edit (holdings, holding->predecessor - 1);
  holding->chain = before->chain != NULL ? before->chain : old; /* NULL: issued on the same day */
  holding->term = before->term + 1;
}

static void
set_term (CertplanHoldings *holdings, guint i)
{
  CertplanHolding *holding = _certplan_holdings_edit (holdings, i);
  const CertplanCertificate *row = _certplan_holdings_get_row (holdings, i);
  set_chain (holdings, i);
  holding->expiry = row->printed_expiry;
  holding->validity
      = find_validity (holdings, row->qualification, get_kind (holdings, i), row->issued);
  if (holding->validity == NULL)
    return;
  holding->computed
      = certplan_date_add_period (get_anchor (holdings, i), &holding->validity->duration, 1);
  if (holding->expiry == CERTPLAN_DATE_NONE)
    holding->expiry = holding->computed;
}

/* A term is printed up to the day of its month, or up to the day before: both are usual. It may
 * follow on one that the register does not have. */
static gboolean
is_usual (const CertplanHolding *holding)
{
  return holding->expiry == holding->computed || holding->expiry + 1 == holding->computed
         || (holding->is_old_unknown && holding->expiry > holding->computed);
}

/* What is printed counts, but a difference is told. */
static void
tell_difference (CertplanHoldings *holdings, guint i)
{
  const CertplanHolding *holding = _certplan_holdings_get (holdings, i);
  const CertplanRule *validity = holding->validity;
  if (validity == NULL || is_usual (holding))
    return;
  g_autofree char *printed = certplan_date_format (holding->expiry);
  g_autofree char *computed = certplan_date_format (holding->computed);
  g_autofree char *from = certplan_date_format (get_anchor (holdings, i));
  g_autofree char *period = _certplan_argument_period (&validity->duration);
  _certplan_holdings_take_finding (
      holdings, i, _certplan_sentence ("finding.expiry", printed, from, period, computed, NULL),
      validity);
}

static gint
compare_issued (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint one = *(const guint *)a, other = *(const guint *)b;
  const CertplanDate x = _certplan_holdings_get_row (data, one)->issued;
  const CertplanDate y = _certplan_holdings_get_row (data, other)->issued;
  if (x != y)
    return x < y ? -1 : 1;
  return one < other ? -1 : one > other;
}

/* Old ones first: those that replace them need their expiry. */
static void
set_terms (CertplanHoldings *holdings)
{
  g_autoptr (GArray) later = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < holdings->items->len; i++)
    if (_certplan_holdings_get (holdings, i)->predecessor == 0)
      set_term (holdings, i);
    else
      g_array_append_val (later, i);
  g_array_sort_with_data (later, compare_issued, holdings);
  for (guint n = 0; n < later->len; n++)
    set_term (holdings, g_array_index (later, guint, n));
  for (guint i = 0; i < holdings->items->len; i++)
    tell_difference (holdings, i);
}

void
_certplan_holdings_link (CertplanHoldings *holdings, CertplanUnknown *unknown,
                         CertplanFaults *faults)
{
  link_all (holdings, unknown, faults);
  set_terms (holdings);
}

/* A certificate by its holder, then by its issue. */
typedef struct
{
  guint64 holder; /* organisation and qualification */
  CertplanDate issued;
  guint i;
} Term;

static Term *
new_terms (const CertplanHoldings *holdings)
{
  Term *terms = g_new (Term, holdings->items->len + 1);
  for (guint i = 0; i < holdings->items->len; i++)
    {
      const CertplanCertificate *row = _certplan_holdings_get_row (holdings, i);
      terms[i] = (Term){ (guint64)row->org << 16 | row->qualification, row->issued, i };
    }
  return terms;
}

static gint
compare_terms (gconstpointer a, gconstpointer b, gpointer data)
{
  const Term *one = a, *other = b;
  if (one->holder != other->holder)
    return one->holder < other->holder ? -1 : 1;
  if (one->issued != other->issued)
    return one->issued < other->issued ? -1 : 1;
  return one->i < other->i ? -1 : one->i > other->i;
}

/* The last day on which no other certificate of the kind may stand beside it. */
static CertplanDate
get_end (const CertplanHolding *holding)
{
  CertplanDate end = holding->expiry != CERTPLAN_DATE_NONE ? holding->expiry : G_MAXINT32;
  return holding->ended != CERTPLAN_DATE_NONE ? MIN (end, holding->ended - 1) : end;
}

static void
refuse_overlap (const CertplanHoldings *holdings, guint before, guint i, CertplanFaults *faults)
{
  const CertplanCertificate *row = _certplan_holdings_get_row (holdings, i);
  g_autofree char *issued = certplan_date_format (row->issued);
  g_autofree char *wanted
      = g_strdup_printf (_ ("an issue after the term of \"%s\", or its number in supersedes"),
                         get_id (holdings, before));
  if (_certplan_holdings_get (holdings, i)->is_old_unknown)
    add_fault (holdings, faults, i, "supersedes", CERTPLAN_TABLE_ERROR_VALUE,
               _ ("supersedes: the register has no such certificate, and the term overlaps that of "
                  "another one of the holder"),
               certplan_records_get_note (holdings->certificates, row->supersedes), wanted);
  else
    add_fault (holdings, faults, i, "issued", CERTPLAN_TABLE_ERROR_VALUE,
               _ ("the terms of two certificates of one qualification and organisation overlap"),
               issued, wanted);
}

/* Whoever has a new certificate in the grace of the old one has renewed that one, most likely. */
static void
tell_grace (CertplanHoldings *holdings, guint before, guint i)
{
  const CertplanHolding *old = _certplan_holdings_get (holdings, before);
  const CertplanCertificate *row = _certplan_holdings_get_row (holdings, i);
  const CertplanDate last
      = _certplan_holdings_get_renewal_day (holdings, before, CERTPLAN_DUTY_RENEWAL_GRACE);
  if (old->successor != 0 || _certplan_holdings_get (holdings, i)->predecessor != 0
      || last == CERTPLAN_DATE_NONE || row->issued > last || get_end (old) < old->expiry)
    return;
  g_autofree char *issued = certplan_date_format (row->issued);
  g_autofree char *grace = certplan_date_format (last);
  _certplan_holdings_take_finding (
      holdings, before,
      _certplan_sentence ("finding.in_grace", get_id (holdings, i), issued, grace, NULL),
      old->rules->duties[CERTPLAN_DUTY_RENEWAL_GRACE].rule);
  _certplan_holdings_mark_unknown (holdings);
}

/* Both are of one holder; @before was issued first. */
static void
check_pair (CertplanHoldings *holdings, guint before, guint i, CertplanFaults *faults)
{
  if (_certplan_holdings_get_row (holdings, i)->issued
      <= get_end (_certplan_holdings_get (holdings, before)))
    refuse_overlap (holdings, before, i, faults);
  else
    tell_grace (holdings, before, i);
}

static void
check_issue (CertplanHoldings *holdings, const Term *term, CertplanFaults *faults)
{
  if (term->issued <= holdings->as_of)
    return;
  g_autofree char *issued = certplan_date_format (term->issued);
  g_autofree char *as_of = certplan_date_format (holdings->as_of);
  g_autofree char *wanted = g_strdup_printf (_ ("a day up to %s"), as_of);
  add_fault (holdings, faults, term->i, "issued", CERTPLAN_TABLE_ERROR_VALUE,
             _ ("issued: the day lies in the future"), issued, wanted);
}

void
_certplan_holdings_check_terms (CertplanHoldings *holdings, gboolean checks_issue,
                                CertplanFaults *faults)
{
  g_autofree Term *terms = new_terms (holdings);
  const Term *last = NULL; /* of those so far of one holder: the one that ends last */
  g_qsort_with_data (terms, (gint)holdings->items->len, sizeof *terms, compare_terms, NULL);
  for (const Term *term = terms; term < terms + holdings->items->len; term++)
    {
      if (!checks_issue && term->issued > holdings->as_of)
        continue; /* what ends the one before it may lie after as_of, too */
      check_issue (holdings, term, faults);
      if (last != NULL && last->holder == term->holder)
        check_pair (holdings, last->i, term->i, faults);
      if (last == NULL || last->holder != term->holder
          || get_end (_certplan_holdings_get (holdings, term->i))
                 >= get_end (_certplan_holdings_get (holdings, last->i)))
        last = term;
    }
}
