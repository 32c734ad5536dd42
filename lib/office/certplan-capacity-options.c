/* What if: more people, fewer bodies, more work. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-data-private.h"
#include "certplan-private.h"
#include "certplan-what-if-private.h"
#include <string.h>

G_DEFINE_BOXED_TYPE (CertplanCapacityOptions, certplan_capacity_options,
                     certplan_capacity_options_ref, certplan_capacity_options_unref)

#define MAX_DAYS 1000000
#define MAX_GROWTH 10000

static void
addition_clear (gpointer data)
{
  CertplanAddition *addition = data;
  g_free (addition->name);
  g_free (addition->text);
  g_free (addition->region);
}

CertplanCapacityOptions *
certplan_capacity_options_new (void)
{
  CertplanCapacityOptions *options = g_atomic_rc_box_new0 (CertplanCapacityOptions);
  options->additions = g_array_new (FALSE, TRUE, sizeof (CertplanAddition));
  g_array_set_clear_func (options->additions, addition_clear);
  options->left_out = g_ptr_array_new_with_free_func (g_free);
  return options;
}

CertplanCapacityOptions *
certplan_capacity_options_ref (CertplanCapacityOptions *options)
{
  return g_atomic_rc_box_acquire (options);
}

static void
options_clear (gpointer data)
{
  CertplanCapacityOptions *options = data;
  g_array_unref (options->additions);
  g_ptr_array_unref (options->left_out);
}

void
certplan_capacity_options_unref (CertplanCapacityOptions *options)
{
  g_atomic_rc_box_release_full (options, options_clear);
}

static gboolean
refuse (GError **error, const char *format, const char *text)
{
  return _certplan_refuse (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_WHAT_IF, format,
                           text);
}

static gboolean
read_class (CertplanAddition *addition, const char *value, GError **error)
{
  CertplanBodyClass found;
  if (!_certplan_body_class_find (value, &found))
    {
      g_autoptr (GString) words = g_string_new (NULL);
      _certplan_body_classes_append (words);
      g_autofree char *format
          = g_strdup_printf (_ ("class: \"%%s\" is no class of bodies; wanted %s"), words->str);
      return refuse (error, format, value);
    }
  addition->body_class = found.body_class;
  addition->class_name = found.name;
  addition->resource = found.resources[CERTPLAN_REVIEWER_REVIEWER];
  return TRUE;
}

static gboolean
read_from (CertplanAddition *addition, const char *value, GError **error)
{
  CertplanDate day;
  g_autofree char *whole = g_strconcat (value, "-01", NULL);
  gint year, month;
  if (!certplan_date_parse (strlen (value) <= strlen ("2026-05") ? whole : value, &day, NULL))
    return refuse (error, _ ("from: \"%s\" is no month; wanted one as 2026-05"), value);
  certplan_date_get_ymd (day, &year, &month, NULL);
  addition->from = certplan_date_new (year, month, 1);
  return TRUE;
}

static gboolean
read_days (CertplanAddition *addition, const char *value, GError **error)
{
  gint64 days;
  if (!g_ascii_string_to_signed (value, 10, 1, MAX_DAYS, &days, NULL))
    return refuse (error, _ ("days: \"%s\"; wanted 1 to 1000000 person-days a month"), value);
  addition->ticks = days * CERTPLAN_TICKS_PER_DAY;
  return TRUE;
}

static gboolean
read_part (CertplanAddition *addition, const char *name, const char *value, GError **error)
{
  if (g_str_equal (name, "class"))
    return read_class (addition, value, error);
  if (g_str_equal (name, "from"))
    return read_from (addition, value, error);
  if (g_str_equal (name, "days"))
    return read_days (addition, value, error);
  if (!g_str_equal (name, "region"))
    return refuse (
        error, _ ("\"%s\" is no part of people to add; wanted class, region, from, days"), name);
  g_free (addition->region);
  addition->region = g_strdup (value);
  return TRUE;
}

gboolean
certplan_capacity_options_add (CertplanCapacityOptions *options, const char *text, GError **error)
{
  g_return_val_if_fail (options != NULL && text != NULL, FALSE);

  CertplanAddition addition = { .from = CERTPLAN_DATE_NONE };
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  gboolean is_good = TRUE;
  for (char **part = parts; is_good && *part != NULL; part++)
    {
      char *equals = strchr (*part, '=');
      if (equals == NULL)
        is_good = refuse (
            error, _ ("\"%s\" is not NAME=VALUE, as class=one,region=North,from=2026-05,days=20"),
            *part);
      else
        {
          *equals = '\0';
          is_good = read_part (&addition, g_strstrip (*part), g_strstrip (equals + 1), error);
        }
    }
  if (is_good && (addition.resource == NULL || addition.ticks == 0))
    is_good = refuse (error, _ ("\"%s\" lacks a class or days, as class=one,days=20"), text);
  if (!is_good)
    {
      addition_clear (&addition);
      return FALSE;
    }
  addition.name = g_strdup_printf ("added-%u", options->additions->len + 1);
  addition.text = g_strdup (text);
  g_array_append_val (options->additions, addition);
  return TRUE;
}

gboolean
certplan_capacity_options_set_growth (CertplanCapacityOptions *options, const char *text,
                                      GError **error)
{
  g_return_val_if_fail (options != NULL && text != NULL, FALSE);

  g_autofree char *number = g_strdup (text);
  gint64 growth;
  g_strstrip (number);
  if (g_str_has_suffix (number, "%"))
    number[strlen (number) - 1] = '\0';
  if (!g_ascii_string_to_signed (number[0] == '+' ? number + 1 : number, 10, -100, MAX_GROWTH,
                                 &growth, NULL))
    return refuse (error, _ ("\"%s\" is no growth; wanted one as 30%% or -10%%"), text);
  options->growth = (gint32)growth;
  return TRUE;
}

void
certplan_capacity_options_leave_out (CertplanCapacityOptions *options, const char *body)
{
  g_return_if_fail (options != NULL && body != NULL);

  g_ptr_array_add (options->left_out, g_strdup (body));
}

/* As a thing of the office */

