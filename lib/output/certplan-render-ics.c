/* iCalendar (RFC 5545) through libical: each row with a date is an event of one whole day.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-event-spec-private.h"
#include "certplan-outputs.h"
#include "certplan-private.h"
#include "certplan-render-private.h"
#include <errno.h>
#include <libical/ical.h>
#include <string.h>

#define PRODUCT "-//certplan//certplan " VERSION "//"
#define UID_CHARACTERS 32 /* of the digest: 128 bits, and the line needs no fold */
#define UID_ENDING "@certplan"
#define MAX_LINE_OCTETS 75
#define ALARM_SECONDS (9 * 3600) /* alarms ring in the morning of their day, not at midnight */
#define SECONDS_A_DAY 86400
#define MILLION 1000000
#define MAX_YEAR 2999 /* libical writes zeros for days after 3000-12-31 */

typedef struct
{
  CertplanSink *sink; /* borrowed */
  CertplanLang lang;
  CertplanDate as_of;
  icaltimetype stamp;
  gint sequence; /* grows with as_of: a calendar takes the newer of two events with one UID */
  CertplanDate too_late; /* a day that libical cannot write; NONE = there was none */
  gboolean lacks_memory; /* libical got none: it leaves things out and goes on */
  GString *raw;
  GString *text;
  /* the current table */
  const CertplanTable *table;
  const CertplanLabels *labels;
  const CertplanColumn *columns;
  const CertplanEventSpec *spec;
} Ics;

static icaltimetype
make_time (CertplanDate date)
{
  icaltimetype time = icaltime_null_time ();

  certplan_date_get_ymd (date, &time.year, &time.month, &time.day);
  return time;
}

static icaltimetype
make_day (CertplanDate date)
{
  icaltimetype day = make_time (date);

  day.is_date = 1;
  return day;
}

/* Takes over @property. */
static void
take (icalcomponent *component, icalproperty *property)
{
  icalcomponent_add_property (component, property);
}

static void
take_x (icalcomponent *component, const char *name, const char *text)
{
  icalproperty *property = icalproperty_new_x (text);

  icalproperty_set_x_name (property, name);
  take (component, property);
}

/* libical folds at blanks, also right behind the name of a property and before the end of the line,
 * where some readers lose the text: its folds are undone, and lines of 75 octets at most are made,
 * between two characters. */
static void
write_folded (CertplanSink *sink, const char *text, const char *end)
{
  gsize n_octets = 0;

  while (text < end)
    {
      if (g_str_has_prefix (text, "\r\n ") || g_str_has_prefix (text, "\r\n\t"))
        {
          text += strlen ("\r\n ");
          continue;
        }
      const gboolean is_end = g_str_has_prefix (text, "\r\n");
      const gsize length = is_end ? strlen ("\r\n") : (gsize)(g_utf8_next_char (text) - text);
      if (!is_end && n_octets + length > MAX_LINE_OCTETS)
        {
          _certplan_sink_puts (sink, "\r\n ");
          n_octets = 1;
        }
      _certplan_sink_write (sink, text, length);
      n_octets = is_end ? 0 : n_octets + length;
      text += length;
    }
}

/* Makes a component, of which nothing is missing once it is written with errno still 0: malloc()
 * sets it, and libical calls nothing else that does. */
static icalcomponent *
begin_component (icalcomponent_kind kind)
{
  errno = 0;
  return icalcomponent_new (kind);
}

/* Writes @component and frees it. @ending: what is not written of it, at its end. */
static void
write_component (Ics *ics, icalcomponent *component, const char *ending)
{
  char *text = icalcomponent_as_ical_string_r (component);
  const gsize n_left = strlen (ending);

  if (errno == ENOMEM || text == NULL)
    ics->lacks_memory = TRUE;
  else
    {
      const gsize length = strlen (text);
      g_assert (length > n_left && g_str_equal (text + length - n_left, ending));
      write_folded (ics->sink, text, text + length - n_left);
    }
  icalmemory_free_buffer (text);
  icalcomponent_free (component);
}

