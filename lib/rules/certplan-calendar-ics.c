/* Holidays as all-day events of an iCalendar file. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-calendar-import-private.h"
#include "certplan-private.h"
#include <libical/ical.h>
#include <string.h>

#define MAX_EVENT_DAYS 60
#define MAX_DEPTH 8
#define MAX_LINE_START 16 /* bytes: more than names have that matter */

typedef struct
{
  CertplanCalendarImport *import;
  char *source;
  GArray *lines; /* guint: where the i-th event begins */
} IcsImport;

/* libical does not tell lines; the i-th BEGIN:VEVENT of the text is its i-th event. */
static GArray *
find_lines (const char *text)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (guint));
  guint line = 1;
  for (const char *at = text; at != NULL && *at != '\0'; line++)
    {
      if (g_ascii_strncasecmp (at, "BEGIN:VEVENT", strlen ("BEGIN:VEVENT")) == 0)
        g_array_append_val (lines, line);
      at = strchr (at, '\n');
      if (at != NULL)
        at++;
    }
  return lines;
}

/* A day, or the local day of a time; FALSE for a time in UTC, whose local day nobody knows. */
static gboolean
get_time (icalcomponent *event, icalproperty_kind kind, struct icaltimetype *time,
          CertplanDate *date)
{
  icalproperty *property = icalcomponent_get_first_property (event, kind);
  const icalvalue *value = property != NULL ? icalproperty_get_value (property) : NULL;
  if (value == NULL)
    return FALSE;
  if (icalvalue_isa (value) == ICAL_DATE_VALUE)
    *time = icalvalue_get_date (value);
  else if (icalvalue_isa (value) == ICAL_DATETIME_VALUE)
    *time = icalvalue_get_datetime (value);
  else
    return FALSE;
  if (icaltime_is_utc (*time) || time->year < 1 || time->year > 9999 || time->month < 1
      || time->month > 12 || time->day < 1 || time->day > 31)
    return FALSE;
  *date = certplan_date_new (time->year, time->month, time->day);
  return *date != CERTPLAN_DATE_NONE;
}

/* As a duration in whole days, the day after the last one. */
static gboolean
add_duration (icalproperty *length, CertplanDate first, CertplanDate *end)
{
  struct icaldurationtype duration = icalproperty_get_duration (length);
  if (duration.hours != 0 || duration.minutes != 0 || duration.seconds != 0 || duration.is_neg
      || duration.weeks > MAX_EVENT_DAYS || duration.days > MAX_EVENT_DAYS)
    return FALSE;
  *end = first + (CertplanDate)MAX (7 * duration.weeks + duration.days, 1);
  return TRUE;
}

/* The days of an event: all-day ones end on the day after the last one, those with hours on the
 * last. */
static gboolean
get_days (icalcomponent *event, CertplanDate *first, CertplanDate *end)
{
  icalproperty *length = icalcomponent_get_first_property (event, ICAL_DURATION_PROPERTY);
  struct icaltimetype time;
  if (!get_time (event, ICAL_DTSTART_PROPERTY, &time, first))
    return FALSE;
  *end = *first + 1;
  if (length != NULL)
    return add_duration (length, *first, end);
  if (icalcomponent_get_first_property (event, ICAL_DTEND_PROPERTY) == NULL)
    return TRUE;
  if (!get_time (event, ICAL_DTEND_PROPERTY, &time, end))
    return FALSE;
  const gboolean is_inside = !time.is_date && (time.hour != 0 || time.minute != 0);
  if (is_inside || *end == *first) /* an event without a length is that day */
    *end += 1;
  return TRUE;
}

static gboolean
strip_suffix (GString *text, const char *suffix)
{
  if (!g_str_has_suffix (text->str, suffix))
    return FALSE;
  g_string_truncate (text, text->len - strlen (suffix));
  return TRUE;
}

static gboolean
strip_prefix (GString *text, const char *prefix)
{
  if (!g_str_has_prefix (text->str, prefix))
    return FALSE;
  g_string_erase (text, 0, (gssize)strlen (prefix));
  return TRUE;
}

/* Spaces and brackets at both ends. */
static void
strip_marks (GString *text)
{
  static const char *const marks[]
      = { " ", "　", "(", ")", "（", "）", "[", "]", "【", "】", "-", "·", ":", "：" };
  for (gboolean is_changed = TRUE; is_changed;)
    {
      is_changed = FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
        is_changed |= strip_suffix (text, marks[i]) || strip_prefix (text, marks[i]);
    }
}

/* A title may tell which day of several it is: "春节 假期 第1天/共7天". */
static void
strip_count (GString *text)
{
  const char *from = g_strrstr (text->str, "第");
  if (from != NULL && g_str_has_suffix (text->str, "天"))
    g_string_truncate (text, from - text->str);
  strip_marks (text);
}

static gboolean
strip_suffixes (GString *text, const char *const *suffixes)
{
  for (guint i = 0; suffixes[i] != NULL; i++)
    if (strip_suffix (text, suffixes[i]))
      {
        strip_marks (text);
        return TRUE;
      }
  return FALSE;
}

/* What a title says of its day, and the name that is left of it; 0 = nothing, or two things. As
 * they are found: "元旦（休）", "春节 补班 第1天/共2天", "国庆节假期", "上班(补春节假期)". */
static CertplanDayKind
split_title (GString *title)
{
  static const char *const working[] = { "补班", "上班", "班", NULL };
  static const char *const off[] = { "假期", "放假", "休", "假", NULL };
  strip_marks (title);
  strip_count (title);
  if (strip_prefix (title, "上班") || strip_prefix (title, "补班"))
    {
      strip_marks (title);
      strip_prefix (title, "补");
      strip_suffixes (title, off);
      return CERTPLAN_DAY_WORKDAY;
    }
  if (g_str_has_suffix (title->str, "休班"))
    return 0;
  if (strip_suffixes (title, working))
    return CERTPLAN_DAY_WORKDAY;
  return strstr (title->str, "班") == NULL && strip_suffixes (title, off) ? CERTPLAN_DAY_HOLIDAY
                                                                          : 0;
}

