/* The items of a tariff that are paid for one application.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-tariff-items-private.h"
#include "certplan-private.h"
#include <stdlib.h>
#include <string.h>

#define MOST_INSERTED 16 /* items: quotes have few, and are many */

static gboolean
is_wanted (const CertplanRule *rule, const char *kind, CertplanDate on)
{
  return strcmp (rule->kind, kind) == 0 && _certplan_rule_applies (rule, on);
}

/* No row without a date to choose by, although there are dated ones. */
static gboolean
needs_date (const CertplanRule *rows, guint n_rows, const char *kind, CertplanDate on)
{
  if (on != CERTPLAN_DATE_NONE)
    return FALSE;
  for (guint i = 0; i < n_rows; i++)
    if (strcmp (rows[i].kind, kind) == 0 && !_certplan_rule_applies (&rows[i], on))
      return TRUE;
  return FALSE;
}

CertplanTariffStatus
_certplan_tariff_count (const CertplanRulebook *rulebook, guint handle, const char *kind,
                        CertplanDate on, guint *n_items)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_TARIFF, handle, &n_rows);
  *n_items = 0;
  for (guint i = 0; i < n_rows; i++)
    *n_items += is_wanted (&rows[i], kind, on);
  if (needs_date (rows, n_rows, kind, on))
    return CERTPLAN_TARIFF_NEEDS_DATE;
  return *n_items > 0 ? CERTPLAN_TARIFF_FOUND : CERTPLAN_TARIFF_MISSING;
}

/* Those of one line, of several files, stay as they are. */
static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  const CertplanRule *one = *(const CertplanRule *const *)a;
  const CertplanRule *other = *(const CertplanRule *const *)b;
  return one->line != other->line ? (one->line < other->line ? -1 : 1)
                                  : (one > other) - (one < other);
}

/* Rows of one kind are ordered by item and term; a tariff is shown in the order of its file. */
static void
sort_by_line (const CertplanRule **items, guint n_items)
{
  if (n_items > MOST_INSERTED)
    qsort (items, n_items, sizeof *items, compare_lines);
  for (guint i = 1; i < n_items && n_items <= MOST_INSERTED; i++)
    for (guint j = i; j > 0 && items[j]->line < items[j - 1]->line; j--)
      {
        const CertplanRule *swap = items[j];
        items[j] = items[j - 1];
        items[j - 1] = swap;
      }
}

void
_certplan_tariff_list (const CertplanRulebook *rulebook, guint handle, const char *kind,
                       CertplanDate on, const CertplanRule **items)
{
  guint n_rows, n_items = 0;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_TARIFF, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (is_wanted (&rows[i], kind, on))
      items[n_items++] = &rows[i];
  sort_by_line (items, n_items);
}

/* The named error, with the row that would mend it. */
static void
set_missing (const CertplanRulebook *rulebook, guint handle, const char *kind, CertplanDate on,
             GError **error)
{
  const char *qualification = certplan_rulebook_get_qualification (rulebook, handle);
  g_autofree char *day = certplan_date_format (on);
  g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF,
               _ ("no_published_tariff: no document states a fee for %s %s%s%s; to use one of your "
                  "own, give --rules tariff.csv with\n"
                  "  qualification,kind,item,amount,valid_from,source,clause\n"
                  "  %s,%s,audit_fee,AMOUNT,%s,WHO SAID SO,WHERE"),
               qualification, kind, day[0] != '\0' ? _ (" on ") : "", day, qualification, kind,
               day);
}

void
_certplan_tariff_set_error (const CertplanRulebook *rulebook, guint handle, const char *kind,
                            CertplanDate on, CertplanTariffStatus status, GError **error)
{
  g_return_if_fail (status != CERTPLAN_TARIFF_FOUND);

  if (status == CERTPLAN_TARIFF_MISSING)
    set_missing (rulebook, handle, kind, on, error);
  else
    g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_DATE_NEEDED,
                 _ ("the tariff of %s %s is dated; say for which day it is asked (--on DATE)"),
                 certplan_rulebook_get_qualification (rulebook, handle), kind);
}
