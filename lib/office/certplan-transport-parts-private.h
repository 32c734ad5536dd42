/* What the parts of the transport solver share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-transport-private.h"

G_BEGIN_DECLS

#define _CERTPLAN_NO_POOL G_MAXUINT

struct _CertplanTransport
{
  guint n_periods, n_types;
  GArray *skills;                    /* CertplanTransportSkill, of all sets, each sorted by type */
  GArray *first_skills;              /* guint: where each set begins; one more at the end */
  GHashTable *sets;                  /* GBytes of a set -> its number plus 1 */
  GArray *supplies;                  /* CertplanTransportPool without a load */
  GArray *demands;                   /* CertplanTransportDemand */
  gint64 demand_ticks, supply_ticks; /* sums; G_MAXINT64 = too many */
  guint max_cost;
};

/* A set that serves a type. */
typedef struct
{
  guint skills;
  guint cost;
} CertplanTransportServer;

/* The problem with what is alike joined. */
typedef struct
{
  const CertplanTransport *transport;
  CertplanTransportPlan *plan;
  CertplanTransportServer *servers; /* by type */
  guint *first_servers;             /* by type; one more at the end */
  guint *pool_at;                   /* [set * n_periods + period], or _CERTPLAN_NO_POOL */
  guint n_sets;
} CertplanTransportGroups;

/* Fills @groups and the plan's lots, pools and maps. */
void _certplan_transport_group (CertplanTransportGroups *groups, const CertplanTransport *transport,
                                CertplanTransportPlan *plan);
void _certplan_transport_groups_clear (CertplanTransportGroups *groups);
/* Shares each pool's load out to its supplies. */
void _certplan_transport_share_loads (CertplanTransportGroups *groups);

/* How many periods @lot is late in @period. */
static inline guint
_certplan_transport_lateness (const CertplanTransportDemand *demand, guint period)
{
  return period > demand->target ? period - demand->target : 0;
}

/**
 * CertplanFlow: a flow network with arcs of no capacity of their own
 *
 * Excess at nodes is sent to nodes with room. The price of a node is what it costs to send one unit
 * more from it, 0 where there is room; the reduced cost of an arc, cost - price[tail] +
 * price[head], never falls below 0, and is 0 where flow is.
 */
typedef struct
{
  guint n_nodes, n_arcs;
  guint *first_out; /* [n_nodes + 1]: arcs are sorted by their tails */
  guint *first_in;  /* [n_nodes + 1]: into in[] */
  guint *in;        /* arcs, by their heads */
  guint *tail, *head;
  gint64 *cost, *flow;
  gint64 *excess, *room, *price;
  guint8 *is_reached; /* from what could not be sent, after _certplan_flow_minimize() */
  gint64 *distance;
  guint *level, *at, *queue, *path;
  GArray *heap;
} CertplanFlow;

/* Room for that many nodes and arcs; all zero. */
void _certplan_flow_init (CertplanFlow *flow, guint n_nodes, guint n_arcs);
void _certplan_flow_clear (CertplanFlow *flow);
/* After tail, head and cost are there. */
void _certplan_flow_link (CertplanFlow *flow);
/* Sends as much as can be sent at the least cost; a unit that stays costs @unserved, which no path
 * does. Returns: %FALSE if it was cancelled */
gboolean _certplan_flow_minimize (CertplanFlow *flow, gint64 unserved, GCancellable *cancellable);
/* Sends as much as can be sent over arcs with a reduced cost of 0. */
void _certplan_flow_send (CertplanFlow *flow);

/* Solves each part of the problem that hangs together; fills loads, prices, shifts, tasks, cuts. */
gboolean _certplan_transport_solve_parts (CertplanTransportGroups *groups,
                                          GCancellable *cancellable, GError **error);

/* Counts the arcs that prove the optimum; stops the program where one does not, as that would be a
 * broken invariant. @cell_prices: [type * n_periods + period] */
void _certplan_transport_prove (CertplanTransportGroups *groups, const gint64 *cell_prices);

G_END_DECLS
