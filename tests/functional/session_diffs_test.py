"""What runs changed in the text of files: kept with the calls that did it, and given by the API."""

import contextlib
import sqlite3
import unittest

from fake_model import FakeModel, calls
from hearth import HearthTest

STEPS = [("fs_write", {"path": "new.md", "content": "one\n"}),
         ("fs_edit", {"path": "words.txt", "old": "two", "new": "2"}),
         ("fs_write", {"path": "photo.png", "content": "none"}),
         ("fs_write", {"path": "long.txt", "content": "line\n" * 20_000}),
         ("fs_edit", {"path": "words.txt", "old": "nowhere", "new": "2"}),
         ("fs_move", {"from": "new.md", "to": "old.md"}),
         ("fs_delete", {"path": "old.md"})]
MADE = [("create", "new.md", None, {"diff": "@@ -0,0 +1 @@\n+one\n", "added": 1, "removed": 0}),
        ("modify", "words.txt", None, {"diff": "@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n", "added": 1, "removed": 1}),
        ("modify", "photo.png", None, {"omitted": "binary"}),
        ("modify", "long.txt", None, {"omitted": "too_large", "added": 20_000, "removed": 0}),
        ("rename", "old.md", "new.md", None),
        ("delete", "old.md", None, None)]


class SessionDiffs(HearthTest):
    def setUp(self):
        super().setUp()
        (self.workspace / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
        (self.workspace / "words.txt").write_text("one\ntwo\nthree\n")
        (self.workspace / "long.txt").write_text("")
        self.fake = FakeModel(self, [*map(calls, STEPS), {"text": "Done."}])
        self.hearth.write_config(f'[local]\nbase_url = "{self.fake.url}"\n')
        self.hearth.serve()
        self.api = self.hearth.api()
        self.session = self.api.new_session(self.workspace)
        self.path = f"/sessions/{self.session}"

    def made(self):
        return self.hearth.api().get(f"{self.path}/diffs")["changes"]

    def test_each_change_is_told_as_far_as_it_can_be(self):
        self.assertEqual(self.api.get(f"{self.path}/diffs"), {"changes": [], "next_before": None})
        self.api.answer(self.session, "Go", "local/script", decision="once")
        made = self.made()
        seen = [(each["action"], each["path"], each.get("previous_path"), each.get("text")) for each in reversed(made)]
        self.assertEqual(seen, MADE)
        self.assertEqual([each["tool"] for each in made], ["fs_delete", "fs_move", "fs_write", "fs_write", "fs_edit", "fs_write"])
        page = self.api.get(f"{self.path}/diffs?limit=4")
        rest = self.api.get(f"{self.path}/diffs?limit=4&before={page['next_before']}")
        self.assertEqual((page["changes"] + rest["changes"], rest["next_before"]), (made, None))
        self.hearth.stop()
        self.hearth.serve()
        self.assertEqual(self.made(), made)

    def test_the_model_is_not_given_it_and_it_goes_with_the_session(self):
        self.api.answer(self.session, "Go", "local/script", decision="once")
        self.assertNotIn("@@ -1,3", str(self.fake.log()["requests"][-1]["body"]))
        self.assertNotIn("@@ -1,3", str(self.api.get(f"{self.path}/messages")))
        self.assertIn("@@ -1,3", str(self.made()))
        self.api.delete(self.path)
        self.api.get(f"{self.path}/diffs", status=404)
        with contextlib.closing(sqlite3.connect(self.hearth.database())) as database:
            self.assertEqual(database.execute("SELECT count(*) FROM tool_calls").fetchone(), (0,))


if __name__ == "__main__":
    unittest.main()
