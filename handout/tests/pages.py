#!/usr/bin/env python3
"""The pages as Markdown, as HTML and in a browser: links, pictures, widths, colours."""

import fnmatch
import glob
import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import browser

KIT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
counts = {"passed": 0, "failed": 0, "skipped": 0}


def check(name, problems):
    """One line; `problems` is empty when all is well."""
    counts["failed" if problems else "passed"] += 1
    print(("not ok - " if problems else "ok - ") + name)
    for problem in list(problems)[:20]:
        print("   ", problem)


def skip(name, reason):
    counts["skipped"] += 1
    print(f"ok - {name} # SKIP {reason}")


def run(*words, **more):
    return subprocess.run(words, cwd=KIT, capture_output=True, text=True, check=False, **more)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


class Page(html.parser.HTMLParser):
    """What matters of an HTML page."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.pictures, self.headings = [], [], [], []
        self.language = None
        self.feed(read(path))

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if "id" in a:
            self.ids.append(a["id"])
        if tag == "a" and "href" in a:
            self.links.append(a["href"])
        if tag == "link":
            self.links.append(a["href"])
        if tag == "img":
            self.pictures.append((a.get("src", ""), a.get("alt", "")))
        if re.match(r"h[1-6]$", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.language = a.get("lang")


# ---- Markdown ------------------------------------------------------------------------------------


def markdown():
    check_ids = [line.split()[0] for line in run("grader/run_all", "--list").stdout.splitlines()]
    names = {i.split(".", 1)[1] for i in check_ids}
    for path in sorted(glob.glob(KIT + "/handout/*.md")):
        name, text, problems = os.path.basename(path), read(path), []
        for target in re.findall(r"\]\(([^)#]+)", text):
            if "//" not in target and not os.path.exists(os.path.join(KIT, "handout", target)):
                problems.append("leads nowhere: " + target)
        for word in re.findall(r"`((?:hello|tasks|ftp)(?:_client)?\.[a-z][a-z-]+)`", text):
            if word not in names and not os.path.exists(f"{KIT}/lab1-blocking/{word}"):
                problems.append("no such check: " + word)
        for pattern in re.findall(r"--only '([^']+)'", text):
            if not fnmatch.filter(check_ids, pattern):
                problems.append("no check matches: " + pattern)
        for program in re.findall(r"\b((?:lab1|lab2|handout/exp)[\w-]*/[\w-]+)\b(?![./*])", text):
            if not os.path.exists(f"{KIT}/{program}"):
                problems.append("no such program: " + program)
        problems += [f"more than 130 columns: {line[:40]}..." for line in text.split("\n")
                     if len(line) > 130 and not line.startswith(("$ ", "![", "|"))]
        check(f"{name}: links, names of checks, width", problems)


def sections():
    """Wherever the grader sends a student (rubric, names of models) there is such a section."""
    named, problems = {}, []
    for path in ["grader/rubric"] + glob.glob(KIT + "/grader/*.c"):
        text = read(os.path.join(KIT, path))
        text = re.sub(r'IN\("([^"]+)"\)', r"debugging.md#\1", text)
        for target in re.findall(r"[a-z0-9-]+\.md#[a-z0-9_-]+", text):
            named[target] = os.path.basename(path)
    pages = {}
    for target, where in sorted(named.items()):
        page, anchor = target.split("#")
        if not os.path.exists(f"{KIT}/handout/{page}"):
            problems.append(f"{where}: there is no page {page}")
            continue
        if page not in pages:
            pages[page] = run("pandoc", "-f", "gfm", "-t", "html5", f"handout/{page}").stdout
        if f'id="{anchor}"' not in pages[page]:
            problems.append(f"{where}: {page} has no section {anchor}")
    check(f"{len(named)} sections the grader names exist",
          problems if len(named) > 20 else ["too few found: is this test blind?"])


def exercises():
    problems, found = [], set()
    for page in ("lab1", "lab2-threads", "wireshark", "lab2-async"):
        text = read(f"{KIT}/handout/{page}.md")
        for part in re.split(r"^#+ (?=Exercise|2\.[13][a-d])", text, flags=re.M)[1:]:
            number = re.match(r"(?:Exercise )?([\d.]+[a-d]?)", part)[1]
            part = re.split(r"^#+ ", part, flags=re.M)[0]
            found.add(number)
            rows = re.findall(r"^\| (points|difficulty|time|files|checks) \|", part, re.M)
            if number not in ("2.1", "2.3") and len(rows) != 5:
                problems.append(f"{number} says only {rows}")
    expected = {"1.1", "1.2", "1.3", "1.4", "2.2"}
    expected |= {f"2.{n}{letter}" for n in (1, 3) for letter in "abcd"} | {"2.1", "2.3"}
    check("every exercise says points, difficulty, time, files and checks",
          problems + sorted(expected ^ found))


def steps():
    problems = []
    for path in glob.glob(KIT + "/handout/starter/lab*/*.c"):
        theirs = path.replace("handout/starter/", "")
        step = r"/\* (Step \d+: [^*\n]*[^*\s])"
        if re.findall(step, read(path)) != re.findall(step, read(theirs)):
            problems.append(path)
    check("the starter files have the steps of the labs, in their order", problems)


def pictures():
    problems = []
    for path in glob.glob(KIT + "/handout/pictures/*.svg"):
        root = ElementTree.parse(path).getroot()
        for tag in ("title", "desc"):
            element = root.find("{http://www.w3.org/2000/svg}" + tag)
            if element is None or len(element.text or "") < 10:
                problems.append(f"{path} has no {tag}")
    for path in glob.glob(KIT + "/handout/pictures/*.png"):
        if os.path.getsize(path) > 100 * 1024:
            problems.append(f"{path} has more than 100 KiB")
        if os.path.basename(path) not in read(KIT + "/handout/wireshark.md"):
            problems.append(f"{path} is shown nowhere")
    check("drawings have a title and a description, screenshots are small and shown", problems)


# ---- HTML ----------------------------------------------------------------------------------------


def rendered(out):
    pages = {p: Page(p) for p in glob.glob(out + "/*.html") + glob.glob(out + "-instructor/*.html")}
    for path, page in sorted(pages.items()):
        problems = [i for i in page.ids if page.ids.count(i) > 1]
        if page.language != "en":
            problems.append("has no language")
        if page.headings[:1] != [1]:
            problems.append("does not begin with a heading of level 1")
        problems += [f"from level {a} to {b}" for a, b in zip(page.headings, page.headings[1:])
                     if b > a + 1]
        for source, words in page.pictures:
            if len(words) < 20:
                problems.append("no text for " + source[:60])
            if not source.startswith("data:") and not os.path.exists(os.path.join(out, source)):
                problems.append("no picture " + source[:60])
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            file = os.path.join(os.path.dirname(path), target) if target else path
            if not os.path.exists(file):
                problems.append("leads nowhere: " + link)
            elif anchor and anchor not in pages[file].ids:
                problems.append("no such anchor: " + link)
        check(f"{os.path.basename(path)}: links, anchors, headings, pictures", problems)
    slides = read(out + "/slides.html")
    check("the slides are one file",
          re.findall(r'(?:src|href)="(?!data:|#|mailto:|http)[^"]*"', slides))
    check("no solution is among the students' pages",
          [p for p in pages if "-instructor/" not in p and
           re.search("side-by-side|answer key", p + read(p))])


# ---- in a browser --------------------------------------------------------------------------------

def in_browser(out, room):
    if not browser.chromium() and run("apt-cache", "show", "chromium").returncode:
        skip("the pages in a browser", "this system has no package of Chromium")
        return
    if not browser.chromium() or not os.path.exists(browser.AXE):
        check("the pages in a browser", ["Chromium or axe is missing: grader/deps check"])
        return
    copy = room + "/copy"
    for place in (out, out + "-instructor"):
        shutil.copytree(place, copy, dirs_exist_ok=True)
    for path in glob.glob(copy + "/*.html"):
        text = read(path)
        with open(path, "w", encoding="utf-8") as f:
            f.write(browser.probed(text))
    for name, problems in browser.looks(copy, [os.path.basename(p) for p in
                                               sorted(glob.glob(copy + "/*.html"))]):
        check(name, problems)


def main():
    markdown()
    exercises()
    steps()
    pictures()
    if not shutil.which("pandoc"):
        skip("the pages as HTML", "pandoc is not installed")
    else:
        sections()
        with tempfile.TemporaryDirectory() as room:
            built = run("handout/build", "-w", room + "/handout")
            check("the pages are made", [built.stderr] if built.returncode else [])
            rendered(room + "/handout")
            in_browser(room + "/handout", room)
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    sys.exit(counts["failed"] > 0)


main()
