"""Outputs and streams of every kind, and runs that are ended or meet another one: all outputs or none.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "faults"))
import harness  # pylint: disable=wrong-import-position
import hostile  # pylint: disable=wrong-import-position
import tap  # pylint: disable=wrong-import-position

TIMELINE = "timeline cnitsec/engineering/2 --start 2026-03-02 --as-of 2026-05-10 --lang en --pause supplement:2026-04-01/2026-04-20"
JOB = harness.Job("timeline", TIMELINE, "a.csv b.json c.png d.html e.txt f.xlsx")
PLAIN = harness.Job("duties", "duties in/held.csv --as-of 2026-11-21 --lang en", "a.csv b.json e.txt")
ENVIRONMENT = {"PATH": harness.BIN + os.pathsep + os.environ["PATH"], "MALLOC_PERTURB_": ""}


def start(arguments, folder, **options):
    """A run that goes on beside this program."""
    return subprocess.Popen(["certplan", *arguments], executable=hostile.PROGRAM, cwd=folder, stdin=subprocess.DEVNULL,
                            env=hostile.environment(folder, **ENVIRONMENT), stderr=subprocess.PIPE, **options)


def run_in_shell(line, folder, arguments, timeout=tap.HANGS):
    """A run as a shell starts it: the line has "$0" "$@"."""
    return subprocess.run(["sh", "-c", line, hostile.PROGRAM, *arguments], cwd=folder, capture_output=True, check=False,
                          env=hostile.environment(folder, **ENVIRONMENT), timeout=timeout, stdin=subprocess.DEVNULL)


def as_run(folder, done):
    """The same as the harness has it."""
    return harness.Run(folder, done, [])


def test_interrupts():
    """Ctrl-C at any moment: by that signal, or done; never in between, nothing left"""
    faults, ended = [], 0
    for number in range(100 if harness.LONG else 16):
        for chosen in (signal.SIGINT, signal.SIGTERM):
            folder = JOB.new_folder()
            process = start(JOB.words, folder)
            time.sleep(0.0025 * number * (1 if harness.LONG else 2))
            process.send_signal(chosen)
            said = process.communicate(timeout=tap.HANGS)[1].decode()
            found = harness.contents(folder)
            wanted = "new" if process.returncode == 0 else "old"
            ended += process.returncode != 0
            if process.returncode not in (0, -chosen) or JOB.whole(found) != wanted or JOB.strays(found):
                faults.append(f"{chosen.name} after {number}: exit {process.returncode}, {JOB.whole(found)} "
                              f"{JOB.strays(found)} {said}")
            shutil.rmtree(folder)
    tap.no_faults(faults)
    assert ended > 0, "every run was done before its signal"


def test_stdout():
    """a full or closed standard output is a fault"""
    folder = JOB.new_folder()
    for arguments in (["list"], ["formats"], ["rows", "a.csv"], ["--help"], ["--version"], ["quote", "--help"], JOB.given):
        with open("/dev/full", "wb") as full:
            process = start(arguments, folder, stdout=full)
            said = process.communicate(timeout=tap.HANGS)[1]
        assert process.returncode == 1 and said.startswith(b"certplan: "), f"{arguments}: {process.returncode} {said}"
        done = run_in_shell('exec "$0" "$@" >&-', folder, arguments)
        assert done.returncode == 1 and b"certplan: " in done.stderr, f"{arguments} >&-: {done}"
    assert harness.contents(folder) == JOB.old
    shutil.rmtree(folder)


def test_closed_streams():
    """with the standard streams closed, no message gets into an output"""
    for closed in ("<&-", "<&- >&-", "<&- >&- 2>&-", "2>&-"):
        folder = JOB.new_folder()
        run = as_run(folder, run_in_shell(f'exec "$0" "$@" {closed}', folder, JOB.words))
        assert run.code == 0 and JOB.whole(run.found) == "new" and not JOB.strays(run.found), f"{closed}: {run.code} {run.said}"
        run.drop()


def test_file_size():
    """a limit on the size of files (ulimit -f) is a fault, not the end"""
    for blocks in (0, 1):
        folder = JOB.new_folder()
        run = as_run(folder, run_in_shell(f'ulimit -f {blocks}; exec "$0" "$@"', folder, JOB.words))
        fault = harness.fault_of(JOB, f"ulimit -f {blocks}", run)
        assert fault is None and run.code == 1, fault or run.said
        assert run.found == JOB.old
        run.drop()


def test_few_files():
    """too few descriptors (ulimit -n) are a fault, with the file's name"""
    faults, ends = [], set()
    for n_files in range(4, 32 if harness.LONG else 16):
        for job in (JOB, PLAIN):
            folder = job.new_folder()
            run = as_run(folder, run_in_shell(f'ulimit -n {n_files}; exec "$0" "$@"', folder, job.words))
            ends.add(run.code)
            # GLib cannot go on without the descriptors by which its threads wake one another; no library is found without one
            if run.code == 127 or run.code == -signal.SIGTRAP:
                fault = None if run.found == job.old else f"ulimit -n {n_files}: exit {run.code}: {job.states(run.found)}"
            else:
                fault = harness.fault_of(job, f"ulimit -n {n_files}", run)
            faults += [fault] if fault else []
            run.drop()
    tap.no_faults(faults)
    assert ends >= {0, 1}, ends


