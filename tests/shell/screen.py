"""Screens that nobody sees: X (Xvfb, with a window manager, as it needs one to focus and close) and Wayland (weston), each
with a session bus of its own. What Xvfb shows lies in a file, which is read here without asking anybody."""

import os
import select
import struct
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "functional"))

from hearth import wait_for  # noqa: E402

WIDTH, HEIGHT = 1280, 900
# Below the title bar of any window that begins near the top.
BODY_TOP = 100


class Session:
    """Processes that make up a desktop, ended in reverse order."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.env = {}
        self.processes = []

    def start(self, *words, **options):
        log = open(self.folder / "desktop.log", "ab")
        options = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, **options}
        process = subprocess.Popen(words, env={**os.environ, "HOME": str(self.folder), **self.env}, **options)
        log.close()
        self.processes.append(process)
        return process

    def start_bus(self):
        read_end, write_end = os.pipe()
        # Anybody of this machine may speak on it: the program may run as another user than the test.
        config = self.folder / "bus.conf"
        config.write_text('<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>ANONYMOUS</auth>'
                          '<auth>EXTERNAL</auth><allow_anonymous/><policy context="default"><allow user="*"/>'
                          '<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>'
                          "</policy></busconfig>\n")
        self.start("dbus-daemon", f"--config-file={config}", "--nofork", f"--print-address={write_end}",
                   pass_fds=(write_end,))
        os.close(write_end)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = first_line(read_end)

    def close(self):
        for process in reversed(self.processes):
            process.kill()
            process.wait()


class Screen(Session):
    """An X display: `env` leads programs to it."""

    def __init__(self, folder, bus=True):
        super().__init__(folder)
        read_end, write_end = os.pipe()
        self.server = self.start("Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-ac",
                                 "-nolisten", "tcp", "-fbdir", str(self.folder), pass_fds=(write_end,))
        os.close(write_end)
        self.env["DISPLAY"] = f":{first_line(read_end)}"
        self.env["GDK_BACKEND"] = "x11"
        manager = self.folder / "window-manager"
        self.start("openbox", "--sm-disable", "--startup", f"touch {manager}")
        if bus:
            self.start_bus()
        self.picture = self.folder / "Xvfb_screen0"
        wait_for("the picture of the screen", lambda: self.picture.exists() and self.picture.stat().st_size > 0)
        wait_for("the window manager", manager.exists)
        self.hand("mousemove", WIDTH, 0)  # the pointer has colours too
        # The first key makes the window manager read its keys anew, which then misses it.
        self.hand("key", "Shift_L")

    def ask(self, *words):
        return subprocess.run(words, env={**os.environ, **self.env}, capture_output=True, text=True, timeout=20).stdout

    def hand(self, *words):
        """What a user does with mouse and keyboard, as xdotool's words."""
        subprocess.run(["xdotool", *map(str, words)], env={**os.environ, **self.env}, check=True, timeout=20,
                       stdout=subprocess.DEVNULL)

    def click(self, x=WIDTH // 2, y=HEIGHT // 2):
        self.hand("mousemove", x, y, "click", 1)

    def type(self, text):
        self.hand("type", "--delay", "10", text)

    def windows(self, name):
        """The ids of visible windows whose title holds `name`."""
        return self.ask("xdotool", "search", "--onlyvisible", "--name", name).split()

    def geometry(self, window):
        lines = self.ask("xdotool", "getwindowgeometry", "--shell", window).splitlines()
        return {key: int(value) for key, value in (line.split("=") for line in lines)}

    def active(self):
        return self.ask("xdotool", "getactivewindow").strip()

    def colours(self, every=1):
        """The different colours on the screen, below any title bar; of every second line, third line …"""
        found = set()
        with self.picture.open("rb") as picture:
            header = struct.unpack(">25I", picture.read(100))
            start, line = header[0] + header[19] * 12, header[12]
            for row in range(BODY_TOP, HEIGHT, every):
                picture.seek(start + row * line)
                found.update(memoryview(picture.read(line)).cast("I"))
        return found


class WaylandScreen(Session):
    """A Wayland display without a screen."""

    def __init__(self, folder, runtime):
        super().__init__(folder)
        self.env["XDG_RUNTIME_DIR"] = str(runtime)
        self.server = self.start("weston", "--backend=headless-backend.so", "--socket=wayland-test", "--idle-time=0")
        socket = Path(runtime, "wayland-test")
        wait_for("weston", socket.exists)
        socket.chmod(0o777)
        self.env |= {"WAYLAND_DISPLAY": "wayland-test", "GDK_BACKEND": "wayland"}
        self.start_bus()


def first_line(descriptor):
    text, end = b"", time.monotonic() + 20
    with open(descriptor, "rb", buffering=0) as pipe:
        while not text.endswith(b"\n"):
            if not select.select([pipe], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"a part of the desktop did not start; it said {text}")
            more = pipe.read(256)
            if not more:
                raise AssertionError(f"a part of the desktop ended; it said {text}")
            text += more
    return text.decode().strip()
