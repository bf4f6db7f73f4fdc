#!/usr/bin/env python3
"""Grades the stories of submissions/ and compares each verdict with what its file `expect` says.

A story is submissions/VERDICT/NAME: a submission with one bug, or an unusual one without. In `expect`:

    lab LAB               the folder for the story's own files and those of the base
    base PROGRAM...       programs of submissions/base that it begins from
    wait MODEL            with base/wait-MODEL.h in place of the lab's own
    peer LAB PROGRAM...   a second lab beside it, with these programs of submissions/base
    only PATTERN          the checks to run
    fast                  among those that `make check` replays
    sandbox               only where the grader has a sandbox to hold it
    note WORDS            must stand in one of the report's notes, such as "refused: ... (why)"
    PATTERN VERDICT WORDS a check that must end so (*: anyhow), with these words in its reason

All other checks must PASS, or be SKIPPED because they need one of these. Beside it: story.patch,
for the base; files, for LAB; folders of labs; or `make`, a script which makes the submission in
the directory it is given, and prints its path.
"""

import argparse
import concurrent.futures
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
STORIES = os.path.join(HERE, "submissions")
RUN_ALL = os.path.join(HERE, "..", "run_all")
BASE = {"hello_server": "hello_server.c", "ftp_server": "ftp_server.c",
        "hello_client": "hello_client.c", "ftp_client": "ftp_client.c", "tasks": "tasks.c",
        "another_port": "hello_server.c",
        "async_hello": "hello_server.c", "async_ftp": "ftp_server.c"}
MODEL = {"lab1-blocking": "blocking", "lab2-threads": "threads", "lab2-async": "async"}
PAGE = os.path.join(HERE, "..", "..", "handout", "kill-matrix.md")
ONLY = ("*.hello.@(ready|greeting|again|waits-for-end|vanishing|model|queue|think)")


class Story:
    """What `expect` says."""

    def __init__(self, path):
        self.path, self.name = path, os.path.relpath(path, STORIES)
        self.lab, self.base, self.only, self.rules, self.wait = None, [], ONLY, [], None
        self.notes = []
        self.peer, self.fast, self.sandbox = [], False, False
        with open(path + "/expect", encoding="utf-8") as f:
            for line in f:
                word, _, rest = line.strip().partition(" ")
                if word == "lab":
                    self.lab = rest
                elif word in ("base", "peer"):
                    setattr(self, word, rest.split())
                elif word in ("only", "wait"):
                    setattr(self, word, rest)
                elif word == "note":
                    self.notes.append(rest)
                elif word in ("fast", "sandbox"):
                    setattr(self, word, True)
                elif word and not word.startswith("#"):
                    verdict, _, words = rest.partition(" ")
                    self.rules.append((word, verdict, words))

    @staticmethod
    def matches(pattern, check):
        """Shell patterns, with one @(this|that)."""
        either = re.match(r"(.*)@\((.*)\)(.*)", pattern)
        if either is None:
            return fnmatch.fnmatch(check, pattern)
        return any(fnmatch.fnmatch(check, either[1] + part + either[3])
                   for part in either[2].split("|"))

    def expected(self, check):
        """The verdict and the words that this check must have."""
        for pattern, verdict, words in self.rules:
            if self.matches(pattern, check):
                return verdict, words
        return "PASS", ""

    @staticmethod
    def lay_base(folder, programs, model):
        """Copies programs of submissions/base, and what they include."""
        base = os.path.join(STORIES, "base")
        os.makedirs(folder, exist_ok=True)
        if not programs:
            return
        for header in (name for name in os.listdir(base) if name.endswith(".h")):
            if not header.startswith("wait-"):
                shutil.copy(f"{base}/{header}", folder)
        shutil.copy(f"{base}/wait-{model}.h", folder + "/wait.h")
        for program in programs:
            shutil.copy(f"{base}/{program}.c", f"{folder}/{BASE[program]}")

    def lay(self, room):
        """Makes the submission in room; its path."""
        if os.path.exists(self.path + "/make"):
            made = subprocess.run([self.path + "/make", room], capture_output=True, text=True,
                                  check=True)
            return made.stdout.strip()
        place = os.path.join(room, "submission")
        folder = os.path.join(place, self.lab or "")
        self.lay_base(folder, self.base, self.wait or MODEL.get(self.lab))
        if self.peer:
            self.lay_base(f"{place}/{self.peer[0]}", self.peer[1:], MODEL[self.peer[0]])
        for entry in os.listdir(self.path):
            if entry in MODEL:
                shutil.copytree(f"{self.path}/{entry}", f"{place}/{entry}", dirs_exist_ok=True)
            elif entry not in ("expect", "story.patch"):
                shutil.copy(f"{self.path}/{entry}", folder)
        if os.path.exists(self.path + "/story.patch"):
            subprocess.run(["patch", "-s", "-p1", "-F0", "-d", folder, "-i",
                            self.path + "/story.patch"], check=True)
        return place


