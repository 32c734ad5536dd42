/* Explained quotes against a bare loop with snprintf. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench.h"
#include "certplan-quote-private.h"
#include "certplan-reader-private.h"
#include "certplan-rulebook-private.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_QUOTES 1000000
#define MAX_ROWS 1000
#define N_ASKED 200000 /* in a file */

/* A published amount as a program would keep it that does nothing else: words and all. */
typedef struct
{
  const char *qualification, *kind;
  guint handle;
  guint32 line; /* the order in which a tariff's rows are shown */
  gint64 fen;
  char *item_label, *kind_label;
  const char *source, *clause, *file;
} BareRow;

/* What is asked for, in an order of no pattern. */
typedef struct
{
  const char *qualification, *kind;
  guint handle;
} Question;

typedef struct
{
  CertplanRulebook *rulebook;
  BareRow rows[MAX_ROWS]; /* sorted by qualification, kind, line */
  guint n_rows;
  Question *questions; /* N_QUOTES */
  CertplanLang lang;
  const char *format; /* of the label why.line, with why.item in it */
} Quotes;

/* Eight bytes at a time, so that summing up takes little of the time. */
static guint64
sum_bytes (guint64 sum, const char *text, gsize n)
{
  guint64 word;

  for (; n >= sizeof word; n -= sizeof word, text += sizeof word)
    {
      memcpy (&word, text, sizeof word);
      sum = (sum ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
    }
  for (; n > 0; n--)
    sum = (sum ^ (guint8)*text++) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return sum;
}

/* As a program calls the library that gets qualifications as text. */
static guint64
run_quotes (gpointer data)
{
  const Quotes *quotes = data;
  g_autoptr (GString) text = g_string_sized_new (1024);
  guint64 sum = 0;

  for (guint i = 0; i < N_QUOTES; i++)
    {
      const Question *question = &quotes->questions[i];
      const guint handle = certplan_rulebook_find (quotes->rulebook, question->qualification, NULL);
      g_autoptr (CertplanQuote) quote
          = certplan_quote_new (quotes->rulebook, handle, question->kind, CERTPLAN_DATE_NONE, NULL);
      g_string_truncate (text, 0);
      certplan_quote_explain (quote, quotes->lang, text);
      sum = sum_bytes (sum, text->str, text->len) + (guint64)certplan_quote_get_total (quote);
    }
  return sum;
}

/* As a program does that keeps handles. */
static guint64
run_quotes_by_handle (gpointer data)
{
  const Quotes *quotes = data;
  g_autoptr (GString) text = g_string_sized_new (1024);
  guint64 sum = 0;

  for (guint i = 0; i < N_QUOTES; i++)
    {
      const Question *question = &quotes->questions[i];
      g_autoptr (CertplanQuote) quote = certplan_quote_new (
          quotes->rulebook, question->handle, question->kind, CERTPLAN_DATE_NONE, NULL);
      g_string_truncate (text, 0);
      certplan_quote_explain (quote, quotes->lang, text);
      sum = sum_bytes (sum, text->str, text->len) + (guint64)certplan_quote_get_total (quote);
    }
  return sum;
}

static int
compare_texts (const BareRow *x, const BareRow *y)
{
  const int order = strcmp (x->qualification, y->qualification);
  return order != 0 ? order : strcmp (x->kind, y->kind);
}

static int
compare_rows (const void *a, const void *b)
{
  const BareRow *x = a, *y = b;
  const int order = compare_texts (x, y);
  return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

static int
compare_by_text (const void *a, const void *b)
{
  return compare_texts (a, b);
}

static int
compare_by_handle (const void *a, const void *b)
{
  const BareRow *x = a, *y = b;
  if (x->handle != y->handle)
    return x->handle < y->handle ? -1 : 1;
  return strcmp (x->kind, y->kind);
}

/* Handles are ordered as the scheme has its categories and levels, not as texts. */
static int
compare_rows_by_handle (const void *a, const void *b)
{
  const BareRow *x = a, *y = b;
  const int order = compare_by_handle (a, b);
  return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

/* 72,000.00; no amount of a tariff is negative. */
static void
format_amount (char *out, gsize size, gint64 fen)
{
  const gint64 yuan = fen / 100;

  if (yuan >= 1000000)
    snprintf (out, size, "%d,%03d,%03d.%02d", (int)(yuan / 1000000), (int)(yuan / 1000 % 1000),
              (int)(yuan % 1000), (int)(fen % 100));
  else if (yuan >= 1000)
    snprintf (out, size, "%d,%03d.%02d", (int)(yuan / 1000), (int)(yuan % 1000), (int)(fen % 100));
  else
    snprintf (out, size, "%d.%02d", (int)yuan, (int)(fen % 100));
}

/* The rows from @found, one of a qualification and kind, on: explained into a buffer. */
static guint64
explain_bare (const Quotes *quotes, const BareRow *found, guint64 sum)
{
  const BareRow *const end = quotes->rows + quotes->n_rows;
  const BareRow *row = found;
  char buffer[1024], amount[32];
  gint64 total_fen = 0;
  gsize n = 0;

  while (row > quotes->rows && compare_texts (row - 1, found) == 0)
    row--;
  for (; row < end && compare_texts (row, found) == 0; row++)
    {
      format_amount (amount, sizeof amount, row->fen);
      n += (gsize)snprintf (buffer + n, sizeof buffer - n, quotes->format, row->item_label,
                            row->qualification, row->kind_label, amount, row->source, row->clause,
                            row->file, row->line);
      total_fen += row->fen;
    }
  return sum_bytes (sum, buffer, n) + (guint64)total_fen;
}

static guint64
run_bare (gpointer data)
{
  const Quotes *quotes = data;
  guint64 sum = 0;

  for (guint i = 0; i < N_QUOTES; i++)
    {
      const BareRow key = { .qualification = quotes->questions[i].qualification,
                            .kind = quotes->questions[i].kind };
      const BareRow *found
          = bsearch (&key, quotes->rows, quotes->n_rows, sizeof (BareRow), compare_by_text);
      sum = explain_bare (quotes, found, sum);
    }
  return sum;
}

static guint64
run_bare_by_handle (gpointer data)
{
  const Quotes *quotes = data;
  guint64 sum = 0;

  for (guint i = 0; i < N_QUOTES; i++)
    {
      const BareRow key
          = { .handle = quotes->questions[i].handle, .kind = quotes->questions[i].kind };
      const BareRow *found
          = bsearch (&key, quotes->rows, quotes->n_rows, sizeof (BareRow), compare_by_handle);
      sum = explain_bare (quotes, found, sum);
    }
  return sum;
}

static void
take_rows (Quotes *quotes, guint handle)
{
  const CertplanLabels *labels = certplan_rulebook_get_labels (quotes->rulebook);
  guint n_rules;
  const CertplanRule *rules
      = _certplan_rulebook_get_rows (quotes->rulebook, CERTPLAN_RULES_TARIFF, handle, &n_rules);

  for (guint i = 0; i < n_rules && quotes->n_rows < MAX_ROWS; i++)
    if (_certplan_rule_applies (&rules[i], CERTPLAN_DATE_NONE))
      quotes->rows[quotes->n_rows++] = (BareRow){
        .qualification = rules[i].qualification,
        .kind = rules[i].kind,
        .handle = handle,
        .line = rules[i].line,
        .fen = rules[i].amount_fen,
        .item_label = g_strdup (certplan_labels_get (labels, quotes->lang, rules[i].item)),
        .kind_label = g_strdup (certplan_labels_get (labels, quotes->lang, rules[i].kind)),
        .source = rules[i].source,
        .clause = rules[i].clause,
        .file = rules[i].file,
      };
}

static void
set_up (Quotes *quotes)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260104);

  quotes->rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  for (guint handle = 1; handle <= certplan_rulebook_get_n_qualifications (quotes->rulebook);
       handle++)
    take_rows (quotes, handle);
  qsort (quotes->rows, quotes->n_rows, sizeof (BareRow), compare_rows);
  quotes->questions = g_new (Question, N_QUOTES);
  for (guint i = 0; i < N_QUOTES; i++)
    {
      const BareRow *row = &quotes->rows[g_rand_int_range (rand, 0, (gint)quotes->n_rows)];
      quotes->questions[i] = (Question){ row->qualification, row->kind, row->handle };
    }
}

static void
tear_down (Quotes *quotes)
{
  for (guint i = 0; i < quotes->n_rows; i++)
    {
      g_free (quotes->rows[i].item_label);
      g_free (quotes->rows[i].kind_label);
    }
  g_free (quotes->questions);
  certplan_rulebook_unref (quotes->rulebook);
}

static void
bench_quotes_in (BenchReport *report, CertplanLang lang, const char *format, const char *name,
                 const char *name_by_handle)
{
  Quotes quotes = { .lang = lang, .format = format };
  const gboolean is_english = lang == CERTPLAN_LANG_EN;
  Bench bench = { .name = name,
                  .what = is_english ? "1,000,000 quotes explained in English"
                                     : "1,000,000 quotes explained in Chinese",
                  .against = "look-up in a sorted array, the same text by snprintf",
                  .unit = "quotes",
                  .n_units = N_QUOTES,
                  .ours = run_quotes,
                  .bare = run_bare,
                  .limit = 100,
                  .data = &quotes };

  set_up (&quotes);
  bench_run (report, &bench);
  qsort (quotes.rows, quotes.n_rows, sizeof (BareRow), compare_rows_by_handle);
  bench.name = name_by_handle;
  bench.what = is_english ? "the same by handle, English" : "the same by handle, Chinese";
  bench.ours = run_quotes_by_handle;
  bench.bare = run_bare_by_handle;
  bench_run (report, &bench);
  tear_down (&quotes);
}

/* The questions of a file, each explained. */
typedef struct
{
  const Quotes *quotes;
  char *questions, *tariff; /* owned: paths */
} Asked;

static guint64
explain_file (gpointer data)
{
  const Asked *asked = data;
  const CertplanReadOptions options = { 0 };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (CertplanReader) reader = _certplan_reader_new (asked->questions, &options, faults);
  g_autoptr (GString) text = g_string_new (NULL);

  _certplan_reader_next (reader); /* the head */
  while (_certplan_reader_next (reader))
    {
      guint n;
      const CertplanCell *cells = _certplan_reader_get_cells (reader, &n);
      const guint handle = certplan_rulebook_find (asked->quotes->rulebook, cells[0].text, NULL);
      g_autoptr (CertplanQuote) quote = certplan_quote_new (
          asked->quotes->rulebook, handle, cells[1].text, CERTPLAN_DATE_NONE, NULL);
      certplan_quote_explain (quote, asked->quotes->lang, text);
    }
  return bench_hash_bytes (text->str, text->len);
}

static void
write_questions (const Asked *asked)
{
  const Quotes *quotes = asked->quotes;
  FILE *questions = fopen (asked->questions, "wb"), *tariff = fopen (asked->tariff, "wb");

  if (questions == NULL || tariff == NULL)
    g_error ("the questions cannot be written");
  fputs ("qualification,kind\n", questions);
  for (guint i = 0; i < N_ASKED; i++)
    fprintf (questions, "%s,%s\n", quotes->questions[i].qualification, quotes->questions[i].kind);
  for (guint i = 0; i < quotes->n_rows; i++)
    {
      const BareRow *row = &quotes->rows[i];
      fprintf (tariff, "%s,%s,%u,%" G_GINT64_FORMAT ",\"%s\",\"%s\",%s,\"%s\",%s\n",
               row->qualification, row->kind, row->line, row->fen, row->item_label, row->kind_label,
               row->source, row->clause, row->file);
    }
  fclose (questions);
  fclose (tariff);
}

/* With the published amounts as a table, as one would ask a data base. */
static void
run_sqlite (BenchReport *report, Asked *asked)
{
  g_autofree char *import_questions
      = g_strdup_printf (".import --csv \"%s\" question", asked->questions);
  g_autofree char *import_tariff = g_strdup_printf (".import --csv \"%s\" tariff", asked->tariff);
  const char *const argv[]
      = { "sqlite3",
          "-batch",
          ":memory:",
          "create table tariff (qualification, kind, line int, fen int, item, kind_label, source, "
          "clause, file)",
          import_tariff,
          "create index of_question on tariff (qualification, kind, line)",
          import_questions,
          "select printf ('%s: %s, %s: %,d.%02d yuan (%s, %s; %s:%d)', item, t.qualification, "
          "kind_label, fen / 100, fen % 100, source, clause, file, line) from question q join "
          "tariff t on t.qualification = q.qualification and t.kind = q.kind order by q.rowid, "
          "line",
          NULL };
  const BenchRival rival = { .name = "quote/sqlite3",
                             .what = "200,000 questions of a file explained",
                             .against = "sqlite3: .import, join, printf",
                             .unit = "quotes",
                             .package = "sqlite3",
                             .n_units = N_ASKED,
                             .ours = explain_file,
                             .argv = argv,
                             .is_same = bench_has_same_bytes,
                             .data = asked };
  bench_run_rival (report, &rival);
}

static void
bench_asked_quotes (BenchReport *report)
{
  Quotes quotes = { .lang = CERTPLAN_LANG_EN };
  g_autofree char *folder = g_dir_make_tmp ("certplan-bench-XXXXXX", NULL);
  Asked asked = { .quotes = &quotes };

  if (folder == NULL)
    g_error ("no folder for the questions");
  asked.questions = g_build_filename (folder, "questions.csv", NULL);
  asked.tariff = g_build_filename (folder, "tariff.csv", NULL);
  set_up (&quotes);
  write_questions (&asked);
  run_sqlite (report, &asked);
  tear_down (&quotes);
  g_unlink (asked.questions);
  g_unlink (asked.tariff);
  g_rmdir (folder);
  g_free (asked.questions);
  g_free (asked.tariff);
}

void
bench_quote (BenchReport *report)
{
  if (!bench_is_wanted (report, "quote/"))
    return;
  bench_quotes_in (report, CERTPLAN_LANG_EN, "%s: %s, %s: %s yuan (%s, %s; %s:%u)\n",
                   "quote/english", "quote/english by handle");
  bench_quotes_in (report, CERTPLAN_LANG_ZH_CN, "%s：%s（%s）：%s 元（%s，%s；%s:%u）\n",
                   "quote/chinese", "quote/chinese by handle");
  if (bench_is_wanted (report, "quote/sqlite3"))
    bench_asked_quotes (report);
}
