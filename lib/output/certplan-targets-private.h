/* What the writers read of targets. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-chart-private.h"
#include "certplan-outputs.h"

typedef enum
{
  CERTPLAN_FORMAT_TEXT,
  CERTPLAN_FORMAT_CSV,
  CERTPLAN_FORMAT_JSON,
  CERTPLAN_FORMAT_HTML,
  CERTPLAN_FORMAT_XLSX,
  CERTPLAN_FORMAT_ICS,
  CERTPLAN_FORMAT_JOURNAL,
  CERTPLAN_FORMAT_BEANCOUNT,
  CERTPLAN_FORMAT_PNG,
  CERTPLAN_FORMAT_SVG,
  CERTPLAN_FORMAT_PDF,
  CERTPLAN_FORMAT_SCRIPT, /* what gnuplot got for a picture */
} CertplanFormat;

typedef struct
{
  char *name;     /* owned; NULL = none was asked for */
  char *path;     /* owned, as the user gave it */
  char *resolved; /* owned: absolute, without links */
  CertplanFormat format;
  CertplanPicture picture; /* of formats that are or hold pictures: the kind of these */
  char *script_of;         /* SCRIPT: owned, the picture's path */
} CertplanTarget;

struct _CertplanTargets
{
  GPtrArray *items;    /* CertplanTarget, owned */
  GPtrArray *warnings; /* char *, owned */
  gboolean to_stdout;
  CertplanFormat stdout_format;
  CertplanLang lang;
  CertplanLang reading_lang;
  gboolean bom;
  CertplanDate as_of;
  char *digest; /* owned; NULL = not known */
};

/* Whether files of the format are made of one chart. */
#define _certplan_format_is_picture(format) ((format) >= CERTPLAN_FORMAT_PNG)
/* Whether files of the format are made of vouchers. */
#define _certplan_format_is_ledger(format)                                                         \
  ((format) == CERTPLAN_FORMAT_JOURNAL || (format) == CERTPLAN_FORMAT_BEANCOUNT)
/* Whether files of the format hold all tables, and their pictures among them. */
#define _certplan_format_holds_pictures(format)                                                    \
  ((format) == CERTPLAN_FORMAT_HTML || (format) == CERTPLAN_FORMAT_XLSX)
/* Whether files of the format hold all tables, where none is asked for by name; those whose rows
 * are events for ICS. */
#define _certplan_format_is_document(format)                                                       \
  ((format) != CERTPLAN_FORMAT_CSV && !_certplan_format_is_picture (format))

/* Whether @table goes into @target (NULL = standard output): the one it names; without a name all
 * for documents but those there only to be drawn, the first of these for CSV, the first that can be
 * drawn for pictures. */
gboolean _certplan_target_wants (const CertplanTarget *target, const CertplanTables *tables,
                                 CertplanTable *table);

/* Whether a picture of @table goes into @target: of each table that can be drawn (or of the one
 * named) into a file that holds pictures; a picture's file has one. */
gboolean _certplan_target_draws (const CertplanTarget *target, const CertplanTables *tables,
                                 CertplanTable *table);

/* Notes that the file @shown was written otherwise than asked. */
void _certplan_targets_warn (CertplanTargets *targets, const char *shown, const char *what);

/* The language that the format speaks. */
CertplanLang _certplan_targets_pick_lang (const CertplanTargets *targets, CertplanFormat format);

/* Where writing to @path ends up: absolute, links followed, also a link to nothing; the path made
 * absolute where its folder does not exist. Returns: (transfer full) */
char *_certplan_path_resolve (const char *path);

/* The path as an error text shows it, without anything that a terminal obeys. Returns: (transfer
 * full) */
char *_certplan_path_show (const char *path);
