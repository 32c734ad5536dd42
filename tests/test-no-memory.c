/* Tables where there is no memory, at each place in turn: they say so, and keep what they have.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The functions of certplan-memory.c are this program's own: what is taken the n-th time is not
 * there. */
#include "certplan-memory-private.h"
#include "certplan-slots-private.h"
#include "test-records.h"

#define N_ROWS 300
#define NEVER G_MAXUINT

static guint n_left = NEVER; /* pieces that can still be had */
static guint n_refused;      /* pieces that could not be had then */
static guint n_in_a_row = 1; /* so many are refused, one after the other */

gpointer
_certplan_memory_take (gsize n_bytes)
{
  if (n_left == 0)
    {
      n_left = ++n_refused == n_in_a_row ? NEVER : 0;
      return NULL;
    }
  n_left -= n_left != NEVER;
  return g_malloc0 (n_bytes);
}

void
_certplan_memory_give (gpointer memory, gsize n_bytes G_GNUC_UNUSED)
{
  g_free (memory);
}

void
_certplan_memory_announce (gconstpointer memory G_GNUC_UNUSED, gsize n_bytes G_GNUC_UNUSED)
{
}

void
_certplan_memory_reserve (GArray *array G_GNUC_UNUSED, guint n G_GNUC_UNUSED)
{
}

static void
refuse (guint n)
{
  n_left = n;
  n_refused = 0;
}

/* From here on there is memory. Returns: whether there was none some time since refuse() */
static gboolean
end_refusal (void)
{
  n_left = NEVER;
  return n_refused > 0;
}

/* The third column from the end is kept aside, and so are those behind it. */
static const CertplanRecordType aside_type = { .name = "aside",
                                               .columns = columns,
                                               .n_columns = N_COLUMNS,
                                               .row_size = sizeof (Row),
                                               .kept_size = G_STRUCT_OFFSET (Row, amount) };

typedef struct
{
  const char *name;
  const CertplanRecordType *type;
  guint step; /* from one number to the next one, of N_ROWS */
} Order;

static const Order orders[] = {
  { "ascending", &record_type, 1 },
  { "mixed", &record_type, 7 },
  { "aside", &aside_type, 1 },
};

static void
name_row (const Order *order, guint i, char *id, gsize size)
{
  g_snprintf (id, size, "C%03u", i * order->step % N_ROWS);
}

static char *
make_rows (const Order *order)
{
  GString *text = g_string_new ("certificate,issued,org,amount,note\n");
  for (guint i = 0; i < N_ROWS; i++)
    {
      char id[8];
      name_row (order, i, id, sizeof id);
      g_string_append_printf (text, "%s,2026-01-31,org %u,%u,note %u\n", id, i, i + 1, i);
    }
  return g_string_free (text, FALSE);
}

static void
assert_row (const CertplanRecords *records, const Order *order, guint i)
{
  char id[8], wanted[16];
  name_row (order, i, id, sizeof id);
  g_snprintf (wanted, sizeof wanted, "org %u", i);
  g_autofree char *org = certplan_records_dup_text (records, i, "org");
  g_assert_cmpstr (org, ==, wanted);
  g_assert_cmpint (certplan_records_get_money (records, i, "amount"), ==, (i + 1) * 100);
  g_assert_cmpuint (_certplan_records_find_id (records, id), ==, i + 1);
}

/* Some of it is wanted for speed alone: then all is there without it. */
static void
test_load (gconstpointer data)
{
  const Order *order = data;
  g_autofree char *text = make_rows (order);
  guint n_told = 0;
  for (guint n = 0, was_short = TRUE; was_short; n++)
    {
      g_autoptr (GError) error = NULL;
      refuse (n);
      g_autoptr (CertplanRecords) records = load_text (order->type, text, NULL, &error);
      was_short = end_refusal ();
      n_told += records == NULL;
      if (records == NULL)
        g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_LIMIT);
      for (guint i = 0; records != NULL && i < N_ROWS; i++)
        assert_row (records, order, i);
    }
  g_assert_cmpuint (n_told, >=, 5); /* texts, their bytes and their hash, rows, keys */
}

