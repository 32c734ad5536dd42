# The library. One file a line, each room in its own list. SPDX-License-Identifier: LGPL-2.1-or-later

# From the lowest room to the highest; a room includes headers of those above it here.
room_includes = \
  -I$(srcdir)/lib \
  -I$(srcdir)/lib/base \
  -I$(srcdir)/lib/table \
  -I$(srcdir)/lib/rules \
  -I$(srcdir)/lib/records \
  -I$(srcdir)/lib/applicant \
  -I$(srcdir)/lib/office \
  -I$(srcdir)/lib/finance \
  -I$(srcdir)/lib/output

# Installed, and read by g-ir-scanner. lib/certplan.h includes each of them.
public_headers = \
  lib/finance/certplan-journal.h \
  lib/base/certplan-error.h \
  lib/base/certplan-faults.h \
  lib/base/certplan-text.h \
  lib/base/certplan-money.h \
  lib/base/certplan-date.h \
  lib/base/certplan-workcal.h \
  lib/base/certplan-random.h \
  lib/base/certplan-progress.h \
  lib/table/certplan-table-error.h \
  lib/table/certplan-labels.h \
  lib/table/certplan-table.h \
  lib/table/certplan-records.h \
  lib/table/certplan-chart-spec.h \
  lib/table/certplan-input-options.h \
  lib/table/certplan-rows.h \
  lib/rules/certplan-rules-error.h \
  lib/rules/certplan-rulebook-options.h \
  lib/rules/certplan-calendar.h \
  lib/rules/certplan-rulebook.h \
  lib/rules/certplan-policy.h \
  lib/rules/certplan-cycle.h \
  lib/rules/certplan-renewal.h \
  lib/applicant/certplan-applicant-error.h \
  lib/applicant/certplan-budget.h \
  lib/applicant/certplan-quote.h \
  lib/applicant/certplan-duties.h \
  lib/applicant/certplan-timeline.h \
  lib/applicant/certplan-eligibility.h \
  lib/office/certplan-office-error.h \
  lib/office/certplan-capacity.h \
  lib/office/certplan-office-model.h \
  lib/office/certplan-sim-office.h \
  lib/office/certplan-staffing.h \
  lib/office/certplan-sim.h \
  lib/finance/certplan-accrual.h \
  lib/finance/certplan-charging.h \
  lib/finance/certplan-finance-error.h \
  lib/office/certplan-workload.h \
  lib/finance/certplan-reconcile.h \
  lib/output/certplan-doctor.h \
  lib/output/certplan-outputs.h \
  lib/output/certplan-json.h \
  lib/records/certplan-account.h \
  lib/records/certplan-applied.h \
  lib/records/certplan-case.h \
  lib/records/certplan-charge.h \
  lib/records/certplan-filing.h \
  lib/records/certplan-forecast.h \
  lib/records/certplan-office.h \
  lib/records/certplan-office-records.h \
  lib/records/certplan-ledger.h \
  lib/records/certplan-payment.h \
  lib/records/certplan-plan.h \
  lib/records/certplan-load.h \
  lib/records/certplan-record-files.h \
  lib/records/certplan-register.h \
  $(NULL)

