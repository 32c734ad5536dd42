/* How input files are read, where finding out is not enough. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-decoder-private.h"
#include "certplan-input-options-private.h"
#include "certplan-private.h"
#include <string.h>

struct _CertplanInputOptions
{
  CertplanReadOptions read; /* its encoding is static */
};

G_DEFINE_BOXED_TYPE (CertplanInputOptions, certplan_input_options, certplan_input_options_ref,
                     certplan_input_options_unref)

CertplanInputOptions *
certplan_input_options_new (void)
{
  return g_atomic_rc_box_new0 (CertplanInputOptions);
}

CertplanInputOptions *
certplan_input_options_ref (CertplanInputOptions *options)
{
  g_return_val_if_fail (options != NULL, NULL);

  return g_atomic_rc_box_acquire (options);
}

void
certplan_input_options_unref (CertplanInputOptions *options)
{
  g_return_if_fail (options != NULL);

  g_atomic_rc_box_release (options);
}

gboolean
certplan_input_options_set_encoding (CertplanInputOptions *options, const char *encoding,
                                     GError **error)
{
  g_return_val_if_fail (options != NULL, FALSE);

  const char *known = encoding != NULL ? _certplan_encoding_find (encoding) : NULL;
  if (encoding != NULL && known == NULL)
    return _certplan_refuse (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_NAME,
                             _ ("no encoding is named \"%s\"; wanted UTF-8, GB18030, GBK, UTF-16LE "
                                "or UTF-16BE"),
                             encoding);
  options->read.encoding = known;
  return TRUE;
}

/* Returns: the sign; 0 if the text names none */
static char
find_delimiter (const char *text)
{
  static const struct
  {
    const char *name;
    char sign;
  } words[] = { { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "\\t", '\t' } };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i].name) == 0)
      return words[i].sign;
  if (strlen (text) != 1 || *text == '"' || !(g_ascii_ispunct (*text) || *text == '\t'))
    return 0;
  return *text;
}

gboolean
certplan_input_options_set_delimiter (CertplanInputOptions *options, const char *delimiter,
                                      GError **error)
{
  g_return_val_if_fail (options != NULL, FALSE);

  const char sign = delimiter != NULL ? find_delimiter (delimiter) : 0;
  if (delimiter != NULL && sign == 0)
    return _certplan_refuse (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_NAME,
                             _ ("no delimiter: \"%s\"; wanted one sign, as , or ; or the word tab"),
                             delimiter);
  options->read.delimiter = sign;
  return TRUE;
}

void
certplan_input_options_set_keep_good_rows (CertplanInputOptions *options, gboolean keep_good_rows)
{
  g_return_if_fail (options != NULL);

  options->read.keeps_good_rows = keep_good_rows;
}

void
certplan_input_options_set_excel_serial (CertplanInputOptions *options, gboolean excel_serial)
{
  g_return_if_fail (options != NULL);

  options->read.excel_serial = excel_serial;
}

CertplanReadOptions
_certplan_input_options_get (const CertplanInputOptions *options)
{
  const CertplanReadOptions none = { 0 };

  return options != NULL ? options->read : none;
}
