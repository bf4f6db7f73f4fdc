"""Writes captures as students hand them in, right and wrong: make_capture.py KIND FILE.

Beside it FILE.lines, which is what tshark prints of it: a line for each packet."""

import struct
import sys

PORT = 3720
SYN, ACK, FIN, RST = 2, 16, 1, 4


class Capture:
    def __init__(self):
        self.packets = []
        self.told = {}

    def add(self, time, sport, dport, seq, ack, flags, payload=b""):
        tcp = struct.pack(">HHIIBBHHH", sport, dport, seq, ack, 5 << 4, flags, 65000, 0, 0)
        size = 20 + len(tcp) + len(payload)
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, size, 0, 0, 64, 6, 0,
                         bytes([127, 0, 0, 1]), bytes([127, 0, 0, 1]))
        self.packets.append((time, ip + tcp + payload))
        self.told[ip + tcp + payload, time] = (sport, dport, flags, seq, payload, ack)

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

    def lines(self):
        """Numbers of a stream begin with its SYN, or where that is not seen, with its first byte."""
        first, seen, streams = {}, set(), {}
        packets = sorted(self.packets, key=lambda p: p[0])
        for time, packet in packets:
            sport, dport, flags, seq, payload, ack = self.told[packet, time]
            first.setdefault(sport, seq if flags & SYN else seq - 1)
            if flags & ACK:
                first.setdefault(dport, ack - 1)
            stream = streams.setdefault(max(sport, dport), len(streams))
            again = len(payload) > 0 and (sport, dport, seq) in seen
            seen.add((sport, dport, seq))
            yield "\t".join(str(field) for field in (
                "%.9f" % (round(time * 1e6) / 1e6 - round(packets[0][0] * 1e6) / 1e6), stream,
                sport, dport, *(int(flags & bit > 0) for bit in (SYN, ACK, FIN, RST)),
                "1" if again else "", seq - first[sport], len(payload),
                ack - first[dport] if flags & ACK else 0, payload.hex()))

    def bytes(self):
        out = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101)]
        for time, packet in sorted(self.packets, key=lambda p: p[0]):
            micro = round(time * 1e6)
            out.append(struct.pack("<IIII", micro // 1000000, micro % 1000000,
                                   len(packet), len(packet)))
            out.append(packet)
        return b"".join(out)


HELLO = b"Hello World!"


def greeted(times, came=None):
    c = Capture()
    for i, time in enumerate(times):
        c.client(i, came[i] if came else 0.001 * i, [(time, HELLO)])
    return c


def transfers(again=()):
    """Each of 4 gets 200 pieces of 5000 bytes in 2 seconds, all at the same time."""
    c = Capture()
    for i in range(4):
        c.client(i, 0.0001 * i, [(0.1 + 0.01 * k, bytes(5000)) for k in range(200)], again)
    return c


def refused():
    """Nobody listens: each SYN is answered by a reset."""
    c = Capture()
    for i in range(3):
        c.add(0.001 * i, 40000 + i, PORT, 1000, 0, SYN)
        c.add(0.001 * i + 0.0001, PORT, 40000 + i, 0, 1001, RST | ACK)
    return c


def late():
    """The capture began after the clients had come."""
    c = greeted([0.301, 0.302, 0.303])
    c.packets = [p for p in c.packets if p[0] > 0.1]
    return c


def third(pieces, ends=True):
    """Two are greeted as they should be, a third one gets these pieces."""
    c = greeted([0.301, 0.302])
    c.client(7, 0.001, pieces, ends=ends)
    return c


KINDS = {
    "threads": lambda: greeted([0.301, 0.302, 0.303]),
    "sequential": lambda: greeted([0.300, 0.600, 0.900]),
    "one_by_one": lambda: greeted([0.300, 0.700, 1.100], [0, 0.4, 0.8]),
    "too_fast": lambda: greeted([0.0031, 0.0032, 0.0033]),
    "two_clients": lambda: greeted([0.301, 0.302]),
    "late": late,
    "refused": refused,
    "stopped": lambda: third([(0.303, HELLO)], ends=False),
    "short": lambda: third([(0.303, HELLO[:5])]),
    "in_pieces": lambda: third([(0.303 + 0.001 * i, HELLO[i:i + 1]) for i in range(12)]),
    "other_words": lambda: third([(0.303, b"Hello, world")]),
    "escapes": lambda: third([(0.303, b"\x1b[2JHi \x07you!")]),
    "transfers": lambda: transfers(again=(10, 60, 110, 160, 190)),
    "empty": Capture,
}


def main(name, file):
    if name == "cut":
        written = transfers().bytes()[:-7]
    else:
        capture = KINDS[name]()
        written = capture.bytes()
        with open(file + ".lines", "w") as lines:
            lines.writelines(line + "\n" for line in capture.lines())
    with open(file, "wb") as out:
        out.write(written)


if __name__ == "__main__":
    main(*sys.argv[1:])
