#!/usr/bin/env python3
"""Gives every form of the report to those who read it, strictly; all must agree on the points.

What is read are the reports of invented gradings with nasty texts (test_reports writes them), or of
the directories named as arguments."""

import base64
import csv
import glob
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

KIT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INVENT = KIT + "/build/plain/grader/tests/test_reports"
LABS = ("lab1-blocking", "lab2-threads", "lab2-async")
VISIBILITY = ("visible", "hidden", "after_due_date", "after_published")
counts = {"passed": 0, "failed": 0, "skipped": 0}


def check(name, problems):
    counts["failed" if problems else "passed"] += 1
    print(("not ok - " if problems else "ok - ") + name)
    for problem in list(problems)[:12]:
        print("   ", str(problem)[:300])


def skip(name, reason):
    counts["skipped"] += 1
    print(f"ok - {name} # SKIP {reason}")


def read(*path):
    with open(os.path.join(*path), encoding="ascii", newline="") as f:  # nothing else is written
        return f.read()


def no_twins(pairs):
    keys = [k for k, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a key twice: {keys}")
    return dict(pairs)


def parse(text):
    return json.loads(text, object_pairs_hook=no_twins,
                      parse_constant=lambda c: sys.exit(f"{c} is no JSON"))


def close(a, b):
    return abs(a - b) < 1e-6


class Claims(list):
    """What does not hold."""

    def that(self, holds, what):
        if not holds:
            self.append(what)


def number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


# ---- one submission, form by form: each takes the directory and the verdict file -----------------


def verdict_file(_, all_, say):
    checks = all_["checks"]
    say.that(close(sum(c["points"] for c in checks), all_["points"]), "points do not add up")
    say.that(close(sum(c["max_points"] for c in checks), all_["max_points"]), "nor do the most")
    say.that(close(sum(lab["points"] for lab in all_["labs"]), all_["points"]), "nor the labs")
    for c in checks:
        say.that(0 <= c["points"] <= c["max_points"], c["id"] + ": points")
        say.that(c["visibility"] in VISIBILITY, c["id"] + ": visibility")
        say.that(c["again"].startswith("grader/run_all --only " + c["id"]), c["again"])
        if c["verdict"] not in ("PASS", "SKIPPED", "NOT_RUN"):
            say.that(c["why"] and c["matters"] and c["hint"], c["id"] + " says too little")


def gradescope(place, all_, say):
    got = parse(read(place, "gradescope.json"))
    say.that(not set(got) - {"score", "tests", "output", "output_format", "execution_time",
                             "stdout_visibility", "extra_data", "leaderboard"}, list(got))
    say.that(close(got["score"], all_["points"]), "score")
    say.that(close(sum(t["score"] for t in got["tests"]), got["score"]), "the tests' scores")
    say.that(got["output_format"] == "text" and got["stdout_visibility"] == "hidden", "formats")
    for t, c in zip(got["tests"], all_["checks"], strict=True):
        say.that(not set(t) - {"name", "number", "score", "max_score", "status", "output",
                               "output_format", "tags", "visibility"}, list(t))
        say.that(t["name"] == c["id"] and number(t["score"]) and number(t["max_score"]), t["name"])
        say.that(t["status"] == ("passed" if c["verdict"] == "PASS" else "failed"), t["status"])
        say.that(t["visibility"] == c["visibility"], t["visibility"])
        say.that(len(t["output"]) <= 4096 and "\r" not in t["output"], "output")
        say.that(isinstance(t["number"], str) and isinstance(t["tags"], list), "number, tags")
        if c["verdict"] in ("FAIL", "WRONG_MODEL", "CRASH"):
            for part in ("expected", "matters", "hint", "see", "again"):
                say.that(c[part] in t["output"], f"{t['name']} does not say {part}")
    for row in got.get("leaderboard", []):
        say.that(set(row) == {"name", "value", "order"} and row["order"] == "asc", row)


def autolab(place, all_, say):
    lines = read(place, "autolab.txt").split("\n")
    say.that(len(lines) == 3 and lines[2] == "", "not two lines, the last with an end")
    got = parse(lines[1])
    say.that(list(got) == ["scores", "scoreboard"], list(got))
    say.that(close(sum(got["scores"].values()), all_["points"]), "scores")
    say.that(set(got["scores"]) == {lab["lab"] for lab in all_["labs"]}, list(got["scores"]))
    say.that(close(got["scoreboard"][0], all_["points"]), "scoreboard")
    say.that(all(map(number, got["scoreboard"])), "numbers only")
    stalls = [c["stall_ms"] for c in all_["checks"] if c["lab"] == LABS[2] and "stall_ms" in c]
    say.that(got["scoreboard"][1:] == ([max(stalls)] if stalls else []), "the longest stall")
    told = parse(lines[0])
    say.that(told["_presentation"] == "semantic" and told["stages"] == list(got["scores"]), told)
    for stage in told["stages"]:
        body = told[stage]
        say.that(set(body["_order"]) == set(body) - {"_order"}, body["_order"])
        say.that(close(body["Score"], got["scores"][stage]), "score of " + stage)
    for line in lines[:2]:
        # The platform's reader quotes a bare word before a colon, also where it is in a string.
        say.that(not re.search(r"\w\s*:", re.sub(r'"[^"\\]*":', "", line)), "a bare word: " + line)


def github(place, all_, say):
    text = read(place, "github.txt")
    say.that(re.fullmatch(r"result=[A-Za-z0-9+/]+={0,2}\n", text), "not one line of base64")
    got = parse(base64.b64decode(text[7:-1], validate=True))
    say.that(got["version"] == 1 and close(got["max_score"], all_["max_points"]), "max_score")
    passed = [t for t in got["tests"] if t["status"] == "pass"]
    total = sum(t["score"] for t in got["tests"])
    say.that(close(total, all_["points"]), f"sum {total}")
    share = len(passed) / len(got["tests"]) * got["max_score"] if got["tests"] else 0
    say.that(close(share, total), f"passed / total * max_score is {share}, the sum {total}")
    say.that(len({t["score"] for t in passed}) <= 1, "unequal points")
    say.that((got["status"] == "pass") == all(c["verdict"] == "PASS" for c in all_["checks"]),
             got["status"])
    for t in got["tests"]:
        say.that(set(t) == {"name", "status", "score", "message", "test_code", "filename",
                            "line_no", "duration"}, list(t))
        say.that(t["status"] in ("pass", "fail", "error") and isinstance(t["duration"], int), t)
        for line in (t["message"] + "\n" + t["test_code"]).split("\n"):
            say.that(not line.lstrip().startswith("::") and "##[" not in line, "obeyed: " + line)


def junit(place, all_, say):
    path = os.path.join(place, "junit.xml")
    if shutil.which("xmllint"):
        told = subprocess.run(["xmllint", "--noout", "--schema", KIT + "/grader/tests/junit.xsd",
                               path], capture_output=True, text=True, check=False)
        say.that(told.returncode == 0, told.stderr)
    points = 0
    by_id = {c["id"]: c for c in all_["checks"]}
    for suite in ElementTree.parse(path).getroot():
        cases = suite.findall("testcase")
        for tag in ("failure", "error", "skipped"):
            name = {"failure": "failures", "error": "errors"}.get(tag, tag)
            say.that(int(suite.get(name)) == len(suite.findall("testcase/" + tag)), name)
        say.that(int(suite.get("tests")) == len(cases), "tests")
        for case in cases:
            c = by_id.pop(case.get("classname") + "." + case.get("name"))
            points += float(case.find("system-out").text.split()[0])
            tag = next((e.tag for e in case if e.tag != "system-out"), "")
            say.that(tag == {"PASS": "", "SKIPPED": "skipped", "INCONCLUSIVE": "skipped",
                             "GRADER_ERROR": "error", "NOT_RUN": "error"}
                     .get(c["verdict"], "failure"), f"{c['id']}: {tag}")
            if tag in ("failure", "error"):
                say.that(case.find(tag).get("type") == c["verdict"], "type")
                say.that(c["why"] in case.find(tag).text, "its text has no reason")
    say.that(not by_id and close(points, all_["points"]), f"points {points}, left {by_id}")


def tap(place, all_, say):
    text, checks = read(place, "results.tap"), all_["checks"]
    lines = text.split("\n")
    say.that(lines[0] == "TAP version 13" and lines[1] == f"1..{len(checks)}", lines[:2])
    points = [line for line in lines if re.match(r"(not )?ok\b", line)]
    for i, (line, c) in enumerate(zip(points, checks, strict=True), 1):
        ok = c["verdict"] in ("PASS", "SKIPPED", "INCONCLUSIVE")
        say.that(line.startswith(f"{'ok' if ok else 'not ok'} {i} - {c['id']}"), line)
        say.that((" # SKIP " in line) == (c["verdict"] in ("SKIPPED", "INCONCLUSIVE")), line)
        say.that(len(re.findall(r"(?<!\\)#", line)) <= 1, "a second directive: " + line)
    failed = [i for i, line in enumerate(points, 1) if line.startswith("not")]
    say.that(text.count("\n  ---\n") == text.count("\n  ...\n") == len(failed), "blocks")
    if shutil.which("prove"):
        told = subprocess.run(["prove", "-e", "cat", place + "/results.tap"], text=True,
                              capture_output=True, check=False)
        say.that((told.returncode == 0) == (not failed), told.stdout)
        say.that("Parse errors" not in told.stdout, told.stdout)
        ranges = re.search(r"Failed tests?:\s+([\d ,\n-]+)", told.stdout)
        seen = []
        for part in re.findall(r"(\d+)(?:-(\d+))?", ranges[1] if ranges else ""):
            seen += range(int(part[0]), int(part[1] or part[0]) + 1)
        say.that([i for i in seen if i <= len(points)][:len(failed)] == failed, (seen, failed))


def prairielearn(place, all_, say):
    text = read(place, "prairielearn.json")
    got = parse(text)
    say.that(len(text) <= 1 << 20, "more than 1 MB")
    verdicts = {c["verdict"] for c in all_["checks"]}
    if verdicts <= {"BUILD_ERROR", "SKIPPED"}:
        say.that(got["gradable"] is False and len(got["format_errors"]) > 0, got)
        return
    say.that(set(got) == {"gradable", "score", "message", "output", "tests"}, list(got))
    say.that(got["gradable"] is True and 0 <= got["score"] <= 1, got["score"])
    say.that(abs(got["score"] * all_["max_points"] - all_["points"]) < 1e-3, got["score"])
    say.that(close(sum(t["points"] for t in got["tests"]), all_["points"]), "points")
    for t, c in zip(got["tests"], all_["checks"], strict=True):
        say.that(set(t) == {"name", "points", "max_points", "message", "output"}, list(t))
        if c["visibility"] != "visible":
            say.that(not t["message"] and c["why"] not in t["output"], t["name"] + " is told")


def trace(place, all_, say):
    got = parse(read(place, "trace.json"))
    say.that(got["displayTimeUnit"] == "ms", "unit")
    timed = [c for c in all_["checks"] if "timeline" in c]
    names = [e for e in got["traceEvents"] if e["ph"] == "M" and e["name"] == "thread_name"]
    say.that(len(names) == sum(len(c["timeline"]["clients"]) for c in timed), "a thread a client")
    for e in got["traceEvents"]:
        say.that(e["ph"] in "MX" and isinstance(e["pid"], int) and isinstance(e["tid"], int), e)
        if e["ph"] == "X":
            say.that(all(isinstance(e[k], int) and e[k] >= 0 for k in ("ts", "dur")), e)
            say.that(e["name"] in ("waiting", "served"), e)


def table(place, all_, say):
    text = read(place, "table.txt")
    say.that(re.search(r"^\d+ of \d+ checks passed, (.*) of (.*) points, ", text, re.M).groups() ==
             tuple(f"{all_[k]:g}" for k in ("points", "max_points")), "its last line")
    timed = {c["lab"] for c in all_["checks"] if "timeline" in c}
    say.that(("how the clients waited" in text) == (len(timed) == 3), "the timeline")


class Page(html.parser.HTMLParser):
    """What matters of an HTML page, and its text."""

    VOID = {"meta", "br", "rect", "path"}

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.headings, self.open, self.wrong = [], [], [], [], []
        self.text, self.language, self.title, self.tags = "", None, "", set()
        self.feed(text)
        self.wrong += ["open: " + tag for tag in self.open]

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        self.tags.add(tag)
        self.ids += [a["id"]] if "id" in a else []
        self.links += [a["href"]] if "href" in a else []
        self.headings += [int(tag[1])] if re.match(r"h[1-6]$", tag) else []
        self.wrong += [f"{k} in {tag}" for k in a if k.startswith("on") or k == "src"]
        if tag == "th" and a.get("scope") not in ("col", "row"):
            self.wrong.append("a table's heading without scope")
        if tag == "svg" and a.get("aria-hidden") != "true" and \
                (a.get("role") != "img" or len(a.get("aria-label", "")) < 20):
            self.wrong.append("a drawing without words")
        if tag == "html":
            self.language = a.get("lang")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        if tag not in self.VOID:
            self.wrong.append("ends itself: " + tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append("ends wrongly: " + tag)

    def handle_data(self, data):
        if self.open and self.open[-1] == "title":
            self.title += data
        if "style" not in self.open:
            self.text += data


def page_of(place, name, say):
    page = Page(read(place, name))
    say.extend(page.wrong)
    say.that(page.language == "en" and page.title, "language and title")
    say.that(len(page.ids) == len(set(page.ids)), "an id twice")
    say.that(page.headings[:1] == [1] and page.headings.count(1) == 1, "the first heading")
    say.extend(f"from heading {a} to {b}" for a, b in zip(page.headings, page.headings[1:])
               if b > a + 1)
    say.that(not page.tags & {"script", "link", "img", "iframe", "b0"}, page.tags)
    say.that({"main", "header"} <= page.tags, "landmarks")
    for link in page.links:
        target, _, anchor = link.partition("#")
        if not target:
            say.that(anchor in page.ids, "leads nowhere: " + link)
        else:
            say.that(os.path.exists(os.path.join(place, target)), "leads nowhere: " + link)
    return page


def report_html(place, all_, say):
    page = page_of(place, "report.html", say)
    words = " ".join(page.text.split())

    def told(text, what):
        say.that(" ".join(text.split()) in words, "does not say " + what)

    told(f"{all_['points']:g} of {all_['max_points']:g} points", "the points")
    for c in all_["checks"]:
        told(c["why"], c["id"] + ": why")
        if c["verdict"] in ("PASS", "SKIPPED", "NOT_RUN"):
            continue
        say.that(c["id"] in page.ids, "no place for " + c["id"])
        for part in ("checks", "expected", "came", "matters", "hint", "transcript", "output",
                     "again", "detail"):
            told(c[part], c["id"] + ": " + part)
        told(c["see"].split("#")[0], c["id"] + ": its section")
    timed = [c for c in all_["checks"] if "timeline" in c]
    say.that(("timeline" in page.ids) == bool(timed), "the timeline")
    for c in timed:
        told(f"{c['lab']}, client 5", "the timeline in numbers")


def evidence(place, all_, say):
    wanted = {c["id"] + ".txt" for c in all_["checks"]
              if c["verdict"] != "PASS" and (c["transcript"] or c["output"])}
    say.that(set(os.listdir(place + "/evidence")) == wanted, os.listdir(place + "/evidence"))
    for c in all_["checks"]:
        if c["id"] + ".txt" in wanted:
            text = read(place, "evidence", c["id"] + ".txt")
            say.that(c["transcript"] in text and c["output"] in text, c["id"])


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


# ---- in a browser --------------------------------------------------------------------------------

FRAME = '<iframe width="{width}" height="800" src="{name}"></iframe>'
LISTEN = """<!DOCTYPE html><pre></pre><script>addEventListener("message", e =>
document.querySelector("pre").append(JSON.stringify(e.data) + "\\n"))</script>"""


def script(path):
    with open(path, encoding="utf-8") as f:
        return "<script>" + f.read() + "</script>"


def in_browser(pages, room):
    """The probe of the handout's pages looks at these, too: width, contrast, axe if it is there."""
    chromium = next(filter(shutil.which, ("chromium", "chromium-browser", "google-chrome")), None)
    if not chromium:
        skip("the pages in a browser", "there is no Chromium")
        return
    axe = KIT + "/build/axe/node_modules/axe-core/axe.min.js"
    scripts = [axe] * os.path.exists(axe) + [KIT + "/handout/tests/probe.js"]
    if len(scripts) == 1:
        skip("the pages with axe", "it is not installed")
    for i, page in enumerate(pages):
        with open(f"{room}/{i}.html", "w", encoding="utf-8") as f:
            f.write(read(page).replace("</body>", "".join(map(script, scripts)) + "</body>"))
    for width, dark in ((390, 1), (390, 0), (1280, 0)):
        with open(room + "/frames.htm", "w", encoding="utf-8") as f:
            f.write(LISTEN + "".join(FRAME.format(width=width, name=f"{i}.html")
                                     for i in range(len(pages))))
        dom = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             f"--user-data-dir={room}/profile", "--virtual-time-budget=60000", "--dump-dom",
             f"--blink-settings=preferredColorScheme={1 - dark}", f"file://{room}/frames.htm"],
            capture_output=True, text=True, timeout=200, check=False).stdout
        told = re.search(r"<pre>(.*?)</pre>", dom, re.S)
        seen = html.unescape(told[1]).splitlines() if told else []
        problems = [line for line in seen if '","' in line]
        if len(seen) != len(pages):
            problems.append(f"{len(seen)} of {len(pages)} pages could be looked at")
        check(f"{width} pixels, {'dark' if dark else 'light'}: fits, can be read", problems)


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
