/* The bodies of an office in the simulation: their classes by day. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 *
 * A case is counted under the class that its body had on the day on which it was given to it. */
#include "certplan-office-data-private.h"
#include "certplan-private.h"
#include "certplan-sim-office-private.h"
#include "certplan-what-if-private.h"

/* Returns: (nullable): what is added for the sake of argument; NULL of a body of the office */
static const CertplanAddition *
get_addition (const SimOffice *sim, guint body)
{
  return body < sim->office->bodies->len
             ? NULL
             : &g_array_index (sim->what_if->additions, CertplanAddition,
                               body - sim->office->bodies->len);
}

/* The name of the class that the body has on @day: of several terms in force the one that may do
 * most (class one before class two); where none is in force, the one that ended last; before the
 * first one that. */
static const char *
find_class_name (const SimOffice *sim, guint body, CertplanDate day)
{
  const CertplanRecords *rows = certplan_office_records_get (sim->office->records, "bodies");
  if (get_addition (sim, body) != NULL)
    return get_addition (sim, body)->class_name;
  const GArray *terms = _certplan_office_get_body (sim->office, body)->terms;
  const CertplanTerm *best = NULL;
  for (guint i = 0; i < terms->len; i++)
    {
      const CertplanTerm *term = &g_array_index (terms, CertplanTerm, i);
      const gboolean is_in_force = term->from <= day && day <= term->to;
      const gboolean was_best = best != NULL && best->from <= day && day <= best->to;
      if (best == NULL || (is_in_force && !was_best)
          || (is_in_force && term->body_class < best->body_class)
          || (!is_in_force && !was_best && term->to < day && term->to > best->to))
        best = term;
    }
  CertplanBodyClass found;
  const char *word
      = best != NULL
            ? certplan_records_get_text (rows, certplan_body_get (rows, best->row)->body_class)
            : NULL;
  return word != NULL && _certplan_body_class_find (word, &found) ? found.name : NULL;
}

guint
_certplan_sim_office_get_tag (SimOffice *sim, guint body, CertplanDate day)
{
  const char *class_name = find_class_name (sim, body, day);
  g_autofree char *tag
      = class_name != NULL ? g_strconcat ("body/", class_name, NULL) : g_strdup ("body/");
  return _certplan_sim_add_tag (sim->model, tag);
}

static gint
compare_days (gconstpointer a, gconstpointer b)
{
  return *(const CertplanDate *)a - *(const CertplanDate *)b;
}

/* The first day of the simulation, and each one on which a term begins or has ended. */
static GArray *
list_days (const SimOffice *sim, guint body)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (CertplanDate));
  g_array_append_val (days, sim->start);
  if (get_addition (sim, body) != NULL)
    return days;
  const GArray *terms = _certplan_office_get_body (sim->office, body)->terms;
  for (guint i = 0; i < terms->len; i++)
    {
      const CertplanTerm *term = &g_array_index (terms, CertplanTerm, i);
      if (term->from > sim->start)
        g_array_append_val (days, term->from);
      if (term->to >= sim->start && term->to != G_MAXINT32)
        {
          const CertplanDate next = term->to + 1;
          g_array_append_val (days, next);
        }
    }
  g_array_sort (days, compare_days);
  return days;
}

void
_certplan_sim_office_set_tags (SimOffice *sim, guint number, guint body)
{
  g_autoptr (GArray) days = list_days (sim, body);
  CertplanSimStage *stage = _certplan_sim_stage (sim->model, number);
  g_clear_pointer (&stage->tags, g_array_unref);
  stage->tags = g_array_new (FALSE, FALSE, sizeof (CertplanSimChange));
  for (guint i = 0; i < days->len; i++)
    {
      const CertplanDate day = g_array_index (days, CertplanDate, i);
      const CertplanSimChange change = { (gint64)(day - sim->start) * CERTPLAN_TICKS_PER_DAY,
                                         (gint)_certplan_sim_office_get_tag (sim, body, day) };
      g_array_append_val (stage->tags, change);
    }
}

