"""The window's dialogs for files and folders, which the page asks for and the user answers with the keyboard."""

import json
import os
import stat
import unittest

from page import PageTest
from window import wait_for


class Files(PageTest):
    def ask(self, command, **words):
        """Clicks on a page that asks for this, and waits for the dialog to have the keyboard."""
        self.show(f"onClick(() => hearthShell.request('{command}', {json.dumps(words)}).catch(({{ message }}) => message))\n"
                  "await painted(); say(1)")
        window = wait_for("the window", self.screen.active)
        self.screen.click()
        wait_for("the dialog", lambda: self.screen.active() not in (window, ""))

    def answer(self):
        return self.wait_for_post(2)[1]

    def test_a_folder_is_chosen(self):
        self.ask("chooseFolder", title="Take a folder")
        self.assertTrue(self.screen.windows("Take a folder"))
        self.screen.type(f"{self.workspace}")
        self.screen.hand("key", "Return")
        self.assertEqual(self.answer(), {"path": str(self.workspace)})

    def test_cancelling_the_choice_of_a_folder(self):
        self.ask("chooseFolder")
        self.screen.hand("key", "Escape")
        self.assertIsNone(self.answer())

    def test_cancelling_what_would_be_saved(self):
        self.ask("saveFile", name="a.txt", text="b")
        self.screen.hand("key", "Escape")
        self.assertEqual(self.answer(), {"saved": False})

    def test_a_text_is_saved_where_the_user_wants_it_for_him_alone(self):
        text = 'a "long" text\n' * 20_000
        target = self.workspace / "bundle.json"
        self.ask("saveFile", name="proposed.json", text=text)
        self.screen.hand("key", "ctrl+a")
        self.screen.type(str(target))
        self.screen.hand("key", "Return")
        self.assertEqual(self.answer(), {"saved": True})
        self.assertEqual(target.read_text(), text)
        self.assertEqual(stat.S_IMODE(os.stat(target).st_mode), 0o600)

    def test_a_file_that_cannot_be_written_is_told(self):
        self.ask("saveFile", name="a.txt", text="b")
        self.screen.hand("key", "ctrl+a")
        self.screen.type("/proc/nothing")
        self.screen.hand("key", "Return")
        self.assertIn("Saving the file", self.answer())


if __name__ == "__main__":
    unittest.main()
