"""All outputs of a run or none, whatever system call fails and whenever the run is ended.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import hostile
import tap

SCRATCH = tempfile.mkdtemp(prefix="certplan-faults-")
BIN = os.path.join(SCRATCH, "bin")
LONG = os.environ.get("CERTPLAN_LONG")
PLAN = ["timeline", "cnitsec/engineering/2", "--start", "2026-03-02", "--as-of", "2026-05-10", "--lang", "en",
        "--pause", "supplement:2026-04-01/2026-04-20"]
BACKUP, TEMPORARY = ".certplan-backup", re.compile(r"\.certplan-\d+-\d+\.tmp$")

# Draws once, then has the picture ready: hundreds of runs want the same one.
GNUPLOT = """#!/bin/sh
cat >"$0.$$" && key=$0.$(cksum <"$0.$$" | tr ' ' _)
[ -s "$key" ] || {{ {real} -d "$0.$$" >"$key.$$" && mv "$key.$$" "$key"; }}
rm "$0.$$"
exec cat "$key"
"""


def prepare():
    """The programs of a run. Returns: the forms that it can write"""
    os.mkdir(BIN)
    real = shutil.which("gnuplot")
    if real:
        for name, text in (("gnuplot", GNUPLOT.format(real=real)), ("fc-match", "#!/bin/sh\nprintf Sans\n")):
            with open(os.path.join(BIN, name), "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(os.path.join(BIN, name), 0o755)
    return hostile.known_formats(SCRATCH)


FORMS = prepare()
PATH = {"PATH": BIN + os.pathsep + os.environ["PATH"], "MALLOC_PERTURB_": ""}


def contents(folder):
    """name -> bytes."""
    found = {}
    for name in os.listdir(folder):
        if os.path.isfile(os.path.join(folder, name)):
            with open(os.path.join(folder, name), "rb") as file:
                found[name] = file.read()
    return found


class Job:
    """A command with its outputs: the old ones, of which b.json is missing, and the new ones."""

    def __init__(self, arguments, forms):
        wanted = {"csv": "a.csv", "json": "b.json", "png": "c.png", "html": "d.html", "txt": "e.txt", "xlsx": "f.xlsx"}
        self.names = [name for form, name in wanted.items() if form in forms and form in FORMS]
        self.words = arguments + [word for name in self.names for word in ("-o", name)]
        self.old = {name: f"old {name}\n".encode() for name in self.names if name != "b.json"}
        folder = self.new_folder()
        code, _, err = hostile.run(self.words, folder, **PATH)
        assert code == 0, err
        self.new = contents(folder)
        assert sorted(self.new) == sorted(self.names), sorted(self.new)

    def new_folder(self):
        """One with the old files."""
        folder = tempfile.mkdtemp(dir=SCRATCH)
        for name, data in self.old.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        return folder

    def state(self, found):
        """Whether all files are old, or all new; else which is which."""
        if all(found.get(name) == self.new[name] for name in self.names):
            return "new"
        if all(found.get(name) == self.old.get(name) for name in self.names):
            return "old"
        return str({name: "old" if found.get(name) == self.old.get(name) else "new"
                    if found.get(name) == self.new[name] else (found.get(name) or b"")[:40] for name in self.names})


DRAWN = Job(PLAN, FORMS)
# No other program runs here, so that system calls come in the same order each time.
PLAIN = Job(["quote", "cnitsec/engineering/2", "--as-of", "2026-05-10", "--lang", "en"],
            [form for form in FORMS if form not in hostile.PICTURES])
STRACE = shutil.which("strace")


def trace(arguments, folder, *options):
    """Runs under strace, this thread alone: (exit code, stderr, lines of the trace)."""
    log = os.path.join(SCRATCH, "trace")
    done = subprocess.run(
        [STRACE, "-qq", "-o", log, *options, hostile.PROGRAM, *arguments], cwd=folder, capture_output=True,
        stdin=subprocess.DEVNULL, timeout=20, check=False,
        env=hostile.environment(folder, **PATH, ASAN_OPTIONS="detect_leaks=0"))  # whose search is a tracer too
    with open(log, encoding="utf-8", errors="replace") as file:
        return done.returncode, done.stderr.decode("utf-8", "replace"), file.read().splitlines()


def may_trace():
    """Why not, or None."""
    if not STRACE:
        return "strace is missing (Debian: strace)"
    folder = PLAIN.new_folder()
    code, said, lines = trace(["--version"], folder, "-e", "trace=write")
    if code != 0 or not lines:
        return f"ptrace is not allowed here: {said.strip()[:100]}"
    return None


WHY_NOT = may_trace()


def need_trace():
    """Skips what cannot run here."""
    if WHY_NOT:
        raise tap.Skip(WHY_NOT)


CALLS = "openat,write,writev,pwrite64,fsync,fdatasync,close,link,linkat,rename,renameat,renameat2,unlink,unlinkat," \
        "fchmod,fchown,fcntl,newfstatat,fstat,faccessat,faccessat2,lseek,dup,ftruncate"
CHANGES = ("openat", "write", "fsync", "close", "link", "linkat", "rename", "unlink")
ERRORS = {
    "openat": ("ENOSPC", "EACCES"), "write": ("ENOSPC", "EIO"), "fsync": ("EIO", "ENOSPC"), "close": ("EIO",),
    "link": ("EIO", "EXDEV", "EPERM"), "linkat": ("EIO", "ENOSPC"), "rename": ("EXDEV", "EIO"), "unlink": ("EIO",),
    "fchmod": ("EPERM", "EIO"), "fchown": ("EIO",), "fcntl": ("EMFILE",), "newfstatat": ("EIO",), "fstat": ("EIO",),
}


def numbered_calls(job):
    """(call, its number among those of its name, whether outputs are touched by then) of a run without a fault."""
    code, said, lines = trace(job.words, job.new_folder(), "-e", f"trace={CALLS}")
    assert code == 0, said
    counts, calls, is_writing = {}, [], False
    for line in lines:
        found = re.match(r"(\w+)\(", line)
        if found:
            is_writing |= "O_TMPFILE" in line or "O_EXCL" in line and ".certplan-" in line
            counts[found[1]] = counts.get(found[1], 0) + 1
            calls.append((found[1], counts[found[1]], is_writing))
    assert sum(writing for _, _, writing in calls) > 5 * len(job.names), "few system calls were seen"
    return calls


def fault_of(job, where, code, said, found):
    """What is wrong after a run in which a call failed, or None."""
    strays = sorted(set(found) - set(job.names))
    unnamed = [name for name in strays if name not in said]
    now = job.state(found)
    if unnamed:
        return f"{where}: left without a word: {unnamed}: {said[:200]}"
    if code == 0:
        return None if now == "new" and not strays else f"{where}: exit 0, but {now} {strays}"
    if code != 1:
        return f"{where}: exit {code}: {said[:200]}"
    if "certplan: " not in said and "write" not in where:
        return f"{where}: exit 1 without a word: {said[:200]}"
    if now == "new" and strays and "is written, but" in said:
        return None
    return None if now == "old" and not strays else f"{where}: {now} {strays}: {said[:200]}"


def test_errors():
    """a failing system call leaves all as it was, or says what it left"""
    job = PLAIN
    need_trace()
    faults = []
    for name, number, is_writing in numbered_calls(job):
        if not is_writing:
            continue  # before that, no output is touched
        for error in ERRORS.get(name, ())[:None if LONG else 1]:
            folder = job.new_folder()
            code, said, _ = trace(job.words, folder, "-e", f"trace={name}", "-e",
                                  f"inject={name}:error={error}:when={number}")
            fault = fault_of(job, f"{name} {number} {error}", code, said, contents(folder))
            faults += [fault] if fault else []
            shutil.rmtree(folder)
    tap.no_faults(faults)


def test_lasting_errors():
    """nor does a call that fails for good from some moment on: a disk that stays full"""
    job = PLAIN
    need_trace()
    faults = []
    for name, number, is_writing in numbered_calls(job):
        if not is_writing or name not in ("write", "fsync", "link", "linkat", "rename", "openat"):
            continue
        folder = job.new_folder()
        code, said, _ = trace(job.words, folder, "-e", f"trace={name}", "-e",
                              f"inject={name}:error={ERRORS[name][0]}:when={number}+")
        found = contents(folder)
        if name == "rename" and BACKUP in said:  # what is undone by a rename cannot be: it is named, and whole
            kept = [found.get(n + BACKUP, found.get(n)) == job.old.get(n) for n in job.names if n + BACKUP in said]
            whole = all(found.get(n) in (job.old.get(n), job.new[n], None) for n in job.names)
            if code != 1 or not whole or not all(kept):
                faults.append(f"{name} {number}+: {job.state(found)}: {said[:300]}")
        else:
            fault = fault_of(job, f"{name} {number}+", code, said, found)
            faults += [fault] if fault else []
        shutil.rmtree(folder)
    tap.no_faults(faults)


def after_kill(job, where, folder):
    """What is wrong after a run was killed, or None; runs again, as the user would."""
    found = contents(folder)
    for name in job.names:
        backup = found.get(name + BACKUP)
        if backup is not None and backup != job.old.get(name):
            return f"{where}: the backup of {name} is not its old content"
        if found.get(name) not in (job.old.get(name), job.new[name]) and not (name not in found and backup):
            return f"{where}: {name} is neither old nor new: {(found.get(name) or b'')[:60]!r}"
    strays = [name for name in found if name not in job.names]
    wrong = [name for name in strays if not name.endswith(BACKUP) and not TEMPORARY.search(name)]
    if wrong:
        return f"{where}: left {wrong}"
    for _ in range(len(job.names) + 1):  # each time one leftover is named, and put back as the message says
        code, _, err = hostile.run(job.words, folder, **PATH)
        said = err.decode()
        if code == 0:
            break
        backups = re.findall(r'left "(.*?)"', said)
        if code != 1 or len(backups) != 1 or not os.path.exists(os.path.join(folder, backups[0])):
            return f"{where}: the next run: exit {code}: {said[:200]}"
        path = os.path.join(folder, backups[0])
        os.rename(path, path[:-len(BACKUP)])
        if os.path.exists(path):
            os.unlink(path)  # two names of one file: a rename does nothing
    if any(name.endswith(BACKUP) for name in contents(folder)):
        return f"{where}: a backup was not named"
    return None if job.state(contents(folder)) == "new" else f"{where}: the next run: {job.state(contents(folder))}"


def test_kills():
    """killed at any system call, each file is old or new, and the next run names what is left"""
    job = PLAIN
    need_trace()
    faults, left = [], 0
    for name, number, is_writing in numbered_calls(job):
        if not LONG and not (is_writing and name in CHANGES):
            continue  # between two changes each moment is like the others
        folder = job.new_folder()
        code, _, _ = trace(job.words, folder, "-e", f"trace={name}", "-e",
                           f"inject={name}:signal=KILL:when={number}")
        if code not in (-signal.SIGKILL, 128 + signal.SIGKILL) and job.state(contents(folder)) != "new":
            faults.append(f"{name} {number}: exit {code}")
        left += any(n not in job.names for n in contents(folder))
        fault = after_kill(job, f"{name} {number}", folder)
        faults += [fault] if fault else []
        shutil.rmtree(folder)
    tap.no_faults(faults)
    assert left > 0, "no kill came in between"


def start(arguments, folder, **options):
    """A run that goes on beside this program."""
    return subprocess.Popen(["certplan", *arguments], executable=hostile.PROGRAM, cwd=folder,
                            env=hostile.environment(folder, **PATH), stdin=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, **options)


def test_interrupts():
    """Ctrl-C at any moment: by that signal, or done; never in between, nothing left"""
    job = DRAWN
    faults, ended = [], 0
    for number in range(100 if LONG else 24):
        for chosen in (signal.SIGINT, signal.SIGTERM):
            folder = job.new_folder()
            process = start(job.words, folder)
            time.sleep(0.0025 * number)
            process.send_signal(chosen)
            said = process.communicate(timeout=60)[1].decode()
            found = contents(folder)
            wanted = "new" if process.returncode == 0 else "old"
            ended += process.returncode != 0
            strays = sorted(set(found) - set(job.names))
            if process.returncode not in (0, -chosen) or job.state(found) != wanted or strays:
                faults.append(f"{chosen.name} after {number}: exit {process.returncode}, {job.state(found)} {strays} {said}")
            shutil.rmtree(folder)
    tap.no_faults(faults)
    assert ended > 0, "every run was done before its signal"


def test_interrupt_in_drawing():
    """Ctrl-C while gnuplot draws ends both at once"""
    job = DRAWN
    folder = job.new_folder()
    slow = os.path.join(SCRATCH, "slow")
    os.makedirs(slow)
    with open(os.path.join(slow, "gnuplot"), "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n: >drawing\nexec sleep 50\n")
    os.chmod(os.path.join(slow, "gnuplot"), 0o755)
    process = subprocess.Popen(
        ["certplan", *PLAN, "-o", "a.csv", "-o", "a.svg"], executable=hostile.PROGRAM, cwd=folder,
        env=hostile.environment(folder, PATH=slow + os.pathsep + os.environ["PATH"]), stderr=subprocess.PIPE)
    for _ in range(500):
        if os.path.exists(os.path.join(folder, "drawing")):
            break
        time.sleep(0.02)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=40)
    assert process.returncode == -signal.SIGINT, process.returncode
    assert time.monotonic() - begun < 10
    found = contents(folder)
    assert found.pop("drawing") == b"" and found == job.old, sorted(found)


def test_stdout():
    """a full or closed standard output is a fault"""
    job = DRAWN
    folder = job.new_folder()
    for arguments in (["list"], ["formats"], ["rows", "a.csv"], ["--help"], ["--version"], ["quote", "--help"], PLAN):
        with open("/dev/full", "wb") as full:
            process = start(arguments, folder, stdout=full)
            said = process.communicate(timeout=60)[1]
        assert process.returncode == 1 and said.startswith(b"certplan: "), f"{arguments}: {process.returncode} {said}"
        line = f'exec "$0" {" ".join(arguments)} >&-'
        done = subprocess.run(["sh", "-c", line, hostile.PROGRAM], cwd=folder, capture_output=True, check=False,
                              env=hostile.environment(folder, **PATH), timeout=60)
        assert done.returncode == 1 and b"certplan: " in done.stderr, f"{arguments} >&-: {done}"
    assert contents(folder) == job.old


def test_closed_streams():
    """with the standard streams closed, no message gets into an output"""
    job = DRAWN
    for closed in ("<&-", "<&- >&-", "<&- >&- 2>&-"):
        folder = job.new_folder()
        line = f'exec "$0" "$@" {closed}'
        done = subprocess.run(["sh", "-c", line, hostile.PROGRAM, *job.words], cwd=folder, capture_output=True,
                              check=False, env=hostile.environment(folder, **PATH), timeout=60)
        assert done.returncode == 0 and job.state(contents(folder)) == "new", f"{closed}: {done} {job.state(contents(folder))}"
        assert sorted(contents(folder)) == sorted(job.names)


def test_file_size():
    """a limit on the size of files (ulimit -f) is a fault, not the end"""
    job = DRAWN
    for blocks in (0, 1):
        folder = job.new_folder()
        line = f'ulimit -f {blocks}; exec "$0" "$@"'
        done = subprocess.run(["sh", "-c", line, hostile.PROGRAM, *job.words], cwd=folder, capture_output=True,
                              check=False, env=hostile.environment(folder, **PATH), timeout=60)
        fault = fault_of(job, f"ulimit -f {blocks}", done.returncode, done.stderr.decode(), contents(folder))
        assert fault is None and done.returncode == 1, fault or done
        assert contents(folder) == job.old


def test_full_disk():
    """a full disk leaves the old files, and no others"""
    job = DRAWN
    if os.geteuid() != 0 or not shutil.which("unshare"):
        raise tap.Skip("a small disk of one's own needs root")
    folder = tempfile.mkdtemp(dir=SCRATCH)
    for kilobytes in (8, 16, 24, 40):
        script = f"""mount -t tmpfs -o size={kilobytes}k none "$1" || exit 99
