# Tests, all speaking TAP. A unit test is one line in check_PROGRAMS: tests/test-THING is made of
# tests/test-THING.c and links the core. SPDX-License-Identifier: LGPL-2.1-or-later
LDADD = lib/libcertplan-core.la $(tsan_glib) $(GLIB_LIBS) $(CSV_LIBS) $(JSON_GLIB_LIBS) $(LIBICAL_LIBS) $(XLSX_LIBS) $(LTLIBINTL)

check_PROGRAMS += \
  tests/test-accrual \
  tests/test-boxed \
  tests/test-budget \
  tests/test-bytes \
  tests/test-calendar \
  tests/test-calendar-import \
  tests/test-capacity \
  tests/test-cycle \
  tests/test-eligibility \
  tests/test-eligibility-facts \
  tests/test-eligibility-shipped \
  tests/test-quote \
  tests/test-quote-explain \
  tests/test-rulebook \
  tests/test-routing \
  tests/test-rule-check \
  tests/test-rule-tables \
  tests/test-charging \
  tests/test-duties \
  tests/test-duties-dates \
  tests/test-earning \
  tests/test-journal \
  tests/test-timeline \
  tests/test-timeline-stages \
  tests/test-date \
  tests/test-faults \
  tests/test-fuzz \
  tests/test-input-options \
  tests/test-labels \
  tests/test-messages \
  tests/test-money \
  tests/test-numbers \
  tests/test-office \
  tests/test-office-terms \
  tests/test-order \
  tests/test-output-bars \
  tests/test-output-chart \
  tests/test-output-commit \
  tests/test-output-csv \
  tests/test-output-csv-cells \
  tests/test-output-doctor \
  tests/test-output-gnuplot \
  tests/test-output-heat \
  tests/test-output-histogram \
  tests/test-output-hostile \
  tests/test-output-html \
  tests/test-output-ics \
  tests/test-output-json \
  tests/test-output-kinds \
  tests/test-output-lines \
  tests/test-output-month-calendar \
  tests/test-output-places \
  tests/test-output-scale \
  tests/test-output-stack \
  tests/test-output-targets \
  tests/test-output-text \
  tests/test-output-xlsx \
  tests/test-random \
  tests/test-reader \
  tests/test-reader-files \
  tests/test-reader-quotes \
  tests/test-load \
  tests/test-near-names \
  tests/test-no-memory \
  tests/test-reconcile \
  tests/test-reconcile-faults \
  tests/test-reconcile-tables \
  tests/test-reconcile-many \
  tests/test-reconcile-over \
  tests/test-reconcile-random \
  tests/test-record-formats \
  tests/test-record-types \
  tests/test-records \
  tests/test-records-cells \
  tests/test-records-random \
  tests/test-sim \
  tests/test-sim-compare \
  tests/test-sim-office \
  tests/test-sim-run \
  tests/test-staffing \
  tests/test-slots \
  tests/test-utf8 \
  tests/test-statements \
  tests/test-table \
  tests/test-text \
  tests/test-threads \
  tests/test-transport \
  tests/test-transport-glpsol \
  tests/test-workcal \
  tests/test-workload \
  $(NULL)

# Too long for one file: what belongs together by its concern is a file of its own.
tests_test_accrual_SOURCES = tests/test-accrual.c tests/test-accrual-ledgers.c tests/test-accrual.h
tests_test_capacity_SOURCES = tests/test-capacity.c tests/test-capacity-barred.c \
  tests/test-capacity-random.c tests/test-capacity.h
tests_test_charging_SOURCES = tests/test-charging.c tests/test-charging-faults.c tests/test-charging.h
tests_test_output_commit_SOURCES = tests/test-output-commit.c tests/test-failing-calls.h
tests_test_reconcile_SOURCES = tests/test-reconcile.c tests/test-reconcile-decided.c tests/test-reconcile-rows.h
tests_test_sim_SOURCES = tests/test-sim.c tests/test-sim-faults.c tests/test-sim-same.c tests/test-sim.h
tests_test_sim_office_SOURCES = tests/test-sim-office.c tests/test-sim-office-runs.c \
  tests/test-sim-office-what-if.c tests/test-sim-office.h
tests_test_sim_run_SOURCES = tests/test-sim-run.c tests/test-sim-estimate.c tests/test-sim-parts.c \
  tests/test-sim-run.h
