#!/usr/bin/python3
# Six stages of three servers one behind the other, by SimPy; prints the mean days of a case. SPDX-License-Identifier: LGPL-2.1-or-later
import random
import sys

import simpy

STAGES, SERVERS, MEAN_DAYS, CASES_A_DAY = 6, 3, 1.2, 2
n_cases = int(sys.argv[1])
draw = random.Random(1)
total = 0.0


def case(env, stages):
    global total
    arrived = env.now
    for stage in stages:
        with stage.request() as request:
            yield request
            yield env.timeout(draw.expovariate(1 / MEAN_DAYS))
    total += env.now - arrived


def arrivals(env, stages):
    for _ in range(n_cases):
        yield env.timeout(draw.expovariate(CASES_A_DAY))
        env.process(case(env, stages))


env = simpy.Environment()
stages = [simpy.Resource(env, SERVERS) for _ in range(STAGES)]
env.process(arrivals(env, stages))
env.run()
print(total / n_cases)
