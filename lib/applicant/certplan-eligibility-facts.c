/* The facts of a profile: which are asked for, of which type, and their values.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-column-private.h"
#include "certplan-faults-private.h"
#include "certplan-eligibility-private.h"
#include "certplan-nearest-private.h"
#include "certplan-plan.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include <string.h>

#define HELD "held "

CertplanFactType
_certplan_criterion_get_type (const CertplanRule *rule)
{
  static const struct
  {
    const char *condition;
    CertplanFactType type;
  } types[] = {
    { "yes", CERTPLAN_FACT_YES_NO },
    { "count", CERTPLAN_FACT_COUNT },
    { "at_most", CERTPLAN_FACT_COUNT },
    { "projects", CERTPLAN_FACT_COUNT },
    { "sectors", CERTPLAN_FACT_COUNT },
    { "amount", CERTPLAN_FACT_AMOUNT },
    { "project_value", CERTPLAN_FACT_AMOUNT },
    { "since", CERTPLAN_FACT_SINCE },
    { "held", CERTPLAN_FACT_HELD },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (_certplan_criterion_is (rule, types[i].condition))
      return types[i].type == CERTPLAN_FACT_COUNT && g_strcmp0 (rule->staff, "yes") == 0
                 ? CERTPLAN_FACT_PEOPLE
                 : types[i].type;
  return 0;
}

char *
_certplan_fact_dup_held (const char *qualification)
{
  return g_strconcat (HELD, qualification, NULL);
}

static gboolean
read_yes (const char *text, gboolean *is_yes)
{
  static const char *const words[] = { "yes", "是", "no", "否" };
  char folded[_CERTPLAN_FOLD_SIZE];
  if (!_certplan_text_fold (text, folded, sizeof folded))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (folded, words[i]) == 0)
      {
        *is_yes = i < 2;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_count (const char *text, gint64 *count)
{
  gint32 number;
  g_auto (CertplanRefusal) refusal = { NULL, NULL };
  if (!_certplan_cell_read_int (text, &number, &refusal) || number < 0)
    return FALSE;
  *count = number;
  return TRUE;
}

/* The number in @text, with the unit that the fact is counted in behind it or not. @unit: the key
 * of a label */
static gboolean
read_count_of (const char *text, const char *unit, gint64 *count)
{
  char folded[_CERTPLAN_FOLD_SIZE];
  if (!_certplan_text_fold (text, folded, sizeof folded))
    return FALSE;
  for (CertplanLang lang = CERTPLAN_LANG_EN; lang <= CERTPLAN_LANG_ZH_CN; lang++)
    {
      const char *word = certplan_labels_get (certplan_labels_get_default (), lang, unit);
      if (!g_str_has_suffix (folded, word))
        continue;
      folded[strlen (folded) - strlen (word)] = '\0';
      g_strchomp (folded);
      break;
    }
  return read_count (folded, count);
}

static gboolean
read_amount (const char *text, CertplanMoney *fen)
{
  CertplanMoney amount;
  if (!certplan_money_parse (text, &amount, NULL) || amount < 0)
    return FALSE;
  *fen = amount;
  return TRUE;
}

/* Four digits and more are no number of years: 20230501 is a day. */
#define MAX_YEARS 999

static gboolean
read_since (const char *text, CertplanDate *since, gint64 *years)
{
  *since = CERTPLAN_DATE_NONE;
  if (read_count_of (text, "years", years) && *years <= MAX_YEARS)
    return TRUE;
  return certplan_date_parse (text, since, NULL);
}

static gboolean
read_held (const char *text, CertplanDate *issued, CertplanDate *expiry)
{
  gboolean is_yes = TRUE;
  *issued = *expiry = CERTPLAN_DATE_NONE;
  if (read_yes (text, &is_yes))
    return !is_yes;
  /* a day may be written with strokes too: the one in the middle keeps the two apart */
  for (const char *stroke = strchr (text, '/'); stroke != NULL; stroke = strchr (stroke + 1, '/'))
    {
      g_autofree char *first = g_strndup (text, stroke - text);
      if (certplan_date_parse (first, issued, NULL)
          && (stroke[1] == '\0' || certplan_date_parse (stroke + 1, expiry, NULL)))
        return *expiry == CERTPLAN_DATE_NONE || *issued <= *expiry;
    }
  return FALSE;
}

