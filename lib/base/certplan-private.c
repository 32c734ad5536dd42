/* Message translation for the whole library. SPDX-License-Identifier: LGPL-2.1-or-later */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "certplan-private.h"

#ifdef ENABLE_NLS
#include <libintl.h>

static gpointer
bind_domain (gpointer unused)
{
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  /* GLib texts are UTF-8 whatever the locale's own encoding is. */
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  return NULL;
}
#endif

const char *
_certplan_gettext (const char *message)
{
#ifdef ENABLE_NLS
  static GOnce bound = G_ONCE_INIT;

  if (message[0] == '\0') /* gettext answers "" with the catalogue's header */
    return message;
  g_once (&bound, bind_domain, NULL);
  return dgettext (GETTEXT_PACKAGE, message);
#else
  return message;
#endif
}