static gint
compare_terms (gconstpointer a, gconstpointer b)
{
  const gint32 x = (*(const CertplanTerm *const *)a)->body_class; /* G_MININT32 = none */
  const gint32 y = (*(const CertplanTerm *const *)b)->body_class;
  return (x > y) - (x < y);
}

void
_certplan_sim_office_add_tags (SimOffice *sim, const char *resource)
{
  const CertplanRecords *rows = certplan_office_records_get (sim->office->records, "bodies");
  g_autoptr (GPtrArray) terms = g_ptr_array_new ();
  for (guint b = 0; b < sim->office->bodies->len; b++)
    {
      const CertplanOfficeBody *body = _certplan_office_get_body (sim->office, b);
      if (body->resources == NULL || body->resources[CERTPLAN_REVIEWER_REVIEWER] != resource)
        continue;
      for (guint i = 0; i < body->terms->len; i++)
        g_ptr_array_add (terms, &g_array_index (body->terms, CertplanTerm, i));
    }
  g_ptr_array_sort (terms, compare_terms);
  _certplan_sim_add_tag (sim->model, "body/");
  for (guint i = 0; i < terms->len; i++)
    {
      const CertplanTerm *term = terms->pdata[i];
      CertplanBodyClass found;
      if (!_certplan_body_class_find (
              certplan_records_get_text (rows, certplan_body_get (rows, term->row)->body_class),
              &found))
        continue;
      g_autofree char *tag = g_strconcat ("body/", found.name, NULL);
      _certplan_sim_add_tag (sim->model, tag);
    }
}

/* The last day of all terms; G_MAXINT32 = there is none. */
static CertplanDate
find_last_day (const CertplanOfficeBody *body)
{
  CertplanDate last = G_MININT32;
  for (guint i = 0; i < body->terms->len; i++)
    last = MAX (last, g_array_index (body->terms, CertplanTerm, i).to);
  return last;
}

/* Whether a stage of the model is closed some day because the body's people are gone. */
static gboolean
is_closed (const SimOffice *sim, guint body)
{
  for (guint s = 0; s < sim->model->stages->len; s++)
    {
      const CertplanSimStage *stage = _certplan_sim_stage (sim->model, s);
      const guint64 *mask
          = stage->closes <= sim->model->cutoff
                ? _certplan_sim_resource (sim->model, stage->needs[0].resource)->mask
                : NULL;
      for (guint u = 0; mask != NULL && u < sim->people->len; u++)
        if ((mask[u / 64] >> u % 64 & 1) != 0
            && g_array_index (sim->people, SimPerson, u).body == body)
          return TRUE;
    }
  return FALSE;
}

void
_certplan_sim_office_tell_ends (SimOffice *sim)
{
  for (guint b = 0; b < sim->office->bodies->len; b++)
    {
      const CertplanOfficeBody *body = _certplan_office_get_body (sim->office, b);
      const CertplanDate last = find_last_day (body);
      if (!is_closed (sim, b))
        continue;
      if (last - sim->start >= sim->n_days)
        {
          _certplan_sim_office_tell (sim, "finding.sim_nobody_left", body->name, NULL, NULL);
          continue;
        }
      g_autofree char *day = certplan_date_format (last);
      _certplan_sim_office_tell (sim, "finding.sim_body_ends", body->name, NULL, day);
    }
}

guint
_certplan_sim_office_get_barred (const SimOffice *sim, const CertplanApplication *application)
{
  return _certplan_routing_find_exclusion (sim->office->rulebook, application->handle,
                                           "evaluation_body", "consulting_body",
                                           sim->office->months[0])
                 != NULL
             ? application->consultant
             : 0;
}

