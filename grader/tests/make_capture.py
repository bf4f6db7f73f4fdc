"""Writes captures as students hand them in, right and wrong: make_capture.py KIND FILE."""

import struct
import sys

PORT = 3720
SYN, ACK, FIN, RST = 2, 16, 1, 4


class Capture:
    def __init__(self):
        self.packets = []

    def add(self, time, sport, dport, seq, ack, flags, payload=b""):
        tcp = struct.pack(">HHIIBBHHH", sport, dport, seq, ack, 5 << 4, flags, 65000, 0, 0)
        size = 20 + len(tcp) + len(payload)
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, size, 0, 0, 64, 6, 0,
                         bytes([127, 0, 0, 1]), bytes([127, 0, 0, 1]))
        self.packets.append((time, ip + tcp + payload))

    def client(self, number, came, pieces, again=(), ends=True):
        """A client that comes and gets pieces [(time, bytes)...]; those in `again` come twice."""
        c, s = 40000 + number, PORT
        self.add(came, c, s, 1000, 0, SYN)
        self.add(came + 0.0001, s, c, 5000, 1001, SYN | ACK)
        self.add(came + 0.0002, c, s, 1001, 5001, ACK)
        place = 5001
        time = came
        for i, (time, piece) in enumerate(pieces):
            self.add(time, s, c, place, 1001, ACK, piece)
            if i in again:
                self.add(time + 0.01, s, c, place, 1001, ACK, piece)
            else:
                self.add(time + 0.0001, c, s, 1001, place + len(piece), ACK)
            place += len(piece)
        if ends:
            self.add(time + 0.011, s, c, place, 1001, FIN | ACK)
            self.add(time + 0.012, c, s, 1001, place + 1, FIN | ACK)
            self.add(time + 0.013, s, c, place + 1, 1002, ACK)

    def bytes(self):
        out = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101)
        for time, packet in sorted(self.packets, key=lambda p: p[0]):
            micro = round(time * 1e6)
            out += struct.pack("<IIII", micro // 1000000, micro % 1000000, len(packet), len(packet))
            out += packet
        return out


HELLO = b"Hello World!"


def greeted(times, came=None):
    c = Capture()
    for i, time in enumerate(times):
        c.client(i, came[i] if came else 0.001 * i, [(time, HELLO)])
    return c


def transfers(clients, again=()):
    """Each gets 200 pieces of 5000 bytes in 2 seconds, all at the same time."""
    c = Capture()
    for i in range(clients):
        c.client(i, 0.0001 * i, [(0.1 + 0.01 * k, bytes(5000)) for k in range(200)], again)
    return c


def kind(name):
    if name == "threads":
        return greeted([0.301, 0.302, 0.303]).bytes()
    if name == "sequential":
        return greeted([0.300, 0.600, 0.900]).bytes()
    if name == "one_by_one":
        return greeted([0.300, 0.700, 1.100], [0, 0.4, 0.8]).bytes()
    if name == "too_fast":
        return greeted([0.0031, 0.0032, 0.0033]).bytes()
    if name == "two_clients":
        return greeted([0.301, 0.302]).bytes()
    if name == "late":  # the capture began after the clients had come
        c = greeted([0.301, 0.302, 0.303])
        c.packets = [p for p in c.packets if p[0] > 0.1]
        return c.bytes()
    if name == "stopped":
        c = greeted([0.301, 0.302])
        c.client(7, 0.001, [(0.303, HELLO)], ends=False)
        return c.bytes()
    if name == "short":
        c = greeted([0.301, 0.302])
        c.client(7, 0.001, [(0.303, HELLO[:5])])
        return c.bytes()
    if name == "in_pieces":
        c = greeted([0.301, 0.302])
        c.client(7, 0.001, [(0.303 + 0.001 * i, HELLO[i:i + 1]) for i in range(12)])
        return c.bytes()
    if name == "other_words":
        c = greeted([0.301, 0.302])
        c.client(7, 0.001, [(0.303, b"Hello, world")])
        return c.bytes()
    if name == "transfers":
        return transfers(4, again=(10, 60, 110, 160, 190)).bytes()
    if name == "cut":
        return transfers(4).bytes()[:-7]
    if name == "empty":
        return Capture().bytes()
    raise SystemExit("make_capture.py: there is no capture " + name)


if __name__ == "__main__":
    with open(sys.argv[2], "wb") as file:
        file.write(kind(sys.argv[1]))
