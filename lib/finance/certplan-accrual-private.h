/* What the parts of an accrual share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-accrual.h"
#include "certplan-deferral-private.h"

struct _CertplanAccrualRequest
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  CertplanRecords *charges;
  CertplanRecords *certificates, *events, *applied; /* NULL = none */
  CertplanDate from, to; /* the first day of the first and of the last month */
  gboolean by_day, is_payer;
  gboolean is_used; /* fixed from then on */
};

/* A month of an item, or of all of them. */
typedef struct
{
  CertplanDate month;
  const char *item;
  CertplanMoney opening, billed, recognised, reversed, closing;
  const char *source;
} CertplanRollLine;

struct _CertplanAccrual
{
  CertplanAccrualRequest *request;
  CertplanDeferral *deferral;
  GArray *roll; /* CertplanRollLine: by month and item, the total of each month last */
};

/* The last day of the month that begins on @month. */
CertplanDate _certplan_month_get_end (CertplanDate month);
/* The first day of a month, "2026-11". Returns: FALSE with CERTPLAN_FINANCE_ERROR_PERIOD */
gboolean _certplan_month_parse (const char *text, CertplanDate *out, GError **error);
/* The first days of a first and a last month, which is not before it. Returns: the same */
gboolean _certplan_months_parse (const char *from, const char *to, CertplanDate *first,
                                 CertplanDate *last, GError **error);
