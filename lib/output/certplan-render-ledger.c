/* Vouchers for plain text accounting: hledger and beancount. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 *
 * Names and summaries are anybody's text. In a journal, ";" begins a comment, in which "date:"
 * would move a posting; "|" parts a description; two blanks end an account; ":" parts accounts. In
 * a beancount file texts are quoted, and accounts are made of letters, digits and "-". */
#include "certplan-private.h"
#include "certplan-render-private.h"
#include <string.h>

#define CURRENCY "CNY"

typedef struct
{
  CertplanSink *sink;
  CertplanLang lang;
  gboolean is_beancount;
  GString *cell, *line;
  GHashTable *opened; /* beancount: the accounts that were opened */
  /* the current table */
  const CertplanLabels *labels;
  const CertplanColumn *columns;
  const CertplanLedgerSpec *spec;
  gint64 voucher, date; /* of the last row; numbers begin again each month */
} Ledger;

static gpointer
open_ledger (CertplanSink *sink, const CertplanRenderOptions *options, gboolean is_beancount)
{
  Ledger *ledger = g_new0 (Ledger, 1);

  ledger->sink = sink;
  ledger->lang = options->lang;
  ledger->is_beancount = is_beancount;
  ledger->cell = g_string_new (NULL);
  ledger->line = g_string_new (NULL);
  ledger->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return ledger;
}

static gpointer
open_journal (CertplanSink *sink, const CertplanRenderOptions *options)
{
  _certplan_sink_puts (sink, "; certplan\ndecimal-mark .\ncommodity 1000.00 " CURRENCY "\n");
  return open_ledger (sink, options, FALSE);
}

static gpointer
open_beancount (CertplanSink *sink, const CertplanRenderOptions *options)
{
  _certplan_sink_puts (sink, ";; certplan\noption \"operating_currency\" \"" CURRENCY "\"\n");
  return open_ledger (sink, options, TRUE);
}

static gboolean
begin_table (gpointer state, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  Ledger *ledger = state;
  guint n_columns;

  ledger->labels = _certplan_render_labels (table);
  ledger->columns = _certplan_table_get_columns (table, &n_columns);
  ledger->spec = _certplan_table_get_ledger (table);
  ledger->voucher = ledger->date = G_MININT64;
  return TRUE;
}

/* The cell as it is shown, valid UTF-8 without line ends and controls, in ledger->cell. */
static const char *
read_cell (Ledger *ledger, CertplanCursor *cursor, guint column)
{
  CertplanValue value;

  _certplan_cursor_get (cursor, column, &value);
  g_string_truncate (ledger->cell, 0);
  _certplan_value_append (ledger->labels, ledger->lang, FALSE, ledger->columns[column].type, &value,
                          ledger->cell);
  g_autofree char *valid = g_utf8_make_valid (ledger->cell->str, (gssize)ledger->cell->len);
  g_string_truncate (ledger->cell, 0);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      if (g_unichar_isspace (character) || g_unichar_iscntrl (character)
          || g_unichar_type (character) == G_UNICODE_FORMAT)
        g_string_append_c (ledger->cell, ' ');
      else
        g_string_append_unichar (ledger->cell, character);
    }
  return ledger->cell->str;
}

/* Appends @text to the line: signs that mean something become their full-width forms, blanks that
 * follow each other one. */
static void
append_plain (GString *line, const char *text)
{
  static const char signs[] = ";|,:#";

  for (; *text != '\0'; text++)
    {
      const char *sign = strchr (signs, *text);
      if (sign != NULL)
        g_string_append_unichar (line, 0xff00 + (gunichar)*text - 0x20);
      else if (*text != ' ' || (line->len > 0 && line->str[line->len - 1] != ' '))
        g_string_append_c (line, *text);
    }
}

/* Appends @text to the line between quotation marks. */
static void
append_quoted (GString *line, const char *text)
{
  g_string_append_c (line, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (line, '\\');
      g_string_append_c (line, *text);
    }
  g_string_append_c (line, '"');
}

/* A part of beancount's name of an account. */
static void
append_component (GString *line, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar character = g_utf8_get_char (text);
      if (character < 0x80 ? g_ascii_isalnum ((char)character) : g_unichar_isalnum (character))
        g_string_append_unichar (line, character);
      else
        g_string_append_c (line, '-');
    }
}

/* "assets:1122 Receivables", or "Assets:1122-Receivables". Returns: (transfer full) */
static char *
make_account (Ledger *ledger, CertplanCursor *cursor)
{
  CertplanValue type;
  GString *account = g_string_new (NULL);

  _certplan_cursor_get (cursor, ledger->spec->type, &type);
  g_string_append (account, type.text != NULL ? type.text : "equity");
  g_string_append_c (account, ':');
  if (ledger->is_beancount)
    account->str[0] = g_ascii_toupper (account->str[0]);
  const gsize begin = account->len;
  const char *code = read_cell (ledger, cursor, ledger->spec->code);
  if (ledger->is_beancount)
    append_component (account, code);
  else
    append_plain (account, code);
  /* A name begins with a digit or a capital letter. */
  if (ledger->is_beancount && !g_ascii_isdigit (account->str[begin])
      && !g_ascii_isupper (account->str[begin]))
    g_string_insert_c (account, (gssize)begin, 'X');
  g_string_append_c (account, ledger->is_beancount ? '-' : ' ');
  const char *name = read_cell (ledger, cursor, ledger->spec->name);
  if (ledger->is_beancount)
    append_component (account, name);
  else
    append_plain (account, name);
  while (account->str[account->len - 1] == ' ')
    g_string_truncate (account, account->len - 1);
  return g_string_free (account, FALSE);
}

