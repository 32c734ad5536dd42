/* Sentences: a label key and its arguments in one text, spoken at the end in the reader's language.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-labels-private.h"
#include "certplan-table-private.h"
#include <stdarg.h>
#include <string.h>

/* A sentence is SENTENCE key (SEPARATOR argument)*, a label argument being CERTPLAN_LABEL key, one
 * that is a value CERTPLAN_VALUE text; several follow one another. Arguments hold no control
 * characters, so these cannot be mistaken. */
#define SENTENCE '\x1d'
#define SEPARATOR '\x1f'
#define LABEL '\x1e'
#define VALUE '\x1c'
#define ALL "{*}" /* every argument, one after another */
G_STATIC_ASSERT (sizeof CERTPLAN_LABEL == 2);

static void
append_argument (GString *out, const char *argument)
{
  g_string_append_c (out, SEPARATOR);
  if (*argument == LABEL || *argument == VALUE)
    g_string_append_c (out, *argument++);
  for (; *argument != '\0'; argument++)
    g_string_append_c (out, g_ascii_iscntrl (*argument) ? ' ' : *argument);
}

static GString *
begin_sentence (const char *key)
{
  GString *sentence = g_string_new (NULL);

  g_string_append_c (sentence, SENTENCE);
  return g_string_append (sentence, key);
}

char *
_certplan_sentence (const char *key, ...)
{
  g_return_val_if_fail (key != NULL, NULL);

  GString *sentence = begin_sentence (key);
  va_list arguments;
  const char *argument;

  va_start (arguments, key);
  while ((argument = va_arg (arguments, const char *)) != NULL)
    append_argument (sentence, argument);
  va_end (arguments);
  return g_string_free (sentence, FALSE);
}

char *
_certplan_sentencev (const char *key, const char *const *arguments)
{
  g_return_val_if_fail (key != NULL && arguments != NULL, NULL);

  GString *sentence = begin_sentence (key);
  for (; *arguments != NULL; arguments++)
    append_argument (sentence, *arguments);
  return g_string_free (sentence, FALSE);
}

char *
_certplan_argument_period (const CertplanPeriod *period)
{
  GString *argument = g_string_new (CERTPLAN_VALUE);

  _certplan_period_append (argument, period);
  return g_string_free (argument, FALSE);
}

char *
_certplan_argument_money (CertplanMoney fen)
{
  GString *argument = g_string_new (CERTPLAN_VALUE);

  _certplan_money_append (argument, fen, FALSE);
  return g_string_free (argument, FALSE);
}

/* Returns: the @n-th part (0 is the key) and its length; NULL where there are fewer */
static const char *
find_part (const char *parts, guint n, gsize *length)
{
  for (; n > 0; n--)
    {
      parts = strchr (parts, SEPARATOR);
      if (parts == NULL)
        return NULL;
      parts++;
    }
  *length = strcspn (parts, "\x1f");
  return parts;
}

/* The text of the label whose key is the first @length bytes of @key; these where there is none. */
static void
append_label (const CertplanLabels *labels, CertplanLang lang, const char *key, gsize length,
              GString *out)
{
  g_autofree char *copy = g_strndup (key, length);
  const char *text = _certplan_labels_find (labels, lang, copy);

  g_string_append (out, text != NULL ? text : copy);
}

/* A period or an amount as a person writes it; under LANG_FIELD as a program does. */
static void
append_value (const CertplanLabels *labels, CertplanLang lang, const char *text, gsize length,
              GString *out)
{
  g_autofree char *copy = g_strndup (text, length);
  CertplanValue value = { 0 };

  if (certplan_period_parse (copy, &value.period, NULL))
    _certplan_value_append (labels, lang, lang != CERTPLAN_LANG_FIELD, CERTPLAN_COLUMN_PERIOD,
                            &value, out);
  else if (certplan_money_parse (copy, &value.number, NULL))
    _certplan_value_append (labels, lang, lang != CERTPLAN_LANG_FIELD, CERTPLAN_COLUMN_MONEY,
                            &value, out);
  else
    g_string_append (out, copy);
}

static void
append_part (const CertplanLabels *labels, CertplanLang lang, const char *part, gsize length,
             GString *out)
{
  if (length > 0 && *part == LABEL)
    append_label (labels, lang, part + 1, length - 1, out);
  else if (length > 0 && *part == VALUE)
    append_value (labels, lang, part + 1, length - 1, out);
  else
    g_string_append_len (out, part, (gssize)length);
}

/* The number of the placeholder `{1}` .. `{99}` at @at, 0 if there is none. Returns: what follows
 * it */
static const char *
read_placeholder (const char *at, guint *number)
{
  *number = 0;
  if (*at != '{')
    return at;
  for (at++; g_ascii_isdigit (*at) && *number < 10; at++)
    *number = *number * 10 + (guint)g_ascii_digit_value (*at);
  if (*at != '}')
    *number = 0;
  return at + 1;
}

/* What a list holds stays a key where values do. */
static void
append_all (const CertplanLabels *labels, CertplanLang lang, const char *parts, GString *out)
{
  const char *between = _certplan_labels_find (labels, lang, "list.between");
  const char *part;
  gsize length;

  for (guint n = 1; (part = find_part (parts, n, &length)) != NULL; n++)
    {
      if (n > 1)
        g_string_append (out, between != NULL ? between : ", ");
      if (lang == CERTPLAN_LANG_FIELD && *part == LABEL)
        g_string_append_len (out, part + 1, (gssize)length - 1);
      else
        append_part (labels, lang, part, length, out);
    }
}

/* A placeholder without an argument stays as it is: a mistake that one can see. */
static void
speak (const CertplanLabels *labels, CertplanLang lang, const char *pattern, const char *parts,
       GString *out)
{
  while (*pattern != '\0')
    {
      guint number;
      gsize length;
      if (g_str_has_prefix (pattern, ALL))
        {
          append_all (labels, lang, parts, out);
          pattern += strlen (ALL);
          continue;
        }
      const char *next = read_placeholder (pattern, &number);
      const char *part = number > 0 ? find_part (parts, number, &length) : NULL;
      if (part != NULL)
        {
          append_part (labels, lang, part, length, out);
          pattern = next;
        }
      else
        g_string_append_c (out, *pattern++);
    }
}

static void
append_one (const CertplanLabels *labels, CertplanLang lang, const char *parts, GString *out)
{
  gsize length;
  find_part (parts, 0, &length);
  g_autoptr (GString) pattern = g_string_new (NULL);
  append_label (labels, lang, parts, length, pattern);
  speak (labels, lang, pattern->str, parts, out);
}

/* Sentences that follow one another. */
static void
append_several (const CertplanLabels *labels, CertplanLang lang, const char *sentences,
                GString *out)
{
  const char marks[] = { SENTENCE, '\0' };
  const char *between = _certplan_labels_find (labels, lang, "list.sentences");
  g_auto (GStrv) all = g_strsplit (sentences, marks, -1);

  for (guint i = 0; all[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (out, between != NULL ? between : "; ");
      append_one (labels, lang, all[i], out);
    }
}

void
_certplan_labels_append_sentence (const CertplanLabels *labels, CertplanLang lang,
                                  const char *sentence, GString *out)
{
  g_return_if_fail (sentence != NULL && out != NULL);

  if (*sentence == VALUE)
    append_value (labels, lang, sentence + 1, strlen (sentence + 1), out);
  else if (*sentence != SENTENCE)
    g_string_append (out, sentence);
  else if (strchr (sentence + 1, SENTENCE) == NULL)
    append_one (labels, lang, sentence + 1, out);
  else
    append_several (labels, lang, sentence + 1, out);
}
