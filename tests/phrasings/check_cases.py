#!/usr/bin/env python3
"""Checks case files of phrasings against their format and against the examples folder; exits 1 when any case is bad.

    check_cases.py [FILE.jsonl ...]      without arguments: every .jsonl file beside this script

A grader that is wrong is worse than none, so every expected fact that can be recomputed from examples/ is recomputed,
and a case that a silent agent would pass is refused. README.md describes the format.
"""

import json
import re
import sys
from pathlib import Path

import grading

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"

INTENTS = {
    "summarise", "outline", "find_files", "search", "read", "count", "extract", "compare", "move", "delete", "write",
    "replace", "history_file", "history_day", "history_search", "multi", "out_of_depth", "missing", "ambiguous",
    "question", "follow_up", "help",
}
STRING_LISTS = ("contains", "not_contains", "regex", "cites", "unchanged")
FLAGS = ("declines", "not_found", "json_unordered")
EXPECT_KEYS = {*STRING_LISTS, *FLAGS, "json", "files", "summary_of"}
CASE_KEYS = {"id", "intent", "task", "setup", "conversation", "expect"}
QUOTES_THE_SOURCE = {"outline", "search", "read", "extract", "compare"}


class Examples:
    """The examples folder, read once."""

    def __init__(self, root: Path):
        self.root = root
        self.texts = {str(path.relative_to(root)): path.read_text(encoding="utf-8")
                      for path in sorted(root.rglob("*")) if path.is_file()}
        self.folded = {name: text.casefold() for name, text in self.texts.items()}

    def holds(self, text: str) -> bool:
        return any(text.casefold() in content for content in self.folded.values())

    def named_in(self, task: str) -> list[str]:
        full = [name for name in self.texts if name in task]
        return full or [name for name in self.texts if re.search(r"(?<![\w-])" + re.escape(Path(name).name), task)]

    def scope_of(self, task: str) -> list[str]:
        """The files that the task names, else those of the folder that it names, else all."""
        in_folders = [name for name in self.texts
                      if "/" in name and re.search(r"\b" + re.escape(name.partition("/")[0]) + r"\b", task)]
        return self.named_in(task) or in_folders or list(self.texts)


def is_strings(value) -> bool:
    return isinstance(value, list) and value != [] and all(isinstance(item, str) and item for item in value)


def format_faults(case: dict) -> list[str]:
    if not isinstance(case, dict) or not {"id", "intent", "task", "expect"} <= case.keys():
        return ["a case needs id, intent, task and expect"]
    faults = [f"unknown key {key}" for key in case.keys() - CASE_KEYS]
    if not isinstance(case["id"], str) or not re.fullmatch(r"[a-z]+\d{3,}", case["id"]):
        faults.append("id must be letters followed by at least three digits")
    if case["intent"] not in INTENTS:
        faults.append(f"unknown intent {case['intent']}")
    if not isinstance(case["task"], str) or not case["task"].strip() or "\n" in case["task"]:
        faults.append("task must be one line of text")
    faults += [f"{key} must be a list of tasks" for key in ("setup", "conversation")
               if key in case and not is_strings(case[key])]
    if not isinstance(case["expect"], dict) or not case["expect"]:
        return faults + ["expect must be an object with at least one key"]
    return faults + expect_format_faults(case["expect"])


def expect_format_faults(expect: dict) -> list[str]:
    faults = [f"unknown key expect.{key}" for key in expect.keys() - EXPECT_KEYS]
    faults += [f"expect.{key} must be a list of strings" for key in STRING_LISTS
               if key in expect and not is_strings(expect[key])]
    faults += [f"expect.{key} must be true or left out" for key in FLAGS if expect.get(key, True) is not True]
    if "json_unordered" in expect and "json" not in expect:
        faults.append("expect.json_unordered without expect.json")
    files = expect.get("files", {})
    if not isinstance(files, dict) or not all(text is None or isinstance(text, str) for text in files.values()):
        faults.append("expect.files must map a path to its content or null")
    for rule in expect.get("regex", []):
        try:
            re.compile(rule)
        except re.error as error:
            faults.append(f"expect.regex {rule!r}: {error}")
    return faults


