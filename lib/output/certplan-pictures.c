/* All pictures of one run, drawn before any file is touched. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-pictures-private.h"
#include "certplan-markup-private.h"
#include "certplan-private.h"
#include "certplan-render-private.h"
#include "certplan-table-private.h"

/* One picture in one file. */
typedef struct
{
  const CertplanTarget *target; /* borrowed */
  const CertplanTable *table;   /* borrowed */
  GBytes *bytes;                /* owned; NULL = it could not be drawn */
  GError *failure;              /* owned; why it could not */
  char *warning;                /* owned; NULL = nothing lacks */
} Picture;

struct _CertplanPictures
{
  GPtrArray *items; /* Picture, owned */
  GError *failure;
};

static void
free_picture (gpointer data)
{
  Picture *picture = data;

  g_clear_pointer (&picture->bytes, g_bytes_unref);
  g_clear_error (&picture->failure);
  g_free (picture->warning);
  g_free (picture);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, free_picture)

void
_certplan_pictures_free (CertplanPictures *pictures)
{
  g_ptr_array_unref (pictures->items);
  g_clear_error (&pictures->failure);
  g_free (pictures);
}

/* Whether the picture is to become an element of a page. */
static gboolean
is_for_page (const CertplanTarget *target)
{
  return target->format == CERTPLAN_FORMAT_HTML;
}

/* The same picture in another file of the run. */
static const Picture *
find_same (const CertplanPictures *pictures, const Picture *wanted)
{
  for (guint i = 0; i < pictures->items->len; i++)
    {
      const Picture *other = pictures->items->pdata[i];
      if (other->table == wanted->table && other->target->picture == wanted->target->picture
          && is_for_page (other->target) == is_for_page (wanted->target)
          && other->target->format != CERTPLAN_FORMAT_SCRIPT)
        return other;
    }
  return NULL;
}

static void
copy_picture (Picture *picture, const Picture *same)
{
  picture->bytes = same->bytes != NULL ? g_bytes_ref (same->bytes) : NULL;
  picture->failure = same->failure != NULL ? g_error_copy (same->failure) : NULL;
  picture->warning = g_strdup (same->warning);
}

/* Draws the picture as an element of a page, which says its titles itself. */
static gboolean
append_drawing (GString *markup, CertplanTable *table, const CertplanChartOptions *options,
                char **warning, GCancellable *cancellable, GError **error)
{
  g_autofree char *title = _certplan_render_dup_title (table, options->lang);
  g_autofree char *prefix
      = g_strconcat (certplan_table_get_name (table), options->is_narrow ? "-narrow" : "", NULL);
  g_autoptr (GBytes) svg = _certplan_chart_draw (table, options, warning, cancellable, error);

  return svg != NULL && _certplan_markup_append_svg (markup, svg, prefix, title, error);
}

/* Where a picture can be narrow, the page has it twice, and shows the one that fits its screen. */
static GBytes *
draw_for_page (CertplanTable *table, const CertplanChartOptions *options, char **warning,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  CertplanChartOptions narrow = *options;

  narrow.is_narrow = TRUE;
  if (!_certplan_chart_has_narrow (table))
    return append_drawing (markup, table, options, warning, cancellable, error)
               ? g_string_free_to_bytes (g_steal_pointer (&markup))
               : NULL;
  g_string_append (markup, "<div class=\"wide\">");
  if (!append_drawing (markup, table, options, warning, cancellable, error))
    return NULL;
  g_string_append (markup, "</div>\n<div class=\"narrow\">");
  if (!append_drawing (markup, table, &narrow, NULL, cancellable, error))
    return NULL;
  g_string_append (markup, "</div>\n");
  return g_string_free_to_bytes (g_steal_pointer (&markup));
}

static void
make_picture (Picture *picture, const CertplanTargets *targets, CertplanTable *table,
              GCancellable *cancellable)
{
  const CertplanTarget *target = picture->target;
  const CertplanChartOptions options
      = { target->picture, _certplan_targets_pick_lang (targets, target->format), targets->as_of,
          is_for_page (target), FALSE };

  if (is_for_page (target))
    picture->bytes
        = draw_for_page (table, &options, &picture->warning, cancellable, &picture->failure);
  else if (target->format == CERTPLAN_FORMAT_SCRIPT)
    picture->bytes = _certplan_chart_keep_script (table, &options, target->script_of, cancellable,
                                                  &picture->failure);
  else
    picture->bytes
        = _certplan_chart_draw (table, &options, &picture->warning, cancellable, &picture->failure);
}

/* Tells what the file lacks, or has not; the first picture file that is not written is the run's
 * failure. */
static void
note_outcome (CertplanPictures *pictures, CertplanTargets *targets, const Picture *picture)
{
  g_autofree char *shown = _certplan_path_show (picture->target->path);

  if (picture->warning != NULL)
    _certplan_targets_warn (targets, shown, picture->warning);
  if (picture->failure == NULL)
    return;
  if (pictures->failure == NULL && _certplan_format_is_picture (picture->target->format))
    {
      pictures->failure = g_error_copy (picture->failure);
      g_prefix_error (&pictures->failure, "%s: ", shown);
    }
  else
    _certplan_targets_warn (targets, shown, picture->failure->message);
}

static gboolean
add_picture (CertplanPictures *pictures, CertplanTargets *targets, const CertplanTarget *target,
             CertplanTable *table, GCancellable *cancellable, GError **error)
{
  g_autoptr (Picture) picture = g_new0 (Picture, 1);
  picture->target = target;
  picture->table = table;
  const Picture *same
      = target->format != CERTPLAN_FORMAT_SCRIPT ? find_same (pictures, picture) : NULL;

  if (same != NULL)
    copy_picture (picture, same);
  else
    make_picture (picture, targets, table, cancellable);
  if (picture->failure != NULL && picture->failure->domain != CERTPLAN_OUTPUT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&picture->failure));
      return FALSE;
    }
  note_outcome (pictures, targets, picture);
  g_ptr_array_add (pictures->items, g_steal_pointer (&picture));
  return TRUE;
}

CertplanPictures *
_certplan_pictures_draw (CertplanTargets *targets, const CertplanTables *tables,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (CertplanPictures) pictures = g_new0 (CertplanPictures, 1);

  pictures->items = g_ptr_array_new_with_free_func (free_picture);
  for (guint i = 0; i < targets->items->len; i++)
    for (guint j = 0; j < certplan_tables_get_n (tables); j++)
      {
        const CertplanTarget *target = targets->items->pdata[i];
        CertplanTable *table = certplan_tables_get (tables, j);
        if (_certplan_target_draws (target, tables, table)
            && !add_picture (pictures, targets, target, table, cancellable, error))
          return NULL;
      }
  return g_steal_pointer (&pictures);
}

GBytes *
_certplan_pictures_get (const CertplanPictures *pictures, const CertplanTarget *target,
                        const CertplanTable *table)
{
  for (guint i = 0; i < pictures->items->len; i++)
    {
      const Picture *picture = pictures->items->pdata[i];
      if (picture->target == target && picture->table == table)
        return picture->bytes;
    }
  return NULL;
}

const GError *
_certplan_pictures_get_failure (const CertplanPictures *pictures)
{
  return pictures->failure;
}
