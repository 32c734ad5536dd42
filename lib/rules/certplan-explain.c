/* Reasons and notes: why a result is what it is, as data. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-explain-private.h"

typedef struct
{
  char *subject;
  char *rule; /* a sentence */
  const char *source;
  const char *clause;
  char *found_in;
} Reason;

typedef struct
{
  char *note; /* a sentence */
} Note;

struct _CertplanExplanation
{
  CertplanRulebook *rulebook;
  GArray *reasons; /* Reason */
  GArray *notes;   /* Note */
};

static const CertplanColumn reason_columns[] = {
  CERTPLAN_RESULT_COLUMN (Reason, subject, CHOICE), CERTPLAN_RESULT_COLUMN (Reason, rule, SENTENCE),
  CERTPLAN_RESULT_COLUMN (Reason, source, CHOICE),  CERTPLAN_RESULT_COLUMN (Reason, clause, TEXT),
  CERTPLAN_RESULT_COLUMN (Reason, found_in, TEXT),
};
static const CertplanColumn note_columns[] = {
  CERTPLAN_RESULT_COLUMN (Note, note, SENTENCE),
};

static void
reason_clear (gpointer data)
{
  Reason *reason = data;
  g_free (reason->subject);
  g_free (reason->rule);
  g_free (reason->found_in);
}

static void
note_clear (gpointer data)
{
  g_free (((Note *)data)->note);
}

CertplanExplanation *
_certplan_explanation_new (CertplanRulebook *rulebook)
{
  CertplanExplanation *explanation = g_atomic_rc_box_new (CertplanExplanation);
  explanation->rulebook = certplan_rulebook_ref (rulebook);
  explanation->reasons = g_array_new (FALSE, FALSE, sizeof (Reason));
  g_array_set_clear_func (explanation->reasons, reason_clear);
  explanation->notes = g_array_new (FALSE, FALSE, sizeof (Note));
  g_array_set_clear_func (explanation->notes, note_clear);
  return explanation;
}

CertplanExplanation *
_certplan_explanation_ref (CertplanExplanation *explanation)
{
  return g_atomic_rc_box_acquire (explanation);
}

static void
explanation_clear (gpointer data)
{
  CertplanExplanation *explanation = data;
  certplan_rulebook_unref (explanation->rulebook);
  g_array_unref (explanation->reasons);
  g_array_unref (explanation->notes);
}

void
_certplan_explanation_unref (CertplanExplanation *explanation)
{
  g_atomic_rc_box_release_full (explanation, explanation_clear);
}

void
_certplan_explanation_take_reason (CertplanExplanation *explanation, const char *subject,
                                   char *sentence, const CertplanRule *rule)
{
  Reason reason = { g_strdup (subject), sentence, "computed", NULL, NULL };
  if (rule != NULL)
    {
      reason.source = rule->source;
      reason.clause = rule->clause;
      reason.found_in = g_strdup_printf ("%s:%u", rule->file, rule->line);
    }
  g_array_append_val (explanation->reasons, reason);
}

void
_certplan_explanation_take_own (CertplanExplanation *explanation, const char *subject,
                                char *sentence, const char *source)
{
  Reason reason = { g_strdup (subject), sentence, source, NULL, NULL };
  g_array_append_val (explanation->reasons, reason);
}

void
_certplan_explanation_take_note (CertplanExplanation *explanation, char *sentence)
{
  for (guint i = 0; i < explanation->notes->len; i++)
    if (g_str_equal (g_array_index (explanation->notes, Note, i).note, sentence))
      {
        g_free (sentence);
        return;
      }
  Note note = { sentence };
  g_array_append_val (explanation->notes, note);
}

static void
add_table (CertplanExplanation *explanation, const char *name, const CertplanColumn *columns,
           guint n_columns, const GArray *rows, CertplanTables *tables)
{
  GArray *now = g_array_new (FALSE, FALSE, g_array_get_element_size ((GArray *)rows));
  if (rows->len > 0) /* more may be added later; the texts stay the explanation's */
    g_array_append_vals (now, rows->data, rows->len);
  CertplanTable *table = _certplan_table_new_array (name, columns, n_columns, now,
                                                    _certplan_explanation_ref (explanation),
                                                    (GDestroyNotify)_certplan_explanation_unref);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (explanation->rulebook));
  certplan_tables_take (tables, table);
}

void
_certplan_explanation_add_tables (CertplanExplanation *explanation, gboolean with_reasons,
                                  CertplanTables *tables)
{
  if (with_reasons)
    add_table (explanation, "reasons", reason_columns, G_N_ELEMENTS (reason_columns),
               explanation->reasons, tables);
  if (explanation->notes->len > 0)
    add_table (explanation, "notes", note_columns, G_N_ELEMENTS (note_columns), explanation->notes,
               tables);
}
