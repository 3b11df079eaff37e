#!/usr/bin/python3
"""shellcheck has nothing to say about any shell script, with or without a suffix."""
import re
import subprocess

from source_tree import files, main, text

SHEBANG = re.compile(r"#!/(?:usr/)?bin/(?:env )?(?:ba|da)?sh\b")


def check(root):
    scripts = [str(path) for path in files(root) if SHEBANG.match(text(root, path) or "")]
    if not scripts:
        return []
    run = subprocess.run(["shellcheck", "--format=gcc", *scripts], cwd=root, capture_output=True, text=True)
    return (run.stdout + run.stderr).splitlines()


if __name__ == "__main__":
    main(check)
