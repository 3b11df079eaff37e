"""Golden files: answers with what differs from run to run replaced by a word, compared to tests/golden/.

ACCEPT=1 rewrites the files; the diff is then for a person to look at.
"""

import json
import os
import re

from hearth import REPOSITORY

FOLDER = REPOSITORY / "tests/golden"
# Fields that differ each time, by name. Row ids do not: each test begins with an empty database.
CHANGING = {"at", "created_at", "updated_at", "started_at", "ended_at", "finished_at", "first_at", "last_at", "last_used_at", "modified", "modified_at", "read_at", "added_at", "valid_from", "valid_until", "reading", "duration_ms", "pid",
            "uptime_ms", "version", "token", "code", "score", "took_ms", "landlock", "bubblewrap_version"}


def normal(value, replacements, name=""):
    """`replacements` maps texts, such as the path of the workspace, to the words that stand for them."""
    if value is not None and name in CHANGING:
        return f"<{name}>"
    if isinstance(value, dict):
        return {key: normal(item, replacements, key) for key, item in value.items()}
    if isinstance(value, list):
        return [normal(item, replacements) for item in value]
    if isinstance(value, str):
        for text, word in replacements.items():
            value = value.replace(text, word)
        value = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:<port>", value)
        value = re.sub(r"#code=\w+", "#code=<code>", value)
        value = re.sub(r"\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?", "<time>", value)
        value = re.sub(r"(bubblewrap|Landlock) \d[\d.]*", r"\1 <version>", value)
        value = re.sub(r"\b\d[\d.]* [KMGT]iB free", "<size> free", value)
        return re.sub(r"\b\d+ usable", "<number> usable", value)
    return value


def joined_deltas(events):
    """How a text is cut into deltas is a matter of timing: neighbours are joined, and the numbers left out."""
    joined = []
    for event in events:
        event = {"type": event["type"], "at": event["at"], "data": event["data"]}
        if joined and event["type"].endswith(".delta") and joined[-1]["type"] == event["type"]:
            joined[-1]["data"]["text"] += event["data"]["text"]
        else:
            joined.append(event)
    return joined


def check(test, path, value):
    """Compares with the golden file `path`, or writes it."""
    text = json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    file = FOLDER / path
    if os.environ.get("ACCEPT"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    test.assertTrue(file.exists(), f"{file} is not there: run this test with ACCEPT=1 and look at what it wrote")
    test.assertEqual(json.loads(file.read_text()), json.loads(text), f"{file} differs: ACCEPT=1 rewrites it")
