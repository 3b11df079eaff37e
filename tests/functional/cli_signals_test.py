"""Ctrl-C in `hearth run`: 130, and the run itself is cancelled; a client that is killed leaves its run alone."""

import signal
import unittest

from fake_model import FakeModel
from hearth import DEADLINE, HearthTest
from terminal import Terminal


class Signals(HearthTest):
    def setUp(self):
        super().setUp()
        self.hearth.serve()
        self.api = self.hearth.api()
        self.fake = FakeModel(self)
        self.fake.use(self.api)

    def states(self):
        return [task["state"] for task in self.api.get("/tasks")["tasks"]]

    def test_interrupt_cancels_the_run(self):
        process = self.hearth.popen("run", "--model", "local/stall", "Say hello", cwd=self.workspace)
        self.fake.wait(stalled=1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=DEADLINE)
        self.assertEqual((process.returncode, out), (130, b""), err)
        self.assertEqual(self.states(), ["cancelled"])
        self.fake.wait(closed=1)  # the model server is not left to answer nobody

    def test_interrupt_while_asked(self):
        asked = Terminal(self, "run", "Delete archive/todo.txt", cwd=self.workspace)
        asked.expect("[4] deny")
        asked.type("\x03")
        self.assertEqual(asked.end(), 130)
        self.assertEqual(self.states(), ["cancelled"])
        self.assertTrue((self.workspace / "archive/todo.txt").exists())

    def test_a_killed_client_does_not_take_its_run_along(self):
        process = self.hearth.popen("run", "--model", "local/stall", "Say hello", cwd=self.workspace)
        self.fake.wait(stalled=1)
        process.kill()
        process.communicate(timeout=DEADLINE)
        self.fake.release()
        self.assertEqual(self.api.follow(1)[-1]["data"], {"answer": "Hello wörld!"})

    def test_the_sidecar_ends_in_order_on_each_signal(self):
        self.assertEqual(self.hearth.stop(signal.SIGTERM), 0)
        self.hearth.serve()
        self.assertEqual(self.hearth.stop(signal.SIGINT), 0)
        self.hearth.serve()
        self.assertEqual(self.hearth.stop(signal.SIGHUP), 0)


if __name__ == "__main__":
    unittest.main()
