/* JSON strings, for everything that writes JSON. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* Appends @text as a JSON string (RFC 8259); invalid UTF-8 becomes U+FFFD. */
void _certplan_json_append (GString *out, const char *text);
