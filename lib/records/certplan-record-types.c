/* All types of records by name, and what their checks share.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-record-types-private.h"
#include "certplan-nearest-private.h"
#include "certplan-record-files.h"
#include "certplan-rulebook-private.h"
#include <string.h>

/* By the people who keep them: the register's holder first, then offices, then finance. */
static const CertplanRecordType *const types[] = {
  &_certplan_register_type,   &_certplan_cases_type,    &_certplan_events_type,
  &_certplan_plan_type,       &_certplan_profile_type,  &_certplan_projects_type,
  &_certplan_bodies_type,     &_certplan_regions_type,  &_certplan_reviewers_type,
  &_certplan_panels_type,     &_certplan_arrivals_type, &_certplan_effort_type,
  &_certplan_renewal_type,    &_certplan_passage_type,  &_certplan_filings_type,
  &_certplan_charges_type,    &_certplan_payments_type, &_certplan_decisions_type,
  &_certplan_agreements_type, &_certplan_applied_type,  &_certplan_ledger_type,
  &_certplan_exclusions_type, &_certplan_fees_type,     &_certplan_accounts_type,
};

guint
certplan_record_types_get_n (void)
{
  return G_N_ELEMENTS (types);
}

const char *
certplan_record_types_get_name (guint i)
{
  g_return_val_if_fail (i < G_N_ELEMENTS (types), NULL);

  return types[i]->name;
}

const char *
certplan_record_types_get_help (const char *name)
{
  const CertplanRecordType *type = _certplan_record_type_find (name, NULL);

  return type != NULL ? type->help : NULL;
}

static void
set_unknown (const char *name, GError **error)
{
  const char *names[G_N_ELEMENTS (types)];
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    names[i] = types[i]->name;
  _certplan_append_nearest (text, name, names, G_N_ELEMENTS (names));
  if (text->len == 0)
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", names[i]);
  g_autoptr (GString) shown = g_string_new (NULL);
  _certplan_text_append_visible (shown, name, _CERTPLAN_SHOWN_CHARACTERS);
  g_set_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_NAME,
               _ ("no record is named \"%s\"; wanted %s"), shown->str, text->str);
}

const CertplanRecordType *
_certplan_record_type_find (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i]->name, name))
      return types[i];
  set_unknown (name, error);
  return NULL;
}

void
_certplan_row_refuse (CertplanRowCheck *check, const char *column, const char *what,
                      const char *wanted)
{
  const CertplanRecordType *type = _certplan_records_get_type (check->records);
  g_autofree char *text = g_strconcat (column, ": ", what, NULL);

  for (guint i = 0; i < type->n_columns; i++)
    if (g_str_equal (type->columns[i].name, column))
      {
        _certplan_row_fault (check, i, text, wanted);
        return;
      }
  g_return_if_reached ();
}

void
_certplan_row_check_order (CertplanRowCheck *check, CertplanDate from, CertplanDate to,
                           const char *column)
{
  if (from == CERTPLAN_DATE_NONE || to == CERTPLAN_DATE_NONE || to >= from)
    return;
  g_autofree char *first = certplan_date_format (from);
  g_autofree char *wanted = g_strdup_printf (_ ("%s or later"), first);
  _certplan_row_refuse (check, column, _ ("too early"), wanted);
}

void
_certplan_row_check_kind (CertplanRowCheck *check, guint16 qualification, guint32 *kind)
{
  /* Types with qualifications are loaded with a rulebook as the resolver's data, and no other. */
  const CertplanRulebook *rulebook = _certplan_records_get_resolver (check->records)->data;
  const char *text = _certplan_records_text (check->records, *kind);
  const char *name
      = text != NULL ? certplan_rulebook_check_kind (rulebook, qualification, text, NULL) : NULL;

  if (text == NULL || (name != NULL && strcmp (name, text) == 0))
    return;
  const guint32 number = name != NULL ? _certplan_row_intern (check, name) : 0;
  if (number != 0)
    {
      *kind = number;
      return;
    }
  g_autofree char *kinds = _certplan_rulebook_list_kinds (rulebook, qualification);
  _certplan_row_refuse (check, "kind", _ ("unknown kind of application"), kinds);
}
