"""The table of tools/bench: medians of Google Benchmark's JSON, each beside its peer's, with ratio and verdict.

The exit status is 1 if a ratio is not reached.
"""

import argparse
import json
import re
import statistics
import sys

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


class Claim:
    """What a label promises of a benchmark, and whether it was kept."""

    def __init__(self, peer, value, bound, reach):
        self.peer, self.value, self.reach = peer, value, f"{bound} {reach}"
        self.reached = value <= float(reach) if bound == "<=" else value >= float(reach)

    def cells(self):
        return [self.peer, f"{self.value:.2f}", self.reach, "reached" if self.reached else "MISSED"]


class Row:
    """All repetitions of one benchmark."""

    def __init__(self, name, repetitions):
        self.name = name
        self.label = repetitions[0].get("label", "")
        clock = "real_time" if {"real_time", "manual_time"} & set(name.split("/")) else "cpu_time"
        self.times = [r[clock] * NANOSECONDS[r["time_unit"]] for r in repetitions]
        self.rates = [r["items_per_second"] for r in repetitions if "items_per_second" in r]
        self.dropped = max(r.get("dropped", 0) for r in repetitions)
        self.repetitions = repetitions
        self.claims = []

    def compare(self, rows):
        made = (self.claim(text, rows) for text in self.label.split("; ") if text)
        self.claims = [claim for claim in made if claim]

    def claim(self, text, rows):
        if match := re.fullmatch(r"(time <=|rate >=) (\S+) x (\S+)", text):
            bound, reach, peer = match.groups()
            other = rows.get(f"{peer}/{self.name.partition('/')[2]}") or rows.get(peer)
            if not other:
                return None
            of = (lambda row: row.times) if bound == "time <=" else (lambda row: row.rates)
            ratio = statistics.median(of(self)) / statistics.median(of(other))
            return Claim(other.name, ratio, bound.split()[1], reach)
        if match := re.fullmatch(r"counter (\S+) (<=|>=) (\S+)", text):
            counter, bound, reach = match.groups()
            return Claim(counter, statistics.median(r[counter] for r in self.repetitions), bound, reach)
        sys.exit(f"{self.name}: no claim is written like this: {text}")

    @property
    def median(self):
        return statistics.median(self.times)

    @property
    def spread(self):
        """Half of the distance between the quartiles, as a part of the median."""
        if len(self.times) < 2:
            return 0.0
        low, _, high = statistics.quantiles(self.times, n=4)
        return (high - low) / 2 / self.median

    def as_json(self):
        return {"name": self.name, "nanoseconds": self.median, "spread": self.spread, "repetitions": len(self.times),
                "items_per_second": statistics.median(self.rates) if self.rates else None, "dropped": self.dropped,
                "claims": [vars(claim) for claim in self.claims]}

    def lines(self):
        """The benchmark with its first claim, then its other claims."""
        remark = f"{self.dropped:.1%} dropped" if self.dropped else ""
        begins = [[self.name, f"{self.median:,.1f}", f"{self.spread:.0%}"]] + [["", "", ""]] * (len(self.claims) - 1)
        cells = [claim.cells() for claim in self.claims] or [["", "", "", ""]]
        return [begin + claim + [remark] for begin, claim in zip(begins, cells)]


def read(files):
    repetitions = {}
    for file in files:
        with open(file, encoding="utf-8") as stream:
            text = stream.read()
        for run in json.loads(text)["benchmarks"] if text.strip() else []:
            if run["run_type"] == "iteration":
                if run.get("error_occurred"):
                    sys.exit(f"{run['name']}: {run['error_message']}")
                repetitions.setdefault(run["name"], []).append(run)
    rows = {name: Row(name, runs) for name, runs in repetitions.items()}
    for row in rows.values():
        row.compare(rows)
    return list(rows.values())


def show(rows):
    head = ["benchmark", "median ns", "spread", "peer", "ratio", "reach", "verdict", ""]
    table = [head] + [line for row in sorted(rows, key=lambda row: row.name) for line in row.lines()]
    widths = [max(len(line[i]) for line in table) for i in range(len(head))]
    right = {1, 2, 4}
    for line in table:
        cells = [c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(line, widths))]
        print("  ".join(cells).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--json", help="write the table to this file as well")
    arguments = parser.parse_args()
    rows = read(arguments.files)
    if not rows:
        sys.exit("No benchmark has that name.")
    show(rows)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as stream:
            json.dump([row.as_json() for row in rows], stream, indent=2)
    return 0 if all(claim.reached for row in rows for claim in row.claims) else 1


if __name__ == "__main__":
    sys.exit(main())
