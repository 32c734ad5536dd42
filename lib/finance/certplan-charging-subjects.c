/* Who owes fees: certificates with the cases that led to them, and cases without a certificate.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-charging-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-renewal-private.h"

/* What a case and its certificate have in common. */
typedef struct
{
  const char *org;
  guint16 qualification;
  CertplanDate issued;
} CaseKey;

static guint
hash_key (gconstpointer data)
{
  const CaseKey *key = data;
  return g_str_hash (key->org) * 31 + key->qualification * 65599u + (guint)key->issued;
}

static gboolean
equal_key (gconstpointer a, gconstpointer b)
{
  const CaseKey *one = a, *other = b;
  return one->issued == other->issued && one->qualification == other->qualification
         && g_str_equal (one->org, other->org);
}

/* The finished cases, by what they share with their certificates. */
typedef struct
{
  GHashTable *places; /* CaseKey -> place + 1 */
  CaseKey *keys;
  gboolean *is_taken; /* by place */
} Cases;

static void
cases_clear (Cases *cases)
{
  g_hash_table_unref (cases->places);
  g_free (cases->keys);
  g_free (cases->is_taken);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cases, cases_clear)

static Cases
index_cases (const CertplanRecords *records)
{
  const guint n = records != NULL ? certplan_records_get_n (records) : 0;
  Cases cases = { g_hash_table_new (hash_key, equal_key), g_new (CaseKey, n + 1),
                  g_new0 (gboolean, n + 1) };
  for (guint i = 0; i < n; i++)
    {
      const CertplanCase *row = certplan_case_get (records, i);
      cases.keys[i] = (CaseKey){ certplan_records_get_text (records, row->org), row->qualification,
                                 row->finished };
      if (row->finished != CERTPLAN_DATE_NONE
          && !g_hash_table_contains (cases.places, &cases.keys[i]))
        g_hash_table_insert (cases.places, &cases.keys[i], GUINT_TO_POINTER (i + 1));
    }
  return cases;
}

/* The case that led to the certificate. Returns: its place + 1; 0 = it is not among them */
static guint
take_case (Cases *cases, const CaseKey *key)
{
  const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (cases->places, key));
  if (place > 0)
    cases->is_taken[place - 1] = TRUE;
  if (place > 0)
    g_hash_table_remove (cases->places, key); /* it leads to one certificate */
  return place;
}

/* What a certificate that replaces another one was applied for as. */
static const char *
find_role (const CertplanCharging *charging, const CertplanHolding *holding,
           const CertplanCertificate *row)
{
  if (holding->predecessor == 0)
    return "initial";
  const guint old
      = _certplan_holdings_get_row (charging->holdings, holding->predecessor - 1)->qualification;
  if (old == row->qualification)
    return "renewal";
  return certplan_rulebook_is_higher (charging->request->rulebook, row->qualification, old)
             ? "upgrade"
             : "initial";
}

/* Whatever it replaced, it is no first application; which one it is nobody can know. */
static void
refuse_kind (const CertplanCharging *charging, const CertplanSubject *subject,
             const CertplanCertificate *row, CertplanFaults *faults)
{
  const CertplanRecords *records = charging->request->certificates;
  _certplan_records_fault_cell (
      records, faults, subject->holding - 1, "supersedes", CERTPLAN_TABLE_ERROR_VALUE,
      _ ("kind: not given, and the certificate that this one replaced is not in the register"),
      certplan_records_get_note (records, row->supersedes),
      _ ("the kind of application in a column kind, or the row of the old certificate"));
}

/* What the register does not say follows from the certificate that was replaced. */
static void
set_kind (const CertplanCharging *charging, CertplanSubject *subject, const char *kind,
          const CertplanHolding *holding, const CertplanCertificate *row, CertplanFaults *faults)
{
  const CertplanRulebook *rulebook = charging->request->rulebook;
  subject->kind = kind;
  if (kind != NULL)
    return;
  if (holding->is_old_unknown && !subject->is_later)
    refuse_kind (charging, subject, row, faults);
  subject->kind = _certplan_rulebook_get_kind_by_role (rulebook, row->qualification,
                                                       find_role (charging, holding, row));
  if (subject->kind == NULL)
    subject->kind = certplan_rulebook_check_kind (rulebook, row->qualification, NULL, NULL);
  subject->is_kind_inferred = TRUE;
}

/* A renewed certificate's term follows the old one's, where it was issued by then. */
static void
set_term (const CertplanCharging *charging, CertplanSubject *subject,
          const CertplanHolding *holding, guint i)
{
  const CertplanPolicy *policy = charging->request->policy;
  const guint renewed = _certplan_ending_find_renewed (charging->holdings, policy, i);
  subject->to = holding->expiry;
  subject->from = subject->issued;
  if (renewed > 0)
    subject->from = _certplan_renewal_get_term_first (
        policy, subject->issued, _certplan_holdings_get (charging->holdings, renewed - 1)->expiry);
  subject->ended = _certplan_ending_get_day (charging->holdings, policy, i);
}

static void
add_case_days (CertplanSubject *subject, const CertplanRecords *cases, guint place)
{
  const CertplanCase *row = certplan_case_get (cases, place);
  subject->case_place = place + 1;
  subject->case_id = subject->number = certplan_records_get_note (cases, row->case_id);
  subject->filed = row->filed;
  subject->paid = row->paid;
  if (subject->agreed == CERTPLAN_DATE_NONE)
    subject->agreed = row->agreed;
}

