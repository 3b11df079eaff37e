"""The framework of the functional tests: the real program in folders of its own, driven as a user or a client would.

    class Something(HearthTest):
        def test_it(self):
            answer = self.hearth.run("status")      # a command; .code .out .err
            self.hearth.serve()                     # the sidecar in the foreground, until the test ends
            api = self.hearth.api()                 # its API over the unix socket; api(tcp=True) as a browser would

HearthTest gives each test a HOME and XDG folders below one temporary folder, and when the test ends stops what runs,
demands that no process is left and that no sanitizer complained, and shows the sidecar's log if the test failed.

Nothing here sleeps to give something time: `wait_for` asks again until a deadline, all else blocks with a deadline.
"""

import functools
import json
import os
import secrets
import select
import shutil
import signal
import stat
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from api_client import Api

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "examples"
AS_USER = os.environ.get("HEARTH_AS_USER") == "1"  # root runs the test, and an ordinary user the program
BINARY = Path(os.environ.get("HEARTH_BIN") or REPOSITORY / "build/bin/hearth").resolve()
SLACK = float(os.environ.get("HEARTH_SLACK", "1"))  # sanitizers are slow: deadlines are that many times longer
MARK = "HEARTH_TEST_FOLDER"  # in the environment of every process a test starts, so that none can be missed
DEADLINE = 20 * SLACK
ORDINARY = 65534  # the user that root becomes to be an ordinary one


def wait_for(what, ready, seconds=DEADLINE):
    """The first true value of ready(); an AssertionError that names `what` when there is none in time."""
    end = time.monotonic() + seconds
    while True:
        value = ready()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.005)


class Result:
    """What a command left: its exit code and its two outputs as text."""

    def __init__(self, words, code, out, err):
        self.words, self.code, self.out, self.err = words, code, out, err

    def json_lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def __repr__(self):
        return f"hearth {' '.join(self.words)} -> {self.code}\n--- stdout\n{self.out}--- stderr\n{self.err}"


class Hearth:
    """One data directory, its environment, and the sidecar that a test started for it."""

    def __init__(self, folder, prefix=(), program=BINARY):
        self.folder = Path(folder)
        self.prefix = list(prefix)  # put before every command, as in ["unshare", "-n"]
        self.program = program
        self.process = None
        self.data = self.folder / "data" / "hearth"
        self.config = self.folder / "config" / "hearth" / "config.toml"
        self.runtime = self.folder / "run"
        self.env = self._environment()

    def _environment(self):
        for name in ("home", "data", "config", "run", "work"):
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "TZ", "TSAN_OPTIONS") if name in os.environ}
        report = f"log_path={self.folder}/sanitizer"
        kept["TSAN_OPTIONS"] = f"{kept.get('TSAN_OPTIONS', '')} {report}".strip()
        return {**kept, "HOME": str(self.folder / "home"), "XDG_DATA_HOME": str(self.folder / "data"),
                "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_RUNTIME_DIR": str(self.runtime), "LANG": "C.UTF-8",
                "ASAN_OPTIONS": report, "UBSAN_OPTIONS": f"print_stacktrace=1 {report}", MARK: str(self.folder)}

    # --- commands

    def popen(self, *words, cwd=None, env=None, **options):
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen([*self.prefix, str(self.program), *words], cwd=cwd or self.folder / "work",
                                env={**self.env, **(env or {})}, **options)

    def run(self, *words, cwd=None, env=None, stdin=None, timeout=60 * SLACK, **options):
        """A command to its end. Without `stdin` it reads from /dev/null."""
        if stdin is not None:
            options["stdin"] = subprocess.PIPE
        process = self.popen(*words, cwd=cwd, env=env, **options)
        try:
            out, err = process.communicate(None if stdin is None else stdin.encode(), timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"{Result(words, 'no end', out.decode(), err.decode())}") from None
        return Result(words, process.returncode, out.decode(), err.decode())

    def write_config(self, text):
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(text)

    # --- the sidecar

    def serve(self, *options, **popen_options):
        """Starts `hearth serve` and returns once it answers requests."""
        ready, write_end = os.pipe()
        with open(self.folder / "serve.log", "ab") as log:
            self.process = self.popen("serve", "--ready-fd", str(write_end), *options, stdout=log, stderr=log,
                                      pass_fds=(write_end,), **popen_options)
        os.close(write_end)
        try:
            if not select.select([ready], [], [], DEADLINE)[0] or not os.read(ready, 1):
                raise AssertionError(f"the sidecar did not get ready:\n{self.logs()}")
        finally:
            os.close(ready)
        return self

    def stop(self, how=signal.SIGTERM):
        """Ends the sidecar that serve() started; returns its exit code."""
        process, self.process = self.process, None
        process.send_signal(how)
        return process.wait(DEADLINE)

    def kill(self):
        return self.stop(signal.SIGKILL)

    def api(self, tcp=False, token=None):
        """A client of the API. Connects at the first request."""
        if not tcp:
            return Api.unix(self.socket(), self.token() if token is None else token)
        return Api.tcp(self.api().get("/health")["url"], self.token() if token is None else token)

    def socket(self):
        return only(path for path in below(self.runtime, self.data) if path.name == "socket" and is_socket(path))

    def token_file(self):
        return only(path for path in below(self.runtime, self.data) if path.name == "token")

    def token(self):
        return self.token_file().read_text().strip()

    def database(self):
        return self.data / "hearth.db"

    # --- the end

    def processes(self):
        """The ids of all processes of this folder. The sidecar hides its environment from ordinary users, not its words."""
        mark, folder = f"{MARK}={self.folder}".encode(), os.fsencode(self.folder)
        return [int(entry) for entry in os.listdir("/proc") if entry.isdigit() and int(entry) != os.getpid()
                and (mark in process_file(entry, "environ") or folder in process_file(entry, "cmdline"))]

    def close(self):
        """Ends everything; returns what was wrong, as sentences."""
        faults = []
        if self.process and self.process.poll() is None:
            try:
                code = self.stop()
                if code != 0:
                    faults.append(f"the sidecar ended with {code}")
            except subprocess.TimeoutExpired:
                faults.append("the sidecar did not end within the deadline of SIGTERM")
        elif self.process:
            faults.append(f"the sidecar had ended by itself with {self.process.returncode}")
        if self.processes():
            self.run("stop")  # a sidecar that a command started
        try:
            wait_for("the end of all processes", lambda: not self.processes(), 10 * SLACK)
        except AssertionError:
            faults.append(f"processes are left: {[process_file(pid, 'cmdline') for pid in self.processes()]}")
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        reports = sorted(self.folder.glob("sanitizer.*"))
        return faults + [f"sanitizer report:\n{path.read_text(errors='replace')[:20000]}" for path in reports]

    def logs(self):
        texts = []
        for path in (self.folder / "serve.log", self.data / "hearth.log"):
            if path.exists():
                texts.append(f"--- {path.name}\n{path.read_text(errors='replace')[-8000:]}")
        return "\n".join(texts)


