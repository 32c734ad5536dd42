/* A file that has no name, or one of its own, until it is whole. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include <glib.h>
#include <sys/types.h>

/* Opens a file for writing in @folder. Where the system can, it has no name at all: a run that is
 * killed leaves nothing. It is locked as long as it or a copy of the descriptor is open, which
 * tells it from what a killed run left: that is replaced.
 * @name: the name that it has where it cannot be without
 * @is_named: (out): whether it has it
 * Returns: a descriptor; -1 with errno set, EBUSY where another run has the name */
int _certplan_temporary_open (const char *folder, const char *name, mode_t mode,
                              gboolean *is_named);

/* Gives the file behind @fd its name; takes no memory. Returns: FALSE with errno set, as above */
gboolean _certplan_temporary_name (int fd, const char *name);

/* A descriptor that cannot be mistaken for a closed standard stream. */
int _certplan_descriptor_move_up (int fd);
