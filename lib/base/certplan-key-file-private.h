/* A key file that knows where its keys stand: GKeyFile does not tell.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"

typedef struct
{
  char *file;
  guint line;
  guint layer; /* how many were added before it */
} CertplanKeyPlace;

/* May grow layer by layer, key by key. */
typedef struct
{
  GQuark domain; /* of its faults, and their code */
  gint code;
  GKeyFile *keys;     /* all layers, later ones on top */
  GHashTable *places; /* "group\nkey" or "group" -> CertplanKeyPlace */
  guint n_layers;
} CertplanKeyFile;

CertplanKeyFile *_certplan_key_file_new (GQuark domain, gint code);
void _certplan_key_file_free (CertplanKeyFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanKeyFile, _certplan_key_file_free)

/* Reads one layer on top of what was read before. FALSE: faults were added, for what GKeyFile takes
 * without a word too: groups and keys that are there twice, control characters. */
gboolean _certplan_key_file_add (CertplanKeyFile *file, const char *file_name, GBytes *bytes,
                                 CertplanFaults *faults);
/* Where a key stands, else its group (@key NULL: the group); NULL if neither is there. */
const CertplanKeyPlace *_certplan_key_file_find (const CertplanKeyFile *file, const char *group,
                                                 const char *key);
/* Adds a fault of that place. */
void _certplan_key_file_fault (const CertplanKeyFile *file, CertplanFaults *faults,
                               const char *group, const char *key, const char *what,
                               const char *value, const char *wanted);
