/* The bodies of an office, and what they may do when. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-data-private.h"
#include "certplan-faults-private.h"
#include "certplan-nearest-private.h"
#include "certplan-office-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"

static void
refuse (const CertplanRecords *rows, guint i, const char *column, const char *what,
        const char *value, const char *wanted, CertplanFaults *faults)
{
  _certplan_records_fault_cell (rows, faults, i, column, CERTPLAN_TABLE_ERROR_VALUE, what, value,
                                wanted);
}

static gint
compare_terms (gconstpointer a, gconstpointer b)
{
  const CertplanTerm *x = a, *y = b;
  if (x->region != y->region)
    return x->region < y->region ? -1 : 1;
  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

/* The later row of two counts from its first day on; that both state a term for one day is a fault.
 */
static void
join_terms (const CertplanRecords *rows, GArray *terms, CertplanFaults *faults)
{
  g_array_sort (terms, compare_terms);
  for (guint i = 0; i + 1 < terms->len; i++)
    {
      CertplanTerm *term = &g_array_index (terms, CertplanTerm, i);
      const CertplanTerm *next = term + 1;
      if (next->region != term->region || next->from > term->to)
        continue;
      if (next->from > term->from && term->to == G_MAXINT32)
        {
          term->to = next->from - 1;
          continue;
        }
      g_autofree char *wanted = g_strdup_printf (_ ("a term that does not meet that of line %u"),
                                                 certplan_records_get_line (rows, term->row));
      g_autofree char *from
          = certplan_date_format (next->from == G_MININT32 ? CERTPLAN_DATE_NONE : next->from);
      refuse (rows, next->row, "valid_from",
              _ ("valid_from: the body has another row for that day and region"), from, wanted,
              faults);
    }
}

static CertplanOfficeBody *
find_or_add_body (CertplanOffice *office, const char *name)
{
  const guint place = _certplan_office_find_body (office, name);
  if (place != 0)
    return &g_array_index (office->bodies, CertplanOfficeBody, place - 1);
  const CertplanOfficeBody body
      = { name, NULL, NULL, g_array_new (FALSE, FALSE, sizeof (CertplanTerm)) };
  g_array_append_val (office->bodies, body);
  g_hash_table_insert (office->body_places, (gpointer)name, GUINT_TO_POINTER (office->bodies->len));
  return &g_array_index (office->bodies, CertplanOfficeBody, office->bodies->len - 1);
}

/* Returns: FALSE with a fault if the region is not known */
static gboolean
find_region (CertplanOffice *office, const CertplanRecords *rows, guint i, guint *region,
             CertplanFaults *faults)
{
  const char *text = certplan_records_get_text (rows, certplan_body_get (rows, i)->region);
  *region = text != NULL ? _certplan_regions_find (office->regions, text) : 0;
  if (text == NULL || *region != 0)
    return TRUE;
  g_autoptr (GString) wanted = g_string_new (NULL);
  if (!_certplan_faults_is_full (faults))
    _certplan_regions_append_nearest (office->regions, text, wanted);
  if (wanted->len == 0)
    g_string_append (wanted, _ ("a province, or a region of regions.csv"));
  refuse (rows, i, "region", _ ("region: no such region"), text, wanted->str, faults);
  return FALSE;
}

/* The people of a body give the time of one resource a role, so all its classes must agree. */
static void
set_class (CertplanOfficeBody *body, const CertplanRecords *rows, guint i,
           const CertplanBodyClass *found, CertplanFaults *faults)
{
  const char *const resource = found->resources[CERTPLAN_REVIEWER_REVIEWER];
  if (body->resources == NULL)
    {
      body->resources = g_memdup2 (found->resources, sizeof found->resources);
      body->class_name = found->name;
    }
  else if (body->resources[CERTPLAN_REVIEWER_REVIEWER] != resource)
    refuse (rows, i, "class", _ ("class: the body does other work by an earlier row"), found->name,
            body->class_name, faults);
}

static void
read_row (CertplanOffice *office, const CertplanRecords *rows, guint i, CertplanFaults *faults)
{
  const CertplanBody *row = certplan_body_get (rows, i);
  CertplanOfficeBody *body = find_or_add_body (office, certplan_records_get_text (rows, row->body));
  const char *word = certplan_records_get_text (rows, row->body_class);
  CertplanBodyClass found;
  CertplanTerm term = {
    .from = row->valid_from != CERTPLAN_DATE_NONE ? row->valid_from : G_MININT32,
    .to = row->valid_to != CERTPLAN_DATE_NONE ? row->valid_to : G_MAXINT32,
    .row = i,
  };
  const gboolean is_known = _certplan_body_class_find (word, &found);
  if (!is_known)
    {
      g_autoptr (GString) words = g_string_new (NULL);
      _certplan_body_classes_append (words);
      refuse (rows, i, "class", _ ("class: no such class of bodies"), word, words->str, faults);
    }
  if (!find_region (office, rows, i, &term.region, faults) || !is_known)
    return;
  set_class (body, rows, i, &found, faults);
  term.body_class = found.body_class;
  office->is_named[term.region] = TRUE;
  g_array_append_val (body->terms, term);
}

void
_certplan_office_read_bodies (CertplanOffice *office, CertplanFaults *faults)
{
  const CertplanRecords *rows = certplan_office_records_get (office->records, "bodies");
  const guint n = rows != NULL ? certplan_records_get_n (rows) : 0;
  for (guint i = 0; i < n; i++)
    read_row (office, rows, i, faults);
  for (guint i = 0; i < office->bodies->len; i++)
    join_terms (rows, _certplan_office_get_body (office, i)->terms, faults);
}

guint
_certplan_office_find_body (const CertplanOffice *office, const char *name)
{
  return name != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (office->body_places, name)) : 0;
}

void
_certplan_office_refuse_body (const CertplanOffice *office, const CertplanRecords *rows, guint i,
                              const char *name, CertplanFaults *faults)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) wanted = g_string_new (NULL);
  for (guint b = 0; b < office->bodies->len && !_certplan_faults_is_full (faults); b++)
    g_ptr_array_add (names, (gpointer)_certplan_office_get_body (office, b)->name);
  _certplan_append_nearest (wanted, name, (const char *const *)names->pdata, names->len);
  if (wanted->len == 0)
    g_string_append (wanted, _ ("a body of bodies.csv"));
  refuse (rows, i, "body", _ ("body: no body of that name"), name, wanted->str, faults);
}
