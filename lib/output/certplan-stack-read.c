/* A table's rows as stacked columns. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-outputs.h"
#include "certplan-private.h"
#include "certplan-render-private.h"
#include "certplan-stack-private.h"

#define MAX_COLUMNS 120
#define MAX_SERIES 12

char *
_certplan_stack_speak (const CertplanStack *stack, const char *sentence)
{
  GString *text = g_string_new (NULL);

  if (sentence != NULL)
    _certplan_labels_append_sentence (stack->labels, stack->lang, sentence, text);
  return g_string_free (text, FALSE);
}

static void
clear_column (gpointer data)
{
  g_free (((CertplanStackColumn *)data)->parts);
}

void
_certplan_stack_free (CertplanStack *stack)
{
  g_ptr_array_unref (stack->series);
  g_array_unref (stack->columns);
  g_free (stack);
}

/* The place of a series; those that are too many share the last one. */
static guint
find_series (CertplanStack *stack, const char *name)
{
  for (guint i = 0; i < stack->series->len; i++)
    if (g_str_equal (stack->series->pdata[i], name))
      return i;
  if (stack->series->len < MAX_SERIES)
    g_ptr_array_add (stack->series, g_strdup (name));
  return stack->series->len - 1;
}

static CertplanStackColumn *
find_column (CertplanStack *stack, CertplanDate from)
{
  CertplanStackColumn *last
      = stack->columns->len > 0
            ? &g_array_index (stack->columns, CertplanStackColumn, stack->columns->len - 1)
            : NULL;

  if (last != NULL && last->from == from)
    return last;
  const CertplanStackColumn column
      = { from, g_new0 (CertplanMoney, MAX_SERIES), 0, last != NULL ? last->cumulative : 0 };
  g_array_append_val (stack->columns, column);
  return &g_array_index (stack->columns, CertplanStackColumn, stack->columns->len - 1);
}

static gboolean
add_row (CertplanStack *stack, CertplanTable *table, CertplanCursor *cursor, GError **error)
{
  const CertplanChartSpec *spec = _certplan_table_get_chart (table);
  const CertplanDate from = certplan_cursor_get_date (cursor, spec->from);
  const CertplanMoney amount = certplan_cursor_get_money (cursor, spec->amount);
  g_autoptr (GString) name = g_string_new (NULL);
  CertplanValue value;

  _certplan_cursor_get (cursor, spec->label, &value);
  CertplanStackColumn *column = find_column (stack, from);
  if (stack->columns->len > MAX_COLUMNS)
    {
      g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
                   _ ("the chart has more than %d columns; wanted longer periods, or a .csv"),
                   MAX_COLUMNS);
      return FALSE;
    }
  if (value.text == NULL || amount == CERTPLAN_MONEY_NONE)
    return TRUE;
  _certplan_value_append (stack->labels, stack->lang, FALSE,
                          certplan_table_get_column_type (table, spec->label), &value, name);
  column->parts[find_series (stack, name->str)] += amount;
  column->sum += amount;
  column->cumulative += amount;
  stack->largest = MAX (stack->largest, column->sum);
  return TRUE;
}

CertplanStack *
_certplan_stack_read (CertplanTable *table, CertplanLang lang, GError **error)
{
  g_autoptr (CertplanStack) stack = g_new0 (CertplanStack, 1);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GError) failure = NULL;

  stack->labels = _certplan_render_labels (table);
  stack->lang = lang;
  stack->series = g_ptr_array_new_with_free_func (g_free);
  stack->columns = g_array_new (FALSE, FALSE, sizeof (CertplanStackColumn));
  g_array_set_clear_func (stack->columns, clear_column);
  while (certplan_cursor_next (cursor, &failure))
    if (!add_row (stack, table, cursor, error))
      return NULL;
  if (failure == NULL)
    return g_steal_pointer (&stack);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
