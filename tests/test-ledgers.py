"""Vouchers read by hledger and beancount: they balance, and their sums are ours, fen for fen.

SPDX-License-Identifier: LGPL-2.1-or-later"""
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import hostile
import tap

if shutil.which("hledger") is None:
    tap.skip_all("hledger is missing (Debian: hledger)")
try:
    os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"
    from beancount import loader
    from beancount.core import realization
except ImportError:
    tap.skip_all("beancount is missing (Debian: python3-beancount)")
SCRATCH = tempfile.mkdtemp(prefix="certplan-ledgers-")
EXAMPLES = os.path.join(tap.SOURCE, "data", "examples", "finance")
CHARGES = "charge,certificate,qualification,kind,item,amount,due,org,period_from,period_to"
APPLIED = "payment,charge,amount,date"
ACCOUNTS = "role,item,account_code,account_name,account_type"
# What a program that reads such files might take for something else than a name.
NAMES = [
    "; date:2020-01-01", "甲  assets:bank  1.00 CNY", "(virtual)", "[balanced]", "* !", '"quoted" \\n \\',
    "a|b", "line\nend", "account Assets:Cash", "=1+1", "@@ 5 EUR", "{1.00}", "全角；公司：甲，乙", "  ", "~ monthly",
    "include /etc/passwd", "P 2026-01-01 CNY 5 USD", "#tag ^link", "é\u202e\u200bx", "a:b:c", "%", "option \"x\" \"y\"",
]


def put(folder, name, heads, rows):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([heads.split(",")] + rows)
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        file.write(text.getvalue())


def fen(text):
    whole, part = text.lstrip("-").split(".")
    return (-1 if text.startswith("-") else 1) * (int(whole) * 100 + int(part))


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=tap.HANGS, check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": SCRATCH})
    assert done.returncode == 0, (command, done.stderr[:600])
    return done.stdout


def code_of(account):
    """The account's code: what follows the first colon, up to a blank or a hyphen."""
    return re.split(r"[ -]", account.split(":", 1)[1])[0]


def of_hledger(path):
    found = {}
    for account, balance in csv.reader(io.StringIO(run("hledger", "-f", path, "bal", "-N", "--flat", "-O", "csv"))):
        if account != "account":
            amount = balance.replace(" CNY", "")
            found[code_of(account)] = fen(amount) if amount != "0" else 0
    return found


def of_beancount(path):
    entries, errors, _ = loader.load_file(path)
    assert not errors, errors
    found = {}
    for account in realization.iter_children(realization.realize(entries)):
        number = account.balance.get_currency_units("CNY").number
        if ":" in account.account:
            found[code_of(account.account)] = int((number or 0) * 100)
            assert (number or 0) * 100 == found[code_of(account.account)], (account, number)
    return found


def of_us(path):
    """What changed in the month, by account; more than 0 is a debit."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    for row in rows:
        sign = 1 if row["account_type"] in ("assets", "expenses") else -1
        change = fen(row["debit_amount"]) - fen(row["credit_amount"])
        assert fen(row["opening"]) + sign * change == fen(row["closing"]), row
    return {row["account_code"]: fen(row["debit_amount"]) - fen(row["credit_amount"]) for row in rows}, {
        row["account_code"]: (1 if row["account_type"] in ("assets", "expenses") else -1) * fen(row["closing"])
        for row in rows}


def check_vouchers(path):
    """Each voucher of the table adds up to nothing, on one day; they are numbered in order, in each
    month from 1 on, and so are the rows of each."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    sums, days, entries, last, month = {}, {}, {}, 0, ""
    for row in rows:
        if row["date"][:7] != month:
            assert row["date"][:7] > month, row
            month, last = row["date"][:7], 0
        assert int(row["voucher"]) in (last, last + 1), row
        last = int(row["voucher"])
        number = (month, last)
        entries[number] = entries.get(number, 0) + 1
        assert int(row["entry_number"]) == entries[number], row
        assert days.setdefault(number, row["date"]) == row["date"], row
        assert (row["debit_amount"] == "") != (row["credit_amount"] == ""), row
        sums[number] = sums.get(number, 0) + (fen(row["debit_amount"]) if row["debit_amount"] else -fen(row["credit_amount"]))
    assert all(total == 0 for total in sums.values()), sums
    return rows


