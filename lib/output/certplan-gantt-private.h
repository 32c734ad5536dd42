/* What a Gantt chart shows, read from its table. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-day-scale-private.h"

#define CERTPLAN_NO_ACTOR G_MAXUINT

/* A mark of the chart: a bar, or a milestone on its first day. Texts are of the chart. */
typedef struct
{
  const char *label;
  gboolean is_milestone;
  CertplanDate from; /* NONE = not known */
  CertplanDate to;   /* the day after the last one */
  guint actor;       /* an index, or CERTPLAN_NO_ACTOR */
  const char *note;  /* beside it: days, or the milestone's date; "" = nothing */
  guint line;        /* where it stands; what has no label stands on the line above */
} CertplanGanttRow;

typedef struct
{
  const char *label; /* with its date */
  CertplanDate day;  /* the last one allowed */
  guint actor;       /* whose limit it is; CERTPLAN_NO_ACTOR = of the whole */
  gboolean is_missed;
  gboolean is_as_of; /* no limit: the day before the one on which all this is said */
} CertplanGanttLimit;

/* One holiday, all its days of one kind. */
typedef struct
{
  const char *label;
  CertplanDate from;
  CertplanDate to;
  gboolean is_provisional; /* the law has it, the year's notice is not yet known */
  gboolean is_continued;   /* that of the one before, which has the name */
} CertplanGanttRest;

typedef struct
{
  const char *key;
  const char *label;
  guint32 rgb;
} CertplanGanttActor;

typedef struct
{
  CertplanFigure *figure; /* borrowed */
  GArray *rows;           /* CertplanGanttRow */
  GArray *limits;         /* CertplanGanttLimit */
  GArray *rests;          /* CertplanGanttRest */
  GArray *actors;         /* CertplanGanttActor, in order of appearance */
  CertplanDate first;     /* of rows and limits; NONE = nothing has a date */
  CertplanDate last;      /* the day after */
} CertplanGantt;

/* Returns: (transfer full) (nullable): NULL with @error set */
CertplanGantt *_certplan_gantt_read (CertplanFigure *figure, GError **error);
void _certplan_gantt_free (CertplanGantt *gantt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanGantt, _certplan_gantt_free)

/* Returns: how many lines the marks stand on */
guint _certplan_gantt_count_lines (const CertplanGantt *gantt);
/* "8月14日" or "14 Aug", the year with it where the chart is longer than a year. */
const char *_certplan_gantt_say_day (CertplanGantt *gantt, CertplanDate day);

/* Chooses a scale between @left and @right on which all notes have room. */
CertplanDayScale _certplan_gantt_scale_choose (const CertplanGantt *gantt, gint left, gint right);

/* What stands above the bars: limits and names of holidays, placed so that no two cover each other.
 */
typedef struct
{
  const char *text;
  gint left, right; /* of the text */
  gint x;           /* of what it names */
  guint level;      /* 0 = the lowest line of its kind */
  gboolean is_dropped;
  guint32 rgb;
} CertplanGanttFlag;

/* Returns: (transfer full): CertplanGanttFlag, one a limit, and how many lines they take */
GArray *_certplan_gantt_place_limits (const CertplanGantt *gantt, const CertplanDayScale *scale,
                                      guint *n_levels);
/* Returns: (transfer full): CertplanGanttFlag, one a holiday; those without room are dropped */
GArray *_certplan_gantt_place_rests (const CertplanGantt *gantt, const CertplanDayScale *scale,
                                     guint *n_levels);
