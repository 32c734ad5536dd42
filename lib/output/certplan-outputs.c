/* Writing a result's tables into all targets at once. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-outputs.h"
#include "certplan-chart-private.h"
#include "certplan-commit-private.h"
#include "certplan-output-file-private.h"
#include "certplan-private.h"
#include "certplan-render-private.h"
#include "certplan-targets-private.h"
#include <errno.h>
#include <unistd.h>

/* How often a walk looks whether it is to stop. */
#define ROWS_A_LOOK 256

/* One file being written. */
typedef struct
{
  const CertplanTarget *target; /* borrowed; NULL = standard output */
  const CertplanRenderer *renderer;
  CertplanSink *sink; /* borrowed */
  gpointer state;     /* owned until close or drop */
  gboolean wants;     /* the table in hand */
} Writer;

static void
drop_writer (gpointer data)
{
  Writer *writer = data;

  if (writer->state != NULL)
    writer->renderer->drop (writer->state);
  g_free (writer);
}

static const CertplanRenderer *
pick_renderer (CertplanFormat format)
{
  switch (format)
    {
    case CERTPLAN_FORMAT_CSV:
      return &_certplan_render_csv;
    case CERTPLAN_FORMAT_JSON:
      return &_certplan_render_json;
    default:
      return &_certplan_render_text;
    }
}

