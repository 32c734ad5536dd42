/* Which body may do what, and what changes a certificate's state: the shipped rules held to the
 * articles that they cite. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-lifecycle-private.h"
#include "certplan-routing-private.h"
#include "certplan-rulebook.h"
#include "test-rows.h"
#include <string.h>

static CertplanRulebook *shipped;
static CertplanDate today;

typedef struct
{
  const char *name;
  const char *qualification;
  const char *stage, *performer;
  gint body_class;
  const char *regions[3];    /* the first NULL = everywhere */
  const char *registered[3]; /* the first NULL = not known */
  const char *onsite[3];
  const char *policy; /* NULL = the defaults */
  CertplanRouteVerdict verdict;
  const char *article; /* in the clause of the rule that decides */
} RouteCase;

#define EVALUATION "onsite_review", "evaluation_body"
#define NORTH                                                                                      \
  {                                                                                                \
    "north", NULL                                                                                  \
  }
#define SOUTH                                                                                      \
  {                                                                                                \
    "south", NULL                                                                                  \
  }
#define BEIJING                                                                                    \
  {                                                                                                \
    "beijing", "north", NULL                                                                       \
  } /* lies in the north */
#define NOWHERE                                                                                    \
  {                                                                                                \
    NULL                                                                                           \
  }
static const RouteCase route_cases[] = {
  /* Article 7: a body of class one reviews levels 1 to 4, one of class two 3 and 4. */
  { "one-1", "ccia/energy/1", EVALUATION, 1, NORTH, BEIJING, NOWHERE, NULL, CERTPLAN_ROUTE_ALLOWED,
    "第七条" },
  { "one-2", "ccia/energy/2", EVALUATION, 1, NORTH, BEIJING, NOWHERE, NULL, CERTPLAN_ROUTE_ALLOWED,
    "第七条" },
  { "one-3", "ccia/energy/3", EVALUATION, 1, NORTH, BEIJING, NOWHERE, NULL, CERTPLAN_ROUTE_ALLOWED,
    "第七条" },
  { "one-4", "ccia/energy/4", EVALUATION, 1, NORTH, BEIJING, NOWHERE, NULL, CERTPLAN_ROUTE_ALLOWED,
    "第七条" },
  { "two-1", "ccia/energy/1", EVALUATION, 2, NORTH, BEIJING, NOWHERE, NULL, CERTPLAN_ROUTE_CLASS,
    "第十八条（一）" },
  { "two-2", "ccia/energy/2", EVALUATION, 2, NORTH, BEIJING, NOWHERE, NULL, CERTPLAN_ROUTE_CLASS,
    "第十八条（一）" },
  { "two-3", "ccia/energy/3", EVALUATION, 2, NORTH, BEIJING, NOWHERE, NULL, CERTPLAN_ROUTE_ALLOWED,
    "第七条" },
  { "two-4", "ccia/energy/4", EVALUATION, 2, NORTH, BEIJING, NOWHERE, NULL, CERTPLAN_ROUTE_ALLOWED,
    "第七条" },
  { "of-every-sector", "ccia/military/2", EVALUATION, 2, NORTH, BEIJING, NOWHERE, NULL,
    CERTPLAN_ROUTE_CLASS, "第七条" },
  { "documents-too", "ccia/energy/2", "document_review", "evaluation_body", 2, NORTH, BEIJING,
    NOWHERE, NULL, CERTPLAN_ROUTE_CLASS, "第七条" },
  { "no-class", "ccia/energy/4", EVALUATION, G_MININT32, NORTH, BEIJING, NOWHERE, NULL,
    CERTPLAN_ROUTE_CLASS, "第七条" },
  /* Article 7: each in its authorised region, read as that of the registered place. */
  { "other-region", "ccia/energy/4", EVALUATION, 1, SOUTH, BEIJING, NOWHERE, NULL,
    CERTPLAN_ROUTE_REGION, "第七条" },
  { "the-place-itself",
    "ccia/energy/4",
    EVALUATION,
    1,
    { "beijing", NULL },
    BEIJING,
    NOWHERE,
    NULL,
    CERTPLAN_ROUTE_ALLOWED,
    "第七条" },
  { "a-part-of-the-place",
    "ccia/energy/4",
    EVALUATION,
    1,
    { "haidian", NULL },
    BEIJING,
    NOWHERE,
    NULL,
    CERTPLAN_ROUTE_REGION,
    "第七条" },
  { "several-regions",
    "ccia/energy/4",
    EVALUATION,
    1,
    { "south", "north", NULL },
    BEIJING,
    NOWHERE,
    NULL,
    CERTPLAN_ROUTE_ALLOWED,
    "第七条" },
  { "everywhere", "ccia/energy/4", EVALUATION, 1, NOWHERE, NOWHERE, NOWHERE, NULL,
    CERTPLAN_ROUTE_ALLOWED, "第七条" },
  { "place-not-known", "ccia/energy/4", EVALUATION, 1, NORTH, NOWHERE, SOUTH, NULL,
    CERTPLAN_ROUTE_NO_PLACE, "第七条" },
  { "class-before-region", "ccia/energy/1", EVALUATION, 2, SOUTH, BEIJING, NOWHERE, NULL,
    CERTPLAN_ROUTE_CLASS, "第七条" },
  { "onsite-by-policy", "ccia/energy/4", EVALUATION, 1, SOUTH, BEIJING, SOUTH,
    "authorised-region=onsite-place", CERTPLAN_ROUTE_ALLOWED, "第七条" },
  { "onsite-by-policy-elsewhere", "ccia/energy/4", EVALUATION, 1, NORTH, BEIJING, SOUTH,
    "authorised-region=onsite-place", CERTPLAN_ROUTE_REGION, "第七条" },
  /* Article 9: a witness has neither class nor region. */
  { "witness", "ccia/energy/1", "onsite_review", "witness_body", G_MININT32, SOUTH, BEIJING,
    NOWHERE, NULL, CERTPLAN_ROUTE_ALLOWED, "第九条" },
  { "consulting", "ccia/energy/1", "consulting", "consulting_body", G_MININT32, SOUTH, BEIJING,
    NOWHERE, NULL, CERTPLAN_ROUTE_ALLOWED, "第八条" },
  /* No document says who evaluates for these. */
  { "not-stated", "cnitsec/cloud/1", "evaluation", "project_team", 1, NORTH, BEIJING, NOWHERE, NULL,
    CERTPLAN_ROUTE_NOT_STATED, NULL },
  { "not-stated-of-the-stage", "ccia/energy/1", "final_decision", "evaluation_body", 1, NORTH,
    BEIJING, NOWHERE, NULL, CERTPLAN_ROUTE_NOT_STATED, NULL },
};

