/* Regions. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-regions-private.h"
#include "certplan-faults-private.h"
#include "certplan-nearest-private.h"
#include "certplan-office-data-private.h"
#include "certplan-office-records.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include <string.h>

/* So that asking where a region lies takes no longer the more there are. */
#define MAX_DEPTH 64

typedef struct
{
  const char *name;
  guint parent;
  guint own_row; /* of the office's own records, 1-based; 0 = shipped */
} Node;

struct _CertplanRegions
{
  GStringChunk *texts;
  GArray *nodes;          /* Node, [0] unused */
  GHashTable *numbers;    /* folded name -> number */
  GPtrArray *names;       /* as they are written, for the nearest ones */
  CertplanRecords *own;   /* nullable */
  CertplanFaults *faults; /* while it is made */
};

typedef struct
{
  guint32 line;
  guint32 suffix;
} SuffixRow;

static const CertplanColumn suffix_columns[] = {
  CERTPLAN_RECORD_COLUMN (SuffixRow, suffix, NOTE, CERTPLAN_COLUMN_REQUIRED),
};
static const CertplanRecordType suffix_type = {
  .name = "region-suffixes",
  .columns = suffix_columns,
  .n_columns = G_N_ELEMENTS (suffix_columns),
  .row_size = sizeof (SuffixRow),
};

static Node *
get_node (const CertplanRegions *regions, guint region)
{
  return &g_array_index (regions->nodes, Node, region);
}

/* What is alike in two ways of writing one name. */
static char *
fold (const char *text)
{
  return g_strstrip (g_ascii_strdown (text, -1));
}

static guint
find_folded (const CertplanRegions *regions, const char *folded)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (regions->numbers, folded));
}

guint
_certplan_regions_find (const CertplanRegions *regions, const char *text)
{
  g_autofree char *folded = fold (text);
  guint region = find_folded (regions, folded);
  const CertplanRecords *suffixes = _certplan_shipped_get ("region-suffixes", &suffix_type);
  for (guint i = 0; region == 0 && i < certplan_records_get_n (suffixes); i++)
    {
      const SuffixRow *row = _certplan_records_row (suffixes, i);
      const char *suffix = _certplan_records_note (suffixes, row->suffix);
      if (!g_str_has_suffix (folded, suffix) || strlen (folded) == strlen (suffix))
        continue;
      g_autofree char *bare = g_strndup (folded, strlen (folded) - strlen (suffix));
      region = find_folded (regions, g_strchomp (bare));
    }
  return region;
}

guint
_certplan_regions_get_n (const CertplanRegions *regions)
{
  return regions->nodes->len;
}

const char *
_certplan_regions_get_name (const CertplanRegions *regions, guint region)
{
  return get_node (regions, region)->name;
}

guint
_certplan_regions_get_parent (const CertplanRegions *regions, guint region)
{
  return get_node (regions, region)->parent;
}

gboolean
_certplan_regions_lies_in (const CertplanRegions *regions, guint region, guint other)
{
  for (guint n = 0; n <= MAX_DEPTH && region != 0 && region != other; n++)
    region = get_node (regions, region)->parent;
  return region != 0 && region == other;
}

void
_certplan_regions_append_nearest (const CertplanRegions *regions, const char *text, GString *out)
{
  _certplan_append_nearest (out, text, (const char *const *)regions->names->pdata,
                            regions->names->len);
}

static void
add_name (CertplanRegions *regions, const char *name, guint region)
{
  g_hash_table_insert (regions->numbers, fold (name), GUINT_TO_POINTER (region));
  g_ptr_array_add (regions->names, g_string_chunk_insert_const (regions->texts, name));
}

static guint
add_node (CertplanRegions *regions, const char *name, guint own_row)
{
  const Node node = { g_string_chunk_insert_const (regions->texts, name), 0, own_row };
  g_array_append_val (regions->nodes, node);
  add_name (regions, name, regions->nodes->len - 1);
  return regions->nodes->len - 1;
}

static void
refuse (CertplanRegions *regions, guint row, const char *column, const char *what,
        const char *value, const char *wanted)
{
  _certplan_records_fault_cell (regions->own, regions->faults, row, column,
                                CERTPLAN_TABLE_ERROR_VALUE, what, value, wanted);
}

/* The shipped region that a row of the office's own stands for; 0 = none. A place that lies in one
 * of its name, but for a suffix, is another one: 吉林市 lies in 吉林. */
static guint
find_shipped (const CertplanRegions *regions, const CertplanRecords *records,
              const CertplanRegion *row)
{
  const char *name = certplan_records_get_text (records, row->region);
  const char *parent = certplan_records_get_text (records, row->parent);
  const guint known = _certplan_regions_find (regions, name);
  g_autofree char *folded = fold (name);
  const gboolean is_inside
      = known != 0 && parent != NULL && _certplan_regions_find (regions, parent) == known;
  return is_inside && find_folded (regions, folded) == 0 ? 0 : known;
}

