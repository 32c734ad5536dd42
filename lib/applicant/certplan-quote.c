/* What a certificate costs: one qualification. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-quote-private.h"
#include "certplan-private.h"
#include <string.h>

struct _CertplanQuote
{
  CertplanRulebook *rulebook;
  CertplanMoney total_fen;
  guint n_items;
  const CertplanRule *items[]; /* of the rulebook */
};

G_DEFINE_BOXED_TYPE (CertplanQuote, certplan_quote, certplan_quote_ref, certplan_quote_unref)

CertplanQuote *
certplan_quote_ref (CertplanQuote *quote)
{
  return g_atomic_rc_box_acquire (quote);
}

static void
quote_clear (gpointer data)
{
  certplan_rulebook_unref (((CertplanQuote *)data)->rulebook);
}

void
certplan_quote_unref (CertplanQuote *quote)
{
  g_atomic_rc_box_release_full (quote, quote_clear);
}

static gboolean
is_wanted (const CertplanRule *rule, const char *kind, CertplanDate on)
{
  return strcmp (rule->kind, kind) == 0 && _certplan_rule_applies (rule, on);
}

/* The named error, with the row that would mend it. */
static void
set_missing (const CertplanRulebook *rulebook, guint handle, const char *kind, CertplanDate on,
             GError **error)
{
  const char *qualification = certplan_rulebook_get_qualification (rulebook, handle);
  g_autofree char *day = certplan_date_format (on);
  g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF,
               _ ("no_published_tariff: no document states a fee for %s %s%s%s; to use one of your "
                  "own, give --rules tariff.csv with\n"
                  "  qualification,kind,item,amount,valid_from,source,clause\n"
                  "  %s,%s,audit_fee,AMOUNT,%s,WHO SAID SO,WHERE"),
               qualification, kind, day[0] != '\0' ? _ (" on ") : "", day, qualification, kind,
               day);
}

/* No row without a date to choose by, although there are dated ones. */
static gboolean
needs_date (const CertplanRule *rows, guint n_rows, const char *kind, CertplanDate on)
{
  if (on != CERTPLAN_DATE_NONE)
    return FALSE;
  for (guint i = 0; i < n_rows; i++)
    if (strcmp (rows[i].kind, kind) == 0 && !_certplan_rule_applies (&rows[i], on))
      return TRUE;
  return FALSE;
}

static void
set_date_needed (const CertplanRulebook *rulebook, guint handle, const char *kind, GError **error)
{
  g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_DATE_NEEDED,
               _ ("the tariff of %s %s is dated; say for which day it is asked (--on DATE)"),
               certplan_rulebook_get_qualification (rulebook, handle), kind);
}

/* Rows of one kind are ordered by item and term; a tariff is shown in the order of its file. */
static void
sort_by_line (const CertplanRule **items, guint n_items)
{
  for (guint i = 1; i < n_items; i++)
    for (guint j = i; j > 0 && items[j]->line < items[j - 1]->line; j--)
      {
        const CertplanRule *swap = items[j];
        items[j] = items[j - 1];
        items[j - 1] = swap;
      }
}

static gboolean
add_up (CertplanQuote *quote, GError **error)
{
  for (guint i = 0; i < quote->n_items; i++)
    if (!certplan_money_add (quote->total_fen, quote->items[i]->amount_fen, &quote->total_fen,
                             error))
      return FALSE;
  return TRUE;
}

CertplanQuote *
certplan_quote_new (CertplanRulebook *rulebook, guint handle, const char *kind, CertplanDate on,
                    GError **error)
{
  g_return_val_if_fail (rulebook != NULL && handle > 0, NULL);

  const char *kept = certplan_rulebook_check_kind (rulebook, handle, kind, error);
  if (kept == NULL)
    return NULL;
  guint n_rows, n_items = 0;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_TARIFF, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    n_items += is_wanted (&rows[i], kept, on);
  if (needs_date (rows, n_rows, kept, on))
    {
      set_date_needed (rulebook, handle, kept, error);
      return NULL;
    }
  if (n_items == 0)
    {
      set_missing (rulebook, handle, kept, on, error);
      return NULL;
    }
  g_autoptr (CertplanQuote) quote
      = g_atomic_rc_box_alloc0 (sizeof (CertplanQuote) + n_items * sizeof (quote->items[0]));
  quote->rulebook = certplan_rulebook_ref (rulebook);
  for (guint i = 0; i < n_rows; i++)
    if (is_wanted (&rows[i], kept, on))
      quote->items[quote->n_items++] = &rows[i];
  sort_by_line (quote->items, n_items);
  return add_up (quote, error) ? g_steal_pointer (&quote) : NULL;
}

CertplanMoney
certplan_quote_get_total (const CertplanQuote *quote)
{
  return quote->total_fen;
}

guint
certplan_quote_get_n_items (const CertplanQuote *quote)
{
  return quote->n_items;
}

const CertplanRule *
_certplan_quote_get_rule (const CertplanQuote *quote, guint i)
{
  g_return_val_if_fail (i < quote->n_items, NULL);
  return quote->items[i];
}

const char *
certplan_quote_get_item (const CertplanQuote *quote, guint i)
{
  return _certplan_quote_get_rule (quote, i)->item;
}

CertplanMoney
certplan_quote_get_amount (const CertplanQuote *quote, guint i)
{
  return _certplan_quote_get_rule (quote, i)->amount_fen;
}

void
certplan_quote_explain (const CertplanQuote *quote, CertplanLang lang, GString *text)
{
  g_return_if_fail (quote != NULL && text != NULL);

  for (guint i = 0; i < quote->n_items; i++)
    _certplan_rulebook_append_tariff_line (quote->rulebook, quote->items[i],
                                           quote->items[i]->amount_fen, lang, text);
}

const char *
certplan_quote_get_source (const CertplanQuote *quote, guint i)
{
  return _certplan_quote_get_rule (quote, i)->source;
}

const char *
certplan_quote_get_clause (const CertplanQuote *quote, guint i)
{
  return _certplan_quote_get_rule (quote, i)->clause;
}