static const char *const *
list_or_null (const char *const *list)
{
  return list[0] != NULL ? list : NULL;
}

static void
test_route (gconstpointer data)
{
  const RouteCase *row = data;
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  g_assert_true (row->policy == NULL || certplan_policy_set (policy, row->policy, NULL));
  const CertplanRouteQuery query = {
    .handle = certplan_rulebook_find (shipped, row->qualification, NULL),
    .stage = row->stage,
    .performer = row->performer,
    .body_class = row->body_class,
    .regions = list_or_null (row->regions),
    .registered_place = list_or_null (row->registered),
    .onsite_place = list_or_null (row->onsite),
    .on = today,
  };
  const CertplanRoute route = _certplan_routing_judge (shipped, policy, &query);
  g_assert_cmpint (route.verdict, ==, row->verdict);
  g_assert_cmpint (route.rule == NULL, ==, row->article == NULL);
  if (route.rule != NULL && row->article != NULL)
    g_assert_nonnull (strstr (route.rule->clause, row->article));
}

/* Before the day on which the rules came into force (article 29) they say nothing. */
static void
test_term (void)
{
  CertplanRouteQuery query = {
    .handle = certplan_rulebook_find (shipped, "ccia/energy/1", NULL),
    .stage = "onsite_review",
    .performer = "evaluation_body",
    .body_class = 2,
    .on = certplan_date_new (2024, 2, 29),
  };
  g_assert_cmpint (_certplan_routing_judge (shipped, NULL, &query).verdict, ==,
                   CERTPLAN_ROUTE_NOT_STATED);
  query.on = certplan_date_new (2024, 3, 1);
  g_assert_cmpint (_certplan_routing_judge (shipped, NULL, &query).verdict, ==,
                   CERTPLAN_ROUTE_CLASS);
}

typedef struct
{
  const char *name;
  const char *qualification;
  const char *modality;
  const char *article;
} WitnessCase;

