"""Every writing command, in which each call to the system fails in turn, or the run is killed before it.

JOBS="quote duties" are those commands alone, POINTS=12 so many faults of each kind for a command, and arguments some
of the tests, as test_kills: all of it is 30,000 runs of the command.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import re
import shutil
import signal
import sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "faults"))
import harness  # pylint: disable=wrong-import-position
import hostile  # pylint: disable=wrong-import-position
import jobs  # pylint: disable=wrong-import-position
import tap  # pylint: disable=wrong-import-position

# What can befall each call; the first is tried everywhere.
ERRORS = {
    "open": ("ENOSPC", "EACCES", "EMFILE", "EINTR"), "tmpfile": ("ENOSPC", "EOPNOTSUPP", "EINTR"),
    "read": ("EIO", "EINTR", "short"), "pread": ("EIO", "EINTR", "short"),
    "write": ("ENOSPC", "EIO", "EINTR", "short"), "fsync": ("EIO", "ENOSPC", "EINTR"), "close": ("EIO", "EINTR"),
    "link": ("EIO", "EPERM", "EXDEV", "ENOSPC"), "linkat": ("EIO", "EXDEV", "ENOSPC"), "rename": ("EIO", "EXDEV"),
    "unlink": ("EIO",), "remove": ("EIO",), "fstat": ("EIO",), "stat": ("EIO",), "lstat": ("EIO",), "access": ("EACCES",),
    "faccessat": ("EROFS",), "fchmod": ("EPERM", "EIO"), "fchown": ("EIO",), "lseek": ("EIO",), "ftruncate": ("EIO",),
    "dup": ("EMFILE",), "fcntl": ("EMFILE",), "flock": ("EINTR", "ENOLCK"), "memfd_create": ("EMFILE",), "pipe": ("EMFILE",),
    "fork": ("EAGAIN",), "posix_spawn": ("EAGAIN",), "pthread_create": ("EAGAIN",), "poll": ("EINTR",), "waitpid": ("EINTR",),
    "realpath": ("EACCES",), "readlink": ("EIO",), "opendir": ("EACCES",), "readdir": ("EIO",),
    "fdopen": ("ENOMEM",), "mkstemp": ("ENOSPC",),
}
POINTS = int(os.environ.get("POINTS") or 0)
# Of these a run has hundreds that are like one another: some are chosen.
MANY = ("poll", "read", "lseek", "write")
# GLib itself ends a program that gets no thread, no pipe, no wake-up.
GLIB_ENDS = ("pthread_create", "pipe")
# What changes files.
CHANGES = ("tmpfile", "write", "fsync", "close", "link", "linkat", "rename", "unlink", "flock")
# What some file systems cannot.
PLACES = {
    "tmpfile": "tmpfile:1+:EOPNOTSUPP",
    "link": "tmpfile:1+:EOPNOTSUPP;link:1+:EPERM;linkat:1+:EPERM",
    "lock": "flock:1+:ENOLCK",
}


def made(fault):
    """A fault with its errors as numbers."""
    rules = [rule.split(":") for rule in fault.split(";")]
    return ";".join(f"{call}:{number}:{harness.number_of(action)}" for call, number, action in rules)


def some(tries):
    """All of a command's tries, or as many as are wanted."""
    return harness.spread(tries, POINTS) if POINTS else list(tries)


def points(job, per_call):
    """(call, number) of the calls to be tried."""
    chosen = []
    for call in dict.fromkeys(call for call, _, _ in job.calls):
        numbers = [number for name, number, _ in job.calls if name == call]
        limit = per_call if per_call is not None else 24 if call in MANY else None
        chosen += [(call, number) for number in (numbers if limit is None else harness.spread(numbers, limit))]
    return chosen


COUNTS = {"tried": 0, "struck": 0, "left": 0}


def try_fault(job, where, fault, may_abort=False):
    """A fault in one run: what is wrong, or None."""
    run = job.run(made(fault))
    COUNTS["tried"] += 1
    COUNTS["struck"] += bool(run.log)
    wrong = harness.fault_of(job, f"{job.name}: {where}", run, may_abort)
    run.drop()
    return wrong


def finish(faults):
    """Tells how much was tried, and fails with every fault."""
    print(f"# {COUNTS['tried']} points tried, {COUNTS['struck']} struck, {len(faults)} failures")
    COUNTS.update(tried=0, struck=0, left=0)
    tap.no_faults(faults)