def check(folder, *options, period="2026-10", charges="charges.csv", applied="applied.csv"):
    months = ["--period", period] if isinstance(period, str) else ["--from", period[0], "--to", period[1]]
    arguments = ["journal", charges, applied, *months, "--as-of", "2026-11-21", "-o", "m.journal", "-o",
                 "m.beancount", "-o", "vouchers=v.csv", "-o", "accounts=a.csv", *options]
    code, _, said = hostile.run(arguments, folder)
    assert code == 0, said.decode()[:600]
    month, closing = of_us(os.path.join(folder, "a.csv"))
    whole = closing if "--opening" in options else month
    wanted = {account: change for account, change in whole.items() if change != 0}
    for name, read in (("m.journal", of_hledger), ("m.beancount", of_beancount)):
        found = {account: sum_ for account, sum_ in read(os.path.join(folder, name)).items() if sum_ != 0}
        assert found == wanted, (name, found, wanted)
    rows = check_vouchers(os.path.join(folder, "v.csv"))
    for name in ("m.journal", "m.beancount", "v.csv", "a.csv"):
        os.unlink(os.path.join(folder, name))
    return month, closing, rows


def examples():
    folder = tempfile.mkdtemp(dir=SCRATCH)
    for name in os.listdir(EXAMPLES):
        shutil.copy(os.path.join(EXAMPLES, name), folder)
    return folder


def test_examples():
    """months of the examples, with and without tax, by month and by day"""
    folder = examples()
    for period in ("2025-12", "2026-01", "2026-09", "2026-11"):
        check(folder, period=period)
    check(folder, "--vat-included", "6%", period="2026-10")
    check(folder, "--vat-included", "0.13", "--by-day", "--register", "register.csv", "--events", "events.csv",
          "--policy", "ended-annuity=returned", period="2026-06")


def test_waived():
    """what is waived, kept by a bank or tolerated: 15.00 of an annuity are an expense, 7,000.00 of another a credit"""
    folder = examples()
    path = os.path.join(folder, "applied.csv")
    with open(path, encoding="utf-8") as file:
        heads, *rows = file.read().splitlines()  # the last one is the waiver
    rows = [row.replace("A-2512/annuity,15000.00", "A-2512/annuity,14985.00") for row in rows]
    rows += [",A-2512/annuity,15.00,2026-01-05,,by_difference"]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([heads, *rows]) + "\n")
    months = ("2026-01", "2026-11")
    for options in ((), ("--vat-included", "6%"), ("--opening",)):
        _, closing, _ = check(folder, *options, period=months)
        assert closing["6603"] == 1500, closing
        assert closing["1122"] == 15000 * 100, closing  # the annuity of A-2612: the rest is paid or waived


def test_workbook():
    """the sheet of vouchers has its heads in the first row, and the rows of the .csv below"""
    tap.need("xlsx")
    folder = examples()
    code, _, said = hostile.run(["journal", "charges.csv", "applied.csv", "--period", "2026-01", "--lang", "zh_CN",
                                 "-o", "v.xlsx", "-o", "vouchers=v.csv"], folder)
    assert code == 0, said.decode()[:600]
    dump = run(sys.executable, os.path.join(tap.SOURCE, "tests", "xlsx-dump.py"), os.path.join(folder, "v.xlsx"))
    with open(os.path.join(folder, "v.csv"), encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file, strict=True)
    dumped = dump.split("\n== ")[0].splitlines()[1:]
    for number, cells in ((1, heads), *((n, row) for n, row in enumerate(rows, 2))):
        found = [line.split(" ", 2) for line in dumped if re.fullmatch(rf"[A-Z]+{number} .*", line)]
        assert [cell[0] for cell in found] == [f"{chr(65 + i)}{number}" for i, cell in enumerate(cells) if cell], found
        texts = [(json.loads(shown), cells[ord(place[0]) - 65]) for place, kind, shown in found if kind == "text"]
        assert texts and all(shown == wanted for shown, wanted in texts), texts


def close_year(balances):
    """What a ledger does at the end of a year: income becomes what it left (6xxx to 4104)."""
    income = [account for account in balances if account.startswith("6")]
    left = sum(balances[account] for account in income)
    return {**balances, **dict.fromkeys(income, 0), "4104": balances.get("4104", 0) + left}


def test_years():
    """the changes of all months together, years closed, are the balances at the end"""
    folder, total = examples(), {}
    for year in range(2023, 2027):
        total = close_year(total)
        for month in range(1, 13):
            code, _, said = hostile.run(["journal", "charges.csv", "applied.csv", "--period", f"{year}-{month:02d}",
                                         "--vat-included", "6%", "--as-of", "2026-11-21", "-o", "accounts=a.csv"], folder)
            assert code == 0, said
            change, closing = of_us(os.path.join(folder, "a.csv"))
            total = {account: total.get(account, 0) + change[account] for account in change}
            assert total == closing, (year, month)


