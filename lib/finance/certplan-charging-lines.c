/* The charges of each certificate and case. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-charging-private.h"
#include "certplan-labels-private.h"
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-tariff-items-private.h"
#include <string.h>

static const char *
get_agreed_subject (const CertplanCharging *charging, guint row)
{
  const CertplanRecords *records = charging->request->agreements;
  return certplan_records_get_note (records, certplan_agreement_get (records, row)->subject);
}

static void
index_subject (GHashTable *places, const char *number, guint i)
{
  if (number != NULL)
    g_hash_table_insert (places, (gpointer)number, GUINT_TO_POINTER (i + 1));
}

/* From the last row to the first, so that each subject's rows are in the order of the file. */
void
_certplan_charging_link_agreements (CertplanCharging *charging, CertplanFaults *faults)
{
  CertplanRecords *records = charging->request->agreements;
  if (records == NULL)
    return;
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  charging->next_agreement = g_new0 (guint32, certplan_records_get_n (records) + 1);
  for (guint i = 0; i < charging->subjects->len; i++)
    index_subject (places, _certplan_charging_get_subject (charging, i)->certificate, i);
  for (guint i = 0; i < charging->subjects->len; i++)
    index_subject (places, _certplan_charging_get_subject (charging, i)->case_id, i);
  for (guint row = certplan_records_get_n (records); row-- > 0;)
    {
      const char *number = get_agreed_subject (charging, row);
      const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, number));
      if (place == 0)
        {
          _certplan_records_fault (records, faults, row, CERTPLAN_TABLE_ERROR_VALUE,
                                   _ ("subject: no certificate and no case has that number"),
                                   number, _ ("one of the register or of the cases"));
          continue;
        }
      CertplanSubject *subject = _certplan_charging_get_subject (charging, place - 1);
      charging->next_agreement[row] = subject->agreement;
      subject->agreement = row + 1;
    }
}

/* A subject whose charges are being made. */
typedef struct
{
  CertplanCharging *charging;
  CertplanSubject *subject;
  CertplanFaults *faults;
  GString *text; /* of a number that is being made */
} Making;

/* "CASE/annuity", the second instalment "CASE/annuity/2". */
static const char *
make_number (const Making *making, const char *item, guint part)
{
  GString *text = making->text;
  g_string_assign (text, making->subject->number);
  g_string_append_c (text, '/');
  g_string_append (text, item);
  if (part > 0)
    {
      g_string_append_c (text, '/');
      _certplan_text_append_int (text, part);
    }
  return g_string_chunk_insert_len (making->charging->texts, text->str, (gssize)text->len);
}

/* The fee falls due when it is agreed on; without a known agreement at the issue, before which it
 * had to be paid. Not later on its own account: nobody knows an agreement that is to come. */
static gboolean
set_due (const Making *making, CertplanChargeLine *line, const CertplanFeeTerm *term,
         GError **error)
{
  const CertplanChargingRequest *request = making->charging->request;
  const CertplanSubject *subject = making->subject;
  const CertplanPeriod *terms
      = _certplan_period_is_none (&request->terms) ? &term->terms : &request->terms;
  line->due = subject->issued;
  line->due_basis = subject->issued != CERTPLAN_DATE_NONE ? "issue" : NULL;
  if (subject->agreed == CERTPLAN_DATE_NONE)
    return TRUE;
  line->due_basis = "agreement_day";
  return certplan_workcal_add_period (certplan_rulebook_get_workcal (request->rulebook),
                                      subject->agreed, terms, &line->due, error);
}

/* What is paid for: the term, or the day on which the rest is earned. */
static void
set_period (const Making *making, CertplanChargeLine *line)
{
  const CertplanSubject *subject = making->subject;
  line->period_from = line->period_to = CERTPLAN_DATE_NONE;
  if (line->earned == CERTPLAN_EARNED_WHEN_DUE)
    line->period_from = line->period_to = line->due;
  else if (line->earned == CERTPLAN_EARNED_AT_ISSUE)
    line->period_from = line->period_to = subject->issued;
  else if (subject->to != CERTPLAN_DATE_NONE && subject->to >= subject->from)
    {
      line->period_from = subject->from;
      line->period_to = subject->to;
    }
}

