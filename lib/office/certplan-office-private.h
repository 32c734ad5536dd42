/* An office over some months, as its room's computations see it.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-case.h"
#include "certplan-forecast.h"
#include "certplan-office-model.h"
#include "certplan-office.h"
#include "certplan-policy-private.h"
#include "certplan-regions-private.h"
#include "certplan-register.h"
#include "certplan-routing-private.h"
#include "certplan-rulebook-private.h"

#define CERTPLAN_TICKS_PER_HOUR (CERTPLAN_TICKS_PER_DAY / 8)
#define CERTPLAN_MILLION 1000000

/* What a body may do, in one region, for one term. */
typedef struct
{
  CertplanDate from, to; /* both days included; G_MININT32 and G_MAXINT32 = without an end */
  gint32 body_class;     /* as in routing.csv; G_MININT32 = none */
  guint region;          /* 0 = everywhere */
  guint row;             /* of the bodies */
} CertplanTerm;

typedef struct
{
  const char *name;
  const char *const *resources; /* whose time its people give, by their role */
  const char *class_name;
  GArray *terms; /* CertplanTerm, by region and from */
} CertplanOfficeBody;

/* People of one body who give the time of one resource and have the same skills, while the same
 * terms are in force: what they may do never changes, only how much time they have. */
typedef struct
{
  guint body;           /* its place */
  const char *resource; /* equal texts are equal pointers */
  GArray *terms;        /* guint: the body's terms that are in force, by their places */
  guint skills;         /* 0 = all, else a place in the sets of skills */
  gint64 *ticks;        /* by month */
} CertplanPool;

/* What does not fit together, and is told and not mended. Texts live as long as the result. */
typedef struct
{
  const char *subject; /* a body, a case, a certificate, a region, ... */
  const char *qualification;
  char *finding;            /* owned; a sentence; NULL while it is counted */
  const char *key, *detail; /* of which it is made: a label with the arguments n and detail */
  gint64 millionths;        /* of how many it is true: a row can stand for several cases */
  const char *source;
  const char *clause;
} CertplanOfficeFinding;

/* A GDestroyNotify for arrays of them. */
void _certplan_office_finding_clear (gpointer data);

struct _CertplanOffice
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy; /* nullable */
  CertplanOfficeRecords *records;
  CertplanDate as_of;
  guint n_months;
  CertplanDate *months; /* their first days, and the day after the last one */
  CertplanRegions *regions;
  gboolean *is_named;      /* by region: whether a body's row names it */
  GArray *bodies;          /* CertplanOfficeBody, in the order of their first rows */
  GHashTable *body_places; /* name -> place + 1 */
  GArray *row_skills;      /* guint by row of the reviewers: a place in the sets of skills */
  GPtrArray *pools;        /* CertplanPool, by body, resource, skills, terms */
  GPtrArray *skills;       /* guint8 by handle: whether it is covered; [0] = NULL: all are */
  GHashTable *supply;      /* resource -> gint64 by month */
  GHashTable *verdicts;    /* class and handle -> CertplanRoute, without the region */
  GMutex verdicts_lock;
  GArray *findings; /* CertplanOfficeFinding */
};

static inline const CertplanOfficeBody *
_certplan_office_get_body (const CertplanOffice *office, guint body)
{
  return &g_array_index (office->bodies, CertplanOfficeBody, body);
}
static inline const CertplanTerm *
_certplan_office_get_term (const CertplanOffice *office, const CertplanPool *pool, guint i)
{
  return &g_array_index (_certplan_office_get_body (office, pool->body)->terms, CertplanTerm,
                         g_array_index (pool->terms, guint, i));
}
static inline const CertplanPool *
_certplan_office_get_pool (const CertplanOffice *office, guint pool)
{
  return g_ptr_array_index (office->pools, pool);
}

/* Returns: its place + 1; 0 = there is none, or @name is NULL */
guint _certplan_office_find_body (const CertplanOffice *office, const char *name);
/* A fault of the column "body" of row @i: the office has none called so; the nearest names are
 * wanted. */
void _certplan_office_refuse_body (const CertplanOffice *office, const CertplanRecords *rows,
                                   guint i, const char *name, CertplanFaults *faults);
/* The month in which @day lies; -1 before the first one, n_months after the last one. */
gint _certplan_office_find_month (const CertplanOffice *office, CertplanDate day);
/* Where work is counted: the nearest region upward that a body's row names, else the topmost one;
 * 0 stays 0. */
guint _certplan_office_get_service_region (const CertplanOffice *office, guint region);

/* Whether the people of the pool may do that resource's part of such a case in @region (0 = not
 * known). @out_route: (nullable): what decided it; its verdict is ALLOWED too where no row of the
 * rules says who may. A skill that is missing gives FALSE with the verdict NOT_STATED. */
gboolean _certplan_office_pool_may (CertplanOffice *office, const CertplanPool *pool, guint handle,
                                    guint region, CertplanRoute *out_route);

/* Whether nothing forbids it: what no row states, no row forbids. */
static inline gboolean
_certplan_route_may (const CertplanRoute *route)
{
  return route->verdict == CERTPLAN_ROUTE_ALLOWED || route->verdict == CERTPLAN_ROUTE_NOT_STATED;
}
/* The same for one term by itself, whoever has it. */
CertplanRoute _certplan_office_judge_term (CertplanOffice *office, const char *resource,
                                           const CertplanTerm *term, guint handle, guint region);

/* @sentence: (transfer full). @subject, @qualification: (nullable): live as long as the office */
void _certplan_office_take_finding (CertplanOffice *office, const char *subject,
                                    const char *qualification, char *sentence,
                                    const CertplanRule *rule);

/* The parts of certplan_office_new(): bodies and their terms; reviewers as they should be, across
 * rows; pools and their ticks. */
void _certplan_office_read_bodies (CertplanOffice *office, CertplanFaults *faults);
void _certplan_office_check_reviewers (CertplanOffice *office, CertplanFaults *faults);
void _certplan_office_check_panels (CertplanOffice *office, CertplanFaults *faults);
gboolean _certplan_office_make_pools (CertplanOffice *office, CertplanFaults *faults,
                                      GError **error);
