/* Which character separates cells. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

#define CERTPLAN_FULL_WIDTH_COMMA "\xef\xbc\x8c"

/* @text: the beginning of a file, as UTF-8
 * @is_all: there is no more
 * @comments: lines that begin with # do not count
 *
 * The one among , ; and tab that stands equally often, and at least once, outside quotes in each of
 * the first rows; a comma where several do. Where none does: the one that the first row has most
 * of.
 *
 * @full_width_comma: where the first row's only separators are full-width commas, the first of
 * them; else not touched
 * Returns: a comma where no row has a separator */
char _certplan_delimiter_detect (const char *text, gsize n, gboolean is_all, gboolean comments,
                                 const char **full_width_comma);

/* Whether @text begins with a line like `sep=;`, as spreadsheets write for each other.
 * Returns: its length with the line's end; 0 if there is none */
gsize _certplan_delimiter_find_line (const char *text, gsize n, char *delimiter);