/* @target: NULL = standard output */
static Writer *
new_writer (const CertplanTargets *targets, const CertplanTarget *target, CertplanSink *sink)
{
  const CertplanFormat format = target != NULL ? target->format : CERTPLAN_FORMAT_TEXT;
  const CertplanRenderOptions options
      = { _certplan_targets_pick_lang (targets, format), targets->bom };
  Writer *writer = g_new0 (Writer, 1);

  writer->target = target;
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

static gboolean
walk_rows (CertplanTable *table, const GPtrArray *writers, GCancellable *cancellable,
           GError **error)
{
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

/* Walks @table once and feeds all that want it. */
static gboolean
feed_table (const CertplanTables *tables, CertplanTable *table, const GPtrArray *writers,
            GCancellable *cancellable, GError **error)
{
  gboolean is_wanted = FALSE;

  for (guint i = 0; i < writers->len; i++)
    {
      Writer *writer = writers->pdata[i];
      writer->wants = _certplan_target_wants (writer->target, tables, table);
      is_wanted |= writer->wants;
      if (writer->wants && !writer->renderer->begin (writer->state, table, cancellable, error))
        return FALSE;
    }
  if (!is_wanted)
    return TRUE;
  if (!walk_rows (table, writers, cancellable, error))
    return FALSE;
  for (guint i = 0; i < writers->len; i++)
    {
      const Writer *writer = writers->pdata[i];
      if (writer->wants)
        writer->renderer->end (writer->state);
    }
  return TRUE;
}

static gboolean
feed_tables (const CertplanTables *tables, GPtrArray *writers, GCancellable *cancellable,
             GError **error)
{
  for (guint i = 0; i < certplan_tables_get_n (tables); i++)
    if (!feed_table (tables, certplan_tables_get (tables, i), writers, cancellable, error))
      return FALSE;
  for (guint i = 0; i < writers->len; i++)
    {
      Writer *writer = writers->pdata[i];
      writer->renderer->close (g_steal_pointer (&writer->state));
    }
  return check_sinks (writers, error);
}

static CertplanTable *
find_drawn (const CertplanTarget *target, const CertplanTables *tables)
{
  for (guint i = 0; i < certplan_tables_get_n (tables); i++)
    if (_certplan_target_wants (target, tables, certplan_tables_get (tables, i)))
      return certplan_tables_get (tables, i);
  return NULL;
}

static GBytes *
draw_target (const CertplanTargets *targets, const CertplanTarget *target,
             const CertplanTables *tables, GCancellable *cancellable, GError **error)
{
  const CertplanPicture picture = target->format == CERTPLAN_FORMAT_PNG   ? CERTPLAN_PICTURE_PNG
                                  : target->format == CERTPLAN_FORMAT_SVG ? CERTPLAN_PICTURE_SVG
                                                                          : CERTPLAN_PICTURE_PDF;
  const CertplanChartOptions options
      = { picture, _certplan_targets_pick_lang (targets, target->format), targets->as_of };
  GBytes *bytes = _certplan_chart_draw (find_drawn (target, tables), &options, cancellable, error);

  if (bytes == NULL)
    {
      g_autofree char *shown = _certplan_path_show (target->path);
      g_prefix_error (error, "%s: ", shown);
    }
  return bytes;
}

static void
unref_bytes (gpointer data)
{
  if (data != NULL)
    g_bytes_unref (data);
}

/* Returns: (transfer full) (nullable): a GBytes or NULL a target: the pictures, drawn before any
 * file is touched, for drawing is what fails most */
static GPtrArray *
draw_pictures (const CertplanTargets *targets, const CertplanTables *tables,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (unref_bytes);

  for (guint i = 0; i < targets->items->len; i++)
    {
      const CertplanTarget *target = targets->items->pdata[i];
      GBytes *bytes = NULL;
      if (_certplan_format_is_picture (target->format)
          && (bytes = draw_target (targets, target, tables, cancellable, error)) == NULL)
        return NULL;
      g_ptr_array_add (pictures, bytes);
    }
  return g_steal_pointer (&pictures);
}

/* Opens all files and writes the pictures into theirs. Returns: (transfer full) (nullable): the
 * others */
static GPtrArray *
open_files (const CertplanTargets *targets, const GPtrArray *pictures, CertplanCommit *commit,
            GError **error)
{
  g_autoptr (GPtrArray) writers = g_ptr_array_new_with_free_func (drop_writer);

  for (guint i = 0; i < targets->items->len; i++)
    {
      const CertplanTarget *target = targets->items->pdata[i];
      CertplanSink *sink = _certplan_commit_open (commit, target->path, error);
      if (sink == NULL)
        return NULL;
      if (pictures->pdata[i] == NULL)
        g_ptr_array_add (writers, new_writer (targets, target, sink));
      else
        {
          gsize size;
          const char *data = g_bytes_get_data (pictures->pdata[i], &size);
          _certplan_sink_write (sink, data, size);
        }
    }
  return g_steal_pointer (&writers);
}

static gboolean
write_files (const CertplanTables *tables, const CertplanTargets *targets, CertplanCommit *commit,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) pictures = draw_pictures (targets, tables, cancellable, error);
  if (pictures == NULL)
    return FALSE;
  g_autoptr (GPtrArray) writers = open_files (targets, pictures, commit, error);

  return writers != NULL && feed_tables (tables, writers, cancellable, error)
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
write_stdout (const CertplanTables *tables, const CertplanTargets *targets,
              GCancellable *cancellable, GError **error)
{
  if (!targets->to_stdout)
    return TRUE;
  g_autoptr (CertplanSink) sink = _certplan_sink_new (STDOUT_FILENO, cancellable);
  g_autoptr (GPtrArray) writers = g_ptr_array_new_with_free_func (drop_writer);

  g_ptr_array_add (writers, new_writer (targets, NULL, sink));
  return feed_tables (tables, writers, cancellable, error) && finish_stdout (sink, error);
}

gboolean
certplan_write_outputs (CertplanTables *tables, CertplanTargets *targets, GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (tables != NULL && targets != NULL, FALSE);
  g_autoptr (CertplanCommit) commit = NULL;
  g_autoptr (GError) failure = NULL;

  if (!certplan_targets_check (targets, tables, NULL, error))
    return FALSE;
  commit = _certplan_commit_new (cancellable);
  if (write_files (tables, targets, commit, cancellable, &failure)
      && write_stdout (tables, targets, cancellable, &failure))
    return _certplan_commit_finish (commit, error);
  _certplan_commit_undo (commit, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
