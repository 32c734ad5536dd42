// A transport problem by LEMON's network simplex over all pairs. SPDX-License-Identifier: LGPL-2.1-or-later
// lemon FILE, which has, as 64-bit numbers: periods, bodies, demands, weight of unserved, of late, of misplaced; of each body
// its class and region, of each body and period its ticks; of each demand its highest class, region,
// release, target, cap, ticks. Prints the least cost and the milliseconds without the reading.
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>
#include <utility>
#include <vector>

typedef std::int64_t Number;

static Number
read_number ()
{
  Number number = 0;
  if (std::fread (&number, sizeof number, 1, stdin) != 1)
    std::perror ("lemon");
  return number;
}

static double
read_cpu_ms ()
{
  timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return double (now.tv_sec) * 1e3 + double (now.tv_nsec) / 1e6;
}

struct Body
{
  Number body_class, region;
};

struct Demand
{
  Number body_class, region, release, target, cap, ticks;
};

int
main (int argc, char **argv)
{
  if (argc != 2 || std::freopen (argv[1], "rb", stdin) == nullptr)
    return 2;
  const Number n_periods = read_number (), n_bodies = read_number (), n_demands = read_number ();
  const Number unserved = read_number (), late = read_number (), misplaced = read_number ();
  std::vector<Body> bodies;
  std::vector<Number> ticks;
  std::vector<Demand> demands;
  for (Number i = 0; i < n_bodies; i++)
    {
      const Number body_class = read_number (), region = read_number ();
      bodies.push_back (Body{ body_class, region });
    }
  for (Number i = 0; i < n_bodies * n_periods; i++)
    ticks.push_back (read_number ());
  for (Number i = 0; i < n_demands; i++)
    {
      Demand demand;
      for (Number *member : { &demand.body_class, &demand.region, &demand.release, &demand.target,
                              &demand.cap, &demand.ticks })
        *member = read_number ();
      demands.push_back (demand);
    }

  const double begin = read_cpu_ms ();
  typedef lemon::StaticDigraph Graph;
  std::vector<std::pair<int, int>> ends;
  std::vector<Number> costs;
  const int first_supply = int (n_demands), dummy = int (n_demands + n_bodies * n_periods);
  for (Number i = 0; i < n_demands; i++)
    {
      const Demand &demand = demands[i];
      for (Number b = 0; b < n_bodies; b++)
        if (bodies[b].region == demand.region && bodies[b].body_class <= demand.body_class)
          for (Number period = demand.release; period < n_periods && period <= demand.cap; period++)
            {
              ends.push_back ({ int (i), int (first_supply + b * n_periods + period) });
              costs.push_back ((period > demand.target ? (period - demand.target) * late : 0)
                               + (bodies[b].body_class < demand.body_class ? misplaced : 0));
            }
      ends.push_back ({ int (i), dummy });
      costs.push_back (unserved);
    }
  Graph graph;
  graph.build (dummy + 1, ends.begin (), ends.end ());
  Graph::ArcMap<Number> cost (graph);
  Graph::NodeMap<Number> supply (graph);
  Number total = 0;
  for (std::size_t i = 0; i < costs.size (); i++)
    cost[graph.arc (int (i))] = costs[i];
  for (Number i = 0; i < n_demands; i++)
    {
      supply[graph.node (int (i))] = demands[i].ticks;
      total += demands[i].ticks;
    }
  for (Number i = 0; i < n_bodies * n_periods; i++)
    supply[graph.node (int (first_supply + i))] = -ticks[i];
  supply[graph.node (dummy)] = -total;
  typedef lemon::NetworkSimplex<Graph, Number, Number> Simplex;
  Simplex simplex (graph);
  // At least so much leaves a node: of those where it arrives, at most so much arrives.
  simplex.costMap (cost).supplyMap (supply).supplyType (Simplex::GEQ);
  const Simplex::ProblemType type = simplex.run ();
  const double ms = read_cpu_ms () - begin;
  if (type != Simplex::OPTIMAL)
    return 1;
  std::printf ("%lld %.3f %d\n", (long long)simplex.totalCost<Number> (), ms, graph.arcNum ());
  return 0;
}
