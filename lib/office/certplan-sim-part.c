/* Parts of a run as tables, and parts put together. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A part's rows: first the format, then what it is a part of, what was assumed of an office and the
 * names of the classes, then each figure's number of values, their sum and their sum of squares,
 * then the bins of the histograms. All of it
 * is integers, so it adds up to the same in any order. */
#include "certplan-sim-part-private.h"
#include "certplan-private.h"
#include "certplan-rows.h"
#include "certplan-table-private.h"
#include <string.h>

#define FORMAT "2" /* raised whenever rows mean something else */

static const CertplanColumn columns[] = {
  CERTPLAN_RESULT_COLUMN (SimPartLine, row, NOTE),
  CERTPLAN_RESULT_COLUMN (SimPartLine, measure, NOTE),
  CERTPLAN_RESULT_COLUMN (SimPartLine, subject, NOTE),
  CERTPLAN_RESULT_COLUMN (SimPartLine, place, NOTE),
  CERTPLAN_RESULT_COLUMN (SimPartLine, n, NOTE),
  CERTPLAN_RESULT_COLUMN (SimPartLine, sum, NOTE),
  CERTPLAN_RESULT_COLUMN (SimPartLine, squares, NOTE),
};

/* Writing */

const char *
_certplan_sim_part_keep_number (SimPart *part, guint64 number)
{
  char digits[24];
  g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, number);
  return g_string_chunk_insert_const (part->texts, digits);
}

static const char *
keep_wide (SimPart *part, CertplanWide wide)
{
  char digits[40];
  g_snprintf (digits, sizeof digits, "x%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
              wide.high, wide.low);
  return g_string_chunk_insert (part->texts, digits);
}

static void
add_fact (SimPart *part, const char *row, const char *subject)
{
  const SimPartLine line
      = { .row = row, .subject = g_string_chunk_insert_const (part->texts, subject) };
  g_array_append_val (part->lines, line);
}

/* A sentence is made of words with controls between; a part is text. */
static void
add_findings (SimPart *part, const CertplanSimResult *result)
{
  for (guint i = 0; i < result->findings->len; i++)
    {
      const SimFinding *finding = &g_array_index (result->findings, SimFinding, i);
      g_autofree char *sentence = g_strescape (finding->finding, NULL);
      const SimPartLine line
          = { .row = "finding",
              .measure = g_string_chunk_insert_const (part->texts, finding->source),
              .subject = g_string_chunk_insert_const (part->texts, finding->subject),
              .place = g_string_chunk_insert_const (part->texts, sentence) };
      g_array_append_val (part->lines, line);
    }
}

static void
add_facts (SimPart *part, const CertplanSimResult *result)
{
  g_autofree char *shard = g_strdup_printf ("%u/%u", result->shard, result->n_shards);
  add_fact (part, "format", FORMAT);
  add_fact (part, "version", result->version);
  add_fact (part, "model", result->name);
  add_fact (part, "digest", result->digest);
  add_fact (part, "seed", _certplan_sim_part_keep_number (part, result->seed));
  add_fact (part, "replications", _certplan_sim_part_keep_number (part, result->n_replications));
  add_fact (part, "shard", shard);
  add_fact (part, "target",
            _certplan_sim_part_keep_number (part, (guint64)MAX (result->limit_days[0], 0)));
  add_fact (part, "cap",
            _certplan_sim_part_keep_number (part, (guint64)MAX (result->limit_days[1], 0)));
  if (result->provisional_after != CERTPLAN_DATE_NONE)
    {
      g_autofree char *day = certplan_date_format (result->provisional_after);
      add_fact (part, "provisional", day);
    }
  add_fact (part, "pauses", result->has_pauses ? "1" : "0");
  add_fact (part, "office", result->is_office ? "1" : "0");
  add_findings (part, result);
  for (guint i = 0; i < result->n_classes; i++)
    add_fact (part, "class", result->class_names->pdata[i]);
}

static void
add_figures (SimPart *part, const CertplanSimResult *result)
{
  for (guint i = 0; i < result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (result->metrics, SimMetric, i);
      g_autofree char *month = certplan_date_format (metric->month);
      g_autofree char *place
          = g_strdup_printf (month[0] != '\0' ? "%d/%s" : "%d%s", metric->place, month);
      const SimPartLine line = { "figure",
                                 _certplan_sim_measures[metric->measure],
                                 g_string_chunk_insert_const (part->texts, metric->subject),
                                 g_string_chunk_insert_const (part->texts, place),
                                 _certplan_sim_part_keep_number (part, metric->n),
                                 keep_wide (part, metric->sum),
                                 keep_wide (part, metric->squares) };
      g_array_append_val (part->lines, line);
    }
}

