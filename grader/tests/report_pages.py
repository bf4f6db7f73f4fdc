"""The pages that people read: whole, with words for every drawing, and as a browser shows them."""

import html.parser
import os
import re
import sys

from report_claims import KIT, check, read, skip

sys.path.append(KIT + "/handout/tests")
import browser  # noqa: E402 - where it is, the line above says


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


def in_browser(pages, room):
    """The browser that looks at the handout's pages looks at these, too."""
    if not browser.chromium():
        skip("the pages in a browser", "there is no Chromium")
        return
    if not os.path.exists(browser.AXE):
        skip("the pages with axe", "it is not installed")
    names = [f"{i}.html" for i in range(len(pages))]
    for name, page in zip(names, pages):
        with open(f"{room}/{name}", "w", encoding="utf-8") as f:
            f.write(browser.probed(read(page)))
    for name, problems in browser.looks(room, names):
        check(name, problems)