/* @rule: NULL = agreed on, or missing. @due: as agreed; NONE = as all fees. */
static gboolean
add_line (const Making *making, const char *item, guint part, const CertplanRule *rule,
          CertplanMoney amount, CertplanDate due, const char *status, GError **error)
{
  CertplanCharging *charging = making->charging;
  const CertplanSubject *subject = making->subject;
  const CertplanFeeTerm *term = _certplan_fee_terms_find (charging->fees, item);
  CertplanChargeLine line = {
    .charge = make_number (making, item, part),
    .certificate = subject->certificate,
    .case_id = subject->case_id,
    .qualification
    = certplan_rulebook_get_qualification (charging->request->rulebook, subject->handle),
    .kind = subject->kind,
    .item = item,
    .amount = amount,
    .due = due,
    .due_basis = "agreed_date",
    .org = subject->org,
    .status = status,
    .source = rule != NULL                    ? rule->source
              : amount == CERTPLAN_MONEY_NONE ? "no_document"
                                              : "own_amount",
    .clause = rule != NULL ? rule->clause : NULL,
    .rule = rule,
    .earned = term->earned,
  };
  if (due == CERTPLAN_DATE_NONE && !set_due (making, &line, term, error))
    return FALSE;
  set_period (making, &line);
  g_array_append_val (charging->lines, line);
  if (amount == CERTPLAN_MONEY_NONE)
    charging->n_missing++;
  return amount == CERTPLAN_MONEY_NONE
         || certplan_money_add (charging->total_fen, amount, &charging->total_fen, error);
}

static const char *
get_item (const Making *making, guint row)
{
  const CertplanRecords *records = making->charging->request->agreements;
  return _certplan_fee_terms_get_key (
      making->charging->fees,
      certplan_records_get_text (records, certplan_agreement_get (records, row)->item));
}

/* How many of the subject's agreed rows are of each item, by the item's key. */
static GHashTable *
count_agreed (const Making *making)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint row = making->subject->agreement; row > 0;
       row = making->charging->next_agreement[row - 1])
    {
      const char *item = get_item (making, row - 1);
      const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, item));
      g_hash_table_insert (counts, (gpointer)item, GUINT_TO_POINTER (n + 1));
    }
  return counts;
}

static guint
get_count (GHashTable *counts, const char *item)
{
  return counts != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, item)) : 0;
}

static gboolean
add_agreed (const Making *making, guint row, const char *item, guint part, const CertplanRule *rule,
            const char *status, GError **error)
{
  const CertplanAgreement *agreed
      = certplan_agreement_get (making->charging->request->agreements, row);
  return add_line (making, item, part, rule, agreed->amount, agreed->due, status, error);
}

static void
refuse_instalments (const Making *making, guint row, const CertplanRule *rule,
                    CertplanMoney sum_fen)
{
  g_autofree char *sum = certplan_money_format (sum_fen, FALSE);
  g_autofree char *whole = certplan_money_format (rule->amount_fen, FALSE);
  g_autofree char *wanted
      = g_strdup_printf (_ ("%s altogether, the fee for %s"), whole, rule->item);
  _certplan_records_fault (making->charging->request->agreements, making->faults, row,
                           CERTPLAN_TABLE_ERROR_VALUE,
                           _ ("amount: the instalments do not make up the fee"), sum, wanted);
}

/* An item of the tariff: whole, or in the instalments that were agreed on. */
static gboolean
add_item (const Making *making, GHashTable *counts, const CertplanRule *rule, GError **error)
{
  const char *status = g_str_equal (rule->basis, "user") ? "user_tariff" : "published";
  const guint n = get_count (counts, rule->item);
  CertplanMoney sum_fen = 0;
  guint part = 0, last = 0;
  if (n == 0)
    return add_line (making, rule->item, 0, rule, rule->amount_fen, CERTPLAN_DATE_NONE, status,
                     error);
  for (guint row = making->subject->agreement; row > 0;
       row = making->charging->next_agreement[row - 1])
    {
      if (!g_str_equal (get_item (making, row - 1), rule->item))
        continue;
      const CertplanMoney fen
          = certplan_agreement_get (making->charging->request->agreements, row - 1)->amount;
      last = row;
      if (!certplan_money_add (sum_fen, fen, &sum_fen, error)
          || !add_agreed (making, row - 1, rule->item, n > 1 ? ++part : 0, rule, status, error))
        return FALSE;
    }
  if (sum_fen != rule->amount_fen)
    refuse_instalments (making, last - 1, rule, sum_fen);
  return TRUE;
}

static gboolean
is_of_tariff (const CertplanRule *const *items, guint n_items, const char *item)
{
  for (guint i = 0; i < n_items; i++)
    if (g_str_equal (items[i]->item, item))
      return TRUE;
  return FALSE;
}

