/* What the readers of holiday files share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-calendar-private.h"

/* One import: the rows so far, and what is wrong. */
typedef struct
{
  const char *file;
  const char *source; /* NULL = the file says */
  gboolean is_closed;
  const CertplanCalendarDays *known; /* whose names are label keys */
  GStringChunk *texts;
  GArray *lines;    /* CertplanCalendarDay; texts are of texts */
  GHashTable *seen; /* date */
  CertplanFaults *faults;
} CertplanCalendarImport;

/* @line: 0 = no place in the file. @value, @wanted: (nullable). */
void _certplan_calendar_import_fault (CertplanCalendarImport *import, guint line, const char *what,
                                      const char *value, const char *wanted);
/* Adds a day; a day there already is a fault. @name is what people call it: it becomes the label
 * key where there is one. */
void _certplan_calendar_import_add (CertplanCalendarImport *import, guint line, CertplanDate date,
                                    CertplanDayKind kind, const char *name, const char *source);

/* The readers. @text is UTF-8 without NUL and ends with one. Faults go to the import. */
void _certplan_calendar_import_json (CertplanCalendarImport *import, const char *text,
                                     gsize length);
void _certplan_calendar_import_ics (CertplanCalendarImport *import, const char *text, gsize length);
