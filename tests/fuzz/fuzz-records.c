/* Any bytes as a file of records. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz-feed.h"
#include "fuzz.h"
#include "certplan-column-private.h"
#include "certplan-record-files.h"

/* Only appended to, for the sake of the corpus. */
static const char *const types[]
    = { "events",   "payments",   "decisions", "bodies",   "regions", "reviewers",
        "panels",   "profile",    "projects",  "register", "cases",   "plan",
        "arrivals", "effort",     "renewal",   "charges",  "applied", "agreements",
        "ledger",   "exclusions", "fees",      "accounts", "passage" };
static const char *const encodings[]
    = { NULL, NULL, NULL, NULL, "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" };
static const char *const delimiters[] = { NULL, NULL, NULL, ",", ";", "tab", "|", "-" };

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
        if (text != NULL && _certplan_column_is_text (certplan_table_get_column_type (table, c)))
          fuzz_append_cell (file, text);
        else if (text != NULL)
          g_string_append_printf (file, "\"%s\"", text);
      }
  return g_string_free_to_bytes (file);
}

/* Few letters of Latin alone are UTF-8 and GB18030 alike, and then taken for the latter: the form
 * is told, as it is known. */
static void
check_again (const char *type, CertplanRecords *records)
{
  g_autoptr (GBytes) written = write_records (records);
  g_autoptr (CertplanInputOptions) options = certplan_input_options_new ();
  certplan_input_options_set_encoding (options, "UTF-8", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) again = certplan_records_load_bytes (
      type, "again.csv", written, options, fuzz_get_rulebook (), NULL, &error);

  g_assert_no_error (error);
  g_autoptr (GBytes) written_again = write_records (again);
  g_assert_true (g_bytes_equal (written, written_again));
}

/* Types that are newer than the list come behind it. */
static const char *
get_type (guint number)
{
  const guint n_types = certplan_record_types_get_n ();
  guint n = G_N_ELEMENTS (types);

  number %= n_types;
  if (number < n)
    return types[number];
  for (guint i = 0; i < n_types; i++)
    {
      const char *name = certplan_record_types_get_name (i);
      gboolean is_known = FALSE;
      for (gsize k = 0; k < G_N_ELEMENTS (types); k++)
        is_known |= g_str_equal (types[k], name);
      if (!is_known && n++ == number)
        return name;
    }
  g_assert_not_reached ();
}

gboolean
fuzz_records (const guint8 *data, gsize n)
{
  if (n < 2)
    return FALSE;
  const char *type = get_type (data[0]);
  g_autoptr (CertplanInputOptions) options = certplan_input_options_new ();
  certplan_input_options_set_encoding (options, encodings[data[1] % 8], NULL);
  certplan_input_options_set_delimiter (options, delimiters[data[1] / 8 % 8], NULL);
  certplan_input_options_set_excel_serial (options, data[1] >= 128);
  g_autoptr (GBytes) bytes = g_bytes_new (data + 2, n - 2);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records = certplan_records_load_bytes (
      type, "t.csv", bytes, options, fuzz_get_rulebook (), faults, &error);

  fuzz_check_faults (records != NULL, error, faults);
  if (records != NULL)
    check_again (type, records);
  return records != NULL;
}
