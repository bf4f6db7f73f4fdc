"""A stock FTP server that says where it listens, as the kit's own do:

    stock_server.py vsftpd|pyftpdlib HOST ROOT

serves ROOT, whose folders anybody may write to as far as the file system lets them; pyftpdlib
also knows user ada with the password love:lace.
Both are found where `grader/deps check` unpacked them, under build/peers.
"""

import glob
import os
import signal
import socket
import subprocess
import sys

program, host, root = sys.argv[1:]
peers = os.path.join(os.path.dirname(__file__), "../../../build/peers")


def listening(address):
    name = f"[{address[0]}]" if ":" in address[0] else address[0]
    print(f"listening on {name}:{address[1]}", flush=True)


def serve_with_pyftpdlib():
    sys.path[:0] = glob.glob(f"{peers}/python3-pyftpdlib/usr/lib/python3*/*-packages")
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler
    from pyftpdlib.servers import FTPServer

    FTPHandler.authorizer = DummyAuthorizer()
    FTPHandler.authorizer.add_anonymous(root, perm="elradfmwMT")
    FTPHandler.authorizer.add_user("ada", "love:lace", root, perm="elradfmwMT")
    FTPHandler.auth_failed_timeout = 0
    server = FTPServer((host, 0), FTPHandler)
    listening(server.address)
    server.serve_forever()


# vsftpd takes no port of the kernel's choice, but a connection as its standard input. As root it
# serves as another user in a root of its own, which that user must not be able to write to.
VSFTPD = """
listen=NO
anonymous_enable=YES
anon_root={root}
anon_umask=022
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
no_anon_password=YES
write_enable=YES
allow_writeable_chroot=YES
ascii_download_enable=YES
ascii_upload_enable=YES
ftp_username={user}
nopriv_user={user}
run_as_launching_user={as_me}
secure_chroot_dir={empty}
seccomp_sandbox=NO
isolate=NO
isolate_network=NO
xferlog_enable=NO
"""


def serve_with_vsftpd():
    settings = root + ".vsftpd"
    empty = os.path.join(settings, "empty")
    conf = os.path.join(settings, "vsftpd.conf")
    os.makedirs(empty, exist_ok=True)
    as_me = "YES" if os.geteuid() else "NO"
    with open(conf, "w") as file:
        file.write(VSFTPD.format(root=root, user="daemon", as_me=as_me, empty=empty))
    libraries = glob.glob(f"{peers}/vsftpd/**/lib*.so.*", recursive=True)
    environment = {"LD_LIBRARY_PATH": ":".join({os.path.dirname(path) for path in libraries})}
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as listener:
        listening(listener.getsockname())
        while True:
            client, _ = listener.accept()
            command = [f"{peers}/vsftpd/usr/sbin/vsftpd", conf]
            subprocess.Popen(command, stdin=client, stdout=client, env=environment)
            client.close()


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
{"vsftpd": serve_with_vsftpd, "pyftpdlib": serve_with_pyftpdlib}[program]()
