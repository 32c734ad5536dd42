# The command: links the installed library, never the core. SPDX-License-Identifier: LGPL-2.1-or-later
tools_certplan_SOURCES =
tools_certplan_LDADD = lib/libcertplan.la $(GLIB_LIBS) $(LTLIBINTL)
