"""`hearth run`: what stands on which output, in which form, and with which exit code it ends."""

import unittest

from fake_model import FakeModel
from hearth import HearthTest
from terminal import Terminal

TOUR = "Summarise README.md, list its headings, and tell me what you have done with README.md before"
ESCAPE = "\x1b"


class Run(HearthTest):
    def run_in_workspace(self, *words, **options):
        return self.hearth.run("run", *words, cwd=self.workspace, **options)

    def test_the_answer_is_on_stdout_with_the_lines_it_used(self):
        result = self.run_in_workspace(TOUR)
        self.assertEqual(result.code, 0, result)
        for heading, line in (("Quellmoor Ceramics: shared folder", 1), ("House rules", 21), ("Contact", 36)):
            self.assertIn(heading, result.out)
            self.assertIn(f"README.md:{line}", result.out)
        self.assertEqual(result.err, "")
        self.assertNotIn(ESCAPE, result.out)

    def test_the_second_time_it_knows_the_first(self):
        first = self.run_in_workspace(TOUR)
        second = self.run_in_workspace(TOUR)
        self.assertEqual(second.code, 0, second)
        self.assertNotIn(TOUR[:30], first.out)
        self.assertIn(TOUR[:30], second.out)

    def test_json_prints_one_event_a_line_and_the_result_last(self):
        result = self.run_in_workspace("--json", "Count the lines of notes/todo.txt")
        self.assertEqual(result.code, 0, result)
        lines = result.json_lines()
        self.assertEqual([line["sequence"] for line in lines[:-1]], list(range(1, len(lines))))
        self.assertEqual(lines[0]["type"], "run.queued")
        self.assertEqual(lines[-2]["type"], "run.finished")
        self.assertEqual((lines[-1]["type"], lines[-1]["state"]), ("result", "finished"))
        self.assertEqual(lines[-1]["answer"], lines[-2]["data"]["answer"])

    def test_a_session_goes_on_in_its_workspace(self):
        first = self.run_in_workspace("--json", "Count the lines of notes/todo.txt").json_lines()[-1]
        second = self.hearth.run("run", "--json", "--session", first["session_id"], "List the headings of README.md")
        self.assertEqual(second.json_lines()[-1]["session_id"], first["session_id"])
        self.assertIn("House rules", second.json_lines()[-1]["answer"])
        both = self.hearth.run("run", "--session", first["session_id"], "--workspace", ".", "List the files")
        self.assertEqual(both.code, 2, both)

    def test_a_change_without_anybody_to_ask_is_denied(self):
        result = self.run_in_workspace("Delete archive/todo.txt")
        self.assertEqual(result.code, 3, result)
        self.assertIn("--yes", result.err)
        self.assertTrue((self.workspace / "archive/todo.txt").exists())

    def test_yes_allows_every_change(self):
        result = self.run_in_workspace("--yes", "Delete archive/todo.txt")
        self.assertEqual(result.code, 0, result)
        self.assertFalse((self.workspace / "archive/todo.txt").exists())

    def test_a_run_that_fails_ends_with_1_and_says_why(self):
        fake = FakeModel(self)
        self.hearth.run("settings", "set", "local.base_url", fake.url)
        result = self.run_in_workspace("--model", "local/error-400", "Say hello")
        self.assertEqual((result.code, result.out), (1, ""), result)
        self.assertIn("dislikes this", result.err)

    def test_usage_errors_end_with_2_and_point_to_help(self):
        for words in ((), ("--nonsense", "task"), ("",), ("--workspace",)):
            result = self.run_in_workspace(*words)
            self.assertEqual((result.code, result.out), (2, ""), result)
        self.assertIn("--help", self.run_in_workspace().err)
        self.assertIn("run", self.hearth.run("rnu", "task").err)
        self.assertEqual(self.hearth.run("rnu", "task").code, 2)

    def test_an_unknown_workspace_is_named_and_starts_no_sidecar(self):
        result = self.hearth.run("run", "--workspace", "/nowhere/at/all", "List the files")
        self.assertEqual((result.code, result.out), (2, ""), result)
        self.assertIn("/nowhere/at/all", result.err)
        self.assertEqual(self.hearth.processes(), [])

    def test_an_unknown_model_is_named(self):
        result = self.run_in_workspace("--model", "nonesuch", "List the files")
        self.assertEqual((result.code, result.out), (1, ""), result)
        self.assertIn("nonesuch", result.err)
        self.assertIn("reflex", result.err)

    def test_a_terminal_gets_colour_unless_it_is_refused(self):
        coloured = Terminal(self, "run", "Count the lines of notes/todo.txt", cwd=self.workspace)
        self.assertEqual(coloured.end(), 0)
        self.assertIn(ESCAPE + "[2m", coloured.shown)  # progress is dim
        plain = Terminal(self, "run", "Count the lines of notes/todo.txt", cwd=self.workspace, env={"NO_COLOR": "1"})
        self.assertEqual(plain.end(), 0)
        self.assertNotRegex(plain.shown, r"\x1b\[[0-9;]*m")

    def test_a_terminal_is_asked_and_the_answer_counts(self):
        asked = Terminal(self, "run", "Delete archive/todo.txt", cwd=self.workspace)
        asked.expect("[1] once")
        asked.type("4\n")
        self.assertEqual(asked.end(), 3)
        self.assertTrue((self.workspace / "archive/todo.txt").exists())
        asked = Terminal(self, "run", "Delete archive/todo.txt", cwd=self.workspace)
        asked.expect("[1] once")
        asked.type("1\n")
        self.assertEqual(asked.end(), 0)
        self.assertFalse((self.workspace / "archive/todo.txt").exists())

    def test_help_has_examples_and_is_no_run(self):
        result = self.hearth.run("run", "--help")
        self.assertEqual((result.code, result.err), (0, ""), result)
        self.assertIn("hearth run --yes", result.out)
        self.assertEqual(self.hearth.processes(), [])


if __name__ == "__main__":
    unittest.main()