/* What a calendar may show: line ends and tabs are blanks, other controls are made visible. */
static void
append_plain (GString *out, const char *text)
{
  g_autofree char *blank = g_strdup (text);

  for (char *at = blank; *at != '\0'; at++)
    if (*at == '\t' || *at == '\n' || *at == '\r')
      *at = ' ';
  if (*blank != '\0')
    _certplan_text_append_visible (out, blank, 0);
}

#define CALENDAR_END "END:VCALENDAR\r\n"

static void
write_head (Ics *ics, const CertplanRenderOptions *options)
{
  icalcomponent *calendar = begin_component (ICAL_VCALENDAR_COMPONENT);
  g_autofree char *product
      = g_strconcat (PRODUCT, ics->lang == CERTPLAN_LANG_ZH_CN ? "ZH" : "EN", NULL);

  take (calendar, icalproperty_new_version ("2.0"));
  take (calendar, icalproperty_new_prodid (product));
  take (calendar, icalproperty_new_calscale ("GREGORIAN"));
  take (calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  if (options->tables->len > 0)
    take_x (calendar, "X-WR-CALNAME",
            _certplan_render_label (options->tables->pdata[0], ics->lang));
  write_component (ics, calendar, CALENDAR_END);
}

/* Remembers a day that is not. */
static gboolean
is_in_reach (Ics *ics, CertplanDate day)
{
  const gboolean is_reached = _certplan_date_get_year (day) <= MAX_YEAR;

  if (!is_reached)
    ics->too_late = day;
  return is_reached;
}

static gpointer
open_ics (CertplanSink *sink, const CertplanRenderOptions *options)
{
  Ics *ics = g_new0 (Ics, 1);

  ics->sink = sink;
  ics->lang = options->lang;
  ics->as_of = options->as_of;
  ics->stamp = make_time (options->as_of); /* midnight */
  ics->stamp.zone = icaltimezone_get_utc_timezone ();
  ics->sequence = options->as_of - certplan_date_new (1, 1, 1);
  ics->too_late = CERTPLAN_DATE_NONE;
  is_in_reach (ics, options->as_of);
  ics->raw = g_string_new (NULL);
  ics->text = g_string_new (NULL);
  write_head (ics, options);
  return ics;
}

static gboolean
begin_ics (gpointer state, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  Ics *ics = state;

  ics->table = table;
  ics->labels = _certplan_render_labels (table);
  ics->columns = _certplan_table_get_columns (table, NULL);
  ics->spec = _certplan_table_get_events (table);
  return TRUE;
}

static CertplanDate
get_day (CertplanCursor *cursor, guint column)
{
  CertplanValue value;

  _certplan_cursor_get (cursor, column, &value);
  return value.number == G_MININT64 ? CERTPLAN_DATE_NONE : (CertplanDate)value.number;
}

/* Puts the cell into ics->raw as it stands in a file of that language. Returns: whether there is
 * one */
static gboolean
format_cell (Ics *ics, CertplanCursor *cursor, guint column, CertplanLang lang)
{
  const CertplanColumnType type = ics->columns[column].type;
  CertplanValue value;

  _certplan_cursor_get (cursor, column, &value);
  g_string_truncate (ics->raw, 0);
  _certplan_value_append (ics->labels, lang, lang != CERTPLAN_LANG_FIELD, type, &value, ics->raw);
  return ics->raw->len > 0;
}

/* The same key gives the same name on any machine; a digest, as calendars differ in what else they
 * take for one. */
static char *
make_uid (Ics *ics, CertplanCursor *cursor)
{
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);
  const char *name = certplan_table_get_name (ics->table);

  g_checksum_update (digest, (const guchar *)name, (gssize)strlen (name));
  for (guint i = 0; i < ics->spec->n_key; i++)
    {
      format_cell (ics, cursor, ics->spec->key[i], CERTPLAN_LANG_FIELD);
      g_checksum_update (digest, (const guchar *)"\x1f", 1);
      g_checksum_update (digest, (const guchar *)ics->raw->str, (gssize)ics->raw->len);
    }
  g_autofree char *prefix = g_strndup (g_checksum_get_string (digest), UID_CHARACTERS);
  return g_strconcat (prefix, UID_ENDING, NULL);
}