tests_test_table_SOURCES = tests/test-table.c tests/test-table-values.c tests/test-table.h
tests_test_workcal_SOURCES = tests/test-workcal.c tests/test-workcal-walk.c tests/test-workcal.h
tests_test_workload_SOURCES = tests/test-workload.c tests/test-workload-findings.c tests/test-workload.h

# Compared with libm, which the library itself does without.
tests_test_random_LDADD = $(LDADD) -lm

# Files that a fuzzer calls, and `make check` on what is known to matter.
fuzz_files = \
  tests/fuzz/fuzz.h \
  tests/fuzz/fuzz-calendar.c \
  tests/fuzz/fuzz-csv.c \
  tests/fuzz/fuzz-feed.c \
  tests/fuzz/fuzz-feed.h \
  tests/fuzz/fuzz-held.c \
  tests/fuzz/fuzz-model.c \
  tests/fuzz/fuzz-office.c \
  tests/fuzz/fuzz-parts.c \
  tests/fuzz/fuzz-reconcile.c \
  tests/fuzz/fuzz-records.c \
  tests/fuzz/fuzz-rules.c \
  tests/fuzz/fuzz-values.c \
  tests/fuzz/fuzz-words.c
tests_test_fuzz_SOURCES = tests/test-fuzz.c $(fuzz_files)
tests_test_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests -I$(srcdir)/tests/fuzz

# Programs of several files.
tests_test_date_SOURCES = tests/test-date.c tests/test-date.h tests/test-period.c
tests_test_output_html_SOURCES = tests/test-output-html.c tests/test-output-html.h \
  tests/test-output-html-hostile.c
tests_test_output_xlsx_SOURCES = tests/test-output-xlsx.c tests/test-output-xlsx.h \
  tests/test-output-xlsx-limits.c
tests_test_records_SOURCES = tests/test-records.c tests/test-records.h tests/test-records-append.c
tests_test_reader_files_SOURCES = tests/test-reader-files.c tests/test-reader-files.h \
  tests/test-reader-encodings.c tests/test-reader-limits.c
tests_test_budget_SOURCES = tests/test-budget.c tests/test-budget-tables.c tests/test-budget.h
tests_test_duties_SOURCES = tests/test-duties.c tests/test-duties-terms.c \
  tests/test-duties-unknown.c tests/test-duties.h
tests_test_rulebook_SOURCES = tests/test-rulebook.c tests/test-rulebook-names.c \
  tests/test-rulebook-policy.c tests/test-rulebook.h
tests_test_timeline_SOURCES = tests/test-timeline.c tests/test-timeline-refused.c \
  tests/test-timeline-wish.c tests/test-timeline.h

# Headers that several unit tests share.
EXTRA_DIST += \
  tests/test-reader-oracle.h \
  tests/data/hostile.txt \
  tests/test-hostile.h \
  tests/test-output-any.h \
  tests/test-output-files.h \
  tests/test-output-gantt.h \
  tests/test-output-tables.h \
  tests/test-records.h \
  tests/test-given.h \
  tests/test-given-office.h \
  tests/test-reconcile.h \
  tests/test-reconciled.h \
  tests/test-rows.h \
  tests/test-tables.h \
  tests/test-rule-folder.h \
  tests/test-eligibility.h \
  tests/test-transport.h \
  $(NULL)

dist_check_SCRIPTS += \
  tests/test-structure.py \
  tests/test-fault-calls.py \
  tests/test-fault-gnuplot.py \
  tests/test-fault-memory.py \
  tests/test-fault-places.py \
  tests/test-data.py \
  tests/test-criteria.py \
  tests/test-documents.py \
  tests/test-rule-values.py \
  tests/test-format.sh \
  tests/test-po.sh \
  tests/test-symbols.sh \
  tests/test-install.sh \
  tests/test-gir.py \
  tests/test-ics.py \
  tests/test-ledgers.py \
  tests/test-readme-commands.py \
  tests/test-readme.py \
  tests/test-reference.py \
  tests/test-lang.py \
  tests/test-hostile.py \
  tests/test-locales.py \
  tests/test-sources.py \
  tests/test-help.sh \
  tests/test-limits.py \
  tests/test-man.py \
  tests/test-simulate.py \
  tests/test-hostile-files.sh \
  tests/cli/run.sh \
  $(NULL)

