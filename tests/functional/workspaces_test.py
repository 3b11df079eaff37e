"""What no workspace may be: the machine, its folders, the home folder, what is Hearth's own, by whatever name."""

import unittest
from pathlib import Path

from hearth import HearthTest

OWN = "it holds Hearth's own data"


class Workspaces(HearthTest):
    def begin(self, *options):
        self.hearth.serve(*options)
        self.api = self.hearth.api()

    def ask_for(self, folder):
        """A session in it, and less protection for it."""
        yield self.api.request("POST", "/sessions", {"workspace": str(folder)})
        yield self.api.request("PUT", "/protection", {"workspace": str(folder), "accepted": "reduced"})

    def assert_refused(self, folder, reason):
        link = self.folder / "link"
        link.symlink_to(folder)
        for name in (folder, link, f"{folder}/../{folder.name}", f"{link}/."):
            for answer in self.ask_for(name):
                self.assertEqual(answer.status, 403, (name, answer))
                self.assertIn(reason, answer.json()["detail"], name)
        self.assertEqual(self.api.get("/sessions")["sessions"], [])
        self.assertEqual(self.api.get(f"/protection?workspace={folder}")["accepted"], "full")

    def test_a_folder_of_the_users_own_is_taken(self):
        self.begin()
        self.assertEqual([answer.status for answer in self.ask_for(self.workspace)], [201, 200])
        self.assertEqual(len(self.api.get("/sessions")["sessions"]), 1)
        self.assertEqual(self.api.get(f"/protection?workspace={self.workspace}")["accepted"], "reduced")

    def test_the_whole_machine(self):
        self.begin()
        self.assert_refused(Path("/"), "it is the whole machine")

    def test_a_folder_of_the_system(self):
        self.begin()
        self.assert_refused(Path("/etc"), "it is a folder of the system")

    def test_the_home_folder(self):
        self.begin()
        self.assert_refused(self.folder / "home", "it is the home folder")

    def test_what_holds_the_home_folder(self):
        self.begin()
        self.assert_refused(self.folder, "it holds the home folder")

    def test_the_data_folder(self):
        self.begin()
        self.assert_refused(self.hearth.data, OWN)

    def test_a_folder_in_the_data_folder(self):
        self.begin()
        self.assert_refused(self.hearth.data / "boxes", "it lies in Hearth's own data")

    def test_what_holds_the_data_folder(self):
        self.begin()
        self.assert_refused(self.hearth.data.parent, OWN)

    def test_what_holds_the_socket_and_the_token(self):
        self.begin()
        self.assert_refused(self.hearth.runtime, OWN)

    def test_the_folder_of_the_configuration(self):
        self.hearth.write_config("")
        self.begin()
        self.assert_refused(self.hearth.config.parent, OWN)

    def test_the_folder_of_a_configuration_that_is_not_there_yet(self):
        self.begin()
        self.hearth.config.parent.mkdir(exist_ok=True)
        self.assert_refused(self.hearth.config.parent, OWN)

    def test_the_folder_of_a_configuration_that_was_named(self):
        config = self.folder / "named" / "own.toml"
        config.parent.mkdir()
        config.touch()
        self.begin("--config", str(config))
        self.assert_refused(config.parent, OWN)


if __name__ == "__main__":
    unittest.main()
