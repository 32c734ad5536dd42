/* Rows of one table, made by several threads. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Each thread takes the next block of rows, makes their bytes, and writes them once all before are
 * written: the file is the same for any number of threads. */
#include "certplan-render-private.h"
#include "certplan-threads-private.h"

#define BLOCK_ROWS 1024
#define MIN_BLOCKS 8 /* fewer are not worth a thread */

typedef struct
{
  const CertplanRenderer *renderer;
  gconstpointer renderer_state;
  CertplanSink *sink;
  CertplanTable *table;
  GCancellable *cancellable;
  guint64 n_blocks;
  GMutex lock; /* of all that follows */
  GCond turned;
  guint64 n_taken, n_written;
  gboolean is_stopped;
  GError *error;
} Split;

static gboolean
take_block (Split *split, guint64 *block)
{
  g_mutex_lock (&split->lock);
  const gboolean is_there = !split->is_stopped && split->n_taken < split->n_blocks;
  if (is_there)
    *block = split->n_taken++;
  g_mutex_unlock (&split->lock);
  return is_there;
}

static void
stop (Split *split, GError *error)
{
  g_mutex_lock (&split->lock);
  if (split->error == NULL)
    split->error = error;
  else
    g_error_free (error);
  split->is_stopped = TRUE;
  g_cond_broadcast (&split->turned);
  g_mutex_unlock (&split->lock);
}

static void
write_block (Split *split, guint64 block, const CertplanSink *rows)
{
  gsize length;
  const char *bytes = _certplan_sink_get_bytes (rows, &length);
  g_mutex_lock (&split->lock);
  while (split->n_written != block && !split->is_stopped)
    g_cond_wait (&split->turned, &split->lock);
  if (!split->is_stopped)
    _certplan_sink_write (split->sink, bytes, length);
  split->is_stopped |= _certplan_sink_get_errno (split->sink) != 0;
  split->n_written++;
  g_cond_broadcast (&split->turned);
  g_mutex_unlock (&split->lock);
}

static void
write_blocks (gpointer data, guint i)
{
  Split *split = data;
  g_autoptr (CertplanCursor) cursor = certplan_table_open (split->table);
  g_autoptr (CertplanSink) rows = _certplan_sink_new_memory ();
  gpointer state = split->renderer->branch (split->renderer_state, rows);
  for (guint64 block; take_block (split, &block);)
    {
      GError *error = NULL;
      _certplan_sink_clear (rows);
      _certplan_cursor_seek (cursor, block * BLOCK_ROWS);
      for (guint n = 0;
           n < BLOCK_ROWS && _certplan_render_next (cursor, split->cancellable, &error); n++)
        split->renderer->row (state, cursor);
      if (error != NULL)
        stop (split, error);
      else
        write_block (split, block, rows);
    }
  split->renderer->drop (state);
}

static guint64
count_blocks (const CertplanTable *table)
{
  return (_certplan_table_count_rows (table) + BLOCK_ROWS - 1) / BLOCK_ROWS;
}

gboolean
_certplan_render_can_split (const CertplanRenderer *renderer, const CertplanTable *table)
{
  return renderer->branch != NULL && count_blocks (table) >= MIN_BLOCKS
         && _certplan_threads_count (_certplan_table_get_threads (table)) > 1;
}

gboolean
_certplan_render_split (const CertplanRenderer *renderer, gpointer state, CertplanSink *sink,
                        CertplanTable *table, GCancellable *cancellable, GError **error)
{
  const guint n_threads = _certplan_threads_count (_certplan_table_get_threads (table));
  Split split = { .renderer = renderer,
                  .renderer_state = state,
                  .sink = sink,
                  .table = table,
                  .cancellable = cancellable,
                  .n_blocks = count_blocks (table) };
  g_mutex_init (&split.lock);
  g_cond_init (&split.turned);
  _certplan_threads_run (n_threads, n_threads, write_blocks, &split);
  g_mutex_clear (&split.lock);
  g_cond_clear (&split.turned);
  if (split.error == NULL)
    return TRUE;
  g_propagate_error (error, split.error);
  return FALSE;
}