/* A number is found without an index, too. */
static void
test_find (gconstpointer data)
{
  const Order *order = data;
  g_autofree char *text = make_rows (order);
  g_autoptr (CertplanRecords) records = load_text (order->type, text, NULL, NULL);
  for (guint n = 0; n < 2; n++)
    {
      refuse (0);
      g_assert_cmpuint (_certplan_records_find_id (records, "no such"), ==, 0);
      end_refusal ();
      refuse (0);
      assert_row (records, order, N_ROWS / 2);
      end_refusal ();
    }
  for (guint i = 0; i < N_ROWS; i++)
    assert_row (records, order, i);
}

static gboolean
append (CertplanRecords *records, const Order *order, guint i, GError **error)
{
  char id[8], org[16], amount[16];
  name_row (order, i, id, sizeof id);
  g_snprintf (org, sizeof org, "org %u", i);
  g_snprintf (amount, sizeof amount, "%u", i + 1);
  const char *values[N_COLUMNS] = { id, "2026-01-31", org, [AMOUNT] = amount };
  return _certplan_records_append (records, values, NULL, error);
}

/* A row that finds no memory leaves no trace: it is taken the next time. */
static void
append_all (CertplanRecords *records, const Order *order, guint first)
{
  for (guint i = first; i < N_ROWS; i++)
    {
      g_autoptr (GError) error = NULL;
      while (!append (records, order, i, &error))
        {
          g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_LIMIT);
          g_assert_cmpuint (certplan_records_get_n (records), ==, i);
          g_clear_error (&error);
        }
    }
}

static void
test_append (gconstpointer data)
{
  const Order *order = data;
  for (n_in_a_row = 1; n_in_a_row <= 3; n_in_a_row++)
    for (guint n = 0, was_short = TRUE; was_short; n++)
      {
        g_autoptr (CertplanRecords) records = _certplan_records_new (order->type, &resolver);
        refuse (n);
        append_all (records, order, 0);
        was_short = end_refusal ();
        for (guint i = 0; i < N_ROWS; i++)
          assert_row (records, order, i);
      }
  n_in_a_row = 1;
}

/* Rows of a file, and more rows behind them. */
static void
test_append_to_file (gconstpointer data)
{
  const Order *order = data;
  g_autofree char *text = make_rows (order);
  char *end = text;
  for (guint i = 0; i <= N_ROWS / 2; i++)
    end = strchr (end, '\n') + 1;
  *end = '\0';
  for (guint n = 0, was_short = TRUE; was_short; n++)
    {
      g_autoptr (CertplanRecords) records = load_text (order->type, text, NULL, NULL);
      refuse (n);
      append_all (records, order, N_ROWS / 2);
      was_short = end_refusal ();
      for (guint i = 0; i < N_ROWS; i++)
        assert_row (records, order, i);
    }
}

static gboolean
is_number (gconstpointer data G_GNUC_UNUSED, guint32 number, gconstpointer wanted)
{
  return number == GPOINTER_TO_UINT (wanted);
}

/* What is in the hash stays there, and what found no room is taken later. */
static void
test_slots (void)
{
  for (guint n = 0, was_short = TRUE; was_short; n++)
    {
      CertplanSlots slots = { NULL };
      refuse (n);
      for (guint32 i = 1; i <= N_ROWS; i++)
        {
          const CertplanSlot *slot
              = _certplan_slots_take (&slots, i, i, is_number, NULL, GUINT_TO_POINTER (i));
          if (slot == NULL)
            slot = _certplan_slots_take (&slots, i, i, is_number, NULL, GUINT_TO_POINTER (i));
          g_assert_cmpuint (slot->number, ==, i);
        }
      was_short = end_refusal ();
      for (guint32 i = 1; i <= N_ROWS; i++)
        g_assert_cmpuint (_certplan_slots_find (&slots, i, is_number, NULL, GUINT_TO_POINTER (i)),
                          ==, i);
      _certplan_slots_clear (&slots);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  add_labels ();
  ADD_ROWS ("/no-memory/load/", orders, test_load);
  ADD_ROWS ("/no-memory/find/", orders, test_find);
  ADD_ROWS ("/no-memory/append/", orders, test_append);
  ADD_ROWS ("/no-memory/append-to-file/", orders, test_append_to_file);
  g_test_add_func ("/no-memory/slots", test_slots);
  return g_test_run ();
}
