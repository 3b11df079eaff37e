"""A terminal for commands that behave differently on one: the program runs on a pty, a test types and reads."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time

from hearth import DEADLINE, wait_for


class Terminal:
    def __init__(self, test, *words, cwd=None, env=None):
        """Starts the command `words` of test.hearth on a terminal of 100 columns, as a session leader."""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        self.process = test.hearth.popen(
            *words, cwd=cwd, env={"TERM": "xterm", **(env or {})}, stdin=slave, stdout=slave, stderr=slave,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)
        self.shown, self.read_to = "", 0
        test.addCleanup(self.close)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    def type(self, text):
        os.write(self.master, text.encode())

    def _read(self, seconds):
        """Takes in what is shown; False at the end of the program."""
        if not select.select([self.master], [], [], max(0, seconds))[0]:
            raise subprocess.TimeoutExpired(self.process.args, seconds)
        try:
            data = os.read(self.master, 65536)
        except OSError:  # how Linux reports that the other side has closed
            return False
        self.shown += data.decode(errors="replace")
        return bool(data)

    def expect(self, text):
        """Reads until `text` is shown after what was expected before."""
        end = time.monotonic() + DEADLINE
        try:
            while text not in self.shown[self.read_to:]:
                if not self._read(end - time.monotonic()):
                    break
        except subprocess.TimeoutExpired:
            pass
        at = self.shown.find(text, self.read_to)
        if at < 0:
            raise AssertionError(f"the terminal never showed {text!r} but:\n{self.shown[self.read_to:]!r}")
        self.read_to = at + len(text)

    def expect_prompt(self, text):
        """Waits for a prompt and for the line editor behind it: what is typed between the two, the terminal keeps."""
        self.expect(text)
        wait_for("the line editor", lambda: not termios.tcgetattr(self.master)[3] & termios.ICANON)

    def end(self):
        """Reads to the end of the program; its exit code."""
        end = time.monotonic() + DEADLINE
        while self._read(end - time.monotonic()):
            pass
        return self.process.wait(DEADLINE)
