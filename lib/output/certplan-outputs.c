/* Writing a result's tables into all targets at once. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-outputs.h"
#include "certplan-commit-private.h"
#include "certplan-output-file-private.h"
#include "certplan-pictures-private.h"
#include "certplan-private.h"
#include "certplan-render-private.h"
#include "certplan-targets-private.h"
#include <errno.h>
#include <unistd.h>

/* How often a walk looks whether it is to stop. */
#define ROWS_A_LOOK 256

/* What is written in one go. All borrowed. */
typedef struct
{
  const CertplanTables *tables;
  const CertplanTargets *targets;
  const CertplanPictures *pictures;
  GCancellable *cancellable;
} Run;

/* One file being written. */
typedef struct
{
  const CertplanTarget *target; /* borrowed; NULL = standard output */
  const CertplanRenderer *renderer;
  CertplanSink *sink; /* borrowed */
  gpointer state;     /* owned until close or drop */
  GPtrArray *tables;  /* owned: CertplanTable, those whose rows it lists */
  GPtrArray *charts;  /* owned: CertplanPageChart, owned: those among its tables */
  gboolean wants;     /* the table in hand */
} Writer;

static void
drop_writer (gpointer data)
{
  Writer *writer = data;

  if (writer->state != NULL)
    writer->renderer->drop (writer->state);
  g_ptr_array_unref (writer->tables);
  g_ptr_array_unref (writer->charts);
  g_free (writer);
}

static const CertplanRenderer *
pick_renderer (CertplanFormat format)
{
  switch (format)
    {
    case CERTPLAN_FORMAT_CSV:
      return &_certplan_render_csv;
    case CERTPLAN_FORMAT_JOURNAL:
      return &_certplan_render_journal;
    case CERTPLAN_FORMAT_BEANCOUNT:
      return &_certplan_render_beancount;
    case CERTPLAN_FORMAT_JSON:
      return &_certplan_render_json;
    case CERTPLAN_FORMAT_HTML:
      return &_certplan_render_html;
#ifdef HAVE_LIBICAL
    case CERTPLAN_FORMAT_ICS:
      return &_certplan_render_ics;
#endif
#ifdef HAVE_XLSXWRITER
    case CERTPLAN_FORMAT_XLSX:
      return &_certplan_render_xlsx;
#endif
    default:
      return &_certplan_render_text;
    }
}

/* Lists the tables whose rows the writer's file has, and the charts that stand among them. */
static void
list_contents (const Run *run, Writer *writer)
{
  writer->tables = g_ptr_array_new ();
  writer->charts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < certplan_tables_get_n (run->tables); i++)
    {
      CertplanTable *table = certplan_tables_get (run->tables, i);
      if (_certplan_target_wants (writer->target, run->tables, table))
        g_ptr_array_add (writer->tables, table);
      if (writer->target == NULL || !_certplan_target_draws (writer->target, run->tables, table))
        continue;
      CertplanPageChart *chart = g_new0 (CertplanPageChart, 1);
      chart->table = table;
      chart->markup = _certplan_pictures_get (run->pictures, writer->target, table);
      g_ptr_array_add (writer->charts, chart);
    }
}

/* @target: NULL = standard output */
static Writer *
new_writer (const Run *run, const CertplanTarget *target, CertplanSink *sink)
{
  const CertplanFormat format = target != NULL ? target->format : run->targets->stdout_format;
  Writer *writer = g_new0 (Writer, 1);

  writer->target = target;
  list_contents (run, writer);
  const CertplanRenderOptions options = {
    .lang = _certplan_targets_pick_lang (run->targets, format),
    .bom = run->targets->bom && target != NULL,
    .narrow = target == NULL,
    .as_of = run->targets->as_of,
    .tables = writer->tables,
    .charts = writer->charts,
    .digest = run->targets->digest,
  };
  writer->renderer = pick_renderer (format);
  writer->sink = sink;
  writer->state = writer->renderer->open (sink, &options);
  return writer;
}

/* Returns: FALSE with @error set as soon as a file cannot take more: a long run need not go on */
static gboolean
check_sinks (const GPtrArray *writers, GError **error)
{
  for (guint i = 0; i < writers->len; i++)
    {
      const Writer *writer = writers->pdata[i];
      const int number = _certplan_sink_get_errno (writer->sink);
      if (number != 0)
        return _certplan_output_file_fail (
            error, writer->target != NULL ? writer->target->path : NULL, number);
    }
  return TRUE;
}

