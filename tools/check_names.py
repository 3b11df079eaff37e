#!/usr/bin/python3
"""Names that say nothing, and constructs this project does without.

A name such as `util` or `manager` fits everything, so everything ends up there. The constructs are those whose lifetime
nobody owns (detached and asynchronous threads), those this compiler gets wrong (coroutines: g++ 12 destroys temporaries
twice), tests that pass by not running, and notes to self that lead nowhere.
"""
import re

from source_tree import files, is_data, main, text

EMPTY_NAMES = {"util", "utils", "utility", "utilities", "common", "helper", "helpers", "manager", "managers", "misc"}
DECLARATION = re.compile(r"\b(?:enum\s+(?:class|struct)|class|struct|union|enum|namespace|concept)\s+([A-Za-z_][\w:]*)")
SCRIPTED_DECLARATION = re.compile(r"^\s*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(?:class|interface)\s+(\w+)")
CPP = (".h", ".cc", ".inc", ".c")
SCRIPTED = (".py", ".ts", ".js", ".mjs", ".svelte")
HASH_COMMENTS = (".py", ".sh", ".cmake", "CMakeLists.txt", "Makefile")

BANNED_CPP = {
    r"\.\s*detach\s*\(\s*\)": "nothing is detached: a thread has an owner that joins it",
    r"\bstd\s*::\s*async\b": "std::async hides who waits; use std::jthread",
    r"\bstd\s*::\s*thread\b(?!\s*::)": "std::thread must be joined by hand; use std::jthread",
    r"\bco_(?:await|yield|return)\b": "no coroutines: g++ 12 destroys temporaries in co_await expressions twice",
    r"\bGTEST_SKIP\b": "a test runs or does not exist",
    r"\bDISABLED_\w": "a test runs or does not exist",
}
BANNED_PYTHON = {r"\bskip(?:Test|If|Unless)?\(|@unittest\.skip": "a test runs or does not exist"}
NOTE = re.compile(r"\b(?:TODO|FIXME|XXX)\b")

CPP_TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^\s()\\]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
COMMENT_STARTS = ("//", "/*")


def words(name):
    """The words of a name: file_manager, FileManager and file-manager are all file and manager."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def split_cpp(source):
    """(code, comments): two texts with the lines of the source, each holding only its own part."""
    def blank(found):
        return re.sub(r"[^\n]", " ", found)

    code = CPP_TOKEN.sub(lambda match: blank(match.group()), source)
    comments, end = [], 0
    for match in CPP_TOKEN.finditer(source):
        token = match.group()
        comments += [blank(source[end:match.start()]), token if token.startswith(COMMENT_STARTS) else blank(token)]
        end = match.end()
    return code, "".join(comments)


def line_complaints(path, lines, patterns):
    for number, line in enumerate(lines.splitlines(), 1):
        for pattern, reason in patterns.items():
            if re.search(pattern, line):
                yield f"{path}:{number}: {reason}"


def path_complaints(path):
    for part in path.parts:
        if empty := EMPTY_NAMES & set(words(part)):
            yield f"{path}: `{empty.pop()}` says nothing about what is inside"


def declaration_complaints(path, code, declaration):
    for number, line in enumerate(code.splitlines(), 1):
        for name in declaration.findall(line):
            if empty := EMPTY_NAMES & set(words(name)):
                yield f"{path}:{number}: {name}: `{empty.pop()}` says nothing about what it does"


def note_complaints(path, comments):
    for number, line in enumerate(comments.splitlines(), 1):
        if NOTE.search(line) and "://" not in line:
            yield f"{path}:{number}: a note to self needs a link to where it is followed up"


def comments_after(mark, source):
    return "\n".join(line.partition(mark)[2] for line in source.splitlines())


def check_file(path, source):
    if path.name.endswith(CPP):
        code, comments = split_cpp(source)
        yield from line_complaints(path, code, BANNED_CPP)
        yield from declaration_complaints(path, code, DECLARATION)
        yield from note_complaints(path, comments)
        return
    if path.name.endswith(".py"):
        yield from line_complaints(path, source, BANNED_PYTHON)
    if path.name.endswith(SCRIPTED):
        yield from declaration_complaints(path, source, SCRIPTED_DECLARATION)
    if path.name.endswith(HASH_COMMENTS) or source.startswith("#!"):
        yield from note_complaints(path, comments_after("#", source))
    elif path.name.endswith(SCRIPTED):
        yield from note_complaints(path, comments_after("//", source))


def check(root):
    complaints = []
    for path in files(root):
        if not is_data(path):
            complaints += path_complaints(path)
            complaints += check_file(path, text(root, path) or "")
    return complaints


if __name__ == "__main__":
    main(check)
