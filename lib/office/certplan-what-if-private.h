/* What if: people who are taken on, bodies left out, more work.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-capacity.h"
#include "certplan-office-private.h"

/* People who are taken on for the sake of argument. */
typedef struct
{
  char *name;
  char *text; /* as it was given */
  char *region;
  gint32 body_class;
  const char *class_name;
  const char *resource;
  CertplanDate from; /* the first day of the month; NONE = from the first one on */
  gint64 ticks;      /* a month */
} CertplanAddition;

struct _CertplanCapacityOptions
{
  GArray *additions;   /* CertplanAddition */
  gint32 growth;       /* per cent more of what is expected */
  GPtrArray *left_out; /* of char *: bodies */
};

/* Whether the office has the bodies and regions that are named. */
gboolean _certplan_what_if_check (const CertplanCapacityOptions *options,
                                  const CertplanOffice *office, GError **error);
/* What people who are added may do, where, from when on. */
CertplanTerm _certplan_addition_make_term (const CertplanAddition *addition,
                                           const CertplanOffice *office);
gboolean _certplan_what_if_is_left_out (const CertplanCapacityOptions *options, const char *body);
