/* Bytes that pick an office, its people and its cases. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-capacity.h"
#include "certplan-record-files.h"
#include "certplan-sim-office.h"
#include "certplan-sim-private.h"
#include "fuzz-feed.h"
#include "fuzz.h"

#define MOST_ROWS 20
#define N_MONTHS 4
#define MOST_STEPS 400

enum
{
  BODIES,
  REGIONS,
  REVIEWERS,
  PANELS,
  CASES,
  EVENTS,
  ARRIVALS,
  EFFORT,
  RENEWAL,
  REGISTER,
  N_FILES,
};

static const char *const types[N_FILES]
    = { "bodies", "regions",  "reviewers", "panels",  "cases",
        "events", "arrivals", "effort",    "renewal", "register" };
static const char *const headers[N_FILES] = {
  "body,class,region,valid_from,valid_to",
  "region,parent,alias",
  "reviewer,body,role,share,valid_from,valid_to,skills,leave,daily_limit",
  "panel,scheme,rule,quota,quorum",
  "case,qualification,kind,org,region,filed,agreed,body,consultant,stage,effort_left,due",
  "subject,event,from,to,note",
  "month,qualification,kind,cases,region",
  "qualification,kind,stage,min,mode,max,team,performer",
  "qualification,renew,upgrade,lead",
  "certificate,qualification,org,issued,printed_expiry",
};

static const char *const bodies[] = { "B", "C", "O", "W", "X" };
static const char *const classes[] = { "one", "two", "witness", "office", "branch", "centre", "" };
static const char *const regions[] = { "四川", "江苏", "成都", "", "某地", "北京" };
static const char *const days[]
    = { "", "2026-12-01", "2027-01-15", "2027-02-28", "2027-04-01", "0001-01-01", "9999-12-31" };
static const char *const roles[] = { "reviewer", "witness", "observer", "expert", "committee" };
static const char *const shares[] = { "100%", "50%", "0", "0.1%", "20%" };
static const char *const qualifications[]
    = { "ccia/finance/3", "cnitsec/engineering/2", "cnitsec/cloud/1", "isccc/software/2",
        "ccia/telecom/1" };
static const char *const kinds[] = { "initial", "renewal", "maintenance", "upgrade", "" };
static const char *const stages[]
    = { "",           "document_review", "onsite_review", "evaluation",
        "acceptance", "review_meeting",  "award",         "x" };
static const char *const rules[]
    = { "last working Thursday", "P7D", "P1D", "P10B", "first working day" };
static const char *const counts[] = { "1", "0", "2", "8", "40", "100000", "2147483647" };
static const char *const skills[] = { "", "ccia", "cnitsec/cloud", "cnitsec;ccia/finance" };
static const char *const leaves[]
    = { "", "2027-01-04/2027-02-10", "2027-01-07", "0001-01-01/9999-12-31" };
static const char *const leads[] = { "P6M", "P0D", "P7M", "P9999Y" };

#define ADD(text) g_string_append_printf (row, "%s,", text)
#define PICK(words) ADD (FUZZ_PICK (feed, words))

static void
add_cells (GString *row, guint file, guint number, FuzzFeed *feed)
{
  g_autofree char *id = g_strdup_printf ("%c%u", 'A' + (gint)file, number);

  switch (file)
    {
    case BODIES:
      PICK (bodies), PICK (classes), PICK (regions), PICK (days), PICK (days);
      break;
    case REGIONS:
      PICK (regions), PICK (regions), ADD ("");
      break;
    case REVIEWERS:
      ADD (id), PICK (bodies), PICK (roles), PICK (shares), PICK (days), PICK (days);
      PICK (skills), PICK (leaves), PICK (counts);
      break;
    case PANELS:
      ADD (id), ADD (fuzz_take (feed, 2) == 0 ? "ccia" : "cnitsec"), PICK (rules), PICK (counts);
      PICK (counts);
      break;
    case CASES:
      ADD (id), PICK (qualifications), PICK (kinds), ADD ("甲"), PICK (regions), PICK (days);
      PICK (days), PICK (bodies), PICK (bodies), PICK (stages), PICK (counts), PICK (days);
      break;
    case EVENTS:
      g_string_append_printf (row, "E%u,supplement,", fuzz_take (feed, 4));
      PICK (days), PICK (days), ADD ("");
      break;
    case ARRIVALS:
      g_string_append_printf (row, "2027-%02u,", fuzz_take (feed, N_MONTHS + 1) + 1);
      PICK (qualifications), PICK (kinds), PICK (counts), PICK (regions);
      break;
    case EFFORT:
      PICK (qualifications), ADD (""), PICK (stages), PICK (counts), PICK (counts), PICK (counts);
      PICK (counts), ADD ("");
      break;
    case RENEWAL:
      PICK (qualifications), PICK (shares), PICK (shares), PICK (leads);
      break;
    default:
      ADD (id), PICK (qualifications), ADD ("甲"), PICK (days), PICK (days);
    }
  g_string_truncate (row, row->len - 1); /* the last comma */
}

