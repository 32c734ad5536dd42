/* What does not fit together in the cases, and is told and not mended. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-capacity-private.h"
#include "certplan-records-private.h"

/* @sentence: (transfer full) */
static void
take_finding (const CertplanCapacity *capacity, GArray *findings, const CertplanDemand *demand,
              char *sentence, const CertplanRule *rule)
{
  const CertplanRecords *cases = certplan_office_records_get (capacity->office->records, "cases");
  const CertplanCase *row = certplan_case_get (cases, (guint)demand->case_row);
  const CertplanOfficeFinding finding
      = { .subject = certplan_records_get_note (cases, row->case_id),
          .qualification
          = certplan_rulebook_get_qualification (capacity->office->rulebook, demand->handle),
          .finding = sentence,
          .source = rule != NULL ? rule->source : "computed",
          .clause = rule != NULL ? rule->clause : NULL };
  g_array_append_val (findings, finding);
}

static void
find_witness (const CertplanCapacity *capacity, const CertplanPlacement *placement,
              const CertplanDemand *demand, GArray *findings)
{
  if (placement->state == CERTPLAN_PLACED && demand->needs_witness && placement->witness == 0)
    take_finding (capacity, findings, demand, _certplan_sentence ("finding.no_witness", NULL),
                  NULL);
}

static void
find_consultant (const CertplanCapacity *capacity, const CertplanDemand *demand, GArray *findings)
{
  const CertplanRule *rule = _certplan_capacity_find_exclusion (capacity, demand->handle);

  if (demand->body != 0 && demand->body == demand->consultant && rule != NULL)
    take_finding (
        capacity, findings, demand,
        _certplan_sentence ("finding.consulted",
                            _certplan_capacity_get_body (capacity, demand->body - 1)->name, NULL),
        rule);
}

static void
copy_findings (const GArray *from, GArray *to)
{
  for (guint i = 0; i < from->len; i++)
    {
      CertplanOfficeFinding finding = g_array_index (from, CertplanOfficeFinding, i);
      finding.finding = g_strdup (finding.finding);
      g_array_append_val (to, finding);
    }
}

void
_certplan_capacity_add_findings (CertplanCapacity *capacity, CertplanTables *tables)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (CertplanOfficeFinding));

  g_array_set_clear_func (findings, _certplan_office_finding_clear);
  copy_findings (capacity->office->findings, findings);
  copy_findings (capacity->workload->findings, findings);
  for (guint i = 0; i < capacity->placements->len; i++)
    {
      const CertplanPlacement *placement
          = &g_array_index (capacity->placements, CertplanPlacement, i);
      const CertplanDemand *demand = _certplan_capacity_get_job (capacity, placement->job)->demand;
      find_consultant (capacity, demand, findings);
      find_witness (capacity, placement, demand, findings);
    }
  if (findings->len > 0)
    _certplan_capacity_take_rows (capacity, tables, "findings", _certplan_office_finding_columns,
                                  CERTPLAN_N_OFFICE_FINDING_COLUMNS, findings, NULL);
  else
    g_array_unref (findings);
}