/* Article 18 (2): levels 1 and 2 must be witnessed; article 9: others may. */
static const WitnessCase witness_cases[] = {
  { "level-1", "ccia/finance/1", "must", "第十八条（二）" },
  { "level-2", "ccia/finance/2", "must", "第十八条（二）" },
  { "level-3", "ccia/finance/3", "may", "第九条" },
  { "level-4", "ccia/finance/4", "may", "第九条" },
  { "not-stated", "cnitsec/cloud/1", NULL, NULL },
};

static void
test_witness (gconstpointer data)
{
  const WitnessCase *row = data;
  const CertplanRule *rule = NULL;
  guint handle = certplan_rulebook_find (shipped, row->qualification, NULL);
  g_assert_cmpstr (_certplan_routing_get_modality (shipped, handle, "onsite_review", "witness_body",
                                                   today, &rule),
                   ==, row->modality);
  g_assert_cmpint (rule == NULL, ==, row->article == NULL);
  if (rule != NULL)
    g_assert_nonnull (strstr (rule->clause, row->article));
}

typedef struct
{
  const char *name;
  const char *performer, *other;
  const char *article; /* NULL = may be one body */
} ExclusionCase;

static const ExclusionCase exclusion_cases[] = {
  { "consultant-evaluates", "consulting_body", "evaluation_body", "第十五条" },
  { "evaluator-consults", "evaluation_body", "consulting_body", "第十五条" },
  { "witness-evaluates", "witness_body", "evaluation_body", "第九条" },
  { "evaluator-witnesses", "evaluation_body", "witness_body", "第九条" },
  { "witness-consults", "witness_body", "consulting_body", "第九条" },
  { "the-same", "evaluation_body", "evaluation_body", NULL },
  { "office", "office", "evaluation_body", NULL },
};

static void
test_exclusion (gconstpointer data)
{
  const ExclusionCase *row = data;
  guint handle = certplan_rulebook_find (shipped, "ccia/telecom/1", NULL);
  const CertplanRule *rule
      = _certplan_routing_find_exclusion (shipped, handle, row->performer, row->other, today);
  g_assert_cmpint (rule == NULL, ==, row->article == NULL);
  if (rule != NULL && row->article != NULL)
    g_assert_nonnull (strstr (rule->clause, row->article));
}

/* Every row of a stage, by performer and class. */
static void
test_list (void)
{
  guint handle = certplan_rulebook_find (shipped, "ccia/telecom/3", NULL);
  g_autoptr (GPtrArray) rows = _certplan_routing_list (shipped, handle, "onsite_review", today);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const CertplanRule *rule = g_ptr_array_index (rows, i);
      g_string_append_printf (text, "%s ", rule->variant);
    }
  g_assert_cmpstr (text->str, ==, "evaluation_body 1 evaluation_body 2 witness_body ");
}

typedef struct
{
  const char *name;
  const char *qualification;
  const char *state, *event;
  const char *next_state;   /* NULL = no document says */
  const char *anchor, *day; /* of an anchor on 2026-01-31 */
  const char *clause;
} EdgeCase;

static const EdgeCase edge_cases[] = {
  { "ccia-annual-check", "ccia/energy/1", "valid", "annual_check_missed", "abandoned", NULL, NULL,
    "第二十条" },
  { "ccia-expiry", "ccia/energy/1", "valid", "expiry", "invalid", "expiry", "2026-01-31",
    "第二十一条" },
  { "ccia-change-within-30-days", "ccia/energy/1", "valid", "change", "valid", "changed",
    "2026-03-02", "第二十二条" },
  { "ccia-loss", "ccia/energy/1", "valid", "loss", "valid", NULL, NULL, "第二十三条" },
  { "isccc-surveillance-missed", "isccc/software/3", "valid", "surveillance_missed", "suspended",
    "last_surveillance", "2027-01-31", "6.8.2" },
  { "isccc-not-rectified", "isccc/software/3", "suspended", "not_rectified", "revoked",
    "suspended_from", "2026-04-30", "6.8.3" },
  { "isccc-withdrawal", "isccc/software/3", "valid", "withdrawal", "withdrawn", NULL, NULL,
    "6.8.4" },
  { "none-has-no-expiry", "isccc/software/3", "valid", "expiry", NULL, NULL, NULL, NULL },
  { "unknown-state", "ccia/energy/1", "lapsed", "expiry", NULL, NULL, NULL, NULL },
};

