/* Flows of least cost, by shortest paths and blocking flows. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-transport-parts-private.h"
#include <string.h>

#define UNREACHED G_MAXUINT

typedef struct
{
  gint64 distance;
  guint node;
} HeapEntry;

void
_certplan_flow_init (CertplanFlow *flow, guint n_nodes, guint n_arcs)
{
  *flow = (CertplanFlow){
    .n_nodes = n_nodes,
    .n_arcs = n_arcs,
    .first_out = g_new0 (guint, n_nodes + 1),
    .first_in = g_new0 (guint, n_nodes + 1),
    /* never NULL: nobody may do a lot, or it is late and stays so, and there is no arc */
    .in = g_new (guint, n_arcs + 1),
    .tail = g_new (guint, n_arcs + 1),
    .head = g_new (guint, n_arcs + 1),
    .cost = g_new (gint64, n_arcs + 1),
    .flow = g_new0 (gint64, n_arcs + 1),
    .excess = g_new0 (gint64, n_nodes),
    .room = g_new0 (gint64, n_nodes),
    .price = g_new0 (gint64, n_nodes),
    .is_reached = g_new0 (guint8, n_nodes),
    .distance = g_new (gint64, n_nodes),
    .level = g_new (guint, n_nodes),
    .at = g_new (guint, n_nodes),
    .queue = g_new (guint, n_nodes),
    .path = g_new (guint, n_nodes),
    .heap = g_array_new (FALSE, FALSE, sizeof (HeapEntry)),
  };
}

void
_certplan_flow_clear (CertplanFlow *flow)
{
  gpointer const owned[] = { flow->first_out, flow->first_in, flow->in,         flow->tail,
                             flow->head,      flow->cost,     flow->flow,       flow->excess,
                             flow->room,      flow->price,    flow->is_reached, flow->distance,
                             flow->level,     flow->at,       flow->queue,      flow->path };

  for (guint i = 0; i < G_N_ELEMENTS (owned); i++)
    g_free (owned[i]);
  g_array_unref (flow->heap);
}

void
_certplan_flow_link (CertplanFlow *flow)
{
  for (guint arc = 0; arc < flow->n_arcs; arc++)
    {
      flow->first_out[flow->tail[arc] + 1]++;
      flow->first_in[flow->head[arc] + 1]++;
    }
  for (guint node = 0; node < flow->n_nodes; node++)
    {
      flow->first_out[node + 1] += flow->first_out[node];
      flow->first_in[node + 1] += flow->first_in[node];
      flow->at[node] = flow->first_in[node];
    }
  for (guint arc = 0; arc < flow->n_arcs; arc++)
    flow->in[flow->at[flow->head[arc]]++] = arc;
}

static inline gint64
get_reduced_cost (const CertplanFlow *flow, guint arc)
{
  return flow->cost[arc] - flow->price[flow->tail[arc]] + flow->price[flow->head[arc]];
}

/* The residual arcs of a node are those that leave it, then, where they carry flow, those that
 * enter it, backwards. @i counts both. */
static inline guint
count_residual (const CertplanFlow *flow, guint node)
{
  return flow->first_out[node + 1] - flow->first_out[node] + flow->first_in[node + 1]
         - flow->first_in[node];
}

/* Returns: whether the residual arc @i of @node is there; where it leads and, in @out_arc, twice
 * the arc, plus 1 if backwards */
static inline gboolean
get_residual (const CertplanFlow *flow, guint node, guint i, guint *out_arc, guint *out_node)
{
  const guint n_out = flow->first_out[node + 1] - flow->first_out[node];

  if (i < n_out)
    {
      const guint arc = flow->first_out[node] + i;
      *out_arc = 2 * arc;
      *out_node = flow->head[arc];
      return TRUE;
    }
  const guint arc = flow->in[flow->first_in[node] + i - n_out];
  *out_arc = 2 * arc + 1;
  *out_node = flow->tail[arc];
  return flow->flow[arc] > 0;
}

