/* What capacity found, as tables. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-private.h"
#include "certplan-office-data-private.h"

CertplanTable *
_certplan_capacity_take_table (CertplanCapacity *capacity, CertplanTables *tables,
                               CertplanTable *table, const char *subtitle)
{
  const CertplanOffice *office = capacity->office;
  g_autofree char *from = certplan_date_format (office->months[0]);
  g_autofree char *to = certplan_date_format (office->months[capacity->n_months] - 1);
  g_autofree char *key = g_strconcat ("title.capacity.", certplan_table_get_name (table), NULL);
  g_autofree char *title = _certplan_sentence (key, from, to, NULL);

  _certplan_table_set_title (table, title, subtitle);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (office->rulebook));
  certplan_tables_take (tables, table);
  return table;
}

CertplanTable *
_certplan_capacity_take_rows (CertplanCapacity *capacity, CertplanTables *tables, const char *name,
                              const CertplanColumn *columns, guint n_columns, GArray *rows,
                              const char *subtitle)
{
  CertplanTable *table
      = _certplan_table_new_array (name, columns, n_columns, rows, certplan_capacity_ref (capacity),
                                   (GDestroyNotify)certplan_capacity_unref);
  return _certplan_capacity_take_table (capacity, tables, table, subtitle);
}

char *
_certplan_capacity_say_refused (const CertplanCapacity *capacity)
{
  guint n = 0;

  for (guint i = 0; i < capacity->placements->len; i++)
    n += g_array_index (capacity->placements, CertplanPlacement, i).state == CERTPLAN_REFUSED;
  g_autofree char *number = g_strdup_printf ("%u", n);
  return n > 0 ? _certplan_sentence ("note.refused", number, NULL) : NULL;
}

const char *
_certplan_capacity_get_region (const CertplanCapacity *capacity, guint region)
{
  return region != 0 ? _certplan_regions_get_name (capacity->office->regions, region) : NULL;
}

const char *
_certplan_capacity_get_class (gint32 body_class)
{
  g_autofree char *number = g_strdup_printf ("%d", body_class);
  CertplanBodyClass found;
  return body_class != G_MININT32 && _certplan_body_class_find (number, &found) ? found.name : NULL;
}

CertplanDate
_certplan_capacity_get_month (const CertplanCapacity *capacity, guint month)
{
  return capacity->office->months[MIN (month, capacity->n_months)];
}

/* Who has how much to do, month by month. */
typedef struct
{
  const char *body;
  const char *class_name;
  const char *performer;
  CertplanDate month;
  gint64 supply, case_days, expected_days; /* hundredths of a day */
  gint32 load;                             /* millionths */
} UtilisationLine;

