/* What the writers read of targets. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-outputs.h"

typedef enum
{
  CERTPLAN_FORMAT_TEXT,
  CERTPLAN_FORMAT_CSV,
  CERTPLAN_FORMAT_JSON,
  CERTPLAN_FORMAT_PNG,
  CERTPLAN_FORMAT_SVG,
  CERTPLAN_FORMAT_PDF,
} CertplanFormat;

typedef struct
{
  char *name;     /* owned; NULL = none was asked for */
  char *path;     /* owned, as the user gave it */
  char *resolved; /* owned: absolute, without links */
  CertplanFormat format;
} CertplanTarget;

struct _CertplanTargets
{
  GPtrArray *items; /* CertplanTarget, owned */
  gboolean to_stdout;
  CertplanLang lang;
  CertplanLang reading_lang;
  gboolean bom;
  CertplanDate as_of;
};

#define _certplan_format_is_picture(format) ((format) >= CERTPLAN_FORMAT_PNG)

/* Whether @table goes into @target (NULL = standard output): the one it names; without a name all
 * for text and JSON but those there only to be drawn, the first of these for CSV, the first that
 * can be drawn for pictures. */
gboolean _certplan_target_wants (const CertplanTarget *target, const CertplanTables *tables,
                                 CertplanTable *table);

/* The language that the format speaks. */
CertplanLang _certplan_targets_pick_lang (const CertplanTargets *targets, CertplanFormat format);

/* Where writing to @path ends up: absolute, links followed, also a link to nothing; the path made
 * absolute where its folder does not exist. Returns: (transfer full) */
char *_certplan_path_resolve (const char *path);

/* The path as an error text shows it, without anything that a terminal obeys. Returns: (transfer
 * full) */
char *_certplan_path_show (const char *path);
