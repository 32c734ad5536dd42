/* What passes in a stage besides work: the assumptions of passage.csv.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-record-types-private.h"
#include "certplan-rule-files-private.h"
#include "certplan-sim-office-private.h"

#define FILE_NAME "passage.csv"

struct _SimPassages
{
  CertplanRecords *records;
  GArray *rows; /* SimPassage */
};

typedef struct
{
  guint32 line;
  guint32 qualification, stage;
  gint32 share, delay_min, delay_mode, delay_max;
  guint32 returns_to;
  gint32 again;
  guint32 source, clause;
} Row;

#define COLUMN(member, TYPE, flags) CERTPLAN_RECORD_COLUMN (Row, member, TYPE, flags)
static const CertplanColumn columns[] = {
  COLUMN (qualification, TEXT, CERTPLAN_COLUMN_REQUIRED),
  COLUMN (stage, TEXT, CERTPLAN_COLUMN_REQUIRED),
  COLUMN (share, SHARE, CERTPLAN_COLUMN_REQUIRED),
  COLUMN (delay_min, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED),
  COLUMN (delay_mode, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED),
  COLUMN (delay_max, INT, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED),
  COLUMN (returns_to, TEXT, 0),
  COLUMN (again, SHARE, 0),
  COLUMN (source, TEXT, 0),
  COLUMN (clause, TEXT, 0),
};

#define MAX_DAYS 3650

static void
finish_row (CertplanRowCheck *check)
{
  const Row *row = check->row;
  if (row->share < 0 || row->share > CERTPLAN_MILLION)
    _certplan_row_refuse (check, "share", _ ("no share of cases"), "0%..100%");
  if (row->delay_min > row->delay_mode || row->delay_mode > row->delay_max
      || row->delay_max > MAX_DAYS)
    _certplan_row_refuse (check, "delay_mode", _ ("not in order, or too long"),
                          _ ("delay_min <= delay_mode <= delay_max <= 3650"));
  if (row->again != G_MININT32 && (row->again < 0 || row->again > CERTPLAN_MILLION))
    _certplan_row_refuse (check, "again", _ ("no share of work"), "0%..100%");
}

static const CertplanRecordType type = {
  .name = "passage",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (Row),
  .finish = finish_row,
};

static void
list_rows (SimPassages *passages)
{
  for (guint i = 0; i < certplan_records_get_n (passages->records); i++)
    {
      const Row *row = _certplan_records_row (passages->records, i);
      const SimPassage passage = {
        .pattern = _certplan_records_text (passages->records, row->qualification),
        .stage = _certplan_records_text (passages->records, row->stage),
        .share = row->share,
        .days = { row->delay_min, row->delay_mode, row->delay_max },
        .returns_to = _certplan_records_text (passages->records, row->returns_to),
        .again = row->again,
      };
      g_array_append_val (passages->rows, passage);
    }
}

SimPassages *
_certplan_sim_passages_new (CertplanRulebook *rulebook, CertplanFaults *faults, GError **error)
{
  const char *file;
  GBytes *bytes = _certplan_rulebook_get_assumptions (rulebook, FILE_NAME, &file);
  const CertplanReadOptions options = { .comments = TRUE };
  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  g_autoptr (SimPassages) passages = g_new0 (SimPassages, 1);
  passages->rows = g_array_new (FALSE, FALSE, sizeof (SimPassage));
  passages->records
      = _certplan_records_load_bytes (&type, file, bytes, &options, NULL, list, error);
  if (passages->records == NULL)
    return NULL;
  list_rows (passages);
  return g_steal_pointer (&passages);
}

void
_certplan_sim_passages_free (SimPassages *passages)
{
  g_clear_pointer (&passages->records, certplan_records_unref);
  g_array_unref (passages->rows);
  g_free (passages);
}

const SimPassage *
_certplan_sim_passages_find (const SimPassages *passages, const char *qualification,
                             const char *stage)
{
  for (guint i = 0; i < passages->rows->len; i++)
    {
      const SimPassage *row = &g_array_index (passages->rows, SimPassage, i);
      if (g_str_equal (row->stage, stage)
          && _certplan_pattern_matches (row->pattern, qualification))
        return row;
    }
  return NULL;
}
