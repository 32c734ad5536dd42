/* What a simulation is made of: the model as the engine wants it, and one run's results.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A model is filled by a reader (a key file, an office and its rulebook) and then finished by
 * _certplan_sim_model_finish(); from there on it is never changed and may be shared by threads.
 *
 * Time is counted in ticks, 28,800 a day, from the model's first day on. Where a calendar is used,
 * the ticks of a day that is not worked pass idle; those of one that is are its eight hours.
 *
 * What happens at one instant happens in this order: marks (months, changed pools), ends of
 * service, ends of delays, arrivals, batches, lost patience, the beginning of a working day for who
 * waits for it;
 * among equals by the number of the case in the order of arrival, or of the stage in the model's
 * order. So a case that is ready at the very instant of a panel is taken by it, and what a panel
 * lets go is taken by a later stage's batch at that instant. */
#pragma once
#include "certplan-date-private.h"
#include "certplan-random-private.h"
#include "certplan-rulebook.h"
#include "certplan-sim.h"

/* Of an event's 64 bits: tick, kind, number. */
#define CERTPLAN_SIM_NUMBER_BITS 24
#define CERTPLAN_SIM_KIND_BITS 4
#define CERTPLAN_SIM_MAX_CASES ((1u << CERTPLAN_SIM_NUMBER_BITS) - 1) /* of one replication */
#define CERTPLAN_SIM_MAX_CLASSES 250
#define CERTPLAN_SIM_MAX_STAGES 1000
#define CERTPLAN_SIM_MAX_TAGS 200
#define CERTPLAN_SIM_MAX_ROUNDS 65535

typedef enum
{
  CERTPLAN_SIM_FCFS, /* first come, first served */
  CERTPLAN_SIM_DUE,  /* earliest due date: the target's, else the maximum's */
  CERTPLAN_SIM_PRIORITY,
} CertplanSimOrder;

/* Working time by rank and select: rank[d] working days lie before day d, the k-th is select[k].
 * select has one more entry, n_days, for what is never reached. */
typedef struct
{
  gint n_days;
  gint n_worked;
  gint *rank;   /* owned, n_days + 1 */
  gint *select; /* owned, n_worked + 1 */
} CertplanSimCalendar;

typedef struct
{
  gint64 tick;
  gint count;
} CertplanSimChange;

/* A pool of equal units, or a group of named reviewers (then @mask). */
typedef struct
{
  char *name;
  gint count;      /* units on the first day; how many are named */
  gint calendar;   /* of a pool; -1 = every instant */
  GArray *changes; /* (nullable) of CertplanSimChange: a pool's, by tick */
  guint64 *mask;   /* (nullable): n_words words over the model's reviewers */
  CertplanSimOrder order;
  guint cluster;   /* of resources that stages ask for together; made by _finish() */
  gint *next_work; /* owned: of named reviewers, by day: the first one from it on on which anybody
                      is at work; made by _finish() */
  gint64 closes;   /* nobody of these reviewers is ever at work from this tick on; G_MAXINT64 = they
                      are at the end too; made by _finish() */
  gint *strength;  /* owned (nullable): likewise the most who are at work together on one of the
                      next CERTPLAN_SIM_MAX_ABSENCE days: a larger team comes with so many */
  gint *power; /* owned (nullable): likewise hundredths of people, by their shares: of those whom a
                  route asks for */
} CertplanSimResource;

/* A named reviewer. */
typedef struct
{
  char *name;
  gint calendar; /* -1 = every instant */
  gint32 share;  /* of the working time, in millionths */
  gint64 least;  /* ticks that a case takes of the time at least: a day holds so many of them */
  gint team;     /* where the work is counted: a number of teams; -1 = with the resource */
} CertplanSimUnit;

typedef struct
{
  guint resource;
  gint units;
} CertplanSimNeed;

/* Where a case may go: a stage, or out (-1 - outcome). */
typedef struct
{
  gint to;
  guint64 below; /* 64 random bits below this go here; the last one takes the rest */
  gint who;      /* of a route to the shortest line: whose absence closes it; -1 = nobody's */
  gint body;     /* of such a route: cases that are barred from it do not go there; 0 = none are */
} CertplanSimBranch;

/* In place of where cases go: they stay where they are. */
#define CERTPLAN_SIM_STAYS G_MAXINT

/* A line whose people are away for longer is no way to go while there is another one. */
#define CERTPLAN_SIM_MAX_ABSENCE 31 /* days */

typedef struct
{
  GArray *branches; /* of CertplanSimBranch */
  gboolean
      is_shortest; /* to the stage with the fewest cases for its capacity, the first of equals */
  gint nobody;     /* then: where a case goes if none of them is open to it */
} CertplanSimRoute;