/* A title says what is to be done rather than what it is called, where a label "event.NAME" tells.
 * Returns: whether there is such a cell, which stands in ics->raw */
static gboolean
format_title (Ics *ics, CertplanCursor *cursor)
{
  const guint column = ics->spec->summary[0];

  if (ics->columns[column].type == CERTPLAN_COLUMN_CHOICE
      && format_cell (ics, cursor, column, CERTPLAN_LANG_FIELD))
    {
      g_autofree char *key = g_strconcat ("event.", ics->raw->str, NULL);
      const char *title = _certplan_labels_find (ics->labels, ics->lang, key);
      if (title != NULL)
        {
          g_string_assign (ics->raw, title);
          return TRUE;
        }
    }
  return format_cell (ics, cursor, column, ics->lang);
}

/* Puts before the title in ics->text what its mark says, where a label has it. */
static void
mark_summary (Ics *ics, CertplanCursor *cursor)
{
  if (ics->spec->mark == CERTPLAN_EVENT_NO_COLUMN
      || !format_cell (ics, cursor, ics->spec->mark, CERTPLAN_LANG_FIELD))
    return;
  g_autofree char *key = g_strconcat ("event.mark.", ics->raw->str, NULL);
  if (_certplan_labels_find (ics->labels, ics->lang, key) == NULL)
    return;
  g_autofree char *sentence = _certplan_sentence (key, ics->text->str, NULL);
  g_string_truncate (ics->text, 0);
  _certplan_labels_append_sentence (ics->labels, ics->lang, sentence, ics->text);
}

/* "last day to apply for renewal: E-1, cnitsec/engineering/2, Alpha" */
static void
make_summary (Ics *ics, CertplanCursor *cursor)
{
  g_autoptr (GString) what = g_string_new (NULL), of = g_string_new (NULL);

  for (guint i = 0; i < ics->spec->n_summary; i++)
    if (i == 0 ? format_title (ics, cursor)
               : format_cell (ics, cursor, ics->spec->summary[i], ics->lang))
      {
        GString *part = i == 0 ? what : of;
        if (part->len > 0)
          g_string_append (part, certplan_labels_get (ics->labels, ics->lang, "list.between"));
        append_plain (part, ics->raw->str);
      }
  g_autofree char *sentence = of->len > 0
                                  ? _certplan_sentence ("text.event", what->str, of->str, NULL)
                                  : g_strdup (what->str);
  g_string_truncate (ics->text, 0);
  _certplan_labels_append_sentence (ics->labels, ics->lang, sentence, ics->text);
  mark_summary (ics, cursor);
}

static void
make_description (Ics *ics, CertplanCursor *cursor)
{
  g_string_truncate (ics->text, 0);
  for (guint i = 0; i < ics->spec->n_description; i++)
    {
      const guint column = ics->spec->description[i];
      if (!format_cell (ics, cursor, column, ics->lang))
        continue;
      g_autoptr (GString) plain = g_string_new (NULL);
      append_plain (plain, ics->raw->str);
      g_autofree char *sentence = _certplan_sentence (
          "text.event", _certplan_column_get_head (&ics->columns[column], ics->labels, ics->lang),
          plain->str, NULL);
      if (ics->text->len > 0)
        g_string_append_c (ics->text, '\n');
      _certplan_labels_append_sentence (ics->labels, ics->lang, sentence, ics->text);
    }
}

static void
take_alarm (icalcomponent *event, gint n_days_before, const char *summary)
{
  icalcomponent *alarm = icalcomponent_new (ICAL_VALARM_COMPONENT);
  struct icaltriggertype trigger = { 0 };

  trigger.time = icaltime_null_time ();
  trigger.duration = icaldurationtype_from_int (ALARM_SECONDS - n_days_before * SECONDS_A_DAY);
  take (alarm, icalproperty_new_action (ICAL_ACTION_DISPLAY));
  take (alarm, icalproperty_new_trigger (trigger));
  take (alarm, icalproperty_new_description (summary));
  icalcomponent_add_component (event, alarm);
}

