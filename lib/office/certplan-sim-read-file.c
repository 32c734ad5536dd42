/* A model's arrivals out of a file of records. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-filing.h"
#include "certplan-private.h"
#include "certplan-record-files.h"
#include "certplan-records-private.h"
#include "certplan-sim-read-private.h"
#include "certplan-table-error.h"

/* A row, before the rows are put in order of time. */
typedef struct
{
  gint64 tick;
  guint row;
  guint8 class;
} Coming;

static int
compare_comings (gconstpointer a, gconstpointer b)
{
  const Coming *x = a, *y = b;
  if (x->tick != y->tick)
    return x->tick < y->tick ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static void
refuse (const CertplanSimReader *reader, const CertplanRecords *records, guint row,
        const char *column, const char *what, const char *value, const char *wanted)
{
  g_autofree char *text = g_strconcat (column, ": ", what, NULL);
  _certplan_records_fault_cell (records, reader->faults, row, column, CERTPLAN_TABLE_ERROR_VALUE,
                                text, value, wanted);
}

static gboolean
read_row (CertplanSimReader *reader, const CertplanRecords *records, guint row, guint own_class,
          Coming *coming)
{
  const CertplanFiling *filing = certplan_filing_get (records, row);
  const char *filed = certplan_records_get_note (records, filing->filed);
  const char *name = certplan_records_get_text (records, filing->model_class);
  guint class = own_class;
  const gboolean is_good = _certplan_sim_parse_tick (reader->model, filed, &coming->tick);
  if (!is_good)
    refuse (reader, records, row, "filed", _ ("no time"), filed,
            _ ("days, as 12.5, or a date in a model with a start"));
  const gboolean is_known = name == NULL || _certplan_sim_find_name (reader, "class", name, &class);
  if (!is_known)
    refuse (reader, records, row, "class", _ ("no class of that name in the model"), name,
            "[class NAME]");
  coming->row = row;
  coming->class = (guint8) class;
  return is_good && is_known;
}

/* Likewise of the digest: what was read, not how it was written. */
static void
add_coming (CertplanSimReader *reader, CertplanSimSource *source, const CertplanRecords *records,
            const Coming *coming)
{
  const char *name
      = certplan_records_get_note (records, certplan_filing_get (records, coming->row)->case_id);
  g_autofree char *line
      = g_strdup_printf ("%" G_GINT64_FORMAT " %u\n", coming->tick, coming->class);
  g_checksum_update (reader->digest, (const guchar *)line, -1);
  g_array_append_val (source->at, coming->tick);
  g_array_append_val (source->class_at, coming->class);
  g_ptr_array_add (source->name_at, g_strdup (name));
}

/* The rows in order of time; those of one instant as they stand in the file. */
static void
read_rows (CertplanSimReader *reader, guint number, const CertplanRecords *records)
{
  CertplanSimSource *source = _certplan_sim_source (reader->model, number);
  const guint n = certplan_records_get_n (records);
  g_autoptr (GArray) comings = g_array_sized_new (FALSE, FALSE, sizeof (Coming), n);
  for (guint i = 0; i < n; i++)
    {
      Coming coming;
      if (read_row (reader, records, i, source->class, &coming))
        g_array_append_val (comings, coming);
    }
  g_array_sort (comings, compare_comings);
  source->at = g_array_sized_new (FALSE, FALSE, sizeof (gint64), comings->len);
  source->class_at = g_array_sized_new (FALSE, FALSE, sizeof (guint8), comings->len);
  source->name_at = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < comings->len; i++)
    add_coming (reader, source, records, &g_array_index (comings, Coming, i));
}

void
_certplan_sim_read_filings (CertplanSimReader *reader, const char *group, guint number,
                            const char *name)
{
  const CertplanKeyPlace *place = _certplan_key_file_find (reader->file, group, "file");
  g_autofree char *folder = g_path_get_dirname (place->file);
  g_autofree char *path = g_path_is_absolute (name) || g_str_equal (folder, ".")
                              ? g_strdup (name)
                              : g_build_filename (folder, name, NULL);
  g_autoptr (CertplanInputOptions) options = certplan_input_options_new ();
  certplan_input_options_set_keep_good_rows (options, TRUE); /* all that is wrong, at once */
  g_autoptr (CertplanRecords) records
      = certplan_records_load ("filings", path, options, NULL, reader->faults, NULL, NULL);
  if (records != NULL)
    read_rows (reader, number, records);
}