/* What a slot has from one on. */
typedef struct
{
  guint slot;
  gint quota, n_drawn, quorum; /* as below */
} CertplanSimSeats;

/* Dated slots at which cases are decided together. */
typedef struct
{
  GArray *slots;     /* of gint64 ticks, in order */
  gint quota;        /* cases a slot; G_MAXINT = all that wait */
  gint members;      /* the resource whose units are invited; -1 = nobody needs to be there */
  gint n_drawn;      /* invited, by lot; 0 = all that are at work */
  gint32 attendance; /* the chance that one comes, in millionths */
  gint quorum;
  GArray *changes; /* (nullable) CertplanSimSeats, by slot: those three are others from there on */
} CertplanSimBatch;

/* What slot @k has. */
static inline CertplanSimSeats
_certplan_sim_get_seats (const CertplanSimBatch *batch, guint k)
{
  CertplanSimSeats seats = { 0, batch->quota, batch->n_drawn, batch->quorum };
  for (guint i = 0; batch->changes != NULL && i < batch->changes->len
                    && g_array_index (batch->changes, CertplanSimSeats, i).slot <= k;
       i++)
    seats = g_array_index (batch->changes, CertplanSimSeats, i);
  return seats;
}

typedef struct
{
  char *name;
  guint64 draw;           /* its random numbers: see _certplan_sim_name_draws() */
  CertplanSimNeed *needs; /* owned */
  guint n_needs;          /* 0: a delay, everybody at once */
  gint calendar;          /* of a delay; -1 = every instant */
  gint room;              /* cases in the stage at most; G_MAXINT = any number */
  gint full;              /* where a case goes that finds no room */
  gboolean stops_clock;
  gboolean starts_clock; /* the limits run from the day on which a case comes here */
  gint also;             /* the next stage of a ring that the same people do; -1 = nowhere else */
  guint kind;            /* what it is called in results: a number of stage_kinds */
  gint32 again;          /* what a further round takes of the effort, in millionths */
  gint max_rounds;       /* returns after which a case goes where @exceeded says */
  gint exceeded;
  gint patience;               /* a distribution; -1 = waits for ever */
  gint impatient;              /* where it goes then */
  gint64 limit;                /* of a delay, in ticks; G_MAXINT64 = none */
  CertplanPeriod limit_period; /* instead; none = _CERTPLAN_PERIOD_NONE */
  gint late;                   /* where a case goes at the limit */
  gint closed;                 /* where a case goes if the people of the first need are gone for
                                  good */
  gint64 closes;               /* when they are, if that is anywhere; made by _finish() */
  CertplanSimBatch *batch;     /* (nullable) owned */
  GArray *tags;  /* (nullable) owned, of CertplanSimChange: from that tick on cases that
                    come here are counted under the tag of that number */
  guint cluster; /* made by _finish() */
  gint capacity; /* units it can have at most, over what it needs; made by _finish() */
} CertplanSimStage;

enum
{
  CERTPLAN_SIM_TARGET,
  CERTPLAN_SIM_CAP,
  CERTPLAN_SIM_N_LIMITS,
};

typedef struct
{
  char *name;
  gint priority;                                /* 0 .. 15; lower first */
  CertplanPeriod limits[CERTPLAN_SIM_N_LIMITS]; /* days alone where there are no dates; none */
  gint64 *ends[CERTPLAN_SIM_N_LIMITS]; /* owned (nullable): by day of arrival, the last tick in
                                          time; made by _finish() */
  gboolean has_due;                    /* some of its cases have a day of their own */
} CertplanSimClass;

/* Classes that results are wanted of together. */
typedef struct
{
  char *name;
  guint8 *has; /* owned, by class */
} CertplanSimGroup;

/* A case that is known by itself, under way or yet to come. */
typedef struct
{
  gint64 paused; /* its clock has stood still so long */
  gint64 clock;  /* the tick at which its clock began; G_MININT64 = when it came */
  gint64 left;   /* effort in the first stage that needs somebody; -1 = all of it */
  gint64 due;    /* in place of the cap: the last tick in time; G_MININT64 = none */
  guint8 tag;    /* what it is counted under as it comes */
  gint barred;   /* the body of branches that it does not take; 0 = none */
  const char *name, *qualification, *stage, *body; /* owned by the model's texts; "" = none */
  gint32 age_days;         /* on the legal clock; G_MININT32 = nobody knows */
  gboolean is_clock_ahead; /* its clock begins in a stage yet to come */
} CertplanSimDocket;