private_headers = \
  lib/table/certplan-ledger-spec-private.h \
  lib/finance/certplan-journal-private.h \
  lib/finance/certplan-accounts-private.h \
  lib/finance/certplan-accrual-private.h \
  lib/finance/certplan-charging-private.h \
  lib/finance/certplan-numbers-parts-private.h \
  lib/finance/certplan-numbers-private.h \
  lib/finance/certplan-order-private.h \
  lib/finance/certplan-payer-private.h \
  lib/finance/certplan-reconcile-payer-private.h \
  lib/finance/certplan-reconcile-private.h \
  lib/finance/certplan-reconcile-tables-private.h \
  lib/finance/certplan-reconcile-types-private.h \
  lib/finance/certplan-deferral-private.h \
  lib/finance/certplan-earning-private.h \
  lib/finance/certplan-ending-private.h \
  lib/finance/certplan-fee-terms-private.h \
  lib/base/certplan-private.h \
  lib/base/certplan-bytes-private.h \
  lib/base/certplan-date-private.h \
  lib/base/certplan-digits-private.h \
  lib/base/certplan-faults-private.h \
  lib/base/certplan-nearest-private.h \
  lib/base/certplan-workcal-private.h \
  lib/base/certplan-random-private.h \
  lib/base/certplan-key-file-private.h \
  lib/base/certplan-memory-private.h \
  lib/base/certplan-money-private.h \
  lib/base/certplan-threads-private.h \
  lib/base/certplan-wide-private.h \
  lib/table/certplan-batch-private.h \
  lib/table/certplan-column-private.h \
  lib/table/certplan-decoder-private.h \
  lib/table/certplan-event-spec-private.h \
  lib/table/certplan-delimiter-private.h \
  lib/table/certplan-head-names-private.h \
  lib/table/certplan-input-options-private.h \
  lib/table/certplan-input-private.h \
  lib/table/certplan-labels-private.h \
  lib/table/certplan-mixed-private.h \
  lib/table/certplan-place-private.h \
  lib/table/certplan-reader-private.h \
  lib/table/certplan-records-private.h \
  lib/table/certplan-pile-private.h \
  lib/table/certplan-records-loader-private.h \
  lib/table/certplan-records-parts-private.h \
  lib/table/certplan-serials-private.h \
  lib/table/certplan-shipped-private.h \
  lib/table/certplan-slots-private.h \
  lib/table/certplan-split-private.h \
  lib/table/certplan-table-parts-private.h \
  lib/table/certplan-table-private.h \
  lib/applicant/certplan-budget-private.h \
  lib/applicant/certplan-budget-tables-private.h \
  lib/applicant/certplan-quote-private.h \
  lib/applicant/certplan-quotes-private.h \
  lib/applicant/certplan-duties-private.h \
  lib/applicant/certplan-timeline-private.h \
  lib/applicant/certplan-eligibility-private.h \
  lib/applicant/certplan-gantt-line-private.h \
  lib/applicant/certplan-timeline-tables-private.h \
  lib/applicant/certplan-warnings-private.h \
  lib/rules/certplan-calendar-import-private.h \
  lib/rules/certplan-calendar-private.h \
  lib/rules/certplan-documents-private.h \
  lib/rules/certplan-explain-private.h \
  lib/rules/certplan-industries-private.h \
  lib/rules/certplan-layer-private.h \
  lib/rules/certplan-lifecycle-private.h \
  lib/rules/certplan-policy-private.h \
  lib/rules/certplan-routing-private.h \
  lib/rules/certplan-renewal-private.h \
  lib/rules/certplan-rule-check-private.h \
  lib/rules/certplan-rule-files-private.h \
  lib/rules/certplan-rule-formats-private.h \
  lib/rules/certplan-rule-merge-private.h \
  lib/rules/certplan-rule-words-private.h \
  lib/rules/certplan-rulebook-options-private.h \
  lib/rules/certplan-rule-rows-private.h \
  lib/rules/certplan-rulebook-parts-private.h \
  lib/rules/certplan-rulebook-private.h \
  lib/rules/certplan-rulebook-tables-private.h \
  lib/rules/certplan-scheme-private.h \
  lib/rules/certplan-stages-private.h \
  lib/rules/certplan-tariff-items-private.h \
  lib/rules/certplan-tariff-lines-private.h \
  lib/table/certplan-utf8-private.h \
  lib/table/certplan-window-private.h \
  lib/records/certplan-charge-private.h \
  lib/records/certplan-holdings-parts-private.h \
  lib/records/certplan-holdings-private.h \
  lib/records/certplan-ledger-private.h \
  lib/records/certplan-record-given-private.h \
  lib/records/certplan-record-types-private.h \
  lib/office/certplan-sim-office-options-private.h \
  lib/office/certplan-sim-office-private.h \
  lib/office/certplan-sim-office-step-private.h \
  lib/office/certplan-sim-private.h \
  lib/office/certplan-staffing-private.h \
  lib/office/certplan-sim-engine-private.h \
  lib/office/certplan-sim-heap-private.h \
  lib/office/certplan-sim-line-private.h \
  lib/office/certplan-sim-open-private.h \
  lib/office/certplan-sim-part-private.h \
  lib/office/certplan-sim-read-private.h \
  lib/office/certplan-sim-stats-private.h \
  lib/office/certplan-sim-tables-private.h \
  lib/office/certplan-what-if-private.h \
  lib/office/certplan-capacity-private.h \
  lib/office/certplan-capacity-repair-private.h \
  lib/office/certplan-transport-parts-private.h \
  lib/office/certplan-transport-private.h \
  lib/office/certplan-office-data-private.h \
  lib/office/certplan-office-private.h \
  lib/office/certplan-regions-private.h \
  lib/office/certplan-workload-private.h \
  lib/office/certplan-workload-tables-private.h \
  lib/office/certplan-panel-rule-private.h \
  lib/output/certplan-canvas-private.h \
  lib/output/certplan-chart-kinds-private.h \
  lib/output/certplan-chart-private.h \
  lib/output/certplan-chart-program-private.h \
  lib/output/certplan-commit-private.h \
  lib/output/certplan-csv-plain-private.h \
  lib/output/certplan-day-scale-private.h \
  lib/output/certplan-figure-private.h \
  lib/output/certplan-gantt-private.h \
  lib/output/certplan-grid-private.h \
  lib/output/certplan-html-private.h \
  lib/output/certplan-json-private.h \
  lib/output/certplan-lines-private.h \
  lib/output/certplan-markup-private.h \
  lib/output/certplan-month-calendar-private.h \
  lib/output/certplan-output-file-private.h \
  lib/output/certplan-pictures-private.h \
  lib/output/certplan-render-private.h \
  lib/output/certplan-scale-private.h \
  lib/output/certplan-sink-private.h \
  lib/output/certplan-targets-private.h \
  lib/output/certplan-temporary-private.h \
  lib/output/certplan-xlsx-private.h \
  lib/output/certplan-xlsx-style-private.h \
  $(NULL)