def contradictions(expect: dict) -> list[str]:
    wanted = expect.get("contains", []) + expect.get("cites", [])
    return [f"{text!r} is wanted and {banned!r} is banned" for banned in expect.get("not_contains", [])
            for text in wanted if banned.casefold() in text.casefold()]


def citation_faults(case: dict, examples: Examples) -> list[str]:
    faults = []
    for citation in case["expect"].get("cites", []):
        path, line = grading.split_citation(citation)
        made_here = case["expect"].get("files", {}).get(path)
        text = examples.texts.get(path, made_here)
        if text is None:
            faults.append(f"cites {citation}: there is no such file")
        elif line is not None and not 1 <= line <= len(text.splitlines()):
            faults.append(f"cites {citation}: the file has {len(text.splitlines())} lines")
        elif line is not None and not text.splitlines()[line - 1].strip():
            faults.append(f"cites {citation}: the line is blank")
    return faults


def source_faults(case: dict, examples: Examples) -> list[str]:
    """What the answer must quote has to stand in the examples; what is missing must not."""
    expect, intent = case["expect"], case["intent"]
    wanted = expect.get("contains", [])
    if intent in QUOTES_THE_SOURCE or (intent == "multi" and not {"setup", "files"} & {*case, *expect}):
        return [f"contains {text!r}: not in the examples" for text in wanted
                if text not in examples.texts and not examples.holds(text)]
    if intent == "missing":
        return [f"contains {text!r}: is in the examples after all" for text in wanted
                if text in examples.texts or examples.holds(text)]
    if intent == "ambiguous":
        return [f"contains {text!r}: no such file" for text in wanted if text not in examples.texts]
    return []


def search_faults(case: dict, examples: Examples) -> list[str]:
    """Every cited line of a search holds what is searched for, and no line within the task's scope is forgotten."""
    expect = case["expect"]
    if case["intent"] != "search" or not {"cites", "contains"} <= expect.keys():
        return []
    term = expect["contains"][0].casefold()
    cited = {grading.split_citation(citation) for citation in expect["cites"]}
    there = {(path, number) for path in examples.scope_of(case["task"])
             for number, line in enumerate(examples.texts[path].splitlines(), 1) if term in line.casefold()}
    return [f"search for {term!r}: {path}:{line} is a hit or is cited, but not both" for path, line in there ^ cited]


def outline_faults(case: dict, examples: Examples) -> list[str]:
    if case["intent"] != "outline" or not {"cites", "contains"} <= case["expect"].keys():
        return []
    path = grading.split_citation(case["expect"]["cites"][0])[0]
    if not path.endswith(".md"):
        return []
    headings = [line.lstrip("# ") for line in examples.texts[path].splitlines() if re.match(r"#{1,6} ", line)]
    return [] if headings == case["expect"]["contains"] else [f"{path} has the headings {headings}"]


def facts_about(text: str, task: str) -> set[int]:
    lines = text.count("\n") + (text != "" and not text.endswith("\n"))
    words = {word for word in re.findall(r"[\w.+-]+", task) if len(word) > 2}
    return {lines, len(text.split()), len(text), *(text.count(word) for word in words),
            *(len(re.findall(rf"\b{re.escape(word)}\b", text)) for word in words)}


def count_faults(case: dict, examples: Examples) -> list[str]:
    """One of the countable facts about the file that the task names must satisfy the regex."""
    if case["intent"] != "count":
        return []
    named = examples.named_in(case["task"])
    if named:
        facts = set().union(*(facts_about(examples.texts[name], case["task"]) for name in named))
    else:
        groups = [lambda name: "", lambda name: Path(name).suffix, lambda name: name.partition("/")[0]]
        keys = [[group(name) for name in examples.texts] for group in groups]
        facts = {column.count(key) for column in keys for key in column}
    return [f"no countable fact of {named or 'the folder'} matches {rule!r}" for rule in case["expect"].get("regex", [])
            if not any(re.search(rule, f" {fact} ") for fact in facts - {0})]