static gboolean
is_near (const char *name, const char *item)
{
  g_autoptr (GString) near = g_string_new (NULL);
  if (name != NULL)
    _certplan_append_nearest (near, item, &name, 1);
  return near->len > 0;
}

/* A cost of one's own may have any name, also one that is nearly that of an item: whether it is
 * misspelt a person must say. */
static void
tell_near (const Making *making, const char *item, const CertplanRule *const *items, guint n_items)
{
  const CertplanLabels *labels = certplan_rulebook_get_labels (making->charging->request->rulebook);
  for (guint i = 0; i < n_items; i++)
    {
      const char *key = items[i]->item;
      if (!is_near (key, item)
          && !is_near (_certplan_labels_find (labels, CERTPLAN_LANG_EN, key), item)
          && !is_near (_certplan_labels_find (labels, CERTPLAN_LANG_ZH_CN, key), item))
        continue;
      g_autofree char *named = g_strconcat (CERTPLAN_LABEL, key, NULL);
      _certplan_charging_take_finding (making->charging, making->subject,
                                       _certplan_sentence ("finding.near_item", item, named, NULL),
                                       items[i]);
      return;
    }
}

/* Costs of another name than the tariff has, on top of it. */
static gboolean
add_extras (const Making *making, GHashTable *counts, const CertplanRule *const *items,
            guint n_items, GError **error)
{
  g_autoptr (GHashTable) parts = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint row = making->subject->agreement; row > 0;
       row = making->charging->next_agreement[row - 1])
    {
      const char *item = get_item (making, row - 1);
      if (is_of_tariff (items, n_items, item))
        continue;
      const guint part = get_count (parts, item) + 1;
      g_hash_table_insert (parts, (gpointer)item, GUINT_TO_POINTER (part));
      if (part == 1)
        tell_near (making, item, items, n_items);
      if (!add_agreed (making, row - 1, item, get_count (counts, item) > 1 ? part : 0, NULL,
                       "own_amount", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_subject (const Making *making, GError **error)
{
  const CertplanChargingRequest *request = making->charging->request;
  CertplanSubject *subject = making->subject;
  guint n_items;
  subject->on = subject->agreed != CERTPLAN_DATE_NONE  ? subject->agreed
                : subject->filed != CERTPLAN_DATE_NONE ? subject->filed
                                                       : request->on;
  subject->first_line = making->charging->lines->len;
  const CertplanTariffStatus status = _certplan_tariff_count (request->rulebook, subject->handle,
                                                              subject->kind, subject->on, &n_items);
  if (status == CERTPLAN_TARIFF_NEEDS_DATE)
    {
      _certplan_tariff_set_error (request->rulebook, subject->handle, subject->kind, subject->on,
                                  status, error);
      g_prefix_error (error, "%s: ", subject->number);
      return FALSE;
    }
  g_autofree const CertplanRule **items = g_new (const CertplanRule *, n_items + 1);
  _certplan_tariff_list (request->rulebook, subject->handle, subject->kind, subject->on, items);
  g_autoptr (GHashTable) counts = subject->agreement != 0 ? count_agreed (making) : NULL;
  if (n_items == 0
      && !add_line (making, "fee", 0, NULL, CERTPLAN_MONEY_NONE, CERTPLAN_DATE_NONE,
                    "no_published_tariff", error))
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    if (!add_item (making, counts, items[i], error))
      return FALSE;
  if (counts != NULL && !add_extras (making, counts, items, n_items, error))
    return FALSE;
  subject->n_lines = making->charging->lines->len - subject->first_line;
  return TRUE;
}

/* Names of the user's own may make the number of one charge that of another. */
static void
check_numbers (const CertplanCharging *charging, CertplanFaults *faults)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; charging->request->agreements != NULL && i < charging->lines->len; i++)
    {
      const CertplanChargeLine *line = _certplan_charging_get_line (charging, i);
      if (!g_hash_table_add (known, (gpointer)line->charge))
        certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_DUPLICATE, NULL, 0,
                             0, _ ("two charges would have one number"), line->charge,
                             _ ("another name of what was agreed on"));
    }
}

gboolean
_certplan_charging_list_lines (CertplanCharging *charging, CertplanFaults *faults, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < charging->subjects->len; i++)
    {
      const Making making
          = { charging, _certplan_charging_get_subject (charging, i), faults, text };
      if (!making.subject->is_later && !add_subject (&making, error))
        return FALSE;
    }
  check_numbers (charging, faults);
  return TRUE;
}