base_sources = \
  lib/base/certplan-date-parse.c \
  lib/base/certplan-date.c \
  lib/base/certplan-digits.c \
  lib/base/certplan-error.c \
  lib/base/certplan-faults.c \
  lib/base/certplan-money-parse.c \
  lib/base/certplan-money.c \
  lib/base/certplan-nearest.c \
  lib/base/certplan-period.c \
  lib/base/certplan-private.c \
  lib/base/certplan-text.c \
  lib/base/certplan-dist.c \
  lib/base/certplan-random.c \
  lib/base/certplan-key-file.c \
  lib/base/certplan-memory.c \
  lib/base/certplan-threads.c \
  lib/base/certplan-progress.c \
  lib/base/certplan-wide.c \
  lib/base/certplan-workcal.c \
  $(NULL)

table_sources = \
  lib/table/certplan-batch.c \
  lib/table/certplan-column.c \
  lib/table/certplan-cursor.c \
  lib/table/certplan-decoder.c \
  lib/table/certplan-delimiter.c \
  lib/table/certplan-head-names.c \
  lib/table/certplan-input-options.c \
  lib/table/certplan-input.c \
  lib/table/certplan-labels.c \
  lib/table/certplan-mixed.c \
  lib/table/certplan-pile.c \
  lib/table/certplan-place.c \
  lib/table/certplan-reader.c \
  lib/table/certplan-records-alike.c \
  lib/table/certplan-records-announce.c \
  lib/table/certplan-records-append.c \
  lib/table/certplan-records-behind.c \
  lib/table/certplan-records-cell.c \
  lib/table/certplan-records-get.c \
  lib/table/certplan-records-export.c \
  lib/table/certplan-records-header.c \
  lib/table/certplan-records-key.c \
  lib/table/certplan-records-load.c \
  lib/table/certplan-records-row.c \
  lib/table/certplan-records.c \
  lib/table/certplan-rows.c \
  lib/table/certplan-sentence.c \
  lib/table/certplan-serials.c \
  lib/table/certplan-shipped.c \
  lib/table/certplan-slots.c \
  lib/table/certplan-split.c \
  lib/table/certplan-table-error.c \
  lib/table/certplan-table.c \
  lib/table/certplan-utf8.c \
  lib/table/certplan-value.c \
  lib/table/certplan-window.c \
  $(NULL)

