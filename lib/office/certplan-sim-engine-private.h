/* The engine: one thread's state. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * All of it is allotted once for a run. A case is one line of the cache; arrays grow, if a model
 * ever has more cases under way at once than before, by doubling. */
#pragma once
#include "certplan-sim-private.h"

typedef enum
{
  EVENT_MARK,
  EVENT_SERVICE,
  EVENT_DELAY,
  EVENT_ARRIVAL,
  EVENT_BATCH,
  EVENT_PATIENCE,
  EVENT_WAKE,
} EventKind;

typedef struct
{
  guint64 key; /* tick, kind, number */
  guint32 slot;
  guint32 stamp; /* of a patience: of which stay; of a delay: whether the limit ends it; of a
                    service: whether somebody leaves who is needed */
} SimEvent;

#define make_event_key(tick, kind, number)                                                         \
  ((guint64)(tick) << (CERTPLAN_SIM_NUMBER_BITS + CERTPLAN_SIM_KIND_BITS)                          \
   | (guint64)(kind) << CERTPLAN_SIM_NUMBER_BITS | (guint64)(number))

enum
{
  CASE_COUNTED = 1,
  CASE_WAITS = 2,
  CASE_GHOST = 4, /* it went away, and its place in the line is still there */
  CASE_LEFT = 8,  /* of the work of its first stage only a part is left */
};

#define NO_SLOT G_MAXUINT32
#define NO_STAGE G_MAXUINT16

typedef struct
{
  guint64 random; /* the seed of the generator that is its own */
  guint64 order;  /* its place in a line that is no first-come one; less is sooner */
  gint64 arrived, joined, paused;
  guint32 number;      /* in the order of arrival */
  guint32 next, other; /* of a line: the one behind; of a heap: both children */
  guint16 stage, rounds;
  guint16 furthest; /* the last stage, in the model's order, that it has been in */
  guint16 stamp;    /* of its stay in this stage */
  guint16 docket;   /* its place + 1; 0 = not of the docket */
  guint8 class, flags;
} SimCase;

/* Work that was broken off. */
typedef struct
{
  gint64 left;  /* of the effort; -1 = it was not */
  gint64 since; /* so long the case waits for somebody who goes on */
} SimRest;

/* A stage: who waits, and what is counted. */
typedef struct
{
  guint32 head, tail; /* head is the root where the order is no first-come one */
  gint32 n_waiting, n_in;
  guint32 next_slot;            /* of a batch */
  gint64 waiting_area, in_area; /* case ticks since the last mark, but for what is still there */
  gint64 waited;                /* ticks of those counted, of whom... */
  guint64 n_waited;             /* ...there were so many */
  gint64 passed;                /* ticks in the stage of those counted that left it, ... */
  guint64 n_passed;             /* ...of whom there were so many */
  guint64 n_joined, n_joined_until_end; /* since the first mark; until the last one */
  guint64 n_held, n_not_held;
  guint64 n_handed; /* of those counted, that went on elsewhere, for its people were gone */
} SimLine;

typedef struct
{
  guint64 cases_key, gaps_key; /* of its generators */
  guint64 ordinal;             /* of the next arrival */
  gint64 work;                 /* ticks of its calendar until the last one */
  gdouble expected;            /* cases expected until the last one */
  guint month;
} SimSourceState;

/* When the cases of a source by months come: expected numbers at each month's beginning. */
typedef struct
{
  guint n;
  gint64 *work;      /* owned, n + 1: ticks of its calendar before the month */
  gdouble *expected; /* owned, n + 1 */
} SimSourceMonths;

typedef struct
{
  guint64 n_counted, n_done;
  guint64 n_limited[CERTPLAN_SIM_N_LIMITS]; /* of those counted: of a class that has it... */
  guint64 n_in_time[CERTPLAN_SIM_N_LIMITS]; /* ...and done in time */
  guint64 gross, legal;                     /* ticks of those done */
  guint64 *n_out;                           /* owned: by outcome */
} SimClassState;

/* Histogram: lengths of time below 1024 ticks each, from there on to one part in 512. */
#define SIM_BIN_BITS 9
#define SIM_N_BINS (1024 + (37 - 10) * 512)

/* A case's way, for those who want to look at it. */
typedef struct
{
  guint32 number;
  guint16 stage;
  guint8 class;
  guint8 is_out;                 /* then @stage is the outcome */
  gint64 joined, started, ended; /* -1: not yet */
} SimStep;

/* Which one of a source's arrivals a case is. */
typedef struct
{
  guint source;
  guint64 ordinal;
} SimOrigin;

/* A case that left. */
typedef struct
{
  guint32 number;
  guint16 outcome;
  guint8 class;
  guint8 is_counted;
  gint8 in_time[CERTPLAN_SIM_N_LIMITS]; /* -1 = it has no such limit */
  gint64 arrived, left, legal;          /* ticks; legal: on its clock */
} SimDeparture;

