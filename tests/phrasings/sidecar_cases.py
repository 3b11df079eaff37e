#!/usr/bin/env python3
"""Runs every phrasing case through a real sidecar and grades the answers; exits 1 where a half misses the target.

    sidecar_cases.py [--show] [FILE.jsonl ...]      without files: every .jsonl beside this script; --show prints answers

Each file is a half of its own; which they are stands in README.md, grading.py judges them all. Every case works in a
fresh copy of examples/. One sidecar serves them all, but that a case about history gets an empty database.
"""

import collections
import json
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "functional"))

import grading  # noqa: E402
from hearth import EXAMPLES, Hearth  # noqa: E402

TARGET = 0.90  # of every half, with no invented answer


class Bench:
    """A sidecar and the folder where cases work."""

    def __init__(self, folder):
        self.folder, self.number = folder, 0
        self.hearth = None
        self.renew()

    def renew(self):
        """A sidecar with an empty database."""
        self.close()
        self.number += 1
        self.hearth = Hearth(self.folder / f"installation{self.number}")
        self.hearth.serve()
        self.fresh = True

    def close(self):
        if self.hearth:
            faults = self.hearth.close()
            if faults:
                raise SystemExit("\n".join(faults))

    def answer(self, case):
        """The final answer to the case, and the workspace after it."""
        needs_empty = "setup" in case or case["intent"].startswith("history")
        if needs_empty and not self.fresh:
            self.renew()
        self.fresh = False
        workspace = self.folder / case["id"]
        shutil.copytree(EXAMPLES, workspace)
        api = self.hearth.api()
        session = api.new_session(workspace)
        for task in case.get("setup", []):
            api.work(api.new_session(workspace), task, decision="once")
        for task in case.get("conversation", []):
            api.work(session, task, decision="once")
        last = api.work(session, case["task"], decision="once")
        return last["data"].get("answer", f"{last['type']}: {last['data']}"), workspace


class Tally:
    """How many cases of a half passed, altogether and by intent."""

    def __init__(self, name):
        self.name, self.failed, self.invented = name, [], []
        self.all, self.passed = collections.Counter(), collections.Counter()

    def add(self, case, faults, answer):
        self.all[case["intent"]] += 1
        self.passed[case["intent"]] += not faults
        if faults:
            self.failed.append((case, faults, answer))
        if any(grading.is_invention(fault) for fault in faults):
            self.invented.append(case["id"])

    def rate(self):
        return self.passed.total() / self.all.total()

    def holds(self):
        return self.rate() >= TARGET and not self.invented

    def report(self, show):
        for case, faults, answer in self.failed:
            print(f"  {case['id']} {case['intent']}: {case['task']}")
            print("".join(f"      {fault}\n" for fault in faults), end="")
            if show:
                print("".join(f"      | {line}\n" for line in answer.splitlines()), end="")
        print(f"{self.name}: {self.passed.total()} of {self.all.total()} right ({self.rate():.1%}), "
              f"{len(self.invented)} invented answers {self.invented or ''}")
        if not self.holds():
            print(f"  the target of {TARGET:.0%} and no invented answer is MISSED")
        print("  " + ", ".join(f"{intent} {self.passed[intent]}/{count}" for intent, count in sorted(self.all.items())))


def main():
    words = sys.argv[1:]
    show = "--show" in words
    files = [Path(word) for word in words if word != "--show"] or sorted(HERE.glob("*.jsonl"))
    tallies = []
    folder = Path(tempfile.mkdtemp(prefix="hearth-phrasings-"))
    bench = Bench(folder)
    try:
        for file in files:
            tally = Tally(file.stem)
            for line in file.read_text().splitlines():
                case = json.loads(line)
                answer, workspace = bench.answer(case)
                tally.add(case, grading.grade(case, answer, workspace, EXAMPLES), answer)
                shutil.rmtree(workspace)
            tallies.append(tally)
    finally:
        bench.close()
        shutil.rmtree(folder)
    for tally in tallies:
        tally.report(show)
    return 0 if all(tally.holds() for tally in tallies) else 1


if __name__ == "__main__":
    sys.exit(main())
