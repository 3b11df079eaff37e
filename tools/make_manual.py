#!/usr/bin/python3
"""tools/make_manual.py: writes the commands of packaging/man/hearth.1 from what `--help` says of them (tests/golden/cli)."""
import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
MANUAL = REPOSITORY / "packaging/man/hearth.1"


def unfolded(lines):
    """(term, text) of each row of a list in a help, its folded lines put together."""
    rows = []
    for line in lines:
        if row := re.match(r"  (\S.*?)(?:  +(\S.*))?$", line):
            rows.append([row[1], row[2] or ""])
        elif line.strip():
            rows[-1][1] = f"{rows[-1][1]} {line.strip()}".strip()
    return rows


def sections(text):
    """What a help says first, and its lists by their titles."""
    first, *rest = text.split("\n\n")
    lists = {}
    for part in rest:
        title, *lines = part.rstrip().split("\n")
        lists[title.rstrip(":")] = lines
    return " ".join(first.split()), lists


def escaped(text):
    return text.replace("\\", "\\\\").replace("-", "\\-")


def option(term):
    name, _, value = term.partition(" ")
    return f'.BI "{escaped(name)} " {value}' if value else f".B {escaped(name)}"


def command(name, text):
    says, lists = sections(text)
    usage = next(title for title in lists if title.startswith("Usage: "))
    words = usage.removeprefix(f"Usage: hearth {name}").replace("[OPTIONS]", "").split()
    arguments = " ".join(words)
    if len(words) > 1:
        arguments = f'"{arguments}"'
    out = [".TP", f'.BI "{escaped(name)} " {arguments}' if arguments else f".B {escaped(name)}", says]
    rows = [(f".I {term}", what) for term, what in unfolded(lists.get("Arguments", []))]
    rows += [(option(term), what) for term, what in unfolded(lists.get("Options", []))]
    if rows:
        out.append(".RS")
        for term, what in rows:
            out += [".TP", term, what.replace("--", "\\-\\-").rstrip(".") + "."]
        out.append(".RE")
    return out


def commands():
    """The section of the manual, as lines."""
    out = []
    for path in sorted((REPOSITORY / "tests/golden/cli").glob("help_*.txt"), key=lambda path: path.stem):
        text = path.read_text()
        name = path.stem.removeprefix("help_").replace("_", " ")
        if name != "hearth" and "Usage: hearth " + name + " COMMAND" not in text:
            out += command(name, text)
    return out


def manual():
    before, rest = MANUAL.read_text().split(".SH COMMANDS\n", 1)
    after = rest[rest.index(".SH OPTIONS\n"):]
    return before + ".SH COMMANDS\n" + "\n".join(commands()) + "\n" + after


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(0 if manual() == MANUAL.read_text() else f"{MANUAL.name} is not what --help says: run tools/make_manual.py")
    MANUAL.write_text(manual())