cd "$1" && for name in {' '.join(job.old)}; do printf 'old %s\\n' "$name" >"$name"; done || exit 98
shift; "$0" "$@"; code=$?; ls -A; md5sum *; exit $code"""
        done = subprocess.run(["unshare", "-m", "sh", "-c", script, hostile.PROGRAM, folder, *job.words],
                              capture_output=True, check=False, timeout=60, text=True,
                              env=hostile.environment(SCRATCH, **PATH))
        if done.returncode == 99 or "unshare:" in done.stderr:
            raise tap.Skip(f"no disk may be mounted: {done.stderr.strip()[:80]}")
        if done.returncode == 98:
            continue
        listed = [line for line in done.stdout.splitlines() if " " not in line]
        if done.returncode == 0:
            assert sorted(listed) == sorted(job.names), f"{kilobytes}k: {done}"
            continue
        assert done.returncode == 1 and "No space left on device" in done.stderr, f"{kilobytes}k: {done}"
        assert sorted(listed) == sorted(job.old), f"{kilobytes}k: {done}"


if __name__ == "__main__":
    try:
        chosen = [test_errors, test_lasting_errors, test_kills, test_interrupts, test_interrupt_in_drawing, test_stdout,
                 test_closed_streams, test_file_size, test_full_disk]
        tap.run([test for test in chosen if test.__name__ in (sys.argv[1:] or test.__name__)])
    finally:
        shutil.rmtree(SCRATCH)
