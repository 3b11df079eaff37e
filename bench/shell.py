"""The window: how long from the exec until its page is drawn, and the memory of all its processes together. On a display
that nobody sees, drawn by software; each start with a data directory of its own."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from processes import memory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "shell"))

from screen import Screen  # noqa: E402
from window import descendants, wait_for  # noqa: E402

# More colours than an empty window has: letters have many.
DRAWN = 20
REST_SECONDS = 3


def open_once(binaries, screen, folder):
    """(milliseconds, MiB) of one start."""
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(folder), **screen.env}
    wait_for("an empty screen", lambda: len(screen.colours(7)) < DRAWN)
    before = time.monotonic()
    window = subprocess.Popen([binaries / "hearth-shell"], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    wait_for("the page", lambda: len(screen.colours(7)) > DRAWN)
    took = (time.monotonic() - before) * 1000
    time.sleep(REST_SECONDS)  # until nothing moves any more
    processes = [window.pid, *(process.pid for process in descendants(window.pid))]
    figures = [memory(pid) for pid in processes]
    window.send_signal(signal.SIGTERM)
    window.wait(20)
    return took, sum(figure.get("pss", figure["rss"]) for figure in figures), len(processes)


def measure(binaries, count):
    """Lists of milliseconds and of MiB, and the number of processes."""
    times, sizes = [], []
    with tempfile.TemporaryDirectory(prefix="hearth-bench-window-") as folder:
        screen = Screen(folder)
        try:
            for number in range(count):
                home = Path(folder, str(number))
                home.mkdir(mode=0o700)
                took, size, processes = open_once(binaries, screen, home)
                times.append(took)
                sizes.append(size)
        finally:
            screen.close()
    return times, sizes, processes