EXTRA_DIST += tests/tsan-suppressions.txt tests/valgrind-suppressions.txt tests/fuzz/fuzz.sh tests/fuzz/fuzz-main.c
EXTRA_DIST += tests/faults/harness.py tests/faults/jobs.py tests/faults/shim.c
EXTRA_DIST += tests/tap.py tests/tap.sh tests/hostile.py tests/rules.py tests/xlsx-dump.py

# Read by the harness as they lie there: cases, their inputs, what they must say.
EXTRA_DIST += $(addprefix tests/,$(shell cd '$(srcdir)/tests' && \
  find cli/*.case cli/data documents fuzz/corpus fuzz/found golden -type f 2>/dev/null | LC_ALL=C sort))

TEST_EXTENSIONS = .sh .py
dist_noinst_SCRIPTS = tests/strict.sh
strict = bash '$(srcdir)/tests/strict.sh'
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) '$(srcdir)/build-aux/tap-driver.sh'
SH_LOG_DRIVER = $(LOG_DRIVER)
LOG_COMPILER = $(strict)
SH_LOG_COMPILER = $(strict) bash
PY_LOG_DRIVER = $(LOG_DRIVER)
PY_LOG_COMPILER = $(strict) $(PYTHON3) -B
AM_TESTS_ENVIRONMENT = \
  LC_ALL=C; unset LANGUAGE; G_DEBUG=fatal-warnings; MALLOC_PERTURB_=165; \
  G_TEST_SRCDIR='$(abs_srcdir)/tests'; G_TEST_BUILDDIR='$(abs_builddir)/tests'; \
  LD_LIBRARY_PATH='$(abs_builddir)/lib/.libs'$${LD_LIBRARY_PATH:+:$$LD_LIBRARY_PATH}; \
  CC='$(CC)'; CERTPLAN_BUILT_WITH='$(built_with)'; \
  export LC_ALL G_DEBUG MALLOC_PERTURB_ G_TEST_SRCDIR G_TEST_BUILDDIR LD_LIBRARY_PATH CC CERTPLAN_BUILT_WITH; \
  $(sanitizer_environment)

# A case of the command that needs one of these is left out where the build has it not.
built_with =
if HAVE_JSON_GLIB
built_with += json
endif
if HAVE_LIBICAL
built_with += ical
endif
if HAVE_XLSXWRITER
built_with += xlsx
endif

# Python is not compiled with the sanitizers that the library asks for, and its own leaks are its own.
if SANITIZERS
sanitizer_environment = \
  CERTPLAN_PRELOAD="$$($(CC) -print-file-name=libasan.so) $$($(CC) -print-file-name=libubsan.so)"; \
  UBSAN_OPTIONS=print_stacktrace=1; export CERTPLAN_PRELOAD UBSAN_OPTIONS;
endif

# After a wanted change of what the command says: writes the golden files anew, for review.
.PHONY: update-golden
update-golden: all
	UPDATE_GOLDEN=1 G_TEST_SRCDIR='$(abs_srcdir)/tests' G_TEST_BUILDDIR='$(abs_builddir)/tests' \
	  $(SHELL) '$(srcdir)/tests/cli/run.sh'

# After a change of a --help: writes the parts of the manual that come from it anew.
.PHONY: update-man
update-man: all
	UPDATE_MAN=1 G_TEST_SRCDIR='$(abs_srcdir)/tests' G_TEST_BUILDDIR='$(abs_builddir)/tests' \
	  $(PYTHON3) -B '$(srcdir)/tests/test-man.py'

# Scripts that try more where CERTPLAN_LONG is set.
long_scripts = tests/test-limits.py tests/test-ledgers.py tests/test-hostile.py tests/test-locales.py

# Every call by which a command meets the system fails once, and more that can go wrong around it: some of it
# stands in check, all of it here.
fault_scripts = tests/test-fault-places.py tests/test-fault-gnuplot.py tests/test-fault-memory.py tests/test-fault-calls.py

.PHONY: check-faults
check-faults: all
	failed=0; for script in $(fault_scripts); do \
	  ( $(AM_TESTS_ENVIRONMENT) CERTPLAN_LONG=1; export CERTPLAN_LONG; \
	    $(PYTHON3) -B '$(srcdir)'/$$script ) || failed=1; done; exit $$failed

# Random files until something breaks, FUZZ_SECONDS (60) for each fuzzer (or those that FUZZ_TARGETS
# names); needs clang.
.PHONY: fuzz
fuzz: data/certplan-resources.c
	LIBS='$(GLIB_LIBS) $(CSV_LIBS) $(JSON_GLIB_LIBS) $(LIBICAL_LIBS) $(XLSX_LIBS) $(LTLIBINTL)' \
	SOURCES='$(filter %.c,$(lib_libcertplan_core_la_SOURCES) $(nodist_lib_libcertplan_core_la_SOURCES))' \
	  $(SHELL) '$(srcdir)/tests/fuzz/fuzz.sh' $(DEFS) $(DEFAULT_INCLUDES) $(AM_CPPFLAGS) \
	  $(JSON_GLIB_CFLAGS) $(LIBICAL_CFLAGS) $(XLSX_CFLAGS) $(GLIB_CFLAGS) -std=gnu11

# The unit tests' long runs: more random cases, larger inputs.
.PHONY: check-long
check-long: all $(check_PROGRAMS)
	for program in $(check_PROGRAMS); do \
	  ( $(AM_TESTS_ENVIRONMENT) ./$$program -m slow ) || exit 1; done
	for script in $(long_scripts); do \
	  ( $(AM_TESTS_ENVIRONMENT) CERTPLAN_LONG=1; export CERTPLAN_LONG; \
	    $(PYTHON3) -B '$(srcdir)'/$$script ) || exit 1; done

# All programs and the command's cases, in a tree configured with --enable-sanitizers=thread. GLib hands pieces of
# memory from thread to thread unless it is told not to, behind the sanitizer's back.
if THREAD_SANITIZER
noinst_LTLIBRARIES += tests/libtsan-glib.la
tests_libtsan_glib_la_SOURCES = tests/tsan-glib.c
tests_libtsan_glib_la_LIBADD = -ldl
tsan_glib = tests/libtsan-glib.la
else
EXTRA_DIST += tests/tsan-glib.c
endif
CASES_SLOWLY = CASE_SECONDS=900 $(SHELL) '$(srcdir)/tests/cli/run.sh'
.PHONY: check-threads
check-threads: all $(check_PROGRAMS)
	@test -n '$(tsan_glib)' || { echo 'configure with --enable-sanitizers=thread' >&2; exit 1; }
	failed=0; for program in $(check_PROGRAMS); do echo "$$program"; \
	  ( $(AM_TESTS_ENVIRONMENT) $(tsan_environment) ./$$program ) || failed=1; done; \
	( $(AM_TESTS_ENVIRONMENT) $(tsan_environment) $(CASES_SLOWLY) ) || failed=1; exit $$failed
tsan_environment = \
  TSAN_OPTIONS='halt_on_error=1 suppressions=$(abs_srcdir)/tests/tsan-suppressions.txt'; G_SLICE=always-malloc; \
  export TSAN_OPTIONS G_SLICE;

# The same under valgrind: memory that is read before it is written, or never freed. What it says of the command
# lies in valgrind/, for the command's own messages are compared.
valgrind = $(VALGRIND) --quiet --error-exitcode=99 --suppressions=$(abs_srcdir)/tests/valgrind-suppressions.txt \
  --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite
.PHONY: check-valgrind
check-valgrind: all $(check_PROGRAMS)
	@test -n '$(VALGRIND)' || { echo 'valgrind is missing (Debian: valgrind)' >&2; exit 1; }
	failed=0; for program in $(check_PROGRAMS); do echo "$$program"; \
	  ( $(AM_TESTS_ENVIRONMENT) G_SLICE=always-malloc; export G_SLICE; $(valgrind) ./$$program ) || failed=1; done; \
	rm -rf valgrind; mkdir valgrind; \
	( $(AM_TESTS_ENVIRONMENT) G_SLICE=always-malloc; CASE_UNDER='$(valgrind) --log-file=$(abs_builddir)/valgrind/%p'; \
	  export G_SLICE CASE_UNDER; $(CASES_SLOWLY) ) || failed=1; \
	grep -h '^==' valgrind/* || exit $$failed; exit 1

# The tarball alone, in bare/, without the libraries that may be missing; tests that are left out say why.
.PHONY: check-bare
check-bare: distdir
	rm -rf bare
	mv $(distdir) bare
	cd bare && ./configure --with-xlsx=no --with-json=no --with-ical=no --enable-introspection=no
	cd bare && $(MAKE) check

# How fast we are, as ratios to bare loops over the same data: no part of check.
EXTRA_PROGRAMS += tests/bench/bench
tests_bench_bench_SOURCES = \
  tests/bench/bench-duties.c \
  tests/bench/bench-finance.c \
  tests/bench/bench-quote.c \
  tests/bench/bench-reader.c \
  tests/bench/bench-reconcile.c \
  tests/bench/bench-register.c \
  tests/bench/bench-register.h \
  tests/bench/bench-rivals.c \
  tests/bench/bench-sim.c \
  tests/bench/bench-transport.c \
  tests/bench/bench-workcal.c \
  tests/bench/bench.c \
  tests/bench/bench.h
tests_bench_bench_CPPFLAGS = $(AM_CPPFLAGS) -DLEMON_PROGRAM=\"$(abs_builddir)/tests/bench/lemon\" \
  -DSIMPY_PROGRAM=\"$(abs_srcdir)/tests/bench/rival-simpy.py\"
EXTRA_DIST += tests/bench/bench.gp tests/bench/lemon.cc tests/bench/readme.py tests/bench/rival-simpy.py
tests_bench_bench_LDADD = $(LDADD) -lm
CLEANFILES += tests/bench/bench$(EXEEXT) tests/bench/bench.csv tests/bench/bench.png tests/bench/lemon

# Nothing is made where LEMON is not installed.
tests/bench/lemon: tests/bench/lemon.cc
	$(AM_V_GEN)test ! -f /usr/include/lemon/network_simplex.h || ! command -v g++ >/dev/null || g++ -O2 -std=c++11 -o $@ '$(srcdir)/tests/bench/lemon.cc'

# BENCH = beginnings of names: these alone.
.PHONY: bench bench-readme
bench: tests/bench/bench$(EXEEXT) tests/bench/lemon
	@test -z '$(CHECK_CFLAGS)' || \
	  { echo 'bench: configure without --enable-sanitizers and --enable-coverage' >&2; exit 1; }
	LC_ALL=C tests/bench/bench --csv tests/bench/bench.csv $(BENCH); status=$$?; \
	  ! command -v gnuplot >/dev/null || gnuplot -d '$(srcdir)/tests/bench/bench.gp'; exit $$status

# The tables of README.md, of what was measured last.
bench-readme:
	$(PYTHON3) '$(srcdir)/tests/bench/readme.py' tests/bench/bench.csv '$(srcdir)/README.md' $(CC)

# What the unit tests and the command's cases run of the library: compiled without optimization from
# `make dist` in ./coverage, counted by gcovr, judged by coverage.py.
EXTRA_DIST += tests/coverage.py tests/coverage.sh tests/coverage-accepted.txt
.PHONY: coverage
coverage: dist
	@test -n '$(GCOVR)' || { echo 'gcovr is missing (Debian: gcovr)' >&2; exit 1; }
	GCOVR='$(GCOVR)' PYTHON3='$(PYTHON3)' TESTS='$(check_PROGRAMS) tests/cli/run.sh' \
	  $(SHELL) '$(srcdir)/tests/coverage.sh' '$(distdir)'

# Whether the tests notice faults: MUTANTS of them, put into the library one at a time.
MUTANTS = 240
comma = ,
space = $(NULL) $(NULL)
sources_of = $(filter %.c,$($(subst -,_,$(subst /,_,$(1)))_SOURCES))
mutation_programs = $(foreach program,$(check_PROGRAMS),$(subst $(space),$(comma),$(program) $(call sources_of,$(program))))
EXTRA_DIST += tests/mutation.py tests/mutation-equivalent.txt
.PHONY: mutation
mutation: data/certplan-resources.c
	CC='$(CC)' PROGRAMS='$(mutation_programs)' TOOLS='$(filter %.c,$(tools_certplan_SOURCES))' \
	SOURCES='$(filter %.c,$(lib_libcertplan_core_la_SOURCES) $(nodist_lib_libcertplan_core_la_SOURCES))' \
	LIBS='$(GLIB_LIBS) $(CSV_LIBS) $(JSON_GLIB_LIBS) $(LIBICAL_LIBS) $(XLSX_LIBS) $(LTLIBINTL)' \
	CFLAGS='$(DEFS) $(DEFAULT_INCLUDES) $(AM_CPPFLAGS) $(JSON_GLIB_CFLAGS) $(LIBICAL_CFLAGS) $(XLSX_CFLAGS) $(GLIB_CFLAGS) -std=gnu11 -ffp-contract=off -I$(srcdir)/tests -I$(srcdir)/tests/fuzz' \
	  $(PYTHON3) -B '$(srcdir)/tests/mutation.py' --count $(MUTANTS) $(MUTATION_FLAGS)