def error_tries(job, standing="", calls=None):
    """All that can be tried with one job."""
    tries = []
    for call, number in points(job, None if harness.LONG else 1):
        if calls and call not in calls:
            continue
        for action in ERRORS[call][:None if harness.LONG else 1]:
            where = f"{call} {number} {action}"
            fault = f"{call}:{number}:{action}" + (";" + standing if standing else "")
            tries.append(lambda where=where, fault=fault, call=call: try_fault(job, where, fault, call in GLIB_ENDS))
    return tries


def test_errors():
    """a call that fails leaves all as it was, or does no harm"""
    finish(harness.run_many([one for job in CHOSEN for one in some(error_tries(job))]))


def in_place(name):
    """A kind of place: all is well there, and a fault undoes all."""
    tries = []
    for job in CHOSEN[:None if harness.LONG else 1]:
        tries.append(lambda job=job: try_well(job, name))
        tries += some(error_tries(job, PLACES[name], CHANGES))
    finish(harness.run_many(tries))


def try_well(job, name):
    """A run in such a place without a further fault."""
    run = job.run(made(PLACES[name]))
    well = run.code == job.code and job.whole(run.found) == "new" and not job.strays(run.found)
    run.drop()
    return None if well else f"{job.name}: {name}: exit {run.code}, {job.whole(run.found)} {job.strays(run.found)}: {run.said}"


def test_without_unnamed():
    """so it is on a file system where every file has a name"""
    in_place("tmpfile")


def test_without_links():
    """so it is on a file system without links (FAT, SMB)"""
    in_place("link")


def test_without_locks():
    """so it is on a file system without locks"""
    in_place("lock")


def kept(job, found, name):
    """Whether the old content of an output stands under its name or that of its backup."""
    return job.old.get(name) in (found.get(name), found.get(name + harness.BACKUP))


def whole_or_kept(job, found, before="", may_unlink=True):
    """What is wrong with files of a run that could not clean up, or None: old, new, or old under the backup's name."""
    for name in job.names:
        backup = found.get(name + harness.BACKUP)
        if backup is not None and backup != job.old.get(name):
            return f"{before}the backup of {name} is not its old content"
        if found.get(name) not in (job.old.get(name), job.new[name]) and not (name not in found and backup):
            return f"{before}{name} is neither old nor new: {(found.get(name) or b'')[:60]!r}"
    # a file of libxlsxwriter's, which it opens and then unlinks: empty, where it can be unlinked
    known = [name + ending for name in job.names for ending in (harness.BACKUP, harness.TEMPORARY)]
    known += [name for name in found if name.startswith("tmp/tmp.") and not (found[name] and may_unlink)]
    wrong = [name for name in job.strays(found) if name not in known]
    return f"{before}left {wrong}" if wrong else None


def try_lasting(job, fault):
    """From some call on all fail: nothing is torn, and what had to be left is named."""
    run = job.run(made(fault))
    COUNTS["tried"] += 1
    COUNTS["struck"] += bool(run.log)
    wrong = whole_or_kept(job, run.found, may_unlink=False)
    unnamed = [name for name in job.strays(run.found) if name.endswith(harness.BACKUP) and name not in run.said]
    is_drawn = harness.drawn_less(job, run)
    if wrong is None and unnamed:
        wrong = f"left without a word: {unnamed}"
    if wrong is None and run.code == job.code and (run.out != job.out or job.whole(run.found) != "new" and not is_drawn):
        wrong = "wrong"
    if wrong is None and run.code not in (job.code, 1, 2, -signal.SIGTRAP, -signal.SIGABRT):
        wrong = "end"
    if wrong is None and run.code in (1, 2) and not is_drawn and not job.strays(run.found) and job.names \
            and job.whole(run.found) not in ("old", "new"):
        wrong = "mixed"
    run.drop()
    return wrong and f"{job.name}: {fault}: {wrong}: exit {run.code}, {job.states(run.found)}: {run.said[:300]}"


