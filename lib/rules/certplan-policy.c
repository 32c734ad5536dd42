/* Policies: how the points that the documents leave open are read.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-policy-private.h"
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include "certplan-shipped-private.h"
#include "certplan-table-private.h"
#include <string.h>

struct _CertplanPolicy
{
  guint n_keys;
  gint *is_asked; /* by key: whether anything depended on it; owned, written by any thread */
  guint16 row[];  /* by key: the row of data/policies.csv in force */
};

G_DEFINE_BOXED_TYPE (CertplanPolicy, certplan_policy, certplan_policy_ref, certplan_policy_unref)

/* The keys that the computations of this library ask for; the data may hold more. */
static const char *const asked_keys[CERTPLAN_POLICY_N_KEYS] = {
  [CERTPLAN_POLICY_CLOCK_START] = "clock-start",
  [CERTPLAN_POLICY_PAUSE_REASONS] = "pause-reasons",
  [CERTPLAN_POLICY_CAP_PAUSES] = "cap-pauses",
  [CERTPLAN_POLICY_REST_DAYS] = "rest-days",
  [CERTPLAN_POLICY_PAUSE_ON_DUE] = "pause-on-due",
  [CERTPLAN_POLICY_LATE_SUPPLEMENT] = "late-supplement",
  [CERTPLAN_POLICY_GRACE_END_DAY] = "grace-end-day",
  [CERTPLAN_POLICY_GRACE_VALIDITY] = "grace-validity",
  [CERTPLAN_POLICY_STAGE_ORDER] = "stage-order",
  [CERTPLAN_POLICY_LADDER_CHECK] = "ladder-check",
  [CERTPLAN_POLICY_CLOUD_DOMAINS] = "cloud-domains",
  [CERTPLAN_POLICY_SHARED_STAFF] = "shared-staff",
  [CERTPLAN_POLICY_PROJECT_WINDOW] = "project-window",
  [CERTPLAN_POLICY_SUSPENDED_HOLDING] = "suspended-holding",
  [CERTPLAN_POLICY_AUDIT_REPORTS] = "audit-reports",
  [CERTPLAN_POLICY_GENERAL_REQUIREMENTS] = "general-requirements",
  [CERTPLAN_POLICY_AUTHORISED_REGION] = "authorised-region",
  [CERTPLAN_POLICY_ANNUAL_CHECK_DAYS] = "annual-check-days",
  [CERTPLAN_POLICY_SURVEILLANCE_ANCHOR] = "surveillance-anchor",
  [CERTPLAN_POLICY_RENEWED_TERM] = "renewed-term",
  [CERTPLAN_POLICY_ONSITE_WAIVER] = "onsite-waiver",
  [CERTPLAN_POLICY_SUSPENSION_CLOCK] = "suspension-clock",
  [CERTPLAN_POLICY_ENDED_ANNUITY] = "ended-annuity",
  [CERTPLAN_POLICY_PART_PAYMENTS] = "part-payments",
  [CERTPLAN_POLICY_OTHER_PAYER] = "other-payer",
  [CERTPLAN_POLICY_AUDIT_FEE] = "audit-fee",
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

/* A key of the data: its rows stand together, one a value. */
typedef struct
{
  const char *name;
  guint first, n_rows;
  guint default_row;
} PolicyKey;

typedef struct
{
  const CertplanRecords *rows;
  GArray *keys;                        /* PolicyKey, in the order of the data */
  guint asked[CERTPLAN_POLICY_N_KEYS]; /* the place of each asked key in keys */
} PolicyData;

static const char *
get_key (const PolicyData *data, guint row)
{
  const PolicyRow *cells = _certplan_records_row (data->rows, row);
  return _certplan_records_note (data->rows, cells->key);
}

static const char *
get_value (const PolicyData *data, guint row)
{
  const PolicyRow *cells = _certplan_records_row (data->rows, row);
  return _certplan_records_note (data->rows, cells->value);
}

static void
add_row (PolicyData *data, guint row)
{
  const char *name = get_key (data, row);
  PolicyKey *last
      = data->keys->len > 0 ? &g_array_index (data->keys, PolicyKey, data->keys->len - 1) : NULL;
  if (last == NULL || !g_str_equal (last->name, name))
    {
      const PolicyKey key = { name, row, 0, row };
      g_array_append_val (data->keys, key);
      last = &g_array_index (data->keys, PolicyKey, data->keys->len - 1);
    }
  last->n_rows++;
  if (((const PolicyRow *)_certplan_records_row (data->rows, row))->is_default == IS_YES)
    last->default_row = row;
}

static gint
find_key (const PolicyData *data, const char *name, gsize length)
{
  for (guint i = 0; i < data->keys->len; i++)
    {
      const char *key = g_array_index (data->keys, PolicyKey, i).name;
      if (strncmp (key, name, length) == 0 && key[length] == '\0')
        return i;
    }
  return -1;
}

/* The shipped rows, read once; they are part of the program, so a fault in them is a bug. */
static const PolicyData *
get_data (void)
{
  static gsize once = 0;
  static PolicyData data;
  if (g_once_init_enter (&once))
    {
      data.rows = _certplan_shipped_get ("policies", &policy_type);
      data.keys = g_array_new (FALSE, FALSE, sizeof (PolicyKey));
      for (guint i = 0; i < certplan_records_get_n (data.rows); i++)
        add_row (&data, i);
      for (gint key = 0; key < CERTPLAN_POLICY_N_KEYS; key++)
        {
          gint found = find_key (&data, asked_keys[key], strlen (asked_keys[key]));
          g_assert (found >= 0);
          data.asked[key] = found;
        }
      g_once_init_leave (&once, 1);
    }
  return &data;
}

/* Returns: the row of that value; -1 if the key has none of that name */
static gint
find_value (const PolicyData *data, const PolicyKey *key, const char *name)
{
  for (guint i = 0; i < key->n_rows; i++)
    if (g_str_equal (get_value (data, key->first + i), name))
      return key->first + i;
  return -1;
}

CertplanPolicy *
certplan_policy_new (void)
{
  const PolicyData *data = get_data ();
  guint n_keys = data->keys->len;
  CertplanPolicy *policy
      = g_atomic_rc_box_alloc0 (sizeof (CertplanPolicy) + n_keys * sizeof policy->row[0]);
  policy->n_keys = n_keys;
  policy->is_asked = g_new0 (gint, n_keys);
  for (guint i = 0; i < n_keys; i++)
    policy->row[i] = g_array_index (data->keys, PolicyKey, i).default_row;
  return policy;
}

CertplanPolicy *
certplan_policy_ref (CertplanPolicy *policy)
{
  return g_atomic_rc_box_acquire (policy);
}

static void
policy_clear (gpointer data)
{
  g_free (((CertplanPolicy *)data)->is_asked);
}

void
certplan_policy_unref (CertplanPolicy *policy)
{
  g_atomic_rc_box_release_full (policy, policy_clear);
}

static void
set_unknown_key (const PolicyData *data, const char *setting, gsize length, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < data->keys->len; i++)
    g_ptr_array_add (names, (gpointer)g_array_index (data->keys, PolicyKey, i).name);
  g_autofree char *name = g_strndup (setting, length);
  g_autoptr (GString) wanted = g_string_new (NULL);
  _certplan_append_nearest (wanted, name, (const char *const *)names->pdata, names->len);
  if (wanted->len == 0)
    g_string_append (wanted, _ ("a key that \"certplan show --policies\" lists"));
  g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_POLICY,
               _ ("unknown policy \"%s\"; wanted %s"), name, wanted->str);
}