typedef struct
{
  const CertplanSimModel *model;
  /* borrowed of it: what the loop looks at all the time */
  const CertplanSimStage *stages;
  const CertplanSimResource *resources;
  const CertplanSimCluster *clusters;
  const CertplanSimRoute *routes;
  const CertplanDist *dists;
  const gint64 *marks;
  guint n_classes;
  gint64 now;
  guint64 replication_key;
  /* events: a heap of four children a node; while is_hole its root was taken out */
  SimEvent *heap;
  guint n_heap, heap_size;
  gboolean is_hole;
  /* cases */
  SimCase *cases;
  guint64 *held; /* (nullable) n_words a case: the reviewers at work on it */
  gint64 *clock; /* (nullable) by slot: when the case's clock began */
  guint8 *tag;   /* (nullable) by slot: what the case is counted under */
  SimRest *rest; /* (nullable) by slot, where there are named reviewers */
  guint32 first_free, n_slots, slots_size;
  guint32 n_cases;               /* that ever came */
  guint64 n_open;                /* counted ones under way */
  gboolean is_over;              /* nothing is left to do, or to be done... */
  gboolean is_full, is_circling; /* ...because of this */
  guint circling_stage;
  /* resources */
  gint *free_units; /* of a pool; below 0 while more are at work than there are */
  gint *count;      /* of a pool, now */
  gint *reserved;   /* scratch: by heads of lines */
  guint64 *free_mask, *blocked, *pick; /* n_words each */
  guint *turn;                         /* of a group: where the search for reviewers begins */
  gint *n_waiting;                     /* by cluster: in all its lines */
  gint64 *wake;                        /* by cluster: the wake-up that is pending; 0 = none */
  guint *members;                      /* scratch: who is drawn */
  guint8 *shut;                        /* scratch: stages whose first case cannot start */
  /* stages and sources */
  SimLine *lines;
  SimSourceState *sources;
  SimSourceMonths *months;
  guint agenda_next;
  /* what is counted */
  gint segment; /* between two marks; -1 = not yet, n_segments = no longer */
  gint n_segments;
  gint64 *busy;    /* resource x segment: ticks of work */
  gint64 *backlog; /* segment: case ticks in the system */
  gint64 *queue;   /* stage x segment: case ticks waiting */
  gint64 *inside;  /* stage x segment */
  SimClassState *classes;
  SimClassState *tags; /* (nullable) by tag; without n_out */
  guint32 *histograms; /* gross and legal of one replication: 2 x SIM_N_BINS */
  guint64 *totals;     /* borrowed: all and each group, gross and legal, of all replications */
  gboolean has_pauses;
  GArray *steps;             /* (nullable) of SimStep: borrowed */
  GArray *origins;           /* (nullable) of SimOrigin, by case: borrowed */
  GArray *departures;        /* (nullable) of SimDeparture: borrowed */
  struct _SimOpen *open;     /* (nullable) borrowed: where cases of the docket are counted */
  guint32 *step_of;          /* (nullable) by slot */
  GCancellable *cancellable; /* borrowed */
  guint64 n_events;
} Sim;

/* The bin of a length of time. */
static inline guint
sim_find_bin (gint64 ticks)
{
  if (ticks < 1024)
    return ticks < 0 ? 0 : (guint)ticks;
  const guint e = 63 - (guint)__builtin_clzll ((guint64)ticks);
  return MIN (1024 + (e - 10) * 512 + (guint)(ticks >> (e - SIM_BIN_BITS)) - 512, SIM_N_BINS - 1);
}

/* The lowest length of a bin, in ticks. */
static inline gint64
sim_get_bin (guint bin)
{
  if (bin < 1024)
    return bin;
  const guint e = 10 + (bin - 1024) / 512;
  return (gint64)(512 + (bin - 1024) % 512) << (e - SIM_BIN_BITS);
}

/* The generators of one replication: two a source, one a batch; with the draw of its name. */
enum
{
  SIM_CASES_KEY,
  SIM_GAPS_KEY,
  SIM_BATCH_KEY,
};

/* What a case draws for; a further round draws anew. */
enum
{
  DRAW_EFFORT,
  DRAW_ROUTE,
  DRAW_PATIENCE,
};
/* When the clock of the case in @slot began. */
#define sim_clock(sim, slot)                                                                       \
  ((sim)->clock != NULL ? (sim)->clock[slot] : (sim)->cases[slot].arrived)

#define sim_purpose(rounds, draw, what) ((guint64)(rounds) << 48 | (draw) | (guint64)(what))

/* Whether the legal clock differs from the whole time. */
gboolean _certplan_sim_has_pauses (const CertplanSimModel *model);
/* All, each group, each tag: of each there is a histogram of the gross and one of the legal time.
 */
#define sim_count_histograms(model) (((model)->groups->len + (model)->tags->len + 1) * 2)
/* @totals: these histograms; the engine adds to all but the first two. */
Sim *_certplan_sim_new (const CertplanSimModel *model, guint64 *totals, GCancellable *cancellable);
void _certplan_sim_free (Sim *sim);
/* Runs one replication from the beginning; what it counted stands in @sim. Returns: FALSE if it was
 * cancelled */
gboolean _certplan_sim_run (Sim *sim, guint64 seed, guint64 replication);

/* Between the parts of the engine. */

