/* Policies: how the points that the documents leave open are read.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rules-error.h"
#include "certplan-table.h"

G_BEGIN_DECLS

/**
 * CertplanPolicy:
 *
 * One reading for each open point. New ones stand at the defaults. Belongs to one thread while it
 * is being set; reference counted.
 */
typedef struct _CertplanPolicy CertplanPolicy;

#define CERTPLAN_TYPE_POLICY (certplan_policy_get_type ())
GType certplan_policy_get_type (void);

/**
 * certplan_policy_new:
 *
 * Makes a policy with every point at its default.
 */
CertplanPolicy *certplan_policy_new (void);

/**
 * certplan_policy_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @policy
 */
CertplanPolicy *certplan_policy_ref (CertplanPolicy *policy);

/**
 * certplan_policy_unref:
 *
 * Gives a reference back; the last one frees @policy.
 */
void certplan_policy_unref (CertplanPolicy *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanPolicy, certplan_policy_unref)

/**
 * certplan_policy_set:
 * @setting: `KEY=VALUE`
 * @error: %CERTPLAN_RULES_ERROR_UNKNOWN_POLICY, with the keys or the key's values
 *
 * Says how one point is read.
 */
gboolean certplan_policy_set (CertplanPolicy *policy, const char *setting, GError **error);

/**
 * certplan_policy_get:
 *
 * The value of @key now.
 *
 * Returns: (nullable): %NULL if there is no such key
 */
const char *certplan_policy_get (const CertplanPolicy *policy, const char *key);

/**
 * certplan_policy_is_asked:
 * @setting: `KEY=VALUE`, or `KEY` alone
 *
 * Whether anything that was computed with @policy depended on the key. What did not would be the
 * same with any of its values. May be called from any thread.
 *
 * Returns: %FALSE also if there is no such key
 */
gboolean certplan_policy_is_asked (const CertplanPolicy *policy, const char *setting);

/**
 * certplan_policy_dup_tables:
 *
 * The points that the documents leave open.
 *
 * Returns: (transfer full): every key with its values, default, meaning, source and clause
 */
CertplanTables *certplan_policy_dup_tables (CertplanPolicy *policy);

G_END_DECLS
