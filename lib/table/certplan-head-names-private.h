/* What columns are called in the files that people have. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include "certplan-records-private.h"

/* One way to write a column's name. */
typedef struct
{
  char *text;        /* folded; owned */
  const char *shown; /* as a fault proposes it; borrowed */
  guint column;
  gboolean is_behind; /* of a column that goes behind that one */
} CertplanHeadName;

/* (transfer full): full-width forms plain, blanks at the ends away, ASCII letters small. */
char *_certplan_head_fold (const char *text);
/* (transfer full) (element-type CertplanHeadName): of all columns of the type; a column's own name
 * goes before any other column's label or alias. */
GArray *_certplan_head_names_new (const CertplanRecordType *type);
/* Returns: the place of the name that is the folded text; -1 if there is none */
gint _certplan_head_names_find (const GArray *names, const char *folded);
/* The same of a text that may have a unit or another language behind the name.
 * @unit: (out) (transfer full): what stands in brackets behind the name; NULL = nothing does */
gint _certplan_head_names_match (const GArray *names, const char *folded, char **unit);

static inline guint
_certplan_head_names_get_column (const GArray *names, gint name)
{
  return g_array_index (names, CertplanHeadName, name).column;
}
