/* An office as a model for the simulation: what its parts share.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sim-office-options-private.h"
#include "certplan-sim-private.h"
#include "certplan-what-if-private.h"
#include "certplan-workload-private.h"

/* What passes in a stage besides the office's work; shares in millionths. */
typedef struct
{
  gint32 share;                     /* of cases that go through an applicant's stage */
  gint32 days[3];                   /* G_MININT32 = nobody says */
  const char *returns_to;           /* (nullable) */
  gint32 again;                     /* of that stage's work; G_MININT32 = all */
  gint32 failed, withdrawn, rework; /* of cases that come to the end of the stage */
} SimPassage;

typedef struct _SimPassages SimPassages;
SimPassages *_certplan_sim_passages_new (const CertplanOffice *office, CertplanFaults *faults,
                                         GError **error);
void _certplan_sim_passages_free (SimPassages *passages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimPassages, _certplan_sim_passages_free)
/* What is stated of that stage; share 100 % and nothing else where nobody says anything. */
void _certplan_sim_passages_find (const SimPassages *passages, const char *qualification,
                                  const char *stage, SimPassage *passage);

/* Cases of one level, kind and region, which have one way through the stages, begun while the rows
 * of the rules are the same. */
typedef struct
{
  guint number; /* the model's class */
  guint handle;
  guint region;
  const char *kind;
  const CertplanProcess *process;
  CertplanDate on;    /* a day on which one is begun */
  char *way;          /* owned: the name of the process: its qualification and kind, and from when
                         on, where it was otherwise before */
  guint first;        /* the first step after the filing */
  gint body_from;     /* the first and the last step that one body does; -1 = none */
  gint body_to;       /* */
  GArray *candidates; /* guint: the bodies that may */
  GArray *entries;    /* of guint: where a step begins, by step and candidate (the last column is
                         for steps that no body does), else the choice of a body */
  GArray *owns;       /* likewise: where the step's own performer begins */
  gdouble *expected;  /* cases, by month of the model */
} SimOfficeClass;

/* A person who gives the time of one pool. */
typedef struct
{
  guint body;               /* its place; behind those of the office: added ones */
  const char *name;         /* of the body */
  const CertplanPool *pool; /* NULL: of an addition, which has... */
  const char *resource;     /* ...the time of this... */
  CertplanTerm term;        /* ...and may do that */
} SimPerson;

/* What is filled in when all stages and classes are there. */
typedef struct
{
  guint stage, class, number;
} SimSetting;

typedef struct
{
  CertplanWorkload *workload;
  CertplanOffice *office;
  const SimPassages *passages;
  CertplanSimModel *model;
  CertplanSimOfficeOptions *options;
  const CertplanCapacityOptions *what_if; /* (nullable) of them */
  CertplanDate start;
  gint n_days;
  guint calendar;           /* working days */
  GArray *people;           /* SimPerson, by unit */
  GHashTable *groups;       /* mask and resource -> number + 1 */
  GHashTable *nodes;        /* key -> stage + 1 */
  GHashTable *rings;        /* body -> one of the stages that its people do, + 1 */
  GPtrArray *classes;       /* SimOfficeClass */
  GHashTable *class_of;     /* key -> SimOfficeClass */
  GArray *efforts, *routes; /* SimSetting */
  GArray *panels;           /* CertplanWorkPanel */
  guint n_months;           /* from the start's month on */
  GHashTable *told;         /* findings by key and subject */
  GArray *findings;         /* CertplanOfficeFinding */
  GError *error;            /* the first one */
} SimOffice;

#define SIM_NO_BODY G_MAXUINT
#define SIM_ANY_TERMS G_MAXUINT
#define SIM_PENDING G_MAXINT /* a way whose end is not known yet */

/* People */
gboolean _certplan_sim_office_add_people (SimOffice *sim);
/* Those of @resource who may do that part of such a case; @body, @without: places, or SIM_NO_BODY.
 * @region: SIM_ANY_TERMS for a case that a body has begun: it goes on whatever its class becomes.
 * @out_n: how many. Returns: the number of their group; -1 = there is nobody */
gint _certplan_sim_office_find_group (SimOffice *sim, const char *resource, guint body,
                                      guint without, guint handle, guint region, gint *out_n);
