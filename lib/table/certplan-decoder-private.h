/* An input as UTF-8, whatever its encoding. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-input-private.h"

typedef struct _CertplanDecoder CertplanDecoder;

/* The least room that _certplan_decoder_read() works with. */
#define CERTPLAN_DECODER_MIN_ROOM 64

/* @input: (transfer full), also on failure
 * @encoding: NULL = find out, by going over the whole input once
 * Returns: NULL with a fault added */
CertplanDecoder *_certplan_decoder_new (CertplanInput *input, const char *encoding,
                                        CertplanFaults *faults);
void _certplan_decoder_free (CertplanDecoder *decoder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanDecoder, _certplan_decoder_free)

/* Reads on, whole characters of valid UTF-8 only, without the byte order mark of UTF-8 and UTF-16.
 * NULs pass.
 * Returns: how many bytes there are in @buffer, 0 at the end; -1 with a fault added */
gssize _certplan_decoder_read (CertplanDecoder *decoder, char *buffer, gsize room,
                               CertplanFaults *faults);

/* Stands before the first byte again, in the same encoding. Returns: FALSE with a fault added */
gboolean _certplan_decoder_rewind (CertplanDecoder *decoder, CertplanFaults *faults);

/* Returns: (nullable): the static name of an encoding that is known; its case does not matter */
const char *_certplan_encoding_find (const char *name);

/* Returns: "UTF-8", "GB18030", "UTF-16LE" or "UTF-16BE" */
const char *_certplan_decoder_get_encoding (const CertplanDecoder *decoder);
