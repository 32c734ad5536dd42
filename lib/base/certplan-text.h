/* Texts that come from outside, for a terminal. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * certplan_text_dup_visible:
 * @text: (type filename): any bytes, also no UTF-8; a message that holds a user's value
 *
 * What a terminal shows of @text and never obeys: control characters and bytes that are no UTF-8 as
 * \\xNN, C1 controls, separators of lines, marks of direction and other invisible characters as
 * \\u{N}. Print the messages of errors so: they name values as these were given.
 *
 * Returns: (transfer full): on one line; "" for an empty text
 */
char *certplan_text_dup_visible (const char *text);

G_END_DECLS
