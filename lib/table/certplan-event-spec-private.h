/* How the rows of a table become events of a calendar: plain data, columns by their roles.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

#define CERTPLAN_EVENT_NO_COLUMN G_MAXUINT

/* Column numbers in the table; a source may have some behind those that the table shows. A row is
 * an event on one whole day. */
typedef struct
{
  guint date;     /* DATE: the day; a row without one is no event */
  guint category; /* CHOICE: events of one kind */
  guint mark;     /* CHOICE: a title with the label "event.mark.VALUE" says so; NO_COLUMN = none */
  const guint *summary; /* the event's title: the first column, and of what or whom */
  guint n_summary;
  const guint *description; /* a line each, with the column's label; absent cells have none */
  guint n_description;
  /* What makes the row the same event in every run, whatever else becomes of it: neither the day
   * nor anything that a person may correct. No two rows agree in all of these. */
  const guint *key;
  guint n_key;
  /* DATE: where the time begins that the alarms are shares of; NO_COLUMN = none */
  guint alarm_from;
  const gint32 *alarm_shares; /* millionths of it: so long before the day, the longest first */
  guint n_alarms;
} CertplanEventSpec;
