/* The kinds of charts, each a CertplanFigureDraw. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-figure-private.h"

gint _certplan_gantt_draw (CertplanFigure *figure, GError **error);
gint _certplan_stack_draw (CertplanFigure *figure, GError **error);
gint _certplan_month_calendar_draw (CertplanFigure *figure, GError **error);
gint _certplan_bars_draw (CertplanFigure *figure, GError **error);
gint _certplan_heat_draw (CertplanFigure *figure, GError **error);
gint _certplan_lines_draw (CertplanFigure *figure, GError **error);
gint _certplan_histogram_draw (CertplanFigure *figure, GError **error);
