"""What the tests of reports are made of: files read strictly, claims collected, checks counted."""

import json
import os
import sys

KIT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
counts = {"passed": 0, "failed": 0, "skipped": 0}


def check(name, problems):
    counts["failed" if problems else "passed"] += 1
    print(("not ok - " if problems else "ok - ") + name)
    for problem in list(problems)[:12]:
        print("   ", str(problem)[:300])


def skip(name, reason):
    counts["skipped"] += 1
    print(f"ok - {name} # SKIP {reason}")


def read(*path):
    with open(os.path.join(*path), encoding="ascii", newline="") as f:  # nothing else is written
        return f.read()


def no_twins(pairs):
    keys = [k for k, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a key twice: {keys}")
    return dict(pairs)


def parse(text):
    return json.loads(text, object_pairs_hook=no_twins,
                      parse_constant=lambda c: sys.exit(f"{c} is no JSON"))


def close(a, b):
    return abs(a - b) < 1e-6


class Claims(list):
    """What does not hold."""

    def that(self, holds, what):
        if not holds:
            self.append(what)


def number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)
