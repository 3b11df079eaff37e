#!/usr/bin/python3
"""Every C and C++ file is as clang-format would write it. Put it right with: clang-format-14 -i FILE."""
import subprocess

from source_tree import files, main


def check(root):
    sources = [str(path) for path in files(root, ".h", ".cc", ".inc", ".c")]
    if not sources:
        return []
    run = subprocess.run(["clang-format-14", "--dry-run", "--Werror", *sources], cwd=root, capture_output=True, text=True)
    return [line for line in run.stderr.splitlines() if ": error: " in line] or [run.stderr] * (run.returncode != 0)


if __name__ == "__main__":
    main(check)
