/* The CSV tables of a scheme: their columns, and their rows as rules.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rule-files-private.h"
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include <string.h>

/* One row of any table of rules; a table declares the columns that it has. */
typedef struct
{
  guint32 line;
  guint16 qualification; /* a pattern's number */
  guint16 requires;      /* a pattern's number */
  guint32 kind, item, event, performer, source, clause;
  CertplanDate valid_from, valid_to, published;
  CertplanMoney amount;
  CertplanPeriod duration;
  gint32 place;
  guint8 event_basis, modality, basis, stops_clock;
} RuleRow;

static const char *const event_bases[] = { "stated", "open", NULL };
static const char *const modalities[] = { "must", "should", NULL };
static const char *const bases[] = { "stated", "inferred", NULL };
static const char *const yes_no[] = { "yes", "no", NULL };

#define COLUMN(member, TYPE, column_flags, ...)                                                    \
  CERTPLAN_RECORD_COLUMN (RuleRow, member, TYPE, column_flags, __VA_ARGS__)
/* A column whose name is the table's own word for an item. */
#define ITEM(column_name, help_text)                                                               \
  {                                                                                                \
    .name = column_name, .type = CERTPLAN_COLUMN_TEXT, .flags = CERTPLAN_COLUMN_REQUIRED,          \
    .offset = _CERTPLAN_OFFSET (RuleRow, item, _CERTPLAN_SIZE_TEXT), .help = help_text             \
  }
#define QUALIFICATION_COLUMN                                                                       \
  COLUMN (qualification, QUALIFICATION, CERTPLAN_COLUMN_REQUIRED,                                  \
          .help = N_ ("SCHEME/CATEGORY/LEVEL; * stands for every category or level"))
#define KIND_COLUMN(column_flags)                                                                  \
  COLUMN (kind, TEXT, column_flags, .help = N_ ("kind of application; empty = every kind"))
#define TERM_COLUMNS                                                                               \
  COLUMN (valid_from, DATE, 0, .help = N_ ("first day in force; empty = not stated")),             \
      COLUMN (valid_to, DATE, 0, .help = N_ ("last day in force; empty = until the next row")),    \
      COLUMN (published, MONTH, 0, .help = N_ ("month of publication, where only that is known"))
#define SOURCE_COLUMNS                                                                             \
  COLUMN (source, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("the document")),                    \
      COLUMN (clause, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("the clause in it"))

static const CertplanColumn tariff_columns[] = {
  QUALIFICATION_COLUMN,
  KIND_COLUMN (CERTPLAN_COLUMN_REQUIRED),
  ITEM ("item", N_ ("what is paid for, as audit_fee or annuity")),
  COLUMN (amount, MONEY, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED, .unit = "yuan",
          .help = N_ ("amount in yuan")),
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};
static const CertplanColumn period_columns[] = {
  QUALIFICATION_COLUMN,
  KIND_COLUMN (0),
  ITEM ("period", N_ ("what the period limits, as target, cap or validity")),
  COLUMN (duration, PERIOD, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("its length, as P3M or P30D")),
  COLUMN (event, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("what it is counted from")),
  COLUMN (event_basis, CHOICE, 0, .values = event_bases,
          .help = N_ ("whether the document names that event")),
  COLUMN (modality, CHOICE, CERTPLAN_COLUMN_REQUIRED, .values = modalities,
          .help = N_ ("whether it binds or is advised")),
  COLUMN (basis, CHOICE, 0, .values = bases,
          .help = N_ ("whether the document states the period or implies it")),
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};
static const CertplanColumn stage_columns[] = {
  QUALIFICATION_COLUMN,
  KIND_COLUMN (0),
  ITEM ("stage", N_ ("the stage, or the reason of an interruption")),
  COLUMN (place, INT, CERTPLAN_COLUMN_UNSIGNED,
          .help = N_ ("its place in the order; empty = at any time")),
  COLUMN (performer, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("who does it")),
  COLUMN (stops_clock, CHOICE, CERTPLAN_COLUMN_REQUIRED, .values = yes_no,
          .help = N_ ("whether its time is left out of the cycle")),
  COLUMN (event, TEXT, 0, .help = N_ ("what opens it")),
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};
static const CertplanColumn criterion_columns[] = {
  QUALIFICATION_COLUMN,
  KIND_COLUMN (0),
  ITEM ("criterion", N_ ("what must hold")),
  COLUMN (requires, QUALIFICATION, 0, .help = N_ ("a qualification that must be held")),
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};
static const CertplanColumn duration_columns[] = {
  QUALIFICATION_COLUMN,
  KIND_COLUMN (0),
  ITEM ("stage", N_ ("the stage")),
  COLUMN (duration, PERIOD, CERTPLAN_COLUMN_REQUIRED,
          .help = N_ ("how long it takes, as P10D, or P10B for working days")),
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};

