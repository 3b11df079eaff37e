"""Attempts to get out of the box: `escape_test.py AREA…`, or all areas.

Each is made without a box first, where it must come through (else it shows nothing), then through Hearth, where none
may; by root and by an ordinary user, who each have a sidecar of their own. One line an attempt. Of each area, enough must
be seen to come through unboxed as root. See README.md.
"""

import ctypes
import importlib
import os
import shutil
import sys
import time
import traceback
from pathlib import Path

from attempt import ATTEMPTS
from ground import Side, probes
from hearth import ORDINARY
from launch import Boxed, Naked

AREAS = sorted(path.stem for path in (Path(__file__).parent / "areas").glob("*.py"))
# How many attempts of each area a machine must at least be able to show without a box, as root; and of all together.
FLOORS = {"devices": 7, "environment": 11, "files": 23, "git": 20, "limits": 12, "links": 20, "mounts": 13, "namespaces": 28,
          "network": 20, "planting": 12, "proc": 16, "processes": 10, "protected": 27, "races": 5, "rights": 8, "setup": 6,
          "setup_races": 4, "shared": 5, "sockets": 13, "survivors": 8, "terminal": 6, "tools": 12}
FLOOR_OF_ALL = 80
PRIVATE_MOUNTS = 0x00020000, 0x40000 | 0x4000  # CLONE_NEWNS; MS_PRIVATE | MS_REC


def keep_mounts_to_ourselves():
    """Whatever an attempt of root's does to the mount table, this machine's own stays as it is."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(PRIVATE_MOUNTS[0]) != 0 or libc.mount(None, b"/", None, PRIVATE_MOUNTS[1], None) != 0:
        raise OSError(ctypes.get_errno(), "a mount namespace of the tests' own")


class Half:
    """One user's half of the suite."""

    def __init__(self, uid):
        self.side = Side(uid)
        hearth = Boxed.installation(self.side)
        self.boxed = Boxed(self.side, hearth)
        self.boxed.api()
        self.naked = Naked(self.side, hearth, self.boxed.api)
        self.shown = set()  # area and name of what was seen to come through

    def unboxed(self, attempt):
        """"out", or why there is nothing to see here."""
        if attempt.root_only and self.side.uid != 0 or attempt.set_up_by_root and os.geteuid() != 0:
            return "needs root"
        if attempt.needs():
            return attempt.needs()
        got_out, result = self.make(attempt, self.naked)
        if not got_out:
            raise AssertionError(f"it does not come through unboxed, so it shows nothing:\n{result}")
        self.shown.add((attempt.area, attempt.name))
        return "out"

    def held(self, attempt):
        if (attempt.root_only or attempt.set_up_by_root) and os.geteuid() != 0:
            return "needs root"
        got_out, result = self.make(attempt, self.boxed)
        if got_out:
            raise AssertionError(f"IT GOT OUT of the box:\n{result}")
        return "held" if result.began else "refused"

    def make(self, attempt, launcher):
        ground = launcher.ground()
        try:
            made = attempt.make(ground)
            result = launcher.run(ground, made)
            got_out = bool(made.out(result))
            if not got_out and not result.began and not (launcher.boxed and made.may_refuse):
                raise AssertionError(f"it was never made:\n{result}")
            return got_out, result
        finally:
            ground.close()

    def close(self):
        faults = self.boxed.close()
        self.naked.close()
        logs = self.boxed.hearth.logs() if faults else ""
        self.side.close()
        return [f"{self.side.name}: {fault}" for fault in faults] + [logs] * bool(logs)


def judge(attempt, halves):
    """Prints the attempt's line; returns what was wrong."""
    words, faults = {"unboxed": [], "boxed": []}, []
    for half in halves:
        for column, made in (("unboxed", half.unboxed), ("boxed", half.held)):
            try:
                word = made(attempt)
            except Exception:  # whatever one attempt does wrong, the others are made
                word = "WRONG"
                where = f"{attempt.area}: {attempt.name}, {column}, {half.side.name}"
                faults.append(f"{where}:\n{traceback.format_exc(limit=-3)}")
            words[column].append(f"{half.side.name} {word}")
    said = "  ".join(f"{column}: {', '.join(each):26}" for column, each in words.items())
    print(f"{attempt.area:12} {attempt.name:80} {said}", flush=True)
    return faults


def too_few(shown, areas):
    """What is missing for the suite to show enough, as sentences."""
    count = {area: sum(each[0] == area for each in shown) for area in areas}
    faults = [f"{area}: {count[area]} attempts were shown unboxed as root, and {FLOORS[area]} is the least"
              for area in areas if count[area] < FLOORS[area]]
    if areas == AREAS and len(shown) < FLOOR_OF_ALL:
        faults.append(f"{len(shown)} attempts were shown unboxed as root, and {FLOOR_OF_ALL} is the least")
    return faults


def main(areas):
    begun = time.monotonic()
    users = [os.geteuid()]
    if os.geteuid() == 0:
        keep_mounts_to_ourselves()
        users.append(ORDINARY)
    areas = areas or AREAS
    for area in areas:
        importlib.import_module(f"areas.{area}")
    probes()
    halves = [Half(uid) for uid in users]
    faults = []
    try:
        for attempt in ATTEMPTS:
            faults += judge(attempt, halves)
    finally:
        for half in halves:
            faults += half.close()
        shutil.rmtree(probes())
    if users[0] == 0:
        faults += too_few(halves[0].shown, areas)
    shown = f"{len(halves[0].shown)} shown unboxed by {halves[0].side.name}"
    print(f"\n{len(ATTEMPTS)} attempts, {shown}, {len(faults)} faults, {time.monotonic() - begun:.0f} s")
    for fault in faults:
        print(f"\n=== {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
