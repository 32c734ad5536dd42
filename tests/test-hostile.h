/* tests/data/hostile.txt, read. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>
#include <string.h>

typedef struct
{
  char *name; /* "shell/back-ticks" would be two parts of a path, so names hold no slash */
  char *text; /* may be no UTF-8 */
} HostileCase;

/* The number in the braces at *@at; goes past them. */
static guint
read_hostile_number (const char **at, guint base)
{
  char *end;

  g_assert_true (**at == '{');
  const guint64 number = g_ascii_strtoull (*at + 1, &end, base);
  g_assert_true (*end == '}');
  *at = end + 1;
  return (guint)number;
}

static void
repeat_hostile_character (GString *out, guint n)
{
  const char *last = g_utf8_prev_char (out->str + out->len);
  g_autofree char *copy = g_strdup (last);

  for (; n > 1; n--)
    g_string_append (out, copy);
}

/* One escape, @at behind its backslash. */
static void
append_hostile_escape (GString *out, const char **at)
{
  static const char letters[] = "nrt\\", values[] = "\n\r\t\\";
  const char kind = *(*at)++;
  const char *found = kind != '\0' ? strchr (letters, kind) : NULL;

  if (found != NULL)
    g_string_append_c (out, values[found - letters]);
  else if (kind == 'u')
    g_string_append_unichar (out, read_hostile_number (at, 16));
  else if (kind == '*')
    repeat_hostile_character (out, read_hostile_number (at, 10));
  else
    {
      g_assert_true (kind == 'x');
      g_string_append_c (
          out, (char)(g_ascii_xdigit_value ((*at)[0]) * 16 + g_ascii_xdigit_value ((*at)[1])));
      *at += 2;
    }
}

static char *
decode_hostile (const char *at, const char *marker)
{
  static const char mark[] = "{marker}";
  GString *out = g_string_new (NULL);

  while (*at != '\0')
    if (*at == '\\')
      {
        at++;
        append_hostile_escape (out, &at);
      }
    else if (g_str_has_prefix (at, mark))
      {
        g_string_append (out, marker);
        at += strlen (mark);
      }
    else
      g_string_append_c (out, *at++);
  return g_string_free (out, FALSE);
}

/* Returns: (transfer full): an array of HostileCase, never freed; @marker: a file that no text may
 * make */
static GArray *
load_hostile (const char *marker)
{
  GArray *cases = g_array_new (FALSE, FALSE, sizeof (HostileCase));
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "hostile.txt", NULL);
  g_autofree char *all = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &all, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *tab = strchr (lines[i], '\t');
      if (lines[i][0] == '#' || tab == NULL)
        continue;
      const HostileCase row
          = { g_strndup (lines[i], (gsize)(tab - lines[i])), decode_hostile (tab + 1, marker) };
      g_array_append_val (cases, row);
    }
  g_assert_cmpuint (cases->len, >=, 100);
  return cases;
}