static gboolean
check_left_out (const CertplanCapacityOptions *options, const CertplanOffice *office,
                GError **error)
{
  const GPtrArray *left_out = options->left_out;

  for (guint i = 0; i < left_out->len; i++)
    if (_certplan_office_find_body (office, g_ptr_array_index (left_out, i)) == 0)
      return _certplan_refuse (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_WHAT_IF,
                               _ ("\"%s\" is no body of this office; wanted one of bodies.csv"),
                               g_ptr_array_index (left_out, i));
  return TRUE;
}

static gboolean
check_region (const CertplanOffice *office, const char *region, GError **error)
{
  g_autoptr (GString) nearest = g_string_new (NULL);

  if (region == NULL || _certplan_regions_find (office->regions, region) != 0)
    return TRUE;
  _certplan_regions_append_nearest (office->regions, region, nearest);
  if (nearest->len == 0)
    g_string_append (nearest, _ ("a province, or a region of regions.csv"));
  g_autoptr (GString) format = g_string_new (_ ("region: \"%s\" is no region; wanted "));
  for (const char *at = nearest->str; *at != '\0'; at++)
    g_string_append (format, *at == '%' ? "%%" : (const char[]){ *at, '\0' });
  return _certplan_refuse (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_WHAT_IF, format->str,
                           region);
}

gboolean
_certplan_what_if_check (const CertplanCapacityOptions *options, const CertplanOffice *office,
                         GError **error)
{
  const GArray *additions = options->additions;

  for (guint i = 0; i < additions->len; i++)
    if (!check_region (office, g_array_index (additions, CertplanAddition, i).region, error))
      return FALSE;
  return check_left_out (options, office, error);
}

CertplanTerm
_certplan_addition_make_term (const CertplanAddition *addition, const CertplanOffice *office)
{
  return (CertplanTerm){ .from = addition->from != CERTPLAN_DATE_NONE ? addition->from : G_MININT32,
                         .to = G_MAXINT32,
                         .body_class = addition->body_class,
                         .region = addition->region != NULL
                                       ? _certplan_regions_find (office->regions, addition->region)
                                       : 0 };
}

gboolean
_certplan_what_if_is_left_out (const CertplanCapacityOptions *options, const char *body)
{
  for (guint i = 0; i < options->left_out->len; i++)
    if (g_str_equal (g_ptr_array_index (options->left_out, i), body))
      return TRUE;
  return FALSE;
}
