#!/usr/bin/python3
"""A folder of src/ uses only folders in rows below its own: in #include, and in the DEPENDS of its CMakeLists.txt.

The linker does not see a wrong include, because all folders share one include root; hence this check. It has no list of
exceptions. What two folders of one row both need belongs in a row below them.
"""
import re

from source_tree import files, main, text

ROWS = [
    ["base"],
    ["domain"],
    ["db", "documents", "embed", "http_client", "http_server", "process", "schema", "search", "settings", "workspace"],
    ["client", "sandbox", "store"],
    ["egress"],
    ["llm", "mcp", "memory", "tools"],
    ["agent"],
    ["acp", "api", "cli", "shell"],
    ["app"],
]
ROW_OF = {folder: row for row, folders in enumerate(ROWS) for folder in folders}

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]*)"')
MODULE = re.compile(r"\bhearth_module\(([^)]*)\)")
KEYWORDS = {"SOURCES", "TESTS", "DEPENDS", "LIBRARIES"}


def complaint_about(user, used):
    """Why folder `user` may not use folder `used`, or None."""
    if used not in ROW_OF:
        return f"{used} is no folder in the table of rows (tools/check_layers.py); includes are written from src/"
    if used != user and ROW_OF[used] >= ROW_OF[user]:
        return f"{user} (row {ROW_OF[user]}) may not use {used} (row {ROW_OF[used]}): only lower rows"
    return None


def included_folders(source):
    for number, line in enumerate(source.splitlines(), 1):
        if match := INCLUDE.match(line):
            yield number, match.group(1).split("/")[0] if "/" in match.group(1) else match.group(1)


def folder_of_target(target):
    """llm_reflex is the library of src/llm/reflex/, http_client that of src/http_client/."""
    return next((folder for folder in ROW_OF if target == folder or target.startswith(folder + "_")), target)


def depended_folders(cmake):
    """(line, folder) of each DEPENDS of each hearth_module(); a keyword ends the list before it."""
    cmake = re.sub(r"#.*", "", cmake)
    for module in MODULE.finditer(cmake):
        keyword = None
        for word in re.finditer(r"\S+", module.group(1)):
            if word.group() in KEYWORDS:
                keyword = word.group()
            elif keyword == "DEPENDS":
                yield cmake.count("\n", 0, module.start(1) + word.start()) + 1, folder_of_target(word.group())


def check(root):
    complaints = []
    for path in files(root, ".h", ".cc", ".inc", "CMakeLists.txt", below="src"):
        if len(path.parts) < 3:
            continue  # src/CMakeLists.txt only lists the folders
        user = path.parts[1]
        if user not in ROW_OF:
            complaints.append(f"{path}: {user} is no folder in the table of rows (tools/check_layers.py)")
            continue
        used_folders = depended_folders if path.name == "CMakeLists.txt" else included_folders
        for line, used in used_folders(text(root, path)):
            if complaint := complaint_about(user, used):
                complaints.append(f"{path}:{line}: {complaint}")
    return complaints


if __name__ == "__main__":
    main(check)