/* Those that are still to come, and one on the day itself: nobody wants to be rung up a hundred
 * times for what is over when a calendar is read in. */
static void
take_alarms (const Ics *ics, CertplanCursor *cursor, icalcomponent *event, CertplanDate day,
             const char *summary)
{
  const CertplanEventSpec *spec = ics->spec;
  const CertplanDate from = spec->alarm_from != CERTPLAN_EVENT_NO_COLUMN
                                ? get_day (cursor, spec->alarm_from)
                                : CERTPLAN_DATE_NONE;
  gint before = G_MAXINT;

  if (day < ics->as_of)
    return;
  for (guint i = 0; i < spec->n_alarms && from != CERTPLAN_DATE_NONE; i++)
    {
      const gint64 n_days = ((gint64)day - from) * spec->alarm_shares[i] / MILLION;
      if (n_days > 0 && n_days < before && day - n_days >= ics->as_of)
        {
          before = (gint)n_days;
          take_alarm (event, before, summary);
        }
    }
  take_alarm (event, 0, summary);
}

/* A comma would make two categories of one, which libical does not keep apart. */
static void
take_category (Ics *ics, CertplanCursor *cursor, icalcomponent *event)
{
  if (!format_cell (ics, cursor, ics->spec->category, ics->lang))
    return;
  g_string_truncate (ics->text, 0);
  append_plain (ics->text, ics->raw->str);
  g_strdelimit (ics->text->str, ",;\\", ' ');
  take (event, icalproperty_new_categories (ics->text->str));
}

static void
write_row (gpointer state, CertplanCursor *cursor)
{
  Ics *ics = state;
  const CertplanDate day = get_day (cursor, ics->spec->date);

  if (day == CERTPLAN_DATE_NONE || !is_in_reach (ics, day))
    return;
  icalcomponent *event = begin_component (ICAL_VEVENT_COMPONENT);
  g_autofree char *uid = make_uid (ics, cursor);
  take (event, icalproperty_new_uid (uid));
  take (event, icalproperty_new_dtstamp (ics->stamp));
  take (event, icalproperty_new_sequence (ics->sequence));
  take (event, icalproperty_new_dtstart (make_day (day)));
  take (event, icalproperty_new_dtend (make_day (day + 1)));
  make_summary (ics, cursor);
  g_autofree char *summary = g_strdup (ics->text->str);
  take (event, icalproperty_new_summary (summary));
  make_description (ics, cursor);
  take (event, icalproperty_new_description (ics->text->str));
  take_category (ics, cursor, event);
  take (event, icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT));
  take_alarms (ics, cursor, event, day, summary);
  write_component (ics, event, "");
}

static void
end_ics (gpointer state)
{
}

static void
drop_ics (gpointer state)
{
  Ics *ics = state;

  g_string_free (ics->raw, TRUE);
  g_string_free (ics->text, TRUE);
  g_free (ics);
}

static gboolean
refuse_day (CertplanDate day, GError **error)
{
  g_autofree char *text = certplan_date_format (day);

  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_LIMIT,
               _ ("the day %s, and a calendar (.ics) is written up to the year %d; wanted .csv or "
                  ".json"),
               text, MAX_YEAR);
  return FALSE;
}

static gboolean
refuse_memory (GError **error)
{
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE,
               _ ("libical cannot make the calendar: %s"), g_strerror (ENOMEM));
  return FALSE;
}

static gboolean
close_ics (gpointer state, GError **error)
{
  Ics *ics = state;

  const gboolean is_whole
      = (ics->too_late == CERTPLAN_DATE_NONE || refuse_day (ics->too_late, error))
        && (!ics->lacks_memory || refuse_memory (error));
  _certplan_sink_puts (ics->sink, CALENDAR_END);
  drop_ics (ics);
  return is_whole;
}

const CertplanRenderer _certplan_render_ics = {
  open_ics, begin_ics, write_row, NULL, end_ics, NULL, close_ics, drop_ics,
};
