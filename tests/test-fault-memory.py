"""Memory that is refused: never done with a wrong output, never without an end, old files kept.

GLib ends the process where it gets none, and so does this program; what an input asks for is refused in words.
SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import shutil
import signal
import sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "faults"))
import harness  # pylint: disable=wrong-import-position
import jobs  # pylint: disable=wrong-import-position
import tap  # pylint: disable=wrong-import-position

# How a process without memory ends: in words, or by GLib; where there never is any again, also by what GLib's
# own message then lacks.
ENDS = (1, -signal.SIGTRAP, -signal.SIGABRT)
LASTING_ENDS = ENDS + (-signal.SIGSEGV, 127)
COUNTS = {}


def try_refusal(job, number, is_lasting):
    """The n-th request for memory is refused, or all from the n-th on: what is wrong, or None."""
    fault = f"memory:{number}{'+' if is_lasting else ''}:12"
    run = job.run(fault)
    now = job.whole(run.found)
    strays = [name for name in job.strays(run.found) if not name.startswith("tmp/tmp.") or run.found[name]]
    COUNTS[run.code] = COUNTS.get(run.code, 0) + 1
    run.drop()
    said = f"{job.name}: {fault}: exit {run.code}, {now}, strays {strays}: {run.said[-300:]}"
    if strays:
        return said
    if run.code == job.code:
        return None if now == "new" and run.out == job.out or harness.drawn_less(job, run) else said
    # libxlsxwriter, and libical where it writes or reads, take what they did not get
    is_foreign = any(word.endswith((".xlsx", ".ics")) for word in job.words)
    if run.code not in (LASTING_ENDS if is_lasting or is_foreign else ENDS):
        return said
    return None if now in ("old", "new") or harness.drawn_less(job, run) else said


def numbers(job):
    """Which requests: some of all, and of the last ones, in which files are written, more."""
    n = job.n_allocations
    late = harness.spread(range(max(1, n - (3000 if harness.LONG else 300)), n + 1), 60 if harness.LONG else 8)
    return sorted(set(harness.spread(range(1, n + 1), 60 if harness.LONG else 8) + late))


def test_memory():
    """memory that is refused once, or for good, leaves whole files"""
    tries = [lambda job=job, number=number, is_lasting=is_lasting: try_refusal(job, number, is_lasting)
             for job in CHOSEN for number in numbers(job) for is_lasting in (False, True)]
    faults = harness.run_many(tries)
    print(f"# {len(tries)} points tried, {len(faults)} failures; ends: {dict(sorted(COUNTS.items()))}")
    if set(COUNTS) <= {0, 3}:
        faults.append("memory was never refused")
    tap.no_faults(faults)


def test_workbook():
    """a workbook is whole, or it is none: libxlsxwriter goes on without what it got no memory for"""
    if "xlsx" not in harness.FORMS:
        raise tap.Skip("built without xlsx")
    job = harness.Job("workbook", "quote cnitsec/engineering/2 --as-of 2026-05-10 --lang en", "d.xlsx").learn()
    n = job.n_allocations
    chosen = range(n - 1900, n + 1) if harness.LONG else harness.spread(range(n - 1900, n + 1), 40)
    tap.no_faults(harness.run_many([lambda number=number: try_refusal(job, number, False) for number in chosen]))


if __name__ == "__main__":
    try:
        if harness.WHY_NO_MEMORY:
            tap.skip_all(harness.WHY_NO_MEMORY)
        chosen = os.environ.get("JOBS", "" if harness.LONG else "quote")
        CHOSEN = jobs.make(*chosen.split())
        tests = (test_memory, test_workbook)
        tap.run([test for test in tests if test.__name__ in (sys.argv[1:] or test.__name__)])
    finally:
        shutil.rmtree(harness.SCRATCH)
