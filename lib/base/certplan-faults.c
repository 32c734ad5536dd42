/* The list of what is wrong with an input. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-faults-private.h"
#include "certplan-private.h"
#include <stdlib.h>
#include <string.h>

/* An input may be wrong in every row; past this many faults nobody reads on. */
#define MAX_KEPT 100

/* All texts are owned. */
typedef struct
{
  GQuark domain;
  gint code;
  char *file; /* nullable */
  guint line;
  guint column;
  char *text; /* the whole line that is shown, made when the fault was found: a value may be huge */
} Fault;

struct _CertplanFaults
{
  GArray *kept; /* of Fault */
  guint n;
};

static void
clear_fault (gpointer data)
{
  Fault *fault = data;

  g_free (fault->file);
  g_free (fault->text);
}

CertplanFaults *
certplan_faults_new (void)
{
  CertplanFaults *faults = g_atomic_rc_box_new0 (CertplanFaults);

  faults->kept = g_array_new (FALSE, FALSE, sizeof (Fault));
  g_array_set_clear_func (faults->kept, clear_fault);
  return faults;
}

CertplanFaults *
certplan_faults_ref (CertplanFaults *faults)
{
  g_return_val_if_fail (faults != NULL, NULL);

  return g_atomic_rc_box_acquire (faults);
}

static void
release_contents (gpointer data)
{
  CertplanFaults *faults = data;

  g_array_unref (faults->kept);
}

void
certplan_faults_unref (CertplanFaults *faults)
{
  g_return_if_fail (faults != NULL);

  g_atomic_rc_box_release_full (faults, release_contents);
}

G_DEFINE_BOXED_TYPE (CertplanFaults, certplan_faults, certplan_faults_ref, certplan_faults_unref)

/* `file:line:column: `, without the parts that are not known. */
static void
append_place (GString *text, const char *file, guint line, guint column)
{
  if (file != NULL)
    {
      _certplan_text_append_visible (text, file, 0);
      g_string_append_c (text, ':');
    }
  if (line > 0)
    g_string_append_printf (text, "%u:", line);
  if (line > 0 && column > 0)
    g_string_append_printf (text, "%u:", column);
  if (text->len > 0)
    g_string_append_c (text, ' ');
}

static char *
dup_fault_text (const char *file, guint line, guint column, const char *what, const char *value,
                const char *wanted)
{
  GString *text = g_string_new (NULL);

  append_place (text, file, line, column);
  _certplan_text_append_visible (text, what, 0);
  if (value != NULL)
    {
      g_string_append (text, ": \"");
      _certplan_text_append_visible (text, value, _CERTPLAN_SHOWN_CHARACTERS);
      g_string_append_c (text, '"');
    }
  if (wanted != NULL)
    {
      /* Translators: what follows is what an input should have held, as in `; wanted 2025-05-01`.
       */
      g_string_append_printf (text, "; %s ", _ ("wanted"));
      _certplan_text_append_visible (text, wanted, 0);
    }
  return g_string_free (text, FALSE);
}

void
certplan_faults_add (CertplanFaults *faults, GQuark domain, gint code, const char *file, guint line,
                     guint column, const char *what, const char *value, const char *wanted)
{
  g_return_if_fail (faults != NULL && domain != 0 && what != NULL);

  if (faults->n < G_MAXUINT)
    faults->n++;
  if (faults->kept->len == MAX_KEPT)
    return;
  const Fault fault = { .domain = domain,
                        .code = code,
                        .file = g_strdup (file),
                        .line = line,
                        .column = column,
                        .text = dup_fault_text (file, line, column, what, value, wanted) };
  g_array_append_val (faults->kept, fault);
}

gboolean
_certplan_faults_is_full (const CertplanFaults *faults)
{
  return faults->kept->len == MAX_KEPT;
}

void
_certplan_faults_append (CertplanFaults *faults, const CertplanFaults *others)
{
  g_return_if_fail (faults != NULL && others != NULL && faults != others);

  for (guint i = 0; i < others->kept->len && faults->kept->len < MAX_KEPT; i++)
    {
      Fault fault = g_array_index (others->kept, Fault, i);
      fault.file = g_strdup (fault.file);
      fault.text = g_strdup (fault.text);
      g_array_append_val (faults->kept, fault);
    }
  faults->n = faults->n > G_MAXUINT - others->n ? G_MAXUINT : faults->n + others->n;
}

static gint
compare_faults (gconstpointer a, gconstpointer b)
{
  const Fault *x = a, *y = b;
  gint order = g_strcmp0 (x->file, y->file);

  if (order != 0)
    return order;
  if (x->line != y->line)
    return x->line < y->line ? -1 : 1;
  if (x->column != y->column)
    return x->column < y->column ? -1 : 1;
  return strcmp (x->text, y->text);
}

void
_certplan_faults_sort (CertplanFaults *faults, guint first)
{
  g_return_if_fail (faults != NULL);

  if (first < faults->kept->len)
    qsort (&g_array_index (faults->kept, Fault, first), faults->kept->len - first, sizeof (Fault),
           compare_faults);
}

guint
certplan_faults_get_n (const CertplanFaults *faults)
{
  g_return_val_if_fail (faults != NULL, 0);

  return faults->n;
}

guint
certplan_faults_get_n_kept (const CertplanFaults *faults)
{
  g_return_val_if_fail (faults != NULL, 0);

  return faults->kept->len;
}

static const Fault *
get_fault (const CertplanFaults *faults, guint i)
{
  return &g_array_index (faults->kept, Fault, i);
}

const char *
certplan_faults_get_file (const CertplanFaults *faults, guint i)
{
  g_return_val_if_fail (faults != NULL && i < faults->kept->len, NULL);

  return get_fault (faults, i)->file;
}

guint
certplan_faults_get_line (const CertplanFaults *faults, guint i)
{
  g_return_val_if_fail (faults != NULL && i < faults->kept->len, 0);

  return get_fault (faults, i)->line;
}

guint
certplan_faults_get_column (const CertplanFaults *faults, guint i)
{
  g_return_val_if_fail (faults != NULL && i < faults->kept->len, 0);

  return get_fault (faults, i)->column;
}

gint
certplan_faults_get_code (const CertplanFaults *faults, guint i)
{
  g_return_val_if_fail (faults != NULL && i < faults->kept->len, 0);

  return get_fault (faults, i)->code;
}

char *
certplan_faults_dup_text (const CertplanFaults *faults, guint i)
{
  g_return_val_if_fail (faults != NULL && i < faults->kept->len, NULL);

  return g_strdup (get_fault (faults, i)->text);
}

gboolean
_certplan_faults_set_error_since (const CertplanFaults *faults, guint n_before, GQuark domain,
                                  gint limit_code, GError **error)
{
  g_return_val_if_fail (faults != NULL && n_before <= faults->n, FALSE);

  const guint n = faults->n - n_before;
  if (n == 0)
    return TRUE;
  if (n_before >= faults->kept->len)
    {
      g_set_error (error, domain, limit_code, _ ("%u more faults than the list can show"), n);
      return FALSE;
    }
  const Fault *first = get_fault (faults, n_before);
  g_autoptr (GString) text = g_string_new (first->text);
  if (n > 1)
    g_string_append_printf (text, _ (" (and %u more)"), n - 1);
  g_set_error_literal (error, first->domain, first->code, text->str);
  return FALSE;
}

gboolean
certplan_faults_set_error (const CertplanFaults *faults, GError **error)
{
  /* of no fault the first is always kept: the limit is never met */
  return _certplan_faults_set_error_since (faults, 0, 0, 0, error);
}