rules_sources = \
  lib/rules/certplan-calendar.c \
  lib/rules/certplan-calendar-check.c \
  lib/rules/certplan-calendar-import.c \
  lib/rules/certplan-category-names.c \
  lib/rules/certplan-cycle.c \
  lib/rules/certplan-documents.c \
  lib/rules/certplan-explain.c \
  lib/rules/certplan-industries.c \
  lib/rules/certplan-layer.c \
  lib/rules/certplan-lifecycle.c \
  lib/rules/certplan-policy.c \
  lib/rules/certplan-routing.c \
  lib/rules/certplan-renewal-term.c \
  lib/rules/certplan-renewal.c \
  lib/rules/certplan-qualification-names.c \
  lib/rules/certplan-rule-check.c \
  lib/rules/certplan-rule-files.c \
  lib/rules/certplan-rule-formats.c \
  lib/rules/certplan-rule-make.c \
  lib/rules/certplan-rule-merge.c \
  lib/rules/certplan-rule-terms.c \
  lib/rules/certplan-rule-words.c \
  lib/rules/certplan-rule-types.c \
  lib/rules/certplan-rulebook-cycles.c \
  lib/rules/certplan-rulebook-kinds.c \
  lib/rules/certplan-rulebook-list.c \
  lib/rules/certplan-rulebook-load.c \
  lib/rules/certplan-rulebook-options.c \
  lib/rules/certplan-rulebook-tables.c \
  lib/rules/certplan-rulebook.c \
  lib/rules/certplan-rules-error.c \
  lib/rules/certplan-scheme.c \
  lib/rules/certplan-stages.c \
  lib/rules/certplan-tariff-items.c \
  lib/rules/certplan-tariff-lines.c \
  $(NULL)

records_sources = \
  lib/records/certplan-account.c \
  lib/records/certplan-applied.c \
  lib/records/certplan-case.c \
  lib/records/certplan-charge.c \
  lib/records/certplan-filing.c \
  lib/records/certplan-forecast.c \
  lib/records/certplan-holdings-collect.c \
  lib/records/certplan-holdings-due.c \
  lib/records/certplan-holdings-rules.c \
  lib/records/certplan-holdings-state.c \
  lib/records/certplan-holdings-terms.c \
  lib/records/certplan-holdings-unknown.c \
  lib/records/certplan-holdings.c \
  lib/records/certplan-office.c \
  lib/records/certplan-office-records.c \
  lib/records/certplan-ledger.c \
  lib/records/certplan-payment.c \
  lib/records/certplan-plan.c \
  lib/records/certplan-load.c \
  lib/records/certplan-record-files.c \
  lib/records/certplan-record-formats.c \
  lib/records/certplan-record-types.c \
  lib/records/certplan-register.c \
  $(NULL)

applicant_sources = \
  lib/applicant/certplan-duties-lines.c \
  lib/applicant/certplan-duties-stake.c \
  lib/applicant/certplan-duties-tables.c \
  lib/applicant/certplan-warnings.c \
  lib/applicant/certplan-duties.c \
  lib/applicant/certplan-applicant-error.c \
  lib/applicant/certplan-budget-charts.c \
  lib/applicant/certplan-budget-compare.c \
  lib/applicant/certplan-budget-explain.c \
  lib/applicant/certplan-budget-ladder.c \
  lib/applicant/certplan-budget-late.c \
  lib/applicant/certplan-budget-pay.c \
  lib/applicant/certplan-budget-read.c \
  lib/applicant/certplan-budget-renew.c \
  lib/applicant/certplan-budget-request.c \
  lib/applicant/certplan-budget-schedule.c \
  lib/applicant/certplan-budget-sums.c \
  lib/applicant/certplan-budget-tables.c \
  lib/applicant/certplan-budget.c \
  lib/applicant/certplan-quote.c \
  lib/applicant/certplan-quotes-renewal.c \
  lib/applicant/certplan-quotes.c \
  lib/applicant/certplan-timeline-events.c \
  lib/applicant/certplan-eligibility.c \
  lib/applicant/certplan-eligibility-facts.c \
  lib/applicant/certplan-eligibility-holding.c \
  lib/applicant/certplan-eligibility-judge.c \
  lib/applicant/certplan-eligibility-missing.c \
  lib/applicant/certplan-eligibility-projects.c \
  lib/applicant/certplan-eligibility-request.c \
  lib/applicant/certplan-eligibility-tables.c \
  lib/applicant/certplan-timeline-explain.c \
  lib/applicant/certplan-gantt-line.c \
  lib/applicant/certplan-timeline-gantt.c \
  lib/applicant/certplan-timeline-lines.c \
  lib/applicant/certplan-timeline-plan.c \
  lib/applicant/certplan-timeline-request.c \
  lib/applicant/certplan-timeline-tables.c \
  lib/applicant/certplan-timeline.c \
  $(NULL)