static void
check_term (CertplanRowCheck *check)
{
  const RuleRow *row = check->row;
  const CertplanRecordType *type = _certplan_records_get_type (check->records);
  if (row->valid_from == CERTPLAN_DATE_NONE || row->valid_to == CERTPLAN_DATE_NONE
      || row->valid_from <= row->valid_to)
    return;
  for (guint i = 0; i < type->n_columns; i++)
    if (g_str_equal (type->columns[i].name, "valid_to"))
      _certplan_row_fault (check, i, _ ("valid_to is before valid_from"),
                           _ ("a day not before valid_from"));
}

#define TYPE(type_name, type_help, type_columns)                                                   \
  {                                                                                                \
    .name = type_name, .help = type_help, .columns = type_columns,                                 \
    .n_columns = G_N_ELEMENTS (type_columns), .row_size = sizeof (RuleRow), .finish = check_term   \
  }
static const CertplanRecordType rule_types[CERTPLAN_RULES_N_TABLES] = {
  [CERTPLAN_RULES_TARIFF] = TYPE ("tariff", N_ ("published fees"), tariff_columns),
  [CERTPLAN_RULES_PERIODS] = TYPE ("periods", N_ ("periods and limits"), period_columns),
  [CERTPLAN_RULES_STAGES] = TYPE ("stages", N_ ("stages and who does them"), stage_columns),
  [CERTPLAN_RULES_CRITERIA] = TYPE ("criteria", N_ ("what must hold"), criterion_columns),
  [CERTPLAN_RULES_DURATIONS]
  = TYPE ("durations", N_ ("assumed lengths of stages"), duration_columns),
};

const char *
_certplan_rule_file_name (CertplanRulesTable table)
{
  static const char *const files[CERTPLAN_RULES_N_TABLES]
      = { "tariff.csv", "periods.csv", "stages.csv", "criteria.csv", "durations.csv" };
  return files[table];
}

void
_certplan_names_append_nearest (const CertplanNames *names, const char *text, GString *out)
{
  if (names->n_identifiers > 1)
    _certplan_append_nearest (out, text, names->identifiers + 1, names->n_identifiers - 1);
}

static gboolean
part_matches (const char *pattern, gsize n_pattern, const char *part, gsize n_part)
{
  return (n_pattern == 1 && pattern[0] == '*')
         || (n_pattern == n_part && memcmp (pattern, part, n_part) == 0);
}

/* Part by part; a star stands for one whole part. */
static gboolean
pattern_matches (const char *pattern, const char *identifier)
{
  for (;;)
    {
      gsize n_pattern = strcspn (pattern, "/"), n_part = strcspn (identifier, "/");
      if (!part_matches (pattern, n_pattern, identifier, n_part))
        return FALSE;
      if (pattern[n_pattern] != identifier[n_part])
        return FALSE;
      if (pattern[n_pattern] == '\0')
        return TRUE;
      pattern += n_pattern + 1;
      identifier += n_part + 1;
    }
}

static guint16
resolve_pattern (gpointer data, const char *text, GString *wanted)
{
  CertplanNames *names = data;
  g_autoptr (GArray) handles = g_array_new (FALSE, FALSE, sizeof (guint16));
  for (guint i = 1; i < names->n_identifiers; i++)
    if (pattern_matches (text, names->identifiers[i]))
      {
        guint16 handle = i;
        g_array_append_val (handles, handle);
      }
  if (handles->len == 0 || names->patterns->len == G_MAXUINT16)
    {
      _certplan_names_append_nearest (names, text, wanted);
      return 0;
    }
  g_ptr_array_add (names->patterns, g_steal_pointer (&handles));
  g_ptr_array_add (names->pattern_names, g_strdup (text));
  return names->patterns->len - 1;
}

static const char *
name_pattern (gpointer data, guint16 number)
{
  CertplanNames *names = data;
  return g_ptr_array_index (names->pattern_names, number);
}

static const char *
keep (CertplanNames *names, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (names->texts, text) : NULL;
}

static const char *
choice (const char *const *values, guint8 place)
{
  return place == 0 ? NULL : values[place - 1];
}

