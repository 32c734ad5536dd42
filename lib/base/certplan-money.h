/* Money: an exact integer of fen (1/100 yuan). SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CertplanMoney:
 *
 * An amount in fen. %CERTPLAN_MONEY_NONE is "no amount", which is never 0.
 */
typedef gint64 CertplanMoney;

#define CERTPLAN_MONEY_NONE G_MININT64

/**
 * certplan_money_add:
 * @a_fen: an amount, not %CERTPLAN_MONEY_NONE
 * @b_fen: an amount, not %CERTPLAN_MONEY_NONE
 * @out_fen: (out): the sum; untouched on error
 * @error: %CERTPLAN_BASE_ERROR_RANGE
 *
 * Adds two amounts exactly.
 */
gboolean certplan_money_add (CertplanMoney a_fen, CertplanMoney b_fen, CertplanMoney *out_fen,
                             GError **error);

/**
 * certplan_money_multiply:
 * @out_fen: (out): @a_fen times @n; untouched on error
 * @error: %CERTPLAN_BASE_ERROR_RANGE
 *
 * Multiplies an amount exactly.
 */
gboolean certplan_money_multiply (CertplanMoney a_fen, gint64 n, CertplanMoney *out_fen,
                                  GError **error);

/**
 * certplan_money_split:
 * @total_fen: what is split; may be negative
 * @n_parts: 1 or more
 * @part: 0 .. @n_parts - 1
 *
 * Part @part of @total_fen split into @n_parts equal parts by largest remainder: parts differ by at
 * most one fen, those further from 0 come first, and all together are exactly @total_fen. A total
 * of the other sign has the same parts with the other sign, so that a reversal undoes each part.
 */
CertplanMoney certplan_money_split (CertplanMoney total_fen, guint n_parts, guint part);

/**
 * certplan_money_split_sum:
 * @n_first: 0 .. @n_parts
 *
 * The first @n_first parts of certplan_money_split() together: no loop, and exact.
 */
CertplanMoney certplan_money_split_sum (CertplanMoney total_fen, guint n_parts, guint n_first);

/**
 * certplan_money_parse:
 * @text: `72000`, `72,000.00`, `￥72000`, `RMB 72000`, `7.2万元`, `(1,200)` (negative), full-width
 * digits; sign, currency, parenthesis and unit at most once each
 * @out_fen: (out): the amount; untouched on error
 * @error: %CERTPLAN_BASE_ERROR_SYNTAX (the separators are misplaced, more than two decimals after
 *   scaling, other text) or %CERTPLAN_BASE_ERROR_RANGE
 *
 * Reads an amount as people and files write it; what could be read in two ways is refused.
 */
gboolean certplan_money_parse (const char *text, CertplanMoney *out_fen, GError **error);

/**
 * certplan_money_format:
 * @grouped: with thousands separators (for people) or without (for files)
 *
 * Writes an amount in yuan, with two decimals.
 *
 * Returns: (transfer full): `72,000.00` or `72000.00`, `` for %CERTPLAN_MONEY_NONE
 */
char *certplan_money_format (CertplanMoney fen, gboolean grouped);

G_END_DECLS
