/* The names nearest to a misspelt one. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* Appends up to three of @names that are near @text (edit distance in bytes, nearest first, then by
 * bytes), as `"a", "b" or "c"`. Appends nothing where none is near. @text is cut at 64 bytes. */
void _certplan_append_nearest (GString *out, const char *text, const char *const *names,
                               gsize n_names);
