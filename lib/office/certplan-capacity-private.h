/* What the parts of capacity share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-capacity.h"
#include "certplan-explain-private.h"
#include "certplan-office-private.h"
#include "certplan-transport-private.h"
#include "certplan-what-if-private.h"
#include "certplan-workload-tables-private.h"

/* People of one body whose skills never change, with what they have and what is given to them. */
typedef struct
{
  guint body; /* a place in the bodies of capacity */
  const char *resource;
  const CertplanPool *pool; /* NULL: of an addition */
  CertplanTerm term;        /* of an addition */
  GArray *skills;           /* CertplanTransportSkill: types that are free to choose */
  gint64 *ticks;            /* by month */
  gint64 *placed;           /* by month: of cases that were given to them */
  gint64 *reserved;         /* by month: what the optimum has them do of what is expected */
} CertplanStaff;

typedef struct
{
  const char *name;
  const char *class_name;
  const CertplanOfficeBody *body; /* NULL: an addition */
  guint first_staff, n_staff;
} CertplanCapacityBody;

/* What asks for the same: by whom it may be done is one question a type. */
typedef struct
{
  const char *resource;
  guint handle;
  guint region;      /* 0 = not known */
  guint body;        /* fixed: its place + 1; 0 = free to choose */
  guint n_staff;     /* how many may do it */
  gboolean has_time; /* of somebody who may, in some month */
} CertplanWorkType;

/* By what work has to be done. */
typedef enum
{
  CERTPLAN_BY_CAP,
  CERTPLAN_BY_TARGET,
  CERTPLAN_N_LIMITS,
  CERTPLAN_BY_NONE = CERTPLAN_N_LIMITS, /* nobody may do it at all, whenever it is due */
} CertplanCapacityLimit;

/* Work of one resource, of a case or of some that are expected. */
typedef struct
{
  const CertplanDemand *demand;
  guint asked;                /* the type that it asks for, whoever has it */
  guint type;                 /* the same, or that of its body's people alone */
  guint release, target, cap; /* months; n_months = behind the horizon */
  gint64 ticks;
  CertplanCapacityLimit limit; /* that of its own that @cap is */
  gboolean is_barred;          /* nobody may do it, or none who may has any time */
  gboolean is_whole;           /* a case that is given to one body */
  gboolean is_refused;         /* its body is fixed and may not do it */
  gboolean is_placed;          /* with the case that it witnesses */
  gboolean is_unknown;         /* nobody is known who does such work at all */
} CertplanJob;

typedef enum
{
  CERTPLAN_PLACED,  /* given to a body */
  CERTPLAN_FULL,    /* nobody who may has the time */
  CERTPLAN_LATER,   /* may be done behind the horizon, and nobody has the time before */
  CERTPLAN_REFUSED, /* nobody may, or the body that has it may not */
} CertplanPlacementState;

/* Where a case goes. */
typedef struct
{
  guint job;
  CertplanPlacementState state;
  guint body;             /* plus 1; 0 = none */
  guint witness;          /* plus 1; 0 = none */
  guint first, last;      /* months */
  guint others;           /* how many other bodies could have had it */
  gint64 late, misplaced; /* as in the goals of those names */
} CertplanPlacement;

/* Work that has not enough people: its demand is more than all who may do it have. */
typedef struct
{
  CertplanCapacityLimit limit;
  CertplanCapacityLimit told; /* the strictest that its work has of its own */
  GArray *cuts; /* guint: of the plan of that limit; several where nobody may do it at all */
  const char *resource;
  GArray *asked;         /* guint: the types that are asked for, whoever has them, each once */
  GArray *types;         /* guint: the types as the problem has them, each once */
  guint first, last;     /* months: from the first release to the last month that counts */
  gint64 demand, supply; /* ticks */
  gboolean is_nowhere;   /* nobody knows where its work is, and that decides who may do it */
  gboolean is_both;      /* one by the cap that is the same by the target: told once */
  guint repair;          /* its place + 1 */
} CertplanShortage;

/* The fewest people who mend shortages. */
typedef struct
{
  CertplanCapacityLimit limit, told; /* as of its shortages */
  const char *resource;
  gint32 body_class; /* G_MININT32 = none */
  guint region;      /* 0 = everywhere */
  guint body;        /* plus 1: this one alone; 0 = a new one */
  guint from;        /* month */
  gint64 days;       /* person-days a month */
  gint64 missing;    /* ticks, without it */
  gint64 left;       /* ticks of all that stay undone with all repairs of the limit: solved again */
} CertplanRepair;

struct _CertplanCapacity
{
  CertplanOffice *office;
  CertplanWorkload *workload;
  CertplanCapacityOptions *options;
  guint n_months;
  GArray *bodies;                                  /* CertplanCapacityBody */
  GArray *staff;                                   /* CertplanStaff, by body */
  GArray *types;                                   /* CertplanWorkType */
  GArray *jobs;                                    /* CertplanJob */
  GHashTable *type_keys;                           /* "..." -> type + 1 */
  guint *staff_of_set;                             /* by set of skills: one of those who have it */
  CertplanTransportPlan *plans[CERTPLAN_N_LIMITS]; /* BY_TARGET: NULL where it is the same */
  GArray *job_demand[CERTPLAN_N_LIMITS];    /* guint by job: plus 1; 0 = not in the problem */
  CertplanTransportPlan *rest;              /* what is left when the cases are given away */
  GArray *placements;                       /* CertplanPlacement */
  gint64 goals[CERTPLAN_TRANSPORT_N_GOALS]; /* of whole cases and the rest */
  GArray *shortages;                        /* CertplanShortage */
  GArray *repairs;                          /* CertplanRepair */
};

