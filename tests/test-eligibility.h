/* Schemes, applicants and what is asked of them, for the tests of criteria.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-eligibility.h"
#include "test-rule-folder.h"
#include "test-tables.h"

/* Two made-up schemes after the documents: one ladder upwards with terms of three years (as
 * cnitsec), one downwards without (as isccc). */
static const char up_ini[] = "[scheme]\nname=Up\nname[zh_CN]=上\nlevels=1;2\n"
                             "[category build]\nname=building\nname[zh_CN]=建设\n"
                             "[category run]\nname=running\nname[zh_CN]=运营\n"
                             "[kind first]\nrole=initial\nname=first\nname[zh_CN]=初\n"
                             "[kind again]\nrole=renewal\nname=again\nname[zh_CN]=再\n";
static const char up_periods[] = "qualification,kind,period,duration,event,modality,source,clause\n"
                                 "up/*/*,,validity,P36M,issue,must,Guide,5\n"
                                 "up/*/*,,target,P3M,filing,must,Guide,9\n";
#define HEAD                                                                                       \
  "qualification,kind,criterion,group,condition,fact,threshold,amount,share,share_of,duration,"    \
  "window,users_min,staff,requires,exempt,reading,source,clause\n"
/* cnitsec-engineering-2-2025-05: 3.1-1, 3.1-4, 3.2-1 to 3.2-6 */
static const char up_criteria[]
    = HEAD "up/build/2,,entity,,yes,,,,,,,,,,,,,Guide,3.1-1\n"
           "up/build/2,first,rung,,held,,,,,,,,,,up/build/1,,,Guide,3.1-4\n"
           "up/build/2,,years,,since,service_since,,,,,P3Y,,,,,,,Guide,3.2-1\n"
           "up/build/2,,capital,,amount,,,1000000,,,,,,,,,,Guide,3.2-2\n"
           "up/build/2,,cisp,,count,cisp,6,,10%,engineers,,,,yes,,,,Guide,3.2-4\n"
           "up/build/2,,value,,project_value,value_3y,,2000000,,,P3Y,,,,,,,Guide,3.2-6\n"
           "up/build/2,,details,,unavailable,,,,,,,,,,,,,Guide,3.3\n"
           "up/run/1,,cisp,,count,cisp,4,,,,,,,yes,,,,Guide,3.2\n"
           "up/run/1,,domains,,count,domains,7,,,,,,,,,,cloud-domains=seven,Guide,3.3\n"
           "up/run/1,,domains,,count,domains,6,,,,,,,,,,cloud-domains=six,Guide,3.3\n"
           "up/run/2,,details,,unavailable,,,,,,,,,,,,,Guide,3.3\n";
static const char down_ini[] = "[scheme]\nname=Down\nname[zh_CN]=下\nlevels=3;2;1\n"
                               "[category risk]\nname=risk\nname[zh_CN]=风险\n"
                               "[kind first]\nrole=initial\nname=first\nname[zh_CN]=初\n";
/* isccc-sv-001-2015: 4.2.3, 4.2.6a, 4.3.1, 4.3.6b, A */
static const char down_criteria[]
    = HEAD "down/risk/2,,service,way,since,service_since,,,,,P3Y,,,,,,,Act,4.2.6a\n"
           "down/risk/2,,ladder,way,held,,,,,,P1Y,,,,down/risk/3,,,Act,4.2.6a\n"
           "down/risk/2,,lead,title,yes,lead_master,,,,,,,,,,,,Act,4.2.3\n"
           "down/risk/2,,lead_title,title,yes,lead_senior,,,,,,,,,,,,Act,4.2.3\n"
           "down/risk/1,,ladder,,held,,,,,,P1Y,,,,down/risk/2,leader,,Act,4.3.1\n"
           "down/risk/1,,works,,projects,works_3y,2,,,,P3Y,signed_and_completed,,,,,,Act,4.3.6b\n"
           "down/risk/1,,large,,projects,large_3y,2,,,,P3Y,,100000,,,,,Act,A1\n"
           "down/risk/3,,hours,,at_most,hours,2,,,,,,,,,,,Act,C1.1d\n"
           "down/risk/3,,works,,projects,works_ever,1,,,,,,1000,,,,,Act,A1\n"
           "down/risk/1,,sectors,,sectors,sectors_3y,2,,,,P3Y,,,,,,,Act,A2\n";

