#!/usr/bin/env python3
"""Runs every command of the pages' console blocks and compares what it prints with the page.

A line that begins with "$ " is a command; the lines up to the next one are what it prints. One
shell runs all of a page, so jobs and descriptors last. Times in seconds may differ within reason,
other numbers freely; "..." stands for
any lines of a command that succeeds. Ports are free ones, put in as parameters.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile

KIT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGES = ["../README", "lab1", "lab2-threads", "lab2-async", "wireshark", "protocol", "debugging", "slides"]
# What a page uses, and what must be installed for it.
TOOLS = {
    "tshark -": "tshark", "tcpdump -": "tcpdump", "gdb -": "gdb", "ss -": "ss", "curl -": "curl",
    "experiments/capture": "dumpcap", "plot-capture": "gnuplot", "office-hours": "gnuplot",
}
PAGE_SECONDS = 240
# Run by whoever runs these tests; starter.sh runs `make grade`, friday.sh what instructors make.
NOT_HERE = ["make grade", "make check", "make handout starter"]

# sudo is for people; where the tests run as root there may be none.
PROLOGUE = """
set -m
[ "$(id -u)" -ne 0 ] || sudo() { "$@"; }
"""

# A server goes on in the background; its pipe is read until it has said all that it should say.
BACKGROUND = """
mkfifo {room}/{n}.pipe
{command} >{room}/{n}.pipe 2>{errors} </dev/null &
exec {{pipe}}<{room}/{n}.pipe
for _ in $(seq {lines}); do
    read -r -t 20 -u $pipe line && printf '%s\\n' "$line"
done >{room}/{n}.out
"""
FOREGROUND = """
{{ {command}
}} >{room}/{n}.out 2>&1 </dev/null
echo $? >{room}/{n}.status
{after}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return str(s.getsockname()[1])


def page_text(page):
    ports = ["-v", "HELLO_PORT=" + free_port(), "-v", "FTP_PORT=" + free_port()]
    if page == "../README":  # it has no parameters
        text = text_of(KIT + "/README.md")
        return text.replace("3720", ports[1][11:]).replace("2121", ports[3][9:])
    fill = [KIT + "/handout/fill", *ports, f"{KIT}/handout/{page}.md"]
    return subprocess.run(fill, check=True, capture_output=True, text=True).stdout


def text_of(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


def transcript(text):
    """The commands of a page, each with the lines it is to print."""
    commands = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.S | re.M):
        for line in block.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            elif commands:
                commands[-1][1].append(line)
    return [c for c in commands if c[0] not in NOT_HERE]


def script(commands, room):
    parts = [PROLOGUE]
    for n, (command, lines) in enumerate(commands):
        if command.endswith(" &"):
            plain = command[:-2].replace(" 2>&1", "")
            errors = "/dev/null" if plain == command[:-2] else "&1"
            parts.append(BACKGROUND.format(command=plain, n=n, room=room, lines=len(lines),
                                           errors=errors))
            continue
        job = re.match(r"kill .*(%\d+)$", command)
        after = f"wait {job[1]} 2>/dev/null" if job else ""
        parts.append(FOREGROUND.format(command=command, n=n, room=room, after=after))
    return "".join(parts)


SECONDS = re.compile(r"\b(\d+\.\d{3})(?= s\b)")


def masked(line):
    line = SECONDS.sub("#", line)
    line = re.sub(r"0x[0-9a-f]+", "#", line)
    return re.sub(r"\d+(\.\d+)?", "#", line).rstrip()


def alike(command, expected, came, status):
    if expected == ["..."]:
        return status == "0" or (command.startswith("diff ") and status == "1")
    if [masked(line) for line in expected] != [masked(line) for line in came]:
        return False
    if "compute" in command:
        return True  # a busy machine computes as slowly as it likes
    # Nothing waits shorter than it should; a busy machine makes everything longer.
    for want, got in zip(SECONDS.findall("\n".join(expected)), SECONDS.findall("\n".join(came))):
        if not 0.3 * float(want) <= float(got) <= 5 * float(want) + 2:
            return False
    return True


def debugger_works():
    """Containers and hardened systems may forbid to look into another process."""
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    try:
        gdb = ["gdb", "-q", "-batch", "-p", str(child.pid), "-ex", "bt"]
        return "#0" in subprocess.run(gdb, capture_output=True, text=True, check=False).stdout
    finally:
        child.communicate(b"")


def obstacle(page, commands):
    """Why a page cannot be tried here, or None."""
    text = "\n".join(command for command, _ in commands)
    for words, tool in TOOLS.items():
        if re.search(rf"\b{words}", text) and not shutil.which(tool):
            return f"{tool} is not installed"
    if "sudo" in text and os.geteuid() != 0:
        return "needs root"
    if "gdb -" in text and not debugger_works():
        return "a debugger may not attach here"
    if page == "wireshark":
        listen = ["tcpdump", "-i", "lo", "-c", "0", "-w", "/dev/null", "-G", "1", "-W", "1"]
        probe = subprocess.run(listen, capture_output=True, text=True, check=False)
        if "permission" in probe.stderr.lower():
            return "packets may not be captured here"
    return None


def try_page(page):
    passed = failed = 0
    commands = transcript(page_text(page))
    reason = obstacle(page, commands)
    if reason:
        print(f"ok - {page}.md # SKIP {reason}")
        return 0, 0, 1
    shell = ["bash"]
    if subprocess.run(["setarch", os.uname().machine, "-R", "true"], check=False,
                      capture_output=True).returncode == 0:
        shell = ["setarch", os.uname().machine, "-R", "bash"]
    with tempfile.TemporaryDirectory() as room:
        with open(room + "/script", "w", encoding="utf-8") as f:
            f.write(script(commands, room))
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
        try:
            subprocess.run([*shell, room + "/script"], cwd=KIT, env=environment, check=False,
                           timeout=PAGE_SECONDS, stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            print(f"not ok - {page}.md: not finished after {PAGE_SECONDS} s")
            failed += 1
        for n, (command, expected) in enumerate(commands):
            came = text_of(f"{room}/{n}.out").splitlines()
            if alike(command, expected, came, text_of(f"{room}/{n}.status").strip()):
                passed += 1
                print(f"ok - {page}.md: {command}")
            else:
                failed += 1
                print(f"not ok - {page}.md: {command}")
                for line in expected:
                    print("    the page:  ", line)
                for line in came[:20]:
                    print("    the shell: ", line)
    return passed, failed, 0


def main():
    totals = [0, 0, 0]
    for page in sys.argv[1:] or PAGES:
        totals = [a + b for a, b in zip(totals, try_page(page))]
    passed, failed, skipped = totals
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(failed > 0)


main()
