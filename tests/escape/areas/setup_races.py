"""A protected name that is a folder one moment and a link to the outside the next, while boxes are set up around it."""

import os
import threading

from attempt import Try, attempt

# How a careful-looking launcher prepares what it is going to mount over.
NAIVE_SETUP = """
import os, time
end = time.monotonic() + 5
while time.monotonic() < end and not os.path.exists('OUTSIDE/stub'):
    if not os.path.islink('NAME'):
        try:
            os.close(os.open('NAME/stub', os.O_CREAT, 0o600))
        except OSError:
            pass
"""


def boxes_started(g, work, count):
    """Starts boxes in a workspace one after another; some may be refused."""
    api = g.sidecar()
    session = api.new_session(work)
    for _ in range(count):
        api.work(session, "run: true", decision="once")


def naive_setup(g, name):
    return NAIVE_SETUP.replace("OUTSIDE", str(g.outside)).replace("NAME", name)


def set_up_in_the_midst(g):
    """What the set-up of 30 boxes makes must not land outside."""
    def look(result):
        if result.boxed:
            boxes_started(g, g.workspace, 30)
        return os.listdir(g.outside)

    return Try("true", look, naked=g.python(naive_setup(g, ".vscode")), may_refuse=True, seconds=60)


@attempt("has the box set up while a protected folder flips")
def set_up(g):
    (g.workspace / ".vscode").mkdir()
    (g.workspace / "link").symlink_to(g.outside)
    g.flip(g.workspace / ".vscode", g.workspace / "link")
    return set_up_in_the_midst(g)


@attempt("has the box set up while a protected folder and that of a repository flip to /oldroot")
def set_up_repository(g):
    g.repository("a")
    (g.workspace / ".vscode").mkdir()
    for link, target in (("link", g.outside), ("bwraps", f"/oldroot{g.outside}")):
        (g.workspace / link).symlink_to(target)
    g.flip(g.workspace / ".vscode", g.workspace / "link")
    g.flip(g.workspace / "a", g.workspace / "bwraps")
    return set_up_in_the_midst(g)


def flip_from_inside(g, flipping_in, others_in):
    """One box has flipping_in as its workspace and flips the folder of a repository there, which it has made itself,
    while others are started with others_in as theirs, and protect what repositories they find."""
    flipping_in.mkdir(exist_ok=True)
    others_in.mkdir(exist_ok=True)
    starters = []

    def start_others(launch):
        if launch.boxed:
            starters.append(threading.Thread(target=boxes_started, args=(g, others_in, 10)))
            starters[0].start()

    def look(_result):
        for starter in starters:
            starter.join()
        return os.listdir(g.outside)

    place = (flipping_in if flipping_in.is_relative_to(others_in) else others_in) / "sub"
    flipper = g.copy_probe("flip", flipping_in / "flip")
    flip = (f"mkdir {place}; cd {place}; mkdir .git; ln -s {g.outside} link; echo ready; "
            f"(sleep SECONDS) | {flipper} .git link > /dev/null")
    (g.workspace / "setup.py").write_text(naive_setup(g, f"{place}/.git"))
    return Try(flip.replace("SECONDS", "2"), look, meanwhile=start_others, may_refuse=True, seconds=60,
               workspace=flipping_in,
               naked=f"({flip.replace('SECONDS', '5')}) & sleep 0.2; /usr/bin/python3 {g.workspace}/setup.py; kill $!")


@attempt("flips the folder of a repository inside a box, while others are set up in the same workspace")
def same_folder(g):
    return flip_from_inside(g, g.workspace, g.workspace)


@attempt("flips the folder of a repository inside a box, while others are set up in a folder below")
def folder_below(g):
    return flip_from_inside(g, g.workspace, g.workspace / "inner")


@attempt("flips the folder of a repository inside a box, while others are set up in the folder above")
def folder_above(g):
    return flip_from_inside(g, g.workspace / "inner", g.workspace)
