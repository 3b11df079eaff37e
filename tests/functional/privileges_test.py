"""Works as root and as an ordinary user, who has no home, no runtime directory and no login."""

import unittest

from hearth import ORDINARY, HearthTest, needs_root

TOUR = "Summarise README.md, list its headings, and tell me what you have done with README.md before"


class Privileges(HearthTest):
    def tour(self):
        first = self.hearth.run("run", TOUR, cwd=self.workspace)
        self.assertEqual(first.code, 0, first)
        self.assertIn("House rules", first.out)
        self.assertIn(TOUR[:30], self.hearth.run("run", TOUR, cwd=self.workspace).out)
        written = self.hearth.run("run", "--yes", 'Create notes/glaze.txt with the text "matt white"', cwd=self.workspace)
        self.assertEqual(written.code, 0, written)
        self.assertEqual((self.workspace / "notes/glaze.txt").read_text().strip(), "matt white")
        doctor = self.hearth.run("doctor")
        self.assertEqual(doctor.code, 0, doctor)
        self.assertEqual(self.hearth.run("stop").code, 0)

    def test_as_whoever_runs_the_tests(self):
        self.tour()

    @needs_root
    def test_as_an_ordinary_user(self):
        self.give_away()
        self.hearth = self.as_ordinary_user()
        self.tour()
        for path in self.hearth.data.rglob("*"):
            self.assertEqual(path.lstat().st_uid, ORDINARY, path)

    @needs_root
    def test_one_user_cannot_use_what_belongs_to_another(self):
        self.hearth.serve()
        result = self.as_ordinary_user().run("sessions", "list", cwd="/")
        self.assertNotEqual(result.code, 0, result)
        self.assertEqual(self.hearth.api().get("/health")["status"], "ok")


if __name__ == "__main__":
    unittest.main()
