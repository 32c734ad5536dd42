/* Which demand is worked when and by which bodies, exactly: a minimum-cost flow over periods.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CertplanTransport: (skip)
 *
 * A transport problem over periods (months, 0..n-1). A demand asks for ticks of a type of work
 * between its release and its cap. A supply is the time that somebody has in one period, with
 * skills: the types that this time may be spent on. What is alike is solved as one: types that the
 * same skills serve, demands of one type and one window, supplies of one period with equal skills.
 */
typedef struct _CertplanTransport CertplanTransport;

/**
 * CertplanTransportGoal: (skip)
 * @CERTPLAN_TRANSPORT_UNSERVED: ticks that nobody can do by the cap
 * @CERTPLAN_TRANSPORT_LATE: ticks x periods behind the target
 * @CERTPLAN_TRANSPORT_MISPLACED: ticks x the cost that the skill has for the type, as class-one
 *   time on work that class two may do
 * @CERTPLAN_TRANSPORT_CARRIED: ticks left to the time behind the last period
 * @CERTPLAN_TRANSPORT_IMBALANCE: ticks x load step: 0 for what a pool does within the first tenth
 *   of its capacity, 9 in the last
 *
 * Each as small as it can be while those before it are.
 */
typedef enum
{
  CERTPLAN_TRANSPORT_UNSERVED,
  CERTPLAN_TRANSPORT_LATE,
  CERTPLAN_TRANSPORT_MISPLACED,
  CERTPLAN_TRANSPORT_CARRIED,
  CERTPLAN_TRANSPORT_IMBALANCE,
  CERTPLAN_TRANSPORT_N_GOALS,
} CertplanTransportGoal;

#define _CERTPLAN_TRANSPORT_N_STEPS 10

typedef struct
{
  guint type;
  guint cost; /* of a tick, in the goal MISPLACED */
} CertplanTransportSkill;

typedef struct
{
  guint type;    /* as the caller has it; in a lot: the first of those that are alike */
  guint release; /* the first period in which it may be worked */
  guint target;  /* the last one in which it is not late */
  guint cap;     /* the last one; from n_periods on: it may also be left to the time after */
  gint64 ticks;
} CertplanTransportDemand;

/* Demands alike, solved as one. */
typedef struct
{
  CertplanTransportDemand demand; /* of all: the sum of the ticks */
  gint64 unserved, carried;       /* ticks */
  gint64 price;                   /* what one tick more would cost */
  guint cut;                      /* the cut that it lies in, plus 1; 0 = none */
} CertplanTransportLot;

/* Supplies alike, solved as one. */
typedef struct
{
  guint period;
  guint skills;
  gint64 ticks, load;
  gint64 price; /* what one tick more would save; 0 unless it is full */
  guint cut;
} CertplanTransportPool;

/* Work of a type (the first of those alike) that a lot has done in a period. */
typedef struct
{
  guint lot;
  guint period;
  gint64 ticks;
} CertplanTransportShift;

/* Work of a type that a pool does; the pool has the period. */
typedef struct
{
  guint type;
  guint pool;
  gint64 ticks;
} CertplanTransportTask;

/* Lots that together want more than all pools that may serve them have. */
typedef struct
{
  gint64 demand; /* ticks of its lots */
  gint64 supply; /* ticks of its pools, which are all that may serve a lot of it by its cap */
} CertplanTransportCut;

/**
 * CertplanTransportPlan: (skip)
 * @goals: the optimum, by #CertplanTransportGoal
 * @lots: (element-type CertplanTransportLot)
 * @lot_of: (element-type guint): the lot of each demand, as added
 * @pools: (element-type CertplanTransportPool)
 * @pool_of: (element-type guint): the pool of each supply, as added
 * @loads: (element-type gint64): ticks of each supply, as added; a pool's load is shared out by
 *   capacity
 * @type_of: (element-type guint): the first type that is like each type
 * @shifts: (element-type CertplanTransportShift)
 * @tasks: (element-type CertplanTransportTask)
 * @cuts: (element-type CertplanTransportCut)
 * @weights: cost of a unit of each goal, the last one aside, in a price
 * @n_arcs: how many pairs (lot, period) and (type, period, pool) were checked to have a reduced
 *   cost of at least 0, and of 0 where they carry flow: that proves the optimum
 *
 * Free with _certplan_transport_plan_free().
 */
typedef struct
{
  gint64 goals[CERTPLAN_TRANSPORT_N_GOALS];
  gint64 weights[CERTPLAN_TRANSPORT_IMBALANCE];
  GArray *lots, *lot_of, *pools, *pool_of, *loads, *type_of, *shifts, *tasks, *cuts;
  guint64 n_arcs;
} CertplanTransportPlan;

CertplanTransport *_certplan_transport_new (guint n_periods, guint n_types);
void _certplan_transport_free (CertplanTransport *transport);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanTransport, _certplan_transport_free)

/**
 * _certplan_transport_add_skills:
 * @skills: each type once, in any order; copied
 *
 * Returns: the number of this set of skills, the same for equal sets
 */
guint _certplan_transport_add_skills (CertplanTransport *transport,
                                      const CertplanTransportSkill *skills, guint n_skills);
/* @ticks >= 0. Returns: the number of the supply, from 0 on */
guint _certplan_transport_add_supply (CertplanTransport *transport, guint period, guint skills,
                                      gint64 ticks);
/* A release behind the cap is no fault: nothing of it can be served. Returns: its number */
guint _certplan_transport_add_demand (CertplanTransport *transport,
                                      const CertplanTransportDemand *demand);

/**
 * _certplan_transport_solve:
 * @transport: solved again after more was added, if so wished
 * @error: %CERTPLAN_BASE_ERROR_RANGE where the sums leave 64 bits; %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the optimum, proven; %NULL with @error set
 */
CertplanTransportPlan *_certplan_transport_solve (const CertplanTransport *transport,
                                                  GCancellable *cancellable, GError **error);
void _certplan_transport_plan_free (CertplanTransportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanTransportPlan, _certplan_transport_plan_free)

/* Returns: what a tick of @pool in the step below @step tenths ends at, in ticks of its load */
gint64 _certplan_transport_step_end (const CertplanTransportPool *pool, guint step);

G_END_DECLS
