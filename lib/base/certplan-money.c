/* Money: checked sums, exact splits, amounts as texts.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-digits-private.h"
#include "certplan-money-private.h"
#include "certplan-private.h"
#include <string.h>

/* Sets %CERTPLAN_BASE_ERROR_RANGE. */
static gboolean
refuse_sum (GError **error, CertplanMoney a_fen, const char *sign, const char *operand)
{
  g_autofree char *a_text = certplan_money_format (a_fen, TRUE);

  g_set_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE,
               _ ("%s %s %s is beyond 92,233,720,368,547,758.07, the largest amount"), a_text, sign,
               operand);
  return FALSE;
}

gboolean
certplan_money_add (CertplanMoney a_fen, CertplanMoney b_fen, CertplanMoney *out_fen,
                    GError **error)
{
  g_return_val_if_fail (a_fen != CERTPLAN_MONEY_NONE && b_fen != CERTPLAN_MONEY_NONE, FALSE);
  g_return_val_if_fail (out_fen != NULL, FALSE);

  gint64 sum_fen;
  if (__builtin_add_overflow (a_fen, b_fen, &sum_fen) || sum_fen == CERTPLAN_MONEY_NONE)
    {
      g_autofree char *b_text = certplan_money_format (b_fen, TRUE);
      return refuse_sum (error, a_fen, "+", b_text);
    }
  *out_fen = sum_fen;
  return TRUE;
}

gboolean
certplan_money_multiply (CertplanMoney a_fen, gint64 n, CertplanMoney *out_fen, GError **error)
{
  g_return_val_if_fail (a_fen != CERTPLAN_MONEY_NONE, FALSE);
  g_return_val_if_fail (out_fen != NULL, FALSE);

  gint64 product_fen;
  if (__builtin_mul_overflow (a_fen, n, &product_fen) || product_fen == CERTPLAN_MONEY_NONE)
    {
      g_autofree char *n_text = g_strdup_printf ("%" G_GINT64_FORMAT, n);
      return refuse_sum (error, a_fen, "*", n_text);
    }
  *out_fen = product_fen;
  return TRUE;
}

CertplanMoney
certplan_money_split (CertplanMoney total_fen, guint n_parts, guint part)
{
  g_return_val_if_fail (total_fen != CERTPLAN_MONEY_NONE, CERTPLAN_MONEY_NONE);
  g_return_val_if_fail (n_parts > 0 && part < n_parts, CERTPLAN_MONEY_NONE);

  /* Division cuts towards 0, so the rest has the total's sign, and as many fen as there are parts
   * that get one more: equal parts have equal remainders, so the first ones get them. */
  const gint64 base_fen = total_fen / n_parts;
  const gint64 rest_fen = total_fen % n_parts;
  if (rest_fen >= 0)
    return base_fen + (part < rest_fen);
  return base_fen - (part < -rest_fen);
}

CertplanMoney
certplan_money_split_sum (CertplanMoney total_fen, guint n_parts, guint n_first)
{
  g_return_val_if_fail (total_fen != CERTPLAN_MONEY_NONE, CERTPLAN_MONEY_NONE);
  g_return_val_if_fail (n_parts > 0 && n_first <= n_parts, CERTPLAN_MONEY_NONE);

  const gint64 base_fen = total_fen / n_parts;
  const gint64 rest_fen = total_fen % n_parts;
  if (rest_fen >= 0)
    return base_fen * n_first + MIN (rest_fen, (gint64)n_first);
  return base_fen * n_first - MIN (-rest_fen, (gint64)n_first);
}

char *
_certplan_money_put (char *at, CertplanMoney fen)
{
  const guint64 rest = fen < 0 ? -(guint64)fen : (guint64)fen;

  if (fen < 0)
    *at++ = '-';
  at = _certplan_digits_put (at, rest / 100);
  *at++ = '.';
  return _certplan_digits_put_two (at, (guint)(rest % 100));
}

void
_certplan_money_append (GString *text, CertplanMoney fen, gboolean grouped)
{
  g_return_if_fail (text != NULL);

  if (fen == CERTPLAN_MONEY_NONE)
    return;
  char digits[_CERTPLAN_DIGITS_MAX];
  const char *end = _certplan_money_put (digits, fen);
  const char *point = end - strlen (".00");
  const char *at = digits;
  if (fen < 0)
    g_string_append_c (text, *at++);
  for (; grouped && point - at > 3; g_string_append_c (text, ','))
    {
      const gsize n = (gsize)(point - at - 1) % 3 + 1; /* what is left before whole groups */
      g_string_append_len (text, at, (gssize)n);
      at += n;
    }
  g_string_append_len (text, at, end - at);
}

char *
certplan_money_format (CertplanMoney fen, gboolean grouped)
{
  GString *text = g_string_sized_new (32);

  _certplan_money_append (text, fen, grouped);
  return g_string_free (text, FALSE);
}