/* Where cases come from. Exactly one of @interval, @months and @at says when. */
typedef struct
{
  char *name;
  guint64 draw;
  guint class;
  gint stage;     /* where they begin */
  gint calendar;  /* -1 = at any instant */
  gint interval;  /* a distribution between two arrivals; -1 = none */
  GArray *months; /* (nullable) of gdouble: cases expected in each month from the first one on, with
                     the last one for all that follow */
  GArray *at;     /* (nullable) of gint64 ticks, in order; with... */
  GArray *class_at;   /* (nullable) of guint8: ...the class of each, */
  GPtrArray *name_at; /* (nullable) ...and what it is called; NULL = nothing */
  gint64 until;       /* none from this tick on */
  gint64 age;         /* so long before they are seen they came */
  guint16 docket;     /* the docket's case, its place + 1; 0 = nobody knows it by itself */
} CertplanSimSource;

/* Stages that share resources; each of them has lines of its own. */
typedef struct
{
  guint *stages; /* owned */
  guint n_stages;
  CertplanSimOrder order;
  gboolean is_plain; /* one stage that needs one pool */
} CertplanSimCluster;

/* Something that is known beforehand. */
typedef struct
{
  gint64 tick;
  gint resource; /* whose count changes; -1 = a mark */
  gint count;
  gint stage; /* that closes; -1 = none */
} CertplanSimItem;

struct _CertplanSimModel
{
  char *name;
  char *digest;                   /* SHA-256 of what it was made from */
  CertplanDate provisional_after; /* days after it are worked by the law alone, without a notice;
                                     CERTPLAN_DATE_NONE = none is */
  CertplanDate start;             /* the day of tick 0; CERTPLAN_DATE_NONE = no dates */
  gint64 warmup, end, cutoff; /* cases that come from warmup on, before end, are counted, and waited
                                 for until cutoff */
  GPtrArray *calendars;       /* of CertplanSimCalendar */
  GArray *classes;            /* of CertplanSimClass */
  GArray *resources;
  GArray *units;
  GArray *stages;
  GArray *sources;
  GArray *dists;
  GPtrArray *outcomes;    /* names; [0] is "done" */
  GArray *routes;         /* of CertplanSimRoute */
  GArray *groups;         /* of CertplanSimGroup; empty = each class is one */
  GPtrArray *tags;        /* names of what cases are counted under by the stages that they come to,
                             the last one counts; [0] has none; empty = nothing is */
  GPtrArray *stage_kinds; /* names; empty = each stage is one of its own */
  gboolean is_cap_fixed;  /* the maximum goes on while the clock stands still */
  gboolean shrinks;       /* a team of which too few are left comes with those, and takes longer */
  GPtrArray *teams;       /* names; empty = work is counted by resource */
  CertplanRulebook *rulebook; /* (nullable): whose labels its names have */
  GArray *findings;    /* (nullable): of CertplanOfficeFinding: what was assumed of an office */
  GStringChunk *texts; /* of dockets */
  GArray *dockets;     /* of CertplanSimDocket: counted whenever they come */
  guint *effort_of;    /* owned: the distribution of stage x class */
  guint *route_of;     /* owned: likewise */
  /* made by _finish() */
  GArray *clusters;
  guint n_words;       /* 64 reviewers each */
  guint64 *at_work;    /* owned: by day, n_words words */
  gint n_days;         /* to cutoff */
  GArray *marks;       /* of gint64: warmup, months' beginnings, end */
  GArray *agenda;      /* of CertplanSimItem: marks and changes of pools, by tick */
  gboolean has_clocks; /* limits of some cases do not run from their arrival */
  gint64 **limit_end;  /* owned, by stage, the same for a limit_period */
};

#define _certplan_sim_stage(model, i) (&g_array_index ((model)->stages, CertplanSimStage, i))
#define _certplan_sim_resource(model, i)                                                           \
  (&g_array_index ((model)->resources, CertplanSimResource, i))
#define _certplan_sim_unit(model, i) (&g_array_index ((model)->units, CertplanSimUnit, i))
#define _certplan_sim_class(model, i) (&g_array_index ((model)->classes, CertplanSimClass, i))
#define _certplan_sim_has_limit(class, limit) (!_certplan_period_is_none (&(class)->limits[limit]))
#define _certplan_sim_source(model, i) (&g_array_index ((model)->sources, CertplanSimSource, i))
#define _certplan_sim_dist(model, i) (&g_array_index ((model)->dists, CertplanDist, i))
#define _certplan_sim_group(model, i) (&g_array_index ((model)->groups, CertplanSimGroup, i))
#define _certplan_sim_docket(model, i) (&g_array_index ((model)->dockets, CertplanSimDocket, i))
#define _certplan_sim_route(model, i) (&g_array_index ((model)->routes, CertplanSimRoute, i))

