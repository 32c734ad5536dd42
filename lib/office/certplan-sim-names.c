/* What the things of a simulation are called. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-private.h"
#include "certplan-sim-tables-private.h"

const char *
_certplan_sim_keep (const SimMaker *maker, char *text)
{
  const char *kept = g_string_chunk_insert_const (maker->result->texts, text);
  g_free (text);
  return kept;
}

/* A word of an office's rules. (transfer full) */
static char *
mark (const char *word)
{
  return g_strconcat (CERTPLAN_LABEL, word, NULL);
}

char *
_certplan_sim_dup_group_name (const char *group)
{
  g_auto (GStrv) parts = g_strsplit (group, "/", 3);
  if (group[0] == '\0')
    return _certplan_sentence ("all_cases", NULL);
  if (parts[1] == NULL)
    return _certplan_sentence ("label_plain", group, NULL);
  g_autofree char *scheme = g_strconcat (CERTPLAN_LABEL "scheme.", parts[1], NULL);
  g_autofree char *word = mark (parts[1]);
  if (g_str_equal (parts[0], "level"))
    return _certplan_sentence ("group.level", scheme, parts[2], NULL);
  if (g_str_equal (parts[0], "body"))
    {
      g_autofree char *class_name = g_strconcat (CERTPLAN_LABEL "body_class.", parts[1], NULL);
      return parts[1][0] != '\0' ? _certplan_sentence ("group.body", class_name, NULL)
                                 : _certplan_sentence ("group.no_body", NULL);
    }
  if (g_str_equal (parts[0], "kind"))
    return _certplan_sentence ("group.kind", word, NULL);
  return parts[1][0] != '\0' ? _certplan_sentence ("group.region", group + 7, NULL)
                             : _certplan_sentence ("group.no_region", NULL);
}

const char *
_certplan_sim_name_class (const SimMaker *maker, const char *class)
{
  return _certplan_sim_keep (maker, _certplan_sim_dup_group_name (class));
}

/* "onsite_review/evaluation_body", or a stage of a key file. */
const char *
_certplan_sim_name_stage (const SimMaker *maker, const char *stage)
{
  g_auto (GStrv) parts = g_strsplit (stage, "/", 2);
  if (g_strv_length (parts) < 2)
    return _certplan_sim_keep (maker, _certplan_sentence ("label_plain", stage, NULL));
  g_autofree char *item = mark (parts[0]), *performer = mark (parts[1]);
  return _certplan_sim_keep (maker, _certplan_sentence ("stage_of", item, performer, NULL));
}

/* "evaluation_body/NAME", or a resource of a key file. */
const char *
_certplan_sim_name_resource (const SimMaker *maker, const char *resource)
{
  g_auto (GStrv) parts = g_strsplit (resource, "/", 2);
  if (g_strv_length (parts) < 2)
    return _certplan_sim_keep (maker, _certplan_sentence ("label_plain", resource, NULL));
  g_autofree char *performer = mark (parts[0]);
  return _certplan_sim_keep (maker, _certplan_sentence ("team_of", parts[1], performer, NULL));
}

const char *
_certplan_sim_name_outcome (GStringChunk *texts, const char *name)
{
  static const char *const known[] = { "done",       "lost",     "withdrawn",  "late", "failed",
                                       "nobody_may", "unserved", "unfinished", NULL };
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL, "outcome.", name, NULL);
  g_autofree char *sentence
      = _certplan_sentence ("label_plain", g_strv_contains (known, name) ? label : name, NULL);
  return g_string_chunk_insert_const (texts, sentence);
}
