/* How loudly something that falls due warns. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-warnings-private.h"
#include "certplan-records-private.h"
#include <gio/gio.h>

#define WARNINGS_RESOURCE "/certplan/warnings.csv"
#define MILLION 1000000

GResource *_certplan_get_resource (void);

typedef struct
{
  guint32 line;
  guint32 warning, source, clause;
  gint32 share;
} WarningRow;

#define COLUMN(member, TYPE)                                                                       \
  CERTPLAN_RECORD_COLUMN (WarningRow, member, TYPE, CERTPLAN_COLUMN_REQUIRED)
static const CertplanColumn columns[] = {
  COLUMN (warning, NOTE),
  COLUMN (share, SHARE),
  COLUMN (source, NOTE),
  COLUMN (clause, NOTE),
};
static const CertplanRecordType warning_type = {
  .name = "warnings",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (WarningRow),
};

/* Read once; part of the program, so a fault in it is a bug. */
static const CertplanRecords *
get_rows (void)
{
  static gsize once = 0;
  static CertplanRecords *rows;
  if (g_once_init_enter (&once))
    {
      const CertplanReadOptions options = { .comments = TRUE };
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autoptr (GBytes) bytes
          = g_resource_lookup_data (_certplan_get_resource (), WARNINGS_RESOURCE, 0, NULL);
      rows = _certplan_records_load_bytes (&warning_type, "warnings.csv", bytes, &options, NULL,
                                           faults, NULL);
      g_assert (rows != NULL);
      g_once_init_leave (&once, 1);
    }
  return rows;
}

guint
_certplan_warnings_get_n (void)
{
  return certplan_records_get_n (get_rows ());
}

const char *
_certplan_warnings_get (guint i, gint32 *share)
{
  const WarningRow *row = _certplan_records_row (get_rows (), i);
  *share = row->share;
  return _certplan_records_note (get_rows (), row->warning);
}

const char *
_certplan_warning_find (gint64 n_left, gint64 n_days)
{
  gint32 share;
  if (n_left < 0)
    return "overdue";
  for (guint i = 0; i < _certplan_warnings_get_n (); i++)
    {
      const char *warning = _certplan_warnings_get (i, &share);
      if (n_left * MILLION <= n_days * share)
        return warning;
    }
  return "later";
}

/* A specification is shared between threads; each of them comes by here before it reads it. */
G_LOCK_DEFINE_STATIC (ring);

const CertplanEventSpec *
_certplan_warnings_ring (CertplanEventSpec *spec)
{
  const guint n = _certplan_warnings_get_n ();
  G_LOCK (ring);
  if (spec->alarm_shares == NULL)
    {
      gint32 *shares = g_new (gint32, n); /* part of the program, as the warnings are */
      for (guint i = 0; i < n; i++)
        _certplan_warnings_get (n - 1 - i, &shares[i]);
      spec->alarm_shares = shares;
      spec->n_alarms = n;
    }
  G_UNLOCK (ring);
  return spec;
}
