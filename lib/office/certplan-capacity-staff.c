/* Who has how much time for what. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-private.h"
#include <string.h>

static void
add_staff (CertplanCapacity *capacity, const CertplanStaff *staff)
{
  CertplanStaff copy = *staff;
  copy.skills = g_array_new (FALSE, FALSE, sizeof (CertplanTransportSkill));
  copy.ticks = g_new0 (gint64, capacity->n_months + 1);
  copy.placed = g_new0 (gint64, capacity->n_months + 1);
  copy.reserved = g_new0 (gint64, capacity->n_months + 1);
  g_array_append_val (capacity->staff, copy);
  _certplan_capacity_get_body (capacity, copy.body)->n_staff++;
}

/* The pools of an office lie by body. */
static void
read_pools (CertplanCapacity *capacity)
{
  const CertplanOffice *office = capacity->office;
  guint next = 0;

  for (guint i = 0; i < office->bodies->len; i++)
    {
      const CertplanOfficeBody *body = _certplan_office_get_body (office, i);
      const CertplanCapacityBody entry = { .name = body->name,
                                           .class_name = body->class_name,
                                           .body = body,
                                           .first_staff = capacity->staff->len };
      g_array_append_val (capacity->bodies, entry);
      for (; next < office->pools->len && _certplan_office_get_pool (office, next)->body == i;
           next++)
        {
          const CertplanPool *pool = _certplan_office_get_pool (office, next);
          const CertplanStaff staff = { .body = i, .resource = pool->resource, .pool = pool };
          add_staff (capacity, &staff);
          if (!_certplan_what_if_is_left_out (capacity->options, body->name))
            memcpy (_certplan_capacity_get_staff (capacity, capacity->staff->len - 1)->ticks,
                    pool->ticks, capacity->n_months * sizeof *pool->ticks);
        }
    }
  g_assert (next == office->pools->len);
}

static void
read_additions (CertplanCapacity *capacity)
{
  const CertplanOffice *office = capacity->office;

  for (guint i = 0; i < capacity->options->additions->len; i++)
    {
      const CertplanAddition *addition
          = &g_array_index (capacity->options->additions, CertplanAddition, i);
      const CertplanCapacityBody entry = { .name = addition->name,
                                           .class_name = addition->class_name,
                                           .first_staff = capacity->staff->len };
      const CertplanStaff staff = { .body = capacity->bodies->len,
                                    .resource = addition->resource,
                                    .term = _certplan_addition_make_term (addition, office) };
      g_array_append_val (capacity->bodies, entry);
      add_staff (capacity, &staff);
      gint64 *ticks = _certplan_capacity_get_staff (capacity, capacity->staff->len - 1)->ticks;
      for (guint month = 0; month < capacity->n_months; month++)
        if (office->months[month] >= addition->from)
          ticks[month] = addition->ticks;
    }
}

void
_certplan_capacity_read_staff (CertplanCapacity *capacity)
{
  read_pools (capacity);
  read_additions (capacity);
}

gboolean
_certplan_capacity_staff_may (const CertplanCapacity *capacity, const CertplanStaff *staff,
                              guint handle, guint region, CertplanRoute *out_route)
{
  if (staff->pool != NULL)
    return _certplan_office_pool_may (capacity->office, staff->pool, handle, region, out_route);
  const CertplanRoute route = _certplan_office_judge_term (capacity->office, staff->resource,
                                                           &staff->term, handle, region);
  if (out_route != NULL)
    *out_route = route;
  return _certplan_route_may (&route);
}

gboolean
_certplan_capacity_find_skill (const CertplanCapacity *capacity, const CertplanStaff *staff,
                               guint type, guint *out_cost)
{
  const CertplanTransportSkill *skills = (const void *)staff->skills->data;
  guint low = 0, high = staff->skills->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (skills[middle].type == type)
        {
          *out_cost = skills[middle].cost;
          return TRUE;
        }
      if (skills[middle].type < type)
        low = middle + 1;
      else
        high = middle;
    }
  return FALSE;
}
