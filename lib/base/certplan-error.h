/* The error domain of the base room: numbers, dates, periods, calendars.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

#define CERTPLAN_BASE_ERROR (certplan_base_error_quark ())

/**
 * certplan_base_error_quark:
 *
 * The error domain, whose codes are the enumeration below.
 */
GQuark certplan_base_error_quark (void);

/**
 * CertplanBaseError:
 * @CERTPLAN_BASE_ERROR_SYNTAX: a text is not of the form asked for
 * @CERTPLAN_BASE_ERROR_RANGE: a date or an amount lies outside what can be held
 * @CERTPLAN_BASE_ERROR_CALENDAR: a day lies outside the years that the calendar knows
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_BASE_ERROR_SYNTAX,
  CERTPLAN_BASE_ERROR_RANGE,
  CERTPLAN_BASE_ERROR_CALENDAR,
} CertplanBaseError;

G_END_DECLS
