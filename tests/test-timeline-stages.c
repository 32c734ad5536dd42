/* Which stages a plan holds: by reading, level and kind, and what may be left out.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-timeline.h"
#include "test-rows.h"
#include "test-rule-folder.h"

/* Each length is a power of two, so that the sum tells which stages there are. */
#define CCIA_COMMON                                                                                \
  "document_review=P1D onsite_review=P2D evaluation_report=P4D forwarding=P8D office_check=P16D "  \
  "public_notice=P32D final_decision=P64D award=P128D"
/* Article 18 alone knows the meeting. */
#define CCIA_LENGTHS CCIA_COMMON " review_meeting=P256D"
#define ISCCC_LENGTHS                                                                              \
  "material_review=P1D certification_contract=P2D onsite_review=P4D decision=P8D "                 \
  "award_and_notice=P16D"

typedef struct
{
  const char *name;
  const char *qualification, *kind, *policy;
  const char *lengths;
  gint days; /* from the start to the planned finish */
} StageRow;

/* Articles 9, 15, 16 and 18 of ccia's measures; clauses 6.3 to 6.8.5 of isccc's rules. */
static const StageRow stage_rows[] = {
  { "ccia-article-18", "ccia/finance/4", NULL, NULL, CCIA_LENGTHS, 511 },
  { "ccia-article-15", "ccia/finance/4", NULL, "stage-order=art-15", CCIA_COMMON, 255 },
  { "ccia-renewal", "ccia/energy/3", "renewal", NULL, CCIA_LENGTHS, 511 },
  { "ccia-witness-wanted", "ccia/finance/4", NULL, NULL, CCIA_LENGTHS " witness_report=P512D",
    1023 },
  { "ccia-witness-must", "ccia/finance/2", NULL, NULL, CCIA_LENGTHS " witness_report=P512D", 1023 },
  { "ccia-change", "ccia/finance/2", "change", NULL, "verification=P1D certificate_exchange=P2D",
    3 },
  { "isccc-level-2", "isccc/emergency/2", NULL, NULL, ISCCC_LENGTHS, 31 },
  { "isccc-level-1", "isccc/emergency/1", NULL, NULL, ISCCC_LENGTHS, 31 },
  { "isccc-level-1-visit", "isccc/emergency/1", NULL, NULL, ISCCC_LENGTHS " project_witness=P32D",
    63 },
  { "isccc-restoration", "isccc/software/3", "restoration", NULL,
    "restoration_review=P1D restoration_approval=P2D", 3 },
  { "isccc-change-exchanged", "isccc/software/3", "change", NULL,
    "change_review=P1D onsite_verification=P2D decision=P4D certificate_exchange=P8D", 15 },
};

static CertplanRulebook *
load_with_cycles (const Folder *folder)
{
  const char *heads = "qualification,period,duration,event,modality,source,clause\n";
  g_autofree char *ccia
      = g_strconcat (heads, "ccia/*/*,target,P3M,file_submitted,should,own,own\n", NULL);
  g_autofree char *isccc
      = g_strconcat (heads, "isccc/*/*,target,P3M,application_submitted,should,own,own\n", NULL);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  write_file (folder, "schemes/ccia/periods.csv", ccia);
  write_file (folder, "schemes/isccc/periods.csv", isccc);
  return load (folder, NULL, faults, NULL);
}

static void
check_row (CertplanRulebook *rulebook, const StageRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  g_auto (GStrv) lengths = g_strsplit (row->lengths, " ", -1);
  CertplanDate start = certplan_date_new (2026, 3, 2);
  if (row->policy != NULL)
    certplan_policy_set (policy, row->policy, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (rulebook, policy, row->qualification, row->kind, &error);
  g_assert_no_error (error);
  certplan_timeline_request_set_start (request, start);
  for (char **length = lengths; *length != NULL; length++)
    certplan_timeline_request_add_stage (request, *length, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTimeline) timeline = certplan_timeline_new (request, start, &error);
  g_assert_no_error (error);
  g_assert_cmpint (certplan_timeline_get_planned_finish (timeline) - start, ==, row->days);
}

static void
test_stages (Folder *folder, gconstpointer data)
{
  g_autoptr (CertplanRulebook) rulebook = load_with_cycles (folder);
  g_assert_nonnull (rulebook);
  for (gsize i = 0; i < G_N_ELEMENTS (stage_rows); i++)
    {
      g_test_message ("%s", stage_rows[i].name);
      check_row (rulebook, &stage_rows[i]);
    }
}

/* Lengths that one assumes from a day on, or up to one. */
static void
test_terms (Folder *folder, gconstpointer data)
{
  static const char *const starts[] = { "2026-02-28", "2026-03-01" };
  write_file (
      folder, "assumptions/durations.csv",
      "qualification,stage,duration,valid_from,valid_to,source,clause\n"
      "cnitsec/cloud/1,acceptance,P1D,,2026-02-28,own,1\n"
      "cnitsec/cloud/1,acceptance,P2D,2026-03-01,,own,1\n"
      "cnitsec/cloud/1,setup,P4D,,,own,1\ncnitsec/cloud/1,evaluation,P8D,2026-01-01,,own,1\n"
      "cnitsec/cloud/1,expert_review,P16D,,,own,1\ncnitsec/cloud/1,issuance,P32D,,,own,1\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  for (gint i = 0; i < 2; i++)
    {
      CertplanDate start = CERTPLAN_DATE_NONE;
      g_assert_true (certplan_date_parse (starts[i], &start, NULL));
      g_autoptr (CertplanTimelineRequest) request
          = certplan_timeline_request_new (rulebook, NULL, "cnitsec/cloud/1", NULL, &error);
      g_assert_no_error (error);
      certplan_timeline_request_set_start (request, start);
      g_autoptr (CertplanTimeline) timeline = certplan_timeline_new (request, start, &error);
      g_assert_no_error (error);
      g_assert_cmpint (certplan_timeline_get_planned_finish (timeline) - start, ==, 61 + i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_IN_FOLDER ("/timeline/stages", test_stages);
  ADD_IN_FOLDER ("/timeline/terms-of-lengths", test_terms);
  return g_test_run ();
}
