/* Records: what holds for any text. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-records.h"

/* Cells that random rows are made of: what each type allows, and texts that try what they can. */
static const char *const random_texts[] = {
  "a",
  "'",
  "''",
  "=1+1",
  "+",
  "-1",
  "@x",
  "\tx",
  "\rx",
  "＝x",
  "＋",
  "－",
  "＠",
  "'=x",
  "''＠x",
  "a,b",
  "a;b",
  "\"",
  "\"\"",
  "a\nb",
  "\r\n",
  "北京甲公司",
  " a ",
  "x'=y",
  "\u3000",
  "#",
  "# a",
  "\xef\xbc\x87",
  "0123",
  "1.5",
  "①",
  "'t",
  "\xf0\x9f\x98\x80",
  "a\"b\nc,d",
};

static char *
make_random_cell (GRand *rand, CertplanColumnType type, guint row)
{
  const char *text = random_texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (random_texts))];

  switch (type)
    {
    case CERTPLAN_COLUMN_ID:
      return g_strdup_printf ("%s%u", text, row);
    case CERTPLAN_COLUMN_TEXT:
    case CERTPLAN_COLUMN_NOTE:
      return g_strdup (text);
    case CERTPLAN_COLUMN_DATE:
      return certplan_date_format (g_rand_int_range (rand, -719162, 2932897));
    case CERTPLAN_COLUMN_MONTH:
      return g_strdup_printf ("%04d-%02d", g_rand_int_range (rand, 1, 10000),
                              g_rand_int_range (rand, 1, 13));
    case CERTPLAN_COLUMN_MONEY:
      return certplan_money_format (
          ((gint64)g_rand_int_range (rand, 0, G_MAXINT32) << g_rand_int_range (rand, 0, 32)),
          FALSE);
    case CERTPLAN_COLUMN_INT:
      return g_strdup_printf ("%d", g_rand_int_range (rand, 0, G_MAXINT32));
    case CERTPLAN_COLUMN_SHARE:
      return g_strdup_printf ("0.%06d", g_rand_int_range (rand, 1, 1000000));
    case CERTPLAN_COLUMN_PERIOD:
      return g_strdup_printf ("P%d%c", g_rand_int_range (rand, 0, 1000),
                              "MDB"[g_rand_int_range (rand, 0, 3)]);
    case CERTPLAN_COLUMN_CHOICE:
      return g_strdup (kinds[g_rand_int_range (rand, 0, 3)]);
    default:
      return g_strdup (qualifications[g_rand_int_range (rand, 0, 2)]);
    }
}

/* As a writer of CSV files does it. */
static char *
write_file (const CertplanRecords *records)
{
  GString *file = g_string_new (NULL);

  for (guint c = 0; c < N_COLUMNS; c++)
    g_string_append_printf (file, "%s%s", c > 0 ? "," : "", columns[c].name);
  g_string_append (file, "\r\n");
  for (guint i = 0; i < certplan_records_get_n (records); i++)
    {
      for (guint c = 0; c < N_COLUMNS; c++)
        {
          g_autofree char *text = certplan_records_dup_text (records, i, columns[c].name);
          g_autofree char *guarded = NULL;
          if (text != NULL && _certplan_column_is_text (columns[c].type)
              && _certplan_text_needs_guard (text))
            guarded = g_strconcat ("'", text, NULL);
          if (c > 0)
            g_string_append_c (file, ',');
          if (text != NULL)
            append_quoted (file, guarded != NULL ? guarded : text);
        }
      g_string_append (file, "\r\n");
    }
  return g_string_free (file, FALSE);
}

static const CertplanRecordType plain_type = {
  .name = "plain",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (Row),
};

static const CertplanRecordType aside_type = {
  .name = "aside",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (Row),
  .kept_size = G_STRUCT_OFFSET (Row, amount),
};

static CertplanRecords *
make_random_records (GRand *rand, guint n_rows)
{
  CertplanRecords *records = _certplan_records_new (&plain_type, &resolver);

  for (guint i = 0; i < n_rows; i++)
    {
      g_auto (GStrv) values = g_new0 (char *, N_COLUMNS + 1);
      g_autoptr (GError) error = NULL;
      for (guint c = 0; c < N_COLUMNS; c++)
        if (c <= ISSUED || g_rand_boolean (rand))
          values[c] = make_random_cell (rand, columns[c].type, i);
        else
          values[c] = g_strdup ("");
      g_assert_true (_certplan_records_append (records, (const char *const *)values, NULL, &error));
      g_assert_no_error (error);
    }
  return records;
}

/* Records written as a CSV file and read again are the same records. */
static void
test_round_trip (void)
{
  const guint n_files = g_test_slow () ? 300 : 30;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260228);

  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (CertplanRecords) records = make_random_records (rand, 50);
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autofree char *file = write_file (records);
      g_autoptr (CertplanRecords) again = load_text (&plain_type, file, faults, NULL);
      g_autofree char *texts = dup_faults (faults);
      g_assert_cmpstr (texts, ==, "");
      g_autofree char *file_again = write_file (again);
      g_assert_cmpstr (file_again, ==, file);
      g_autoptr (CertplanRecords) aside = load_text (&aside_type, file, faults, NULL);
      g_autofree char *file_aside = write_file (aside);
      g_assert_cmpstr (file_aside, ==, file);
      g_autoptr (CertplanTable) table = certplan_records_dup_table (records);
      g_autoptr (CertplanTable) table_again = certplan_records_dup_table (again);
      g_autofree char *walk = dup_walk (table);
      g_autofree char *walk_again = dup_walk (table_again);
      g_assert_cmpstr (walk_again, ==, walk);
    }
}

