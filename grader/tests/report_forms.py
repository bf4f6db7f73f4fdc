"""The forms that programs read, those of the platforms among them: each takes the directory, the
verdict file (parsed) and where to put what does not hold."""

import base64
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

from report_claims import KIT, close, number, parse, read

LABS = ("lab1-blocking", "lab2-threads", "lab2-async")
VISIBILITY = ("visible", "hidden", "after_due_date", "after_published")


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


def evidence(place, all_, say):
    wanted = {c["id"] + ".txt" for c in all_["checks"]
              if c["verdict"] != "PASS" and (c["transcript"] or c["output"])}
    say.that(set(os.listdir(place + "/evidence")) == wanted, os.listdir(place + "/evidence"))
    for c in all_["checks"]:
        if c["id"] + ".txt" in wanted:
            text = read(place, "evidence", c["id"] + ".txt")
            say.that(c["transcript"] in text and c["output"] in text, c["id"])