static void
append_date (Ledger *ledger, CertplanCursor *cursor)
{
  g_string_append (ledger->line, read_cell (ledger, cursor, ledger->spec->date));
}

static void
flush_line (Ledger *ledger)
{
  g_string_append_c (ledger->line, '\n');
  _certplan_sink_write (ledger->sink, ledger->line->str, ledger->line->len);
  g_string_truncate (ledger->line, 0);
}

/* Rows come by date, so the first use of an account is its earliest. */
static void
open_account (Ledger *ledger, CertplanCursor *cursor, const char *account)
{
  if (!g_hash_table_add (ledger->opened, g_strdup (account)))
    return;
  append_date (ledger, cursor);
  g_string_append_printf (ledger->line, " open %s " CURRENCY, account);
  flush_line (ledger);
}

static void
write_head (Ledger *ledger, CertplanCursor *cursor)
{
  _certplan_sink_putc (ledger->sink, '\n');
  append_date (ledger, cursor);
  if (ledger->is_beancount)
    {
      g_string_append (ledger->line, " * ");
      append_quoted (ledger->line, read_cell (ledger, cursor, ledger->spec->summary));
      flush_line (ledger);
      g_string_append_printf (ledger->line, "  voucher: \"%" G_GINT64_FORMAT "\"", ledger->voucher);
    }
  else
    {
      g_string_append_printf (ledger->line, " * (%" G_GINT64_FORMAT ") ", ledger->voucher);
      append_plain (ledger->line, read_cell (ledger, cursor, ledger->spec->summary));
    }
  flush_line (ledger);
}

static CertplanMoney
get_amount (const Ledger *ledger, CertplanCursor *cursor)
{
  CertplanValue debit, credit;

  _certplan_cursor_get (cursor, ledger->spec->debit, &debit);
  _certplan_cursor_get (cursor, ledger->spec->credit, &credit);
  return (debit.number != G_MININT64 ? debit.number : 0)
         - (credit.number != G_MININT64 ? credit.number : 0);
}

static void
write_posting (Ledger *ledger, CertplanCursor *cursor, const char *account)
{
  g_autofree char *amount = certplan_money_format (get_amount (ledger, cursor), FALSE);
  const char *org = read_cell (ledger, cursor, ledger->spec->org);

  g_string_append_printf (ledger->line, "  %s  %s " CURRENCY, account, amount);
  if (*org != '\0' && ledger->is_beancount)
    {
      flush_line (ledger);
      g_string_append (ledger->line, "    org: ");
      append_quoted (ledger->line, org);
    }
  else if (*org != '\0')
    {
      g_string_append (ledger->line, "  ; org:");
      append_plain (ledger->line, org);
    }
  flush_line (ledger);
}

static void
write_row (gpointer state, CertplanCursor *cursor)
{
  Ledger *ledger = state;
  CertplanValue voucher, date;

  g_autofree char *account = make_account (ledger, cursor);
  _certplan_cursor_get (cursor, ledger->spec->voucher, &voucher);
  _certplan_cursor_get (cursor, ledger->spec->date, &date);
  if (voucher.number != ledger->voucher || date.number != ledger->date)
    {
      ledger->voucher = voucher.number;
      ledger->date = date.number;
      write_head (ledger, cursor);
    }
  write_posting (ledger, cursor, account);
}

static void
end_table (gpointer state)
{
}

static void
drop_ledger (gpointer state)
{
  Ledger *ledger = state;

  g_string_free (ledger->cell, TRUE);
  g_string_free (ledger->line, TRUE);
  g_hash_table_unref (ledger->opened);
  g_free (ledger);
}

static gboolean
close_ledger (gpointer state, GError **error)
{
  drop_ledger (state);
  return TRUE;
}

/* An account must be opened outside a voucher: those of the table are opened before its rows. */
static gboolean
begin_beancount (gpointer state, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  Ledger *ledger = state;

  begin_table (state, table, cancellable, error);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  GError *local = NULL;
  while (_certplan_render_next (cursor, cancellable, &local))
    {
      g_autofree char *account = make_account (ledger, cursor);
      open_account (ledger, cursor, account);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

const CertplanRenderer _certplan_render_journal = {
  open_journal, begin_table, write_row, NULL, end_table, NULL, close_ledger, drop_ledger,
};
const CertplanRenderer _certplan_render_beancount = {
  open_beancount, begin_beancount, write_row, NULL, end_table, NULL, close_ledger, drop_ledger,
};
