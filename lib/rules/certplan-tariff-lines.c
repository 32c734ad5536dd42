/* What explains a row of the tariff. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-tariff-lines-private.h"
#include "certplan-labels-private.h"
#include "certplan-money.h"
#include <string.h>

/* Stands where the amount goes: a byte that no text holds. */
#define AMOUNT '\xff'
#define AMOUNT_TEXT "\xff"
#define N_LANGS 2 /* English, Chinese */

typedef struct
{
  gsize begin, length; /* in texts */
} Line;

struct _CertplanTariffLines
{
  const GArray *rules; /* CertplanRule; the rulebook's */
  Line *lines;         /* owned; N_LANGS a rule */
  GString *texts;      /* owned */
};

static void
append_line (const CertplanRule *rule, const CertplanLabels *labels, CertplanLang lang,
             GString *out)
{
  g_autoptr (GString) spoken = g_string_new (NULL);
  g_autofree char *reason = _certplan_rule_dup_reason (rule, AMOUNT_TEXT);
  g_autofree char *item = g_strconcat (CERTPLAN_LABEL, rule->item, NULL);
  g_autofree char *source = g_strconcat (CERTPLAN_LABEL, rule->source, NULL);
  g_autofree char *place = g_strdup_printf ("%s:%u", rule->file, rule->line);

  _certplan_labels_append_sentence (labels, lang, reason, spoken);
  g_autofree char *sentence = _certplan_sentence (
      "why.line", item, spoken->str, source, rule->clause != NULL ? rule->clause : "", place, NULL);
  _certplan_labels_append_sentence (labels, lang, sentence, out);
  g_string_append_c (out, '\n');
}

CertplanTariffLines *
_certplan_tariff_lines_new (const GArray *rules, const CertplanLabels *labels)
{
  static const CertplanLang langs[N_LANGS] = { CERTPLAN_LANG_EN, CERTPLAN_LANG_ZH_CN };
  CertplanTariffLines *lines = g_new0 (CertplanTariffLines, 1);

  lines->rules = rules;
  lines->lines = g_new0 (Line, rules->len * N_LANGS);
  lines->texts = g_string_new (NULL);
  for (guint i = 0; i < rules->len * N_LANGS; i++)
    {
      lines->lines[i].begin = lines->texts->len;
      append_line (&g_array_index (rules, CertplanRule, i / N_LANGS), labels, langs[i % N_LANGS],
                   lines->texts);
      lines->lines[i].length = lines->texts->len - lines->lines[i].begin;
    }
  return lines;
}

void
_certplan_tariff_lines_free (CertplanTariffLines *lines)
{
  if (lines == NULL)
    return;
  g_free (lines->lines);
  g_string_free (lines->texts, TRUE);
  g_free (lines);
}

void
_certplan_tariff_lines_append (const CertplanTariffLines *lines, const CertplanRule *rule,
                               CertplanMoney amount_fen, CertplanLang lang, GString *out)
{
  const gsize i = (gsize)(rule - &g_array_index (lines->rules, CertplanRule, 0));
  const Line *line = &lines->lines[i * N_LANGS + (lang == CERTPLAN_LANG_ZH_CN)];
  const char *from = lines->texts->str + line->begin;
  const char *const end = from + line->length;
  const char *amount;

  while ((amount = memchr (from, AMOUNT, (gsize)(end - from))) != NULL)
    {
      g_string_append_len (out, from, amount - from);
      _certplan_money_append (out, amount_fen, TRUE);
      from = amount + 1;
    }
  g_string_append_len (out, from, end - from);
}
