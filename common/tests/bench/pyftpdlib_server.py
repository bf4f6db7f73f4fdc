"""pyftpdlib, anonymous, without a log: pyftpdlib_server.py ROOT says where it listens."""

import glob
import logging
import os
import sys

peers = os.path.join(os.path.dirname(__file__), "../../../build/peers")
sys.path[:0] = glob.glob(f"{peers}/python3-pyftpdlib/usr/lib/python3*/*-packages")

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer

logging.basicConfig(level=logging.CRITICAL)
FTPHandler.authorizer = DummyAuthorizer()
FTPHandler.authorizer.add_anonymous(sys.argv[1], perm="elrw")
FTPHandler.timeout = 3600
FTPServer.max_cons = 20000
server = FTPServer(("127.0.0.1", 0), FTPHandler)
print("listening on %s:%d" % server.address, flush=True)
server.serve_forever()
