"""Changes ask: once, for the session, always by pattern, or never; and a question survives whatever happens to Hearth."""

import signal
import sqlite3
import threading
import unittest

from fake_model import FakeModel, calls
from hearth import HearthTest


def write(path):
    return calls(("fs_write", {"path": path, "content": "new\n"}))


class Approvals(HearthTest):
    def begin(self, *steps):
        """A sidecar whose model makes these calls, one turn each, then ends."""
        self.fake = FakeModel(self, [*steps, {"text": "done"}])
        self.hearth.serve()
        self.api = self.hearth.api()
        self.fake.use(self.api)
        self.session = self.api.new_session(self.workspace)

    def work(self, *decisions, session=None, pattern=None):
        """A run of the script; answers its questions in order and returns the paths it was asked about."""
        run = self.api.start(session or self.session, "Do it", "local/script")
        asked, left = [], list(decisions)
        with self.api.events(run) as stream:
            for event in stream:
                if event["type"] == "approval.requested":
                    asked.append(event["data"]["paths"])
                    self.assertTrue(left, f"an unexpected question: {event}")
                    self.api.decide(run, event["data"]["call_id"], left[0], pattern if left[0] in ("always", "session") else None)
                    left.pop(0)
        self.assertEqual(event["type"], "run.finished", event)
        self.assertEqual(left, [], "questions that were never asked")
        return asked

    def waiting(self):
        """A run that waits for a decision, and the call it waits for."""
        run = self.api.start(self.session, "Do it", "local/script")
        with self.api.events(run) as stream:
            return run, stream.until("approval.requested")["data"]["call_id"]

    def exists(self, path):
        return (self.workspace / path).exists()

    def test_once_is_asked_again(self):
        self.begin(write("a.txt"), write("a.txt"))
        self.assertEqual(self.work("once", "once"), [["a.txt"], ["a.txt"]])
        self.assertTrue(self.exists("a.txt"))

    def test_session_is_not_asked_again_there_but_elsewhere(self):
        self.begin(write("a.txt"), write("b/c.txt"), calls(("fs_delete", {"path": "a.txt"})))
        self.assertEqual(self.work("session", "once"), [["a.txt"], ["a.txt"]])  # another tool is another question
        self.assertTrue(self.exists("b/c.txt"))
        other = self.api.new_session(self.workspace)
        self.assertEqual(self.work("once", "once", "once", session=other), [["a.txt"], ["b/c.txt"], ["a.txt"]])

    def test_always_holds_for_the_pattern_in_every_session_of_the_workspace(self):
        self.begin(write("notes/a.txt"), write("notes/deep/b.txt"), write("other.txt"))
        self.assertEqual(self.work("always", "once", pattern="notes/**"), [["notes/a.txt"], ["other.txt"]])
        self.hearth.stop()
        self.hearth.serve()
        self.api = self.hearth.api()
        again = self.api.new_session(self.workspace)
        self.assertEqual(self.work("once", session=again), [["other.txt"]])
        elsewhere = self.api.new_session(self.copy_of(self.workspace, "elsewhere"))
        self.assertEqual(len(self.work("once", "once", "once", session=elsewhere)), 3)

    def test_what_was_allowed_is_listed_and_can_be_taken_back(self):
        self.begin(write("notes/a.txt"), calls(("fs_delete", {"path": "notes/a.txt"})))
        self.assertEqual(self.work("always", "session", pattern="notes/**"), [["notes/a.txt"]] * 2)
        grants = self.api.get("/grants")["grants"]
        self.assertEqual([(each["tool"], each["pattern"], each["session"]) for each in grants],
                         [("fs_write", "notes/**", None), ("fs_delete", "notes/**", self.session)])
        self.assertEqual({each["workspace"] for each in grants}, {str(self.workspace)})
        self.assertEqual(self.work(), [])
        self.api.delete(f"/grants/{grants[0]['id']}")
        self.api.delete(f"/grants/{grants[0]['id']}", status=404)
        self.assertEqual(self.work("once"), [["notes/a.txt"]])

    def test_a_pattern_is_not_talked_round_with_dots(self):
        self.begin(write("notes/a.txt"), write("notes/../other.txt"))
        self.assertEqual(self.work("always", "deny", pattern="notes/**"), [["notes/a.txt"], ["other.txt"]])
        self.assertFalse(self.exists("other.txt"))

    def test_denied_is_told_to_the_model_and_nothing_happens(self):
        self.begin(write("a.txt"), {"results": True})
        run = self.api.start(self.session, "Do it", "local/script")
        events = self.api.follow(run, "deny")
        finished = [event["data"] for event in events if event["type"] == "tool.finished"]
        self.assertEqual([each["is_error"] for each in finished], [True])
        self.assertIn("did not allow", events[-1]["data"]["answer"])
        self.assertNotIn("tool.started", [event["type"] for event in events])
        self.assertFalse(self.exists("a.txt"))

    def test_a_reason_is_told_to_the_model_and_stays_with_the_session(self):
        self.begin(write("a.txt"), {"results": True})
        run, call = self.waiting()
        self.api.decide(run, call, "once", reason="because", status=400)  # nothing is to be explained
        self.api.decide(run, call, "deny", reason="x" * 4097, status=400)
        self.api.decide(run, call, "deny", reason="Write to \"notes/\" — هناك")
        events = self.api.follow(run)
        decided = next(event["data"] for event in events if event["type"] == "approval.decided")
        self.assertEqual(decided["reason"], "Write to \"notes/\" — هناك")
        self.assertIn("Write to \"notes/\" — هناك", events[-1]["data"]["answer"])
        self.assertEqual(self.denial(), "Write to \"notes/\" — هناك")

    def test_a_reason_that_was_given_before_a_crash_is_told_after_it(self):
        both = [("fs_write", {"path": path, "content": "new\n"}) for path in ("a.txt", "b.txt")]
        self.begin(calls(*both), {"results": True})
        run, call = self.waiting()
        with self.api.events(run) as stream:
            stream.until("approval.requested")
            self.api.decide(run, call, "deny", reason="not there")
            second = stream.until("approval.requested")["data"]["call_id"]
        self.hearth.kill()
        self.hearth.serve()
        self.api = self.hearth.api()
        self.api.decide(run, second, "deny")
        self.api.follow(run)
        self.assertEqual(self.denial(), "not there")

    def denial(self):
        """What the session shows of the first call that was denied."""
        messages = self.api.get(f"/sessions/{self.session}/messages")["messages"]
        results = [block for message in reversed(messages) for block in message["blocks"] if block["type"] == "tool_result"]
        return next(block["denied"] for block in results if "denied" in block)

    def test_a_move_asks_about_both_paths(self):
        self.begin(calls(("fs_move", {"from": "archive/todo.txt", "to": "notes/old.txt"})))
        self.assertEqual(self.work("once"), [["archive/todo.txt", "notes/old.txt"]])
        self.assertTrue(self.exists("notes/old.txt"))

    def test_reading_is_never_asked_about(self):
        self.begin(calls(("fs_read", {"path": "README.md"}), ("fs_list", {}), ("fs_find", {"glob": "*.md"})))
        self.assertEqual(self.work(), [])

    def test_deny_beats_allow(self):
        self.begin(write("notes/a.txt"), write("notes/secret.txt"))
        self.assertEqual(self.work("always", pattern="notes/**"), [["notes/a.txt"]])
        (self.workspace / "notes/secret.txt").unlink()
        self.hearth.stop()
        with sqlite3.connect(self.hearth.database()) as database:
            database.execute("INSERT INTO grants(effect, tool, pattern, workspace_id, created_at) "
                             "SELECT 'deny', '*', '**/secret.txt', workspace_id, 0 FROM grants")
        database.close()
        self.hearth.serve()
        self.api = self.hearth.api()
        self.assertEqual(self.work(session=self.api.new_session(self.workspace)), [])
        self.assertTrue(self.exists("notes/a.txt"))
        self.assertFalse(self.exists("notes/secret.txt"))

    def test_decisions_that_make_no_sense(self):
        self.begin(write("a.txt"))
        run, call = self.waiting()
        self.assertEqual(self.api.get(f"/runs/{run}")["state"], "waiting_approval")
        self.api.decide(run, "no-such-call", "once", status=404)
        self.api.decide(999, call, "once", status=404)
        self.api.decide(run, call, "perhaps", status=400)
        self.api.decide(run, call, "always", status=400)  # without a pattern
        self.api.decide(run, call, "once")
        self.api.decide(run, call, "once", status=409)
        self.assertEqual(self.api.follow(run)[-1]["type"], "run.finished")
        self.api.decide(run, call, "deny", status=409)
        self.assertTrue(self.exists("a.txt"))

    def test_of_many_decisions_at_once_one_counts(self):
        self.begin(write("a.txt"))
        run, call = self.waiting()
        start, statuses = threading.Barrier(8), []

        def decide(word):
            start.wait()
            statuses.append(self.api.request("POST", f"/runs/{run}/approvals/{call}", {"decision": word}).status)

        threads = [threading.Thread(target=decide, args=(word,)) for word in ["once", "deny"] * 4]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(statuses), [200] + [409] * 7)
        decided = [event["data"] for event in self.api.follow(run) if event["type"] == "approval.decided"]
        self.assertEqual(len(decided), 1)
        self.assertEqual(self.exists("a.txt"), decided[0]["decision"] == "once")

    def test_a_question_survives_a_restart_and_a_kill(self):
        self.begin(write("a.txt"))
        run, call = self.waiting()
        for how in (signal.SIGTERM, signal.SIGKILL):
            self.hearth.stop(how)
            self.hearth.serve()
            self.api = self.hearth.api()
            self.assertEqual(self.api.get(f"/runs/{run}")["state"], "waiting_approval")
        self.assertFalse(self.exists("a.txt"))
        self.api.decide(run, call, "once")
        events = self.api.follow(run)
        self.assertEqual(events[-1]["data"], {"answer": "done"})
        self.assertEqual([event["type"] for event in events].count("approval.requested"), 1)
        self.assertTrue(self.exists("a.txt"))


if __name__ == "__main__":
    unittest.main()