static void
set_unknown_value (const PolicyData *data, const PolicyKey *key, const char *value, GError **error)
{
  g_autoptr (GString) values = g_string_new (NULL);
  for (guint i = 0; i < key->n_rows; i++)
    g_string_append_printf (values, "%s%s", i > 0 ? ", " : "", get_value (data, key->first + i));
  g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_POLICY,
               _ ("policy \"%s\" has no such value: \"%s\"; it has: %s"), key->name, value,
               values->str);
}

/* Returns: the row that @setting names, and its key's place in @place; -1 with @error set */
static gint
find_setting (const PolicyData *data, const char *setting, guint *place, GError **error)
{
  gsize length = strcspn (setting, "=");
  gint found = find_key (data, setting, length);
  if (found < 0)
    {
      set_unknown_key (data, setting, length, error);
      return -1;
    }
  const PolicyKey *key = &g_array_index (data->keys, PolicyKey, found);
  const char *value = setting[length] == '=' ? setting + length + 1 : "";
  gint row = find_value (data, key, value);
  *place = found;
  if (row < 0)
    set_unknown_value (data, key, value, error);
  return row;
}

gboolean
certplan_policy_set (CertplanPolicy *policy, const char *setting, GError **error)
{
  guint place;
  gint row = find_setting (get_data (), setting, &place, error);
  if (row < 0)
    return FALSE;
  policy->row[place] = row;
  return TRUE;
}

