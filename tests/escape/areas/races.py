"""A name that is a folder of the workspace one moment and a link to the outside the next, all the time."""

import re

from attempt import Try, attempt, reads

TRIES = 100_000
CALLS = {"search": 200, "read": 10_000, "write": 800}

# Opens the file again and again, and counts where that led: to the file of the workspace, to the other, or nowhere.
OPENER = f"""
import os
met = dict.fromkeys(('inside', 'outside', 'nowhere'), 0)
for _ in range({TRIES}):
    try:
        file = os.open('race/f0', os.FLAGS)
    except OSError:
        met['nowhere'] += 1
        continue
    side = 'inside' if os.fstat(file).st_ino == INODE else 'outside'
    met[side] += 1
    ACT
    os.close(file)
print(*met.values(), 'met')
"""
OPEN_TO_READ = OPENER.replace("FLAGS", "O_RDONLY").replace("ACT", "side == 'outside' and print(os.read(file, 100))")
OPEN_TO_WRITE = OPENER.replace("FLAGS", "O_WRONLY | os.O_APPEND").replace("ACT", "os.write(file, b'planted')")

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
    """race/f0, race/f1 … are harmless files or the outside's; which, changes all the time. The inode of race/f0."""
    for number in range(files):
        g.plant(g.outside / f"f{number}")
        g.plant(g.workspace / f"race/f{number}", "harmless")
    (g.workspace / "link").symlink_to(g.outside)
    inode = (g.workspace / "race/f0").stat().st_ino
    g.flip(g.workspace / "race", g.workspace / "link")
    return inode


def planted(g):
    return lambda _result: any("planted" in each.read_text() for each in g.outside.iterdir())


def opens(g, text, out):
    def look(result):
        counted = re.search(r"^(\d+) (\d+) (\d+) met$", result.text, re.MULTILINE)
        if not counted:
            raise AssertionError(f"it did not come to its end:\n{result}")
        inside, outside, nowhere = map(int, counted.groups())
        if inside + outside + nowhere < TRIES or not inside or not outside + nowhere:
            raise AssertionError(f"the flip was not met from both sides, or too seldom:\n{result}")
        return out(result)

    return Try(g.python(text.replace("INODE", str(flipping(g)))), look, seconds=60)


@attempt(f"reads through a flipping folder, {TRIES:,} tries")
def read(g):
    return opens(g, OPEN_TO_READ, reads)


@attempt(f"writes through a flipping folder, {TRIES:,} tries")
def write(g):
    return opens(g, OPEN_TO_WRITE, planted(g))


@attempt(f"reads through a flipping folder with the tool that searches files, {TRIES:,} tries")
def tool_search(g):
    """A search that finds a folder under one of the two names opens every file below it; some find links only."""
    flipping(g, 2 * TRIES // CALLS['search'])
    calls = [("fs_search", {"pattern": f"secret[0-9a-f]{{9}}|{number}th"}) for number in range(CALLS['search'])]

    def look(result):
        counts = re.findall(r"lines? in (\d+) files? searched(?:, (\d+) skipped)?", result.told)
        opened = sum(int(searched) + int(skipped or 0) for searched, skipped in counts)
        if result.boxed and opened < TRIES:
            raise AssertionError(f"only {opened} files were opened")
        return reads(result)

    return Try(g.python(NAIVE_READ), look, calls=calls, seconds=60)


def met_by_tool(sign, out):
    """`sign` is what the tool says of a file that it was let at."""
    def look(result):
        if result.boxed and not (sign in result.told and "symbolic link" in result.told):
            raise AssertionError(f"the flip was not met from both sides:\n{result}")
        return out(result)

    return look


@attempt(f"reads through a flipping folder with the tool that reads files, {CALLS['read']:,} tries")
def tool_read(g):
    flipping(g, CALLS["read"])
    calls = [("fs_read", {"path": f"race/f{number}"}) for number in range(CALLS["read"])]
    return Try(g.python(NAIVE_READ), met_by_tool("harmless", reads), calls=calls, seconds=60)


@attempt(f"writes through a flipping folder with the tool that writes files, {CALLS['write']:,} tries")
def tool_write(g):
    flipping(g, CALLS["write"])
    calls = [("fs_write", {"path": f"race/f{number}", "content": "planted"}) for number in range(CALLS["write"])]
    return Try(g.python(NAIVE_WRITE), met_by_tool("Replaced", planted(g)), calls=calls, seconds=60)