office_sources = \
  lib/office/certplan-capacity-charts.c \
  lib/office/certplan-capacity-explain.c \
  lib/office/certplan-capacity-findings.c \
  lib/office/certplan-capacity-jobs.c \
  lib/office/certplan-capacity-options.c \
  lib/office/certplan-capacity-place.c \
  lib/office/certplan-capacity-piece.c \
  lib/office/certplan-capacity-plan.c \
  lib/office/certplan-capacity-repair.c \
  lib/office/certplan-capacity-shortage.c \
  lib/office/certplan-capacity-solve.c \
  lib/office/certplan-capacity-staff.c \
  lib/office/certplan-capacity-tables.c \
  lib/office/certplan-capacity.c \
  lib/office/certplan-flow.c \
  lib/office/certplan-sim-cases.c \
  lib/office/certplan-sim-check.c \
  lib/office/certplan-sim-compare.c \
  lib/office/certplan-sim-dates.c \
  lib/office/certplan-sim-digest.c \
  lib/office/certplan-sim-engine.c \
  lib/office/certplan-sim-finish.c \
  lib/office/certplan-sim-histogram.c \
  lib/office/certplan-sim-model.c \
  lib/office/certplan-sim-pairs.c \
  lib/office/certplan-sim-open.c \
  lib/office/certplan-sim-part-open.c \
  lib/office/certplan-sim-part-same.c \
  lib/office/certplan-sim-part.c \
  lib/office/certplan-sim-read-arrivals.c \
  lib/office/certplan-sim-read-days.c \
  lib/office/certplan-sim-read-file.c \
  lib/office/certplan-sim-read-keys.c \
  lib/office/certplan-sim-read-stage.c \
  lib/office/certplan-sim-read.c \
  lib/office/certplan-sim-run.c \
  lib/office/certplan-sim-selfcheck.c \
  lib/office/certplan-sim-serve.c \
  lib/office/certplan-sim-state.c \
  lib/office/certplan-sim-stats.c \
  lib/office/certplan-sim-count.c \
  lib/office/certplan-sim-estimate.c \
  lib/office/certplan-sim-steps.c \
  lib/office/certplan-sim-tables.c \
  lib/office/certplan-sim-names.c \
  lib/office/certplan-sim-tables-load.c \
  lib/office/certplan-sim-tables-open.c \
  lib/office/certplan-sim-tables-times.c \
  lib/office/certplan-sim-office.c \
  lib/office/certplan-sim-office-bodies.c \
  lib/office/certplan-sim-office-cases.c \
  lib/office/certplan-sim-office-classes.c \
  lib/office/certplan-sim-office-options.c \
  lib/office/certplan-sim-office-panels.c \
  lib/office/certplan-sim-office-people.c \
  lib/office/certplan-sim-office-stages.c \
  lib/office/certplan-sim-office-step.c \
  lib/office/certplan-sim-passage.c \
  lib/office/certplan-sim-way.c \
  lib/office/certplan-sim-words.c \
  lib/office/certplan-staffing-tables.c \
  lib/office/certplan-staffing.c \
  lib/office/certplan-transport-group.c \
  lib/office/certplan-transport-parts.c \
  lib/office/certplan-transport-prove.c \
  lib/office/certplan-transport.c \
  lib/office/certplan-office-bodies.c \
  lib/office/certplan-office-data.c \
  lib/office/certplan-office-error.c \
  lib/office/certplan-office-model.c \
  lib/office/certplan-office-pools.c \
  lib/office/certplan-office-reviewers.c \
  lib/office/certplan-office-routing.c \
  lib/office/certplan-process.c \
  lib/office/certplan-workload-add.c \
  lib/office/certplan-workload-cases.c \
  lib/office/certplan-workload-held.c \
  lib/office/certplan-workload-issued.c \
  lib/office/certplan-workload-unserved.c \
  lib/office/certplan-workload.c \
  lib/office/certplan-workload-explain.c \
  lib/office/certplan-workload-panels.c \
  lib/office/certplan-workload-tables.c \
  lib/office/certplan-panel-rule.c \
  lib/office/certplan-regions.c \
  $(NULL)