def test_several_months():
    """several months in one run are the months one by one; a ledger that begins in the middle with its opening
    has the balances of one that began at the first and closed its years"""
    folder = examples()
    tax = ("--vat-included", "6%")
    all_rows, total = [], {}
    for month in range(1, 12):
        change, closing, rows = check(folder, *tax, period=f"2026-{month:02d}")
        all_rows += rows
        total = {account: total.get(account, 0) + change[account] for account in change}
    months = ("2026-01", "2026-11")
    change, end, rows = check(folder, *tax, period=months)
    assert (rows, change, end) == (all_rows, total, closing)
    _, begun, opened = check(folder, *tax, "--opening", period=months)
    _, whole, _ = check(folder, *tax, period=("2023-01", "2026-11"))
    assert opened[len(opened) - len(rows):] == rows and opened[0]["date"] == "2025-12-31"
    _, before, _ = check(folder, *tax, period=("2023-01", "2025-12"))
    earlier = {account: balance - before[account] for account, balance in close_year(before).items()}
    assert begun == {account: whole[account] + earlier[account] for account in whole} == closing


def test_hostile_names():
    """no name is more than a name: of whom, of what, of an account"""
    folder = tempfile.mkdtemp(dir=SCRATCH)
    rows, paid = [], []
    for i, name in enumerate(NAMES):
        org = name if name.strip() else "x"
        item = re.sub(r"\s", "_", org)
        rows.append([f"N{i};{item}"[:60], f"C{i}", "cnitsec/engineering/2", "initial", item, "100.01", "2026-10-05", org,
                     "2026-10-07", "2026-10-07"])
        paid.append([f"B{i}{item}", rows[-1][0], "50.01", "2026-10-06"])
    put(folder, "charges.csv", CHARGES, rows)
    put(folder, "applied.csv", APPLIED, paid)
    _, _, found = check(folder)
    assert len(found) == len(NAMES) * (2 + 2 + 2), len(found)
    names = [name for name in NAMES if name.strip()]
    roles = (("bank", "1002", "assets"), ("receivable", "1122", "assets"), ("advance", "2203", "liabilities"),
             ("deferred", "2205", "liabilities"), ("vat", "2221", "liabilities"), ("revenue", "6001", "income"))
    for first in range(0, len(names), len(roles)):
        rules = tempfile.mkdtemp(dir=SCRATCH)
        os.mkdir(os.path.join(rules, "assumptions"))
        put(os.path.join(rules, "assumptions"), "accounts.csv", ACCOUNTS, [
            [role, "", code, names[(first + i) % len(names)], kind] for i, (role, code, kind) in enumerate(roles)])
        check(folder, "--rules", rules, "--vat-included", "6%")


def test_language():
    """a summary speaks the language that is asked for, and names stay what they are"""
    folder = examples()
    for lang, summary in (("zh_CN", "收到三年年金 CN-E2-0120/annuity"), ("en", "Receipt： three-year annuity， CN-E2-0120/annuity")):
        code, _, said = hostile.run(["journal", "charges.csv", "applied.csv", "--period", "2026-10", "--as-of",
                                     "2026-11-21", "-o", "m.journal", "--lang", lang], folder)
        assert code == 0, said
        with open(os.path.join(folder, "m.journal"), encoding="utf-8") as file:
            text = file.read()
        assert f"2026-10-12 * (1) {summary}\n" in text, text
        assert "  assets:1002 银行存款  8000.00 CNY  ; org:武汉江城网络有限公司\n" in text, text


def random_ledger(rng, folder):
    charges, applied = [], []
    for i in range(30):
        issued = f"20{rng.randint(23, 26)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        due = f"{int(issued[:4]) - rng.randint(0, 1)}{issued[4:]}"
        amount = rng.randint(1, 3000000)
        whole = [f"N{i}", f"C{i}", "cnitsec/engineering/2", "initial", rng.choice(["annuity", "audit_fee", "travel"])]
        charges.append(whole + [f"{amount / 100:.2f}", due, f"O{i % 7}", issued, f"{int(issued[:4]) + 3}{issued[4:]}"])
        if rng.random() < 0.3:
            charges.append([f"R{i}"] + whole[1:] + [f"-{rng.randint(1, amount * 2) / 100:.2f}",
                           f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}", f"O{i % 7}", "", ""])
        for k in range(rng.randint(0, 2)):
            applied.append([f"B{rng.randint(0, 9)}", f"N{i}", f"{rng.randint(-amount, amount) / 100:.2f}",
                            f"20{rng.randint(23, 26)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"])
    put(folder, "charges.csv", CHARGES, charges)
    put(folder, "applied.csv", APPLIED, applied)


def test_random():
    """random ledgers with credits and refunds; seed 7"""
    rng = random.Random(7)
    for _ in range(20 if os.environ.get("CERTPLAN_LONG") else 2):
        folder = tempfile.mkdtemp(dir=SCRATCH)
        random_ledger(rng, folder)
        for period in ("2026-03", ("2025-11", "2026-10")):
            check(folder, "--vat-included", rng.choice(["0", "6%", "13%"]), period=period)
        check(folder, "--vat-included", "6%", "--opening", period=("2025-11", "2026-10"))


try:
    tap.run([test_examples, test_waived, test_workbook, test_years, test_several_months, test_hostile_names, test_language,
             test_random])
finally:
    shutil.rmtree(SCRATCH)
