"""All writing commands on small inputs, each with several outputs. SPDX-License-Identifier: LGPL-2.1-or-later"""
import harness

OFFICE = "in/examples/office --from 2027-01 --as-of 2026-11-21 --lang en"
FINANCE = "in/examples/finance/"

# name, arguments, outputs, exit code without a fault
ROWS = (
    ("quote", "quote cnitsec/engineering/2 --as-of 2026-05-10 --lang en", "a.csv b.json c.html d.xlsx e.txt", 0),
    ("timeline", "timeline cnitsec/engineering/2 --start 2026-03-02 --as-of 2026-05-10 --lang en",
     "a.csv b.json c.png d.html limits=e.csv", 0),
    ("check", "check up/build/2 in/applicant.csv --rules in/ladder --on 2026-12-01 --lang en",
     "criteria=a.csv verdict=b.json c.html", 3),
    ("duties", "duties in/held.csv --events in/held-events.csv --cases in/held-cases.csv --months 24 --as-of 2026-11-21",
     "duties=a.csv b.ics c.png states=d.csv", 0),
    ("budget", "budget in/examples/plan.csv --from 2026 --to 2031 --as-of 2026-08-01 --lang en",
     "a.csv cash=b.png c.xlsx", 0),
    ("workload", f"workload {OFFICE}", "a.csv months=b.txt c.html", 0),
    ("capacity", f"capacity {OFFICE}", "a.csv heatmap=b.png c.json", 0),
    ("simulate", f"simulate {OFFICE} --replications 2 --threads 2 --cycle ccia=P3M,P6M", "cycle=a.csv b.json histogram=c.png", 0),
    ("shard", "simulate --model in/examples/panel.ini --replications 4 --threads 1 --shard 1/2", "a.csv", 0),
    ("merge", "merge in/part-1.csv in/part-2.csv", "a.json months=b.csv", 0),
    ("staffing", f"staffing {OFFICE} --months 3 --cycle ccia=P3M,P6M --wish 80% --replications 2", "a.csv curve=b.png", 0),
    ("charges", f"charges {FINANCE}register.csv --cases {FINANCE}cases.csv --as-of 2026-11-21 --lang en",
     "charges=a.csv years=b.csv c.json d.html", 0),
    ("accrue", f"accrue {FINANCE}charges.csv --from 2026-01 --to 2026-12 --as-of 2026-11-21 --lang en",
     "rollforward=a.csv schedule=b.csv c.html", 0),
    ("journal", f"journal {FINANCE}charges.csv {FINANCE}applied.csv --period 2026-10 --as-of 2026-11-21",
     "a.csv b.journal c.beancount", 0),
    ("reconcile", f"reconcile {FINANCE}register.csv {FINANCE}statement.csv --charges {FINANCE}charges.csv --decisions "
     f"{FINANCE}decisions.csv --as-of 2026-11-21 --lang en", "reconciliation=a.csv ledger=b.csv applied=c.csv d.json e.xlsx", 0),
    ("import", "calendar import in/moving.ics --closed --source office", "a.csv b.json", 0),
    ("calendar", "calendar check in/office.csv --lang en", "coverage=a.csv b.html", 0),
    ("list", "list --lang en", "a.csv b.json", 0),
    ("show", "show cnitsec/engineering/2 --lang en", "a.html b.csv", 0),
    ("template", "formats register --template --lang zh_CN", "a.csv", 0),
    ("rules", "list --rules in/my-rules --rules in/examples/tariff.csv --lang en", "a.csv b.txt", 0),
    # to standard output
    ("quote-said", "quote cnitsec/engineering/2 --as-of 2026-05-10 --lang en", "", 0),
    ("rows-said", "rows in/held.csv", "", 0),
    ("formats-said", "formats", "", 0),
    ("help-said", "--help", "", 0),
)


def make_parts():
    """The parts of a simulation, which merge reads."""
    for i in (1, 2):
        harness.hostile.run(["simulate", "--model", "examples/panel.ini", "--replications", "4", "--shard", f"{i}/2",
                             "-o", f"part-{i}.csv"], harness.INPUTS)


def make(*names):
    """The jobs of these names, or all."""
    make_parts()
    jobs = [harness.Job(*row) for row in ROWS if not names or row[0] in names]
    return [job.learn() for job in jobs]