static inline CertplanStaff *
_certplan_capacity_get_staff (const CertplanCapacity *capacity, guint i)
{
  return &g_array_index (capacity->staff, CertplanStaff, i);
}
static inline CertplanCapacityBody *
_certplan_capacity_get_body (const CertplanCapacity *capacity, guint i)
{
  return &g_array_index (capacity->bodies, CertplanCapacityBody, i);
}
static inline CertplanJob *
_certplan_capacity_get_job (const CertplanCapacity *capacity, guint i)
{
  return &g_array_index (capacity->jobs, CertplanJob, i);
}
static inline CertplanWorkType *
_certplan_capacity_get_type (const CertplanCapacity *capacity, guint i)
{
  return &g_array_index (capacity->types, CertplanWorkType, i);
}

/* Whether they may do it, wherever the time is; @out_route (nullable) says why not. */
gboolean _certplan_capacity_staff_may (const CertplanCapacity *capacity, const CertplanStaff *staff,
                                       guint handle, guint region, CertplanRoute *out_route);
/* Whether the staff may do work of the type; what a tick of it costs in the goal MISPLACED. */
gboolean _certplan_capacity_find_skill (const CertplanCapacity *capacity,
                                        const CertplanStaff *staff, guint type, guint *out_cost);

/* The rule by which the body that consulted must not evaluate; NULL = there is none. */
const CertplanRule *_certplan_capacity_find_exclusion (const CertplanCapacity *capacity,
                                                       guint handle);

/* The parts of certplan_capacity_new(), in their order. */
void _certplan_capacity_read_staff (CertplanCapacity *capacity);
void _certplan_capacity_read_jobs (CertplanCapacity *capacity);
gboolean _certplan_capacity_solve (CertplanCapacity *capacity, GCancellable *cancellable,
                                   GError **error);
gboolean _certplan_capacity_place_cases (CertplanCapacity *capacity, CertplanProgress *progress,
                                         GCancellable *cancellable, GError **error);
/* What is left when the cases are given away, and the goals in all. */
gboolean _certplan_capacity_solve_rest (CertplanCapacity *capacity, GCancellable *cancellable,
                                        GError **error);
gboolean _certplan_capacity_find_shortages (CertplanCapacity *capacity, GCancellable *cancellable,
                                            GError **error);

/* The classes that the rules let do it. (transfer full): of gint32 */
GArray *_certplan_capacity_list_classes (const CertplanCapacity *capacity, const char *resource,
                                         guint handle);
/* All time of all staff: supply i is that of staff i / n_months in month i % n_months, less what
 * was given away. @out_sets: (nullable): the set of skills of each of the staff */
CertplanTransport *_certplan_capacity_new_transport (const CertplanCapacity *capacity,
                                                     guint *out_sets);
/* What a job asks for, if it is done by that limit. */
CertplanTransportDemand _certplan_capacity_get_demand (const CertplanJob *job,
                                                       CertplanCapacityLimit limit);
/* All work by that limit, but what is refused. Returns: (transfer full): by job, the demand of the
 * transport plus 1; 0 = none */
GArray *_certplan_capacity_add_demands (const CertplanCapacity *capacity,
                                        CertplanCapacityLimit limit, CertplanTransport *transport);
/* @part of @whole in millionths, to a tenth of a per cent; 200,000 per cent at most. Returns:
 * G_MININT32 = absent, where there is a part of nothing */
static inline gint32
_certplan_capacity_get_share (gint64 part, gint64 whole)
{
  if (part == 0)
    return 0;
  if (whole == 0)
    return G_MININT32;
  return (gint32)MIN (((__int128)part * 1000 + whole / 2) / whole, 2000000) * 1000;
}

/* Takes over @rows; their texts live as long as @capacity or are freed with the rows. @subtitle:
 * (nullable): a sentence. Returns: (transfer none): the table, for more to be set */
CertplanTable *_certplan_capacity_take_rows (CertplanCapacity *capacity, CertplanTables *tables,
                                             const char *name, const CertplanColumn *columns,
                                             guint n_columns, GArray *rows, const char *subtitle);
/* Settles title and labels of a table and puts it behind the others. */
CertplanTable *_certplan_capacity_take_table (CertplanCapacity *capacity, CertplanTables *tables,
                                              CertplanTable *table, const char *subtitle);
/* (transfer full) (nullable): how many open cases no body may evaluate; NULL = none */
char *_certplan_capacity_say_refused (const CertplanCapacity *capacity);
const char *_certplan_capacity_get_region (const CertplanCapacity *capacity, guint region);
/* Class @body_class by its word; NULL = none. */
const char *_certplan_capacity_get_class (gint32 body_class);
CertplanDate _certplan_capacity_get_month (const CertplanCapacity *capacity, guint month);

void _certplan_capacity_add_plan (CertplanCapacity *capacity, CertplanTables *tables);
void _certplan_capacity_add_refusals (CertplanCapacity *capacity, CertplanTables *tables);
void _certplan_capacity_add_utilisation (CertplanCapacity *capacity, CertplanTables *tables);
void _certplan_capacity_add_shortages (CertplanCapacity *capacity, CertplanTables *tables);
void _certplan_capacity_add_goals (CertplanCapacity *capacity, CertplanTables *tables);
void _certplan_capacity_add_load (CertplanCapacity *capacity, CertplanTables *tables);
void _certplan_capacity_add_heatmap (CertplanCapacity *capacity, CertplanTables *tables);
void _certplan_capacity_add_classes (CertplanCapacity *capacity, CertplanTables *tables);
void _certplan_capacity_add_findings (CertplanCapacity *capacity, CertplanTables *tables);
CertplanExplanation *_certplan_capacity_explain (CertplanCapacity *capacity);
