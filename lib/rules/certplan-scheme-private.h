/* A scheme as its scheme.ini tells it: ladder, categories, kinds of application.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include "certplan-labels-private.h"

/* A kind of application and what it is to the computations. */
typedef struct
{
  char *name;
  char *role; /* initial, upgrade, renewal, or another word */
  char *file; /* where its group stands */
  guint line;
} CertplanKind;

/* One category; its levels from the lowest to the highest. */
typedef struct
{
  char *name;
  char **levels;
} CertplanCategory;

typedef struct
{
  char *name;
  char *source; /* (nullable): the document that its ladder stands in, and where it is named: */
  char *source_file;
  guint source_line;
  GArray *categories; /* CertplanCategory, in the order of the file */
  GArray *kinds;      /* CertplanKind, in the order of the file */
} CertplanScheme;

/* A scheme.ini that grows layer by layer, key by key; each key keeps its place for faults. */
typedef struct _CertplanSchemeFile CertplanSchemeFile;

CertplanSchemeFile *_certplan_scheme_file_new (const char *scheme);
void _certplan_scheme_file_free (CertplanSchemeFile *file);

/* Reads one layer's scheme.ini on top of what was read before. FALSE: faults were added. */
gboolean _certplan_scheme_file_add (CertplanSchemeFile *file, const char *file_name, GBytes *bytes,
                                    CertplanFaults *faults);

/* The scheme out of all layers read; its names go to @labels under "scheme.NAME",
 * "category.SCHEME/CATEGORY", "kind.SCHEME/KIND" and "level.SCHEME/LEVEL". Returns: (transfer full)
 * (nullable): NULL with faults added */
CertplanScheme *_certplan_scheme_file_finish (CertplanSchemeFile *file, CertplanLabels *labels,
                                              CertplanFaults *faults);

/* Adds what a scheme.ini should say and does not: names in both languages, where the ladder stands;
 * and names of levels that no ladder has. */
void _certplan_scheme_file_check (const CertplanSchemeFile *file, const CertplanScheme *scheme,
                                  CertplanFaults *faults);
void _certplan_scheme_free (CertplanScheme *scheme);
