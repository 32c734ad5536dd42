/* One layer of rules: the shipped data, a folder that mirrors it, or a single tariff file.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include <gio/gio.h>

typedef struct
{
  guint16 number;            /* 0 = shipped */
  char *path;                /* as the user gave it; NULL = the shipped resource */
  gboolean is_file;          /* path is one CSV file */
  GCancellable *cancellable; /* (nullable): ends the wait for a pipe; borrowed */
} CertplanLayer;

/* Returns: (transfer full) (nullable): NULL with a fault added if @path cannot be a layer */
CertplanLayer *_certplan_layer_new (guint16 number, const char *path, CertplanFaults *faults);
void _certplan_layer_free (CertplanLayer *layer);

/* The names in a folder of the layer ("schemes"), sorted by bytes, without hidden ones; empty if
 * the folder is not there, and with a fault, told once, if it cannot be read. Returns:
 * (transfer full) */
char **_certplan_layer_list (const CertplanLayer *layer, const char *folder,
                             CertplanFaults *faults);

/* Adds a fault for each file of a folder of the layer that looks like one of @names (%NULL-ended),
 * and is none. */
void _certplan_layer_check_names (const CertplanLayer *layer, const char *folder,
                                  const char *const *names, CertplanFaults *faults);
/* The bytes of a file of the layer ("schemes/x/tariff.csv"), and the name that faults carry.
 * Returns: (transfer full) (nullable): NULL without a fault if there is no such file, NULL with one
 * if it cannot be read; without one, too, if it was cancelled */
GBytes *_certplan_layer_read (const CertplanLayer *layer, const char *file, char **out_name,
                              CertplanFaults *faults);
