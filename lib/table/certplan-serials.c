/* Day numbers of a spreadsheet where a file should have dates. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-serials-private.h"

/* Of a column of nothing but day numbers no more are kept. */
#define MAX_KEPT 1000

typedef struct
{
  gboolean has_values; /* one that is no day number was there */
  guint n_kept;        /* of its day numbers */
} SerialColumn;

typedef struct
{
  guint column; /* of the type */
  guint line, place;
  char *text; /* owned */
} SerialCell;

struct _CertplanSerials
{
  SerialColumn *columns; /* owned */
  GArray *cells;         /* of SerialCell */
};

static void
clear_cell (gpointer data)
{
  SerialCell *cell = data;

  g_free (cell->text);
}

CertplanSerials *
_certplan_serials_new (const CertplanRecordType *type)
{
  CertplanSerials *serials = g_new (CertplanSerials, 1);

  serials->columns = g_new0 (SerialColumn, type->n_columns);
  serials->cells = g_array_new (FALSE, FALSE, sizeof (SerialCell));
  g_array_set_clear_func (serials->cells, clear_cell);
  return serials;
}

void
_certplan_serials_free (CertplanSerials *serials)
{
  g_array_unref (serials->cells);
  g_free (serials->columns);
  g_free (serials);
}

void
_certplan_serials_see_value (CertplanSerials *serials, guint column)
{
  if (serials != NULL)
    serials->columns[column].has_values = TRUE;
}

void
_certplan_serials_add (CertplanSerials *serials, const CertplanReader *reader, guint column,
                       guint cell)
{
  guint n_cells;
  SerialCell serial = { .column = column };

  if (serials->columns[column].has_values || serials->columns[column].n_kept == MAX_KEPT)
    return;
  serials->columns[column].n_kept++;
  _certplan_reader_locate (reader, cell, &serial.line, &serial.place);
  serial.text = g_strdup (_certplan_reader_get_cells (reader, &n_cells)[cell].text);
  g_array_append_val (serials->cells, serial);
}

void
_certplan_serials_refuse (const CertplanSerials *serials, const CertplanRecordType *type,
                          const char *file, CertplanFaults *faults)
{
  for (guint i = 0; i < serials->cells->len; i++)
    {
      const SerialCell *serial = &g_array_index (serials->cells, SerialCell, i);
      if (serials->columns[serial->column].has_values)
        continue;
      g_autofree char *what = g_strconcat (type->columns[serial->column].name, ": ",
                                           _ ("this may be the day number of a spreadsheet"), NULL);
      certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_VALUE, file,
                           serial->line, serial->place, what, serial->text,
                           _ ("2025-05-01; day numbers alone are read with --excel-serial"));
    }
}
