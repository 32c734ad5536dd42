/* What explains a row of the tariff, in words. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook-private.h"

/* The words are found once a rulebook: an explanation is then these and an amount. */
typedef struct _CertplanTariffLines CertplanTariffLines;

/* @rules: (element-type CertplanRule): as merged; kept by pointer, and to be the same ever after
 * @labels: all there will be */
CertplanTariffLines *_certplan_tariff_lines_new (const GArray *rules, const CertplanLabels *labels);
void _certplan_tariff_lines_free (CertplanTariffLines *lines);

/* Appends the line of a row of those, with its line end: what is paid for, by whom, how much, and
 * where that is published.
 * @lang: FIELD is English */
void _certplan_tariff_lines_append (const CertplanTariffLines *lines, const CertplanRule *rule,
                                    CertplanMoney amount_fen, CertplanLang lang, GString *out);
