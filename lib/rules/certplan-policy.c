/* Policies: how the points that the documents leave open are read.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-policy-private.h"
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-table-private.h"
#include <string.h>

#define POLICIES_RESOURCE "/certplan/policies.csv"

GResource *_certplan_get_resource (void);

struct _CertplanPolicy
{
  guint8 value[CERTPLAN_POLICY_N_KEYS]; /* a place in the key's values */
};

G_DEFINE_BOXED_TYPE (CertplanPolicy, certplan_policy, certplan_policy_ref, certplan_policy_unref)

/* What the computations know how to do; the first value need not be the default, the data says. */
#define MAX_VALUES 4
typedef struct
{
  const char *key;
  const char *values[MAX_VALUES];
} KeyInfo;

static const KeyInfo keys[CERTPLAN_POLICY_N_KEYS] = {
  [CERTPLAN_POLICY_CLOCK_START] = { "clock-start", { "filing", "evaluation" } },
  [CERTPLAN_POLICY_PAUSE_REASONS] = { "pause-reasons", { "named", "all" } },
  [CERTPLAN_POLICY_CAP_PAUSES] = { "cap-pauses", { "excluded", "counted" } },
  [CERTPLAN_POLICY_REST_DAYS] = { "rest-days", { "stay", "roll" } },
  [CERTPLAN_POLICY_PAUSE_ON_DUE] = { "pause-on-due", { "ignored", "counted" } },
  [CERTPLAN_POLICY_LATE_SUPPLEMENT] = { "late-supplement", { "report", "stop-pausing", "close" } },
  [CERTPLAN_POLICY_GRACE_END_DAY] = { "grace-end-day", { "renewal", "initial" } },
  [CERTPLAN_POLICY_GRACE_VALIDITY] = { "grace-validity", { "interrupted", "continuous" } },
};

typedef struct
{
  guint32 line;
  guint32 key, value, source, clause;
  guint8 is_default;
} PolicyRow;

static const char *const yes_no[] = { "yes", "no", NULL };
#define IS_YES 1 /* its place in yes_no, from 1 */

#define COLUMN(member, TYPE, ...)                                                                  \
  CERTPLAN_RECORD_COLUMN (PolicyRow, member, TYPE, CERTPLAN_COLUMN_REQUIRED, __VA_ARGS__)
static const CertplanColumn columns[] = {
  COLUMN (key, NOTE),    COLUMN (value, NOTE),  COLUMN (is_default, CHOICE, .values = yes_no),
  COLUMN (source, NOTE), COLUMN (clause, NOTE),
};
static const CertplanRecordType policy_type = {
  .name = "policies",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (PolicyRow),
};

/* The shipped rows, read once; they are part of the program, so a fault in them is a bug. */
static CertplanRecords *
get_rows (void)
{
  static gsize once = 0;
  static CertplanRecords *rows = NULL;
  if (g_once_init_enter (&once))
    {
      const CertplanReadOptions options = { .comments = TRUE };
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autoptr (GBytes) bytes
          = g_resource_lookup_data (_certplan_get_resource (), POLICIES_RESOURCE, 0, NULL);
      rows = _certplan_records_load_bytes (&policy_type, "policies.csv", bytes, &options, NULL,
                                           faults, NULL);
      g_assert (rows != NULL);
      g_once_init_leave (&once, 1);
    }
  return rows;
}

static gint
find_key (const char *name, gsize length)
{
  for (gint key = 0; key < CERTPLAN_POLICY_N_KEYS; key++)
    if (strncmp (keys[key].key, name, length) == 0 && keys[key].key[length] == '\0')
      return key;
  return -1;
}

static gint
find_value (gint key, const char *name)
{
  for (gint value = 0; value < MAX_VALUES && keys[key].values[value] != NULL; value++)
    if (g_str_equal (keys[key].values[value], name))
      return value;
  return -1;
}

static gint
get_default (gint key)
{
  CertplanRecords *rows = get_rows ();
  for (guint i = 0; i < certplan_records_get_n (rows); i++)
    {
      const PolicyRow *row = _certplan_records_row (rows, i);
      if (row->is_default == IS_YES
          && g_str_equal (_certplan_records_note (rows, row->key), keys[key].key))
        return find_value (key, _certplan_records_note (rows, row->value));
    }
  g_return_val_if_reached (0);
}

CertplanPolicy *
certplan_policy_new (void)
{
  CertplanPolicy *policy = g_atomic_rc_box_new0 (CertplanPolicy);
  for (gint key = 0; key < CERTPLAN_POLICY_N_KEYS; key++)
    policy->value[key] = get_default (key);
  return policy;
}

CertplanPolicy *
certplan_policy_ref (CertplanPolicy *policy)
{
  return g_atomic_rc_box_acquire (policy);
}

void
certplan_policy_unref (CertplanPolicy *policy)
{
  g_atomic_rc_box_release (policy);
}

