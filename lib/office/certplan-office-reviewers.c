/* What is wrong across the rows of reviewers. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"

static void
check_body (CertplanOffice *office, const CertplanRecords *rows, guint i, CertplanFaults *faults)
{
  const char *name = certplan_records_get_text (rows, certplan_reviewer_get (rows, i)->body);
  if (_certplan_office_find_body (office, name) == 0)
    _certplan_office_refuse_body (office, rows, i, name, faults);
}

typedef struct
{
  CertplanDate first, last;
} Days;

static gint
compare_days (gconstpointer a, gconstpointer b)
{
  const Days *x = a, *y = b;
  return x->first != y->first ? (x->first < y->first ? -1 : 1)
                              : (x->last > y->last) - (x->last < y->last);
}

static void
check_leave (const CertplanRecords *rows, guint i, CertplanFaults *faults)
{
  const char *text = certplan_records_get_note (rows, certplan_reviewer_get (rows, i)->leave);
  const char *at = text;
  g_autoptr (GArray) leave = g_array_new (FALSE, FALSE, sizeof (Days));
  Days days;
  while (at != NULL && certplan_leave_parse (&at, &days.first, &days.last, NULL))
    g_array_append_val (leave, days);
  g_array_sort (leave, compare_days);
  for (guint n = 1; n < leave->len; n++)
    if (g_array_index (leave, Days, n).first <= g_array_index (leave, Days, n - 1).last)
      {
        g_autofree char *last = certplan_date_format (g_array_index (leave, Days, n - 1).last);
        g_autofree char *first = certplan_date_format (g_array_index (leave, Days, n).first);
        g_autofree char *what = g_strdup_printf (
            _ ("leave: days off twice, from %s on one leave lasts until %s"), first, last);
        _certplan_records_fault_cell (rows, faults, i, "leave", CERTPLAN_TABLE_ERROR_VALUE, what,
                                      text, _ ("each day off once"));
        return;
      }
}

/* A person's time from a day on. */
typedef struct
{
  guint32 reviewer;
  CertplanDate day;
  gint32 share; /* negative: ends */
  guint row;
} Change;

/* By person and day, ends first. */
static gint
compare_changes (gconstpointer a, gconstpointer b)
{
  const Change *x = a, *y = b;
  if (x->reviewer != y->reviewer)
    return x->reviewer < y->reviewer ? -1 : 1;
  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  if ((x->share < 0) != (y->share < 0))
    return x->share < 0 ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static GArray *
list_changes (const CertplanRecords *rows)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));
  for (guint i = 0; i < certplan_records_get_n (rows); i++)
    {
      const CertplanReviewer *row = certplan_reviewer_get (rows, i);
      Change change = { row->reviewer, row->valid_from, row->share, i }; /* NONE is the least day */
      g_array_append_val (changes, change);
      change.share = -row->share;
      change.day = row->valid_to + 1;
      if (row->valid_to != CERTPLAN_DATE_NONE)
        g_array_append_val (changes, change);
    }
  g_array_sort (changes, compare_changes);
  return changes;
}

/* Nobody gives more than the whole of the time, whatever the roles and bodies. */
static void
check_shares (const CertplanRecords *rows, CertplanFaults *faults)
{
  g_autoptr (GArray) changes = list_changes (rows);
  gint64 sum = 0;
  gboolean is_told = FALSE;
  for (guint n = 0; n < changes->len; n++)
    {
      const Change *change = &g_array_index (changes, Change, n);
      if (n == 0 || change->reviewer != change[-1].reviewer)
        {
          sum = 0;
          is_told = FALSE;
        }
      sum += change->share;
      if (sum <= CERTPLAN_MILLION || is_told)
        continue;
      is_told = TRUE;
      g_autofree char *percent = g_strdup_printf ("%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT " %%",
                                                  sum / 10000, sum % 10000 / 100);
      g_autofree char *what = g_strdup_printf (
          _ ("share: with the rows of the same time, %s of one person's"), percent);
      _certplan_records_fault_cell (rows, faults, change->row, "share", CERTPLAN_TABLE_ERROR_VALUE,
                                    what, certplan_records_get_text (rows, change->reviewer),
                                    _ ("at most 1 in all"));
    }
}

void
_certplan_office_check_reviewers (CertplanOffice *office, CertplanFaults *faults)
{
  const CertplanRecords *rows = certplan_office_records_get (office->records, "reviewers");
  const guint n = rows != NULL ? certplan_records_get_n (rows) : 0;
  for (guint i = 0; i < n; i++)
    {
      check_body (office, rows, i, faults);
      check_leave (rows, i, faults);
    }
  if (n > 0)
    check_shares (rows, faults);
}
