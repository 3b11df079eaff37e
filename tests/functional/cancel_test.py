"""A cancelled run ends as cancelled, within 100 ms, whatever it was doing; sanitizers may take five times as long."""

import threading
import time
import unittest

from fake_model import FakeModel, calls
from hearth import SLACK, HearthTest

LIMIT = 0.1 * min(SLACK, 5)
FOLDERS, FILES, LINES = 40, 50, 400


class Cancel(HearthTest):
    def setUp(self):
        super().setUp()
        self.hearth.serve()
        self.api = self.hearth.api()
        self.session = self.api.new_session(self.workspace)

    def use(self, steps=None):
        self.fake = FakeModel(self, steps)
        self.fake.use(self.api)

    def timed(self, run, stream):
        """Cancels, and demands that the end of the run arrives in time; the events until then."""
        answered = []
        canceller = threading.Thread(target=lambda: answered.append(self.api.request("POST", f"/runs/{run}/cancel")))
        start = time.monotonic()
        canceller.start()
        events = []
        for event in stream:
            events.append(event)
            if event["type"] == "run.cancelled":
                break
        took = time.monotonic() - start
        canceller.join()
        self.assertEqual(answered[0].status, 202, answered[0])
        self.assertEqual(events[-1]["type"], "run.cancelled", events)
        self.assertLess(took, LIMIT, f"from cancel to run.cancelled it took {took * 1000:.0f} ms")
        self.assertEqual(list(stream), [])  # the last event is the last
        record = self.api.get(f"/runs/{run}")
        self.assertEqual((record["state"], record["ended_at"]), ("cancelled", events[-1]["at"]))
        print(f"{self._testMethodName}: {took * 1000:.1f} ms")
        return events

    def still_works(self):
        self.assertIn("House rules", self.api.answer(self.session, "List the headings of README.md", "reflex"))

    def test_queued(self):
        self.use()
        first = self.api.start(self.session, "Say hello", "local/stall")
        self.fake.wait(stalled=1)
        queued = self.api.start(self.session, "Say hello again", "local/stall")
        with self.api.events(queued) as stream:
            stream.until("run.queued")
            self.assertEqual(self.api.get(f"/runs/{queued}")["state"], "queued")
            self.timed(queued, stream)
        self.assertEqual(self.api.get(f"/runs/{first}")["state"], "running")
        self.fake.release()
        self.assertEqual(self.api.follow(first)[-1]["type"], "run.finished")
        self.still_works()

    def test_before_the_first_byte_of_the_model(self):
        self.use()
        run = self.api.start(self.session, "Say hello", "local/stall")
        with self.api.events(run) as stream:
            stream.until("turn.started")
            self.fake.wait(stalled=1)
            self.timed(run, stream)
        self.fake.wait(closed=1)  # the connection to the model is closed, not left behind
        self.still_works()

    def test_while_the_model_streams(self):
        self.use()
        run = self.api.start(self.session, "Say hello", "local/stall-mid")
        with self.api.events(run) as stream:
            stream.until("message.delta")
            self.timed(run, stream)
        self.fake.wait(closed=1)
        self.still_works()

    def test_while_a_tool_works_on_a_large_tree(self):
        for folder in range(FOLDERS):
            (self.workspace / f"big{folder}").mkdir()
            for number in range(FILES):
                (self.workspace / f"big{folder}/{number}.txt").write_text("a line that is like every other\n" * LINES)
        self.use([calls(*[("fs_search", {"pattern": f"(l.n.)+ .*ever{n}", "path": "."}) for n in range(20)])])
        run = self.api.start(self.session, "Search", "local/script")
        with self.api.events(run) as stream:
            stream.until("tool.started")
            events = self.timed(run, stream)
        self.assertNotIn("tool.finished", [event["type"] for event in events])
        self.still_works()

    def test_while_a_command_runs(self):
        self.use([calls(("shell_run", {"command": "trap '' TERM; echo up; sleep 600"}))])
        run = self.api.start(self.session, "Sleep", "local/script")
        with self.api.events(run) as stream:
            self.api.decide(run, stream.until("approval.requested")["data"]["call_id"], "once")
            stream.until("tool.output")
            self.timed(run, stream)
        self.still_works()

    def test_while_it_waits_for_an_approval(self):
        self.use([calls(("fs_write", {"path": "a.txt", "content": "x"}))])
        run = self.api.start(self.session, "Write", "local/script")
        with self.api.events(run) as stream:
            call = stream.until("approval.requested")["data"]["call_id"]
            self.timed(run, stream)
        self.assertGreaterEqual(self.api.request("POST", f"/runs/{run}/approvals/{call}", {"decision": "once"}).status, 400)
        self.assertEqual(self.api.get(f"/runs/{run}")["state"], "cancelled")
        self.assertFalse((self.workspace / "a.txt").exists())
        self.still_works()

    def test_a_run_that_has_ended_stays_as_it_ended(self):
        run = self.api.start(self.session, "List the headings of README.md")
        events = self.api.follow(run)
        self.assertIn(self.api.request("POST", f"/runs/{run}/cancel").status, (202, 409))
        self.assertEqual(self.api.get(f"/runs/{run}")["state"], "finished")
        self.assertEqual(self.api.follow(run), events)
        self.api.post("/runs/999/cancel", status=404)


if __name__ == "__main__":
    unittest.main()
