"""What Python's ftplib does with a server: `with_ftplib.py LAB HOST PORT ROOT`, a line each.

ROOT/in can be written to. ftplib says exactly what it is told to, and gives the reply and the
bytes on the wire as they are, so this is where single commands are looked at.
"""

import ftplib
import io
import os
import sys

lab, host, port, root = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
checks = failed = 0


def check(name, holds, *seen):
    """One line for one thing that is true."""
    global checks, failed
    checks += 1
    failed += not holds
    print("ok" if holds else "not ok", checks, "-", f"{lab}: ftplib {name}")
    if not holds:
        for thing in seen:
            print("   ", repr(thing)[:300])


def refused(ftp, *commands):
    """The code of the error that the last command is answered with, or the reply."""
    try:
        for command in commands:
            reply = ftp.sendcmd(command)
    except ftplib.Error as error:
        return str(error)[:3]
    return reply


def on_disk(name):
    with open(os.path.join(root, name), "rb") as file:
        return file.read()


def fetched(ftp, command, rest=None):
    """The bytes as they come over the data connection, whatever the type."""
    got = io.BytesIO()
    with ftp.transfercmd(command, rest) as data:
        while chunk := data.recv(65536):
            got.write(chunk)
    ftp.voidresp()
    return got.getvalue()


def stored(ftp, command, contents, rest=None):
    with ftp.transfercmd(command, rest) as data:
        data.sendall(contents)
    return ftp.voidresp()


def moves_files(ftp, how=""):
    for size in 0, 1, 65535, 65536, 1048577:
        contents = on_disk(f"size-{size}")
        got = io.BytesIO()
        ftp.retrbinary(f"RETR size-{size}", got.write)
        check(f"gets {size} bytes{how}", got.getvalue() == contents, len(got.getvalue()))
        ftp.storbinary(f"STOR in/size-{size}", io.BytesIO(contents))
        check(f"puts {size} bytes{how}", on_disk(f"in/size-{size}") == contents)


def moves_text(ftp):
    text, crlf = on_disk("lines.txt"), on_disk("lines.txt").replace(b"\n", b"\r\n")
    ftp.voidcmd("TYPE A")
    got = fetched(ftp, "RETR lines.txt")
    check("gets CR LF at each line's end in TYPE A", got == crlf, len(got), got[:99])
    stored(ftp, "STOR in/text", crlf)
    check("puts CR LF, and LF stands in the file", on_disk("in/text") == text)
    stored(ftp, "STOR in/odd", b"a\rb\r\r\nc\nd\r")
    check("puts a CR alone as it is", on_disk("in/odd") == b"a\rb\r\nc\nd\r", on_disk("in/odd"))
    check("is not told a size that is wrong", refused(ftp, "SIZE lines.txt") == "550")
    ftp.voidcmd("TYPE I")
    check("gets the file as it is in TYPE I", fetched(ftp, "RETR lines.txt") == text)


def resumes(ftp):
    whole = on_disk("size-65536")
    check("gets the rest", fetched(ftp, "RETR size-65536", rest=40000) == whole[40000:])
    check("then gets the whole again", fetched(ftp, "RETR size-65536") == whole)
    check("gets nothing from the end", fetched(ftp, "RETR size-65536", rest=65536) == b"")
    stored(ftp, "STOR in/rest", whole[:40000])
    stored(ftp, "STOR in/rest", whole[40000:], rest=40000)
    check("puts the rest", on_disk("in/rest") == whole)
    stored(ftp, "APPE in/rest", b"more")
    check("appends", on_disk("in/rest") == whole + b"more")
    # The place holds over PASV, which comes between REST and RETR.
    ftp.sendcmd("REST 65530")
    check("keeps the place over PASV", fetched(ftp, "RETR size-65536") == whole[65530:])


def lists(ftp):
    names = sorted(os.listdir(root))
    check("lists every name", sorted(ftp.nlst()) == names, sorted(ftp.nlst()))
    listed = []
    ftp.retrlines("LIST -a", listed.append)
    check("lists every name at length", all(any(n in line for line in listed) for n in names))
    facts = {name: fact for name, fact in ftp.mlsd()}
    check("lists facts of every name", set(names) <= set(facts), sorted(facts))
    check("lists the size", facts["size-65535"]["size"] == "65535", facts["size-65535"])
    check("lists what is a folder", facts["deep"]["type"] == "dir", facts["deep"])
    check("lists by pattern", sorted(ftp.nlst("size-6*")) == ["size-65535", "size-65536"])
    check("lists nothing in an empty folder", fetched(ftp, "LIST empty") == b"")


def names_places(ftp):
    check("is at the top first", ftp.pwd() == "/", ftp.pwd())
    check("makes a folder", ftp.mkd('in/a "quoted" one') == '/in/a "quoted" one')
    ftp.cwd('in/a "quoted" one')
    check("reads the quotes in PWD", ftp.pwd() == '/in/a "quoted" one', ftp.pwd())
    ftp.cwd("..")
    ftp.rmd('a "quoted" one')
    check("removes the folder", not os.path.exists(os.path.join(root, 'in/a "quoted" one')))
    for _ in range(5):
        ftp.sendcmd("CDUP")
    check("is never above the top", ftp.pwd() == "/", ftp.pwd())
    stored(ftp, "STOR in/früh ☀", b"x")
    ftp.rename("in/früh ☀", "in/spät ☾")
    check("renames", on_disk("in/spät ☾") == b"x")
    ftp.voidcmd("TYPE I")
    check("is told the size", ftp.size("in/spät ☾") == 1)
    os.utime(os.path.join(root, "in/spät ☾"), (981173106, 981173106))
    check("is told the time", ftp.sendcmd("MDTM in/spät ☾") == "213 20010203040506")
    ftp.delete("in/spät ☾")
    check("deletes", not os.path.exists(os.path.join(root, "in/spät ☾")))


def is_refused(ftp):
    check("hears of what is not there", refused(ftp, "RETR nothing") == "550")
    check("hears that a folder is no file", refused(ftp, "RETR deep") == "550")
    check("hears of an unknown command", refused(ftp, "FROB") == "500")
    check("hears of a command out of order", refused(ftp, "RNTO x") == "503")
    check("hears of a parameter not offered", refused(ftp, "MODE B") == "504")
    check("hears of a parameter that is none", refused(ftp, "TYPE") == "501")
    check("cannot have data sent elsewhere", refused(ftp, "PORT 192,0,2,1,80,80")[0] == "5")
    check("is served as before", ftp.voidcmd("NOOP")[:3] == "200")


def main():
    ftp = ftplib.FTP(timeout=20, encoding="utf-8")
    ftp.connect(host, port)
    check("hears that it must log in", refused(ftp, "PWD") == "530")
    check("logs in", ftp.login()[:3] == "230")
    features = ftp.sendcmd("FEAT")
    check("is told the features", "\n SIZE" in features and "\n MLST" in features, features)
    for part in moves_files, moves_text, resumes, lists, names_places, is_refused:
        try:
            part(ftp)
        except ftplib.all_errors as error:
            check(f"{part.__name__} to the end", False, error)
    ftp.set_pasv(False)
    moves_files(ftp, ", active")
    check("says goodbye", ftp.quit()[:3] == "221")
    return failed > 0


sys.exit(main())
