"""The sidecar's life: who starts it, that there is one only, how it ends, and what it leaves for whom to read."""

import json
import os
import socket
import stat
import unittest

from api_client import Api
from hearth import AS_USER, DEADLINE, HearthTest, below, wait_for


def mode(path):
    return stat.S_IMODE(os.lstat(path).st_mode)


class Lifecycle(HearthTest):
    def test_a_link_that_lets_somebody_in_is_not_written_where_it_would_be_kept(self):
        self.hearth.serve()
        log = self.folder / "serve.log"
        wait_for("how to get a link", lambda: "hearth open" in log.read_text())
        self.assertNotIn("#code=", log.read_text())

    def test_a_command_starts_it_and_stop_ends_it(self):
        status = self.hearth.run("status")
        self.assertEqual(status.code, 1, status)
        self.assertIn("not running", status.out)
        self.assertEqual(self.hearth.run("sessions", "list").code, 0)
        running = self.hearth.run("status", "--json").json_lines()[0]
        self.assertEqual(self.hearth.processes(), [running["pid"]])
        self.assertEqual(running["data_directory"], str(self.hearth.data))
        stopped = self.hearth.run("stop")
        self.assertEqual((stopped.code, stopped.out), (0, "Hearth has stopped.\n"))
        wait_for("the end of the sidecar", lambda: not self.hearth.processes())
        self.assertEqual(self.hearth.run("stop").out, "Hearth was not running.\n")

    def watched(self):
        """A sidecar that says on a socket where it is; its process, what it said, and our end."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = self.hearth.popen("serve", "--control-fd", str(theirs.fileno()), pass_fds=(theirs.fileno(),))
        ours.settimeout(DEADLINE)
        with ours.makefile() as lines:
            return process, json.loads(lines.readline()), ours

    def test_one_that_is_watched_over_says_where_it_is_and_ends_with_its_watcher(self):
        process, said, ours = self.watched()
        self.assertEqual((said["pid"], said["token"]), (process.pid, self.hearth.token()))
        health = Api.tcp(said["url"], said["token"]).get("/health")
        self.assertEqual((health["pid"], health["url"]), (process.pid, said["url"]))
        ours.close()
        self.assertEqual(process.wait(DEADLINE), 0, process.stderr.read())

    def test_one_that_is_watched_over_hands_on_where_another_is_and_leaves_it_alone(self):
        self.hearth.serve()
        process, said, ours = self.watched()
        self.assertEqual((said["pid"], said["token"]), (self.hearth.process.pid, self.hearth.token()))
        self.assertEqual(process.wait(DEADLINE), 0, process.stderr.read())
        ours.close()
        self.assertEqual(self.hearth.api().get("/health")["status"], "ok")

    def test_a_second_one_on_the_same_data_is_refused(self):
        self.hearth.serve()
        second = self.hearth.run("serve")
        self.assertEqual((second.code, second.out), (1, ""), second)
        self.assertIn(str(self.hearth.data), second.err)
        self.assertRegex(second.err, "already|another|running")
        self.assertEqual(self.hearth.api().get("/health")["status"], "ok")  # the first one is none the worse

    def test_after_kill_nine_the_next_command_starts_a_new_one(self):
        self.hearth.serve()
        session = self.hearth.api().new_session(self.workspace, "Before the kill")
        self.hearth.kill()
        listed = self.hearth.run("sessions", "list", "--json")  # over the stale socket, token and lock
        self.assertEqual([each["id"] for each in listed.json_lines()], [session], listed)

    def test_eight_commands_at_once_share_one(self):
        clients = [self.hearth.popen("sessions", "list") for _ in range(8)]
        for client in clients:
            out, err = client.communicate(timeout=DEADLINE)
            self.assertEqual(client.returncode, 0, (out, err))
        wait_for("the losers of the race to end", lambda: len(self.hearth.processes()) == 1)
        self.assertEqual(self.hearth.run("status", "--json").json_lines()[0]["pid"], self.hearth.processes()[0])

    def assert_everything_is_private(self):
        paths = [path for path in below(self.hearth.data, self.hearth.runtime) if not path.is_symlink()]
        self.assertLessEqual({self.hearth.database(), self.hearth.token_file(), self.hearth.socket()}, set(paths))
        for path in [self.hearth.data, *paths]:
            self.assertEqual(oct(mode(path)), "0o700" if path.is_dir() else "0o600", path)

    def assert_all_is_private_whatever_happens(self, umask):
        """After a command, while one runs, when Hearth was killed meanwhile, and when it is back."""
        self.hearth.serve(preexec_fn=lambda: os.umask(umask))
        api = self.hearth.api()
        session = api.new_session(self.workspace)
        run = api.start(session, "run: date > dated.txt")
        api.follow(run, "once")
        wait_for("the look at the boxes, which makes files for a moment", lambda: "protection" in api.get(f"/runs/{run}"))
        self.assert_everything_is_private()
        run = api.start(session, "run: touch begun; sleep 600")
        with api.events(run) as stream:
            api.decide(run, stream.until("approval.requested")["data"]["call_id"], "once")
            wait_for("the command", (self.workspace / "begun").exists)
        self.assert_everything_is_private()
        self.hearth.kill()
        self.assert_everything_is_private()
        self.hearth.serve(preexec_fn=lambda: os.umask(umask))
        self.hearth.api().follow(run)
        self.assert_everything_is_private()

    def test_everything_is_private_although_nothing_is_by_default(self):
        self.assert_all_is_private_whatever_happens(umask=0)

    def test_everything_is_private_although_the_default_is_to_be_read(self):
        self.assert_all_is_private_whatever_happens(umask=0o022)

    def test_the_data_directory_can_be_named(self):
        by_option, by_variable = self.folder / "by-option", self.folder / "by-variable"
        variable = {"HEARTH_DATA": str(by_variable)}
        self.hearth.run("settings", "set", "agent.max_turns", "11", env=variable)
        self.hearth.run("settings", "set", "agent.max_turns", "12", "--data", str(by_option), env=variable)
        self.assertTrue((by_variable / "hearth.db").exists() and (by_option / "hearth.db").exists())
        self.assertFalse(self.hearth.database().exists())
        self.assertEqual(len(self.hearth.processes()), 2)  # each has its own sidecar
        self.assertEqual(self.hearth.run("settings", "get", "agent.max_turns", env=variable).out, "11\n")
        self.assertEqual(self.hearth.run("--data", str(by_option), "settings", "get", "agent.max_turns").out, "12\n")
        self.hearth.run("stop", env=variable)
        wait_for("the end of the one that was stopped", lambda: len(self.hearth.processes()) == 1)
        self.hearth.run("stop", "--data", str(by_option))

    def test_a_deep_data_directory_is_no_obstacle(self):
        deep = self.folder / "/".join(["a-rather-long-folder-name"] * 8)  # longer than a socket's path may be
        result = self.hearth.run("sessions", "list", "--data", str(deep))
        self.assertEqual(result.code, 0, result)
        self.hearth.run("stop", "--data", str(deep))

    def test_without_a_runtime_directory(self):
        without = {"XDG_RUNTIME_DIR": ""}
        self.assertEqual(self.hearth.run("sessions", "list", env=without).code, 0)
        self.assertEqual(self.hearth.run("status", env=without).code, 0)
        self.assertEqual(self.hearth.run("stop", env=without).out, "Hearth has stopped.\n")

    def test_what_keeps_it_from_starting_is_said_by_the_command(self):
        self.hearth.data.mkdir(parents=True)
        self.hearth.database().write_text("this is no database, just text that stands in its place\n" * 100)
        if AS_USER:
            self.give_away()
        result = self.hearth.run("sessions", "list")
        self.assertEqual((result.code, result.out), (1, ""), result)
        self.assertIn("hearth.db", result.err)


if __name__ == "__main__":
    unittest.main()
