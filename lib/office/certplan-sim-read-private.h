/* Words of a model's key file. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-key-file-private.h"
#include "certplan-sim-private.h"

/* A decimal number without exponent, at most 15 digits, not negative: exact but for one rounding.
 */
gboolean _certplan_sim_parse_number (const char *text, gdouble *number);
gboolean _certplan_sim_parse_int (const char *text, gint lowest, gint highest, gint *number);
/* A number of at most 1 as millionths. */
gboolean _certplan_sim_parse_share (const char *text, gint32 *millionths);
/* The same, or per cent: "2%" or "0.02". */
gboolean _certplan_sim_parse_percent (const char *text, gint32 *millionths);
/* "2", "uniform 1 4", "triangular 1 2 6", "exponential 2", "erlang 2 1", "lognormal 3 0.25", "hyper
 * 1 4". Returns: NULL, or what is wrong (translated, static) */
const char *_certplan_sim_parse_dist (const char *text, CertplanDist *dist);
/* Days (from the model's first one on) or a date, as a tick. */
gboolean _certplan_sim_parse_tick (const CertplanSimModel *model, const char *text, gint64 *tick);

/* The slots of a rule: "P21D" = every 21 days; "day 3", "day -1" = a working day of each month;
 * "last working Thursday", or first, second, third, fourth. A slot of P21D that falls on a rest day
 * is held on the next working one. @calendar: -1 = every day is worked. Returns: (transfer full)
 * (nullable): NULL if the rule is none, or needs dates that the model has not */
GArray *_certplan_sim_make_slots (const CertplanSimModel *model, const char *rule, gint calendar);

#define CERTPLAN_SIM_MAX_COUNT 1000000

typedef struct
{
  CertplanSimModel *model;
  CertplanKeyFile *file;
  const CertplanWorkcal *workcal; /* (nullable) */
  CertplanFaults *faults;
  GHashTable *names; /* "stage NAME" -> its number + 1; likewise the other groups that have one */
  GChecksum *digest;
  gint calendar; /* the model's own; -1 */
  const char *file_name;
} CertplanSimReader;

void _certplan_sim_add_fault (CertplanSimReader *reader, const char *group, const char *key,
                              const char *what, const char *value, const char *wanted);
/* Returns: (transfer full) (nullable): the value, stripped */
char *_certplan_sim_get_text (CertplanSimReader *reader, const char *group, const char *key);

/* Each tells whether the key is there and good; a bad one is a fault. */
gboolean _certplan_sim_read_int (CertplanSimReader *reader, const char *group, const char *key,
                                 gint lowest, gint highest, gint *number);
void _certplan_sim_read_share (CertplanSimReader *reader, const char *group, const char *key,
                               gint32 *millionths);
gboolean _certplan_sim_read_tick (CertplanSimReader *reader, const char *group, const char *key,
                                  gint64 *tick);
void _certplan_sim_read_period (CertplanSimReader *reader, const char *group, const char *key,
                                CertplanPeriod *period);
/* The number of a distribution; -1 where the key is not there or bad. */
gint _certplan_sim_read_dist (CertplanSimReader *reader, const char *group, const char *key);
/* Looks up the NAME of a [@kind NAME]. */
gboolean _certplan_sim_find_name (CertplanSimReader *reader, const char *kind, const char *name,
                                  guint *number);
gboolean _certplan_sim_read_name (CertplanSimReader *reader, const char *group, const char *key,
                                  const char *kind, guint *number);
/* The group's own calendar, else the model's. */
void _certplan_sim_read_calendar (CertplanSimReader *reader, const char *group, gint *calendar);

/* Calendars */
void _certplan_sim_set_days (CertplanSimReader *reader, const char *group, const char *key,
                             guint8 *days, gint n_days, guint8 value);
gint _certplan_sim_add_days (CertplanSimReader *reader, const guint8 *days, gint n_days);
gint _certplan_sim_count_days (const CertplanSimReader *reader);

/* Groups */
void _certplan_sim_read_model (CertplanSimReader *reader, char **groups);
void _certplan_sim_read_calendars (CertplanSimReader *reader, char **groups);
void _certplan_sim_read_unit (CertplanSimReader *reader, const char *group, guint number);
void _certplan_sim_read_resource (CertplanSimReader *reader, const char *group, guint number);
void _certplan_sim_read_stage (CertplanSimReader *reader, const char *group, guint number);
void _certplan_sim_read_by_class (CertplanSimReader *reader, const char *group, guint stage);
/* The arrivals that stand in the file @name, beside the model's. */
void _certplan_sim_read_filings (CertplanSimReader *reader, const char *group, guint number,
                                 const char *name);
void _certplan_sim_read_source (CertplanSimReader *reader, const char *group, guint number);