static void
heap_push (GArray *heap, gint64 distance, guint node)
{
  const HeapEntry entry = { distance, node };
  g_array_append_val (heap, entry);
  HeapEntry *entries = (HeapEntry *)(void *)heap->data;
  guint i = heap->len - 1;

  for (guint up; i > 0 && entries[up = (i - 1) / 2].distance > distance; i = up)
    entries[i] = entries[up];
  entries[i] = entry;
}

static HeapEntry
heap_pop (GArray *heap)
{
  HeapEntry *entries = (HeapEntry *)(void *)heap->data;
  const HeapEntry top = entries[0], last = entries[heap->len - 1];
  const guint n = heap->len - 1;
  guint i = 0;

  g_array_set_size (heap, n);
  for (guint child = 1; child < n; child = 2 * i + 1)
    {
      if (child + 1 < n && entries[child + 1].distance < entries[child].distance)
        child++;
      if (entries[child].distance >= last.distance)
        break;
      entries[i] = entries[child];
      i = child;
    }
  if (n > 0)
    entries[i] = last;
  return top;
}

/* Nodes at the distance that is being worked on wait on a stack, those farther in the heap. */
static void
relax_arcs (CertplanFlow *flow, guint node, guint *n_near)
{
  const gint64 distance = flow->distance[node];
  guint arc, next;

  for (guint i = 0, n = count_residual (flow, node); i < n; i++)
    {
      if (!get_residual (flow, node, i, &arc, &next))
        continue;
      const gint64 reached
          = distance + (arc & 1 ? 0 : get_reduced_cost (flow, arc / 2)); /* 0 where flow is */
      if (reached >= flow->distance[next])
        continue;
      flow->distance[next] = reached;
      if (reached == distance)
        flow->queue[(*n_near)++] = next;
      else
        heap_push (flow->heap, reached, next);
    }
}

static guint
start_search (CertplanFlow *flow)
{
  guint n_near = 0;

  g_array_set_size (flow->heap, 0);
  for (guint node = 0; node < flow->n_nodes; node++)
    {
      flow->distance[node] = flow->excess[node] > 0 ? 0 : G_MAXINT64;
      if (flow->excess[node] > 0)
        flow->queue[n_near++] = node;
    }
  return n_near;
}

/* Returns: the distance from excess to room, G_MAXINT64 if there is no way; distances of all nodes
 * nearer than that */
static gint64
find_distances (CertplanFlow *flow)
{
  gint64 nearest = G_MAXINT64;
  guint n_near = start_search (flow);

  while (n_near > 0 || flow->heap->len > 0)
    {
      guint node;
      if (n_near > 0)
        node = flow->queue[--n_near];
      else
        {
          const HeapEntry entry = heap_pop (flow->heap);
          if (entry.distance >= nearest)
            break;
          if (entry.distance > flow->distance[entry.node])
            continue;
          node = entry.node;
        }
      if (flow->room[node] > 0)
        nearest = MIN (nearest, flow->distance[node]);
      relax_arcs (flow, node, &n_near);
    }
  return nearest;
}

/* Levels of a search in breadth over residual arcs of no reduced cost. Returns: whether a node with
 * room was met */
static gboolean
find_levels (CertplanFlow *flow)
{
  guint n_queued = 0, last = UNREACHED, arc, next;

  for (guint node = 0; node < flow->n_nodes; node++)
    {
      flow->level[node] = flow->excess[node] > 0 ? 0 : UNREACHED;
      flow->at[node] = 0;
      if (flow->excess[node] > 0)
        flow->queue[n_queued++] = node;
    }
  for (guint first = 0; first < n_queued; first++)
    {
      const guint node = flow->queue[first];
      if (flow->level[node] >= last)
        break;
      if (flow->room[node] > 0)
        last = flow->level[node] + 1; /* farther ones wait for the next search */
      for (guint i = 0, n = count_residual (flow, node); i < n; i++)
        if (get_residual (flow, node, i, &arc, &next) && flow->level[next] == UNREACHED
            && (arc & 1 || get_reduced_cost (flow, arc / 2) == 0))
          {
            flow->level[next] = flow->level[node] + 1;
            flow->queue[n_queued++] = next;
          }
    }
  return last != UNREACHED;
}

