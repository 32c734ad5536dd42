/* Messages in the reader's language: the shipped catalogue, through the library's own look-up.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date.h"
#include "certplan-money.h"
#include "certplan-private.h"
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>

/* Makes the catalogue in a new folder, as an installation would hold it. NULL without msgfmt. */
static char *
install_catalogue (void)
{
  g_autofree char *root = g_dir_make_tmp ("certplan-messages-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (root, "zh_CN", "LC_MESSAGES", NULL);
  g_autofree char *target = g_build_filename (folder, "certplan.mo", NULL);
  g_autofree char *source
      = g_test_build_filename (G_TEST_DIST, "..", "data", "po", "zh_CN.po", NULL);
  const char *const command[] = { "msgfmt", "-o", target, source, NULL };
  gint status;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (!g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                     &status, NULL))
    return NULL;
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return g_steal_pointer (&root);
}

static void
remove_catalogue (const char *root)
{
  static const char *const parts[]
      = { "zh_CN/LC_MESSAGES/certplan.mo", "zh_CN/LC_MESSAGES", "zh_CN", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_build_filename (root, parts[i], NULL);
      g_remove (path);
    }
}

/* GNU gettext: LANGUAGE counts in every locale but the one called C. */
static void
test_chinese (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = install_catalogue ();
  CertplanMoney fen = 1;

  if (root == NULL)
    {
      g_test_skip ("msgfmt is missing");
      return;
    }
  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  if (setlocale (LC_ALL, "C.UTF-8") == NULL)
    {
      g_test_skip ("the locale C.UTF-8 is missing");
      return;
    }
  _certplan_gettext ("wanted"); /* binds the installed place; the test binds its own instead */
  bindtextdomain (GETTEXT_PACKAGE, root);

  g_assert_false (certplan_money_parse ("many", &fen, &error));
  g_assert_nonnull (g_strstr_len (error->message, -1, "\"many\"不是"));
  g_assert_cmpint (fen, ==, 1);

  setlocale (LC_ALL, "C");
  remove_catalogue (root);
}

/* Under the locale C the texts of the program stand, whatever LANGUAGE says. */
static void
test_english (void)
{
  g_autoptr (GError) error = NULL;
  CertplanDate date;

  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  setlocale (LC_ALL, "C");
  g_assert_false (certplan_date_parse ("2025-02-29", &date, &error));
  g_assert_true (g_str_is_ascii (error->message));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/messages/english", test_english);
  g_test_add_func ("/messages/chinese", test_chinese);
  return g_test_run ();
}
