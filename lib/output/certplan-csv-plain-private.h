/* Texts that stand in a CSV file as they are. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* Whether the text, of @length bytes, is written as it stands: begins with a letter, a digit or a
 * Chinese character, does not end with a blank, and holds nothing but printable ASCII that is never
 * in quotes and such characters. FALSE where that is not certain. */
gboolean _certplan_csv_is_plain (const char *text, gsize length);
