"""Runs of the command in which chosen calls fail, and what may be left of them.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import concurrent.futures
import errno
import itertools
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import zlib
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import hostile
import tap

LONG = bool(os.environ.get("CERTPLAN_LONG"))
SCRATCH = tempfile.mkdtemp(prefix="certplan-faults-")
BIN = os.path.join(SCRATCH, "bin")
INPUTS = os.path.join(SCRATCH, "in")
SHIM = os.path.join(SCRATCH, "shim.so")
BACKUP, TEMPORARY = ".certplan-backup", ".certplan-new"
WORKERS = 2
TIMEOUT = 200

# Draws once, then has the picture ready: thousands of runs want the same ones.
GNUPLOT = """#!/bin/sh
cat >"$0.$$" && key=$0.$(cksum <"$0.$$" | tr ' ' _)
[ -s "$key" ] || {{ {real} -d "$0.$$" >"$key.$$" && mv "$key.$$" "$key"; }}
rm "$0.$$"
exec cat "$key"
"""


def write_program(folder, name, text):
    """A program of a run."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(os.path.join(folder, name), 0o755)


def why_no_shim():
    """Builds the shim. Returns: why there is none, or None"""
    words = shlex.split(os.environ.get("CC") or "cc")
    if not shutil.which(words[0]):
        return "a C compiler is missing (Debian: gcc)"
    source = os.path.join(tap.SOURCE, "tests", "faults", "shim.c")
    done = subprocess.run([*words, "-O1", "-fno-builtin", "-shared", "-fPIC", "-o", SHIM, source],
                          capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else f"the shim cannot be built: {done.stderr[:300]}"


def is_sanitized():
    """Whether the program brings an allocator of its own."""
    said = subprocess.run(["ldd", hostile.PROGRAM], capture_output=True, text=True, check=False,
                          env=hostile.environment(SCRATCH)).stdout
    return re.search("lib[au][sb]san", said) is not None


def prepare():
    """The inputs and the programs. Returns: the forms that can be written"""
    shutil.copytree(os.path.join(tap.SOURCE, "tests", "cli", "data"), INPUTS)
    shutil.copytree(os.path.join(tap.SOURCE, "data", "examples"), os.path.join(INPUTS, "examples"))
    os.makedirs(BIN)
    real = shutil.which("gnuplot")
    if real:
        write_program(BIN, "gnuplot", GNUPLOT.format(real=real))
        write_program(BIN, "fc-match", "#!/bin/sh\nprintf Sans\n")
    return hostile.known_formats(SCRATCH)


FORMS = prepare()
OTHER_FORMS = ["journal", "beancount"] + ["ics"] * ("ical" in tap.BUILT_WITH)
WHY_NO_SHIM = why_no_shim()
WHY_NO_MEMORY = WHY_NO_SHIM or ("sanitizers bring an allocator of their own" if is_sanitized() else None)


def need_shim():
    """Skips what cannot run here."""
    if WHY_NO_SHIM:
        raise tap.Skip(WHY_NO_SHIM)


def contents(folder):
    """path -> bytes, of all regular files below; what is no file is b"" with a / behind its name."""
    found = {}
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not os.path.islink(os.path.join(top, name))]
        for name in names:
            path = os.path.join(top, name)
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found


def listing(folder):
    """What a change in a folder would change."""
    found = []
    for top, _, names in os.walk(folder):
        for name in names:
            info = os.lstat(os.path.join(top, name))
            found.append((os.path.join(top, name), info.st_size, info.st_mtime_ns, info.st_mode))
    return sorted(found)


class Run:
    """What one run did."""

    def __init__(self, folder, done, log):
        self.folder, self.code, self.out = folder, done.returncode, done.stdout
        self.said = done.stderr.decode("utf-8", "replace")
        self.log = log
        self.found = contents(folder)

    def drop(self):
        """Its folder away."""
        shutil.rmtree(self.folder)


