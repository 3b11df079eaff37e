#!/usr/bin/python3
"""No file names the machine it was written on, or the registry its packages came from.

Either would make the checkout work for its author only. Registries are recognised by the shape of the host name, so that
this file names none; npm is told by .npmrc to leave them out of its lock file.
"""
import re

from source_tree import files, main, text

MACHINE_PATH = re.compile(r"(?<![\w.~$}/-])/wor[k]/")
REGISTRY_WORDS = "deb|registry|npm|pypi|mirrors?|packages?|artifactory|snapshot|crates|proxy"
REGISTRY = re.compile(rf"https?://(?:[\w-]+\.)*(?:{REGISTRY_WORDS})\.[\w.-]*[a-z]", re.IGNORECASE)
RESOLVED = re.compile(r'^\s*"resolved":\s*"https?:')


def check(root):
    complaints = []
    for path in files(root):
        for number, line in enumerate((text(root, path) or "").splitlines(), 1):
            if MACHINE_PATH.search(line):
                complaints.append(f"{path}:{number}: names a path of one machine")
            if REGISTRY.search(line) or RESOLVED.search(line):
                complaints.append(f"{path}:{number}: names a package registry")
    return complaints


if __name__ == "__main__":
    main(check)
