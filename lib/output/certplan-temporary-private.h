/* A file that has no name, or a hidden one, until it is whole. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include <glib.h>
#include <sys/types.h>

/* Opens a file for writing where @path lies, so that a rename stays within the file system. Where
 * the system can, it has no name at all: a run that is killed leaves nothing.
 * @name: (out) (nullable): its name, where it has one
 * Returns: a descriptor; -1 with errno set */
int _certplan_temporary_open (const char *path, mode_t mode, char **name);

/* Gives the file behind @fd a name beside @path. Returns: (transfer full) (nullable): NULL with
 * errno set */
char *_certplan_temporary_name (int fd, const char *path);

/* A descriptor that cannot be mistaken for a closed standard stream. */
int _certplan_descriptor_move_up (int fd);
