/* Made-up registers. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench-register.h"
#include <stdio.h>
#include <string.h>

#define N_ORGS 200000
#define N_REGIONS 31

const BenchRegisterForm bench_register_plain = { .name = "reader/plain", .what = "plain" };
const BenchRegisterForm bench_register_kinds
    = { .name = "charges", .what = "with kinds", .has_kinds = TRUE };

const BenchRegisterForm bench_register_forms[] = {
  { .name = "reader/plain", .what = "plain" },
  { .name = "reader/quoted", .what = "all cells in quotes", .quotes = BENCH_QUOTES_ALL },
  { .name = "reader/gb18030", .what = "GB18030 turned into UTF-8", .is_gb18030 = TRUE },
  { .name = "reader/doubled quote a row",
    .what = "a doubled quote in each row",
    .quotes = BENCH_QUOTES_ALL,
    .org = "\"\"" },
  { .name = "reader/doubled quote a cell",
    .what = "a doubled quote in each cell",
    .quotes = BENCH_QUOTES_ALL,
    .every = "\"\"" },
  { .name = "reader/line end a row",
    .what = "a line end in each row",
    .quotes = BENCH_QUOTES_ALL,
    .first = "\n" },
  { .name = "reader/line end a cell",
    .what = "a line end in each cell",
    .quotes = BENCH_QUOTES_ALL,
    .every = "\r\n" },
  { .name = NULL },
};

static const char *const qualifications[] = { "cnitsec/operation/2", "cnitsec/engineering/2",
                                              "cnitsec/cloud/1", "cnitsec/engineering/1" };

static void
append_cell (GString *row, const BenchRegisterForm *form, const char *put, const char *text)
{
  const gboolean quotes = form->quotes == BENCH_QUOTES_ALL;

  if (row->len > 0)
    g_string_append_c (row, ',');
  if (quotes)
    g_string_append_c (row, '"');
  g_string_append (row, text);
  if (put != NULL)
    g_string_append (row, put);
  if (form->every != NULL)
    g_string_append (row, form->every);
  if (quotes)
    g_string_append_c (row, '"');
}

/* Orgs come in an order of no use to a cache, most of them several times. */
static void
append_row (GString *row, const BenchRegisterForm *form, guint i, gsize *n_text_bytes)
{
  const guint org = (guint)((guint64)i * 7919 % N_ORGS);
  char number[32], name[64], issued[16], expiry[16], region[16], supersedes[32] = "";

  g_snprintf (number, sizeof number, "CNITSEC2026SV-I-%07u", i + 1);
  g_snprintf (name, sizeof name, "华北信息安全技术服务有限公司%06u", org);
  g_snprintf (issued, sizeof issued, "%u-%02u-%02u", 2022 + i % 4, 1 + i % 12, 1 + i % 28);
  g_snprintf (expiry, sizeof expiry, "%u-%02u-%02u", 2025 + i % 4, 1 + i % 12, 1 + i % 28);
  g_snprintf (region, sizeof region, "CN-%02u", i % N_REGIONS);
  if (i % 10 == 9)
    g_snprintf (supersedes, sizeof supersedes, "CNITSEC2022SV-I-%07u", i);
  append_cell (row, form, form->first, number);
  append_cell (row, form, NULL, qualifications[i % G_N_ELEMENTS (qualifications)]);
  append_cell (row, form, form->org, name);
  append_cell (row, form, NULL, issued);
  append_cell (row, form, NULL, expiry);
  append_cell (row, form, NULL, region);
  append_cell (row, form, NULL, supersedes);
  if (form->has_kinds)
    append_cell (row, form, NULL, supersedes[0] != '\0' ? "maintenance" : "initial");
  g_string_append_c (row, '\n');
  *n_text_bytes += strlen (number) + 1 + (supersedes[0] != '\0' ? strlen (supersedes) + 1 : 0)
                   + (i < N_ORGS ? strlen (name) + 1 : 0);
}

static void
write_text (FILE *file, const BenchRegisterForm *form, const GString *text)
{
  if (!form->is_gb18030)
    {
      fwrite (text->str, 1, text->len, file);
      return;
    }
  gsize n;
  g_autofree char *other
      = g_convert (text->str, (gssize)text->len, "GB18030", "UTF-8", NULL, &n, NULL);
  fwrite (other, 1, n, file);
}

void
bench_register_write (const char *path, const BenchRegisterForm *form, guint n_rows,
                      gsize *n_text_bytes)
{
  static const char *const header[]
      = { "certificate",    "qualification",     "org",        "issued",
          "printed_expiry", "registered_region", "supersedes", "kind" };
  FILE *file = fopen (path, "wb");
  g_autoptr (GString) row = g_string_new (NULL);
  gsize n_bytes = 0;

  if (file == NULL)
    g_error ("%s cannot be written", path);
  for (guint i = 0; i < G_N_ELEMENTS (header) - !form->has_kinds; i++)
    append_cell (row, form, NULL, header[i]);
  g_string_append_c (row, '\n');
  write_text (file, form, row);
  for (guint i = 0; i < n_rows; i++)
    {
      g_string_truncate (row, 0);
      append_row (row, form, i, &n_bytes);
      write_text (file, form, row);
    }
  if (fclose (file) != 0)
    g_error ("%s cannot be written", path);
  if (n_text_bytes != NULL)
    *n_text_bytes = n_bytes;
}
