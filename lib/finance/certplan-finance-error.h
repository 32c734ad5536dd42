/* The error domain of the room of finance: charges, accruals and journals.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

#define CERTPLAN_FINANCE_ERROR (certplan_finance_error_quark ())

/**
 * certplan_finance_error_quark:
 *
 * The error domain, whose codes are the enumeration below.
 */
GQuark certplan_finance_error_quark (void);

/**
 * CertplanFinanceError:
 * @CERTPLAN_FINANCE_ERROR_TERMS: terms of payment that lie in the past, or leave the known years
 * @CERTPLAN_FINANCE_ERROR_PERIOD: months that end before they begin, or too many of them
 * @CERTPLAN_FINANCE_ERROR_SIDE: neither the payee nor the payer
 * @CERTPLAN_FINANCE_ERROR_VAT: no rate of tax
 * @CERTPLAN_FINANCE_ERROR_TOLERANCE: no amount by which a payment may miss a charge
 * @CERTPLAN_FINANCE_ERROR_WINDOW: no span of days around the day on which a charge is due
 * @CERTPLAN_FINANCE_ERROR_CLOSED: what is closed reaches beyond the day on which one looks
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_FINANCE_ERROR_TERMS,
  CERTPLAN_FINANCE_ERROR_PERIOD,
  CERTPLAN_FINANCE_ERROR_SIDE,
  CERTPLAN_FINANCE_ERROR_VAT,
  CERTPLAN_FINANCE_ERROR_TOLERANCE,
  CERTPLAN_FINANCE_ERROR_WINDOW,
  CERTPLAN_FINANCE_ERROR_CLOSED,
} CertplanFinanceError;

G_END_DECLS
