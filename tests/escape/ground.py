"""Where one attempt is made: a workspace, an outside with a secret in it, and what stands ready on the host.

Side is one user's half of the suite (root, or an ordinary user): his folders, his secret, his Hearth. Ground is made
afresh for every try of every attempt, belongs to the side's user, and takes away at its end all that was made with it.
"""

import contextlib
import functools
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "functional"))

from hearth import BINARY  # noqa: E402

from attempt import until  # noqa: E402
from witness import Listener, Victim, end_marked, marked  # noqa: E402

# What shows that an attempt was made: some word after its beginning; each script says at least how it ended. A probe
# always says what it came to.
ANY_WORD = re.compile(r"\S")
A_PROBES_WORD = re.compile(r"^(OUT|E[A-Z0-9]+|Bad system call)$", re.MULTILINE)

GIT = {"PATH": "/usr/bin:/bin", "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@t.test", "GIT_COMMITTER_NAME": "t",
       "GIT_COMMITTER_EMAIL": "t@t.test"}


@functools.lru_cache(1)
def probes():
    """The folder of the compiled probes; made once, at first use."""
    folder = Path(tempfile.mkdtemp(prefix="hearth-probes-"))
    gcc = ["gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-o"]
    running = [subprocess.Popen([*gcc, folder / each.stem, each]) for each in (FOLDER / "probes").glob("*.c")]
    if any(each.wait() for each in running):
        raise AssertionError("a probe did not compile")
    folder.chmod(0o755)
    return folder


class Side:
    def __init__(self, uid):
        self.uid = uid
        self.name = "root" if uid == 0 else "user"
        self.folder = Path(tempfile.mkdtemp(prefix=f"hearth-escape-{self.name}-"))
        self.folder.chmod(0o755)
        self.secret = "secret" + secrets.token_hex(12)
        self.becoming = []
        if uid != os.geteuid():
            self.becoming = ["/usr/bin/setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups"]
        self.path = self.folder / "path"  # first on the sidecar's search path
        self.path.mkdir()
        (self.folder / "bin").mkdir()
        for program in BINARY.parent.glob("hearth*"):
            if program.is_file():
                shutil.copy(program, self.folder / "bin" / program.name)
        self.secret_file = self.folder / "outside" / "secret"
        self.secret_file.parent.mkdir()
        self.secret_file.write_text(self.secret)
        self.grounds = 0

    def burden(self, port):
        """The words before a launcher that load it with what must not reach its children."""
        burden = self.folder / "bin" / "burden"
        if not burden.exists():
            shutil.copy(probes() / "burden", burden)
        return [*self.becoming, str(burden), str(self.secret_file), str(self.secret_file.parent), str(port)]

    def give_away(self, path):
        """Everything below becomes the side's user's."""
        if self.uid != os.geteuid():  # names may flip meanwhile
            subprocess.run(["chown", "-RhP", f"{self.uid}:{self.uid}", path], check=False, stderr=subprocess.DEVNULL)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Ground:
    def __init__(self, side, hearth, sidecar):
        side.grounds += 1
        self.sidecar = sidecar  # the API of the side's sidecar, which is started if need be
        self.side, self.hearth, self.secret = side, hearth, side.secret
        self.folder = side.folder / "grounds" / str(side.grounds)
        self.workspace, self.outside = self.folder / "work", self.folder / "outside"
        self.home = hearth.folder / "home"
        self.workspace.mkdir(parents=True)
        self.outside.mkdir()
        self.mark = f"{300 + secrets.randbelow(600)}.{secrets.randbelow(10**9):09}"  # for `sleep`: how long, and whose
        self.name = f"hearth-escape-{self.mark}"
        self.sign = ANY_WORD
        self.endings = contextlib.ExitStack()
        self.at_end(end_marked, self.mark)

    # --- the end

    def at_end(self, call, *arguments):
        self.endings.callback(call, *arguments)

    def close(self):
        self.endings.close()
        subprocess.run(["rm", "-rf", str(self.folder)], check=False, stderr=subprocess.DEVNULL)

    # --- setting up

    def plant(self, path, text=None, mode=0o644):
        """A file with the secret in it, or another text; gone at the end."""
        path = Path(path)
        self.folder_for(path)
        path.write_text(self.secret if text is None else text)
        path.chmod(mode)
        self.to_be_gone(path)
        os.chown(path, self.side.uid, self.side.uid)
        return path

    def plant_program(self, path=None):
        """A program, f, that leaves the file "ran" outside."""
        return self.plant(path or self.workspace / "f", f"#!/bin/sh\ntouch {self.outside}/ran\n", 0o755)

    def folder_for(self, path):
        """Makes the folder of a path, the user's own where it was missing."""
        missing = [folder for folder in path.parents if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir()
            os.chown(folder, self.side.uid, self.side.uid)

    def to_be_gone(self, path):
        """A path outside the ground where the attempt may leave something."""
        path = Path(path)
        if not path.is_relative_to(self.folder):
            self.at_end(lambda: path.unlink(missing_ok=True))
        return path

    def copy_probe(self, name, target):
        shutil.copy(probes() / name, target)
        return target

    def probe(self, name):
        """The word that starts a probe from the workspace, which from then on has to be heard of."""
        self.sign = A_PROBES_WORD
        self.copy_probe(name, self.workspace / name)
        return f"./{name}"

    def python(self, text):
        (self.workspace / "attempt.py").write_text(text)
        return "/usr/bin/python3 attempt.py"

    def repository(self, path="."):
        """A git repository in the workspace, with one commit."""
        folder = self.workspace / path
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", folder=folder)
        self.git("commit", "-q", "--allow-empty", "-m", "first", folder=folder)
        return folder / ".git"

    def git(self, *words, folder=None):
        """While things are set up."""
        subprocess.run(["git", *words], cwd=folder or self.workspace, check=True, env={**GIT, "HOME": "/nonexistent"})

    def host_git(self, *words, folder=None):
        """The user runs git on the workspace, as after a run of the agent."""
        subprocess.run([*self.side.becoming, "git", *words], cwd=folder or self.workspace, capture_output=True,
                       env={**GIT, "HOME": str(self.outside)}, check=False, stdin=subprocess.DEVNULL, timeout=20)

    def give_away(self):
        self.side.give_away(self.folder)

    def flip(self, one, other):
        """Exchanges two names until the ground ends, or the function that it returns is called."""
        flipper = subprocess.Popen([probes() / "flip", one, other], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)

        def end():
            if not flipper.stdin.closed:
                flipper.stdin.close()
                flipper.wait()

        self.at_end(end)
        return end

    # --- witnesses

    def tcp(self, address="127.0.0.1", port=0):
        return Listener(self, family_of(address), socket.SOCK_STREAM, (address, port))

    def udp(self, address="127.0.0.1", port=0):
        return Listener(self, family_of(address), socket.SOCK_DGRAM, (address, port))

    def unix(self, path, kind=socket.SOCK_STREAM):
        """A listener on a path, or with a leading @ on an abstract name."""
        path = str(path)
        listener = Listener(self, socket.AF_UNIX, kind, "\0" + path[1:] if path[0] == "@" else path)
        if path[0] != "@":
            os.chmod(path, 0o777)
            self.to_be_gone(path)
        return listener

    def victim(self):
        return Victim(self)

    def survivors(self, result):
        """For attempts to outlive the run: whether what carries the mark still runs two seconds after its end."""
        return not until(lambda: not marked(self.mark), 2 if result.boxed else 0.2)


def family_of(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET
