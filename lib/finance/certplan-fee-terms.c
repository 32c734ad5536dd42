/* When each fee falls due and how it is earned. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-fee-terms-private.h"
#include "certplan-labels-private.h"
#include "certplan-private.h"
#include "certplan-record-types-private.h"

#define OTHERS "*"

void
_certplan_fee_terms_free (CertplanFeeTerms *terms)
{
  g_array_unref (terms->terms);
  g_ptr_array_unref (terms->items);
  g_hash_table_unref (terms->keys);
  g_string_chunk_free (terms->texts);
  g_clear_pointer (&terms->records, certplan_records_unref);
  certplan_rulebook_unref (terms->rulebook);
  g_free (terms);
}

static void
add_item (CertplanFeeTerms *terms, GHashTable *known, const char *item)
{
  if (g_hash_table_add (known, (gpointer)item))
    g_ptr_array_add (terms->items, (gpointer)item);
}

/* Items of the user's own tariffs are items too. */
static void
list_items (CertplanFeeTerms *terms)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < terms->terms->len; i++)
    add_item (terms, known, g_array_index (terms->terms, CertplanFeeTerm, i).item);
  for (guint handle = 1; handle <= certplan_rulebook_get_n_qualifications (terms->rulebook);
       handle++)
    {
      guint n_rows;
      const CertplanRule *rows
          = _certplan_rulebook_get_rows (terms->rulebook, CERTPLAN_RULES_TARIFF, handle, &n_rows);
      for (guint i = 0; i < n_rows; i++)
        add_item (terms, known, rows[i].item);
    }
}

static void
list_terms (CertplanFeeTerms *terms, const CertplanPolicy *policy)
{
  const CertplanEarned open = _certplan_policy_is (policy, CERTPLAN_POLICY_AUDIT_FEE, "when-due")
                                  ? CERTPLAN_EARNED_WHEN_DUE
                                  : CERTPLAN_EARNED_AT_ISSUE;
  CertplanFeeTerm others
      = { .item = OTHERS, .terms = { 0, 0, 0 }, .earned = open, .source = "assumption" };
  for (guint i = 0; i < certplan_records_get_n (terms->records); i++)
    {
      const CertplanFee *row = certplan_fee_get (terms->records, i);
      const CertplanFeeTerm term = {
        .item = certplan_records_get_text (terms->records, row->item),
        .terms = row->terms,
        .earned = row->earned != CERTPLAN_EARNED_NONE ? row->earned : open,
        .source
        = row->source != 0 ? certplan_records_get_text (terms->records, row->source) : "own_amount",
        .clause = certplan_records_get_text (terms->records, row->clause),
      };
      if (g_str_equal (term.item, OTHERS))
        others = term;
      else
        g_array_append_val (terms->terms, term);
    }
  g_array_append_val (terms->terms, others);
}

static void
check_rows (const CertplanFeeTerms *terms, CertplanFaults *faults)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < certplan_records_get_n (terms->records); i++)
    {
      const CertplanFee *row = certplan_fee_get (terms->records, i);
      const char *item = certplan_records_get_text (terms->records, row->item);
      g_autofree char *period = certplan_period_format (&row->terms);
      if (!g_hash_table_add (known, GUINT_TO_POINTER (row->item)))
        _certplan_records_fault (terms->records, faults, i, CERTPLAN_TABLE_ERROR_DUPLICATE,
                                 _ ("item: there twice"), item, _ ("each item once"));
      if (row->terms.months < 0 || row->terms.days < 0 || row->terms.working_days < 0)
        _certplan_records_fault (terms->records, faults, i, CERTPLAN_TABLE_ERROR_VALUE,
                                 _ ("terms: before the agreement"), period, _ ("P0D or more"));
    }
}

CertplanFeeTerms *
_certplan_fee_terms_new (CertplanRulebook *rulebook, const CertplanPolicy *policy,
                         CertplanFaults *faults, GError **error)
{
  const char *file;
  GBytes *bytes = _certplan_rulebook_get_assumptions (rulebook, "fees.csv", &file);
  const CertplanReadOptions options = { .comments = TRUE };
  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  const guint n_before = certplan_faults_get_n (list);
  g_autoptr (CertplanFeeTerms) terms = g_new0 (CertplanFeeTerms, 1);
  terms->rulebook = certplan_rulebook_ref (rulebook);
  terms->terms = g_array_new (FALSE, FALSE, sizeof (CertplanFeeTerm));
  terms->items = g_ptr_array_new ();
  terms->keys = g_hash_table_new (g_str_hash, g_str_equal);
  terms->texts = g_string_chunk_new (256);
  terms->records = _certplan_records_load_bytes (&_certplan_fees_type, file, bytes, &options, NULL,
                                                 list, error);
  if (terms->records == NULL)
    return NULL;
  check_rows (terms, list);
  if (certplan_faults_get_n (list) > n_before)
    {
      certplan_faults_set_error (list, error);
      return NULL;
    }
  list_terms (terms, policy);
  list_items (terms);
  return g_steal_pointer (&terms);
}

const CertplanFeeTerm *
_certplan_fee_terms_find (const CertplanFeeTerms *terms, const char *item)
{
  guint i = 0;
  while (i + 1 < terms->terms->len
         && !g_str_equal (g_array_index (terms->terms, CertplanFeeTerm, i).item, item))
    i++;
  return &g_array_index (terms->terms, CertplanFeeTerm, i);
}

const char *
_certplan_fee_terms_get_key (CertplanFeeTerms *terms, const char *name)
{
  const char *key = g_hash_table_lookup (terms->keys, name);
  if (key != NULL)
    return key;
  const CertplanLabels *labels = certplan_rulebook_get_labels (terms->rulebook);
  for (guint i = 0; key == NULL && i < terms->items->len; i++)
    if (_certplan_labels_is_name (labels, g_ptr_array_index (terms->items, i), name))
      key = g_ptr_array_index (terms->items, i);
  const char *kept = g_string_chunk_insert_const (terms->texts, name);
  if (key == NULL)
    key = kept;
  g_hash_table_insert (terms->keys, (gpointer)kept, (gpointer)key);
  return key;
}