/* Returns: the only one that wants the table, where several threads may make its rows; else NULL */
static const Writer *
find_split (CertplanTable *table, const GPtrArray *writers)
{
  const Writer *found = NULL;

  for (guint i = 0; i < writers->len; i++)
    {
      const Writer *writer = writers->pdata[i];
      if (writer->wants && found != NULL)
        return NULL;
      found = writer->wants ? writer : found;
    }
  return found != NULL && _certplan_render_can_split (found->renderer, table) ? found : NULL;
}

static gboolean
walk_rows (CertplanTable *table, const GPtrArray *writers, GCancellable *cancellable,
           GError **error)
{
  const Writer *split = find_split (table, writers);
  if (split != NULL)
    return _certplan_render_split (split->renderer, split->state, split->sink, table, cancellable,
                                   error)
           && check_sinks (writers, error);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GError) failure = NULL;

  for (guint64 n = 0; _certplan_render_next (cursor, cancellable, &failure); n++)
    {
      for (guint i = 0; i < writers->len; i++)
        {
          const Writer *writer = writers->pdata[i];
          if (writer->wants)
            writer->renderer->row (writer->state, cursor);
        }
      if (n % ROWS_A_LOOK == 0 && !check_sinks (writers, error))
        return FALSE;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Puts the file's name before what its renderer says. Returns: FALSE */
static gboolean
fail_in (const Writer *writer, GError **error)
{
  if (writer->target == NULL || error == NULL || (*error)->domain != CERTPLAN_OUTPUT_ERROR)
    return FALSE;
  g_autofree char *shown = _certplan_path_show (writer->target->path);
  g_prefix_error (error, "%s: ", shown);
  return FALSE;
}

/* Begins @table in all files that list its rows. Returns: FALSE with @error set */
static gboolean
begin_table (const Run *run, CertplanTable *table, const GPtrArray *writers, gboolean *is_wanted,
             GError **error)
{
  *is_wanted = FALSE;
  for (guint i = 0; i < writers->len; i++)
    {
      Writer *writer = writers->pdata[i];
      writer->wants = g_ptr_array_find (writer->tables, table, NULL);
      *is_wanted |= writer->wants;
      if (writer->wants && !writer->renderer->begin (writer->state, table, run->cancellable, error))
        return fail_in (writer, error);
    }
  return TRUE;
}

/* Puts @table's picture into all files that hold pictures among tables. */
static gboolean
draw_table (const Run *run, CertplanTable *table, const GPtrArray *writers, GError **error)
{
  for (guint i = 0; i < writers->len; i++)
    {
      const Writer *writer = writers->pdata[i];
      if (writer->renderer->draw != NULL
          && _certplan_target_draws (writer->target, run->tables, table)
          && !writer->renderer->draw (writer->state, table,
                                      _certplan_pictures_get (run->pictures, writer->target, table),
                                      error))
        return fail_in (writer, error);
    }
  return TRUE;
}

/* Walks @table once and feeds all that want it. */
static gboolean
feed_table (const Run *run, CertplanTable *table, const GPtrArray *writers, GError **error)
{
  gboolean is_wanted;

  if (!begin_table (run, table, writers, &is_wanted, error))
    return FALSE;
  if (is_wanted && !walk_rows (table, writers, run->cancellable, error))
    return FALSE;
  for (guint i = 0; i < writers->len; i++)
    {
      const Writer *writer = writers->pdata[i];
      if (writer->wants)
        writer->renderer->end (writer->state);
    }
  return draw_table (run, table, writers, error);
}

static gboolean
feed_tables (const Run *run, GPtrArray *writers, GError **error)
{
  for (guint i = 0; i < certplan_tables_get_n (run->tables); i++)
    if (!feed_table (run, certplan_tables_get (run->tables, i), writers, error))
      return FALSE;
  for (guint i = 0; i < writers->len; i++)
    {
      Writer *writer = writers->pdata[i];
      if (!writer->renderer->close (g_steal_pointer (&writer->state), error))
        return fail_in (writer, error);
    }
  return check_sinks (writers, error);
}

/* The one picture that makes up a file. */
static GBytes *
find_picture (const CertplanPictures *pictures, const CertplanTarget *target,
              const CertplanTables *tables)
{
  for (guint i = 0; i < certplan_tables_get_n (tables); i++)
    {
      GBytes *bytes = _certplan_pictures_get (pictures, target, certplan_tables_get (tables, i));
      if (bytes != NULL)
        return bytes;
    }
  return NULL;
}

/* Opens all files and writes the pictures into theirs; one that could not be drawn is left alone.
 * Returns: (transfer full) (nullable): the others */
static GPtrArray *
open_files (const Run *run, CertplanCommit *commit, GError **error)
{
  g_autoptr (GPtrArray) writers = g_ptr_array_new_with_free_func (drop_writer);

  for (guint i = 0; i < run->targets->items->len; i++)
    {
      const CertplanTarget *target = run->targets->items->pdata[i];
      const gboolean is_picture = _certplan_format_is_picture (target->format);
      GBytes *bytes = is_picture ? find_picture (run->pictures, target, run->tables) : NULL;
      if (is_picture && bytes == NULL)
        continue;
      CertplanSink *sink = _certplan_commit_open (commit, target->path, error);
      if (sink == NULL)
        return NULL;
      if (is_picture)
        _certplan_sink_write (sink, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      else
        g_ptr_array_add (writers, new_writer (run, target, sink));
    }
  return g_steal_pointer (&writers);
}

static gboolean
write_files (const Run *run, CertplanCommit *commit, GError **error)
{
  g_autoptr (GPtrArray) writers = open_files (run, commit, error);

  return writers != NULL && feed_tables (run, writers, error)
         && _certplan_commit_replace (commit, error);
}

/* A full disk behind standard output may show only when it is closed: a copy of it can be. */
static gboolean
finish_stdout (CertplanSink *sink, GError **error)
{
  if (!_certplan_sink_flush (sink))
    return _certplan_output_file_fail (error, NULL, _certplan_sink_get_errno (sink));
  const int copy = dup (STDOUT_FILENO);
  return (copy >= 0 && close (copy) == 0) || _certplan_output_file_fail (error, NULL, errno);
}

static gboolean
write_stdout (const Run *run, GError **error)
{
  if (!run->targets->to_stdout)
    return TRUE;
  g_autoptr (CertplanSink) sink = _certplan_sink_new (STDOUT_FILENO, run->cancellable);
  g_autoptr (GPtrArray) writers = g_ptr_array_new_with_free_func (drop_writer);

  g_ptr_array_add (writers, new_writer (run, NULL, sink));
  return feed_tables (run, writers, error) && finish_stdout (sink, error);
}

static gboolean
write_all (const Run *run, GError **error)
{
  g_autoptr (CertplanCommit) commit = _certplan_commit_new (run->cancellable);
  g_autoptr (GError) failure = NULL;

  if (write_files (run, commit, &failure) && write_stdout (run, &failure))
    return _certplan_commit_finish (commit, error);
  _certplan_commit_undo (commit, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
has_data (const CertplanTargets *targets)
{
  for (guint i = 0; i < targets->items->len; i++)
    {
      const CertplanTarget *target = targets->items->pdata[i];
      if (!_certplan_format_is_picture (target->format))
        return TRUE;
    }
  return targets->to_stdout;
}

/* A picture that could not be drawn costs nobody the data. */
static gboolean
tell_left_out (const CertplanTargets *targets, const GError *failure, GError **error)
{
  if (failure == NULL)
    return TRUE;
  g_set_error (error, failure->domain, failure->code,
               has_data (targets) ? _ ("%s; the data is written, the picture is not") : "%s",
               failure->message);
  return FALSE;
}

gboolean
certplan_write_outputs (CertplanTables *tables, CertplanTargets *targets, GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (tables != NULL && targets != NULL, FALSE);

  g_ptr_array_set_size (targets->warnings, 0);
  if (!certplan_targets_check (targets, tables, NULL, error))
    return FALSE;
  g_autoptr (CertplanPictures) pictures
      = _certplan_pictures_draw (targets, tables, cancellable, error);
  if (pictures == NULL)
    return FALSE;
  const Run run = { tables, targets, pictures, cancellable };
  return write_all (&run, error)
         && tell_left_out (targets, _certplan_pictures_get_failure (pictures), error);
}
