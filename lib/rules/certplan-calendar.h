/* The working calendar's data: what it covers, and further years from holiday files.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * certplan_calendar_dup_check:
 * @rulebook: what was read, with calendars of one's own
 * @out_n_findings: (out) (optional): how many rows make no sense, or are missing
 *
 * What the working calendar covers, and what in it cannot be meant.
 *
 * Returns: (transfer full): the tables coverage (a year each: published or statutory, its days) and
 *   findings
 */
CertplanTables *certplan_calendar_dup_check (CertplanRulebook *rulebook, guint *out_n_findings);

/**
 * certplan_calendar_import:
 * @rulebook: knows the names of holidays
 * @path: (type filename): a .json or .ics file of at most 4 MiB
 * @source: (nullable): the notice that says so; %NULL = what the file says of itself, else its name
 * @is_closed: whether every day of the file is a closing day of one's own, not one of a notice
 * @faults: (nullable): gets every fault of the file
 * @error: %CERTPLAN_TABLE_ERROR, the first fault, or %CERTPLAN_RULES_ERROR_NO_READER
 *
 * JSON: `{"year": 2026, "papers": [...], "days": [{"name": "元旦", "date": "2026-01-01",
 * "isOffDay": true}, ...]}`. iCalendar: all-day events whose titles end with 休 or 班 (also 假期,
 * 放假, 补班, 上班); the end is the day after the last one.
 *
 * Returns: (transfer full): one table with the columns of a calendar file, by date; %NULL with
 *   @error set
 */
CertplanTables *certplan_calendar_import (CertplanRulebook *rulebook, const char *path,
                                          const char *source, gboolean is_closed,
                                          CertplanFaults *faults, GError **error);

G_END_DECLS
