/* JSON of plain texts. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * certplan_json_from_strv:
 * @texts: (array zero-terminated=1): UTF-8
 *
 * Writes texts as a JSON array.
 *
 * Returns: (transfer full): `["a","b"]`, with everything escaped that must be
 */
char *certplan_json_from_strv (const char *const *texts);

G_END_DECLS
