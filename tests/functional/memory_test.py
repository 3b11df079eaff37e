"""What is kept and forgotten by talking: "remember that …", suggestions from what is said, "forget that …"."""

import unittest

from hearth import HearthTest


class Memory(HearthTest):
    def setUp(self):
        super().setUp()
        self.hearth.serve()

    def run_task(self, *words, code=0):
        result = self.hearth.run("run", *words, cwd=self.workspace)
        self.assertEqual(result.code, code, result)
        return result.out

    def listed(self, *words):
        result = self.hearth.run("memory", "list", "--json", *words, cwd=self.workspace)
        self.assertEqual(result.code, 0, result)
        return result.json_lines()

    def test_what_is_to_be_remembered_is_kept_in_the_users_words(self):
        self.assertIn("Kept as observation 1", self.run_task("Please remember that the kiln, Bertha, is serviced in March"))
        (kept,) = self.listed()
        self.assertEqual((kept["text"], kept["state"], kept["confirmed_by"]),
                         ("the kiln, Bertha, is serviced in March", "confirmed", "user"))
        self.assertTrue(kept["source_message_id"])
        found = self.hearth.run("memory", "search", "when is Bertha serviced?", "--json", cwd=self.workspace).json_lines()
        self.assertIn(("observation", 1), [(hit["kind"], hit["id"]) for hit in found[:3]])
        self.run_task("Remember that the kiln, Bertha, is serviced in March.")
        self.assertEqual(len(self.listed()), 1)

    def test_forgetting_asks_first_and_is_for_good(self):
        self.run_task("Remember that the kiln is serviced in March")
        self.run_task("Forget that the kiln is serviced in March", code=3)
        self.assertEqual(len(self.listed()), 1)
        self.assertIn("Forgotten for good", self.run_task("--yes", "Forget that the kiln is serviced in March"))
        self.assertEqual(self.listed("--ended"), [])

    def test_what_is_noticed_waits_until_it_is_confirmed(self):
        api = self.hearth.api()
        session = api.new_session(self.workspace)
        api.post(f"/sessions/{session}/messages",
                 {"text": "We decided to fire at 1240 degrees. I prefer short answers."}, status=201)
        suggested = self.listed("--state", "suggested")
        self.assertEqual([each["kind"] for each in suggested], ["preference", "decision"])
        self.assertEqual(self.listed("--state", "confirmed"), [])
        self.hearth.run("memory", "confirm", str(suggested[1]["id"]))
        self.hearth.run("memory", "confirm", "--no", str(suggested[0]["id"]))
        (confirmed,) = self.listed()
        self.assertEqual(confirmed["text"], "We decided to fire at 1240 degrees.")

    def test_the_setting_decides(self):
        self.hearth.run("settings", "set", "memory.suggestions", "off")
        api = self.hearth.api()
        session = api.new_session(self.workspace)
        api.post(f"/sessions/{session}/messages", {"text": "I prefer short answers."}, status=201)
        self.assertEqual(self.listed(), [])
        self.hearth.run("settings", "set", "memory.suggestions", "accept")
        api.post(f"/sessions/{session}/messages", {"text": "I prefer tables to lists."}, status=201)
        (kept,) = self.listed()
        self.assertEqual((kept["text"], kept["confirmed_by"]), ("I prefer tables to lists.", "setting"))

    def test_a_folder_where_nobody_has_worked_is_a_project_too(self):
        added = self.hearth.run("memory", "add", "--workspace", ".", "the roof is of slate", cwd=self.workspace)
        self.assertEqual(added.code, 0, added)
        self.assertEqual([each["text"] for each in self.listed()], ["the roof is of slate"])
        elsewhere = self.hearth.run("memory", "list", "--json", cwd=self.hearth.folder)
        self.assertEqual(elsewhere.out, "")
        nowhere = self.hearth.run("memory", "add", "--workspace", "missing", "x y z", cwd=self.workspace)
        self.assertEqual(nowhere.code, 1, nowhere)
        self.assertIn("missing", nowhere.err)

    def test_passages_of_documents_are_found_with_their_place(self):
        (self.workspace / "lease.md").write_text("# Lease\n\nThe lease ends on 30 June.\n\n## Pets\n\nNo cats.\n")
        added = self.hearth.run("docs", "add", "lease.md", cwd=self.workspace)
        self.assertEqual(added.code, 0, added)
        found = self.hearth.run("docs", "search", "when does the lease end?", cwd=self.workspace)
        self.assertRegex(found.out, r"lease\.md · lines 1-3\n  The lease ends on 30 June")


if __name__ == "__main__":
    unittest.main()