/* Whatever a file holds, it is either loaded without a fault or refused with one, never both. */
static void
test_damaged (void)
{
  const guint n_files = g_test_slow () ? 200000 : 5000;
  static const char bytes[] = "\",;\t\r\n'#=0\x80\xe5\xff()%-年";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260301);

  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *file = g_strdup (good_file);
      const gint length = (gint)strlen (file);
      for (gint n = g_rand_int_range (rand, 1, 6); n > 0; n--)
        file[g_rand_int_range (rand, 0, length)]
            = bytes[g_rand_int_range (rand, 0, (gint)sizeof bytes - 1)];
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanRecords) records = load_text (&record_type, file, faults, &error);
      if ((records == NULL) != (error != NULL)
          || (records == NULL) != (certplan_faults_get_n (faults) > 0))
        g_test_fail_printf ("file %u: %s", i, file);
    }
}

/* What guards a text and what takes the guard off undo each other, for any text. */
static void
test_guard (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (random_texts); i++)
    {
      const char *text = random_texts[i];
      g_autofree char *written
          = g_strconcat (_certplan_text_needs_guard (text) ? "'" : "", text, NULL);
      g_assert_cmpstr (_certplan_text_unguard (written), ==, text);
    }
  g_assert_true (_certplan_text_needs_guard ("=1"));
  g_assert_true (_certplan_text_needs_guard ("''\t"));
  g_assert_false (_certplan_text_needs_guard (""));
  g_assert_false (_certplan_text_needs_guard ("'"));
  g_assert_false (_certplan_text_needs_guard ("a=1"));
}

/* Mostly larger than the one before, now and then one that was there, or none. */
static const char *
make_random_key (GRand *rand, guint *last, char *key, gsize size)
{
  const gint kind = g_rand_int_range (rand, 0, 40);

  if (kind == 0)
    return NULL;
  if (kind > 2)
    *last += (guint)g_rand_int_range (rand, 1, 3);
  g_snprintf (key, (gulong)size, "K%04u",
              kind > 2 ? *last : (guint)g_rand_int_range (rand, 0, (gint)*last + 1));
  return key;
}

/* Keys in nearly ascending order against a plain table of those that were there. */
static void
test_ascending_keys (void)
{
  const guint n_files = g_test_slow () ? 3000 : 300;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);
  CertplanColumn column = columns[CERTIFICATE];
  const CertplanRecordType type
      = { .name = "keyed", .columns = &column, .n_columns = 1, .row_size = sizeof (Row) };

  column.flags = KEY;
  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (CertplanRecords) records = _certplan_records_new (&type, &resolver);
      g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      guint last = 0, n = 0;
      for (guint row = 0; row < 200; row++)
        {
          char buffer[16] = "K";
          const char *key = make_random_key (rand, &last, buffer, sizeof buffer);
          const gboolean is_new = key == NULL || g_hash_table_lookup (rows, key) == NULL;
          g_assert_cmpint (_certplan_records_append (records, &key, NULL, NULL), ==, is_new);
          n += is_new;
          if (is_new && key != NULL)
            g_hash_table_insert (rows, g_strdup (key), GUINT_TO_POINTER (n));
          if (g_rand_int_range (rand, 0, 200) == 0)
            g_assert_cmpuint (_certplan_records_find_id (records, buffer), ==,
                              GPOINTER_TO_UINT (g_hash_table_lookup (rows, buffer)));
        }
      GHashTableIter iter;
      gpointer key, number;
      g_hash_table_iter_init (&iter, rows);
      while (g_hash_table_iter_next (&iter, &key, &number))
        g_assert_cmpuint (_certplan_records_find_id (records, key), ==, GPOINTER_TO_UINT (number));
      g_assert_cmpuint (certplan_records_get_n (records), ==, n);
    }
}

static void
test_pile (void)
{
  CertplanPile pile;

  _certplan_pile_init (&pile, sizeof (guint64), 2);
  g_assert_cmpuint (_certplan_pile_take (&pile, 3), ==, 4);
  g_assert_cmpuint (_certplan_pile_take (&pile, 2), ==, 8); /* 7 alone is too small for two */
  g_assert_cmpuint (_certplan_pile_take (&pile, 40), ==, 64);
  *(guint64 *)_certplan_pile_at (&pile, 4) = 1;
  *(guint64 *)_certplan_pile_at (&pile, 103) = 2;
  pile.limit = 110;
  g_assert_cmpuint (_certplan_pile_take (&pile, 7), ==, 0);
  g_assert_cmpuint (_certplan_pile_take (&pile, 6), ==, 104);
  _certplan_pile_cut (&pile, 109);
  g_assert_cmpuint (_certplan_pile_take (&pile, 1), ==, 109);
  g_assert_cmpuint (_certplan_pile_take (&pile, 1), ==, 0);
  _certplan_pile_clear (&pile);

  _certplan_pile_init (&pile, 1, 10);
  pile.next = G_MAXUINT32; /* as if there were 4 GiB in it */
  g_assert_cmpuint (_certplan_pile_take (&pile, 2), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  add_labels ();
  g_test_add_func ("/records/round-trip", test_round_trip);
  g_test_add_func ("/records/damaged", test_damaged);
  g_test_add_func ("/records/guard", test_guard);
  g_test_add_func ("/records/ascending-keys", test_ascending_keys);
  g_test_add_func ("/records/pile", test_pile);
  return g_test_run ();
}
