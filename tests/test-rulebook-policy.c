/* Policies: settings, and data/policies.csv. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-policy-private.h"
#include "test-rows.h"
#include "test-rulebook.h"

typedef struct
{
  const char *name;
  const char *setting;
  const char *key, *value; /* then; NULL = refused */
  const char *message;
} PolicyRow;

static const PolicyRow policy_rows[] = {
  { "set", "cap-pauses=counted", "cap-pauses", "counted", NULL },
  { "default-again", "cap-pauses=excluded", "cap-pauses", "excluded", NULL },
  { "unknown-value", "cap-pauses=never", NULL, NULL,
    "policy \"cap-pauses\" has no such value: \"never\"; it has: excluded, counted" },
  { "no-value", "cap-pauses", NULL, NULL,
    "policy \"cap-pauses\" has no such value: \"\"; it has: excluded, counted" },
  { "unknown-key", "cap-pause=counted", NULL, NULL,
    "unknown policy \"cap-pause\"; wanted \"cap-pauses\"" },
  { "nothing-near", "colour=red", NULL, NULL,
    "unknown policy \"colour\"; wanted a key that \"certplan show --policies\" lists" },
};

static void
test_policy (gconstpointer data)
{
  const PolicyRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  g_assert_cmpint (certplan_policy_set (policy, row->setting, &error), ==, row->value != NULL);
  if (row->value != NULL)
    g_assert_cmpstr (certplan_policy_get (policy, row->key), ==, row->value);
  else
    {
      g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_POLICY);
      g_assert_cmpstr (error->message, ==, row->message);
    }
}

/* Each key of data/policies.csv has several values and one default, the value in use at the start,
 * each value can be set and has a label, and no key stands in two places. */
static void
test_policies_agree (void)
{
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  g_autoptr (CertplanTables) tables = certplan_policy_dup_tables (policy);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_get (tables, 0));
  g_autoptr (GHashTable) ended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *last = NULL;
  guint n_defaults = 0, n_keys = 0, n_values = 0;
  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *key = certplan_cursor_dup_text (cursor, 0);
      g_autofree char *value = certplan_cursor_dup_text (cursor, 1);
      g_autofree char *is_default = certplan_cursor_dup_text (cursor, 2);
      g_autofree char *in_use = certplan_cursor_dup_text (cursor, 3);
      g_autofree char *meaning = certplan_cursor_dup_text (cursor, 4);
      g_autofree char *setting = g_strconcat (key, "=", value, NULL);
      g_autoptr (CertplanPolicy) copy = certplan_policy_new ();
      g_assert_true (certplan_policy_set (copy, setting, NULL));
      g_assert_cmpstr (is_default, ==, in_use);
      g_assert_false (g_str_has_prefix (meaning, "policy.")); /* it has a label */
      if (g_strcmp0 (last, key) != 0)
        {
          g_assert_cmpuint (n_defaults, ==, n_keys);
          g_assert_true (n_keys == 0 || n_values >= 2);
          g_assert_true (g_hash_table_add (ended, g_strdup (key)));
          g_free (last);
          last = g_strdup (key);
          n_keys++;
          n_values = 0;
        }
      n_values++;
      n_defaults += g_str_equal (is_default, "yes");
    }
  g_assert_cmpuint (n_defaults, ==, n_keys);
  g_assert_cmpuint (n_keys, >=, 8);
}

/* What was looked at, and nothing else, by either way of asking; a table shows all. */
static void
test_asked (void)
{
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  gboolean in_force;
  g_assert_true (certplan_policy_set (policy, "rest-days=roll", NULL));
  g_assert_false (certplan_policy_is_asked (policy, "rest-days=roll"));
  g_assert_true (_certplan_policy_is (policy, CERTPLAN_POLICY_REST_DAYS, "roll"));
  g_assert_true (certplan_policy_is_asked (policy, "rest-days=roll"));
  g_assert_true (certplan_policy_is_asked (policy, "rest-days"));
  g_assert_false (certplan_policy_is_asked (policy, "cap-pauses"));
  g_assert_true (_certplan_policy_has (policy, "cap-pauses=counted", &in_force, NULL));
  g_assert_true (certplan_policy_is_asked (policy, "cap-pauses=excluded"));
  g_assert_false (certplan_policy_is_asked (policy, "audit-fee=when-due"));
  g_assert_false (certplan_policy_is_asked (policy, "rest"));
  g_autoptr (CertplanTables) tables = certplan_policy_dup_tables (policy);
  g_assert_true (certplan_policy_is_asked (policy, "audit-fee=when-due"));
}

void
add_policies (void)
{
  ADD_ROWS ("/policy/set/", policy_rows, test_policy);
  g_test_add_func ("/policy/asked", test_asked);
  g_test_add_func ("/policy/data-and-code-agree", test_policies_agree);
}
