/* Which body may do a stage: a question to the rows of routing alone.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-policy-private.h"
#include "certplan-rulebook-private.h"

/* Who would do which stage, and where; nothing of it is kept. */
typedef struct
{
  guint handle;
  const char *stage;     /* as onsite_review */
  const char *performer; /* as what the body would do it, as evaluation_body */
  gint32 body_class;     /* 1, 2, ...; G_MININT32 = it has none */
  /* Lists end with NULL, regions by name. A place is a region and all those that it lies in. */
  const char *const *regions;          /* where the body may work; NULL = everywhere */
  const char *const *registered_place; /* the applicant's; NULL = not known */
  const char *const *onsite_place;     /* that of the review; NULL = not known */
  CertplanDate on;
} CertplanRouteQuery;

typedef enum
{
  CERTPLAN_ROUTE_ALLOWED,
  CERTPLAN_ROUTE_NOT_STATED, /* no row says who may */
  CERTPLAN_ROUTE_CLASS,      /* refused: no row is for that class */
  CERTPLAN_ROUTE_REGION,     /* refused: the place lies in none of the body's regions */
  CERTPLAN_ROUTE_NO_PLACE,   /* not to be told: the place is not known */
} CertplanRouteVerdict;

typedef struct
{
  CertplanRouteVerdict verdict;
  const CertplanRule *rule; /* that decided it: the one of the class, or the first of another class
                             * where no row is for this one; NULL = NOT_STATED */
} CertplanRoute;

/* The class decides first, then the region. The place is the one that the row names, unless
 * @policy (nullable) reads the authorised region otherwise. */
CertplanRoute _certplan_routing_judge (const CertplanRulebook *rulebook,
                                       const CertplanPolicy *policy,
                                       const CertplanRouteQuery *query);

/* The rows of a stage in force on @on, by performer and class; @stage NULL = of every stage.
 * (transfer container): of const CertplanRule */
GPtrArray *_certplan_routing_list (const CertplanRulebook *rulebook, guint handle,
                                   const char *stage, CertplanDate on);

/* Whether that performer must, should or may take part in the stage. Returns: must, should, may;
 * NULL = no row says so */
const char *_certplan_routing_get_modality (const CertplanRulebook *rulebook, guint handle,
                                            const char *stage, const char *performer,
                                            CertplanDate on, const CertplanRule **rule);

/* The row by which one body must not be both performers for one applicant, whichever of them it
 * names first; NULL = none. */
const CertplanRule *_certplan_routing_find_exclusion (const CertplanRulebook *rulebook,
                                                      guint handle, const char *performer,
                                                      const char *other, CertplanDate on);
