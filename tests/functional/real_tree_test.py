"""A task of each kind on a real source tree of some hundred files, this project's own, checked against Python's reading."""

import json
import re
import shutil
import unittest

from fake_model import FakeModel, calls
from hearth import REPOSITORY, HearthTest
from terminal import Terminal

SEARCHES = 24
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class RealTree(HearthTest):
    def setUp(self):
        super().setUp()
        shutil.rmtree(self.workspace)
        for name in ("src", "docs"):
            self.copy_of(REPOSITORY / name, f"work/{name}")
        for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"):
            shutil.copy(REPOSITORY / name, self.workspace / name)
        self.files = {str(path.relative_to(self.workspace)): path for path in self.workspace.rglob("*") if path.is_file()}
        self.assertGreater(len(self.files), 300)

    def ask(self, task, *options, code=0):
        result = self.hearth.run("run", *options, task, cwd=self.workspace)
        self.assertEqual(result.code, code, result)
        return result.out

    def text(self, name):
        return (self.workspace / name).read_text()

    def test_summary(self):
        answer = self.ask("Summarise ARCHITECTURE.md")
        plain = re.sub(r"[`*\s]+", " ", self.text("ARCHITECTURE.md"))
        quoted = [sentence for line in answer.splitlines() for sentence in SENTENCE_END.split(line)
                  if len(sentence.split()) >= 5 and re.sub(r"[`*\s]+", " ", re.sub(r"^\W+", "", sentence)).strip(" .") in plain]
        self.assertGreaterEqual(len(quoted), 2, answer)
        self.assertLess(len(answer), len(self.text("ARCHITECTURE.md")) // 2)
        self.assertRegex(answer, r"ARCHITECTURE\.md:\d+")

    def test_outline(self):
        answer = self.ask("List the headings of ARCHITECTURE.md")
        lines = self.text("ARCHITECTURE.md").splitlines()
        headings = [(line.lstrip("# "), number) for number, line in enumerate(lines, 1) if re.match(r"#+ ", line)]
        self.assertGreater(len(headings), 5)
        for heading, number in headings:
            self.assertIn(heading, answer)
            self.assertIn(f"ARCHITECTURE.md:{number}", answer)

    def test_search_finds_what_python_finds(self):
        answer = self.ask("Search for class RunRegistry")
        expected = {f"{name}:{number}" for name, path in self.files.items()
                    for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1) if "class RunRegistry" in line}
        self.assertGreater(len(expected), 0)
        for citation in expected:
            self.assertIn(citation, answer)

    def test_find_files(self):
        answer = self.ask("Find all files named CMakeLists.txt")
        for name in self.files:
            if name.endswith("CMakeLists.txt"):
                self.assertIn(name, answer)

    def test_extraction(self):
        (self.workspace / "people.md").write_text("Ask ada@example.org or\nbob@example.net, not @home.\n")
        answer = self.ask("Extract all e-mail addresses from people.md as JSON")
        found = json.loads(re.search(r"\[.*\]", answer, re.DOTALL).group())
        self.assertEqual({"ada@example.org", "bob@example.net"}, set(re.findall(r"[\w.]+@[\w.]+\w", json.dumps(found))))

    def test_comparison(self):
        changed = self.text("docs/adr/0004-integer-ids.md").replace("id", "key", 1)
        (self.workspace / "docs/adr/0004-other.md").write_text(changed)
        answer = self.ask("Compare docs/adr/0004-integer-ids.md and docs/adr/0004-other.md")
        line = next(line for line in changed.splitlines() if line not in self.text("docs/adr/0004-integer-ids.md").splitlines())
        self.assertIn(line.strip(), answer)
        same = self.ask("Compare docs/adr/0004-integer-ids.md and docs/adr/0004-integer-ids.md")
        self.assertNotIn(line.strip(), same)

    def test_edit_with_approval_and_denial(self):
        before = self.text("src/base/stop.h")
        task = 'Replace "throw Cancelled{}" with "throw Cancelled()" in src/base/stop.h'
        self.assertEqual(before.count("throw Cancelled{}"), 1)
        denied = Terminal(self, "run", task, cwd=self.workspace)
        denied.expect("[4] deny")
        denied.type("4\n")
        self.assertEqual(denied.end(), 3)
        self.assertEqual(self.text("src/base/stop.h"), before)
        allowed = Terminal(self, "run", task, cwd=self.workspace)
        allowed.expect("fs_edit")
        allowed.expect("throw Cancelled()")  # what would change is shown
        allowed.expect("[1] once")
        allowed.type("1\n")
        self.assertEqual(allowed.end(), 0)
        self.assertEqual(self.text("src/base/stop.h"), before.replace("throw Cancelled{}", "throw Cancelled()"))

    def test_cancel_and_restart_in_the_middle(self):
        search = calls(*[("fs_search", {"pattern": f"(l.n.)+ .*zq{n}"}) for n in range(SEARCHES)])
        fake = FakeModel(self, [search, {"results": True}])
        self.hearth.serve()
        api = self.hearth.api()
        fake.use(api)
        session = api.new_session(self.workspace)
        cancelled = api.start(session, "Search", "local/script")
        with api.events(cancelled) as stream:
            stream.until("tool.started")
            api.post(f"/runs/{cancelled}/cancel", status=202)
            self.assertEqual(stream.until("run.cancelled", "run.finished")["type"], "run.cancelled")
        run = api.start(api.new_session(self.workspace), "Search", "local/script")
        with api.events(run) as stream:
            stream.until("tool.started")
            self.hearth.kill()
        self.hearth.serve()
        events = self.hearth.api().follow(run)
        types = [event["type"] for event in events]
        self.assertEqual(types[-1], "run.finished", events[-1])
        self.assertIn("run.resumed", types)
        self.assertEqual(types.count("tool.finished"), SEARCHES)
        self.assertIn("0 matching lines", events[-1]["data"]["answer"])

    def test_history_survives_a_rename(self):
        self.ask("List the headings of CONTRIBUTING.md")
        self.ask("Rename CONTRIBUTING.md to docs/how-to-work.md", "--yes")
        self.assertTrue((self.workspace / "docs/how-to-work.md").exists())
        answer = self.ask("What have I done with docs/how-to-work.md before?")
        self.assertIn("List the headings of CONTRIBUTING.md", answer)
        self.assertIn("Rename CONTRIBUTING.md", answer)
        listed = self.hearth.run("history", "file", "docs/how-to-work.md", cwd=self.workspace)
        self.assertIn("List the headings of CONTRIBUTING.md", listed.out)

    def test_out_of_its_depth_it_says_so(self):
        answer = self.ask("Write a poem about src/agent/run.cc in the style of a sonnet")
        self.assertRegex(answer, r"(?i)cannot|can't|beyond")
        self.assertRegex(answer, "model")


if __name__ == "__main__":
    unittest.main()
