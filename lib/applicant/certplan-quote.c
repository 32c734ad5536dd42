/* What a certificate costs: one qualification. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-quote-private.h"
#include "certplan-tariff-items-private.h"

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
  guint n_items;
  const CertplanTariffStatus status = _certplan_tariff_count (rulebook, handle, kept, on, &n_items);
  if (status != CERTPLAN_TARIFF_FOUND)
    {
      _certplan_tariff_set_error (rulebook, handle, kept, on, status, error);
      return NULL;
    }
  g_autoptr (CertplanQuote) quote
      = g_atomic_rc_box_alloc0 (sizeof (CertplanQuote) + n_items * sizeof (quote->items[0]));
  quote->rulebook = certplan_rulebook_ref (rulebook);
  quote->n_items = n_items;
  _certplan_tariff_list (rulebook, handle, kept, on, quote->items);
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
