/* The error domain of the office's room. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

#define CERTPLAN_OFFICE_ERROR (certplan_office_error_quark ())

/**
 * certplan_office_error_quark:
 *
 * The error domain, whose codes are the enumeration below.
 */
GQuark certplan_office_error_quark (void);

/**
 * CertplanOfficeError:
 * @CERTPLAN_OFFICE_ERROR_HORIZON: no months, too many of them, or months outside the known years
 * @CERTPLAN_OFFICE_ERROR_LIMIT: more work than can be counted, more cases than can be told apart,
 * or a case that goes in circles
 * @CERTPLAN_OFFICE_ERROR_MODEL: a model of a simulation that cannot be
 * @CERTPLAN_OFFICE_ERROR_RUN: a number of replications, shards or threads that cannot be
 * @CERTPLAN_OFFICE_ERROR_PART: parts that do not belong together, or not all of them
 * @CERTPLAN_OFFICE_ERROR_WHAT_IF: people to add, bodies to leave out or growth that cannot be read
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_OFFICE_ERROR_HORIZON,
  CERTPLAN_OFFICE_ERROR_LIMIT,
  CERTPLAN_OFFICE_ERROR_MODEL,
  CERTPLAN_OFFICE_ERROR_RUN,
  CERTPLAN_OFFICE_ERROR_PART,
  CERTPLAN_OFFICE_ERROR_WHAT_IF,
} CertplanOfficeError;

G_END_DECLS
