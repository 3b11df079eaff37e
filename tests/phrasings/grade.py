#!/usr/bin/env python3
"""Judges answers to phrasing cases. Used by the black-box test of the real binary and by run_cases.

A case is one JSON line: {"id", "intent", "task", "setup": [...], "expect": {...}}. What "expect" may hold, all of it
must be met:
  contains        texts that the answer holds, whatever their case
  not_contains    texts that it must not hold
  regex           patterns that match somewhere in it (Python re, ignoring case, ^ and $ at lines)
  cites           "path:line" texts; "a.md:3" is not met by "a.md:31"
  json            a JSON value that stands in one of its fenced blocks
  json_unordered  the same, the order of elements of arrays aside
  files           {path: content or null}: after the run the file has exactly this content, or is absent
  unchanged       paths that are byte for byte as before (needs --examples)
  declines        true: the answer opens by saying that it cannot; false: it does not
  not_found       true: it says that nothing was found
  summary_of      path: every cited passage stands in that file word for word

Command line: grade.py CASES.jsonl ANSWERS.jsonl [--examples DIR] [--verbose]; prints a line for each failure and the
rate, ends 1 if a case failed.
"""
import argparse
import json
import pathlib
import re
import sys

DECLINE = re.compile(r"^\W*i can(?:'|’)?(?:no)?t do this with the built-in tier\b", re.I)
NOT_FOUND = re.compile(r"\bnot found\b|\bno (?:line|file|earlier|task)\b.*\b(?:there|answers|has|is)\b|\bnothing (?:in|is)\b", re.I)
FENCE = re.compile(r"^(`{3,})\w*\n(.*?)\n\1[ \t]*$", re.M | re.S)
CITED = re.compile(r"^\s*[-*>] (.+?) \(([^()]+):(\d+)(?:-\d+)?\)\s*$", re.M)


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def fenced_json(answer):
    values = []
    for _, body in FENCE.findall(answer):
        try:
            values.append(json.loads(body))
        except ValueError:
            pass
    return values


def unordered(value):
    if isinstance(value, list):
        return sorted((unordered(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
    if isinstance(value, dict):
        return {k: unordered(v) for k, v in value.items()}
    return value


def is_cited(answer, citation):
    return re.search(r"(?<![\w/.-])" + re.escape(citation) + r"(?!\d)", answer) is not None


def summary_problem(answer, root, path):
    source = squeeze((root / path).read_text(encoding="utf-8"))
    passages = [text for text, cited, _ in CITED.findall(answer) if cited == path]
    if not passages:
        return "no cited passage of " + path
    for text in passages:
        if squeeze(text) not in source:
            return "not in %s: %r" % (path, text)
    return None


def file_problem(root, path, content):
    target = root / path
    if content is None:
        return "%s still exists" % path if target.exists() else None
    if not target.is_file():
        return "%s does not exist" % path
    found = target.read_bytes()
    return None if found == content.encode() else "%s holds %r" % (path, found[:200])


def problems(case, answer, root, examples=None):
    """Why the answer is wrong; empty if it is right."""
    expect, found = case["expect"], []
    lower = answer.lower()
    for text in expect.get("contains", []):
        if text.lower() not in lower:
            found.append("lacks %r" % text)
    for text in expect.get("not_contains", []):
        if text.lower() in lower:
            found.append("must not hold %r" % text)
    patterns = expect.get("regex", [])
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        if not re.search(pattern, answer, re.I | re.M):
            found.append("does not match %r" % pattern)
    found += ["does not cite " + c for c in expect.get("cites", []) if not is_cited(answer, c)]
    if "json" in expect and expect["json"] not in fenced_json(answer):
        found.append("no fenced block equals %s, but %s" % (json.dumps(expect["json"]), json.dumps(fenced_json(answer))[:400]))
    if "json_unordered" in expect:
        wanted = unordered(expect["json_unordered"])
        if wanted not in [unordered(v) for v in fenced_json(answer)]:
            found.append("no fenced block equals %s in any order" % json.dumps(wanted))
    for path, content in expect.get("files", {}).items():
        found.append(file_problem(root, path, content))
    for path in expect.get("unchanged", []):
        found.append(file_problem(root, path, (examples / path).read_text(encoding="utf-8")))
    if "declines" in expect and bool(DECLINE.search(answer)) != expect["declines"]:
        found.append("declines: %s" % bool(DECLINE.search(answer)))
    if expect.get("not_found") and not NOT_FOUND.search(answer):
        found.append("does not say that nothing was found")
    if "summary_of" in expect:
        paths = expect["summary_of"]
        found += [summary_problem(answer, root, p) for p in ([paths] if isinstance(paths, str) else paths)]
    return [problem for problem in found if problem]


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases")
    parser.add_argument("answers")
    parser.add_argument("--examples", type=pathlib.Path)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    answers = {a["id"]: a for a in read_lines(options.answers)}
    failed, cases = 0, read_lines(options.cases)
    for case in cases:
        answer = answers.get(case["id"], {"answer": "", "workspace": "/nonexistent"})
        wrong = problems(case, answer["answer"], pathlib.Path(answer["workspace"]), options.examples)
        if not wrong:
            continue
        failed += 1
        print("%s [%s] %s: %s" % (case["id"], case["intent"], case["task"], "; ".join(wrong)))
        if options.verbose:
            print("    " + answer["answer"].replace("\n", "\n    "))
    print("%d of %d cases right (%.1f %%)" % (len(cases) - failed, len(cases), 100.0 * (len(cases) - failed) / max(len(cases), 1)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