def grade(story):
    """(problems, {check: verdict}) of one story."""
    with tempfile.TemporaryDirectory(prefix="story.") as room:
        try:
            submission = story.lay(room)
        except subprocess.CalledProcessError as error:
            return [f"cannot be laid: {error} {error.stderr or ''}"], {}
        run = subprocess.run([RUN_ALL, "--format", "json", "--seed", "4711", "--only", story.only,
                              submission], capture_output=True, text=True, check=False)
        subprocess.run(["rm", "-rf", *(os.path.join(room, entry) for entry in os.listdir(room))],
                       check=False)  # which can do it in a thousand folders
    try:
        report = json.loads(run.stdout)
        checks, notes = report["checks"], report["notes"]
    except (ValueError, KeyError):
        return [f"no report (exit status {run.returncode}): {run.stderr.strip()}"], {}
    problems = [f"no note says {words}: {notes[:5]}" for words in story.notes
                if not any(words in note for note in notes)]
    verdicts = {}
    for check in checks:
        verdict, words = story.expected(check["id"])
        verdicts[check["id"]] = check["verdict"]
        if check["verdict"] == "SKIPPED" and verdict == "PASS" and story.rules:
            continue  # it needs one that failed, as the reason says
        if verdict != "*" and (check["verdict"] != verdict or words not in check["why"]):
            problems.append(f"{check['id']}: expected {verdict} {words}, "
                            f"got {check['verdict']}: {check['why']}")
    if not checks:
        problems.append("no check was run")
    unused = [pattern for pattern, _, _ in story.rules
              if not any(story.matches(pattern, check) for check in verdicts)]
    problems += [f"no check matches {pattern}" for pattern in unused]
    return problems, verdicts


def caught_by(story, verdicts):
    """The checks that did not pass, without their labs, without those that were skipped and those
    of which the story says nothing certain."""
    return sorted({check.split(".", 1)[1] for check, verdict in verdicts.items()
                   if verdict not in ("PASS", "SKIPPED") and story.expected(check)[0] != "*"})


def row(story, verdicts):
    """A row of the kill matrix, as Markdown: what caught what."""
    names = ", ".join(f"`{name}`" for name in caught_by(story, verdicts))
    return f"| {os.path.basename(story.path).replace('_', ' ')} | " \
           f"{os.path.dirname(story.name)} | {names or '-'} |"


HEAD = """# What the grader catches

Submissions with one bug each, and what the grader said: the word, and the checks that did not pass. Those called PASS
are unusual but right (or do harm to nobody), and must get every point. `make grade-the-grader` grades them all and
writes this page; `make check` grades some, and compares.

| story | verdict | checks that did not pass |
| --- | --- | --- |
"""


def compare_page(results):
    """What the page says of these stories is what happened."""
    rows = set()
    if os.path.exists(PAGE):
        with open(PAGE, encoding="utf-8") as f:
            rows = set(f.read().splitlines())
    return [f"{os.path.relpath(PAGE)} does not have: {row(story, verdicts)}"
            for story, (problems, verdicts) in results
            if not problems and row(story, verdicts) not in rows]


def sandboxed():
    """Does the grader hold programs in namespaces of their own here?"""
    run = subprocess.run([RUN_ALL, "--doctor"], capture_output=True, text=True, check=False)
    return run.returncode == 0 and "bubblewrap" in run.stdout


def choose(arguments):
    """The stories that were asked for, and how many were left out for want of a sandbox."""
    paths = sorted(os.path.join(STORIES, v, n) for v in os.listdir(STORIES) if v != "base"
                   and os.path.isdir(os.path.join(STORIES, v))
                   for n in os.listdir(os.path.join(STORIES, v)))
    stories = [Story(p) for p in paths if os.path.exists(p + "/expect")]
    if arguments.names:
        stories = [s for s in stories if any(fnmatch.fnmatch(s.name, n) or
                                             fnmatch.fnmatch(os.path.basename(s.path), n)
                                             for n in arguments.names)]
    elif arguments.fast:
        stories = [s for s in stories if s.fast]
    held = sandboxed()
    return [s for s in stories if held or not s.sandbox], \
        sum(not held and s.sandbox for s in stories)


def main():
    """Replays, compares, prints the matrix and the share caught."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--fast", action="store_true", help="those that `make check` replays")
    parser.add_argument("--write-page", action="store_true", help="write handout/kill-matrix.md")
    parser.add_argument("--lay", metavar="DIR", help="only make the story NAME there, print its path")
    parser.add_argument("--jobs", type=int, default=3, help="stories at a time (3)")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only stories of these names")
    arguments = parser.parse_args()
    if arguments.lay:
        print(Story(os.path.join(STORIES, arguments.names[0])).lay(arguments.lay))
        return
    stories, left_out = choose(arguments)
    results = []
    print("kill matrix: story, and the checks that caught it")
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for story, result in zip(stories, pool.map(grade, stories)):
            results.append((story, result))
            names = " ".join(caught_by(story, result[1])) or "-"
            print(f"{'BAD' if result[0] else 'ok ':4} {story.name:44} {names}", flush=True)
            for problem in result[0]:
                print("       " + problem)
    broken = [(s, r[1]) for s, r in results if not s.name.startswith("PASS/")]
    caught = sum(bool(caught_by(*each)) for each in broken)
    good = sum(not problems for _, (problems, _) in results)
    if left_out:
        print(f"{left_out} left out: they need a sandbox (grader/run_all --doctor)")
    print(f"{caught} of {len(broken)} broken submissions caught; "
          f"{good} of {len(results)} got exactly the verdicts they must get")
    if arguments.write_page:
        with open(PAGE, "w", encoding="utf-8") as f:
            f.write(HEAD + "".join(row(s, r[1]) + "\n" for s, r in results))
    differs = compare_page(results)
    print("\n".join(differs), end="\n" if differs else "")
    sys.exit(good < len(results) or not results or bool(differs))


main()
