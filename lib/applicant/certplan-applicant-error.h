/* The error domain of the applicant's room: quotes and timelines.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

#define CERTPLAN_APPLICANT_ERROR (certplan_applicant_error_quark ())

/**
 * certplan_applicant_error_quark:
 *
 * The error domain, whose codes are the enumeration below.
 */
GQuark certplan_applicant_error_quark (void);

/**
 * CertplanApplicantError:
 * @CERTPLAN_APPLICANT_ERROR_EXTRA: an extra cost without a name or with a bad amount
 * @CERTPLAN_APPLICANT_ERROR_PAUSE: a pause that is not REASON:FROM/TO or REASON:FROM/
 * @CERTPLAN_APPLICANT_ERROR_STAGE: a stage length that is not STAGE=PERIOD
 * @CERTPLAN_APPLICANT_ERROR_DATE: a finish before the start, or a plan that leaves the known years
 * @CERTPLAN_APPLICANT_ERROR_SUBJECT: events of no or of several cases where one was wanted
 * @CERTPLAN_APPLICANT_ERROR_ACTOR: nobody whose duties are known by that name
 * @CERTPLAN_APPLICANT_ERROR_PERIOD: no month, quarter or year; or no number of months
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_APPLICANT_ERROR_EXTRA,
  CERTPLAN_APPLICANT_ERROR_PAUSE,
  CERTPLAN_APPLICANT_ERROR_STAGE,
  CERTPLAN_APPLICANT_ERROR_DATE,
  CERTPLAN_APPLICANT_ERROR_SUBJECT,
  CERTPLAN_APPLICANT_ERROR_ACTOR,
  CERTPLAN_APPLICANT_ERROR_PERIOD,
} CertplanApplicantError;

G_END_DECLS
