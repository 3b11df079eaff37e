"""`hearth chat` on a terminal: task after task, Ctrl-C ends a run and not the program, Ctrl-D leaves."""

import stat
import unittest

from fake_model import FakeModel
from hearth import HearthTest
from terminal import Terminal

INTERRUPT, END = "\x03", "\x04"


class Chat(HearthTest):
    def setUp(self):
        super().setUp()
        self.fake = FakeModel(self)
        self.hearth.run("settings", "set", "local.base_url", self.fake.url)

    def chat(self, *words):
        terminal = Terminal(self, "chat", *words, cwd=self.workspace)
        terminal.expect_prompt("hearth> ")
        return terminal

    def test_tasks_one_after_the_other_in_one_session(self):
        chat = self.chat()
        chat.type("Count the lines of notes/todo.txt\r")
        chat.expect("9")
        chat.expect_prompt("hearth> ")
        chat.type("List the headings of README.md\r")
        chat.expect("House rules")
        chat.expect_prompt("hearth> ")
        chat.type(END)
        self.assertEqual(chat.end(), 0)
        self.assertEqual(len(self.hearth.run("sessions", "list", "--json").json_lines()), 1)

    def test_interrupt_cancels_the_run_and_not_the_program(self):
        chat = self.chat("--model", "local/stall")
        chat.type("Say hello\r")
        self.fake.wait(stalled=1)
        chat.type(INTERRUPT)
        chat.expect("cancelled")
        chat.expect_prompt("hearth> ")
        self.fake.wait(closed=1)
        self.assertEqual([task["state"] for task in self.hearth.api().get("/tasks")["tasks"]], ["cancelled"])
        chat.type("/model reflex\rCount the lines of notes/todo.txt\r")
        chat.expect("9")
        chat.expect_prompt("hearth> ")
        chat.type(END)
        self.assertEqual(chat.end(), 0)

    def test_interrupt_at_the_prompt_clears_the_line(self):
        chat = self.chat()
        chat.type("Delete everyth" + INTERRUPT)
        chat.expect_prompt("hearth> ")
        chat.type("/session\r")
        chat.expect("No session yet")
        chat.expect_prompt("hearth> ")
        chat.type(END)
        self.assertEqual(chat.end(), 0)

    def test_a_question_is_asked_and_denied(self):
        chat = self.chat()
        chat.type("Delete archive/todo.txt\r")
        chat.expect("[4] deny")
        chat.type("4\r")
        chat.expect_prompt("hearth> ")
        chat.type("/quit\r")
        self.assertEqual(chat.end(), 0)
        self.assertTrue((self.workspace / "archive/todo.txt").exists())

    def test_lines_are_remembered_for_the_next_time_privately(self):
        chat = self.chat()
        chat.type("List the headings of README.md\r")
        chat.expect("House rules")
        chat.expect_prompt("hearth> ")
        chat.type(END)
        chat.end()
        history = self.hearth.data / "chat_history"
        self.assertEqual(stat.S_IMODE(history.stat().st_mode), 0o600)
        again = self.chat()
        again.type("\x1b[A")  # arrow up
        again.expect("List the headings of README.md")
        again.type(INTERRUPT)
        again.expect_prompt("hearth> ")
        again.type(END)
        self.assertEqual(again.end(), 0)

    def test_without_a_terminal_lines_come_from_stdin(self):
        result = self.hearth.run("chat", cwd=self.workspace, stdin="List the headings of README.md\n")
        self.assertEqual(result.code, 0, result)
        self.assertIn("House rules", result.out)


if __name__ == "__main__":
    unittest.main()
