"""The two ways a try is launched: Naked, as a child of a launcher that takes no care, and Boxed, through Hearth.

Both launchers carry the same burden: the secret in an environment variable and in an argument, open descriptors, a key
in the session keyring, and a terminal that controls them.
"""

import fcntl
import json
import os
import re
import select
import shlex
import signal
import socket
import subprocess
import termios
import threading
import typing
from pathlib import Path

from attempt import Result, until
from ground import Ground  # it says where the next two are
from fake_model import FakeModel, calls
from hearth import Hearth
from witness import Listener

BEGAN, READY = "the attempt begins", "ready"
# What sh, a probe or Python says of a program that did not come to run.
NEVER_RAN = re.compile(r"^\./attempt\.sh: (line )?\d+: (?!cannot ).*: (not found|Permission denied)$|^no such try: |"
                       r": can't open file |^(ModuleNotFound|Syntax)Error: ", re.MULTILINE)


def was_made(said, sign):
    """Whether the script began, left the sign that is asked of it, and missed none of its programs."""
    _, began, own = said.partition(BEGAN)
    return bool(began and sign.search(own) and not NEVER_RAN.search(own))


class Terminal:
    """A pseudo-terminal that becomes the controlling one of a launcher; what is typed into it is echoed to `seen`."""

    def __init__(self):
        self.master, self.slave = os.openpty()
        self.path = os.ttyname(self.slave)

    def take(self):
        """In the child, before exec."""
        os.setsid()
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

    def seen(self):
        text = b""
        while select.select([self.master], [], [], 0.1)[0]:
            try:
                text += os.read(self.master, 4096)
            except OSError:
                break
        return text.decode(errors="replace")

    def close(self):
        os.close(self.master)
        os.close(self.slave)


class Launcher:
    """What both have: a side, a terminal, a service whose connection the launcher holds."""

    boxed = False

    def __init__(self, side, hearth, sidecar=None):
        self.side, self.hearth, self.sidecar = side, hearth, sidecar
        self.terminal = Terminal()
        if os.geteuid() != side.uid:
            os.fchown(self.terminal.slave, side.uid, side.uid)
        self.secret = side.secret
        self.closing = []
        self.inherited = Listener(self, socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))

    def at_end(self, call):
        self.closing.append(call)

    def environment(self):
        return {"HEARTH_ESCAPE_KEY": self.secret, "ANTHROPIC_API_KEY": self.secret}

    def ground(self):
        ground = Ground(self.side, self.hearth, self.sidecar)
        ground.terminal, ground.inherited = self.terminal, self.inherited
        return ground

    def prepare(self, ground, attempt):
        """Writes the script; returns the command that runs it and where its output will be."""
        folder = attempt.workspace or ground.workspace
        body = attempt.naked if attempt.naked and not self.boxed else attempt.script
        ground.plant(folder / "attempt.sh", f"echo {shlex.quote(BEGAN)}\n{body}\necho \"it ended with $?\"\n")
        output = ground.to_be_gone(folder / "output.txt")
        ground.give_away()
        self.terminal.seen()
        self.inherited.count = 0
        redirection = "" if self.boxed and attempt.to_launcher else " > output.txt 2>&1"
        return f"sh ./attempt.sh{redirection}", output

    def collect(self, ground, output, told=""):
        text = output.read_text(errors="replace") if output.exists() else ""
        began = was_made(text if BEGAN in text else told, ground.sign)
        return Result(ground, began, text, told, self.boxed)

    def close(self):
        for call in self.closing:
            call()
        self.terminal.close()