finance_sources = \
  lib/finance/certplan-journal.c \
  lib/finance/certplan-journal-tables.c \
  lib/finance/certplan-journal-post.c \
  lib/finance/certplan-accounts.c \
  lib/finance/certplan-numbers-index.c \
  lib/finance/certplan-numbers-search.c \
  lib/finance/certplan-numbers.c \
  lib/finance/certplan-order.c \
  lib/finance/certplan-payer.c \
  lib/finance/certplan-reconcile-claims.c \
  lib/finance/certplan-reconcile-clean.c \
  lib/finance/certplan-reconcile-decide.c \
  lib/finance/certplan-reconcile-index.c \
  lib/finance/certplan-reconcile-list.c \
  lib/finance/certplan-reconcile-names.c \
  lib/finance/certplan-reconcile-naming.c \
  lib/finance/certplan-reconcile-near.c \
  lib/finance/certplan-reconcile-never.c \
  lib/finance/certplan-reconcile-number.c \
  lib/finance/certplan-reconcile-opening.c \
  lib/finance/certplan-reconcile-owed.c \
  lib/finance/certplan-reconcile-parts.c \
  lib/finance/certplan-reconcile-payer.c \
  lib/finance/certplan-reconcile-place.c \
  lib/finance/certplan-reconcile-points.c \
  lib/finance/certplan-reconcile-receipts.c \
  lib/finance/certplan-reconcile-request.c \
  lib/finance/certplan-reconcile-rest.c \
  lib/finance/certplan-reconcile-reverse.c \
  lib/finance/certplan-reconcile-rows.c \
  lib/finance/certplan-reconcile-sets.c \
  lib/finance/certplan-reconcile-settle.c \
  lib/finance/certplan-reconcile-sign.c \
  lib/finance/certplan-reconcile-sort.c \
  lib/finance/certplan-reconcile-sums.c \
  lib/finance/certplan-reconcile-tables.c \
  lib/finance/certplan-reconcile-waived.c \
  lib/finance/certplan-reconcile-who.c \
  lib/finance/certplan-reconcile.c \
  lib/finance/certplan-accrual-tables.c \
  lib/finance/certplan-accrual.c \
  lib/finance/certplan-charging-lines.c \
  lib/finance/certplan-charging-pay.c \
  lib/finance/certplan-charging-request.c \
  lib/finance/certplan-charging-subjects.c \
  lib/finance/certplan-charging-tables.c \
  lib/finance/certplan-charging.c \
  lib/finance/certplan-deferral-turn.c \
  lib/finance/certplan-deferral.c \
  lib/finance/certplan-earning.c \
  lib/finance/certplan-ending.c \
  lib/finance/certplan-fee-terms.c \
  lib/finance/certplan-finance-error.c \
  $(NULL)

output_sources = \
  lib/output/certplan-render-ledger.c \
  lib/output/certplan-canvas-text.c \
  lib/output/certplan-bars.c \
  lib/output/certplan-canvas.c \
  lib/output/certplan-chart-probe.c \
  lib/output/certplan-chart-program.c \
  lib/output/certplan-chart.c \
  lib/output/certplan-commit.c \
  lib/output/certplan-csv-plain.c \
  lib/output/certplan-day-scale.c \
  lib/output/certplan-doctor.c \
  lib/output/certplan-figure.c \
  lib/output/certplan-gantt-flags.c \
  lib/output/certplan-gantt-read.c \
  lib/output/certplan-gantt-scale.c \
  lib/output/certplan-gantt.c \
  lib/output/certplan-grid.c \
  lib/output/certplan-group-axis.c \
  lib/output/certplan-heat.c \
  lib/output/certplan-histogram.c \
  lib/output/certplan-html.c \
  lib/output/certplan-json.c \
  lib/output/certplan-legend.c \
  lib/output/certplan-lines-read.c \
  lib/output/certplan-lines.c \
  lib/output/certplan-markup.c \
  lib/output/certplan-month-calendar.c \
  lib/output/certplan-month-calendar-list.c \
  lib/output/certplan-month-calendar-read.c \
  lib/output/certplan-output-error.c \
  lib/output/certplan-output-file.c \
  lib/output/certplan-outputs.c \
  lib/output/certplan-path.c \
  lib/output/certplan-pictures.c \
  lib/output/certplan-render-csv.c \
  lib/output/certplan-render-html.c \
  lib/output/certplan-render-json.c \
  lib/output/certplan-render-split.c \
  lib/output/certplan-render-text.c \
  lib/output/certplan-render.c \
  lib/output/certplan-scale.c \
  lib/output/certplan-sink.c \
  lib/output/certplan-stack.c \
  lib/output/certplan-targets-check.c \
  lib/output/certplan-targets.c \
  lib/output/certplan-temporary.c \
  $(NULL)