def test_full_disk():
    """a full disk leaves the old files, and no others"""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        raise tap.Skip("a small disk of one's own needs root")
    folder = tempfile.mkdtemp(dir=harness.SCRATCH)
    for kilobytes in (8, 16, 24, 40):
        script = f"""mount -t tmpfs -o size={kilobytes}k none "$1" || exit 99
cd "$1" && for name in {' '.join(JOB.old)}; do printf 'old %s\\n' "$name" >"$name"; done || exit 98
shift; "$0" "$@"; code=$?; ls -A; md5sum *; exit $code"""
        done = subprocess.run(["unshare", "-m", "sh", "-c", script, hostile.PROGRAM, folder, *JOB.words],
                              capture_output=True, check=False, timeout=tap.HANGS, text=True,
                              env=hostile.environment(harness.SCRATCH, **ENVIRONMENT))
        if done.returncode == 99 or "unshare:" in done.stderr:
            raise tap.Skip(f"no disk may be mounted: {done.stderr.strip()[:80]}")
        if done.returncode == 98:
            continue
        listed = [line for line in done.stdout.splitlines() if " " not in line]
        if done.returncode == 0:
            assert sorted(listed) == sorted(JOB.names), f"{kilobytes}k: {done}"
            continue
        assert done.returncode == 1 and "No space left on device" in done.stderr, f"{kilobytes}k: {done}"
        assert sorted(listed) == sorted(JOB.old), f"{kilobytes}k: {done}"


def make_place(folder, kind):
    """An output c.csv of some kind. Returns: the words of the command before, as another user"""
    path = os.path.join(folder, "c.csv")
    if kind == "folder":
        os.mkdir(path)
    elif kind == "loop":
        os.symlink("c.csv", path)
    elif kind == "link to a folder":
        os.symlink("tmp", path)
    elif kind == "link to nowhere":
        os.symlink("no/such", path)
    elif kind == "hard link of an input":
        with open(os.path.join(folder, "held.csv"), "wb") as file, open(os.path.join(harness.INPUTS, "held.csv"), "rb") as old:
            file.write(old.read())
        os.link(os.path.join(folder, "held.csv"), path)
    elif kind == "the input":
        shutil.copy(os.path.join(harness.INPUTS, "held.csv"), path)
    elif kind in ("mode 000", "folder of mode 555"):
        with open(path, "w", encoding="utf-8") as file:
            file.write("old\n")
        os.chmod(path if kind == "mode 000" else folder, 0 if kind == "mode 000" else 0o555)
    elif kind == "full device":
        os.symlink("/dev/full", path)


# exit code, a word of the message; the input that goes with it
PLACES = {
    "folder": (1, "c.csv", "in/held.csv"), "loop": (1, "c.csv", "in/held.csv"), "link to a folder": (1, "c.csv", "in/held.csv"),
    "link to nowhere": (1, "c.csv", "in/held.csv"), "hard link of an input": (2, "is an input", "held.csv"),
    "the input": (2, "is an input", "c.csv"), "mode 000": (1, "Permission denied", "in/held.csv"),
    "folder of mode 555": (1, "Permission denied", "in/held.csv"), "full device": (1, "c.csv", "in/held.csv"),
}


def try_place(kind):
    """What is wrong with a run that has such an output beside two good ones, or None."""
    code, word, given = PLACES[kind]
    folder = PLAIN.new_folder()
    make_place(folder, kind)
    prefix = []
    if "mode" in kind and os.geteuid() == 0:
        if not shutil.which("setpriv") or subprocess.run(
                ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "test", "-x", hostile.PROGRAM],
                check=False).returncode != 0:
            return None  # nobody else can run the program here
        os.chmod(harness.SCRATCH, 0o755)
        if kind == "mode 000":
            os.chmod(folder, 0o777)
        prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    before = sorted(os.listdir(folder))
    done = subprocess.run([*prefix, hostile.PROGRAM, "duties", given, "--as-of", "2026-11-21", "-o", "a.csv", "-o", "b.json",
                           "-o", "duties=c.csv"], cwd=folder, capture_output=True, check=False, timeout=tap.HANGS,
                          env=hostile.environment(folder, **ENVIRONMENT))
    os.chmod(folder, 0o755)
    if kind == "mode 000":
        os.chmod(os.path.join(folder, "c.csv"), 0o600)  # to be read here
    run = as_run(folder, done)
    after = sorted(os.listdir(folder))
    states = {name: run.found.get(name) == PLAIN.old.get(name) for name in ("a.csv", "b.json")}
    wrong = run.code != code or word not in run.said or before != after or not all(states.values())
    text = f"{kind}: exit {run.code}: {run.said[:300]} {set(before) ^ set(after)} {states}"
    run.drop()
    return text if wrong else None