/* Sends along the path what goes. Returns: how long a piece of the path still has room */
static guint
push_path (CertplanFlow *flow, guint source, guint sink, guint length)
{
  gint64 amount = MIN (flow->excess[source], flow->room[sink]);
  guint kept = length;

  for (guint i = 0; i < length; i++)
    if (flow->path[i] & 1)
      amount = MIN (amount, flow->flow[flow->path[i] / 2]);
  for (guint i = length; i-- > 0;)
    {
      const guint arc = flow->path[i] / 2;
      flow->flow[arc] += flow->path[i] & 1 ? -amount : amount;
      if (flow->path[i] & 1 && flow->flow[arc] == 0)
        kept = i;
    }
  flow->excess[source] -= amount;
  flow->room[sink] -= amount;
  return kept;
}

/* Returns: whether there is an arc onward from @node, which is put behind the path */
static gboolean
advance (CertplanFlow *flow, guint node, guint length, guint *out_next)
{
  const guint n = count_residual (flow, node);
  guint arc, next;

  for (; flow->at[node] < n; flow->at[node]++)
    if (get_residual (flow, node, flow->at[node], &arc, &next)
        && flow->level[next] == flow->level[node] + 1
        && (arc & 1 || get_reduced_cost (flow, arc / 2) == 0))
      {
        flow->path[length] = arc;
        *out_next = next;
        return TRUE;
      }
  return FALSE;
}

static inline guint
get_path_tail (const CertplanFlow *flow, guint i)
{
  const guint arc = flow->path[i];
  return arc & 1 ? flow->head[arc / 2] : flow->tail[arc / 2];
}

/* All that goes from @source upward through the levels. */
static void
send_from (CertplanFlow *flow, guint source)
{
  guint node = source, length = 0;

  while (flow->excess[source] > 0)
    {
      if (flow->room[node] > 0)
        {
          const guint kept = push_path (flow, source, node, length);
          if (kept < length)
            node = get_path_tail (flow, kept);
          length = kept;
        }
      else if (advance (flow, node, length, &node))
        length++;
      else if (length == 0)
        return;
      else
        {
          node = get_path_tail (flow, --length);
          flow->at[node]++;
        }
    }
}

void
_certplan_flow_send (CertplanFlow *flow)
{
  while (find_levels (flow))
    for (guint node = 0; node < flow->n_nodes; node++)
      if (flow->excess[node] > 0)
        send_from (flow, node);
}

/* All that was nearer than @distance costs the rest of the way more. */
static void
raise_prices (CertplanFlow *flow, gint64 distance)
{
  for (guint node = 0; node < flow->n_nodes; node++)
    if (flow->distance[node] < distance)
      flow->price[node] += distance - flow->distance[node];
}

static gint64
get_excess_price (const CertplanFlow *flow)
{
  for (guint node = 0; node < flow->n_nodes; node++)
    if (flow->excess[node] > 0)
      return flow->price[node];
  return -1;
}

/* The cheapest paths first. As all excess has one price, the way up of every unit is as dear as the
 * dearest yet, so at the end no cheaper plan is left: reduced costs show it. */
gboolean
_certplan_flow_minimize (CertplanFlow *flow, gint64 unserved, GCancellable *cancellable)
{
  _certplan_flow_send (flow);
  for (gint64 price; (price = get_excess_price (flow)) >= 0;)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      const gint64 distance = find_distances (flow);
      raise_prices (flow, distance == G_MAXINT64 ? unserved - price : distance);
      if (distance == G_MAXINT64)
        {
          for (guint node = 0; node < flow->n_nodes; node++)
            flow->is_reached[node] = flow->distance[node] != G_MAXINT64;
          break;
        }
      _certplan_flow_send (flow);
    }
  return TRUE;
}
