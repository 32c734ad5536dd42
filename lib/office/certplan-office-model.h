/* An office over some months: its regions, its bodies, and how much time its people have.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-office-error.h"
#include "certplan-office-records.h"
#include "certplan-policy.h"

G_BEGIN_DECLS

/**
 * CertplanOffice:
 *
 * Who can do what, where, and how much of it a month. Immutable, reference counted.
 */
typedef struct _CertplanOffice CertplanOffice;

#define CERTPLAN_TYPE_OFFICE (certplan_office_get_type ())
GType certplan_office_get_type (void);

/**
 * CERTPLAN_TICKS_PER_DAY:
 *
 * How many ticks a working day of one person has: a tick is a second of eight hours.
 */
#define CERTPLAN_TICKS_PER_DAY 28800

/**
 * CERTPLAN_OFFICE_MAX_MONTHS:
 *
 * The longest horizon.
 */
#define CERTPLAN_OFFICE_MAX_MONTHS 600

/**
 * certplan_office_new:
 * @policy: (nullable): %NULL = the defaults
 * @as_of: the day on which one looks
 * @from: a day of the first month
 * @n_months: 1 to %CERTPLAN_OFFICE_MAX_MONTHS
 * @faults: (nullable): gets all that is wrong across the rows of bodies, regions and reviewers
 * @error: %CERTPLAN_TABLE_ERROR, the first fault; %CERTPLAN_OFFICE_ERROR_HORIZON;
 *   %CERTPLAN_BASE_ERROR_CALENDAR where the working calendar does not know the months
 *
 * A reviewer gives, in each month, the working days of the term less the leave, times the share,
 * rounded down to ticks once a row and month. Rows of one body and region follow one another: a
 * later one ends an earlier one that has no end, so that a class can be lowered; where no row is in
 * force, the body's people give nothing.
 *
 * Source: ccia-2024-8, articles 7 and 28 (classes, regions, lowering of a class).
 */
CertplanOffice *certplan_office_new (CertplanPolicy *policy, CertplanOfficeRecords *records,
                                     CertplanDate as_of, CertplanDate from, guint n_months,
                                     CertplanFaults *faults, GError **error);

/**
 * certplan_office_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @office
 */
CertplanOffice *certplan_office_ref (CertplanOffice *office);

/**
 * certplan_office_unref:
 *
 * Gives a reference back; the last one frees @office.
 */
void certplan_office_unref (CertplanOffice *office);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanOffice, certplan_office_unref)

/**
 * certplan_office_get_n_months:
 *
 * How many months are looked at.
 */
guint certplan_office_get_n_months (const CertplanOffice *office);

/**
 * certplan_office_get_month:
 *
 * The first day of @month, counted from 0.
 */
CertplanDate certplan_office_get_month (const CertplanOffice *office, guint month);

/**
 * certplan_office_get_supply:
 * @performer: whose time, as "evaluation_body", "witness_body", "office", "centre"
 * @month: counted from 0
 *
 * The time that an office has.
 *
 * Returns: the time of all its people in that month, in ticks
 */
gint64 certplan_office_get_supply (const CertplanOffice *office, const char *performer,
                                   guint month);

/**
 * certplan_office_get_body_supply:
 * @body: a body's name
 * @performer: as certplan_office_get_supply()
 * @month: counted from 0
 *
 * The time that one body has.
 *
 * Returns: the time of the body's own people, in ticks; 0 also where there is no such body
 */
gint64 certplan_office_get_body_supply (const CertplanOffice *office, const char *body,
                                        const char *performer, guint month);

G_END_DECLS