def needs_root(test):
    """A test, or a class of tests, that becomes somebody else or mounts something: it fails for anybody but root."""
    if isinstance(test, type):
        for name in [name for name in vars(test) if name.startswith("test")]:
            setattr(test, name, needs_root(getattr(test, name)))
        return test

    @functools.wraps(test)
    def checked(self):
        self.assertEqual(os.geteuid(), 0, "this test needs root: run the tests as root")
        test(self)

    return checked


def below(*folders):
    """Whatever is below these folders; what vanishes meanwhile, as a look at the boxes makes and removes files, is left out."""
    for folder in folders:
        for at, here, files in os.walk(folder):
            yield from (Path(at, name) for name in (*here, *files))


def bytes_of(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def is_socket(path):
    try:
        return stat.S_ISSOCK(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def only(paths):
    found = list(paths)
    if len(found) != 1:
        raise AssertionError(f"expected one file, found {[str(path) for path in found]}")
    return found[0]


def process_file(pid, name):
    """What /proc says; nothing of a process that has ended, is a zombie, or may not be looked at."""
    try:
        return Path("/proc", str(pid), name).read_bytes()
    except OSError:
        return b""


def sockets_of(pid):
    """The names of its open sockets, as socket:[INODE]; a descriptor that is closed meanwhile is left out."""
    names = set()
    for entry in Path("/proc", str(pid), "fd").iterdir():
        try:
            names.add(entry.readlink().as_posix())
        except FileNotFoundError:
            pass
    return {name for name in names if name.startswith("socket:")}


class HearthTest(unittest.TestCase):
    """A test with an installation of its own, self.hearth, and a copy of examples/, self.workspace."""

    def setUp(self):
        # Without the underscores of mkdtemp, which Markdown escapes.
        self.folder = Path(tempfile.gettempdir()) / f"hearth-{secrets.token_hex(6)}"
        self.folder.mkdir(mode=0o700)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.hearth = Hearth(self.folder)
        self.evidence = ""
        self.addCleanup(self._close)
        self.workspace = self.copy_of(EXAMPLES)
        if AS_USER:
            self.hearth = self.as_ordinary_user()
            self.give_away()

    def _close(self):
        faults = self.hearth.close()
        self.evidence = self.hearth.logs()
        self.assertEqual(faults, [])

    def run(self, result=None):
        def troubles():
            return len(result.failures) + len(result.errors) if result else 0

        before = troubles()
        outcome = super().run(result)
        if troubles() > before:
            print(f"\n=== {self.id()}: what the sidecar said\n{self.evidence}")
        return outcome

    def as_ordinary_user(self):
        """The same installation for somebody without rights, with a program that he can reach: the checkout may lie where
        only root can."""
        program = self.folder / "bin" / "hearth"
        program.parent.mkdir(exist_ok=True)
        for part in (BINARY, BINARY.parent / "hearth-box"):
            shutil.copy(part, program.parent)
        self.folder.chmod(0o755)
        who = [f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups", "--no-new-privs"]
        return Hearth(self.folder, [shutil.which("setpriv"), *who], program)

    def give_away(self):
        """All that root has made in the test's folder to the user as whom the program runs."""
        for path in [self.folder, *self.folder.rglob("*")]:
            os.chown(path, ORDINARY, ORDINARY, follow_symlinks=False)

    def copy_of(self, source, name="work"):
        """A copy of a folder, below the test's own, to be changed at will."""
        target = self.folder / name
        shutil.copytree(source, target, dirs_exist_ok=True)
        return target
