"""The command simulate as a process: Ctrl-C, memory, progress, and models that can never finish.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import pty
import shutil
import signal
import subprocess
import tempfile
import time
import tap

QUEUE = "[model]\nlength=%d\n[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=exponential 0.8\n[arrivals x]\nrate=1\n"
# Each ends by itself: in an answer (0) or in a clear error (1).
ENDS = {
    "nobody in a month": (0, "[model]\nstart=2027-01-01\nlength=90\n[resource r]\ncount=1\n"
                             "changes=2027-02-01 0;2027-03-01 1\n[stage A]\nneeds=r\neffort=1\n[arrivals x]\nrate=0.5\n"),
    "nobody ever again": (0, "[model]\nstart=2027-01-01\nlength=60\n[resource r]\ncount=1\nchanges=2027-01-02 0\n"
                             "[stage A]\nneeds=r\neffort=1\n[arrivals x]\nrate=0.5\n"),
    "a quorum that never comes": (0, "[model]\nlength=60\n[resource r]\ncount=3\n[stage P]\nslots=P7D\nmembers=r\n"
                                     "attendance=0\nquorum=3\n[arrivals x]\nrate=0.5\n"),
    "a quorum above the members": (1, "[model]\nlength=60\n[resource r]\ncount=3\n[stage P]\nslots=P7D\nmembers=r\n"
                                      "quorum=4\n[arrivals x]\nrate=0.5\n"),
    "nobody comes": (0, "[model]\nlength=60\n[stage A]\neffort=1\n[arrivals x]\nat=\n"),
    "an empty file": (1, ""),
    "no way out": (1, "[model]\nlength=60\n[stage A]\neffort=1\nnext=B\n[stage B]\neffort=1\nnext=A\n[arrivals x]\nrate=1\n"),
    "circles without time": (1, "[model]\nlength=60\n[stage A]\neffort=0\nnext=A 0.999999;out\n[stage B]\neffort=0\n"
                                "next=B 0.5;out\n[arrivals x]\nat=0\nstage=A\n"),
    "more work than time": (0, "[model]\nlength=60\ncutoff=90\n[resource r]\ncount=1\n[stage A]\nneeds=r\neffort=40\n"
                               "[arrivals x]\nrate=5\n"),
}


def make_folder(name):
    path = os.path.join(SCRATCH, name)
    os.mkdir(path)
    return path


def find_program():
    """The program itself, not libtool's script, which would get the signal."""
    built = os.path.join(tap.BUILD, "tools", ".libs", "certplan")
    return built if os.path.exists(built) else os.path.join(tap.BUILD, "tools", "certplan")


def environment():
    libraries = os.pathsep.join(filter(None, [os.path.join(tap.BUILD, "lib", ".libs"),
                                              os.environ.get("LD_LIBRARY_PATH")]))
    return dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="C", LD_LIBRARY_PATH=libraries)


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def start(folder, *arguments, **more):
    return subprocess.Popen([find_program(), "simulate", *arguments], cwd=folder, env=environment(),
                            stdout=subprocess.DEVNULL, **more)


def test_interrupt():
    """Ctrl-C and a termination stop within a second and leave nothing."""
    folder, wrong = make_folder("interrupt"), []
    model = write(folder, "long.ini", QUEUE % 100000)
    for chosen in (signal.SIGINT, signal.SIGTERM):
        run = start(folder, "--model", model, "--replications", "1000000", "-o", "out.html", "-o", "cycle=cycle.csv",
                    stderr=subprocess.DEVNULL)
        time.sleep(0.6)
        begin = time.monotonic()
        run.send_signal(chosen)
        code = run.wait(timeout=30)
        took = time.monotonic() - begin
        if code != -chosen:
            wrong.append(f"signal {chosen}: exit {code}")
        if took > 1:
            wrong.append(f"signal {chosen}: it took {took:.2f} s to stop")
        left = sorted(set(os.listdir(folder)) - {"long.ini"})
        if left:
            wrong.append(f"signal {chosen}: left behind: {left}")
    tap.no_faults(wrong)


def find_peak(folder, model, n):
    """The most memory, in KB, that the process held."""
    run = start(folder, "--model", model, "--replications", str(n), "--threads", "2")
    _pid, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss if run.returncode == 0 else 0


def test_memory():
    """Ten thousand replications take the memory of a hundred."""
    folder = make_folder("memory")
    model = write(folder, "short.ini", QUEUE % 200)
    few, many = find_peak(folder, model, 100), find_peak(folder, model, 10000)
    assert 0 < many <= few * 1.05 + 512, f"{few} KB with 100 replications, {many} KB with 10,000"


def test_progress():
    """Progress with the time left on a terminal, nothing in a pipe."""
    folder = make_folder("progress")
    model = write(folder, "long.ini", QUEUE % 500)
    reader, writer = pty.openpty()
    run = start(folder, "--model", model, "--replications", "40000", stderr=writer)
    os.close(writer)
    said, until = b"", time.monotonic() + 60
    while b"left" not in said and time.monotonic() < until:
        try:
            said += os.read(reader, 65536)
        except OSError:  # it has ended
            break
    run.send_signal(signal.SIGINT)
    run.wait(timeout=30)
    os.close(reader)
    piped = start(folder, "--model", write(folder, "short.ini", QUEUE % 2000), "--replications", "3000",
                  stderr=subprocess.PIPE)
    quiet = piped.communicate(timeout=120)[1]
    wrong = [] if b"left" in said and b"of 40000" in said else [f"on a terminal: {said[-200:]!r}"]
    tap.no_faults(wrong + ([f"in a pipe: {quiet!r}"] if quiet else []))


def end(folder, code, text):
    """What is wrong with how a model ends."""
    model = write(folder, "model.ini", text)
    run = start(folder, "--model", model, "--replications", "3", stderr=subprocess.PIPE)
    try:
        said = run.communicate(timeout=20)[1].decode()
    except subprocess.TimeoutExpired:
        run.kill()
        run.communicate()
        return ["it does not end"]
    wrong = [] if run.returncode == code else [f"exit {run.returncode}, not {code}: {said}"]
    return wrong + (["an error without a word"] if code == 1 and not said else [])


def test_ends():
    """Models that could hang give an answer or a clear error."""
    folder, wrong = make_folder("ends"), []
    for name, (code, text) in ENDS.items():
        wrong += [f"{name}: {fault}" for fault in end(folder, code, text)]
    tap.no_faults(wrong)


SCRATCH = tempfile.mkdtemp()
try:
    tap.run([test_interrupt, test_memory, test_progress, test_ends])
finally:
    shutil.rmtree(SCRATCH)
