/* Who could be taken on where people are too few, and whether so many are enough.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-capacity-private.h"

/* Who could be taken on: a class in a region, or more people of a body that has its cases. */
typedef struct
{
  const char *resource;
  gint32 body_class;
  guint region;
  guint body; /* plus 1; 0 = any */
} CertplanCandidate;

/* Some shortages by themselves: their lots, and the pools that may serve these. As no other lot has
 * any of the pools' time in the optimum, and they may use no other pool, what mends them here mends
 * them in the whole. */
typedef struct
{
  const CertplanCapacity *capacity;
  CertplanCapacityLimit limit;
  GArray *demands;    /* CertplanTransportDemand, with types of this piece */
  GArray *pools;      /* guint */
  guint *local_types; /* by type of the whole: its number here plus 1 */
  GArray *types;      /* guint: those of the whole */
} CertplanCapacityPiece;

void _certplan_capacity_piece_init (CertplanCapacityPiece *piece, const CertplanCapacity *capacity,
                                    CertplanCapacityLimit limit);
void _certplan_capacity_piece_clear (CertplanCapacityPiece *piece);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CertplanCapacityPiece, _certplan_capacity_piece_clear)
/* Takes the lots and pools of some cuts of the plan in. @cuts: guint, from 1 */
void _certplan_capacity_piece_take_cuts (CertplanCapacityPiece *piece, const GArray *cuts);
/* Returns: the fewest person-days a month from month @from on that leave nothing undone; 0 if @most
 * is not enough either */
gint64 _certplan_capacity_piece_find_days (CertplanCapacityPiece *piece,
                                           const CertplanCandidate *candidate, guint from,
                                           gint64 most);

gboolean _certplan_candidate_may_do (const CertplanCapacity *capacity,
                                     const CertplanCandidate *candidate, guint type);
/* Supplies @days person-days a month from month @from on. @types: guint, what the numbers of types
 * of @transport are in the whole. Returns: whether they may do any of it */
gboolean _certplan_candidate_supply (const CertplanCapacity *capacity, CertplanTransport *transport,
                                     const GArray *types, const CertplanCandidate *candidate,
                                     guint from, gint64 days);

/* Has @value once. @array: guint */
void _certplan_capacity_add_once (GArray *array, guint value);
/* Whether it depends on the place of the work who may do it. */
gboolean _certplan_capacity_is_bound (const CertplanCapacity *capacity,
                                      const CertplanShortage *shortage);
/* Looks for who would mend the shortages that are listed, and tries all of it again. */
gboolean _certplan_capacity_find_repairs (CertplanCapacity *capacity, GCancellable *cancellable,
                                          GError **error);
