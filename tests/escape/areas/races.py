"""A name that is a folder of the workspace one moment and a link to the outside the next, all the time."""

import re

from attempt import Try, attempt, reads

TRIES = 100_000
CALLS = 200

# How a careful-looking tool opens a file: the path is resolved and compared, then opened.
NAIVE_TOOL = f"""
import os
here = os.getcwd() + '/'
for _ in range({TRIES}):
    try:
        if os.path.realpath('race/f0').startswith(here):
            with open('race/f0', 'MODE') as file:
                ACT
    except OSError:
        pass
"""
READ, WRITE = "text = file.read(); 'secret' in text and (print(text), exit())", "file.write('planted')"
NAIVE_READ = NAIVE_TOOL.replace("MODE", "r").replace("ACT", READ)
NAIVE_WRITE = NAIVE_TOOL.replace("MODE", "a").replace("ACT", WRITE)

def flipping(g, files=1):
    """race/f0, race/f1 … are harmless files or the outside's; which, changes all the time."""
    for number in range(files):
        g.plant(g.outside / f"f{number}")
        g.plant(g.workspace / f"race/f{number}", "harmless")
    (g.workspace / "link").symlink_to(g.outside)
    g.flip(g.workspace / "race", g.workspace / "link")


def planted(g):
    return lambda _result: any("planted" in each.read_text() for each in g.outside.iterdir())


@attempt(f"reads through a flipping folder, {TRIES:,} tries")
def read(g):
    flipping(g)
    return Try(f"{g.probe('opener')} race/f0 {TRIES} harmless", seconds=60)


@attempt(f"writes through a flipping folder, {TRIES:,} tries")
def write(g):
    flipping(g)
    return Try(f"{g.probe('opener')} write race/f0 {TRIES}", planted(g), seconds=60)


@attempt(f"reads through a flipping folder with the tool that searches files, {TRIES:,} tries")
def tool_search(g):
    """A search that finds a folder under one of the two names opens every file below it; some find links only."""
    flipping(g, 2 * TRIES // CALLS)
    calls = [("fs_search", {"pattern": f"secret[0-9a-f]{{9}}|{number}th"}) for number in range(CALLS)]

    def look(result):
        counts = re.findall(r"lines? in (\d+) files? searched(?:, (\d+) skipped)?", result.told)
        opened = sum(int(searched) + int(skipped or 0) for searched, skipped in counts)
        if result.boxed and opened < TRIES:
            raise AssertionError(f"only {opened} files were opened")
        return reads(result)

    return Try(g.python(NAIVE_READ), look, calls=calls, seconds=60)


@attempt(f"reads through a flipping folder with the tool that reads files, {CALLS} tries")
def tool_read(g):
    flipping(g, CALLS)
    calls = [("fs_read", {"path": f"race/f{number}"}) for number in range(CALLS)]
    return Try(g.python(NAIVE_READ), calls=calls, seconds=60)


@attempt(f"writes through a flipping folder with the tool that writes files, {CALLS} tries")
def tool_write(g):
    flipping(g, CALLS)
    calls = [("fs_write", {"path": f"race/f{number}", "content": "planted"}) for number in range(CALLS)]
    return Try(g.python(NAIVE_WRITE), planted(g), calls=calls, seconds=60)
