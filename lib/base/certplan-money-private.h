/* What the parts of money share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-money.h"

/* Amounts as programs write them: 72000, 72000.5, -72000.50. Returns: FALSE for anything else */
gboolean _certplan_money_parse_plain (const char *text, CertplanMoney *out_fen);

/* As certplan_money_format(), appended to @text without an allocation. */
void _certplan_money_append (GString *text, CertplanMoney fen, gboolean grouped);
/* An amount without groups of digits: at most _CERTPLAN_DIGITS_MAX bytes, and no NUL.
 * Returns: behind them */
char *_certplan_money_put (char *at, CertplanMoney fen);
