"""Inputs that mean harm by their size: four times as much takes about four times as long, on a small stack.

Never a bare time: a size is compared with a quarter of it in the same run. SPDX-License-Identifier: LGPL-2.1-or-later"""
import os
import resource
import shutil
import subprocess
import tempfile
import hostile
import tap

SCRATCH = tempfile.mkdtemp(prefix="certplan-limits-")
# Sanitizers take more stack, and have time of their own.
IS_CHECKED = b"san" in subprocess.run(
    ["ldd", hostile.PROGRAM], capture_output=True, check=False,
    env=hostile.environment(SCRATCH)).stdout.replace(b"libcertplan", b"")
STACK = 256 * 1024 if not IS_CHECKED else resource.RLIM_INFINITY
TIMES = int(os.environ.get("CERTPLAN_LONG") and 4 or 1)  # larger sizes
AS_OF = "--as-of=2026-11-21"


def shrink_stack():
    """In the child: threads get theirs by this limit, too."""
    if STACK != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))


def measure(arguments, folder):
    """(seconds of the processor, exit code, stderr)"""
    with open(os.path.join(folder, "err"), "wb+") as err:
        child = subprocess.Popen(
            ["certplan", *arguments], executable=hostile.PROGRAM, cwd=folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=err, preexec_fn=shrink_stack, env=hostile.environment(folder))
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        return usage.ru_utime + usage.ru_stime, child.returncode, err.read().decode("utf-8", "replace")


