/* What a search for people found. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-office-private.h"
#include "certplan-sim-stats-private.h"
#include "certplan-staffing.h"

/* One number of people, or of cases a meeting, that was tried; shares in millionths. */
typedef struct
{
  guint n;
  gint32 probability, low, high;
} StaffingPoint;

/* A class of bodies, or a panel (then @body_class is NULL). */
typedef struct
{
  const char *body_class;
  const char *panel;     /* borrowed of the workload's panels */
  guint n_bodies, n_now; /* bodies and their reviewers in all; of a panel 1, and its cases a meeting
                            (G_MAXINT: all that wait) */
  guint most;            /* that is tried */
  gint needed;           /* in each; -1 = not reached */
  gboolean is_no_matter; /* with one it is as with the most */
  GArray *points;        /* StaffingPoint, by number */
} StaffingSearch;

/* The latest safe day for cases of a group. */
typedef struct
{
  const char *group;
  gint days; /* within which 95 % are done; -1 = fewer are ever done */
  CertplanDate filed_by;
} StaffingDay;

struct _CertplanStaffing
{
  CertplanWorkload *workload;
  CertplanSimModel *model; /* the office as it is */
  gint32 wish;
  gboolean is_target;
  CertplanDate certificate_by; /* NONE = not asked for */
  guint64 seed;
  guint n_replications;
  gint32 now, now_low, now_high; /* the probability as it is */
  GArray *searches;              /* StaffingSearch */
  GArray *panels;                /* CertplanWorkPanel */
  GArray *days;                  /* StaffingDay */
  GStringChunk *texts;
};