def test_lasting():
    """calls that fail for good from some moment on tear nothing: a disk that stays full, one that dies"""
    all_tries = []
    for job in CHOSEN[:None if harness.LONG else 1]:
        tries = []
        for call, number in points(job, None if harness.LONG else 1):
            if call in CHANGES:
                tries.append(lambda job=job, fault=f"{call}:{number}+:{ERRORS[call][0]}": try_lasting(job, fault))
        for number in harness.spread(range(1, len(job.calls) + 1), 50 if harness.LONG else 6):
            for action in ("EIO", "EROFS") if harness.LONG else ("EIO",):
                tries.append(lambda job=job, fault=f"any:{number}+:{action}": try_lasting(job, fault))
        all_tries += some(tries)
    finish(harness.run_many(all_tries))


def run_again(job, where, folder):
    """What is wrong with the next run, or None: it names what is left, which the user puts back as it says."""
    for _ in range(len(job.names) + 1):
        run = job.run(folder=folder)
        if run.code == job.code:
            break
        backups = re.findall(r'left "(.*?)"', run.said)
        if run.code != 1 or len(backups) != 1 or not os.path.exists(os.path.join(folder, backups[0])):
            return f"{where}: the next run: exit {run.code}: {run.said[:300]}"
        path = os.path.join(folder, backups[0])
        os.rename(path, path[:-len(harness.BACKUP)])
        if os.path.exists(path):
            os.unlink(path)  # two names of one file: a rename does nothing
    strays = [name for name in job.strays(run.found) if not name.startswith("tmp/")]
    if job.whole(run.found) != "new" or strays:
        return f"{where}: the next run: {job.whole(run.found)}, left {strays}"
    return None


def try_kill(job, number, standing):
    """A run that is killed before its n-th call, and the next one."""
    where = f"{job.name}: killed before {number} ({job.calls[number - 1][0]}) {standing}"
    run = job.run(made(f"any:{number}:kill" + (";" + standing if standing else "")))
    COUNTS["tried"] += 1
    COUNTS["struck"] += run.code == -signal.SIGKILL
    COUNTS["left"] += bool(job.strays(run.found))
    wrong = whole_or_kept(job, run.found, where + ": ")
    if wrong is None and run.code not in (-signal.SIGKILL, job.code):
        wrong = f"{where}: exit {run.code}: {run.said[:200]}"
    wrong = wrong or run_again(job, where, run.folder)
    run.drop()
    return wrong


def kill_points(job):
    """The calls before which a run is killed."""
    begun = next((i for i, (call, _, _) in enumerate(job.calls) if call == "tmpfile"), 0)
    changing = [i + 1 for i, (call, _, _) in enumerate(job.calls) if i >= begun and call in CHANGES]
    return harness.spread(range(1, len(job.calls) + 1), 40) + changing if harness.LONG else harness.spread(changing, 8)


def test_kills():
    """killed before any call, each file is old or new, and the next run works and names what is left"""
    tries = []
    for job in [job for job in CHOSEN if job.names][:None if harness.LONG else 1]:
        for standing in ("", PLACES["tmpfile"], PLACES["link"]) if harness.LONG else ("", PLACES["link"]):
            tries += [lambda job=job, number=number, standing=standing: try_kill(job, number, standing)
                      for number in some(sorted(set(kill_points(job))))]
    faults = harness.run_many(tries)
    if COUNTS["left"] == 0:
        faults.append("no kill came in between")
    print(f"# {COUNTS['left']} runs left something for the next one")
    finish(faults)


def test_shim():
    """the calls that are counted are those that the system sees"""
    job = max(CHOSEN, key=lambda one: len(one.names))
    _, _, log = job.trace("-e", "trace=fsync,link,linkat,rename,unlink,flock,memfd_create,fchmod")
    seen = re.findall(r"^\d+ +(\w+)\(", log, re.M)
    counted = [call for call, _, _ in job.calls if call in set(seen)]
    assert sorted(seen) == sorted(counted), f"{sorted(seen)}\n{sorted(counted)}"
    assert len(seen) > 10


if __name__ == "__main__":
    try:
        if harness.WHY_NO_SHIM:
            tap.skip_all(harness.WHY_NO_SHIM)
        chosen = os.environ.get("JOBS", "" if harness.LONG else "quote duties rows-said")
        CHOSEN = jobs.make(*chosen.split())
        tests = [test_shim, test_errors, test_without_unnamed, test_without_links, test_without_locks, test_lasting, test_kills]
        tap.run([test for test in tests if test.__name__ in (sys.argv[1:] or test.__name__)])
    finally:
        shutil.rmtree(harness.SCRATCH)