def test_places():
    """an output that is no file to be written leaves the others as they were"""
    tap.no_faults(harness.run_many([lambda kind=kind: try_place(kind) for kind in PLACES]))


def test_fifo():
    """a FIFO as an output gets all, and stays one; one whose reader goes away is a fault"""
    for reader in ("cat >got", "exec head -c 1 >got"):
        folder = PLAIN.new_folder()
        os.mkfifo(os.path.join(folder, "c.csv"))
        reading = subprocess.Popen(["sh", "-c", reader + " <c.csv"], cwd=folder)
        done = run_in_shell('exec "$0" "$@"', folder, [*PLAIN.words, "-o", "duties=c.csv"])
        reading.wait(timeout=tap.HANGS)
        run = as_run(folder, done)
        assert not os.path.isfile(os.path.join(folder, "c.csv"))
        got = run.found.pop("got", b"")
        if done.returncode == 0:
            assert PLAIN.whole(run.found) == "new" and not PLAIN.strays(run.found)
            assert "cat" not in reader or got == run.found["a.csv"]
        else:
            assert "cat" not in reader and done.returncode == 1 and PLAIN.whole(run.found) == "old", run.said
        run.drop()


def wait_open(process, folder):
    """Waits until a run has something open in a folder, or has ended."""
    fds = f"/proc/{process.pid}/fd"
    for _ in range(2000):
        try:
            links = [os.readlink(os.path.join(fds, fd)) for fd in os.listdir(fds)]
        except OSError:
            links = []
        if process.poll() is not None or any(link.startswith(os.path.realpath(folder) + "/") for link in links):
            return
        time.sleep(0.01)


def test_vanishing_folder():
    """an output folder that is removed in the middle is a fault, and nothing comes back"""
    folder = PLAIN.new_folder()
    target = os.path.join(folder, "new")
    os.mkdir(target)
    os.mkfifo(os.path.join(folder, "fifo.csv"))  # it is opened after the others, and waits for a reader
    process = start([*PLAIN.given, "-o", "a.csv", "-o", "new/b.csv", "-o", "duties=fifo.csv"], folder)
    wait_open(process, target)
    shutil.rmtree(target)
    reader = os.open(os.path.join(folder, "fifo.csv"), os.O_RDONLY | os.O_NONBLOCK)
    said = process.communicate(timeout=tap.HANGS)[1].decode()
    os.close(reader)
    found = harness.contents(folder)
    assert process.returncode == 1 and "new/b.csv" in said, f"{process.returncode} {said}"
    assert found == PLAIN.old and not os.path.exists(target), sorted(found)
    shutil.rmtree(folder)


def test_two_runs():
    """two runs at once on the same outputs: each file is whole, and who is refused is told so"""
    ends = []
    for _ in range(60 if harness.LONG else 8):
        folder = PLAIN.new_folder()
        processes = [start(PLAIN.words, folder) for _ in range(3)]
        said = [process.communicate(timeout=tap.HANGS)[1].decode() for process in processes]
        found = harness.contents(folder)
        ends += [process.returncode for process in processes]
        assert set(ends) <= {0, 1}, f"{ends} {said}"
        assert PLAIN.whole(found) == "new" and not PLAIN.strays(found), f"{PLAIN.states(found)} {PLAIN.strays(found)} {said}"
        for process, text in zip(processes, said):
            assert process.returncode == 0 or "another run" in text or "still runs" in text, text
        shutil.rmtree(folder)
    print(f"# {ends.count(0)} were done, {ends.count(1)} refused")


if __name__ == "__main__":
    try:
        JOB.learn()
        PLAIN.learn()
        tests = [test_interrupts, test_stdout, test_closed_streams, test_file_size, test_few_files, test_full_disk, test_places,
                 test_fifo, test_vanishing_folder, test_two_runs]
        tap.run([test for test in tests if test.__name__ in (sys.argv[1:] or test.__name__)])
    finally:
        shutil.rmtree(harness.SCRATCH)
