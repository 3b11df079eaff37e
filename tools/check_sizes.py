#!/usr/bin/python3
"""No source file that people write is longer than 500 lines; one made by a script says so in its first line."""
from source_tree import files, is_data, main, text

LIMIT = 500
SOURCES = (".c", ".cc", ".h", ".inc", ".py", ".sh", ".ts", ".js", ".mjs", ".svelte", ".css", ".html", ".sql", ".lua",
           ".cmake", "CMakeLists.txt", "Makefile")


def is_source(path, content):
    return path.name.endswith(SOURCES) or ("." not in path.name and content.startswith("#!"))


def check(root):
    complaints = []
    for path in files(root):
        content = text(root, path) or ""
        lines = content.count("\n")
        made = content.startswith("// Made by scripts/")
        if lines > LIMIT and is_source(path, content) and not made and not is_data(path):
            complaints.append(f"{path}: {lines} lines; {LIMIT} at most: it holds more than one concept, split it")
    return complaints


if __name__ == "__main__":
    main(check)
