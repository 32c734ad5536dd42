/* What the people who answer for a reconciliation sign. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-reconcile-private.h"
#include "certplan-table-private.h"

/* @particulars: a sentence; NULL = to be written by hand. */
typedef struct
{
  const char *entry;
  char *particulars;
} SignLine;

static const CertplanColumn sign_columns[] = {
  CERTPLAN_RESULT_COLUMN (SignLine, entry, CHOICE),
  CERTPLAN_RESULT_COLUMN (SignLine, particulars, SENTENCE),
};

static void
clear_line (gpointer data)
{
  g_free (((SignLine *)data)->particulars);
}

/* @particulars: (transfer full) (nullable) */
static void
take_line (GArray *lines, const char *entry, char *particulars)
{
  const SignLine line = { entry, particulars };
  g_array_append_val (lines, line);
}

static char *
say_control (gint32 rows, CertplanMoney fen)
{
  g_autofree char *n = g_strdup_printf ("%d", rows);
  g_autofree char *amount = _certplan_argument_money (fen);
  return _certplan_sentence ("sign.rows", n, amount, NULL);
}

static void
list_controls (const CertplanReconciliation *self, GArray *lines)
{
  const CertplanControl in = _certplan_reconcile_sum_control (self, FALSE);
  const CertplanControl out = _certplan_reconcile_sum_control (self, TRUE);
  take_line (lines, "sign.in", say_control (in.rows, in.fen));
  take_line (lines, "sign.out", say_control (out.rows, out.fen));
  take_line (lines, "control_difference", say_control (in.rows - out.rows, in.fen - out.fen));
}

/* As many of each as stand in the table of that name. */
static char *
say_open (const CertplanReconciliation *self)
{
  g_autofree char *charges = g_strdup_printf ("%u", self->n_open);
  g_autofree char *unmatched = g_strdup_printf ("%u", self->n_unmatched);
  g_autofree char *findings = g_strdup_printf ("%u", self->findings->len);
  return _certplan_sentence ("sign.items", charges, unmatched, findings, NULL);
}

static GArray *
make_lines (const CertplanReconciliation *self)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (SignLine));
  g_autofree char *as_of = certplan_date_format (self->as_of);
  g_autofree char *outstanding = _certplan_argument_money (self->outstanding);
  g_array_set_clear_func (lines, clear_line);
  take_line (lines, "sign.as_of", _certplan_sentence ("sign.text", as_of, NULL));
  list_controls (self, lines);
  take_line (lines, "sign.outstanding", _certplan_sentence ("sign.yuan", outstanding, NULL));
  take_line (lines, "sign.open", say_open (self));
  take_line (lines, "sign.rules",
             _certplan_sentence ("sign.text",
                                 certplan_rulebook_get_digest (self->request->rulebook), NULL));
  take_line (lines, "sign.prepared", NULL);
  take_line (lines, "sign.checked", NULL);
  take_line (lines, "sign.date", NULL);
  return lines;
}

void
_certplan_reconcile_add_signing (CertplanReconciliation *self, CertplanTables *tables)
{
  _certplan_reconcile_take_table (
      self, tables,
      _certplan_table_new_array ("signing", sign_columns, G_N_ELEMENTS (sign_columns),
                                 make_lines (self), certplan_reconciliation_ref (self),
                                 (GDestroyNotify)certplan_reconciliation_unref),
      "title.signing");
}