static void
add_days (IcsImport *ics, guint line, CertplanDate first, CertplanDate end, const char *text)
{
  g_autoptr (GString) title = g_string_new (text);
  CertplanDayKind kind = ics->import->is_closed ? CERTPLAN_DAY_CLOSED : split_title (title);
  if (kind == 0)
    {
      g_autofree char *wanted = g_strdup_printf (_ ("a title that ends with %s or %s"), "休", "班");
      _certplan_calendar_import_fault (
          ics->import, line, _ ("event that is neither a day off nor a working day"), text, wanted);
      return;
    }
  for (CertplanDate day = first; day < end; day++)
    _certplan_calendar_import_add (ics->import, line, day, kind, title->str, ics->source);
}

static void
read_event (IcsImport *ics, icalcomponent *event, guint line)
{
  const char *title = icalcomponent_get_summary (event);
  CertplanDate first, end;
  if (title == NULL)
    _certplan_calendar_import_fault (ics->import, line, _ ("event without a title"), NULL, NULL);
  else if (icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY) != NULL
           || icalcomponent_get_first_property (event, ICAL_RDATE_PROPERTY) != NULL)
    _certplan_calendar_import_fault (ics->import, line, _ ("event that comes again"), title,
                                     _ ("each day as an event of its own"));
  else if (!get_days (event, &first, &end))
    _certplan_calendar_import_fault (ics->import, line, _ ("event without days"), title,
                                     _ ("days, as DTSTART;VALUE=DATE:20260101"));
  else if (end <= first || end - first > MAX_EVENT_DAYS
           || end - 1 > certplan_date_new (9999, 12, 31))
    _certplan_calendar_import_fault (ics->import, line, _ ("event of no or of more than 60 days"),
                                     title, NULL);
  else
    add_days (ics, line, first, end, title);
}

/* The calendar's own name, else the file's. */
static char *
make_source (const CertplanCalendarImport *import, icalcomponent *calendar)
{
  for (icalproperty *property = icalcomponent_get_first_property (calendar, ICAL_X_PROPERTY);
       property != NULL; property = icalcomponent_get_next_property (calendar, ICAL_X_PROPERTY))
    {
      const char *text = icalproperty_get_x (property);
      if (g_strcmp0 (icalproperty_get_x_name (property), "X-WR-CALNAME") == 0 && text != NULL
          && text[0] != '\0')
        return g_strdup (text);
    }
  return g_path_get_basename (import->file);
}

static void
read_calendar (IcsImport *ics, icalcomponent *calendar)
{
  guint i = 0;
  ics->source = make_source (ics->import, calendar);
  for (icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
       event != NULL;
       event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT), i++)
    read_event (ics, event, i < ics->lines->len ? g_array_index (ics->lines, guint, i) : 0);
}

/* A logical line as far as its name and a little more: a blank at the beginning of a physical line
 * makes it go on. Returns: where the next one begins, NULL at the end */
static const char *
take_line (const char *at, GString *start, guint *n_lines)
{
  g_string_truncate (start, 0);
  *n_lines = 0;
  if (*at == '\0')
    return NULL;
  for (;;)
    {
      const gsize n = strcspn (at, "\n"), has_return = n > 0 && at[n - 1] == '\r';
      if (start->len < MAX_LINE_START)
        g_string_append_len (start, at, (gssize)MIN (n - has_return, MAX_LINE_START));
      at += n + (at[n] == '\n');
      (*n_lines)++;
      if (*at != ' ' && *at != '\t')
        return at;
      at++;
    }
}

static gboolean
is_named (const GString *line, const char *name)
{
  const gsize n = strcspn (line->str, ":;");
  return n == strlen (name) && line->str[n] != '\0'
         && g_ascii_strncasecmp (line->str, name, n) == 0;
}

/* libical tells its user of an END without a BEGIN, and goes as deep as a file goes. */
static gboolean
check_nesting (CertplanCalendarImport *import, const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint depth = 0, number = 1, n_lines;
  for (const char *at = text; (at = take_line (at, line, &n_lines)) != NULL; number += n_lines)
    if (is_named (line, "BEGIN") && ++depth > MAX_DEPTH)
      {
        _certplan_calendar_import_fault (import, number, _ ("components inside of one another"),
                                         NULL, _ ("at most 8, as events in a calendar"));
        return FALSE;
      }
    else if (is_named (line, "END") && depth-- == 0)
      {
        _certplan_calendar_import_fault (import, number, _ ("an end without a beginning"), NULL,
                                         _ ("BEGIN: before each END:"));
        return FALSE;
      }
  return TRUE;
}

void
_certplan_calendar_import_ics (CertplanCalendarImport *import, const char *text, gsize length)
{
  if (!check_nesting (import, text))
    return;
  g_autoptr (GArray) lines = find_lines (text);
  icalcomponent *calendar = length > 0 ? icalparser_parse_string (text) : NULL;
  IcsImport ics = { import, NULL, lines };
  if (calendar != NULL && icalcomponent_isa (calendar) == ICAL_VCALENDAR_COMPONENT)
    read_calendar (&ics, calendar);
  else
    _certplan_calendar_import_fault (import, 0, _ ("no iCalendar file"), NULL,
                                     _ ("one calendar, from BEGIN:VCALENDAR to END:VCALENDAR"));
  if (calendar != NULL)
    icalcomponent_free (calendar);
  g_free (ics.source);
}
