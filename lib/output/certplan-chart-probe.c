/* What the gnuplot on PATH is, and what it can draw. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-chart-private.h"
#include "certplan-chart-program-private.h"
#include <string.h>

static char *
ask (const char *const *argv, const char *script, GCancellable *cancellable)
{
  g_autoptr (GBytes) out = _certplan_chart_run (argv, script, NULL, cancellable, NULL);
  gsize size;

  if (out == NULL)
    return NULL;
  const char *data = g_bytes_get_data (out, &size);
  return g_strstrip (g_strndup (data != NULL ? data : "", size));
}

char *
_certplan_chart_ask_version (GCancellable *cancellable)
{
  static const char *const argv[] = { "gnuplot", "--version", NULL };

  return ask (argv, NULL, cancellable);
}

/* gnuplot lists its terminals with blanks between them. */
gboolean
_certplan_chart_ask_terminal (const char *terminal, GCancellable *cancellable)
{
  static const char *const argv[] = { "gnuplot", "-d", "/dev/stdin", NULL };
  g_autofree char *list = ask (argv, "set print '-'\nprint GPVAL_TERMINALS\n", cancellable);
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", " ", -1);

  return g_strv_contains ((const char *const *)names, terminal);
}