class Naked(Launcher):
    def run(self, ground, attempt):
        command, output = self.prepare(ground, attempt)
        if attempt.once_open:
            attempt.once_open()
        # The second command keeps the shell as the launcher; the end of its terminal is to end nobody.
        launcher = f"trap '' HUP; {command}; exit 0"
        burdened = [*self.side.burden(self.inherited.port), "sh", "-c", launcher, "sh", self.secret]
        if os.geteuid() == 0:
            stage = f"set -e; {attempt.stage or ':'}; exec \"$@\""
            burdened = ["unshare", "--mount", "--uts", "--propagation", "private", "sh", "-c", stage, "sh", *burdened]
        env = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(ground.home), **self.environment()}
        self.process = subprocess.Popen(burdened, cwd=output.parent, env=env, preexec_fn=self.terminal.take,
                                        stdin=self.terminal.slave, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        errors = self.process.stderr
        try:
            if attempt.meanwhile:
                until(lambda: output.exists() and READY in output.read_text(errors="replace"), attempt.seconds)
                attempt.meanwhile(self)
            self.process.wait(attempt.seconds)
        finally:
            self.process.kill()
            self.process.wait()
        readable = select.select([errors], [], [], 0)[0]
        told = os.read(errors.fileno(), 4000).decode(errors="replace") if readable else ""
        errors.close()
        return self.collect(ground, output, told)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def cancel(self):
        self.process.send_signal(signal.SIGTERM)


class Owner(typing.NamedTuple):
    """What a FakeModel asks of a test."""

    folder: Path
    addCleanup: typing.Callable


class Boxed(Launcher):
    boxed = True

    def __init__(self, side, hearth):
        super().__init__(side, hearth)
        self.sidecar = self.api
        hearth.env.update(self.environment())
        hearth.env["PATH"] = f"{side.path}:{hearth.env['PATH']}"
        hearth.prefix = side.burden(self.inherited.port)
        self.client = self.run_id = None

    @staticmethod
    def installation(side):
        hearth = Hearth(side.folder, program=side.folder / "bin" / "hearth")
        side.give_away(side.folder)
        return hearth

    def api(self):
        if not self.hearth.process:
            self.hearth.serve(stdin=self.terminal.slave, preexec_fn=self.terminal.take)
            self.client = self.hearth.api()
        return self.client

    def run(self, ground, attempt):
        command, output = self.prepare(ground, attempt)
        api = self.api()
        answer = api.request("POST", "/sessions", {"title": "escape", "workspace": str(output.parent)})
        if answer.status != 201:
            return self.collect(ground, output, repr(answer))
        session = answer.json()["id"]
        if attempt.once_open:
            attempt.once_open()
        if attempt.calls:
            return self._run_calls(ground, attempt, api, session, output)
        self.run_id = api.start(session, f"run: {command}")
        if attempt.meanwhile:
            return self._run_with_meanwhile(ground, attempt, api, output)
        events = api.follow(self.run_id, "once")
        return self.collect(ground, output, json.dumps(events))

    def _run_calls(self, ground, attempt, api, session, output):
        at_once = 1 + len(attempt.calls) // 20  # a run has so many turns and no more
        steps = [calls(*attempt.calls[i:i + at_once]) for i in range(0, len(attempt.calls), at_once)]
        model = FakeModel(Owner(ground.folder, ground.at_end), [*steps, {"results": True}])
        model.use(api)
        events = api.follow(api.start(session, "Do it", "local/script"), "once")
        result = self.collect(ground, output, json.dumps(events))
        for refusal in ("so it was not called", "There is no tool named"):
            if refusal in result.told:
                raise AssertionError(f"the calls are wrong:\n{result}")
        result.began = [event["type"] for event in events].count("tool.finished") == len(attempt.calls)
        return result

    def _run_with_meanwhile(self, ground, attempt, api, output):
        events, follower = [], threading.Thread(target=self._follow, args=(api, self.run_id))
        follower.start()
        until(lambda: output.exists() and READY in output.read_text(errors="replace"), attempt.seconds)
        attempt.meanwhile(self)
        follower.join(attempt.seconds)
        if follower.is_alive():
            raise AssertionError("the run did not end")
        return self.collect(ground, output, json.dumps(events))

    @staticmethod
    def _follow(api, run):
        try:
            api.follow(run, "once")
        except (OSError, AssertionError):
            return  # the sidecar was killed, as was intended

    def kill(self):
        self.hearth.kill()

    def cancel(self):
        self.client.post(f"/runs/{self.run_id}/cancel", status=202)

    def close(self):
        faults = self.hearth.close()
        super().close()
        return faults
