/* Random numbers that are a pure function of what they are for.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * certplan_random:
 * @seed: of the whole run
 * @replication: which repetition, from 0
 * @entity: who draws, as the number of a case
 * @purpose: what for, as a stage
 *
 * A draw does not depend on the order in which others are made: so any split over threads and
 * machines draws the same, and two scenarios that share seed, replication, entity and purpose draw
 * alike (common random numbers). Each step is the generator splitmix64 (Steele, Lea and Flood,
 * OOPSLA 2014): number @purpose of the one seeded with number @entity of the one seeded with number
 * @replication of the one seeded with @seed, all counted from 0.
 *
 * Returns: 64 random bits
 */
guint64 certplan_random (guint64 seed, guint64 replication, guint64 entity, guint64 purpose);

G_END_DECLS
