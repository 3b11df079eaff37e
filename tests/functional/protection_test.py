"""Where no whole box can be made no program runs, unless an ordinary user accepted less for that workspace; and what is
missing, and what to do, is said wherever it is asked."""

import subprocess
import unittest

from fake_model import FakeModel, calls
from hearth import REPOSITORY, Hearth, HearthTest, needs_root, wait_for

WITHOUT_BUBBLEWRAP = ["unshare", "-m", "sh", "-c", 'mount --bind /dev/null /usr/bin/bwrap && exec "$@"', "sh"]
INSTALL_IT = "install the package bubblewrap"
INSTALL_THE_PROFILE = "packaging/apparmor/hearth-bwrap"
MARKING = (("shell_run", {"command": "touch canary-shell"}),
           ("code_run", {"language": "python", "code": "open('canary-code', 'w')"}),
           ("git_commit", {"message": "A canary", "paths": ["README.md"]}))
LOOKING = (("git_status", {}), ("git_diff", {}), ("git_log", {}))
SECRET = "the kiln's door code"


class ProtectionTest(HearthTest):
    def setUp(self):
        super().setUp()
        subprocess.run(["git", "init", "-q", "-b", "main", self.workspace], check=True)
        (self.workspace / "lamp.txt").write_text("off\n")
        self.secret = self.folder / "secret.txt"
        self.secret.write_text(SECRET)

    def without_user_namespaces(self):
        program = self.folder / "nospaces"
        subprocess.run(["gcc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-o", program,
                        REPOSITORY / "tests/fakes/nospaces.c", "-lseccomp"], check=True)
        made = subprocess.run([program, "unshare", "--user", "true"], capture_output=True)
        self.assertIn(b"Operation not permitted", made.stderr)
        return [str(program)]

    def begin(self, hearth):
        self.hearth = hearth
        self.hearth.serve()
        self.api = self.hearth.api()

    def results(self, session, task, model=None):
        """What the tools answered, and what the run keeps of the protection."""
        run = self.api.start(session, task, model)
        events = self.api.follow(run, "once")
        self.assertEqual(events[-1]["type"], "run.finished", events[-1])
        kept = wait_for("what was found about the boxes", lambda: self.api.get(f"/runs/{run}").get("protection"))
        return [event["data"] for event in events if event["type"] == "tool.finished"], kept

    def use_every_tool_that_runs_programs(self):
        FakeModel(self, [calls(*MARKING, *LOOKING), {"text": "done"}]).use(self.api)
        for name in ("name", "email"):
            self.api.put(f"/settings/git.{name}", {"value": "t@t.test"})
        results, kept = self.results(self.api.new_session(self.workspace), "Do it", "local/script")
        self.assertEqual([result["name"] for result in results], [name for name, _ in MARKING + LOOKING])
        return results, kept

    def marks(self):
        commits = (self.workspace / ".git/refs/heads").iterdir()
        return sorted(path.name for path in [*self.workspace.glob("canary*"), *commits])

    def command(self, line, workspace=None):
        """The one result of a shell's command line."""
        results, _ = self.results(self.api.new_session(workspace or self.workspace), f"run: {line}")
        self.assertEqual(len(results), 1, results)
        return results[0]

    def accept(self, level):
        self.api.put("/protection", {"workspace": str(self.workspace), "accepted": level})

    def assert_level(self, level, remedy, doctor_says):
        protection = self.api.get("/protection")
        self.assertEqual(protection["level"], level, protection)
        self.assertIn(remedy, protection["remedy"])
        [check] = [check for check in self.api.get("/doctor")["checks"] if check["name"] == "boxes for programs"]
        self.assertEqual((check["status"], check["advice"]), (doctor_says, protection["remedy"]))
        return protection

    def assert_nothing_runs(self, level, remedy):
        results, kept = self.use_every_tool_that_runs_programs()
        self.assertEqual(kept["level"], level)
        self.assertEqual(self.marks(), [])
        self.assertEqual(self.api.get("/health")["status"], "ok")
        for result in results:
            self.assertTrue(result["is_error"], result)
            self.assertIn(remedy, result["text"])

    def assert_refused(self, result, remedy):
        self.assertTrue(result["is_error"], result)
        self.assertIn(remedy, result["text"])
        self.assertEqual((self.workspace / "lamp.txt").read_text(), "off\n")


