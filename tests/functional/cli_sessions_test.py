"""`hearth sessions`, `history`, `models` and `doctor`: what was done can be listed, shown and searched."""

import unittest

from hearth import HearthTest


class Sessions(HearthTest):
    def run_json(self, *words):
        result = self.hearth.run(*words, "--json", cwd=self.workspace)
        self.assertEqual(result.code, 0, result)
        return result.json_lines()

    def test_list_names_the_last_used_first_and_obeys_the_limit(self):
        for task in ("Count the lines of notes/todo.txt", "List the headings of README.md"):
            self.run_json("run", task)
        titles = [session["title"] for session in self.run_json("sessions", "list")]
        self.assertEqual(titles, ["List the headings of README.md", "Count the lines of notes/todo.txt"])
        limited = self.hearth.run("sessions", "list", "--limit", "1")
        self.assertIn("List the headings", limited.out)
        self.assertNotIn("Count the lines", limited.out)

    def test_show_prints_the_conversation_in_order(self):
        done = self.run_json("run", "List the headings of README.md")[-1]
        shown = self.hearth.run("sessions", "show", done["session_id"])
        self.assertEqual(shown.code, 0, shown)
        self.assertLess(shown.out.index("List the headings of README.md"), shown.out.index("House rules"))
        roles = [message["role"] for message in self.run_json("sessions", "show", done["session_id"])]
        self.assertEqual((roles[0], roles[-1]), ("user", "assistant"))

    def test_a_session_that_is_not_there(self):
        for word in ("77", "seven"):
            result = self.hearth.run("sessions", "show", word)
            self.assertEqual((result.code, result.out), (1, ""), result)
            self.assertIn(word, result.err)

    def test_a_deleted_session_is_gone(self):
        done = self.run_json("run", "List the headings of README.md")[-1]
        self.assertEqual(self.hearth.run("sessions", "delete", done["session_id"]).code, 0)
        self.assertEqual(self.run_json("sessions", "list"), [])
        again = self.hearth.run("sessions", "delete", done["session_id"])
        self.assertEqual(again.code, 1, again)
        self.assertIn("looking for session", again.err)

    def test_no_sessions_is_no_error(self):
        result = self.hearth.run("sessions", "list")
        self.assertEqual(result.code, 0, result)

    def test_history_of_a_file_and_search(self):
        self.run_json("run", "List the headings of README.md")
        history = self.hearth.run("history", "file", "README.md", cwd=self.workspace)
        self.assertEqual(history.code, 0, history)
        self.assertIn("List the headings of README.md", history.out)
        self.assertIn("read", history.out)
        untouched = self.hearth.run("history", "file", "data/kiln.toml", cwd=self.workspace)
        self.assertNotIn("List the headings", untouched.out)
        found = self.hearth.run("history", "search", "headings")
        self.assertIn("headings", found.out)
        self.assertEqual(self.run_json("history", "search", "zyzzyva"), [])

    def test_models_and_doctor(self):
        self.assertIn("reflex", [model["id"] for model in self.run_json("models", "list")])
        doctor = self.hearth.run("doctor")
        self.assertEqual(doctor.code, 0, doctor)
        self.assertIn("data directory", doctor.out)


if __name__ == "__main__":
    unittest.main()
