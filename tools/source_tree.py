"""The files a check looks at, and how it reports. Every tools/check_*.py is `check(root) -> list of complaints`.

A tree is whatever stands on disk below the root, so that a file is checked before it is committed, and a test can plant
a violation in a folder of its own. What is made by builds and set-up is left out.
"""
import os
import sys
from pathlib import Path

MADE = {".git", ".deps", "build", "dist", "dist.new", "node_modules", "__pycache__"}
DATA = {"corpus", "examples", "fixtures", "golden"}


def files(root, *suffixes, below="."):
    """Paths relative to root, sorted; all files, or those that end in one of the suffixes."""
    found = []
    for folder, folders, names in os.walk(Path(root) / below):
        folders[:] = sorted(set(folders) - MADE)
        paths = (Path(folder) / name for name in sorted(names))
        found += [path.relative_to(root) for path in paths if not suffixes or path.name.endswith(suffixes)]
    return found


def text(root, path):
    """The file's text, or None where it is not text."""
    try:
        return (Path(root) / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def is_data(path):
    """Whether the file is what programs are tried on, and so may say anything at any length."""
    return bool(DATA & set(path.parts))


def main(check):
    """Runs one check as a program: complaints on standard output, exit code 1 if there are any."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    complaints = check(root)
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)