@needs_root
class Root(ProtectionTest):
    def test_in_whole_boxes_every_tool_leaves_its_mark(self):
        self.begin(self.hearth)
        results, kept = self.use_every_tool_that_runs_programs()
        self.assertEqual([result for result in results if result["is_error"]], [])
        self.assertEqual(kept["level"], "full", kept)
        self.assertEqual(self.marks(), ["canary-code", "canary-shell", "main"])

    def test_without_bubblewrap_nothing_runs(self):
        self.begin(Hearth(self.folder, WITHOUT_BUBBLEWRAP))
        self.assert_level("unavailable", INSTALL_IT, "fail")
        self.assert_nothing_runs("unavailable", INSTALL_IT)

    def test_without_user_namespaces_nothing_runs(self):
        self.begin(Hearth(self.folder, self.without_user_namespaces()))
        self.assert_level("unavailable", INSTALL_THE_PROFILE, "fail")
        self.assert_nothing_runs("unavailable", INSTALL_THE_PROFILE)

    def test_root_cannot_accept_less(self):
        self.begin(Hearth(self.folder, WITHOUT_BUBBLEWRAP))
        self.accept("reduced")
        self.assert_refused(self.command("echo on > lamp.txt"), "run it as an ordinary user")


@needs_root
class OrdinaryUser(ProtectionTest):
    def begin_ordinary(self, prefix=()):
        self.elsewhere = self.copy_of(self.workspace, "elsewhere")
        self.give_away()
        hearth = self.as_ordinary_user()
        hearth.prefix = [*prefix, *hearth.prefix]
        self.begin(hearth)

    def assert_reduced(self, remedy):
        protection = self.assert_level("reduced", remedy, "warn")
        self.assertIn("a command can see which other processes run", protection["gaps"])
        self.assertIn("there is no network at all for a command, not even with a grant", protection["gaps"])

    def test_in_whole_boxes_every_tool_leaves_its_mark(self):
        self.begin_ordinary()
        results, kept = self.use_every_tool_that_runs_programs()
        self.assertEqual([result for result in results if result["is_error"]], [])
        self.assertEqual(kept["level"], "full", kept)
        self.assertEqual(self.marks(), ["canary-code", "canary-shell", "main"])

    def test_without_bubblewrap_nothing_runs_unasked(self):
        self.begin_ordinary(WITHOUT_BUBBLEWRAP)
        self.assert_reduced(INSTALL_IT)
        self.assert_nothing_runs("reduced", INSTALL_IT)

    def test_without_user_namespaces_nothing_runs_unasked(self):
        self.begin_ordinary(self.without_user_namespaces())
        self.assert_reduced(INSTALL_THE_PROFILE)
        self.assert_nothing_runs("reduced", INSTALL_THE_PROFILE)

    def test_what_is_accepted_for_a_workspace_holds_there_alone(self):
        self.begin_ordinary(WITHOUT_BUBBLEWRAP)
        self.assert_refused(self.command("echo on > lamp.txt"), INSTALL_IT)
        self.accept("reduced")
        self.assert_refused(self.command("echo on > lamp.txt", self.elsewhere), INSTALL_IT)
        self.assertEqual((self.elsewhere / "lamp.txt").read_text(), "off\n")
        self.assertFalse(self.command("echo on > lamp.txt")["is_error"])
        self.assertEqual((self.workspace / "lamp.txt").read_text(), "on\n")

    def test_what_is_accepted_shows_no_file_outside(self):
        self.begin_ordinary(WITHOUT_BUBBLEWRAP)
        self.accept("reduced")
        self.assertIn("off", self.command("cat lamp.txt")["text"])
        self.assertIn("Permission denied", self.command(f"cat {self.secret}")["text"])
        self.assertIn("Permission denied", self.command(f"echo open > {self.secret}")["text"])
        self.assertEqual(self.secret.read_text(), SECRET)

    def test_what_is_accepted_holds_until_it_is_taken_back(self):
        self.begin_ordinary(WITHOUT_BUBBLEWRAP)
        self.accept("reduced")
        self.hearth.stop()
        self.begin(self.hearth)
        self.assertEqual(self.api.get(f"/protection?workspace={self.workspace}")["accepted"], "reduced")
        self.assertFalse(self.command("cat lamp.txt")["is_error"])
        self.accept("full")
        self.assert_refused(self.command("echo on > lamp.txt"), INSTALL_IT)

    def test_the_command_shows_and_accepts_it(self):
        self.begin_ordinary(WITHOUT_BUBBLEWRAP)
        shown = self.hearth.run("protection", cwd=self.workspace)
        self.assertEqual(shown.code, 0, shown)
        for part in ("reduced", "open: a command can see which other processes run", f"To do: {INSTALL_IT}",
                     f"In {self.workspace}, programs run boxed in full or not at all"):
            self.assertIn(part, shown.out)
        self.assertEqual(self.hearth.run("protection", "accept", "reduced", cwd=self.workspace).code, 0)
        self.assertIn(f"In {self.workspace}, programs may run with less than that, as you accepted",
                      self.hearth.run("protection", cwd=self.workspace).out)
        self.assertFalse(self.command("echo on > lamp.txt")["is_error"])


if __name__ == "__main__":
    unittest.main()
