"""The rules by which a phrasing case is graded, in one place for the runner and for check_cases.py.

grade() gets the final answer of one run and the workspace after it, and returns what is wrong as sentences; an empty
list means that the case passed. README.md beside this file describes the keys of `expect`. Nothing here starts a run.
"""

import json
import re
from pathlib import Path

SAYS_CANNOT = re.compile(
    r"\b(can ?not|can't|could ?n[o']t|unable|not able|beyond|outside|out of my depth|do not know how|don't know how)\b",
    re.IGNORECASE)
NAMES_HELP = re.compile(r"\b(model|api key|key)\b", re.IGNORECASE)
SAYS_ABSENT = re.compile(
    r"\b(no|not|nothing|none|never|nowhere|can ?not|can't|couldn't|doesn't|don't|isn't|hasn't|haven't|zero|0)\b"
    r"|\b(missing|absent|empty)\b", re.IGNORECASE)
LIST_MARKER = re.compile(r"^\s*(?:[-*•>]|\d+[.)])\s+")
EMPTY_BRACKETS = re.compile(r"[\[(]\s*[\])]")
ANY_CITATION = re.compile(r"[\[(]*(?:\./)?[^\s\[(]+:\d+(?:[-–]\d+)?[\])]*")
MIN_SUMMARY_SENTENCES = 2
MIN_SENTENCE_WORDS = 4
MIN_FOREIGN_WORDS = 5


def citation_pattern(path: str) -> re.Pattern:
    """Matches `path:7` and `path:7-9`; groups are the first and the last line. A longer path must not end in this one."""
    return re.compile(r"(?<![\w/])(?:\./)?" + re.escape(path) + r":(\d+)(?:[-–](\d+))?(?!\d)")


def split_citation(citation: str) -> tuple[str, int | None]:
    path, colon, line = citation.rpartition(":")
    return (path, int(line)) if colon and line.isdigit() else (citation, None)


def cites(answer: str, citation: str) -> bool:
    """A range counts for its two ends only, so that citing a whole file proves nothing about a line inside it."""
    path, line = split_citation(citation)
    if line is None:
        return re.search(r"(?<![\w/])(?:\./)?" + re.escape(path) + r"(?!\w)", answer) is not None
    return any(line in (int(first), int(last or first)) for first, last in citation_pattern(path).findall(answer))


def json_values(text: str) -> list:
    """Every JSON array or object in the text, outermost ones only."""
    decoder = json.JSONDecoder()
    found, at = [], 0
    while (match := re.compile(r"[\[{]").search(text, at)) is not None:
        try:
            value, at = decoder.raw_decode(text, match.start())
            found.append(value)
        except json.JSONDecodeError:
            at = match.start() + 1
    return found