def put(folder, path, text):
    """Writes a file."""
    path = os.path.join(folder, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def lines(header, rows):
    """A file of rows."""
    return header + "\n" + "\n".join(rows) + "\n"


REGISTER = "certificate,qualification,org,issued,printed_expiry"
ONE = lines(REGISTER, ["A1,cnitsec/operation/2,o,2025-03-01,"])
TARIFF = "qualification,kind,item,amount,valid_from,source,clause"
SCHEME = "[scheme]\nname=X\nlevels=1\n[category y]\nname=y\n[kind first]\nrole=initial\n"
MODEL = "[model]\nlength=10\n[stage A]\neffort=1\n[arrivals x]\ninterval=2\n"


def rows_of_quotes(folder, n):
    put(folder, "f.csv", "a,b\n" + ('1,"' + '""' * 65536 + '"\n') * n)
    return ["rows", "f.csv"]


def one_cell_of_line_ends(folder, n):
    put(folder, "f.csv", "a,b\n" + '1,"' + "\n" * n + '"\n')
    return ["rows", "f.csv"]


def empty_lines(folder, n):
    put(folder, "r.csv", ONE + "\n" * n)
    return ["duties", "r.csv", AS_OF]


def empty_rows(folder, n):
    put(folder, "r.csv", ONE + ",,,,\n" * n)
    return ["duties", "r.csv", AS_OF]


def faulty_rows(folder, n):
    put(folder, "r.csv", lines(REGISTER, ["x"] * n))
    return ["duties", "r.csv", AS_OF]


def keys_twice(folder, n):
    put(folder, "r.csv", lines(REGISTER, ["A1,cnitsec/operation/2,o,2025-03-01,"] * n))
    return ["duties", "r.csv", AS_OF]


def unknown_qualifications(folder, n):
    put(folder, "r.csv", lines(REGISTER, [f"A{i},cnitsec/operatoin/{i},o,2025-03-01," for i in range(n)]))
    return ["duties", "r.csv", AS_OF]


def keys(folder, n):
    put(folder, "m.ini", MODEL + "[resource r]\n" + "".join(f"k{i}=1\n" for i in range(n)))
    return ["simulate", "--model", "m.ini"]


def one_key(folder, n):
    put(folder, "m.ini", MODEL + "[resource r]\ncount=1" + "0" * n + "\n")
    return ["simulate", "--model", "m.ini"]


def stages(folder, n):
    put(folder, "m.ini", MODEL + "".join(f"[stage s{i}]\neffort=1\n" for i in range(n)))
    return ["simulate", "--model", "m.ini"]


def ways_on(folder, n):
    put(folder, "m.ini", MODEL.replace("effort=1\n", "effort=1\nnext=" + "A 0.00001;" * n + "out\n"))
    return ["simulate", "--model", "m.ini", "--replications", "2"]


def moments(folder, n):
    put(folder, "m.ini", MODEL.replace("interval=2", "at=" + ";".join(f"{i * 9 / n:.6f}" for i in range(n))))
    return ["simulate", "--model", "m.ini", "--replications", "2"]


def leaves(folder, n):
    put(folder, "m.ini", MODEL.replace("length=10", "length=10\nstart=2027-01-01") + "[reviewer a]\nleave="
        + ";".join(["2027-01-04/2027-01-05"] * n) + "\n[resource r]\nmembers=a\n")
    return ["simulate", "--model", "m.ini", "--replications", "2"]


def changes(folder, n):
    put(folder, "m.ini", MODEL + "[resource r]\ncount=1\nchanges="
        + ";".join(f"{(i + 1) * 9 / n:.6f} {i % 7}" for i in range(n)) + "\n")
    return ["simulate", "--model", "m.ini", "--replications", "2"]


def servers(folder, n):
    put(folder, "m.ini", MODEL.replace("effort=1\n", "effort=1\nneeds=r\n") + f"[resource r]\ncount={n}\n")
    return ["simulate", "--model", "m.ini", "--replications", "2"]


def cases_at_once(folder, n):
    put(folder, "m.ini", MODEL.replace("effort=1\n", "effort=1\nneeds=r\n").replace(
        "interval=2", f"interval={10 / n:.9f}") + "[resource r]\ncount=1\n")
    return ["simulate", "--model", "m.ini", "--replications", "2"]


def fees(folder, n):
    put(folder, "t.csv", lines(TARIFF, [f"cnitsec/operation/3,initial,i{i},1,2026-01-01,s,c" for i in range(n)]))
    return ["quote", "cnitsec/operation/3", "--rules", "t.csv", "--on=2026-11-21", AS_OF]


def terms_of_a_fee(folder, n):
    put(folder, "t.csv", lines(TARIFF, [
        f"cnitsec/operation/3,initial,i,1,{1 + i // 336:04d}-{1 + i // 28 % 12:02d}-{1 + i % 28:02d},s,c" for i in range(n)]))
    return ["quote", "cnitsec/operation/3", "--rules", "t.csv", "--on=2026-11-21", AS_OF]


def layers(folder, n):
    put(folder, "t.csv", lines(TARIFF, ["cnitsec/operation/3,initial,i,1,2026-01-01,s,c"]))
    return ["list", AS_OF] + ["--rules=t.csv"] * n


def labels(folder, n):
    put(folder, "r/schemes/x/scheme.ini", SCHEME)
    put(folder, "r/schemes/x/labels.csv", lines("key,en,zh", [f"k{i},e{i},z{i}" for i in range(n)]))
    return ["list", AS_OF, "--rules", "r"]


def categories(folder, n):
    put(folder, "r/schemes/x/scheme.ini", SCHEME + "".join(f"[category c{i}]\nname=n{i}\n" for i in range(n)))
    return ["list", AS_OF, "--rules", "r"]


def industries(folder, n):
    put(folder, "r/schemes/x/scheme.ini", SCHEME)
    put(folder, "r/schemes/x/industries.csv", lines(
        "industry,category,title,title_zh,aliases,source,clause", [f"i{i},y,t{i},z{i},a{i}|b{i},s,c" for i in range(n)]))
    return ["list", AS_OF, "--rules", "r"]


def states(folder, n):
    put(folder, "r/schemes/x/scheme.ini", SCHEME)
    put(folder, "r/schemes/x/lifecycle.csv", lines(
        "qualification,state,event,next_state,anchor,after,actor,modality,source,clause",
        ["x/y/1,none,issue,s0,,,office,must,s,c"]
        + [f"x/y/1,s{i},e{i},s{(i + 1) % n},issue,P0D,clock,must,s,c" for i in range(n)]))
    put(folder, "r.csv", lines(REGISTER, ["A1,x/y/1,o,2025-03-01,"]))
    return ["duties", "r.csv", AS_OF, "--rules", "r", "--actor=all"]


def yearly_days(folder, n):
    put(folder, "r/schemes/x/scheme.ini", SCHEME)
    put(folder, "r/schemes/x/periods.csv", lines(
        "qualification,period,duration,event,modality,source,clause", ["x/y/1,annual_check,P1D,issue,must,s,c"]))
    put(folder, "r.csv", lines(REGISTER, ["A1,x/y/1,o,2025-03-01,"]))
    return ["duties", "r.csv", AS_OF, "--rules", "r", "--actor=all", f"--months={n}"]


def calendar_days(folder, n):
    put(folder, "c.csv", lines("date,kind,name,source", [
        f"{2027 + i // 336 % 9:04d}-{1 + i // 28 % 12:02d}-{1 + i % 28:02d},closed,n{i},s" for i in range(n)]))
    return ["list", AS_OF, "--calendar", "c.csv"]


def events_of_a_calendar(folder, n):
    put(folder, "h.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(
        f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{2100 + i // 336:04d}{1 + i // 28 % 12:02d}{1 + i % 28:02d}\r\n"
        "SUMMARY:x 休\r\nEND:VEVENT\r\n" for i in range(n)) + "END:VCALENDAR\r\n")
    return ["calendar", "import", "h.ics", AS_OF]


def days_of_a_calendar(folder, n):
    put(folder, "h.json", '{"days": [' + ",".join(
        f'{{"name": "x{i}", "date": "{2100 + i // 336:04d}-{1 + i // 28 % 12:02d}-{1 + i % 28:02d}", "isOffDay": true}}'
        for i in range(n)) + "]}")
    return ["calendar", "import", "h.json", AS_OF]


def certificates_that_follow(folder, n):
    put(folder, "r.csv", lines(REGISTER + ",supersedes", [
        f"A{i},cnitsec/operation/2,o,2025-03-01,,{f'A{i - 1}' if i else ''}" for i in range(n)]))
    return ["duties", "r.csv", AS_OF]


def certificates_of_one(folder, n):
    put(folder, "r.csv", lines(REGISTER, [f"A{i},cnitsec/operation/2,o,2025-03-01," for i in range(n)]))
    return ["charges", "r.csv", AS_OF]


def events_of_one(folder, n):
    put(folder, "r.csv", ONE)
    put(folder, "e.csv", lines("subject,event,from,to,note", [
        f"A1,{('suspension', 'restored')[i % 2]},{2025 + i // 20000 % 2}-{4 + i // 28 % 6:02d}-{1 + i % 28:02d},," for i in range(n)]))
    return ["duties", "r.csv", "--events", "e.csv", AS_OF]


def cases_of_one(folder, n):
    put(folder, "r.csv", ONE)
    put(folder, "k.csv", lines("case,qualification,kind,org,certificate,filed", [
        f"K{i},cnitsec/operation/2,maintenance,o,A1,2026-10-01" for i in range(n)]))
    return ["duties", "r.csv", "--cases", "k.csv", AS_OF]


def plans(folder, n):
    put(folder, "p.csv", lines("org,qualification,action,date,expiry", [
        f"o{i},cnitsec/operation/2,hold,2025-03-01,2028-03-01" for i in range(n)]))
    return ["budget", "p.csv", "--from=2026", "--to=2028", AS_OF]


def rungs(folder, n):
    put(folder, "p.csv", lines("org,qualification,action,date", [
        "o,cnitsec/operation/2,want,2027-03-01"] * n))
    return ["budget", "p.csv", "--from=2026", "--to=2028", AS_OF]


def facts(folder, n):
    put(folder, "p.csv", lines("fact,value", [f"f{i},1" for i in range(n)]))
    return ["check", "cnitsec/operation/2", "p.csv", AS_OF]


def projects(folder, n):
    put(folder, "p.csv", "fact,value\n")
    put(folder, "j.csv", lines("project,category,signed,completed,value,users,sector", [
        f"J{i},cloud,2025-03-01,2026-03-01,100000,1,s{i}" for i in range(n)]))
    return ["check", "cnitsec/cloud/1", "p.csv", "--projects", "j.csv", AS_OF]


PAYMENTS = "payment,date,amount,payer,reference"
CHARGES = "charge,certificate,qualification,kind,item,amount,due,org"


def reconcile(folder, charges, payments, *more):
    put(folder, "r.csv", ONE)
    put(folder, "c.csv", lines(CHARGES, charges))
    put(folder, "p.csv", lines(PAYMENTS, payments))
    return ["reconcile", "r.csv", "p.csv", "--charges", "c.csv", AS_OF, *more]


def equal_payments(folder, n):
    return reconcile(folder, ["C1,A1,cnitsec/operation/2,initial,audit_fee,100,2026-06-01,甲"],
                     [",2026-06-02,100,甲,"] * n)


def equal_charges(folder, n):
    return reconcile(folder, [f"C{i},A{i},cnitsec/operation/2,initial,audit_fee,100,2026-06-01,甲" for i in range(n)],
                     [f"P{i},2026-06-02,100,甲," for i in range(n)])


def payments_of_one_charge(folder, n):
    return reconcile(folder, [f"C1,A1,cnitsec/operation/2,initial,audit_fee,{n},2026-06-01,甲"],
                     [f"P{i},2026-06-02,1,甲,C1" for i in range(n)])


def parts_of_one_payer(folder, n):
    return reconcile(folder, [f"C1,A1,cnitsec/operation/2,initial,audit_fee,{n * 50},2026-06-01,甲"],
                     [f"P{i},2026-06-02,{1 + i % 99},甲," for i in range(n)])


def reversals(folder, n):
    return reconcile(folder, ["C1,A1,cnitsec/operation/2,initial,audit_fee,1,2026-06-01,甲"],
                     [f"P{i},2026-06-02,{'-' if i % 2 else ''}100,甲,退P{i - 1}" for i in range(n)])


def decisions(folder, n):
    put(folder, "d.csv", lines("payment,charge,amount,action,by,date,note", ["P0,C0,0.01,apply,z,2026-07-01,"] * n))
    return reconcile(folder, [f"C0,A1,cnitsec/operation/2,initial,audit_fee,{n},2026-06-01,甲"],
                     [f"P0,2026-06-02,{n},甲,"], "--decisions", "d.csv")


def excluding_words(folder, n):
    put(folder, "x.csv", lines("word,field", [f"w{i}," for i in range(n)]))
    return reconcile(folder, ["C1,A1,cnitsec/operation/2,initial,audit_fee,1,2026-06-01,甲"],
                     [f"P{i},2026-06-02,1,甲,abc" for i in range(20)], "--exclude", "x.csv")


def names_alike(folder, n):
    return reconcile(folder, [f"C{i},A{i},cnitsec/operation/2,initial,audit_fee,{i + 1},2026-06-01,北京某某科技{i}有限公司" for i in range(n)],
                     [f"P{i},2026-06-02,{i + 1},北京某某科枝{i}有限公司," for i in range(n)])


OFFICE = {
    "bodies.csv": "body,class,region\nB,one,\nO,office,\n",
    "reviewers.csv": "reviewer,body,role,share\nR,B,reviewer,1\n",
}


def office(folder, *more, **changed):
    for name, text in OFFICE.items():
        put(folder, "o/" + name, text)
    for name, text in changed.items():
        put(folder, f"o/{name}.csv", text)
    return [*more[:1], "o", "--from=2027-01", "--months=2", AS_OF, *more[1:]]


def regions_in_one_another(folder, n):
    return office(folder, "workload", regions=lines(
        "region,parent,alias", [f"g{i},g{i + 1}," for i in range(n)] + [f"g{n},,"]), bodies=f"body,class,region\nB,one,g{n}\n",
        cases="case,qualification,kind,org,region,filed\nK,ccia/finance/3,initial,o,g0,2026-11-01\n")


def regions_in_a_circle(folder, n):
    return office(folder, "workload", regions=lines("region,parent,alias", [f"g{i},g{(i + 1) % n}," for i in range(n)]))


def reviewers(folder, n):
    return office(folder, "workload", reviewers=lines(
        "reviewer,body,role,share,valid_from,valid_to", [f"R{i},B,reviewer,1,2026-01-01," for i in range(n)]))


def skills_of_one(folder, n):
    return office(folder, "workload", reviewers="reviewer,body,role,share,skills\nR,B,reviewer,1,"
                  + ";".join(["cnitsec/cloud"] * n) + "\n")


def rows_of_one_body(folder, n):
    return office(folder, "workload", bodies=lines("body,class,region,valid_from,valid_to", [
        f"B,one,北京,{1 + i // 336:04d}-{1 + i // 28 % 12:02d}-{1 + i % 28:02d}," for i in range(n)]))


def open_cases(folder, n):
    return office(folder, "workload", cases=lines("case,qualification,kind,org,region,filed", [
        f"K{i},ccia/finance/3,initial,o{i},四川,2026-11-01" for i in range(n)]))


def expected_cases(folder, n):
    return office(folder, "workload", arrivals=lines("month,qualification,kind,cases,region", [
        f"2027-0{1 + i % 2},ccia/finance/3,initial,1,g{i}" for i in range(n)]))


def many_panels(folder, n):
    return office(folder, "workload", panels=lines("panel,scheme,rule,quota,quorum", [f"p{i},ccia,P1D,5,3" for i in range(n)]))


def qualifications(folder, n):
    return ["quote", AS_OF] + ["cnitsec/operation/2"] * n


def pauses(folder, n):
    return ["timeline", "cnitsec/engineering/2", "--start=2026-03-02", AS_OF] + ["--pause=x:2026-03-09/2026-03-10"] * n


# (how it is made, a size, how it ends and what stderr says)
LINEAR = [
    (rows_of_quotes, 30, 0, ""),
    (one_cell_of_line_ends, 250000, 0, ""),
    (empty_lines, 1000000, 0, ""),
    (empty_rows, 200000, 0, ""),
    (faulty_rows, 100000, 1, "the row has 1 cells, the header 5"),
    (keys_twice, 100000, 1, "there twice"),
    (unknown_qualifications, 20000, 1, "unknown qualification"),
    (keys, 20000, 1, "unknown key"),
    (one_key, 250000, 1, "no such number"),
    (stages, 5000, 1, "too many groups; wanted at most 250 classes and 1000 of each other kind"),
    (ways_on, 20000, 0, ""),
    (moments, 20000, 0, ""),
    (leaves, 20000, 0, ""),
    (changes, 10000, 0, ""),
    (servers, 250000, 0, ""),
    (cases_at_once, 50000, 0, ""),
    (fees, 4000, 0, ""),
    (terms_of_a_fee, 10000, 0, ""),
    (layers, 50, 0, ""),
    (labels, 10000, 0, ""),
    (categories, 1000, 0, ""),
    (industries, 5000, 0, ""),
    (states, 1000, 0, ""),
    (calendar_days, 20000, 1, "day there twice"),
    (events_of_a_calendar, 1000, 0, ""),
    (days_of_a_calendar, 1000, 0, ""),
    (certificates_that_follow, 5000, 0, ""),
    (certificates_of_one, 10000, 1, "the terms of two certificates"),
    (events_of_one, 4000, 0, ""),
    (cases_of_one, 4000, 0, ""),
    (plans, 2500, 0, ""),
    (rungs, 10000, 1, "stands twice"),
    (facts, 20000, 1, "no criterion asks for this fact"),
    (projects, 20000, 3, ""),
    (equal_payments, 5000, 0, ""),
    (equal_charges, 5000, 0, ""),
    (payments_of_one_charge, 5000, 0, ""),
    (parts_of_one_payer, 1000, 0, ""),
    (reversals, 4000, 0, ""),
    (decisions, 4000, 0, ""),
    (excluding_words, 5000, 0, ""),
    (names_alike, 250, 0, ""),
    (regions_in_one_another, 5000, 1, "a region inside of more than 63 others"),
    (regions_in_a_circle, 5000, 1, "a region inside of more than 63 others"),
    (reviewers, 1000, 0, ""),
    (skills_of_one, 10000, 0, ""),
    (rows_of_one_body, 1000, 0, ""),
    (open_cases, 500, 0, ""),
    (expected_cases, 500, 0, ""),
    (many_panels, 100, 0, ""),
]
NEEDS = {events_of_a_calendar: "ical", days_of_a_calendar: "json"}
# A time below that is the program's own.
LEAST_SECONDS = 0.05


def check(make, n, wanted, said):
    """One of them; where others need the processor too, a second and a third look."""
    for look in range(3):
        seconds = []
        for size in (n, 4 * n):
            folder = tempfile.mkdtemp(dir=SCRATCH)
            taken, code, err = measure(make(folder, size), folder)
            shutil.rmtree(folder)
            assert code == wanted, f"{size}: exit {code}, not {wanted}: {err[:500]}"
            assert said in err and (said or not err), f"{size}: {err[:500]}"
            seconds.append(taken)
        if seconds[1] <= 8 * max(seconds[0], LEAST_SECONDS):
            return
    raise AssertionError(f"{n} take {seconds[0]:.2f} s, four times as many {seconds[1]:.2f} s")


# What is refused by name, however large it is.
HUGE = "9" * 100000
REFUSED = [
    ("a period of billions of years", ["quote", "cnitsec/operation/2", "--on=2026-11-21", "--cycle=ccia=P9999999999999Y"],
     2, 'longer than 9999 years|no cycle: "ccia=P9999999999999Y"'),
    ("a day behind the last one", ["duties", "r.csv", "--as-of=10000-01-01"], 2, "10000-01-01"),
    ("months behind the last day", ["duties", "r.csv", "--as-of=9999-12-31", "--months=2147483647"], 2, "months"),
    ("an amount of 100,000 digits", ["quote", "cnitsec/operation/2", "--on=2026-11-21", "--extra=x:" + HUGE], 2, '99999'),
    ("a date of 100,000 digits", ["quote", "cnitsec/operation/2", "--on=" + HUGE], 2, '99999'),
    ("a period of 100,000 digits", ["charges", "r.csv", f"--terms=P{HUGE}D"], 2, '99999'),
    ("replications without end", ["simulate", "--model", "m.ini", "--replications=4294967295"], 2, "4294967295\" is no whole number from"),
    ("more servers than can be", ["simulate", "--model", "many.ini"], 1, "a whole number, 0 to 1000000"),
    ("a time without end", ["simulate", "--model", "long.ini"], 1, "no time"),
    ("years without end", ["budget", "p.csv", "--from=0001", "--to=2147483647"], 2, "2147483647"),
]


def check_refused(folder, arguments, wanted, said):
    """One of them, with a text of a readable length."""
    _, code, err = measure(arguments, folder)
    assert code == wanted, f"exit {code}, not {wanted}: {err[:500]}"
    assert any(text in err for text in said.split("|")), err[:500]
    assert len(err) < 2000, f"{len(err)} bytes on stderr"


def tests():
    """A test each."""
    for make, n, wanted, said in LINEAR:
        def linear(make=make, n=n, wanted=wanted, said=said):
            if make in NEEDS:
                tap.need(NEEDS[make])
            check(make, n * TIMES, wanted, said)
        linear.__doc__ = make.__name__.replace("_", " ")
        yield linear
    folder = tempfile.mkdtemp(dir=SCRATCH)
    put(folder, "r.csv", ONE)
    put(folder, "p.csv", "org,qualification,action,date\n")
    put(folder, "m.ini", MODEL)
    put(folder, "many.ini", MODEL + "[resource r]\ncount=1000001\n")
    put(folder, "long.ini", MODEL.replace("length=10", "length=99999999999999999999"))
    for name, arguments, wanted, said in REFUSED:
        def refused(arguments=arguments, wanted=wanted, said=said):
            check_refused(folder, arguments, wanted, said)
        refused.__doc__ = name
        yield refused


try:
    tap.run(list(tests()))
finally:
    shutil.rmtree(SCRATCH)