static void
test_edge (gconstpointer data)
{
  const EdgeCase *row = data;
  guint handle = certplan_rulebook_find (shipped, row->qualification, NULL);
  const CertplanRule *edge
      = _certplan_lifecycle_find (shipped, handle, row->state, row->event, today);
  g_assert_cmpint (edge == NULL, ==, row->next_state == NULL);
  if (edge == NULL || row->next_state == NULL)
    return;
  g_autofree char *day
      = certplan_date_format (_certplan_lifecycle_get_day (edge, certplan_date_new (2026, 1, 31)));
  g_assert_cmpstr (edge->next_state, ==, row->next_state);
  g_assert_cmpstr (edge->anchor, ==, row->anchor);
  g_assert_cmpstr (day, ==, row->day != NULL ? row->day : "");
  g_assert_nonnull (strstr (edge->clause, row->clause));
}

/* Edges come by state, then by event, and those of one state alone if it is asked for. */
static void
test_edges_sorted (void)
{
  for (guint handle = 1; handle <= certplan_rulebook_get_n_qualifications (shipped); handle++)
    {
      g_autoptr (GPtrArray) edges = _certplan_lifecycle_list (shipped, handle, NULL, today);
      guint n_valid = 0;
      for (guint i = 0; i < edges->len; i++)
        {
          const CertplanRule *edge = g_ptr_array_index (edges, i);
          const CertplanRule *before = i > 0 ? g_ptr_array_index (edges, i - 1) : edge;
          gint order = strcmp (before->item, edge->item);
          g_assert_cmpint (order, <=, 0);
          if (order == 0 && i > 0)
            g_assert_cmpint (strcmp (before->event, edge->event), <, 0);
          n_valid += g_str_equal (edge->item, "valid");
        }
      g_autoptr (GPtrArray) valid = _certplan_lifecycle_list (shipped, handle, "valid", today);
      g_assert_cmpuint (valid->len, ==, n_valid);
    }
}

typedef struct
{
  const char *name;
  const char *qualification;
  guint rank;
  gint steps;
  const char *there; /* NULL = no such level */
} LevelCase;

static const LevelCase level_cases[] = {
  { "ccia-4-is-lowest", "ccia/energy/4", 0, 1, "ccia/energy/3" }, /* article 10 */
  { "ccia-1-is-highest", "ccia/energy/1", 3, 1, NULL },
  { "ccia-down", "ccia/energy/1", 3, -3, "ccia/energy/4" },
  { "cnitsec-1-is-lowest", "cnitsec/cloud/1", 0, 1, "cnitsec/cloud/2" },
  { "cnitsec-5-is-highest", "cnitsec/cloud/5", 4, 1, NULL },
  { "isccc-3-is-lowest", "isccc/software/3", 0, 2, "isccc/software/1" },
  { "isccc-below-the-lowest", "isccc/software/3", 0, -1, NULL },
  { "itself", "isccc/software/2", 1, 0, "isccc/software/2" },
};

static void
test_level (gconstpointer data)
{
  const LevelCase *row = data;
  guint handle = certplan_rulebook_find (shipped, row->qualification, NULL);
  g_assert_cmpuint (_certplan_rulebook_get_rank (shipped, handle), ==, row->rank);
  guint there = _certplan_rulebook_step (shipped, handle, row->steps);
  g_assert_cmpstr (there != 0 ? certplan_rulebook_get_qualification (shipped, there) : NULL, ==,
                   row->there);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_autoptr (GError) error = NULL;
  shipped = certplan_rulebook_load (NULL, NULL, NULL, &error);
  today = certplan_date_new (2026, 5, 1);
  g_assert_no_error (error);
  ADD_ROWS ("/routing/judge/", route_cases, test_route);
  g_test_add_func ("/routing/term", test_term);
  ADD_ROWS ("/routing/witness/", witness_cases, test_witness);
  ADD_ROWS ("/routing/exclusion/", exclusion_cases, test_exclusion);
  g_test_add_func ("/routing/list", test_list);
  ADD_ROWS ("/lifecycle/edge/", edge_cases, test_edge);
  g_test_add_func ("/lifecycle/sorted", test_edges_sorted);
  ADD_ROWS ("/level/", level_cases, test_level);
  int status = g_test_run ();
  certplan_rulebook_unref (shipped);
  return status;
}