static void
check_agreed (CertplanCharging *charging, const CertplanSubject *subject, guint place)
{
  const CertplanDate other = certplan_case_get (charging->request->cases, place)->agreed;
  if (other == CERTPLAN_DATE_NONE || other == subject->agreed)
    return;
  g_autofree char *here = certplan_date_format (subject->agreed);
  g_autofree char *there = certplan_date_format (other);
  _certplan_charging_take_finding (charging, subject,
                                   _certplan_sentence ("finding.agreed", here, there, NULL), NULL);
}

/* Whoever looks back at a day sees what was applied for, agreed on or issued by then. */
static gboolean
is_later (const CertplanCharging *charging, const CertplanSubject *subject)
{
  const CertplanDate days[] = { subject->agreed, subject->filed, subject->issued };
  gboolean is_known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      if (days[i] != CERTPLAN_DATE_NONE && days[i] <= charging->as_of)
        return FALSE;
      is_known |= days[i] != CERTPLAN_DATE_NONE;
    }
  return is_known;
}

static void
add_certificate (CertplanCharging *charging, guint i, Cases *cases, CertplanFaults *faults)
{
  const CertplanRecords *records = charging->request->certificates;
  const CertplanCertificate *row = certplan_certificate_get (records, i);
  const CertplanHolding *holding = _certplan_holdings_get (charging->holdings, i);
  const CaseKey key
      = { certplan_records_get_text (records, row->org), row->qualification, row->issued };
  const guint place = take_case (cases, &key);
  CertplanSubject subject = {
    .certificate = certplan_records_get_note (records, row->certificate),
    .org = key.org,
    .handle = row->qualification,
    .agreed = row->agreed,
    .filed = CERTPLAN_DATE_NONE,
    .issued = row->issued,
    .paid = CERTPLAN_DATE_NONE,
    .holding = i + 1,
  };
  const char *kind = certplan_records_get_text (records, row->kind);
  subject.number = subject.certificate;
  if (place > 0)
    add_case_days (&subject, charging->request->cases, place - 1);
  if (place > 0 && kind == NULL)
    kind = certplan_records_get_text (
        charging->request->cases, certplan_case_get (charging->request->cases, place - 1)->kind);
  set_term (charging, &subject, holding, i);
  subject.is_later = is_later (charging, &subject);
  set_kind (charging, &subject, kind, holding, row, faults);
  if (place > 0 && !subject.is_later)
    check_agreed (charging, &subject, place - 1);
  g_array_append_val (charging->subjects, subject);
}

static void
add_case (CertplanCharging *charging, guint i)
{
  const CertplanRecords *records = charging->request->cases;
  const CertplanCase *row = certplan_case_get (records, i);
  CertplanSubject subject = {
    .org = certplan_records_get_text (records, row->org),
    .handle = row->qualification,
    .kind = certplan_records_get_text (records, row->kind),
    .agreed = CERTPLAN_DATE_NONE,
    .issued = row->finished,
    .from = row->finished,
    .to = CERTPLAN_DATE_NONE,
    .ended = CERTPLAN_DATE_NONE,
  };
  add_case_days (&subject, records, i);
  subject.is_later = is_later (charging, &subject);
  if (row->finished != CERTPLAN_DATE_NONE && row->finished <= charging->as_of)
    {
      g_autofree char *day = certplan_date_format (row->finished);
      _certplan_charging_take_finding (
          charging, &subject, _certplan_sentence ("finding.no_certificate", day, NULL), NULL);
    }
  g_array_append_val (charging->subjects, subject);
}

/* Charges begin with these numbers, so a certificate and a case that it did not come from must not
 * share one. */
static void
check_numbers (const CertplanCharging *charging, CertplanFaults *faults)
{
  const CertplanChargingRequest *request = charging->request;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; request->cases != NULL && i < charging->subjects->len; i++)
    {
      const CertplanSubject *subject = _certplan_charging_get_subject (charging, i);
      if (g_hash_table_add (known, (gpointer)subject->number))
        continue;
      if (subject->case_place > 0)
        _certplan_records_fault (request->cases, faults, subject->case_place - 1,
                                 CERTPLAN_TABLE_ERROR_DUPLICATE,
                                 _ ("case: a certificate has that number, too"), subject->number,
                                 _ ("a number of its own"));
      else
        _certplan_records_fault (request->certificates, faults, subject->holding - 1,
                                 CERTPLAN_TABLE_ERROR_DUPLICATE,
                                 _ ("certificate: the case of another one has that number, too"),
                                 subject->number, _ ("a number of its own"));
    }
}

void
_certplan_charging_list_subjects (CertplanCharging *charging, CertplanFaults *faults)
{
  const CertplanChargingRequest *request = charging->request;
  g_auto (Cases) cases = index_cases (request->cases);
  for (guint i = 0; i < certplan_records_get_n (request->certificates); i++)
    add_certificate (charging, i, &cases, faults);
  for (guint i = 0; request->cases != NULL && i < certplan_records_get_n (request->cases); i++)
    if (!cases.is_taken[i])
      add_case (charging, i);
  check_numbers (charging, faults);
}
