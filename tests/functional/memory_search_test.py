"""`hearth memory search`, its API and its tool: what was said is found by question, and only where it belongs."""

import os
import unittest

from hearth import HearthTest


class MemorySearch(HearthTest):
    def say(self, text, workspace=None):
        api = self.hearth.api()
        session = api.new_session(workspace or self.workspace)
        api.post(f"/sessions/{session}/messages", {"text": text}, status=201)
        return session

    def found(self, *words, cwd=None):
        result = self.hearth.run("memory", "search", *words, "--json", cwd=cwd or self.workspace)
        self.assertEqual(result.code, 0, result)
        return result.json_lines()

    def test_what_was_said_is_found_in_other_words(self):
        self.hearth.serve()
        self.say("My dentist is Dr Ruth Okafor, on Mill Lane.")
        self.say("The kiln reaches 1200 degrees after four hours.")
        self.say("Bread needs a long rest in the cold.")
        self.assertIn("Okafor", self.found("who looks after my teeth?")[0]["text"])
        printed = self.hearth.run("memory", "search", "kiln degrees", "--explain", cwd=self.workspace)
        self.assertIn("1200 degrees", printed.out)
        self.assertIn("coverage_text", printed.out)

    def test_a_message_is_found_the_moment_it_is_acknowledged(self):
        self.hearth.serve()
        for number in range(20):
            self.say(f"celadon glaze number {number}")
            self.assertEqual(self.found(f"celadon glaze number {number}")[0]["text"], f"celadon glaze number {number}")

    def test_nothing_crosses_a_project(self):
        self.hearth.serve()
        other = self.hearth.folder / "other"
        other.mkdir()
        self.say("the porcelain is chipped", other)
        self.assertEqual(self.found("porcelain"), [])
        self.assertEqual(len(self.found("porcelain", cwd=other)), 1)
        self.assertEqual(len(self.found("porcelain", "--all")), 1)
        deeper = self.workspace / "notes"
        self.say("the porcelain is whole")
        self.assertEqual([hit["text"] for hit in self.found("porcelain", cwd=deeper)], ["the porcelain is whole"])

    def test_kinds_and_times(self):
        api = self.hearth.serve().api()
        self.say("we chose stoneware")
        self.hearth.run("memory", "add", "stoneware is preferred", cwd=self.workspace)
        kinds = {hit["kind"] for hit in self.found("stoneware")}
        self.assertEqual(kinds, {"message", "observation"})
        self.assertEqual({hit["kind"] for hit in self.found("stoneware", "--kind", "observation")}, {"observation"})
        self.assertEqual(self.found("stoneware", "--until", "2001-01-01"), [])
        refused = api.get("/memory/search?q=stoneware&kind=robot", status=400)
        self.assertIn("robot", refused["detail"])
        self.assertIn("no word", api.get("/memory/search?q=%20", status=400)["detail"])

    def test_a_new_start_finds_what_was_said_before_and_a_lost_index_is_made_anew(self):
        self.hearth.serve()
        self.say("the glaze is celadon")
        self.assertEqual(len(self.found("celadon")), 1)
        self.hearth.stop()
        index = self.hearth.data / "index"
        for name in os.listdir(index):
            (index / name).unlink()
        self.hearth.serve()
        self.assertEqual(len(self.found("celadon")), 1)

    def test_what_was_deleted_is_in_no_file_of_the_index(self):
        self.hearth.serve()
        session = self.say("the password of the shed is zanzibarine")
        self.assertEqual(len(self.found("zanzibarine")), 1)
        self.hearth.api().delete(f"/sessions/{session}")
        self.assertEqual(self.found("zanzibarine"), [])
        self.assertEqual(self.found("shed"), [])
        self.hearth.stop()
        for path in (self.hearth.data / "index").iterdir():
            self.assertNotIn(b"zanzibar", path.read_bytes(), path)

    def test_nothing_found_is_no_error(self):
        self.hearth.serve()
        nothing = self.hearth.run("memory", "search", "zyzzyva", cwd=self.workspace)
        self.assertEqual((nothing.code, nothing.out), (0, ""), nothing)


if __name__ == "__main__":
    unittest.main()