const char *
certplan_policy_get (const CertplanPolicy *policy, const char *key)
{
  const PolicyData *data = get_data ();
  gint found = find_key (data, key, strlen (key));
  return found < 0 ? NULL : get_value (data, policy->row[found]);
}

gboolean
certplan_policy_is_asked (const CertplanPolicy *policy, const char *setting)
{
  const gint found = find_key (get_data (), setting, strcspn (setting, "="));
  return found >= 0 && g_atomic_int_get (&policy->is_asked[found]);
}

/* Inner loops ask, too: the line of memory is not written again. */
static void
note_asked (const CertplanPolicy *policy, guint place)
{
  if (!g_atomic_int_get (&policy->is_asked[place]))
    g_atomic_int_set (&policy->is_asked[place], TRUE);
}

/* The row in force, which something depends on; @policy NULL = the defaults. */
static guint
get_row (const PolicyData *data, const CertplanPolicy *policy, guint place)
{
  if (policy != NULL)
    note_asked (policy, place);
  return policy != NULL ? policy->row[place]
                        : g_array_index (data->keys, PolicyKey, place).default_row;
}

gboolean
_certplan_policy_is (const CertplanPolicy *policy, CertplanPolicyKey key, const char *value)
{
  const PolicyData *data = get_data ();
  return g_str_equal (get_value (data, get_row (data, policy, data->asked[key])), value);
}

gboolean
_certplan_policy_has (const CertplanPolicy *policy, const char *setting, gboolean *in_force,
                      GError **error)
{
  const PolicyData *data = get_data ();
  guint place;
  gint row = find_setting (data, setting, &place, error);
  if (row < 0)
    return FALSE;
  *in_force = get_row (data, policy, place) == (guint)row;
  return TRUE;
}

char *
_certplan_policy_dup_note (const CertplanPolicy *policy, CertplanPolicyKey asked)
{
  const PolicyData *data = get_data ();
  const guint place = data->asked[asked];
  const PolicyKey *key = &g_array_index (data->keys, PolicyKey, place);
  if (policy == NULL || policy->row[place] == key->default_row)
    return NULL;
  const char *value = get_value (data, policy->row[place]);
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL "policy.", key->name, ".", value, NULL);
  return _certplan_sentence ("note.policy", key->name, value, label, NULL);
}

void
_certplan_policy_explain (const CertplanPolicy *policy, const CertplanPolicyKey *asked,
                          gsize n_keys, CertplanExplanation *explanation)
{
  for (gsize i = 0; i < n_keys; i++)
    {
      char *note = _certplan_policy_dup_note (policy, asked[i]);
      if (note != NULL)
        _certplan_explanation_take_note (explanation, note);
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
  CERTPLAN_RESULT_COLUMN (PolicyLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (PolicyLine, clause, TEXT),
};

static PolicyLine
make_line (const CertplanPolicy *policy, const PolicyData *data, guint i)
{
  const PolicyRow *row = _certplan_records_row (data->rows, i);
  const char *key = get_key (data, i);
  const char *value = get_value (data, i);
  note_asked (policy, (guint)find_key (data, key, strlen (key)));
  gboolean in_use = g_strcmp0 (certplan_policy_get (policy, key), value) == 0;
  g_autofree char *label = g_strconcat ("policy.", key, ".", value, NULL);
  return (PolicyLine){
    .key = key,
    .value = value,
    .is_default = yes_no[row->is_default - 1],
    .in_use = yes_no[in_use ? 0 : 1],
    .meaning = _certplan_sentence (label, NULL),
    .source = _certplan_records_note (data->rows, row->source),
    .clause = _certplan_records_note (data->rows, row->clause),
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
  const PolicyData *data = get_data ();
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (PolicyLine));
  g_array_set_clear_func (lines, line_clear);
  for (guint i = 0; i < certplan_records_get_n (data->rows); i++)
    {
      PolicyLine line = make_line (policy, data, i);
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
