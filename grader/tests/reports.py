#!/usr/bin/env -S python3 -B
"""Gives every form of the report to those who read it, strictly; all must agree on the points.

What is read are the reports of invented gradings with nasty texts (test_reports writes them), or of
the directories named as arguments."""

import csv
import glob
import io
import os
import subprocess
import sys
import tempfile

from report_claims import KIT, Claims, check, close, counts, parse, read
from report_forms import (autolab, evidence, github, gradescope, junit, prairielearn, table, tap,
                          trace, verdict_file)
from report_pages import in_browser, page_of, report_html

INVENT = KIT + "/build/plain/grader/tests/test_reports"
FORMS = (verdict_file, gradescope, autolab, github, junit, tap, prairielearn, trace, table,
         report_html, evidence)


def one(place, name):
    all_ = parse(read(place, "results.json"))
    for form in FORMS:
        say = Claims()
        form(place, all_, say)
        check(f"{name}: {form.__name__}", say)
    check(f"{name}: nothing half written", glob.glob(place + "/.*"))


# ---- a class -----------------------------------------------------------------------------------


def spreadsheet(place, name):
    text = read(place, name)
    say = Claims()
    say.that(text.endswith("\r\n") and "\n" not in text.replace("\r\n", ""), "ends of lines")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    say.that(len({len(row) for row in rows}) == 1, "rows of several lengths")
    say.extend(field for row in rows for field in row if field[:1] in tuple("=+-@\t\r"))
    check(f"{name}: rows and fields", say)
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def a_class(place):
    folders = sorted(os.path.dirname(p) for p in glob.glob(place + "/*/results.json"))
    files = {os.path.basename(f): parse(read(f, "results.json")) for f in folders}
    say, page = Claims(), Claims()
    rows = spreadsheet(place, "gradebook.csv")
    say.that({row["folder"] for row in rows} == set(files), [row["folder"] for row in rows])
    for row in rows:
        all_ = files[row["folder"]]
        say.that(close(float(row["points"]), all_["points"]), row["points"])
        say.extend(c["id"] for c in all_["checks"] if not close(float(row[c["id"]]), c["points"]))
    check("gradebook.csv: the points of every check", say)
    seen = page_of(place, "index.html", page)
    page.that("Most common failures" in seen.text and "lab1.md#hand-in" in seen.text, "failures")
    page.extend(row["submission"] for row in rows if row["submission"].strip("'") not in seen.text)
    check("index.html", page)


def changes(place):
    rows = spreadsheet(place, "changes.csv")
    got = {(r["folder"], r["check"], r["verdict_before"], r["verdict_now"]) for r in rows}
    check("changes.csv: what a regrade changed, and nothing else",
          got ^ {("_cmd__C_calc__A0", "", "", "GRADED"),
                 ("anna", "lab2-threads.x.c0", "LEAK", "PASS")})
    check("the page says it", [] if "2 changes" in read(place, "index.html") else ["no"])


def main():
    for place in sys.argv[1:]:
        one(place, place)
    with tempfile.TemporaryDirectory() as room:
        if len(sys.argv) == 1:
            subprocess.run([INVENT, room], check=True)
            for place in ("skeleton", "build", "class/anna", "class/dora___d_"):
                one(f"{room}/{place}", place)
            a_class(room + "/class")
            changes(room + "/class")
            in_browser([f"{room}/{p}" for p in ("skeleton/report.html", "class/anna/report.html",
                                                "class/anna-2/report.html", "class/index.html")],
                       room)
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    sys.exit(counts["failed"] > 0)


main()