static CertplanOfficeRecords *
read_office (FuzzFeed *feed)
{
  CertplanOfficeRecords *office = certplan_office_records_new (fuzz_get_rulebook ());
  GString *texts[N_FILES];
  guint n_rows[N_FILES] = { 0 };

  for (guint f = 0; f < N_FILES; f++)
    texts[f] = g_string_new (headers[f]);
  for (guint i = 0; i < MOST_ROWS && feed->n > 0; i++)
    {
      const guint file = fuzz_take (feed, N_FILES);
      g_string_append_c (texts[file], '\n');
      add_cells (texts[file], file, ++n_rows[file], feed);
    }
  for (guint f = 0; f < N_FILES; f++)
    {
      g_autoptr (CertplanRecords) records = fuzz_load_good (types[f], texts[f]);
      g_string_free (texts[f], TRUE);
      g_assert_true (certplan_office_records_set (office, records, NULL));
    }
  return office;
}

/* The first replication, as far as it is short. */
static gboolean
check_simulation (CertplanWorkload *workload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = certplan_sim_model_new_office (workload, NULL, NULL, &error);

  g_assert_true ((model == NULL) == (error != NULL));
  if (model == NULL)
    return FALSE;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FuzzWatch watch;
  fuzz_watch_begin (&watch, cancellable);
  g_autoptr (CertplanTable) table = certplan_sim_trace (model, 1, cancellable, &error);
  fuzz_watch_end (&watch);
  g_assert_true ((table == NULL) == (error != NULL));
  if (table == NULL)
    return FALSE;
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  guint n = 0;
  while (n < MOST_STEPS && certplan_cursor_next (cursor, &error))
    n++;
  if (error != NULL || n == MOST_STEPS)
    return FALSE;
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 1, 2, 1, 1, 1, NULL, NULL, &error);
  g_assert_true ((result == NULL) == (error != NULL));
  if (result != NULL)
    g_free (fuzz_spell (certplan_sim_result_dup_tables (result)));
  return result != NULL;
}

/* The optimum is late or leaves undone no less than nothing. */
static gboolean
check_capacity (CertplanWorkload *workload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanCapacity) capacity
      = certplan_capacity_new (workload, NULL, NULL, NULL, &error);

  g_assert_true ((capacity == NULL) == (error != NULL));
  if (capacity == NULL)
    return FALSE;
  g_assert_true (certplan_capacity_get_unserved (capacity) >= 0
                 && certplan_capacity_get_late (capacity) >= 0);
  g_free (fuzz_spell (certplan_capacity_dup_tables (capacity, TRUE)));
  return TRUE;
}

gboolean
fuzz_office (const guint8 *data, gsize n)
{
  FuzzFeed feed = { data, n };
  g_autoptr (CertplanOfficeRecords) records = read_office (&feed);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanOffice) office
      = certplan_office_new (NULL, records, certplan_date_new (2026, 12, 20),
                             certplan_date_new (2027, 1, 1), N_MONTHS, faults, &error);

  fuzz_check_faults (office != NULL, error, faults);
  g_autoptr (CertplanWorkload) workload
      = office != NULL ? certplan_workload_new (office, faults, NULL, &error) : NULL;
  g_assert_true ((workload == NULL) == (error != NULL));
  if (workload == NULL)
    return FALSE;
  g_free (fuzz_spell (certplan_workload_dup_tables (workload, TRUE)));
  const gboolean has_capacity = check_capacity (workload);
  return check_simulation (workload) && has_capacity;
}
