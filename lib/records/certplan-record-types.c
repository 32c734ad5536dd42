/* All types of records by name, and what their checks share.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-record-types-private.h"
#include "certplan-nearest-private.h"
#include "certplan-record-files.h"
#include "certplan-rule-formats-private.h"
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

const CertplanRecordType *const *
_certplan_record_types_get (guint *n_types)
{
  *n_types = G_N_ELEMENTS (types);
  return types;
}

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
  const CertplanRecordType *type = _certplan_file_format_find (name, NULL);

  return type != NULL ? type->help : NULL;
}

/* @n_names: of records alone, or of all files */
static void
set_unknown (const char *name, guint n_names, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree const char **names = g_new (const char *, n_names);

  for (guint i = 0; i < n_names; i++)
    names[i] = certplan_file_formats_get_name (i);
  _certplan_append_nearest (text, name, names, n_names);
  if (text->len == 0)
    for (guint i = 0; i < n_names; i++)
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
  set_unknown (name, G_N_ELEMENTS (types), error);
  return NULL;
}

guint
certplan_file_formats_get_n (void)
{
  return G_N_ELEMENTS (types) + _certplan_rule_formats_get_n ();
}

const char *
certplan_file_formats_get_name (guint i)
{
  g_return_val_if_fail (i < certplan_file_formats_get_n (), NULL);

  return i < G_N_ELEMENTS (types) ? types[i]->name
                                  : _certplan_rule_formats_get (i - G_N_ELEMENTS (types)).name;
}

const CertplanRecordType *
_certplan_file_format_find (const char *name, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i]->name, name))
      return types[i];
  for (guint i = 0; i < _certplan_rule_formats_get_n (); i++)
    {
      const CertplanRuleFormat format = _certplan_rule_formats_get (i);
      if (g_str_equal (format.name, name) || g_str_equal (format.type->name, name))
        return format.type;
    }
  set_unknown (name, certplan_file_formats_get_n (), error);
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
  const guint64 both = (guint64)qualification << 32 | *kind;
  if (both == *check->last_good) /* as in the row before */
    return;
  /* Types with qualifications are loaded with a rulebook as the resolver's data, and no other. */
  const CertplanRulebook *rulebook = _certplan_records_get_resolver (check->records)->data;
  const char *text = _certplan_records_text (check->records, *kind);
  const char *name
      = text != NULL ? certplan_rulebook_check_kind (rulebook, qualification, text, NULL) : NULL;

  if (name != NULL && strcmp (name, text) == 0)
    *check->last_good = both;
  if (text == NULL || both == *check->last_good)
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