/* Bodies whose people of @resource may do it. (transfer full) (element-type guint) */
GArray *_certplan_sim_office_list_bodies (SimOffice *sim, const char *resource, guint handle,
                                          guint region);

/* Bodies */
/* Names what cases are counted under: the classes of the bodies whose people are @resource. */
void _certplan_sim_office_add_tags (SimOffice *sim, const char *resource);
/* What a case is counted under that is given to the body on @day. */
guint _certplan_sim_office_get_tag (SimOffice *sim, guint body, CertplanDate day);
/* Cases that come to the stage are counted under the body's class. */
void _certplan_sim_office_set_tags (SimOffice *sim, guint stage, guint body);

/* The place + 1 of the body that consulted the applicant, where it must not evaluate; 0 = none. */
guint _certplan_sim_office_get_barred (const SimOffice *sim,
                                       const CertplanApplication *application);
/* Whether the body that has the case at @step may not evaluate it: by class, region, or because it
 * consulted the applicant. Another one does it then. */
gboolean _certplan_sim_office_is_refused (const SimOffice *sim, const SimOfficeClass *class,
                                          const CertplanApplication *application, guint step);
/* Who evaluates such a case: the body that has it; where that may not, the only one that may; ""
 * where one is yet to be chosen. */
const char *_certplan_sim_office_get_body_name (const SimOffice *sim, const SimOfficeClass *class,
                                                const CertplanApplication *application, guint step);
/* Tells of an open case whose body may not evaluate it, or which nobody may. */
void _certplan_sim_office_tell_open (SimOffice *sim, const SimOfficeClass *class,
                                     const CertplanApplication *application, guint step,
                                     const char *name);
/* Tells of expected cases that nobody may evaluate, and of words that are no region. */
void _certplan_sim_office_tell_unserved (SimOffice *sim, guint region, gdouble cases);
void _certplan_sim_office_tell_regions (SimOffice *sim);
/* Tells which bodies end within the time simulated. */
void _certplan_sim_office_tell_ends (SimOffice *sim);

/* Stages */
gboolean _certplan_sim_office_add_ways (SimOffice *sim, SimOfficeClass *class);
/* Appends the stages in which the panels of the scheme decide (guint). Returns: where a case goes
 * then: that stage, or the choice between several; -1 = there is no panel */
gint _certplan_sim_office_find_panels (SimOffice *sim, const SimOfficeClass *class,
                                       const CertplanStep *step, GArray *stages);
/* A stage of that key. @kind: (nullable): what results call it. @is_new: (out) */
guint _certplan_sim_office_get_stage (SimOffice *sim, const char *key, const char *kind,
                                      gboolean *is_new);
void _certplan_sim_office_set_effort (SimOffice *sim, guint stage, guint class,
                                      const CertplanDist *dist);
void _certplan_sim_office_set_route (SimOffice *sim, guint stage, guint class, guint route);
/* A way on; @to may be SIM_PENDING. Returns: its number */
guint _certplan_sim_office_add_route (SimOffice *sim, gint to);
void _certplan_sim_office_add_branch (SimOffice *sim, guint route, gint to, gint32 share);
/* Before the other branches: those who do not go on. @shares, @to: @n of them. */
void _certplan_sim_office_add_exits (SimOffice *sim, guint route, const gint32 *shares,
                                     const gint *to, guint n);

/* Classes */
/* (nullable): NULL where there are too many, or the kind has no stages */
SimOfficeClass *_certplan_sim_office_get_class (SimOffice *sim,
                                                const CertplanApplication *application);
/* When all classes are there: levels, kinds and regions, under which results count them. */
void _certplan_sim_office_make_groups (SimOffice *sim);

/* Cases */
gboolean _certplan_sim_office_add_cases (SimOffice *sim);

/* @key: a label with the arguments n and @detail. */
void _certplan_sim_office_tell (SimOffice *sim, const char *key, const char *subject,
                                const char *qualification, const char *detail);
/* A triangle as a distribution, in days; equal ends make it fixed. */
CertplanDist _certplan_sim_office_make_dist (gdouble min, gdouble mode, gdouble max);