/* What a row's numbers rest on, if it does not say so itself. */
static const char *
default_basis (CertplanRulesTable table, guint16 layer)
{
  if (table == CERTPLAN_RULES_DURATIONS)
    return "assumption";
  return layer == 0 ? "stated" : "user";
}

static CertplanRule
make_rule (CertplanRulesTable table, const CertplanRuleOrigin *origin, CertplanNames *names,
           const CertplanRecords *records, const RuleRow *row)
{
#define TEXT(member) keep (names, _certplan_records_text (records, row->member))
  const char *kind = TEXT (kind);
  const char *basis = choice (bases, row->basis);
  return (CertplanRule){
    .layer = origin->layer,
    .line = row->line,
    .file = keep (names, origin->file),
    .kind = kind != NULL ? kind : keep (names, ""),
    .item = TEXT (item),
    .valid_from = row->valid_from,
    .valid_to = row->valid_to,
    .published = row->published,
    .source = TEXT (source),
    .clause = TEXT (clause),
    .basis = basis != NULL && origin->layer == 0 ? basis : default_basis (table, origin->layer),
    .modality = choice (modalities, row->modality),
    .amount_fen = table == CERTPLAN_RULES_TARIFF ? row->amount : CERTPLAN_MONEY_NONE,
    .duration = table == CERTPLAN_RULES_PERIODS || table == CERTPLAN_RULES_DURATIONS
                    ? row->duration
                    : _CERTPLAN_PERIOD_NONE,
    .event = TEXT (event),
    .event_basis = choice (event_bases, row->event_basis),
    .performer = TEXT (performer),
    .stops_clock = choice (yes_no, row->stops_clock),
    .place = table == CERTPLAN_RULES_STAGES ? row->place : G_MININT32,
  };
#undef TEXT
}

static guint16
first_handle (const CertplanNames *names, guint16 pattern)
{
  return g_array_index ((GArray *)g_ptr_array_index (names->patterns, pattern), guint16, 0);
}

static gboolean
check_kind (const CertplanNames *names, const CertplanRule *rule, const CertplanRecords *records,
            guint i, CertplanFaults *faults)
{
  if (rule->kind[0] == '\0'
      || _certplan_rulebook_get_role (names->rulebook, rule->handle, rule->kind) != NULL)
    return TRUE;
  g_autofree char *kinds = _certplan_rulebook_list_kinds (names->rulebook, rule->handle);
  _certplan_records_fault (records, faults, i, CERTPLAN_TABLE_ERROR_VALUE,
                           _ ("unknown kind of application"), rule->kind, kinds);
  return FALSE;
}

/* One rule for each qualification that the row's pattern matches. */
static void
spread_row (CertplanRulesTable table, const CertplanRuleOrigin *origin, CertplanNames *names,
            const CertplanRecords *records, guint i, GArray *rules, CertplanFaults *faults)
{
  const RuleRow *row = _certplan_records_row (records, i);
  const GArray *handles = g_ptr_array_index (names->patterns, row->qualification);
  const char *pattern = name_pattern (names, row->qualification);
  gsize n_scheme = origin->scheme != NULL ? strlen (origin->scheme) : 0;
  if (n_scheme > 0
      && (strncmp (pattern, origin->scheme, n_scheme) != 0 || pattern[n_scheme] != '/'))
    {
      _certplan_records_fault (records, faults, i, CERTPLAN_TABLE_ERROR_VALUE,
                               _ ("qualification of another scheme"), pattern, origin->scheme);
      return;
    }
  CertplanRule rule = make_rule (table, origin, names, records, row);
  if (row->requires != 0)
    rule.requires = names->identifiers[first_handle (names, row->requires)];
  for (guint h = 0; h < handles->len; h++)
    {
      rule.handle = g_array_index (handles, guint16, h);
      rule.qualification = names->identifiers[rule.handle];
      if (!check_kind (names, &rule, records, i, faults))
        return;
      g_array_append_val (rules, rule);
    }
}

void
_certplan_rule_file_read (CertplanRulesTable table, const CertplanRuleOrigin *origin, GBytes *bytes,
                          CertplanNames *names, GArray *rules, CertplanFaults *faults)
{
  const CertplanReadOptions options = { .comments = TRUE };
  const CertplanResolver resolver = { resolve_pattern, name_pattern, names };
  g_autoptr (CertplanRecords) records = _certplan_records_load_bytes (
      &rule_types[table], origin->file, bytes, &options, &resolver, faults, NULL);
  guint n_rows = records != NULL ? certplan_records_get_n (records) : 0;
  for (guint i = 0; i < n_rows; i++)
    spread_row (table, origin, names, records, i, rules, faults);
}
