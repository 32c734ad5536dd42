# Tests, all speaking TAP. A unit test is one line in check_PROGRAMS: tests/test-THING is made of
# tests/test-THING.c and links the core. SPDX-License-Identifier: LGPL-2.1-or-later
LDADD = lib/libcertplan-core.la $(resource_ldflags) $(GLIB_LIBS) $(CSV_LIBS) $(LTLIBINTL)

check_PROGRAMS += \
  $(NULL)

dist_check_SCRIPTS += \
  $(NULL)

TEST_EXTENSIONS = .sh .py
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) '$(srcdir)/build-aux/tap-driver.sh'
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(SHELL)
PY_LOG_DRIVER = $(LOG_DRIVER)
PY_LOG_COMPILER = $(PYTHON3)
AM_TESTS_ENVIRONMENT = \
  LC_ALL=C; unset LANGUAGE; G_DEBUG=fatal-warnings; MALLOC_PERTURB_=165; \
  G_TEST_SRCDIR='$(abs_srcdir)/tests'; G_TEST_BUILDDIR='$(abs_builddir)/tests'; \
  export LC_ALL G_DEBUG MALLOC_PERTURB_ G_TEST_SRCDIR G_TEST_BUILDDIR;