static const CertplanColumn utilisation_columns[] = {
  CERTPLAN_RESULT_COLUMN (UtilisationLine, body, TEXT),
  { .name = "class",
    .type = CERTPLAN_COLUMN_CHOICE,
    .offset = G_STRUCT_OFFSET (UtilisationLine, class_name) },
  CERTPLAN_RESULT_COLUMN (UtilisationLine, performer, CHOICE),
  CERTPLAN_RESULT_COLUMN (UtilisationLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (UtilisationLine, supply, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (UtilisationLine, case_days, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (UtilisationLine, expected_days, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (UtilisationLine, load, SHARE),
};

/* The people of one body and one resource in one month: staff from @first on, @n of them. */
static void
add_utilisation (const CertplanCapacity *capacity, guint first, guint n, guint month, GArray *rows)
{
  const CertplanStaff *staff = _certplan_capacity_get_staff (capacity, first);
  const gint64 *loads = (const gint64 *)(const void *)capacity->rest->loads->data;
  gint64 ticks = 0, placed = 0, rest = 0;

  for (guint i = first; i < first + n; i++)
    {
      ticks += _certplan_capacity_get_staff (capacity, i)->ticks[month];
      placed += _certplan_capacity_get_staff (capacity, i)->placed[month];
      rest += loads[(gsize)i * capacity->n_months + month];
    }
  if (ticks == 0)
    return;
  const UtilisationLine line
      = { .body = _certplan_capacity_get_body (capacity, staff->body)->name,
          .class_name = _certplan_capacity_get_body (capacity, staff->body)->class_name,
          .performer = staff->resource,
          .month = _certplan_capacity_get_month (capacity, month),
          .supply = _certplan_office_to_days (ticks),
          .case_days = _certplan_office_to_days (placed),
          .expected_days = _certplan_office_to_days (rest),
          .load = _certplan_capacity_get_share (placed + rest, ticks) };
  g_array_append_val (rows, line);
}

void
_certplan_capacity_add_utilisation (CertplanCapacity *capacity, CertplanTables *tables)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (UtilisationLine));

  for (guint i = 0, next; i < capacity->staff->len; i = next)
    {
      const CertplanStaff *staff = _certplan_capacity_get_staff (capacity, i);
      for (next = i + 1; next < capacity->staff->len; next++)
        {
          const CertplanStaff *other = _certplan_capacity_get_staff (capacity, next);
          if (other->body != staff->body || other->resource != staff->resource)
            break;
        }
      for (guint month = 0; month < capacity->n_months; month++)
        add_utilisation (capacity, i, next - i, month, rows);
    }
  _certplan_capacity_take_rows (capacity, tables, "utilisation", utilisation_columns,
                                G_N_ELEMENTS (utilisation_columns), rows, NULL);
}

/* What lacks people. */
typedef struct
{
  gint32 shortage;
  const char *limit;
  const char *performer;
  char *levels;  /* a sentence */
  char *regions; /* a sentence */
  CertplanDate from, until;
  gint64 demand, supply, lacking;
} ShortageLine;

static const CertplanColumn shortage_columns[] = {
  CERTPLAN_RESULT_COLUMN (ShortageLine, shortage, INT),
  CERTPLAN_RESULT_COLUMN (ShortageLine, limit, CHOICE),
  CERTPLAN_RESULT_COLUMN (ShortageLine, performer, CHOICE),
  CERTPLAN_RESULT_COLUMN (ShortageLine, levels, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ShortageLine, regions, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ShortageLine, from, MONTH),
  CERTPLAN_RESULT_COLUMN (ShortageLine, until, MONTH),
  CERTPLAN_RESULT_COLUMN (ShortageLine, demand, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (ShortageLine, supply, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (ShortageLine, lacking, DECIMAL, .unit = "person_days"),
};

static void
shortage_line_clear (gpointer data)
{
  ShortageLine *line = data;
  g_free (line->levels);
  g_free (line->regions);
}

static const char *const limit_names[]
    = { "cap", "target", "at_any_time" }; /* as CertplanCapacityLimit */

static void
add_text (GPtrArray *texts, const char *text)
{
  if (!g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_ptr_array_add (texts, g_strdup (text));
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* The texts as a list in the reader's language. */
static char *
make_list (GPtrArray *texts)
{
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return _certplan_sentencev ("list", (const char *const *)texts->pdata);
}

/* ccia/finance/2 stands for its scheme's level 2: bodies are told apart by levels, not categories.
 */
static char *
dup_level (const CertplanCapacity *capacity, guint handle)
{
  const char *name = certplan_rulebook_get_qualification (capacity->office->rulebook, handle);
  g_auto (GStrv) parts = g_strsplit (name, "/", 3);
  return g_strv_length (parts) == 3 ? g_strdup_printf ("%s/*/%s", parts[0], parts[2])
                                    : g_strdup (name);
}

static char *
list_levels (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < shortage->asked->len; i++)
    {
      const guint type = g_array_index (shortage->asked, guint, i);
      g_autofree char *level
          = dup_level (capacity, _certplan_capacity_get_type (capacity, type)->handle);
      add_text (texts, level);
    }
  return make_list (texts);
}

static char *
list_regions (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < shortage->asked->len; i++)
    {
      const guint type = g_array_index (shortage->asked, guint, i);
      const char *name = _certplan_capacity_get_region (
          capacity, _certplan_capacity_get_type (capacity, type)->region);
      add_text (texts, name != NULL ? name : CERTPLAN_LABEL "region_unknown");
    }
  return make_list (texts);
}

static void
add_shortage_lines (CertplanCapacity *capacity, CertplanTables *tables)
{
  g_autofree char *refused = _certplan_capacity_say_refused (capacity);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (ShortageLine));

  g_array_set_clear_func (rows, shortage_line_clear);
  for (guint i = 0; i < capacity->shortages->len; i++)
    {
      const CertplanShortage *shortage = &g_array_index (capacity->shortages, CertplanShortage, i);
      const ShortageLine line
          = { .shortage = (gint32)i + 1,
              .limit = limit_names[shortage->told],
              .performer = shortage->resource,
              .levels = list_levels (capacity, shortage),
              .regions = list_regions (capacity, shortage),
              .from = _certplan_capacity_get_month (capacity, shortage->first),
              .until = _certplan_capacity_get_month (capacity, shortage->last),
              .demand = _certplan_office_to_days (shortage->demand),
              .supply = _certplan_office_to_days (shortage->supply),
              .lacking = _certplan_office_to_days (shortage->demand - shortage->supply) };
      g_array_append_val (rows, line);
    }
  _certplan_capacity_take_rows (capacity, tables, "shortages", shortage_columns,
                                G_N_ELEMENTS (shortage_columns), rows, refused);
}

/* Who would mend it. */
typedef struct
{
  char *shortages; /* a sentence */
  const char *limit;
  const char *performer;
  const char *class_name;
  const char *region;
  const char *body;
  CertplanDate from;
  gint32 days_a_month;
  gint64 lacking, left;
  const char *verified;
  const char *source;
} RepairLine;

static const CertplanColumn repair_columns[] = {
  CERTPLAN_RESULT_COLUMN (RepairLine, shortages, SENTENCE),
  CERTPLAN_RESULT_COLUMN (RepairLine, limit, CHOICE),
  CERTPLAN_RESULT_COLUMN (RepairLine, performer, CHOICE),
  { .name = "class",
    .type = CERTPLAN_COLUMN_CHOICE,
    .offset = G_STRUCT_OFFSET (RepairLine, class_name) },
  CERTPLAN_RESULT_COLUMN (RepairLine, region, TEXT),
  CERTPLAN_RESULT_COLUMN (RepairLine, body, TEXT),
  CERTPLAN_RESULT_COLUMN (RepairLine, from, MONTH),
  CERTPLAN_RESULT_COLUMN (RepairLine, days_a_month, INT, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (RepairLine, lacking, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (RepairLine, left, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (RepairLine, verified, CHOICE),
  CERTPLAN_RESULT_COLUMN (RepairLine, source, CHOICE),
};

static void
repair_line_clear (gpointer data)
{
  g_free (((RepairLine *)data)->shortages);
}

/* What stays undone of shortages that nobody who could be taken on would mend. */
static gint64
sum_unmended (const CertplanCapacity *capacity, CertplanCapacityLimit limit)
{
  gint64 ticks = 0;

  for (guint i = 0; i < capacity->shortages->len; i++)
    {
      const CertplanShortage *shortage = &g_array_index (capacity->shortages, CertplanShortage, i);
      if ((shortage->limit == limit || shortage->is_both) && shortage->repair == 0)
        ticks += shortage->demand - shortage->supply;
    }
  return ticks;
}

static char *
list_shortages (const CertplanCapacity *capacity, guint repair)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < capacity->shortages->len; i++)
    if (g_array_index (capacity->shortages, CertplanShortage, i).repair == repair + 1)
      g_ptr_array_add (texts, g_strdup_printf ("%u", i + 1));
  g_ptr_array_add (texts, NULL);
  return _certplan_sentencev ("list", (const char *const *)texts->pdata);
}

static void
add_repair_lines (CertplanCapacity *capacity, CertplanTables *tables)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (RepairLine));

  g_array_set_clear_func (rows, repair_line_clear);
  for (guint i = 0; i < capacity->repairs->len; i++)
    {
      const CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, i);
      const RepairLine line
          = { .shortages = list_shortages (capacity, i),
              .limit = limit_names[repair->told],
              .performer = repair->resource,
              .class_name = _certplan_capacity_get_class (repair->body_class),
              .region = _certplan_capacity_get_region (capacity, repair->region),
              .body = repair->body != 0
                          ? _certplan_capacity_get_body (capacity, repair->body - 1)->name
                          : NULL,
              .from = _certplan_capacity_get_month (capacity, repair->from),
              .days_a_month = (gint32)repair->days,
              .lacking = _certplan_office_to_days (repair->missing),
              .left = _certplan_office_to_days (repair->left),
              .verified = repair->left <= sum_unmended (capacity, repair->limit) ? "yes" : "no",
              .source = "computed" };
      g_array_append_val (rows, line);
    }
  _certplan_capacity_take_rows (capacity, tables, "repair", repair_columns,
                                G_N_ELEMENTS (repair_columns), rows, NULL);
}

void
_certplan_capacity_add_shortages (CertplanCapacity *capacity, CertplanTables *tables)
{
  add_shortage_lines (capacity, tables);
  add_repair_lines (capacity, tables);
}

/* How far whole cases are from the optimum. */
typedef struct
{
  const char *goal;
  gint64 optimum, plan, distance; /* hundredths */
} GoalLine;

static const CertplanColumn goal_columns[] = {
  CERTPLAN_RESULT_COLUMN (GoalLine, goal, CHOICE),
  CERTPLAN_RESULT_COLUMN (GoalLine, optimum, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (GoalLine, plan, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (GoalLine, distance, DECIMAL, .unit = "person_days"),
};

void
_certplan_capacity_add_goals (CertplanCapacity *capacity, CertplanTables *tables)
{
  static const char *const names[]
      = { "unserved", "late_months", "misplaced", "carried" }; /* as CertplanTransportGoal */
  const gint64 *optimum = capacity->plans[CERTPLAN_BY_CAP]->goals;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (GoalLine));

  for (guint goal = 0; goal < G_N_ELEMENTS (names); goal++)
    {
      const GoalLine line = { names[goal], _certplan_office_to_days (optimum[goal]),
                              _certplan_office_to_days (capacity->goals[goal]),
                              _certplan_office_to_days (capacity->goals[goal])
                                  - _certplan_office_to_days (optimum[goal]) };
      g_array_append_val (rows, line);
    }
  _certplan_capacity_take_rows (capacity, tables, "goals", goal_columns,
                                G_N_ELEMENTS (goal_columns), rows, NULL);
}

CertplanTables *
certplan_capacity_dup_tables (CertplanCapacity *capacity, gboolean explain)
{
  g_return_val_if_fail (capacity != NULL, NULL);

  CertplanTables *tables = certplan_tables_new ();
  _certplan_capacity_add_load (capacity, tables);
  _certplan_capacity_add_shortages (capacity, tables);
  _certplan_capacity_add_heatmap (capacity, tables);
  _certplan_capacity_add_classes (capacity, tables);
  _certplan_capacity_add_goals (capacity, tables);
  _certplan_capacity_add_plan (capacity, tables);
  _certplan_capacity_add_refusals (capacity, tables);
  _certplan_capacity_add_utilisation (capacity, tables);
  _certplan_capacity_add_findings (capacity, tables);
  g_autoptr (CertplanExplanation) explanation = _certplan_capacity_explain (capacity);
  _certplan_explanation_add_tables (explanation, explain, tables);
  return tables;
}
