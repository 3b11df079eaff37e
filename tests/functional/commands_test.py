"""Commands that do not end, or take more than their share, through the running product: each is held and ended whole, while
the sidecar answers and another session works; as root and as an ordinary user."""

import os
import secrets
import shutil
import unittest
from pathlib import Path

from fake_model import FakeModel, calls
from hearth import ORDINARY, SLACK, HearthTest, needs_root, process_file, wait_for

MIB = 1 << 20
PROCESSES = 512  # in one box


def shared_memory():
    """Of this machine, in bytes: what lies in its temporary file systems."""
    [line] = [line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("Shmem:")]
    return int(line.split()[1]) * 1024


class Commands(HearthTest):
    def setUp(self):
        super().setUp()
        self.mark = f"600.{secrets.randbelow(10**9):09}"  # for `sleep`: how long, and whose
        other = self.copy_of(self.workspace, "other")
        self.hearth = self.installation()
        self.hearth.serve()
        self.api = self.hearth.api()
        self.other = self.api.new_session(other)

    def installation(self):
        return self.hearth

    def living(self):
        """The processes of this machine with the mark among their words."""
        return [pid for pid in os.listdir("/proc")
                if pid.isdigit() and self.mark.encode() in process_file(pid, "cmdline").split(b"\0")]

    def start(self, command, **arguments):
        FakeModel(self, [calls(("shell_run", {"command": command, **arguments}))]).use(self.api)
        return self.api.start(self.api.new_session(self.workspace), "Do it", "local/script")

    def ended_after(self, limit, command):
        """What the model is told of a command that is ended after so many seconds, and the most processes of it that were
        seen. While it runs, /health answers and another session finishes its work."""
        run = self.start(command, timeout_seconds=limit)
        with self.api.events(run) as stream:
            self.api.decide(run, stream.until("approval.requested")["data"]["call_id"], "once")
            started = stream.until("tool.started")
            wait_for("the command", self.living)
            self.assertIn("\nhi\n", self.api.answer(self.other, "run: echo hi", "reflex", "once"))
            self.assertEqual(self.api.get(f"/runs/{run}")["state"], "running")
            most = 0
            while self.api.get(f"/runs/{run}")["state"] == "running":
                self.assertEqual(self.api.get("/health")["status"], "ok")
                most = max(most, len(self.living()))
            finished = stream.until("tool.finished")
        self.assertLess((finished["at"] - started["at"]) / 1000, limit + 1.5 * SLACK)
        self.assertEqual(self.living(), [])
        self.assertIn(f"It was ended after {limit} seconds", finished["data"]["text"])
        self.assertIn("\nhi\n", self.api.answer(self.other, "run: echo hi", "reflex", "once"))
        return finished["data"]["text"], most

    def test_endless_output_is_dropped_and_ended(self):
        text, _ = self.ended_after(2, f"yes {self.mark}")
        self.assertIn("more output was dropped", text)

    def test_a_sleeper_that_is_deaf_to_term_is_ended(self):
        self.ended_after(2, f"trap '' TERM; sleep {self.mark}")

    def test_a_fork_bomb_is_held(self):
        _, most = self.ended_after(4, f"bash -c 'b() {{ b | b & }}; b; sleep 60' {self.mark}")
        self.assertGreater(most, PROCESSES / 4)  # else it was none
        self.assertLessEqual(most, PROCESSES)

    def test_a_large_allocation_is_refused(self):
        text, _ = self.ended_after(2, f"python3 -c 'bytearray(8 << 30)'; sleep {self.mark}")
        self.assertIn("MemoryError", text)

    def test_temporary_files_have_an_end_and_leave_nothing(self):
        free, shared = shutil.disk_usage("/tmp").free, shared_memory()
        text, _ = self.ended_after(6, f"head -c 10G /dev/zero > /tmp/large; stat -c %s /tmp/large; sleep {self.mark}")
        self.assertIn("No space left", text)
        wait_for("the memory of the box", lambda: shared_memory() < shared + 200 * MIB)
        self.assertGreater(shutil.disk_usage("/tmp").free, free - 1024 * MIB)

    def test_a_cancelled_run_takes_its_command_along(self):
        run = self.start(f"trap '' TERM; setsid sleep {self.mark} & sleep {self.mark}")
        with self.api.events(run) as stream:
            self.api.decide(run, stream.until("approval.requested")["data"]["call_id"], "once")
            wait_for("both of its processes", lambda: len(self.living()) == 2)
            self.api.post(f"/runs/{run}/cancel", status=202)
            stream.until("run.cancelled")
        wait_for("the end of all its processes", lambda: not self.living(), 2 * SLACK)
        self.assertIn("\nhi\n", self.api.answer(self.other, "run: echo hi", "reflex", "once"))

    def test_what_other_programs_would_run_is_pointed_out(self):
        answer = self.api.answer(self.other, "run: mkdir sub; echo true > sub/.envrc", "reflex", "once")
        self.assertIn("Look at sub/.envrc before you trust it: other programs run what it says.", answer)


@needs_root
class CommandsOfAnOrdinaryUser(Commands):
    def installation(self):
        hearth = self.as_ordinary_user()
        self.give_away()
        return hearth

    def test_it_is_an_ordinary_user(self):
        self.assertEqual(Path("/proc", str(self.hearth.process.pid)).stat().st_uid, ORDINARY)


if __name__ == "__main__":
    unittest.main()
