/* Any bytes as a file of records. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz.h"
#include "certplan-column-private.h"
#include "certplan-private.h"
#include "certplan-record-files.h"
#include <string.h>

static const char *const types[] = { "events",    "payments", "decisions", "bodies",  "regions",
                                     "reviewers", "panels",   "profile",   "projects" };
static const char *const encodings[]
    = { NULL, NULL, NULL, NULL, "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" };
static const char *const delimiters[] = { NULL, NULL, NULL, ",", ";", "tab", "|", "-" };

static void
append_cell (GString *file, const char *text, gboolean is_text)
{
  g_string_append_c (file, '"');
  if (is_text && _certplan_text_needs_guard (text))
    g_string_append_c (file, '\'');
  for (; *text != '\0'; text++)
    g_string_append_printf (file, *text == '"' ? "\"\"" : "%c", *text);
  g_string_append_c (file, '"');
}

/* As a CSV writer does it. */
static GBytes *
write_records (CertplanRecords *records)
{
  g_autoptr (CertplanTable) table = certplan_records_dup_table (records);
  const guint n_columns = certplan_table_get_n_columns (table);
  GString *file = g_string_new (NULL);

  for (guint c = 0; c < n_columns; c++)
    g_string_append_printf (file, "%s%s", c > 0 ? "," : "",
                            certplan_table_get_column_name (table, c));
  for (guint i = 0; i < certplan_records_get_n (records); i++)
    for (guint c = 0; c < n_columns; c++)
      {
        g_autofree char *text
            = certplan_records_dup_text (records, i, certplan_table_get_column_name (table, c));
        g_string_append (file, c > 0 ? "," : "\r\n");
        if (text != NULL)
          append_cell (file, text,
                       _certplan_column_is_text (certplan_table_get_column_type (table, c)));
      }
  return g_string_free_to_bytes (file);
}

static void
check_again (const char *type, CertplanRecords *records)
{
  g_autoptr (GBytes) written = write_records (records);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) again
      = certplan_records_load_bytes (type, "again.csv", written, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_autoptr (GBytes) written_again = write_records (again);
  g_assert_true (g_bytes_equal (written, written_again));
}

void
fuzz_records (const guint8 *data, gsize n)
{
  if (n < 2)
    return;
  const char *type = types[data[0] % G_N_ELEMENTS (types)];
  g_autoptr (CertplanInputOptions) options = certplan_input_options_new ();
  certplan_input_options_set_encoding (options, encodings[data[1] % 8], NULL);
  certplan_input_options_set_delimiter (options, delimiters[data[1] / 8 % 8], NULL);
  certplan_input_options_set_excel_serial (options, data[1] >= 128);
  g_autoptr (GBytes) bytes = g_bytes_new (data + 2, n - 2);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records
      = certplan_records_load_bytes (type, "t.csv", bytes, options, NULL, faults, &error);

  g_assert_true ((records != NULL) == (error == NULL));
  g_assert_true ((records != NULL) == (certplan_faults_get_n (faults) == 0));
  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    {
      g_autofree char *text = certplan_faults_dup_text (faults, i);
      g_assert_true (g_utf8_validate (text, -1, NULL)
                     && _certplan_text_find_refused (text) == NULL);
    }
  if (records != NULL)
    check_again (type, records);
}