class Job:
    """A command with its outputs: the old ones, of which every third is missing, and the new ones."""

    def __init__(self, name, line, outputs="", code=0):
        self.name, self.code = name, code
        self.given = line.split()
        chosen = [word for word in outputs.split() if word.rsplit(".", 1)[-1] in FORMS + OTHER_FORMS]
        self.names = [word.split("=")[-1] for word in chosen]
        self.words = self.given + [part for word in chosen for part in ("-o", word)]
        self.old = {name: f"old {name}\n".encode() * 9 for i, name in enumerate(self.names) if i % 3 != 1}
        self.new, self.out, self.calls, self.n_allocations = None, b"", [], 0

    def learn(self):
        """What a run without a fault writes, and by which calls."""
        run = self.run("record" if WHY_NO_SHIM is None else None)
        if run.code != self.code:
            raise AssertionError(f"{self.name}: exit {run.code}: {run.said}")
        self.new, self.out = run.found, run.out
        assert sorted(self.new) == sorted(self.names), f"{self.name}: {sorted(self.new)}"
        counts = {}
        for line in run.log:
            call, detail = line.split(" ", 1)
            if call == "memory":
                self.n_allocations = int(detail)
            else:
                counts[call] = counts.get(call, 0) + 1
                self.calls.append((call, counts[call], detail))
        run.drop()
        return self

    def new_folder(self):
        """One with the old files, the inputs, and a folder for temporary files."""
        folder = tempfile.mkdtemp(dir=SCRATCH)
        os.mkdir(os.path.join(folder, "tmp"))
        os.symlink(INPUTS, os.path.join(folder, "in"))
        for name, data in self.old.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        return folder

    def run(self, fault=None, folder=None, words=None, **more):
        """One run, with a fault as the shim takes it."""
        folder = folder or self.new_folder()
        log = folder + ".log"
        given = {"PATH": BIN + os.pathsep + os.environ["PATH"], "TMPDIR": os.path.join(folder, "tmp")}
        if fault:
            given.update(CERTPLAN_FAULT=fault, CERTPLAN_FAULT_LOG=log, G_SLICE="always-malloc",
                         LD_PRELOAD=" ".join(filter(None, [os.environ.get("CERTPLAN_PRELOAD"), SHIM])))
        try:
            done = subprocess.run(
                ["certplan", *(words or self.words)], executable=hostile.PROGRAM, cwd=folder, stdin=subprocess.DEVNULL,
                env=hostile.environment(SCRATCH, **{**given, **more}), capture_output=True, timeout=TIMEOUT, check=False)
        except subprocess.TimeoutExpired:
            done = subprocess.CompletedProcess([], 999, b"", f"it did not end in {TIMEOUT} s".encode())
        lines = []
        if fault and os.path.exists(log):
            with open(log, encoding="utf-8", errors="replace") as file:
                lines = file.read().splitlines()
            os.unlink(log)
        return Run(folder, done, lines)

    def trace(self, *options):
        """A run under strace, which must end as one without: its folder, what it said, the log."""
        strace = shutil.which("strace")
        if not strace:
            raise tap.Skip("strace is missing (Debian: strace)")
        folder, log = self.new_folder(), os.path.join(SCRATCH, "trace")
        done = subprocess.run(
            [strace, "-f", "-qq", "-o", log, *options, hostile.PROGRAM, *self.words], cwd=folder,
            stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=tap.HANGS,
            env=hostile.environment(SCRATCH, PATH=BIN + os.pathsep + os.environ["PATH"],
                                    TMPDIR=os.path.join(folder, "tmp"), ASAN_OPTIONS="detect_leaks=0"))
        if done.returncode != self.code:
            raise tap.Skip(f"ptrace is not allowed here: {done.stderr[:100]!r}")
        with open(log, encoding="utf-8", errors="replace") as file:
            return folder, done.stderr, file.read()

    def states(self, found):
        """name -> old, new, or what it is."""
        def state(name):
            if found.get(name) == self.new[name]:
                return "new"
            if found.get(name) == self.old.get(name):
                return "old"
            return f"missing" if name not in found else f"torn: {found[name][:40]!r}"
        return {name: state(name) for name in self.names}

    def whole(self, found):
        """Whether all is old, or all is new; else which is which."""
        states = self.states(found)
        kinds = set(states.values())
        return kinds.pop() if len(kinds) == 1 else str(states) if kinds else "new"

    def strays(self, found):
        """What should not be there."""
        return sorted(set(found) - set(self.names))


def names_what(job, run):
    """Whether a message tells which file or stream is at fault."""
    known = job.names + [word for word in job.given if "/" in word or "." in word] + [
        "standard output", "standard input", "gnuplot", "libxlsxwriter", "in/", "memory", "thread"]
    return "certplan: " in run.said and any(word in run.said for word in known) or any(
        run.said.startswith(word) for word in job.given)


def drawn_less(job, run):
    """Whether all but pictures is written, and the message says so."""
    if not re.search("the picture is not|warning: ", run.said):
        return False
    for name, state in job.states(run.found).items():
        is_told = name in run.said
        if state != "new" and not (is_told and (state == "old" or name.endswith((".html", ".xlsx")))):
            return False
    return True


def fault_of(job, where, run, may_abort=False):
    """What is wrong after a run in which a call failed, or None."""
    now, strays = job.whole(run.found), job.strays(run.found)
    if any(line.startswith("unlink /") and "/tmp/tmp." in line for line in run.log):
        strays = []  # libxlsxwriter opens a file and unlinks it at once; where it cannot, nobody can
    unnamed = [name for name in strays if os.path.basename(name) not in run.said]
    said = f"exit {run.code}, {now}, strays {strays}: {run.said[:400]} {run.log[:2]}"
    if unnamed:
        return f"{where}: left without a word: {said}"
    if run.code == job.code:
        is_same = now == "new" and not strays and run.out == job.out
        return None if is_same or drawn_less(job, run) and run.out == job.out else f"{where}: wrong: {said}"
    if run.code in (-signal.SIGTRAP, -signal.SIGABRT) and may_abort:
        return None if now in ("old", "new") and not strays else f"{where}: wrong: {said}"
    if run.code not in (1, 2):
        return f"{where}: wrong: {said}"
    if not names_what(job, run):
        return f"{where}: no name: {said}"
    if now == "new" and job.names and (not strays or "is written, but" in run.said):
        return None
    if now != "old" and job.names and not drawn_less(job, run):
        return f"{where}: wrong: {said}"
    return None if not strays else f"{where}: strays: {said}"


def run_many(tries):
    """Runs functions that return a fault or None, side by side. Returns: the faults"""
    before = listing(INPUTS)
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        faults = [fault for fault in pool.map(lambda one: one(), tries) if fault]
    if listing(INPUTS) != before:
        faults.append("something was left or changed beside the inputs")
    return faults


def number_of(name):
    """An errno by its name, as the shim takes it; "short" and the like as they are."""
    return str(getattr(errno, name)) if name.startswith("E") else name


def spread(items, n):
    """At most @n of them: the first and last ones, and some in between."""
    items = list(items)
    if len(items) <= n:
        return items
    edge = max(1, n // 4)
    middle = items[edge:-edge]
    step = len(middle) / (n - 2 * edge)
    return items[:edge] + [middle[int(i * step)] for i in range(n - 2 * edge)] + items[-edge:]
