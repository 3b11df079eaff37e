"""What an attempt to get out of the box is.

    @attempt("reads a key in the home folder")
    def key(g):                                            # g is a Ground: folders, probes, listeners made for it alone
        return Try(f"cat {g.plant(g.home / '.ssh/id_test')}")

The function sets things up on the host and returns a Try: a shell script that runs with the workspace as its folder,
and `out`, which decides from the Result whether it got out. The default looks for the secret, or a line "OUT", in what
the script printed. The same Try is made twice: without a box, where it must come through, and through Hearth.
"""

import dataclasses
import time
from pathlib import Path
from typing import Callable

ATTEMPTS = []


@dataclasses.dataclass
class Result:
    """What a launch left: `text` is what the script printed, `told` all that the launcher reports besides."""

    ground: object
    began: bool = False
    text: str = ""
    told: str = ""
    boxed: bool = False

    def __str__(self):
        return f"{self.text[-2000:]}\n{self.told[-1000:]}"

    def lines(self):
        return self.text.splitlines()


def reads(result):
    return "OUT" in result.lines() or result.ground.secret in result.text + result.told


def exists(path):
    """For attempts that make something on the host. Whatever lies there afterwards is taken away with the ground."""
    return lambda _result: Path(path).exists() or Path(path).is_symlink()


def changed(path):
    path = Path(path)

    def facts():
        try:
            status = path.lstat()
        except OSError:
            return None
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else None
        return status.st_mode, status.st_uid, status.st_ino, status.st_nlink, status.st_mtime_ns, content

    before = facts()
    return lambda _result: facts() != before


def opening(path, flags):
    """A script that opens and does nothing else."""
    return f"/usr/bin/python3 -c \"import os; os.open('{path}', {flags})\" && echo OUT"


def says(text):
    return lambda result: text in result.text + result.told


@dataclasses.dataclass
class Try:
    """script: for sh, in the workspace. calls: tools called instead of it, as (name, arguments).

    stage: a shell text that root runs before an unboxed try, in a mount namespace of its own, to make there what the
    box would have taken away. meanwhile: called with the launch once the script has printed "ready".
    once_open: called when the session with its workspace exists, before anything runs in it.
    to_launcher: what the script prints is for the launcher to take, not written to a file.
    may_refuse: Hearth may as well decline to run anything; else a script, or a probe, that never ran is no success."""

    script: str = ""
    out: Callable = reads
    calls: list = dataclasses.field(default_factory=list)
    stage: str = ""
    meanwhile: Callable = None
    once_open: Callable = None
    to_launcher: bool = False
    naked: str = ""  # the same attempt on a naive implementation, where the script cannot be that
    may_refuse: bool = False
    seconds: float = 20
    workspace: Path = None  # another folder than the ground's


@dataclasses.dataclass
class Attempt:
    area: str
    name: str
    make: Callable
    root_only: bool  # without a box, only root gets out
    set_up_by_root: bool  # an ordinary user who runs the suite cannot make it
    needs: Callable  # why this machine cannot show it unboxed, or an empty text


def attempt(name, root_only=False, set_up_by_root=False, needs=lambda: ""):
    def register(make):
        area = make.__module__.rpartition(".")[2]
        ATTEMPTS.append(Attempt(area, name, make, root_only, set_up_by_root, needs))
        return make

    return register


def attempts_of(names, script, **options):
    """A family of attempts with one form: {name: argument}; script(g, argument) returns the Try."""
    for name, argument in names.items():
        def make(g, argument=argument):
            return script(g, argument)

        make.__module__ = script.__module__
        attempt(name, **options)(make)


def until(ready, seconds):
    """Whether ready() becomes true within so many seconds."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
