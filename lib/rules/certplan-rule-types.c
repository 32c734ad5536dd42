/* The tables of rules: which columns each has. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-rule-files-private.h"
#include "certplan-rule-rows-private.h"

const char *const _certplan_rule_event_bases[] = { "stated", "open", NULL };
/* A period binds or is advised; what is done may be left open too. */
const char *const _certplan_rule_modalities[] = { "must", "should", "may", NULL };
static const char *const period_modalities[] = { "must", "should", NULL };
const char *const _certplan_rule_bases[] = { "stated", "inferred", NULL };
const char *const _certplan_rule_yes_no[] = { "yes", "no", NULL };
const char *const _certplan_rule_conditions[]
    = { "yes",      "count",         "amount",  "since",       "held", "at_most",
        "projects", "project_value", "sectors", "unavailable", NULL };
const char *const _certplan_rule_windows[] = { "completed", "signed_and_completed", NULL };
const char *const _certplan_rule_region_bases[]
    = { "registered_place", "onsite_place", "any", NULL };

#define COLUMN(member, TYPE, column_flags, ...)                                                    \
  CERTPLAN_RECORD_COLUMN (CertplanRuleRow, member, TYPE, column_flags, __VA_ARGS__)
/* A column whose name is the table's own word for an item. */
#define ITEM(column_name, help_text)                                                               \
  {                                                                                                \
    .name = column_name, .type = CERTPLAN_COLUMN_TEXT, .flags = CERTPLAN_COLUMN_REQUIRED,          \
    .offset = _CERTPLAN_OFFSET (CertplanRuleRow, item, _CERTPLAN_SIZE_TEXT), .help = help_text     \
  }
#define QUALIFICATION_COLUMN                                                                       \
  COLUMN (qualification, QUALIFICATION, CERTPLAN_COLUMN_REQUIRED,                                  \
          .help = N_ ("SCHEME/CATEGORY/LEVEL; * stands for every category or level"))
#define KIND_COLUMN(column_flags)                                                                  \
  COLUMN (kind, TEXT, column_flags, .help = N_ ("kind of application; empty = every kind"))
#define BASIS_COLUMN                                                                               \
  COLUMN (basis, CHOICE, 0, .values = _certplan_rule_bases,                                        \
          .help = N_ ("whether the document states it or implies it"))
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
  COLUMN (duration, PERIOD, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_CALENDAR,
          .help = N_ ("its length, as P3M or P30D")),
  COLUMN (event, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("what it is counted from")),
  COLUMN (event_basis, CHOICE, 0, .values = _certplan_rule_event_bases,
          .help = N_ ("whether the document names that event")),
  COLUMN (modality, CHOICE, CERTPLAN_COLUMN_REQUIRED, .values = period_modalities,
          .help = N_ ("whether it binds or is advised")),
  BASIS_COLUMN,
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
  COLUMN (stops_clock, CHOICE, CERTPLAN_COLUMN_REQUIRED, .values = _certplan_rule_yes_no,
          .help = N_ ("whether its time is left out of the cycle")),
  COLUMN (event, TEXT, 0, .help = N_ ("what opens it")),
  COLUMN (modality, CHOICE, 0, .values = _certplan_rule_modalities,
          .help = N_ ("whether it must be done; empty = must")),
  COLUMN (members_min, INT, CERTPLAN_COLUMN_UNSIGNED,
          .help = N_ ("the least number of people who do it")),
  COLUMN (members_odd, CHOICE, 0, .values = _certplan_rule_yes_no,
          .help = N_ ("whether their number must be odd")),
  COLUMN (members_drawn, CHOICE, 0, .values = _certplan_rule_yes_no,
          .help = N_ ("whether they are drawn at random")),
  COLUMN (passes, TEXT, 0, .help = N_ ("what a vote needs to pass")),
  COLUMN (frequency, PERIOD, CERTPLAN_COLUMN_CALENDAR, .help = N_ ("how often it is held")),
  COLUMN (waiver, TEXT, 0, .help = N_ ("in which case it may be left out")),
  COLUMN (reading, TEXT, 0,
          .help = N_ ("POLICY=VALUE: the row counts under that policy alone; empty = always")),
  BASIS_COLUMN,
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};
static const CertplanColumn criterion_columns[] = {
  QUALIFICATION_COLUMN,
  KIND_COLUMN (0),
  ITEM ("criterion", N_ ("what must hold")),
  COLUMN (group, TEXT, 0, .help = N_ ("of the rows of one group, one is enough")),
  COLUMN (condition, CHOICE, 0, .values = _certplan_rule_conditions,
          .help = N_ ("how it is judged; empty: held where requires is filled, else yes")),
  COLUMN (fact, TEXT, 0,
          .help = N_ ("the fact of the profile that answers it; empty: named like the criterion")),
  COLUMN (threshold, INT, CERTPLAN_COLUMN_UNSIGNED,
          .help = N_ ("the least number; of at_most: the greatest")),
  COLUMN (amount, MONEY, CERTPLAN_COLUMN_UNSIGNED, .unit = "yuan",
          .help = N_ ("the least amount in yuan")),
  COLUMN (share, SHARE, CERTPLAN_COLUMN_UNSIGNED,
          .help = N_ ("the least share of share_of, as 10%, rounded up")),
  COLUMN (share_of, TEXT, 0, .help = N_ ("the fact that the share is taken of")),
  COLUMN (duration, PERIOD, CERTPLAN_COLUMN_CALENDAR,
          .help = N_ ("how long it must have been so, or how far it is looked back")),
  COLUMN (window, CHOICE, 0, .values = _certplan_rule_windows,
          .help = N_ ("what of a project must lie in that time; empty = completed")),
  COLUMN (users_min, INT, CERTPLAN_COLUMN_UNSIGNED,
          .help = N_ ("the least number of users of each project's system")),
  COLUMN (staff, CHOICE, 0, .values = _certplan_rule_yes_no,
          .help = N_ ("whether it counts people, who may be asked to count once only")),
  COLUMN (requires, QUALIFICATION, 0, .help = N_ ("a qualification that must be held")),
  COLUMN (exempt, TEXT, 0, .help = N_ ("the fact that exempts from the row")),
  COLUMN (reading, TEXT, 0,
          .help = N_ ("POLICY=VALUE: the row counts under that policy alone; empty = always")),
  BASIS_COLUMN,
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};
static const CertplanColumn lifecycle_columns[] = {
  QUALIFICATION_COLUMN,
  ITEM ("state", N_ ("the state of the certificate before")),
  COLUMN (event, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("what happens")),
  COLUMN (next_state, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("the state after it")),
  COLUMN (anchor, TEXT, 0, .help = N_ ("what the time is counted from")),
  COLUMN (after, PERIOD, CERTPLAN_COLUMN_CALENDAR, .help = N_ ("how long after that, as P6M")),
  COLUMN (actor, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("who brings it about")),
  COLUMN (modality, CHOICE, CERTPLAN_COLUMN_REQUIRED, .values = _certplan_rule_modalities,
          .help = N_ ("whether it must, should or may follow")),
  BASIS_COLUMN,
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};
static const CertplanColumn routing_columns[] = {
  QUALIFICATION_COLUMN,
  ITEM ("stage", N_ ("the stage")),
  COLUMN (performer, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("who may do it")),
  COLUMN (body_class, INT, CERTPLAN_COLUMN_UNSIGNED,
          .help = N_ ("the class of body that may; empty = any")),
  COLUMN (region_basis, CHOICE, 0, .values = _certplan_rule_region_bases,
          .help = N_ ("which place must lie in the body's region; empty = any")),
  COLUMN (modality, CHOICE, CERTPLAN_COLUMN_REQUIRED, .values = _certplan_rule_modalities,
          .help = N_ ("whether it must be so or may")),
  COLUMN (excludes, TEXT, 0, .help = N_ ("the performer that must be another body")),
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

static const CertplanColumn effort_columns[] = {
  QUALIFICATION_COLUMN,
  KIND_COLUMN (0),
  ITEM ("stage", N_ ("the stage, or the yearly duty")),
  COLUMN (performer, TEXT, 0, .help = N_ ("whose time it takes; empty = who does the stage")),
  COLUMN (min, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED, .unit = "hours",
          .help = N_ ("person-hours at least; 8 are a day")),
  COLUMN (mode, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED, .unit = "hours",
          .help = N_ ("person-hours most often; 8 are a day")),
  COLUMN (max, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED, .unit = "hours",
          .help = N_ ("person-hours at most; 8 are a day")),
  COLUMN (team, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED,
          .help = N_ ("how many work on it together")),
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};
static const CertplanColumn return_columns[] = {
  QUALIFICATION_COLUMN,
  COLUMN (renew, SHARE, CERTPLAN_COLUMN_REQUIRED,
          .help = N_ ("the share of holders that renew, as 0.7 or 70%")),
  COLUMN (upgrade, SHARE, CERTPLAN_COLUMN_REQUIRED,
          .help = N_ ("the share of holders that go one level higher")),
  COLUMN (lead, PERIOD, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_CALENDAR,
          .help = N_ ("how long before the expiry they file, as P7M")),
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};
static const CertplanColumn panel_columns[] = {
  QUALIFICATION_COLUMN,
  ITEM ("stage", N_ ("the stage that the panel does")),
  COLUMN (rule, TEXT, CERTPLAN_COLUMN_REQUIRED,
          .help = N_ ("when it meets, as last working Thursday or P21D")),
  COLUMN (quota, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED,
          .help = N_ ("how many members are invited")),
  COLUMN (quorum, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED,
          .help = N_ ("how many members must be there")),
  TERM_COLUMNS,
  SOURCE_COLUMNS,
};

static void
check_term (CertplanRowCheck *check)
{
  const CertplanRuleRow *row = check->row;
  const CertplanRecordType *type = _certplan_records_get_type (check->records);
  if (row->valid_from == CERTPLAN_DATE_NONE || row->valid_to == CERTPLAN_DATE_NONE
      || row->valid_from <= row->valid_to)
    return;
  for (guint i = 0; i < type->n_columns; i++)
    if (g_str_equal (type->columns[i].name, "valid_to"))
      _certplan_row_fault (check, i, _ ("valid_to is before valid_from"),
                           _ ("a day not before valid_from"));
}

static void
finish_row (CertplanRowCheck *check)
{
  CertplanRuleRow *row = check->row;
  const CertplanRecordType *type = _certplan_records_get_type (check->records);
  for (guint i = 0; i < type->n_columns; i++)
    row->places[i] = MIN (_certplan_row_get_place (check, i), G_MAXUINT16);
  check_term (check);
}

/* What each condition cannot do without; one of the two where there are two. */
static const struct
{
  const char *condition, *column, *other;
} needs[] = {
  { "count", "threshold", "share" },   { "amount", "amount", NULL },
  { "since", "duration", NULL },       { "held", "requires", NULL },
  { "at_most", "threshold", NULL },    { "projects", "threshold", NULL },
  { "project_value", "amount", NULL }, { "sectors", "threshold", NULL },
};

static gboolean
has_number (const CertplanRuleRow *row, const char *column)
{
  return g_str_equal (column, "threshold")  ? row->threshold != G_MININT32
         : g_str_equal (column, "share")    ? row->share != G_MININT32 && row->share_of != 0
         : g_str_equal (column, "amount")   ? row->amount != CERTPLAN_MONEY_NONE
         : g_str_equal (column, "requires") ? row->requires != 0
                                            : !_certplan_period_is_none (&row->duration);
}

static guint
find_column (const CertplanRecordType *type, const char *name)
{
  guint i = 0;
  while (i + 1 < type->n_columns && !g_str_equal (type->columns[i].name, name))
    i++;
  return i;
}

static void
finish_effort (CertplanRowCheck *check)
{
  const CertplanRuleRow *row = check->row;
  const CertplanRecordType *type = _certplan_records_get_type (check->records);
  finish_row (check);
  if (row->mode < row->min || row->max < row->mode)
    _certplan_row_fault (check, find_column (type, "mode"), _ ("the hours are not in order"),
                         _ ("min, mode and max in order"));
  if (row->team == 0)
    _certplan_row_fault (check, find_column (type, "team"), _ ("nobody works on it"),
                         _ ("1 or more"));
}

static void
finish_return (CertplanRowCheck *check)
{
  const CertplanRuleRow *row = check->row;
  const CertplanRecordType *type = _certplan_records_get_type (check->records);
  finish_row (check);
  if ((gint64)row->renew + row->upgrade > 1000000)
    _certplan_row_fault (check, find_column (type, "upgrade"),
                         _ ("more holders come back than there are"),
                         _ ("renew and upgrade, together at most 1"));
}

static void
finish_panel (CertplanRowCheck *check)
{
  const CertplanRuleRow *row = check->row;
  const CertplanRecordType *type = _certplan_records_get_type (check->records);
  finish_row (check);
  if (row->quorum > row->quota)
    _certplan_row_fault (check, find_column (type, "quorum"), _ ("more than are invited"),
                         _ ("at most the quota"));
}

static void
finish_criterion (CertplanRowCheck *check)
{
  const CertplanRuleRow *row = check->row;
  const CertplanRecordType *type = _certplan_records_get_type (check->records);
  finish_row (check);
  for (gsize i = 0; row->condition > 0 && i < G_N_ELEMENTS (needs); i++)
    if (g_str_equal (needs[i].condition, _certplan_rule_conditions[row->condition - 1])
        && !has_number (row, needs[i].column)
        && (needs[i].other == NULL || !has_number (row, needs[i].other)))
      {
        g_autofree char *wanted
            = needs[i].other == NULL
                  ? g_strdup_printf (_ ("a value in the column %s"), needs[i].column)
                  : g_strdup_printf (_ ("a value in the column %s, or in %s and share_of"),
                                     needs[i].column, needs[i].other);
        _certplan_row_fault (check, find_column (type, "condition"),
                             _ ("the condition cannot be judged"), wanted);
      }
}

#define TYPE_FINISHED(type_name, type_help, type_columns, finish_hook)                             \
  {                                                                                                \
    .name = type_name, .help = type_help, .columns = type_columns,                                 \
    .n_columns = G_N_ELEMENTS (type_columns), .row_size = sizeof (CertplanRuleRow),                \
    .finish = finish_hook                                                                          \
  }
#define TYPE(type_name, type_help, type_columns)                                                   \
  TYPE_FINISHED (type_name, type_help, type_columns, finish_row)
G_STATIC_ASSERT (G_N_ELEMENTS (stage_columns) <= CERTPLAN_RULE_MAX_COLUMNS);
G_STATIC_ASSERT (G_N_ELEMENTS (criterion_columns) <= CERTPLAN_RULE_MAX_COLUMNS);
static const CertplanRecordType rule_types[CERTPLAN_RULES_N_TABLES] = {
  [CERTPLAN_RULES_TARIFF] = TYPE ("tariff", N_ ("published fees"), tariff_columns),
  [CERTPLAN_RULES_PERIODS] = TYPE ("periods", N_ ("periods and limits"), period_columns),
  [CERTPLAN_RULES_STAGES] = TYPE ("stages", N_ ("stages and who does them"), stage_columns),
  [CERTPLAN_RULES_CRITERIA]
  = TYPE_FINISHED ("criteria", N_ ("what must hold"), criterion_columns, finish_criterion),
  [CERTPLAN_RULES_LIFECYCLE]
  = TYPE ("lifecycle", N_ ("states of certificates and what changes them"), lifecycle_columns),
  [CERTPLAN_RULES_ROUTING] = TYPE ("routing", N_ ("which bodies may do a stage"), routing_columns),
  [CERTPLAN_RULES_DURATIONS]
  = TYPE ("durations", N_ ("assumed lengths of stages"), duration_columns),
  [CERTPLAN_RULES_EFFORT]
  = TYPE_FINISHED ("effort", N_ ("assumed work of stages"), effort_columns, finish_effort),
  [CERTPLAN_RULES_RETURNS] = TYPE_FINISHED ("renewal", N_ ("assumed shares of holders that renew"),
                                            return_columns, finish_return),
  [CERTPLAN_RULES_PANELS]
  = TYPE_FINISHED ("panels", N_ ("assumed panels"), panel_columns, finish_panel),
};

const CertplanRecordType *
_certplan_rule_type (CertplanRulesTable table)
{
  return &rule_types[table];
}

const char *
_certplan_rule_file_name (CertplanRulesTable table)
{
  static const char *const files[CERTPLAN_RULES_N_TABLES]
      = { "tariff.csv",  "periods.csv",   "stages.csv", "criteria.csv", "lifecycle.csv",
          "routing.csv", "durations.csv", "effort.csv", "renewal.csv",  "panels.csv" };
  return files[table];
}

guint
_certplan_rule_get_place (CertplanRulesTable table, const CertplanRule *rule, const char *column)
{
  const CertplanRecordType *type = &rule_types[table];
  for (guint i = 0; rule->places != NULL && i < type->n_columns; i++)
    if (g_str_equal (type->columns[i].name, column))
      return rule->places[i];
  return 0;
}
