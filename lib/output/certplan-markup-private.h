/* Texts and pictures inside a page's markup. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* Appends @text as an element's content or a quoted attribute's value: no markup, no control
 * character, nothing that turns the direction of writing (see _certplan_text_append_visible());
 * valid in HTML and in XML. @text: any bytes. */
void _certplan_markup_append (GString *out, const char *text);

/* Appends gnuplot's SVG as an element of a page: only drawing elements and attributes that are
 * known, every id (and what refers to it) behind @prefix and a hyphen, as wide as there is room.
 * Texts ask for fonts with Chinese letters that the usual systems have.
 * @label: what the picture is, for those who cannot see it. @prefix: [a-z-]+
 * Returns: FALSE with CERTPLAN_OUTPUT_ERROR_CHART and @out as it was, if @svg is not well-formed */
gboolean _certplan_markup_append_svg (GString *out, GBytes *svg, const char *prefix,
                                      const char *label, GError **error);