static gboolean
is_readable (CertplanFactType type, const char *text)
{
  gboolean is_yes;
  gint64 number;
  CertplanDate day, other;
  switch (type)
    {
    case CERTPLAN_FACT_YES_NO:
      return read_yes (text, &is_yes);
    case CERTPLAN_FACT_COUNT:
      return read_count (text, &number);
    case CERTPLAN_FACT_PEOPLE:
      return read_count_of (text, CERTPLAN_UNIT_PEOPLE, &number);
    case CERTPLAN_FACT_AMOUNT:
      return read_amount (text, &number);
    case CERTPLAN_FACT_SINCE:
      return read_since (text, &day, &number);
    default:
      return read_held (text, &day, &other);
    }
}

static const char *
describe_type (CertplanFactType type)
{
  switch (type)
    {
    case CERTPLAN_FACT_YES_NO:
      return _ ("yes or no");
    case CERTPLAN_FACT_COUNT:
    case CERTPLAN_FACT_PEOPLE:
      return _ ("a whole number from 0 on");
    case CERTPLAN_FACT_AMOUNT:
      return _ ("an amount in yuan, as 5000000");
    case CERTPLAN_FACT_SINCE:
      return _ ("the day since when, as 2023-05-01, or whole years");
    default:
      return _ ("ISSUED/EXPIRY, as 2024-03-01/2027-03-01, ISSUED/ without an end, or no");
    }
}

static void
add_type (GHashTable *types, const char *fact, CertplanFactType type)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (types, fact));
  g_hash_table_insert (types, g_strdup (fact), GUINT_TO_POINTER (known | type));
}

static void
add_types (GHashTable *types, const CertplanRule *rule)
{
  CertplanFactType type = _certplan_criterion_get_type (rule);
  g_autofree char *held = rule->requires != NULL && type == CERTPLAN_FACT_HELD
                              ? _certplan_fact_dup_held (rule->requires)
                              : NULL;
  if (type != 0)
    add_type (types, held != NULL ? held : rule->fact, type);
  if (rule->share_of != NULL)
    add_type (types, rule->share_of,
              type == CERTPLAN_FACT_PEOPLE ? CERTPLAN_FACT_PEOPLE : CERTPLAN_FACT_COUNT);
  if (rule->exempt != NULL)
    add_type (types, rule->exempt, CERTPLAN_FACT_YES_NO);
}

/* All facts that any qualification asks for: a profile may serve several. */
static GHashTable *
list_types (CertplanRulebook *rulebook)
{
  GHashTable *types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint handle = 1; handle <= certplan_rulebook_get_n_qualifications (rulebook); handle++)
    {
      guint n_rows;
      const CertplanRule *rows
          = _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_CRITERIA, handle, &n_rows);
      for (guint i = 0; i < n_rows; i++)
        add_types (types, &rows[i]);
    }
  return types;
}

/* A profile that is being read. */
typedef struct
{
  CertplanEligibility *eligibility;
  GHashTable *types;
  CertplanFaults *faults;
} Reading;

static void
tell_unknown (const Reading *reading, guint row, const char *fact)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, reading->types);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_autoptr (GString) wanted = g_string_new (NULL);
  if (!_certplan_faults_is_full (reading->faults))
    _certplan_append_nearest (wanted, fact, (const char *const *)names->pdata, names->len);
  if (wanted->len == 0)
    g_string_append (wanted, _ ("a fact that \"certplan check --template\" lists"));
  const CertplanRecords *profile = reading->eligibility->request->profile;
  _certplan_records_fault_at (
      profile, reading->faults, row, certplan_fact_get (profile, row)->fact_place,
      CERTPLAN_TABLE_ERROR_VALUE, _ ("no criterion asks for this fact"), fact, wanted->str);
}

/* That a certificate of any qualification is held may be said, whether it is asked or not, and by
 * the qualification's Chinese name too. Returns: (transfer full) (nullable): the fact as criteria
 * name it; NULL with a fault told where the qualification is unknown */
static char *
resolve_held (const Reading *reading, guint row, const char *fact)
{
  CertplanRulebook *rulebook = reading->eligibility->request->rulebook;
  const CertplanRecords *profile = reading->eligibility->request->profile;
  g_autoptr (GError) error = NULL;
  const guint handle = certplan_rulebook_find (rulebook, fact + strlen (HELD), &error);
  if (handle != 0)
    return _certplan_fact_dup_held (certplan_rulebook_get_qualification (rulebook, handle));
  _certplan_records_fault_at (profile, reading->faults, row,
                              certplan_fact_get (profile, row)->fact_place,
                              CERTPLAN_TABLE_ERROR_VALUE, error->message, NULL, NULL);
  return NULL;
}