static void
add_bins (SimPart *part, const CertplanSimResult *result)
{
  for (guint h = 0; h < (result->n_classes + 1) * 2; h++)
    for (guint bin = 0; bin < SIM_N_BINS; bin++)
      {
        const guint64 n = result->totals[(gsize)h * SIM_N_BINS + bin];
        const SimPartLine line = { .row = "bin",
                                   .measure = _certplan_sim_part_keep_number (part, h),
                                   .place = _certplan_sim_part_keep_number (part, bin),
                                   .n = _certplan_sim_part_keep_number (part, n) };
        if (n > 0)
          g_array_append_val (part->lines, line);
      }
}

CertplanTable *
_certplan_sim_result_make_part (const CertplanSimResult *result)
{
  SimPart part = { g_array_new (FALSE, FALSE, sizeof (SimPartLine)), g_string_chunk_new (4096) };
  add_facts (&part, result);
  add_figures (&part, result);
  add_bins (&part, result);
  _certplan_sim_part_write_open (&part, result->open);
  return _certplan_table_new_array ("part", columns, G_N_ELEMENTS (columns), part.lines, part.texts,
                                    (GDestroyNotify)g_string_chunk_free);
}

/* Reading */

typedef struct
{
  const char *path;
  CertplanSimResult *result;
  gboolean has_header, has_format;
} Source;

gboolean
_certplan_sim_part_read_number (const char *text, guint64 most, guint64 *number)
{
  return g_ascii_string_to_unsigned (text, 10, 0, most, number, NULL);
}

static gboolean
read_wide (const char *text, CertplanWide *wide)
{
  g_autofree char *high = strlen (text) == 33 ? g_strndup (text + 1, 16) : NULL;
  return high != NULL && text[0] == 'x'
         && g_ascii_string_to_unsigned (high, 16, 0, G_MAXUINT64, &wide->high, NULL)
         && g_ascii_string_to_unsigned (text + 17, 16, 0, G_MAXUINT64, &wide->low, NULL);
}

/* "2/20" */
static gboolean
read_pair (const char *text, guint64 most, guint64 *first, guint64 *second)
{
  g_auto (GStrv) words = g_strsplit (text, "/", 2);
  return g_strv_length (words) == 2 && _certplan_sim_part_read_number (words[0], most, first)
         && _certplan_sim_part_read_number (words[1], most, second);
}

static gboolean
read_fact (CertplanSimResult *result, const char *row, const char *subject)
{
  guint64 number, other;
  if (g_str_equal (row, "version"))
    result->version = result->version != NULL ? result->version : g_strdup (subject);
  else if (g_str_equal (row, "model"))
    result->name = result->name != NULL ? result->name : g_strdup (subject);
  else if (g_str_equal (row, "digest"))
    result->digest = result->digest != NULL ? result->digest : g_strdup (subject);
  else if (g_str_equal (row, "seed"))
    return _certplan_sim_part_read_number (subject, G_MAXUINT64, &result->seed);
  else if (g_str_equal (row, "provisional"))
    return certplan_date_parse (subject, &result->provisional_after, NULL);
  else if (g_str_equal (row, "pauses"))
    result->has_pauses = g_str_equal (subject, "1");
  else if (g_str_equal (row, "office"))
    result->is_office = g_str_equal (subject, "1");
  else if (g_str_equal (row, "replications")
           && _certplan_sim_part_read_number (subject, 1000000, &number))
    result->n_replications = (guint)number;
  else if (g_str_equal (row, "target")
           && _certplan_sim_part_read_number (subject, 1000000, &number))
    result->limit_days[0] = (gint)number;
  else if (g_str_equal (row, "cap") && _certplan_sim_part_read_number (subject, 1000000, &number))
    result->limit_days[1] = (gint)number;
  else if (g_str_equal (row, "shard") && read_pair (subject, 1000000, &number, &other) && number > 0
           && number <= other)
    {
      result->shard = (guint)number;
      result->n_shards = (guint)other;
    }
  else
    return FALSE;
  return TRUE;
}

/* Of an office each class is counted by its level, its kind and its region; and by the classes of
 * bodies. */
#define MAX_NAMES (3 * CERTPLAN_SIM_MAX_CLASSES + CERTPLAN_SIM_MAX_TAGS)

static gboolean
read_class (CertplanSimResult *result, const char *name)
{
  if (result->totals != NULL || result->n_classes == MAX_NAMES)
    return FALSE;
  g_ptr_array_add (result->class_names, g_string_chunk_insert_const (result->texts, name));
  result->n_classes++;
  return TRUE;
}

/* Undoes what keeps a spreadsheet from running a text. */
const char *
_certplan_sim_part_undefuse (const char *cell)
{
  return cell[0] == '\'' && cell[1] != '\0' && strchr ("=+-@", cell[1]) != NULL ? cell + 1 : cell;
}