/* How many bodies may evaluate it; @out_body: the place of the last one of them. */
static guint
count_may (const SimOffice *sim, const SimOfficeClass *class,
           const CertplanApplication *application, guint *out_body)
{
  const guint barred = _certplan_sim_office_get_barred (sim, application);
  guint n = 0;
  for (guint i = 0; i < class->candidates->len; i++)
    {
      const guint body = g_array_index (class->candidates, guint, i);
      if (body + 1 == barred)
        continue;
      *out_body = body;
      n++;
    }
  return n;
}

/* Whether a body has a part in it from @step on. */
static gboolean
is_reviewed (const SimOfficeClass *class, guint step)
{
  return class->body_to >= 0 && (gint)step <= class->body_to;
}

gboolean
_certplan_sim_office_is_refused (const SimOffice *sim, const SimOfficeClass *class,
                                 const CertplanApplication *application, guint step)
{
  if (application->body == 0 || !is_reviewed (class, step))
    return FALSE;
  if (application->body == _certplan_sim_office_get_barred (sim, application))
    return TRUE;
  for (guint i = 0; i < class->candidates->len; i++)
    if (g_array_index (class->candidates, guint, i) + 1 == application->body)
      return FALSE;
  return TRUE;
}

const char *
_certplan_sim_office_get_body_name (const SimOffice *sim, const SimOfficeClass *class,
                                    const CertplanApplication *application, guint step)
{
  guint body;
  if (!_certplan_sim_office_is_refused (sim, class, application, step))
    return application->body != 0
               ? _certplan_office_get_body (sim->office, application->body - 1)->name
               : "";
  if (count_may (sim, class, application, &body) != 1)
    return "";
  return get_addition (sim, body) != NULL ? get_addition (sim, body)->name
                                          : _certplan_office_get_body (sim->office, body)->name;
}

/* What follows from the rules, and is no assumption. */
static void
tell_computed (SimOffice *sim, const char *key, const char *subject, const char *qualification,
               const char *detail)
{
  const guint n = sim->findings->len;
  _certplan_sim_office_tell (sim, key, subject, qualification, detail);
  if (sim->findings->len > n)
    g_array_index (sim->findings, CertplanOfficeFinding, n).source = "computed";
}

void
_certplan_sim_office_tell_open (SimOffice *sim, const SimOfficeClass *class,
                                const CertplanApplication *application, guint step,
                                const char *name)
{
  const char *qualification
      = certplan_rulebook_get_qualification (sim->office->rulebook, application->handle);
  guint body;
  const guint n = count_may (sim, class, application, &body);
  g_autofree char *number = g_strdup_printf ("%u", n);
  if (!is_reviewed (class, step))
    return;
  if (_certplan_sim_office_is_refused (sim, class, application, step))
    tell_computed (sim, n > 0 ? "finding.sim_refused" : "finding.sim_refused_by_all", name,
                   qualification, number);
  else if (n == 0)
    tell_computed (sim, "finding.sim_nobody_may", name, qualification, NULL);
}

void
_certplan_sim_office_tell_unserved (SimOffice *sim, guint region, gdouble cases)
{
  const gint64 millionths = (gint64)(cases * CERTPLAN_MILLION + 0.5);
  g_autofree char *n = _certplan_workload_format_count (millionths);
  const char *name
      = region != 0 ? _certplan_regions_get_name (sim->office->regions, region) : "region_unknown";
  if (millionths > 0)
    tell_computed (sim, "finding.sim_unserved", name, NULL, n);
}

void
_certplan_sim_office_tell_regions (SimOffice *sim)
{
  const GArray *findings = sim->workload->findings;
  for (guint i = 0; i < findings->len; i++)
    {
      CertplanOfficeFinding finding = g_array_index (findings, CertplanOfficeFinding, i);
      if (finding.key == NULL || !g_str_has_prefix (finding.key, "finding.unknown_region"))
        continue;
      finding.subject = g_intern_string (finding.subject);
      finding.finding = g_strdup (finding.finding);
      g_array_append_val (sim->findings, finding);
    }
}
