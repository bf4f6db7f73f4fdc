"""Looks at pages in headless Chromium: each stands in a frame of the width to be tested, and probe.js
(with axe, where that is installed) tells the window what it saw."""

import html
import os
import re
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
AXE = os.path.join(HERE, "../../build/axe/node_modules/axe-core/axe.min.js")
QUIETLY = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
           "--disable-component-update", "--disable-sync", "--window-size=1400,1000",
           "--virtual-time-budget=60000", "--dump-dom"]
SECONDS = 300
WINDOWS = (("phone", 390, True), ("phone", 390, False), ("desktop", 1280, False))
FRAME = '<iframe width="{width}" height="800" src="{name}"></iframe>'
LISTEN = """<!DOCTYPE html><pre></pre><script>addEventListener("message", e =>
document.querySelector("pre").append(JSON.stringify(e.data) + "\\n"))</script>"""


def chromium():
    """The program, or None."""
    return next(filter(shutil.which, ("chromium", "chromium-browser", "google-chrome")), None)


def probed(page):
    """The page's text with the scripts that look at it."""
    scripts = ""
    for path in [AXE] * os.path.exists(AXE) + [HERE + "/probe.js"]:
        with open(path, encoding="utf-8") as f:
            scripts += f"<script>{f.read()}</script>"
    return page.replace("</body>", scripts + "</body>")


def problems(folder, names, width, dark):
    """What is wrong with these pages, which stand in the folder and are probed()."""
    with open(folder + "/frames.htm", "w", encoding="utf-8") as f:
        f.write(LISTEN + "".join(FRAME.format(width=width, name=name) for name in names))
    try:
        dom = subprocess.run(
            [chromium(), *QUIETLY, f"--user-data-dir={folder}/profile",
             "--blink-settings=preferredColorScheme=" + ("0" if dark else "1"),
             f"file://{folder}/frames.htm"],
            capture_output=True, text=True, timeout=SECONDS, check=False).stdout
    except subprocess.TimeoutExpired:
        dom = ""
    told = re.search(r"<pre>(.*?)</pre>", dom, re.S)
    seen = html.unescape(told[1]).splitlines() if told else []
    found = [line for line in seen if '","' in line]
    if len(seen) != len(names):
        found.append(f"{len(seen)} of {len(names)} pages could be looked at")
    return found


def looks(folder, names):
    """For each window what is looked for there, and the problems."""
    for window, width, dark in WINDOWS:
        yield (f"on a {window}, {'dark' if dark else 'light'}: fits, can be read",
               problems(folder, names, width, dark))