def without_order(value):
    if isinstance(value, list):
        return sorted((without_order(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    if isinstance(value, dict):
        return {key: without_order(item) for key, item in value.items()}
    return value


def plain(text: str) -> str:
    """Text without emphasis, code marks, table bars, list and heading marks, and with single spaces."""
    lines = [LIST_MARKER.sub("", re.sub(r"^\s*#+\s*", "", line)) for line in text.splitlines()]
    return re.sub(r"\s+", " ", re.sub(r"[*`|]", " ", " ".join(lines))).strip()


def sentences(text: str) -> list[str]:
    parts = (part.strip(" .:!?\"'“”…—–-") for part in re.split(r"(?<=[.!?])\s+", text))
    return [part for part in parts if part]


def summary_faults(answer: str, path: str, source: str, only_a_summary: bool) -> list[str]:
    haystack = plain(source).casefold()
    verbatim: list[str] = []
    foreign: list[str] = []
    for line in answer.splitlines():
        cites_source = citation_pattern(path).search(line) is not None
        names_source = Path(path).name in line
        bare = citation_pattern(path).sub(" ", re.sub(r"^\W*" + re.escape(path) + r":\s", "", line).replace("`", ""))
        cites_other = ANY_CITATION.search(bare) is not None and not cites_source
        frame = line.rstrip().endswith(":") or cites_other or (names_source and not cites_source)
        for sentence in sentences(plain(EMPTY_BRACKETS.sub(" ", bare))):
            words = len(sentence.split())
            if words >= MIN_SENTENCE_WORDS and sentence.casefold() in haystack:
                verbatim.append(sentence)
            elif words >= MIN_FOREIGN_WORDS and not frame and not SAYS_CANNOT.search(sentence):
                foreign.append(sentence)
    faults = []
    if len(verbatim) < MIN_SUMMARY_SENTENCES:
        faults.append(f"summary of {path}: {len(verbatim)} sentences of the source, at least {MIN_SUMMARY_SENTENCES} wanted")
    if sum(map(len, verbatim)) >= len(haystack):
        faults.append(f"summary of {path} is not shorter than the file")
    if only_a_summary:
        faults += [f"summary of {path}: not in the source: {sentence!r}" for sentence in foreign]
    return faults


def same_content(actual: str, wanted: str) -> bool:
    """A final newline is a habit of whoever writes the file, not a fact about it."""
    return actual.removesuffix("\n") == wanted.removesuffix("\n")


def file_faults(files: dict, workspace: Path) -> list[str]:
    faults = []
    for name, wanted in files.items():
        target = workspace / name
        if wanted is None:
            if target.exists():
                faults.append(f"{name} should not exist")
        elif not target.is_file():
            faults.append(f"{name} is missing")
        elif not same_content(target.read_text(encoding="utf-8"), wanted):
            faults.append(f"{name} has other content")
    return faults


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change_faults(case: dict, workspace: Path, originals: Path) -> list[str]:
    """A run that declines or finds nothing leaves alone every file that the case does not name."""
    if case.get("setup"):
        return []
    before, after, named = listing(originals), listing(workspace), case["expect"].get("files", {})
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    return [f"{name} was changed" for name in sorted(changed) if name not in named]


def json_faults(expect: dict, answer: str) -> list[str]:
    normal = without_order if expect.get("json_unordered") else (lambda value: value)
    if any(normal(value) == normal(expect["json"]) for value in json_values(answer)):
        return []
    return ["no JSON value in the answer equals the expected one"]


def grade(case: dict, answer: str, workspace: Path, originals: Path) -> list[str]:
    """`workspace` is the folder after the run, `originals` the untouched examples folder."""
    expect = case["expect"]
    folded, straight = answer.casefold(), answer.replace("’", "'")
    faults = [f"answer lacks {text!r}" for text in expect.get("contains", []) if text.casefold() not in folded]
    faults += [f"answer has {text!r}" for text in expect.get("not_contains", []) if text.casefold() in folded]
    faults += [f"answer does not match {rule!r}" for rule in expect.get("regex", []) if not re.search(rule, answer)]
    faults += [f"answer does not cite {citation}" for citation in expect.get("cites", []) if not cites(answer, citation)]
    if "json" in expect:
        faults += json_faults(expect, answer)
    if case["intent"] == "extract" and not expect.get("not_found") and not json_values(answer):
        faults.append("no JSON value is in the answer")
    if expect.get("declines"):
        if not SAYS_CANNOT.search(straight):
            faults.append("answer does not say that it cannot do this")
        if not NAMES_HELP.search(answer):
            faults.append("answer does not name what would help (a local model, a key)")
    if expect.get("not_found") and not SAYS_ABSENT.search(straight):
        faults.append("answer does not say that nothing is there")
    if expect.get("declines") or expect.get("not_found"):
        faults += change_faults(case, workspace, originals)
    if "summary_of" in expect:
        path = expect["summary_of"]
        source = (originals / path).read_text(encoding="utf-8")
        faults += summary_faults(answer, path, source, case["intent"] == "summarise")
    kept = {name: (originals / name).read_text(encoding="utf-8") for name in expect.get("unchanged", [])}
    return faults + file_faults({**expect.get("files", {}), **kept}, workspace)


def is_invention(fault: str) -> bool:
    """Worse than a wrong answer: one that answers what it cannot know, says what no source says, or what it must not."""
    return fault.startswith(("answer has ", "answer does not say that ")) or ": not in the source: " in fault