# Where libxlsxwriter is there.
xlsx_sources = \
  lib/output/certplan-render-xlsx.c \
  lib/output/certplan-xlsx-check.c \
  lib/output/certplan-xlsx-style.c \
  lib/output/certplan-xlsx-text.c \
  $(NULL)

# Where json-glib and libical are there.
json_sources = \
  lib/rules/certplan-calendar-json.c

ical_sources = \
  lib/output/certplan-render-ics.c \
  lib/rules/certplan-calendar-ics.c \
  $(NULL)

library_sources = $(base_sources) $(table_sources) $(rules_sources) $(records_sources) \
  $(applicant_sources) $(office_sources) $(finance_sources) $(output_sources)

if HAVE_XLSXWRITER
library_sources += $(xlsx_sources)
endif

if HAVE_JSON_GLIB
library_sources += $(json_sources)
endif

if HAVE_LIBICAL
library_sources += $(ical_sources)
endif

# All the code; what unit tests link.
noinst_LTLIBRARIES += lib/libcertplan-core.la
lib_libcertplan_core_la_SOURCES = $(library_sources) $(public_headers) $(private_headers)
nodist_lib_libcertplan_core_la_SOURCES = data/certplan-resources.c
lib_libcertplan_core_la_LIBADD = $(GLIB_LIBS) $(CSV_LIBS) $(JSON_GLIB_LIBS) $(LIBICAL_LIBS) $(XLSX_LIBS) $(LTLIBINTL)

# What is installed: the same code behind the export rule. lib/libcertplan.sym is what it must export.
lib_LTLIBRARIES += lib/libcertplan.la
lib_libcertplan_la_SOURCES =
lib_libcertplan_la_LIBADD = lib/libcertplan-core.la
lib_libcertplan_la_LDFLAGS = $(AM_LDFLAGS) $(NO_UNDEFINED) -version-info $(CERTPLAN_LT_VERSION) \
  -export-symbols-regex '^certplan_'

certplanincludedir = $(includedir)/certplan
certplaninclude_HEADERS = lib/certplan.h $(public_headers)

EXTRA_DIST += lib/libcertplan.sym

# After a wanted change of the interface: writes the list anew, for review.
.PHONY: update-symbols
update-symbols: lib/libcertplan.la
	nm -D --defined-only lib/.libs/libcertplan.so | $(AWK) '{ print $$3 }' | LC_ALL=C sort \
	  > '$(srcdir)/lib/libcertplan.sym'

if HAVE_INTROSPECTION
# The library loads from the build tree while the scanner runs it. A sanitizer's library must come first,
# and what the scanner's own program leaks is no concern of ours.
lib/Certplan-1.gir: lib/libcertplan.la lib/certplan.h $(public_headers) $(library_sources)
	$(AM_V_GEN)env CC='$(CC)' CFLAGS='$(CFLAGS) $(CHECK_CFLAGS)' LDFLAGS='$(LDFLAGS) $(CHECK_CFLAGS)' \
	  ASAN_OPTIONS=detect_leaks=0 \
	  $(INTROSPECTION_SCANNER) --quiet --warn-all --namespace=Certplan --nsversion=1 \
	  --identifier-prefix=Certplan --symbol-prefix=certplan \
	  --include=Gio-2.0 --pkg=gio-2.0 --pkg-export=certplan --c-include=certplan.h \
	  --libtool='$(SHELL) ./libtool' --library=lib/libcertplan.la \
	  $(room_includes) --output=$@ \
	  $(addprefix $(srcdir)/,lib/certplan.h $(public_headers) $(library_sources))

lib/Certplan-1.typelib: lib/Certplan-1.gir
	$(AM_V_GEN)$(INTROSPECTION_COMPILER) --output=$@ $<

nodist_gir_DATA = lib/Certplan-1.gir
nodist_typelib_DATA = lib/Certplan-1.typelib
CLEANFILES += lib/Certplan-1.gir lib/Certplan-1.typelib
endif
