/* What passes in a stage besides work, and who ends there. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 *
 * The office's own rows come first, then the assumptions' passage.csv; of each figure the first row
 * that states it is taken, so that an office may state a rate alone. */
#include "certplan-private.h"
#include "certplan-rule-files-private.h"
#include "certplan-record-types-private.h"
#include "certplan-sim-office-private.h"

#define FILE_NAME "passage.csv"

struct _SimPassages
{
  CertplanRecords *own; /* (nullable) the office's */
  CertplanRecords *assumed;
};

SimPassages *
_certplan_sim_passages_new (const CertplanOffice *office, CertplanFaults *faults, GError **error)
{
  const char *file;
  GBytes *bytes = _certplan_rulebook_get_assumptions (office->rulebook, FILE_NAME, &file);
  const CertplanReadOptions options = { .comments = TRUE };
  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  CertplanRecords *own = certplan_office_records_get (office->records, "passage");
  g_autoptr (SimPassages) passages = g_new0 (SimPassages, 1);
  passages->own = own != NULL ? certplan_records_ref (own) : NULL;
  passages->assumed = _certplan_records_load_bytes (&_certplan_passage_type, file, bytes, &options,
                                                    NULL, list, error);
  return passages->assumed != NULL ? g_steal_pointer (&passages) : NULL;
}

void
_certplan_sim_passages_free (SimPassages *passages)
{
  g_clear_pointer (&passages->own, certplan_records_unref);
  g_clear_pointer (&passages->assumed, certplan_records_unref);
  g_free (passages);
}

static void
fill (gint32 *figure, gint32 stated)
{
  if (*figure == G_MININT32)
    *figure = stated;
}

/* What the row states and no row before it did. */
static void
add_row (SimPassage *passage, const CertplanRecords *records, const CertplanPassage *row)
{
  if (passage->returns_to == NULL)
    {
      passage->returns_to = certplan_records_get_text (records, row->returns_to);
      passage->again = row->again;
    }
  fill (&passage->share, row->share);
  fill (&passage->days[0], row->delay_min);
  fill (&passage->days[1], row->delay_mode);
  fill (&passage->days[2], row->delay_max);
  fill (&passage->failed, row->failed);
  fill (&passage->withdrawn, row->withdrawn);
  fill (&passage->rework, row->rework);
}

static void
add_rows (SimPassage *passage, const CertplanRecords *records, const char *qualification,
          const char *stage)
{
  for (guint i = 0; records != NULL && i < certplan_records_get_n (records); i++)
    {
      const CertplanPassage *row = certplan_passage_get (records, i);
      if (g_strcmp0 (certplan_records_get_text (records, row->stage), stage) == 0
          && _certplan_pattern_matches (certplan_records_get_text (records, row->qualification),
                                        qualification))
        add_row (passage, records, row);
    }
}

void
_certplan_sim_passages_find (const SimPassages *passages, const char *qualification,
                             const char *stage, SimPassage *passage)
{
  *passage = (SimPassage){ .share = G_MININT32,
                           .days = { G_MININT32, G_MININT32, G_MININT32 },
                           .again = G_MININT32,
                           .failed = G_MININT32,
                           .withdrawn = G_MININT32,
                           .rework = G_MININT32 };
  add_rows (passage, passages->own, qualification, stage);
  add_rows (passage, passages->assumed, qualification, stage);
  fill (&passage->share, CERTPLAN_MILLION);
  fill (&passage->failed, 0);
  fill (&passage->withdrawn, 0);
  fill (&passage->rework, 0);
}
