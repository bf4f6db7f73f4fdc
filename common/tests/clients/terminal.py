#!/usr/bin/env python3
"""A listing that would draw on the terminal: harmless where one shows it, as it is in a pipe."""

import os
import pty
import socket
import subprocess
import threading

LISTING = b"a\x1b[2Jb\r\nc\rd\r\ncaf\xc3\xa9 \xc2\x9b1m\r\ne\r"
TAMED = b"a?[2Jb\nc?d\ncaf\xc3\xa9 \xc2?1m\ne?"
RAW = b"a\x1b[2Jb\nc\rd\ncaf\xc3\xa9 \xc2\x9b1m\ne\r"
REPLIES = {"USER": "331 x", "PASS": "230 x", "TYPE": "200 x", "QUIT": "221 x"}


def serve(listener):
    """Says to one client what it wants to hear, and lists what it does not."""
    control, _ = listener.accept()
    control.sendall(b"220 x\r\n")
    for line in control.makefile():
        verb = line.split()[0]
        if verb == "EPSV":
            port = socket.create_server(("127.0.0.1", 0))
            control.sendall(b"229 x (|||%d|)\r\n" % port.getsockname()[1])
        elif verb == "NLST":
            control.sendall(b"150 x\r\n")
            data, _ = port.accept()
            with data:
                data.sendall(LISTING)
            control.sendall(b"226 x\r\n")
        else:
            control.sendall(f"{REPLIES[verb]}\r\n".encode())


def listed(lab, stdout, read):
    """What `ftp_client ls` writes there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=[listener], daemon=True).start()
        url = f"ftp://127.0.0.1:{listener.getsockname()[1]}/"
        program = f"{os.environ.get('KIT_BIN', '.')}/{lab}/ftp_client"
        client = subprocess.Popen([program, "ls", url], stdout=stdout)
        os.close(stdout)
        said = b""
        while piece := read():
            said += piece
        return said if client.wait() == 0 else b"(failed)"


def read_from(fd):
    """Reads it; a terminal without a writer gives an error instead of an end."""
    def read():
        try:
            return os.read(fd, 4096)
        except OSError:
            return b""
    return read


passed = failed = 0
for lab in os.environ.get("LABS", "lab1-blocking lab2-threads lab2-async").split():
    ours, theirs = pty.openpty()
    shown = listed(lab, theirs, read_from(ours)).replace(b"\r\n", b"\n")
    ours, theirs = os.pipe()
    piped = listed(lab, theirs, read_from(ours))
    for name, got, wanted in (("shown", shown, TAMED), ("in a pipe", piped, RAW)):
        if got == wanted:
            passed += 1
        else:
            failed += 1
        print("ok" if got == wanted else "not ok", f"- {lab}: {name}: {got!r}")
print(f"{passed} passed, {failed} failed")
raise SystemExit(failed > 0)
