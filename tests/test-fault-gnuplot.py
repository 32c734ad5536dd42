"""A gnuplot that is missing, slow, crashing, silent or without an end costs the picture, never the data.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "faults"))
import harness  # pylint: disable=wrong-import-position
import hostile  # pylint: disable=wrong-import-position
import tap  # pylint: disable=wrong-import-position

JOB = harness.Job("timeline", "timeline cnitsec/engineering/2 --start 2026-03-02 --as-of 2026-05-10 --lang en",
                  "a.csv b.json c.svg d.html")
TELLING = "the data is written, the picture is not"
MEMORY_MEBIBYTES = 900  # what is said is kept up to a limit, and moved when it grows
# What becomes of the run, beside a word of its message.
BROKEN = {
    "missing": (None, "gnuplot-nox"),
    "exits with an error": ("echo 'no such thing' >&2; exit 3", "no such thing"),
    "crashes": ("kill -SEGV $$", "gnuplot failed"),
    "is killed": ("kill -KILL $$", "gnuplot failed"),
    "writes nothing": ("exit 0", "no whole picture"),
    "reads nothing and writes nothing": ("exec <&-; exit 0", "no whole picture"),
    "writes rubbish": ("head -c 100000 /dev/urandom", "no whole picture"),
    "writes half a picture": ("printf '<svg>'", "no whole picture"),
    "writes another picture": ("printf '\\211PNG\\r\\n\\032\\n'", "no whole picture"),
    "writes messages without an end": ("exec yes 'warning: again' >&2", "without an end"),
    "writes a picture without an end": ("exec yes '<svg/>'", "without an end"),
}
# These hold on until they are stopped.
STUCK = {
    "never ends": ": >drawing; exec sleep 1000",
    "never ends in a child": ": >drawing; sleep 200; exit 0",
    "has closed its streams and stays": ": >drawing; exec sleep 1000 >&- 2>&-",
    "ignores signals": ": >drawing; trap '' TERM INT; while :; do sleep 1; done",
}


def put(name, script):
    """A folder with such a gnuplot, as PATH."""
    folder = os.path.join(harness.SCRATCH, "gnuplot-" + name.replace(" ", "-"))
    os.makedirs(folder, exist_ok=True)
    if script is not None:
        text = f'#!/bin/sh\n[ "$1" != --version ] || exec echo gnuplot 5.4\n{script}\n'
        harness.write_program(folder, "gnuplot", text)
    programs = [shutil.which(tool) for tool in ("sh", "yes", "sleep", "head")]
    for program in programs:
        os.symlink(program, os.path.join(folder, os.path.basename(program)))
    return folder


def only_data(run):
    """What is wrong, where the data must be new and the picture old."""
    states = {name: state for name, state in JOB.states(run.found).items() if not name.endswith(".html")}
    if states != {"a.csv": "new", "b.json": "new", "c.svg": "old"}:
        return str(states)
    page = run.found.get("d.html", b"")
    if b"<table" not in page or b"<svg" in page or not page.rstrip().endswith(b"</html>"):
        return "the page is not whole, or has a picture"
    strays = [name for name in JOB.strays(run.found) if name != "drawing"]
    return f"left {strays}" if strays else None


def try_broken(name):
    """A run with a broken gnuplot: what is wrong, or None."""
    script, word = BROKEN[name]
    run = JOB.run(PATH=put(name, script))
    wrong = only_data(run)
    if wrong is None and (run.code != 1 or TELLING not in run.said or word not in run.said or "c.svg" not in run.said):
        wrong = "other words"
    if len(run.said) > 2000:
        wrong = f"{len(run.said)} characters of message"
    run.drop()
    return wrong and f"{name}: {wrong}: exit {run.code}: {run.said[:400]}"


def test_broken():
    """a gnuplot that is missing or broken costs the picture alone"""
    JOB.learn()
    tap.no_faults(harness.run_many([lambda name=name: try_broken(name) for name in BROKEN]))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert most < MEMORY_MEBIBYTES, f"a run took {most} MiB"


def try_interrupt(name, chosen):
    """Ctrl-C ends a run whose gnuplot is stuck."""
    folder = JOB.new_folder()
    process = subprocess.Popen(
        ["certplan", *JOB.words], executable=hostile.PROGRAM, cwd=folder, stdin=subprocess.DEVNULL,
        env=hostile.environment(harness.SCRATCH, PATH=put(f"{name} {chosen.name}", STUCK[name])), stderr=subprocess.DEVNULL)
    for _ in range(1000):
        if os.path.exists(os.path.join(folder, "drawing")):
            break
        time.sleep(0.02)
    begun = time.monotonic()
    process.send_signal(chosen)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return f"{name}: {chosen.name} did not end it"
    found = harness.contents(folder)
    found.pop("drawing", None)
    wrong = None if process.returncode == -chosen and found == JOB.old else f"exit {process.returncode}, {JOB.states(found)}"
    shutil.rmtree(folder)
    return wrong and f"{name}: {chosen.name} after {time.monotonic() - begun:.1f} s: {wrong}"


def test_interrupt():
    """Ctrl-C ends a run whose gnuplot never ends, and leaves nothing"""
    tap.no_faults(harness.run_many([lambda name=name, chosen=chosen: try_interrupt(name, chosen)
                                    for name in STUCK for chosen in (signal.SIGINT, signal.SIGTERM)]))


def try_time_limit(name):
    """After a minute the picture is given up. Where each picture is tried again, that is two."""
    begun = time.monotonic()
    run = JOB.run(PATH=put(name, STUCK[name]))
    took = time.monotonic() - begun
    wrong = only_data(run)
    if wrong is None and (run.code != 1 or "did not end within 60 seconds" not in run.said or took > 150):
        wrong = "other words"
    run.drop()
    return wrong and f"{name}: {wrong} after {took:.0f} s: exit {run.code}: {run.said[:300]}"


def test_time_limit():
    """a gnuplot that never ends is given up after a minute"""
    tap.no_faults(harness.run_many([lambda name=name: try_time_limit(name) for name in STUCK]))


def test_old_kernel():
    """where the system has no pidfd_open, a picture is drawn all the same, and nothing is said of it"""
    JOB.learn()
    folder, said, log = JOB.trace("-e", "trace=pidfd_open", "-e", "inject=pidfd_open:error=ENOSYS")
    assert "(INJECTED)" in log, f"no call was struck: {log[:200]}"
    states = JOB.states(harness.contents(folder))
    assert set(states.values()) == {"new"} and said == b"", f"{states}: {said[:300]!r}"


if __name__ == "__main__":
    try:
        if "svg" not in harness.FORMS:
            tap.skip_all("gnuplot is missing")
        tests = [test_broken, test_interrupt, test_old_kernel] + ([test_time_limit] if harness.LONG else [])
        tap.run([test for test in tests if test.__name__ in (sys.argv[1:] or test.__name__)])
    finally:
        shutil.rmtree(harness.SCRATCH)