def summary_source_faults(case: dict, examples: Examples) -> list[str]:
    path = case["expect"].get("summary_of")
    if path is None:
        return []
    if path not in examples.texts:
        return [f"summary_of {path}: no such file"]
    enough = len(grading.sentences(grading.plain(examples.texts[path]))) > grading.MIN_SUMMARY_SENTENCES
    return [] if enough else [f"summary_of {path}: too short to summarise"]


def strings_in(value) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.items() for part in item for text in strings_in(part)]
    if isinstance(value, list):
        return [text for item in value for text in strings_in(item)]
    return [value] if isinstance(value, str) else []


def json_source_faults(case: dict, examples: Examples) -> list[str]:
    """Every text of the JSON stands in what the task names; a kind of things that the task names may be a key."""
    sources = [examples.texts[name] for name in examples.scope_of(case["task"])] + [case["task"]]
    return [f"json {text!r}: not in the file that the task names" for text in strings_in(case["expect"].get("json"))
            if not any(text in source for source in sources)]


def extract_faults(case: dict, examples: Examples) -> list[str]:
    """A pattern for something extracted matches the source as well, unless it asks for the quotes of JSON."""
    if case["intent"] != "extract":
        return []
    sources = [examples.texts[name] for name in examples.named_in(case["task"])]
    return [f"regex {rule!r}: matches no file that the task names" for rule in case["expect"].get("regex", [])
            if '"' not in rule and not any(re.search(rule, source) for source in sources)]


def file_faults(case: dict, examples: Examples) -> list[str]:
    """A removed file was there before; a moved one keeps its content; a kept one is named with its present content."""
    faults = []
    for name, content in case["expect"].get("files", {}).items():
        before = examples.texts.get(name)
        if content is None:
            if before is None:
                faults.append(f"files {name}: null, but the examples never had it")
        elif case["intent"] == "move" and content not in examples.texts.values():
            faults.append(f"files {name}: a moved file has the content of no example")
        elif case["intent"] == "replace" and "not_found" not in case["expect"] and before in (None, content):
            faults.append(f"files {name}: nothing would be replaced")
        elif case["intent"] in ("delete", "out_of_depth", "missing", "ambiguous") and content != before:
            faults.append(f"files {name}: must be left alone, but has other content in the examples")
        elif case["intent"] == "write" and before is not None and not content.startswith(before):
            faults.append(f"files {name}: exists already, and nothing is added to it")
    return faults


def silence_faults(case: dict) -> list[str]:
    silent = grading.grade(case, "", EXAMPLES, EXAMPLES)
    return [] if silent else ["an agent that says and does nothing would pass"]


def fact_faults(case: dict, examples: Examples) -> list[str]:
    faults = contradictions(case["expect"])
    for check in (citation_faults, source_faults, search_faults, outline_faults, count_faults, summary_source_faults,
                  json_source_faults, extract_faults, file_faults):
        faults += check(case, examples)
    return faults or silence_faults(case)


def check_file(path: Path, examples: Examples, seen_ids: dict, seen_tasks: dict) -> tuple[int, list[str]]:
    count, faults = 0, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        try:
            case = json.loads(line)
        except json.JSONDecodeError as error:
            faults.append(f"{where}: not JSON: {error}")
            continue
        count += 1
        wrong = format_faults(case)
        faults += [f"{where}: {text}" for text in wrong or fact_faults(case, examples)]
        if wrong:
            continue
        for seen, key in ((seen_ids, case["id"]), (seen_tasks, " ".join(case["task"].casefold().split()))):
            if key in seen:
                faults.append(f"{where}: {key!r} stands already at {seen[key]}")
            seen.setdefault(key, where)
    return count, faults or ([] if count else [f"{path.name}: no cases"])


def main(arguments: list[str]) -> int:
    examples = Examples(EXAMPLES)
    paths = [Path(argument) for argument in arguments] or sorted(HERE.glob("*.jsonl"))
    if not paths:
        print("no case files", file=sys.stderr)
        return 1
    bad, seen_ids, seen_tasks = False, {}, {}
    for path in paths:
        count, faults = check_file(path, examples, seen_ids, seen_tasks)
        bad = bad or bool(faults)
        print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
        print(f"{path.name}: {count} cases, {len(faults)} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