/* Whether @sum can be that of @n values: each is less than 2^63. */
static gboolean
is_sum_of (CertplanWide sum, guint64 n)
{
  return (sum.high == 0 && sum.low == 0)
         || (sum.high < (guint64)1 << 62 && (sum.high << 1 | sum.low >> 63) < n);
}

static gboolean
read_figure (CertplanSimResult *result, char **cells)
{
  g_auto (GStrv) words = g_strsplit (cells[3], "/", 2);
  CertplanDate month = CERTPLAN_DATE_NONE;
  CertplanWide sum, squares;
  guint64 n, place;
  if (words[0] == NULL || !_certplan_sim_part_read_number (words[0], 1000000, &place)
      || (words[1] != NULL && !certplan_date_parse (words[1], &month, NULL))
      || !_certplan_sim_part_read_number (cells[4], 1000000, &n) || !read_wide (cells[5], &sum)
      || !is_sum_of (sum, n) || !read_wide (cells[6], &squares))
    return FALSE;
  for (guint measure = 0; measure < SIM_N_MEASURES; measure++)
    if (g_str_equal (_certplan_sim_measures[measure], cells[1]))
      {
        const guint i = _certplan_sim_result_add_metric (
            result, measure, _certplan_sim_part_undefuse (cells[2]), (gint)place, month);
        SimMetric *metric = &g_array_index (result->metrics, SimMetric, i);
        metric->n = n;
        metric->sum = sum;
        metric->squares = squares;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_bin (CertplanSimResult *result, char **cells)
{
  guint64 histogram, bin, n;
  if (result->totals == NULL)
    result->totals = g_new0 (guint64, (gsize)(result->n_classes + 1) * 2 * SIM_N_BINS);
  if (!_certplan_sim_part_read_number (cells[1], (result->n_classes + 1) * 2 - 1, &histogram)
      || !_certplan_sim_part_read_number (cells[3], SIM_N_BINS - 1, &bin)
      || !_certplan_sim_part_read_number (cells[4], G_MAXINT64, &n))
    return FALSE;
  result->totals[histogram * SIM_N_BINS + bin] = n;
  return TRUE;
}

static const char *const open_rows[] = { "opened", "open", "body", "often", "day", NULL };

static gboolean
read_row (Source *source, char **cells)
{
  CertplanSimResult *result = source->result;
  if (!source->has_header)
    {
      source->has_header = TRUE;
      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        if (!g_str_equal (cells[i], columns[i].name))
          return FALSE;
      return TRUE;
    }
  if (!source->has_format)
    {
      source->has_format = g_str_equal (cells[0], "format") && g_str_equal (cells[2], FORMAT);
      return source->has_format;
    }
  if (g_str_equal (cells[0], "finding"))
    {
      g_autofree char *sentence = g_strcompress (_certplan_sim_part_undefuse (cells[3]));
      _certplan_sim_result_add_finding (result, _certplan_sim_part_undefuse (cells[2]), sentence,
                                        _certplan_sim_part_undefuse (cells[1]));
      return TRUE;
    }
  if (g_str_equal (cells[0], "figure"))
    return read_figure (result, cells);
  if (g_str_equal (cells[0], "bin"))
    return read_bin (result, cells);
  if (g_str_equal (cells[0], "class"))
    return read_class (result, _certplan_sim_part_undefuse (cells[2]));
  if (g_strv_contains (open_rows, cells[0]))
    return _certplan_sim_part_read_open (result, cells);
  return read_fact (result, cells[0], _certplan_sim_part_undefuse (cells[2]));
}

static void
add_fault (Source *source, guint line, const char *value, CertplanFaults *faults)
{
  certplan_faults_add (faults, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_PART, source->path,
                       line, 0, _ ("no row of a part of a simulation"), value,
                       _ ("a file that \"certplan simulate --shard I/N -o FILE.csv\" wrote"));
}

/* (transfer full) (nullable): NULL with faults added */
static CertplanSimResult *
read_part (const char *path, CertplanFaults *faults, GCancellable *cancellable)
{
  const guint n_before = certplan_faults_get_n (faults);
  g_autoptr (CertplanSimResult) result = _certplan_sim_result_new_empty ();
  g_autoptr (CertplanRows) rows = certplan_rows_open (path, NULL, faults, cancellable, NULL);
  Source source = { path, result, FALSE, FALSE };
  guint line = 0;
  while (rows != NULL && certplan_faults_get_n (faults) == n_before
         && certplan_rows_next (rows, NULL))
    {
      g_auto (GStrv) cells = certplan_rows_dup_cells (rows);
      line = certplan_rows_get_line (rows);
      if (g_strv_length (cells) != G_N_ELEMENTS (columns) || !read_row (&source, cells))
        add_fault (&source, line, cells[0], faults);
    }
  if (certplan_faults_get_n (faults) == n_before
      && (result->version == NULL || result->digest == NULL || result->name == NULL
          || result->n_shards == 0 || result->n_shards > result->n_replications
          || result->n_classes == 0 || result->metrics->len == 0
          || (result->open != NULL && result->open->cases->len != result->open->n)))
    add_fault (&source, line, NULL, faults);
  if (certplan_faults_get_n (faults) > n_before)
    return NULL;
  if (result->totals == NULL) /* nothing was ever done */
    result->totals = g_new0 (guint64, (gsize)(result->n_classes + 1) * 2 * SIM_N_BINS);
  return g_steal_pointer (&result);
}

/* Putting together */

static gboolean
refuse (GError **error, const char *what, const char *path, const char *other)
{
  g_set_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_PART,
               _ ("%s: \"%s\" and \"%s\""), what, path, other);
  return FALSE;
}

static gboolean
check_same (const CertplanSimResult *first, const CertplanSimResult *result, const char *first_path,
            const char *path, GError **error)
{
  if (!g_str_equal (result->version, first->version))
    return refuse (error, _ ("parts of two versions of certplan"), first_path, path);
  if (!_certplan_sim_part_has_same_model (first, result))
    return refuse (error, _ ("parts of two models"), first_path, path);
  if (result->seed != first->seed)
    return refuse (error, _ ("parts of two seeds"), first_path, path);
  if (result->n_replications != first->n_replications || result->n_shards != first->n_shards)
    return refuse (error, _ ("parts of runs that were cut in another way"), first_path, path);
  return TRUE;
}

/* "3,7-9": what a job array takes. (transfer full) */
static char *
list_missing (const char *const *path_of, guint n)
{
  GString *list = g_string_new (NULL);
  for (guint i = 1; i <= n; i++)
    {
      guint last = i;
      if (path_of[i] != NULL)
        continue;
      while (last < n && path_of[last + 1] == NULL)
        last++;
      g_string_append_printf (list, last > i ? "%s%u-%u" : "%s%u", list->len > 0 ? "," : "", i,
                              last);
      i = last;
    }
  return g_string_free (list, FALSE);
}

/* Adds part after part; @path_of: by shard, where it came from. */
static gboolean
join_parts (const char *const *paths, CertplanSimResult *first, const char **path_of,
            CertplanFaults *faults, GCancellable *cancellable, GError **error)
{
  path_of[first->shard] = paths[0];
  for (guint i = 1; paths[i] != NULL; i++)
    {
      g_autoptr (CertplanSimResult) part = read_part (paths[i], faults, cancellable);
      if (part == NULL)
        continue; /* the next ones may have faults as well */
      if (!check_same (first, part, paths[0], paths[i], error))
        return FALSE;
      if (path_of[part->shard] != NULL)
        return refuse (error, _ ("the same part twice"), path_of[part->shard], paths[i]);
      path_of[part->shard] = paths[i];
      _certplan_sim_result_join (first, part);
    }
  return TRUE;
}

static gboolean
check_complete (const char *const *path_of, guint n_shards, char **out_missing, GError **error)
{
  g_autofree char *missing = list_missing (path_of, n_shards);
  const gboolean is_complete = missing[0] == '\0';
  if (!is_complete)
    g_set_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_PART,
                 _ ("parts are missing: %s of %u"), missing, n_shards);
  if (out_missing != NULL)
    *out_missing = g_steal_pointer (&missing);
  return is_complete;
}

CertplanSimResult *
certplan_sim_merge (const char *const *paths, CertplanRulebook *rulebook, char **out_missing,
                    CertplanFaults *faults, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (paths != NULL && paths[0] != NULL, NULL);

  g_autoptr (CertplanFaults) own = certplan_faults_new ();
  CertplanFaults *all = faults != NULL ? faults : own;
  const guint n_before = certplan_faults_get_n (all);
  g_autoptr (CertplanSimResult) first = read_part (paths[0], all, cancellable);
  g_autofree const char **path_of = g_new0 (const char *, first != NULL ? first->n_shards + 2 : 1);
  if (first != NULL && !join_parts (paths, first, path_of, all, cancellable, error))
    return NULL;
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !_certplan_faults_set_error_since (all, n_before, CERTPLAN_OFFICE_ERROR,
                                            CERTPLAN_OFFICE_ERROR_PART, error)
      || !check_complete (path_of, first->n_shards, out_missing, error))
    return NULL;
  first->rulebook = rulebook != NULL ? certplan_rulebook_ref (rulebook) : NULL;
  first->shard = 0;
  first->n_shards = 1;
  return g_steal_pointer (&first);
}
