"""The framework of the window's tests: the real `hearth-shell` on a screen that nobody sees.

WindowTest gives each test an installation (functional/hearth.py) with a copy of the programs, a screen, and:

    self.start()              the window with the real sidecar; returns its process
    self.serve_page(html)     from now on the window shows this page instead, from a server of the test's (page_sidecar.py)
    self.posted()             what that page has posted, as JSON
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "functional"))

from hearth import AS_USER, BINARY, SLACK, HearthTest, needs_root, process_file, wait_for  # noqa: E402
from screen import Screen  # noqa: E402

SHELL = BINARY.parent / "hearth-shell"
HERE = Path(__file__).resolve().parent


class WindowTest(HearthTest):
    def setUp(self):
        super().setUp()
        self.windows = []
        self.programs = self.folder / "bin"
        self.programs.mkdir(exist_ok=True)
        for program in (BINARY, BINARY.parent / "hearth-box", SHELL):
            shutil.copy(program, self.programs)
        self.folder.chmod(0o755)
        self.hearth.env |= {"XDG_STATE_HOME": str(self.folder / "state"), "XDG_CACHE_HOME": str(self.folder / "cache"),
                            "OPENAI_API_KEY": "sk-of-the-user"}
        self.hearth.program = self.programs / "hearth"
        for name in ("state", "cache", "desktop"):
            (self.folder / name).mkdir(exist_ok=True)
        self.screen = self.open_screen()
        self.addCleanup(self.screen.close)
        self.addCleanup(self.end_windows)
        if AS_USER:
            self.give_away()

    def open_screen(self):
        return Screen(self.folder / "desktop")

    def start(self, *words, **env):
        """hearth-shell, as its user."""
        with open(self.folder / "shell.log", "ab") as log:
            process = subprocess.Popen([*self.hearth.prefix, str(self.programs / "hearth-shell"), *words],
                                       env={**self.hearth.env, **self.screen.env, **env}, cwd=self.folder,
                                       stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.windows.append(process)
        return process

    def end_windows(self):
        for process in self.windows:
            if process.poll() is None:
                process.kill()
            process.wait()

    def serve_page(self, html, **files):
        page = self.programs / "page"
        page.mkdir(exist_ok=True)
        (page / "index.html").write_text(html)
        for name, text in files.items():
            (page / name.replace("_html", ".html")).write_text(text)
        (page / "posted").touch()
        (self.programs / "hearth").unlink()
        shutil.copy(HERE / "page_sidecar.py", self.programs / "hearth")
        if AS_USER:
            self.give_away()

    def posted(self):
        return [json.loads(line) for line in (self.programs / "page" / "posted").read_text().splitlines()]

    def wait_for_post(self, count=1):
        return wait_for(f"{count} posts of the page", lambda: (found := self.posted()) and len(found) >= count and found)

    def wait_for_window(self):
        """The id of the window, once its page is drawn."""
        window = wait_for("the window", lambda: self.screen.windows("Hearth"))[0]
        wait_for("the page in the window", lambda: len(self.screen.colours()) > 20)
        return window

    def shell_log(self):
        return (self.folder / "shell.log").read_text()

    def _close(self):
        super()._close()
        self.evidence += "\n--- shell.log\n" + (self.shell_log() if (self.folder / "shell.log").exists() else "")


class Process:
    """One process for good: a number that is used again means another."""

    def __init__(self, pid):
        self.pid = pid
        self.born = stat_of(pid)[19]
        self.words = process_file(pid, "cmdline").replace(b"\0", b" ").decode(errors="replace")

    def is_alive(self):
        fields = stat_of(self.pid)
        return bool(fields) and fields[19] == self.born and fields[0] != "Z"

    def kill(self, number=signal.SIGKILL):
        os.kill(self.pid, number)

    def __repr__(self):
        return f"{self.pid} {self.words[:120]}"


def stat_of(pid):
    """From the state on, what follows the name in parentheses; empty for a process that has gone."""
    return process_file(pid, "stat").decode(errors="replace").rpartition(")")[2].split()


def descendants(pid):
    """All processes below this one."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (fields := stat_of(entry)):
            children.setdefault(int(fields[1]), []).append(int(entry))
    found, queue = [], [pid]
    while queue:
        for child in children.get(queue.pop(), []):
            queue.append(child)
            try:
                found.append(Process(child))
            except IndexError:
                pass  # it has ended meanwhile
    return found


def web_processes(pid):
    """Those that draw pages, not the programs that made their sandbox."""
    return [process for process in descendants(pid)
            if "WebKitWebProcess" in process.words and not process.words.startswith("/usr/bin/bwrap")]