static void
set_unknown_key (const char *setting, gsize length, GError **error)
{
  const char *names[CERTPLAN_POLICY_N_KEYS];
  for (gint key = 0; key < CERTPLAN_POLICY_N_KEYS; key++)
    names[key] = keys[key].key;
  g_autofree char *name = g_strndup (setting, length);
  g_autoptr (GString) wanted = g_string_new (NULL);
  _certplan_append_nearest (wanted, name, names, G_N_ELEMENTS (names));
  if (wanted->len == 0)
    g_string_append (wanted, _ ("a key that \"certplan show --policies\" lists"));
  g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_POLICY,
               _ ("unknown policy \"%s\"; wanted %s"), name, wanted->str);
}

gboolean
certplan_policy_set (CertplanPolicy *policy, const char *setting, GError **error)
{
  gsize length = strcspn (setting, "=");
  gint key = find_key (setting, length);
  if (key < 0)
    {
      set_unknown_key (setting, length, error);
      return FALSE;
    }
  gint value = setting[length] == '=' ? find_value (key, setting + length + 1) : -1;
  if (value >= 0)
    {
      policy->value[key] = value;
      return TRUE;
    }
  g_autofree char *values = g_strjoin (", ", keys[key].values[0], keys[key].values[1],
                                       keys[key].values[2], keys[key].values[3], NULL);
  g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_POLICY,
               _ ("policy \"%s\" has no such value: \"%s\"; it has: %s"), keys[key].key,
               setting[length] == '=' ? setting + length + 1 : "", values);
  return FALSE;
}

const char *
certplan_policy_get (const CertplanPolicy *policy, const char *key)
{
  gint found = find_key (key, strlen (key));
  return found < 0 ? NULL : keys[found].values[policy->value[found]];
}

gboolean
_certplan_policy_is (const CertplanPolicy *policy, CertplanPolicyKey key, const char *value)
{
  gint now = policy != NULL ? policy->value[key] : get_default (key);
  return g_str_equal (keys[key].values[now], value);
}

void
_certplan_policy_explain (const CertplanPolicy *policy, const CertplanPolicyKey *asked,
                          gsize n_keys, CertplanExplanation *explanation)
{
  for (gsize i = 0; policy != NULL && i < n_keys; i++)
    {
      CertplanPolicyKey key = asked[i];
      const char *value = keys[key].values[policy->value[key]];
      if (policy->value[key] == get_default (key))
        continue;
      g_autofree char *label
          = g_strconcat (CERTPLAN_LABEL "policy.", keys[key].key, ".", value, NULL);
      _certplan_explanation_take_note (
          explanation, _certplan_sentence ("note.policy", keys[key].key, value, label, NULL));
    }
}

/* One row of the table of policies. */
typedef struct
{
  const char *key, *value, *is_default, *in_use;
  char *meaning; /* owned */
  const char *source, *clause;
} PolicyLine;

static const CertplanColumn line_columns[] = {
  CERTPLAN_RESULT_COLUMN (PolicyLine, key, ID),
  CERTPLAN_RESULT_COLUMN (PolicyLine, value, ID),
  CERTPLAN_RESULT_COLUMN (PolicyLine, is_default, CHOICE),
  CERTPLAN_RESULT_COLUMN (PolicyLine, in_use, CHOICE),
  CERTPLAN_RESULT_COLUMN (PolicyLine, meaning, SENTENCE),
  CERTPLAN_RESULT_COLUMN (PolicyLine, source, TEXT),
  CERTPLAN_RESULT_COLUMN (PolicyLine, clause, TEXT),
};

static PolicyLine
make_line (const CertplanPolicy *policy, const CertplanRecords *rows, guint i)
{
  const PolicyRow *row = _certplan_records_row (rows, i);
  const char *key = _certplan_records_note (rows, row->key);
  const char *value = _certplan_records_note (rows, row->value);
  gboolean in_use = g_strcmp0 (certplan_policy_get (policy, key), value) == 0;
  g_autofree char *label = g_strconcat ("policy.", key, ".", value, NULL);
  return (PolicyLine){
    .key = key,
    .value = value,
    .is_default = yes_no[row->is_default - 1],
    .in_use = yes_no[in_use ? 0 : 1],
    .meaning = _certplan_sentence (label, NULL),
    .source = _certplan_records_note (rows, row->source),
    .clause = _certplan_records_note (rows, row->clause),
  };
}

/* The meaning alone is a line's own; the other texts are the shipped rows'. */
static void
line_clear (gpointer data)
{
  g_free (((PolicyLine *)data)->meaning);
}

CertplanTables *
certplan_policy_dup_tables (CertplanPolicy *policy)
{
  const CertplanRecords *rows = get_rows ();
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (PolicyLine));
  g_array_set_clear_func (lines, line_clear);
  for (guint i = 0; i < certplan_records_get_n (rows); i++)
    {
      PolicyLine line = make_line (policy, rows, i);
      g_array_append_val (lines, line);
    }
  CertplanTable *table = _certplan_table_new_array ("policies", line_columns,
                                                    G_N_ELEMENTS (line_columns), lines, NULL, NULL);
  g_autofree char *title = _certplan_sentence ("title.policies", NULL);
  _certplan_table_set_title (table, title, NULL);
  CertplanTables *tables = certplan_tables_new ();
  certplan_tables_take (tables, table);
  return tables;
}