/* A region of the office's own takes the place of a shipped one of that name. */
static guint
add_region (CertplanRegions *regions, const CertplanRecords *records, guint i)
{
  const CertplanRegion *row = certplan_region_get (records, i);
  const char *name = certplan_records_get_text (records, row->region);
  const gboolean is_own = records == regions->own;
  const guint known = is_own ? find_shipped (regions, records, row) : 0;
  if (known == 0)
    return add_node (regions, name, is_own ? i + 1 : 0);
  if (get_node (regions, known)->own_row != 0)
    refuse (regions, i, "region", _ ("region: the same one as in an earlier row"), name,
            get_node (regions, known)->name);
  get_node (regions, known)->own_row = i + 1;
  get_node (regions, known)->name = g_string_chunk_insert_const (regions->texts, name);
  add_name (regions, name, known);
  return known;
}

/* A shipped region by which an office calls one of its own lies in that. */
static void
add_alias (CertplanRegions *regions, const CertplanRecords *records, guint i, guint region,
           const char *alias)
{
  g_autofree char *folded = fold (alias);
  const guint other = find_folded (regions, folded);
  if (other == 0)
    add_name (regions, alias, region);
  else if (other != region && get_node (regions, other)->own_row != 0)
    refuse (regions, i, "alias", _ ("alias: the name of another region"), alias,
            get_node (regions, other)->name);
  else if (other != region)
    get_node (regions, other)->parent = region;
}

static void
add_aliases (CertplanRegions *regions, const CertplanRecords *records, guint i, guint region)
{
  const char *text = certplan_records_get_note (records, certplan_region_get (records, i)->alias);
  g_auto (GStrv) aliases = g_strsplit (text != NULL ? text : "", ";", -1);
  for (char **alias = aliases; *alias != NULL; alias++)
    if (*g_strstrip (*alias) != '\0')
      add_alias (regions, records, i, region, *alias);
}

static void
set_parent (CertplanRegions *regions, const CertplanRecords *records, guint i, guint region)
{
  const char *text = certplan_records_get_text (records, certplan_region_get (records, i)->parent);
  const guint parent = text != NULL ? _certplan_regions_find (regions, text) : 0;
  if (text == NULL)
    return;
  if (parent != 0 && !_certplan_regions_lies_in (regions, parent, region))
    {
      get_node (regions, region)->parent = parent;
      return;
    }
  g_autoptr (GString) wanted = g_string_new (NULL);
  if (parent == 0 && !_certplan_faults_is_full (regions->faults))
    _certplan_regions_append_nearest (regions, text, wanted);
  if (parent == 0 && wanted->len == 0)
    g_string_append (wanted, _ ("a row of its own for it"));
  refuse (regions, i, "parent",
          parent == 0 ? _ ("parent: no such region") : _ ("parent: lies in this very region"), text,
          wanted->len > 0 ? wanted->str : _ ("another region"));
}

/* Longer circles than set_parent() sees are found here, too. */
static void
check_depth (CertplanRegions *regions, guint i, guint region)
{
  guint n = 0;
  for (guint at = region; at != 0 && n <= MAX_DEPTH; at = get_node (regions, at)->parent)
    n++;
  if (n > MAX_DEPTH)
    refuse (regions, i, "parent", _ ("parent: a region inside of more than 63 others"),
            get_node (regions, region)->name, _ ("places of the map, as a town in its province"));
}

static void
add_rows (CertplanRegions *regions, const CertplanRecords *records)
{
  const guint n = records != NULL ? certplan_records_get_n (records) : 0;
  g_autofree guint *numbers = g_new0 (guint, n + 1);
  for (guint i = 0; i < n; i++)
    numbers[i] = add_region (regions, records, i);
  for (guint i = 0; i < n; i++)
    add_aliases (regions, records, i, numbers[i]);
  for (guint i = 0; i < n; i++)
    set_parent (regions, records, i, numbers[i]);
  for (guint i = 0; i < n && records == regions->own; i++)
    check_depth (regions, i, numbers[i]);
}

CertplanRegions *
_certplan_regions_new (CertplanRecords *own, CertplanFaults *faults)
{
  CertplanRegions *regions = g_new0 (CertplanRegions, 1);
  regions->texts = g_string_chunk_new (1024);
  regions->nodes = g_array_new (FALSE, TRUE, sizeof (Node));
  g_array_set_size (regions->nodes, 1);
  regions->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  regions->names = g_ptr_array_new ();
  regions->own = own != NULL ? certplan_records_ref (own) : NULL;
  regions->faults = faults;
  add_rows (regions, _certplan_office_data_get_regions ());
  add_rows (regions, own);
  regions->faults = NULL;
  return regions;
}

void
_certplan_regions_free (CertplanRegions *regions)
{
  g_string_chunk_free (regions->texts);
  g_array_unref (regions->nodes);
  g_hash_table_unref (regions->numbers);
  g_ptr_array_unref (regions->names);
  g_clear_pointer (&regions->own, certplan_records_unref);
  g_free (regions);
}
