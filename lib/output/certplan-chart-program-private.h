/* Programs that charts need, run to their end. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <gio/gio.h>

/* Runs @argv, found on PATH: no shell, the same locale everywhere, nothing of gnuplot's own
 * settings from outside. @script: (nullable): what a file says that stands as its standard input.
 * @said: (nullable): what the program said went wrong, on one line that a terminal can show; also
 * on success. @cancellable: (nullable): ends it at once. Returns: (transfer full) (nullable): what
 * it wrote; NULL with CERTPLAN_OUTPUT_ERROR_CHART, which speaks of gnuplot */
GBytes *_certplan_chart_run (const char *const *argv, const char *script, char **said,
                             GCancellable *cancellable, GError **error);