/* An empty model. Adds give the new thing's number. */
CertplanSimModel *_certplan_sim_model_new (void);
guint _certplan_sim_add_class (CertplanSimModel *model, const char *name, gint priority);
guint _certplan_sim_add_resource (CertplanSimModel *model, const char *name, gint count);
guint _certplan_sim_add_unit (CertplanSimModel *model, const char *name);
guint _certplan_sim_add_stage (CertplanSimModel *model, const char *name);
guint _certplan_sim_add_source (CertplanSimModel *model, const char *name);
guint _certplan_sim_add_dist (CertplanSimModel *model, const CertplanDist *dist);
guint _certplan_sim_add_route (CertplanSimModel *model);
/* Returns: the group of that name, which has the class from now on */
guint _certplan_sim_add_to_group (CertplanSimModel *model, const char *name, guint class);
guint _certplan_sim_add_stage_kind (CertplanSimModel *model, const char *name);
guint _certplan_sim_add_team (CertplanSimModel *model, const char *name);
guint _certplan_sim_add_tag (CertplanSimModel *model, const char *name);
guint _certplan_sim_add_outcome (CertplanSimModel *model, const char *name);
/* @is_worked: of @n_days days; an equal calendar is not kept twice. */
guint _certplan_sim_add_calendar (CertplanSimModel *model, const guint8 *is_worked, gint n_days);
void _certplan_sim_set_needs (CertplanSimStage *stage, const CertplanSimNeed *needs, guint n);
/* What is called the same draws the same random numbers, in whatever model it stands: so two models
 * can be compared case by case. Returns: bits 4 to 47 */
guint64 _certplan_sim_name_draws (const char *name);
/* Allots effort_of and route_of: to be called when all stages and classes are there. */
void _certplan_sim_allot (CertplanSimModel *model);

/* What cannot be: where it stands in a key file, what is wrong, what would be right. */
typedef struct
{
  const char *group;         /* "stage", "resource", "arrivals", "model" */
  const char *name;          /* (nullable) the group's own; lives as long as the model */
  const char *key;           /* (nullable) */
  const char *what, *wanted; /* translated */
} CertplanSimFlaw;
/* Checks the whole and makes what the engine needs. Returns: (transfer full) (element-type
 * CertplanSimFlaw): what is wrong; empty if the model can run */
GArray *_certplan_sim_model_finish (CertplanSimModel *model);
/* What it is made of: the checks, the flaws they add, the most there ever are of a resource. */
void _certplan_sim_model_check (const CertplanSimModel *model, GArray *flaws);
void _certplan_sim_add_flaw (GArray *flaws, const char *group, const char *name, const char *key,
                             const char *what, const char *wanted);
gint _certplan_sim_get_most_units (const CertplanSimResource *resource);
/* SHA-256 of all that the results of a finished model depend on: parts of one run must be of the
 * same one. (transfer full) */
char *_certplan_sim_model_make_digest (const CertplanSimModel *model);

/* Ticks of work before @tick. */
static inline gint64
_certplan_sim_work_before (const CertplanSimCalendar *calendar, gint64 tick)
{
  const gint day = (gint)((guint64)tick / CERTPLAN_TICKS_PER_DAY);
  if (day >= calendar->n_days)
    return (gint64)calendar->n_worked * CERTPLAN_TICKS_PER_DAY;
  const gint rank = calendar->rank[day];
  const gint64 within
      = calendar->rank[day + 1] > rank ? tick - (gint64)day * CERTPLAN_TICKS_PER_DAY : 0;
  return (gint64)rank * CERTPLAN_TICKS_PER_DAY + within;
}

/* The instant at which @work ticks of work are done: the end of a working day, not the beginning
 * of the next one. What lies beyond the calendar is never. */
static inline gint64
_certplan_sim_when_done (const CertplanSimCalendar *calendar, gint64 work)
{
  if (work <= 0)
    return 0;
  const gint64 k = (gint64)((guint64)(work - 1) / CERTPLAN_TICKS_PER_DAY);
  if (k >= calendar->n_worked)
    return CERTPLAN_TICKS_MAX;
  return (gint64)calendar->select[k] * CERTPLAN_TICKS_PER_DAY + (work - k * CERTPLAN_TICKS_PER_DAY);
}

/* When work of @effort ticks is done that begins at @tick. */
static inline gint64
_certplan_sim_add_work (const CertplanSimCalendar *calendar, gint64 tick, gint64 effort)
{
  if (effort == 0)
    return tick;
  return _certplan_sim_when_done (calendar, _certplan_sim_work_before (calendar, tick) + effort);
}

static inline gboolean
_certplan_sim_is_worked (const CertplanSimCalendar *calendar, gint day)
{
  return day < calendar->n_days && calendar->rank[day + 1] > calendar->rank[day];
}