/* Not seen from outside, so that the compiler may put them where they are called. */
/* A place for one more case; nothing in it is set. */
G_GNUC_INTERNAL guint32 _certplan_sim_take_slot (Sim *sim);
/* A case leaves the system. */
G_GNUC_INTERNAL void _certplan_sim_leave (Sim *sim, guint32 slot, guint outcome);
/* What a watcher sees of a case: it comes to a stage, or is out with an outcome... */
G_GNUC_INTERNAL void _certplan_sim_note_join (Sim *sim, guint32 slot, guint stage, gboolean is_out);
/* The case is counted under that tag from now on. */
G_GNUC_INTERNAL void _certplan_sim_set_tag (Sim *sim, guint32 slot, guint tag);
/* What cases that come to the stage now are counted under; -1 = what they were. */
G_GNUC_INTERNAL gint _certplan_sim_find_tag (const Sim *sim, const CertplanSimStage *stage);
/* ...and its work begins, or the stage is behind it. */
G_GNUC_INTERNAL void _certplan_sim_note_time (Sim *sim, guint32 slot, gboolean is_start);
/* The stage with the fewest cases for its capacity, of those where somebody works the soonest. */
G_GNUC_INTERNAL gint _certplan_sim_find_shortest (const Sim *sim, const SimCase *c,
                                                  const CertplanSimRoute *route);
/* The case goes to a stage, or out (-1 - outcome). */
G_GNUC_INTERNAL void _certplan_sim_enter (Sim *sim, guint32 slot, gint to);
/* The case at the head goes from the line to its service. */
G_GNUC_INTERNAL void _certplan_sim_start_first (Sim *sim, guint s, CertplanSimOrder order);
/* The people of the case's stage are gone, with the work undone: others do all of it. */
G_GNUC_INTERNAL void _certplan_sim_hand_over (Sim *sim, guint32 slot);
/* The same of all who wait in the stage. */
G_GNUC_INTERNAL void _certplan_sim_close_stage (Sim *sim, guint stage);
/* Whoever of a cluster's lines may start, does. */
G_GNUC_INTERNAL void _certplan_sim_serve (Sim *sim, guint cluster);
/* Events */
G_GNUC_INTERNAL void _certplan_sim_arrive (Sim *sim, guint source);
G_GNUC_INTERNAL void _certplan_sim_hold_slot (Sim *sim, guint stage);
G_GNUC_INTERNAL void _certplan_sim_keep_date (Sim *sim);
G_GNUC_INTERNAL void _certplan_sim_lose_patience (Sim *sim, guint32 slot, guint32 number,
                                                  guint stamp);

/* The end of the target, else of the maximum, with what stood still so far. */
gint64 _certplan_sim_find_due (const Sim *sim, guint32 slot);
/* Whether a case that is done now kept the limit; FALSE where it has none. */
gboolean _certplan_sim_is_in_time (const Sim *sim, guint32 slot, guint limit);
/* Whether a case of the class, or of the docket (its place + 1), has the limit. */
gboolean _certplan_sim_is_limited (const CertplanSimModel *model, guint class, guint docket,
                                   guint limit);
/* The end of the limit of a docket's case, as things stand; G_MININT64 = it has none, or its clock
 * has not begun. */
gint64 _certplan_sim_find_docket_end (const CertplanSimModel *model,
                                      const CertplanSimSource *source, guint limit);
void _certplan_sim_split_busy (Sim *sim, guint resource, gint64 end,
                               const CertplanSimCalendar *calendar, gint units);
/* The first day from @day on which the pool works; beyond the model's days if there is none. */
gint _certplan_sim_find_workday (const CertplanSimModel *model, const CertplanSimResource *resource,
                                 gint day);
void _certplan_sim_begin_look (Sim *sim, const CertplanSimCluster *cluster);
/* Of the lines that are not shut, the one whose first case is the first of all. */
gboolean _certplan_sim_find_first (Sim *sim, const CertplanSimCluster *cluster, guint *stage);
/* Whether all that a case needs in the stage is there and at work, where nobody waits. */
gboolean _certplan_sim_is_all_there (Sim *sim, guint stage);
/* The same of the stage's first case, of what the others leave; @day: if not, when it will be
 * at work as far as it is free, 0 = something is not free */
gboolean _certplan_sim_may_start (Sim *sim, guint stage, gint *day);
void _certplan_sim_reserve (Sim *sim, guint stage);
/* Returns: when the last one of them is done; @cut: lowered to when the first one of them leaves
 * for good before that */
gint64 _certplan_sim_take_reviewers (Sim *sim, guint32 slot, const CertplanSimNeed *need,
                                     gint64 effort, gint64 *cut);
gboolean _certplan_sim_has_quorum (Sim *sim, guint stage, guint k);
/* The next arrival of source @i. Returns: FALSE if there is none */
gboolean _certplan_sim_find_arrival (Sim *sim, guint i, gint64 *tick);
/* Whether the replication that was run came to its end; FALSE with @error set */
gboolean _certplan_sim_check (const Sim *sim, GError **error);
void _certplan_sim_begin (Sim *sim, guint64 seed, guint64 replication);
void _certplan_sim_close_segment (Sim *sim);
