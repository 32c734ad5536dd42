# The command: links the installed library, never the core. SPDX-License-Identifier: LGPL-2.1-or-later
bin_PROGRAMS += tools/certplan
tools_certplan_SOURCES = \
  tools/certplan.c \
  tools/cli.c \
  tools/cli.h \
  tools/cli-input.c \
  tools/cli-office.c \
  tools/cli-office.h \
  tools/cli-signals.c \
  tools/cli-streams.c \
  tools/cli-text.c \
  tools/cmd-budget.c \
  tools/cmd-calendar.c \
  tools/cmd-capacity.c \
  tools/cmd-check.c \
  tools/cmd-doctor.c \
  tools/cmd-formats.c \
  tools/cmd-merge.c \
  tools/cmd-quote.c \
  tools/cmd-simulate.c \
  tools/cmd-staffing.c \
  tools/cmd-rows.c \
  tools/cmd-rules.c \
  tools/cmd-accrue.c \
  tools/cmd-charges.c \
  tools/cmd-journal.c \
  tools/cmd-reconcile.c \
  tools/cmd-duties.c \
  tools/cmd-timeline.c \
  tools/cmd-workload.c
tools_certplan_LDADD = lib/libcertplan.la $(tsan_glib) $(GLIB_LIBS) $(LTLIBINTL)

dist_man_MANS += \
  tools/certplan.1 \
  tools/man/certplan-accrue.1 \
  tools/man/certplan-budget.1 \
  tools/man/certplan-calendar.1 \
  tools/man/certplan-capacity.1 \
  tools/man/certplan-charges.1 \
  tools/man/certplan-check.1 \
  tools/man/certplan-doctor.1 \
  tools/man/certplan-duties.1 \
  tools/man/certplan-formats.1 \
  tools/man/certplan-journal.1 \
  tools/man/certplan-list.1 \
  tools/man/certplan-merge.1 \
  tools/man/certplan-quote.1 \
  tools/man/certplan-reconcile.1 \
  tools/man/certplan-rows.1 \
  tools/man/certplan-rules.1 \
  tools/man/certplan-show.1 \
  tools/man/certplan-simulate.1 \
  tools/man/certplan-staffing.1 \
  tools/man/certplan-timeline.1 \
  tools/man/certplan-workload.1 \
  $(NULL)

completiondir = $(datadir)/bash-completion/completions
dist_completion_DATA = tools/completion/certplan