/* Whether every criterion that asks for the fact can read @value; else a fault is told. */
static gboolean
check_value (const Reading *reading, guint i, guint types, const char *value)
{
  const CertplanRecords *profile = reading->eligibility->request->profile;
  for (guint type = 1; type <= CERTPLAN_FACT_LAST; type <<= 1)
    if ((types & type) != 0 && !is_readable (type, value))
      {
        _certplan_records_fault_at (
            profile, reading->faults, i, certplan_fact_get (profile, i)->value_place,
            CERTPLAN_TABLE_ERROR_VALUE, _ ("a value that does not answer what is asked"), value,
            describe_type (type));
        return FALSE;
      }
  return TRUE;
}

static void
read_row (const Reading *reading, guint i)
{
  CertplanEligibility *eligibility = reading->eligibility;
  const CertplanRecords *profile = eligibility->request->profile;
  const CertplanFact *row = certplan_fact_get (profile, i);
  const char *written = certplan_records_get_note (profile, row->fact);
  const char *value = certplan_records_get_note (profile, row->value);
  const gboolean is_held = g_str_has_prefix (written, HELD);
  g_autofree char *fact = is_held ? resolve_held (reading, i, written) : g_strdup (written);
  if (fact == NULL)
    return;
  guint types = GPOINTER_TO_UINT (g_hash_table_lookup (reading->types, fact));
  if (types == 0 && is_held)
    types = CERTPLAN_FACT_HELD;
  if (types == 0)
    tell_unknown (reading, i, fact);
  if (types == 0 || value == NULL || !check_value (reading, i, types, value))
    return;
  if (g_hash_table_contains (eligibility->facts, fact)) /* one qualification by two names */
    _certplan_records_fault_at (profile, reading->faults, i, row->fact_place,
                                CERTPLAN_TABLE_ERROR_VALUE, _ ("there twice"), written, fact);
  g_hash_table_insert (eligibility->facts, g_steal_pointer (&fact), (gpointer)value);
}

void
_certplan_facts_read (CertplanEligibility *eligibility, CertplanFaults *faults)
{
  const CertplanRecords *profile = eligibility->request->profile;
  g_autoptr (GHashTable) types = list_types (eligibility->request->rulebook);
  const Reading reading = { eligibility, types, faults };
  for (guint i = 0; profile != NULL && i < certplan_records_get_n (profile); i++)
    read_row (&reading, i);
}

static const char *
get_text (const CertplanEligibility *eligibility, const char *fact)
{
  return fact != NULL ? g_hash_table_lookup (eligibility->facts, fact) : NULL;
}

gboolean
_certplan_facts_get_yes (const CertplanEligibility *eligibility, const char *fact, gboolean *is_yes)
{
  const char *text = get_text (eligibility, fact);
  return text != NULL && read_yes (text, is_yes);
}

gboolean
_certplan_facts_get_count (const CertplanEligibility *eligibility, const char *fact, gint64 *count)
{
  const char *text = get_text (eligibility, fact);
  /* a unit where none is asked for was refused when the profile was read */
  return text != NULL && read_count_of (text, CERTPLAN_UNIT_PEOPLE, count);
}

gboolean
_certplan_facts_get_amount (const CertplanEligibility *eligibility, const char *fact,
                            CertplanMoney *fen)
{
  const char *text = get_text (eligibility, fact);
  return text != NULL && read_amount (text, fen);
}

gboolean
_certplan_facts_get_since (const CertplanEligibility *eligibility, const char *fact,
                           CertplanDate *since, gboolean *is_years)
{
  const char *text = get_text (eligibility, fact);
  gint64 years = 0;
  if (text == NULL || !read_since (text, since, &years))
    return FALSE;
  *is_years = *since == CERTPLAN_DATE_NONE;
  if (*is_years)
    *since = certplan_date_add_months (eligibility->on, (gint)(-12 * years));
  return *since != CERTPLAN_DATE_NONE;
}

gboolean
_certplan_facts_get_held (const CertplanEligibility *eligibility, const char *fact,
                          CertplanDate *issued, CertplanDate *expiry)
{
  const char *text = get_text (eligibility, fact);
  return text != NULL && read_held (text, issued, expiry);
}