static inline void
write_rules (const Folder *folder)
{
  write_file (folder, "schemes/up/scheme.ini", up_ini);
  write_file (folder, "schemes/up/periods.csv", up_periods);
  write_file (folder, "schemes/up/criteria.csv", up_criteria);
  write_file (folder, "schemes/down/scheme.ini", down_ini);
  write_file (folder, "schemes/down/criteria.csv", down_criteria);
}

/* What is asked, and what is known. */
typedef struct
{
  const char *name;
  const char *qualifications; /* kept apart by blanks */
  const char *on;
  const char *policy;                           /* NULL = the defaults */
  const char *facts;                            /* name=value, kept apart by blanks */
  const char *projects, *certificates, *events; /* rows; NULL = no such file */
  const char *criteria; /* criterion|required|actual|gap|state|earliest of each row */
  const char *verdicts; /* verdict|earliest of each qualification */
} Case;

/* Facts as rows; the blank behind "held" is written as a stroke in the tables above. */
static inline CertplanRecords *
make_profile (const char *facts, GError **error)
{
  g_autoptr (CertplanRecords) profile = certplan_records_new ("profile", NULL, error);
  g_auto (GStrv) words = g_strsplit (facts, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);
      if (pair[0] == NULL || pair[1] == NULL)
        continue;
      if (g_str_has_prefix (pair[0], "held_"))
        pair[0][4] = ' ';
      if (!certplan_records_append (profile, (const char *const *)pair, NULL, error))
        return NULL;
    }
  return g_steal_pointer (&profile);
}

static inline CertplanRecords *
make_records (const char *type, const char *head, const char *rows, CertplanRulebook *rulebook,
              GError **error)
{
  g_autofree char *text = g_strconcat (head, rows, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return certplan_records_load_bytes (type, "rows", bytes, NULL, rulebook, NULL, error);
}

static inline gboolean
add_files (const Case *row, CertplanRulebook *rulebook, CertplanEligibilityRequest *request,
           GError **error)
{
  g_autoptr (CertplanRecords) profile = make_profile (row->facts, error);
  if (profile == NULL)
    return FALSE;
  certplan_eligibility_request_set_profile (request, profile);
  if (row->projects != NULL)
    {
      g_autoptr (CertplanRecords) projects
          = make_records ("projects", "project,category,signed,completed,value,users,sector\n",
                          row->projects, NULL, error);
      if (projects == NULL)
        return FALSE;
      certplan_eligibility_request_set_projects (request, projects);
    }
  if (row->certificates != NULL)
    {
      g_autoptr (CertplanRecords) certificates
          = make_records ("register", "certificate,qualification,org,issued,printed_expiry\n",
                          row->certificates, rulebook, error);
      if (certificates == NULL
          || !certplan_eligibility_request_set_register (request, certificates, NULL, error))
        return FALSE;
    }
  if (row->events != NULL)
    {
      g_autoptr (CertplanRecords) events
          = make_records ("events", "subject,event,from,to\n", row->events, NULL, error);
      if (events == NULL)
        return FALSE;
      certplan_eligibility_request_set_events (request, events);
    }
  return TRUE;
}

static inline CertplanEligibility *
check (const Case *row, CertplanRulebook *rulebook, GError **error)
{
  CertplanDate on;
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (!certplan_date_parse (row->on, &on, error)
      || (row->policy != NULL && !certplan_policy_set (policy, row->policy, error)))
    return NULL;
  g_autoptr (CertplanEligibilityRequest) request
      = certplan_eligibility_request_new (rulebook, policy);
  g_auto (GStrv) names = g_strsplit (row->qualifications, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (!certplan_eligibility_request_add (request, names[i], NULL, error))
      return NULL;
  return add_files (row, rulebook, request, error)
             ? certplan_eligibility_new (request, on, NULL, error)
             : NULL;
}
