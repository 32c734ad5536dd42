/* A step of an office while it is made into stages. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sim-office-private.h"

/* A piece of a way: where it begins, and the routes whose last branch is not known yet. */
typedef struct
{
  gint entry, own;
  GArray *loose; /* guint: routes */
  GArray *ends;  /* guint: routes at whose end cases may fail, withdraw or go back */
} SimPiece;

/* What is being built: a step of a class, for one body or for none. */
typedef struct
{
  SimOffice *sim;
  const SimOfficeClass *class;
  guint step_number;
  const CertplanStep *step;
  guint body; /* its place, or SIM_NO_BODY */
  SimPassage passage;
  SimPiece piece;
} SimBuilding;

/* Makes the stages of the step; fills the piece. */
void _certplan_sim_office_build (SimBuilding *building);
/* Whether only a part of the cases comes to the step, and goes back from there. */
gboolean _certplan_sim_office_is_detour (const CertplanStep *step, const SimPassage *passage);
