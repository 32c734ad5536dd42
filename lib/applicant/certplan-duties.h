/* What falls due for certificates that are held, and what state they are in.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-applicant-error.h"
#include "certplan-date.h"
#include "certplan-faults.h"
#include "certplan-policy.h"
#include "certplan-records.h"
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * CertplanDuties:
 *
 * The states of a register's certificates on a day, and what falls due from then on. Immutable,
 * reference counted.
 */
typedef struct _CertplanDuties CertplanDuties;

#define CERTPLAN_TYPE_DUTIES (certplan_duties_get_type ())
GType certplan_duties_get_type (void);

/**
 * certplan_duties_new:
 * @policy: (nullable): %NULL = the defaults
 * @certificates: records of the type "register", loaded with @rulebook
 * @cases: (nullable): records of the type "cases", loaded with @rulebook: what is applied for
 * @events: (nullable): records of the type "events": all that happened; %NULL = nobody knows, then
 *   yearly duties of the past count as done
 * @as_of: the day on which one looks; later events do not count
 * @until: the last day of which duties are wanted, not before @as_of
 * @actor: (nullable): whose duties: "holder" (also those of others that cost the holder the
 *   certificate), "body", "office", "centre" or "all"; %NULL = "holder"
 * @faults: (nullable): gets all that is wrong across the rows of the register
 * @error: %CERTPLAN_TABLE_ERROR, the first fault; %CERTPLAN_APPLICANT_ERROR_ACTOR or
 *   %CERTPLAN_APPLICANT_ERROR_DATE
 *
 * The rows of periods and of the life cycle that are in force on @as_of say what follows from what.
 */
CertplanDuties *certplan_duties_new (CertplanRulebook *rulebook, CertplanPolicy *policy,
                                     CertplanRecords *certificates, CertplanRecords *cases,
                                     CertplanRecords *events, CertplanDate as_of,
                                     CertplanDate until, const char *actor, CertplanFaults *faults,
                                     GError **error);

/**
 * certplan_duties_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @duties
 */
CertplanDuties *certplan_duties_ref (CertplanDuties *duties);

/**
 * certplan_duties_unref:
 *
 * Gives a reference back; the last one frees @duties.
 */
void certplan_duties_unref (CertplanDuties *duties);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanDuties, certplan_duties_unref)

/**
 * certplan_duties_get_state:
 *
 * The state of certificate @i of the register, as "valid".
 *
 * Returns: (transfer none)
 */
const char *certplan_duties_get_state (const CertplanDuties *duties, guint i);

/**
 * certplan_duties_get_expiry:
 *
 * The last day of validity of certificate @i: as printed, else computed; CERTPLAN_DATE_NONE = no
 * document states an end.
 */
CertplanDate certplan_duties_get_expiry (const CertplanDuties *duties, guint i);

/**
 * certplan_duties_get_computed_expiry:
 *
 * The last day of validity of certificate @i, whatever is printed, by the rules in force on the day
 * of its issue (by those of the day on which one looks, where it is older than all) for the kind of
 * its application; CERTPLAN_DATE_NONE = no document states a validity.
 */
CertplanDate certplan_duties_get_computed_expiry (const CertplanDuties *duties, guint i);

/**
 * certplan_duties_count_overdue:
 *
 * How many duties of the actor's are overdue.
 */
guint certplan_duties_count_overdue (CertplanDuties *duties);

/**
 * certplan_duties_count_unknown:
 *
 * How many numbers are perhaps mistaken, as the findings tell: no certificate and no case has them,
 * or a certificate does not name the one that it replaced.
 */
guint certplan_duties_count_unknown (const CertplanDuties *duties);

/**
 * certplan_duties_dup_tables:
 * @explain: whether the table of reasons is wanted
 *
 * What falls due and the states of the certificates, as tables.
 *
 * Returns: (transfer full): duties (by certificate, then by date; the rows are made while they are
 *   walked), states, summary, findings (if any), reasons (if @explain), notes (if any)
 */
CertplanTables *certplan_duties_dup_tables (CertplanDuties *duties, gboolean explain);

G_END_DECLS
