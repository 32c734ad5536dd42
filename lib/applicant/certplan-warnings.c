/* How loudly something that falls due warns. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-warnings-private.h"
#include "certplan-shipped-private.h"

#define MILLION 1000000

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

static const CertplanRecords *
get_rows (void)
{
  return _certplan_shipped_get ("warnings", &warning_type);
}

guint
_certplan_warnings_get_n (void)
{
  return certplan_records_get_n (get_rows ());
}

static const char *
get_warning (const CertplanRecords *rows, guint i, gint32 *share)
{
  const WarningRow *row = _certplan_records_row (rows, i);
  *share = row->share;
  return _certplan_records_note (rows, row->warning);
}

const char *
_certplan_warnings_get (guint i, gint32 *share)
{
  return get_warning (get_rows (), i, share);
}

const char *
_certplan_warning_find (gint64 n_left, gint64 n_days)
{
  gint32 share;
  if (n_left < 0)
    return "overdue";
  const CertplanRecords *rows = get_rows ();
  for (guint i = 0; i < certplan_records_get_n (rows); i++)
    {
      const char *warning = get_warning (rows, i, &share);
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
