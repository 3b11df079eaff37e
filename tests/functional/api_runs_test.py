"""Runs over the API: the stream of events can be taken up anywhere, by anybody, and runs wait for each other as told."""

import unittest

from fake_model import FakeModel
from hearth import HearthTest, wait_for

OUTLINE = "List the headings of README.md"


class Runs(HearthTest):
    def setUp(self):
        super().setUp()
        self.fake = FakeModel(self)
        self.hearth.write_config(f'[agent]\nmax_parallel_runs = 2\n[local]\nbase_url = "{self.fake.url}"\n')
        self.hearth.serve()
        self.api = self.hearth.api()
        self.session = self.api.new_session(self.workspace)

    def state(self, run):
        return self.api.get(f"/runs/{run}")["state"]

    def test_replay_from_any_event_gives_exactly_the_rest(self):
        run = self.api.start(self.session, OUTLINE)
        events = self.api.follow(run)
        self.assertEqual([event["sequence"] for event in events], list(range(1, len(events) + 1)))
        types = [event["type"] for event in events]
        self.assertEqual(types[:3], ["run.queued", "run.started", "message.added"])
        self.assertEqual(types[-1], "run.finished")
        for after in range(len(events) + 1):
            with self.api.events(run, after) as stream:
                self.assertEqual(list(stream), events[after:])
        answer = self.api.request("GET", f"/runs/{run}/events?after=3")
        self.assertTrue(answer.body.startswith(b"id: 4\n"))
        self.assertEqual(answer.headers["Content-Type"], "text/event-stream")

    def test_a_number_that_is_none_is_refused(self):
        run = self.api.start(self.session, OUTLINE)
        self.api.follow(run)
        for after in ("x", "-1", "1.5", ""):
            status = self.api.request("GET", f"/runs/{run}/events", headers={"Last-Event-ID": after}).status
            self.assertEqual(status, 200 if after == "" else 400, after)

    def test_two_readers_see_the_same_while_it_runs(self):
        run = self.api.start(self.session, "Say hello", "local/stall-mid")
        self.fake.wait(stalled=1)
        with self.api.events(run) as first, self.api.events(run) as second:
            seen = [list_until(stream, "message.delta") for stream in (first, second)]
            self.assertEqual(self.state(run), "running")
            self.fake.release()
            rests = [list(stream) for stream in (first, second)]
        self.assertEqual(seen[0] + rests[0], seen[1] + rests[1])
        self.assertEqual(seen[0] + rests[0], self.api.follow(run))

    def test_a_run_needs_no_reader(self):
        run = self.api.start(self.session, "Say hello", "local/stall-mid")
        with self.api.events(run) as stream:
            stream.until("message.delta")
        self.fake.release()
        wait_for("the end of the run", lambda: self.state(run) == "finished")

    def test_no_more_at_once_than_the_setting_says(self):
        sessions = [self.api.new_session(self.workspace) for _ in range(4)]
        runs = [self.api.start(session, "Say hello", "local/stall") for session in sessions]
        self.fake.wait(stalled=2)
        self.assertEqual([self.state(run) for run in runs], ["running", "running", "queued", "queued"])
        self.assertEqual(self.api.get("/health")["active_runs"], 4)
        self.api.post(f"/runs/{runs[0]}/cancel", status=202)
        self.fake.wait(stalled=3)  # its place is taken by the next
        self.fake.release()
        self.assertEqual([self.api.follow(run)[-1]["type"] for run in runs], ["run.cancelled"] + ["run.finished"] * 3)
        wait_for("idleness", lambda: self.api.get("/health")["active_runs"] == 0)

    def test_one_at_a_time_in_a_session_in_order(self):
        runs = [self.api.start(self.session, f"Say hello {number}", "local/stall") for number in range(3)]
        self.fake.wait(stalled=1)
        self.assertEqual([self.state(run) for run in runs], ["running", "queued", "queued"])
        self.assertEqual(self.fake.log()["stalled"], 1)
        self.fake.release()
        ends = [self.api.follow(run)[-1]["at"] for run in runs]
        starts = [self.api.get(f"/runs/{run}")["started_at"] for run in runs]
        self.assertEqual(ends, sorted(ends))
        for end, start in zip(ends, starts[1:]):
            self.assertLessEqual(end, start)
        # Each was asked with what came before it in the session, and not with what came after.
        users = [[message["content"] for message in request["body"]["messages"] if message["role"] == "user"]
                 for request in self.fake.log()["requests"]]
        self.assertEqual(users, [[f"Say hello {n}" for n in range(count + 1)] for count in range(3)])

    def test_what_cannot_be_started_is_refused_and_leaves_nothing(self):
        without = self.api.post("/sessions", {"title": "No folder"}, status=201)["id"]
        for session, body, status in ((self.session, {"task": "  "}, 400), (self.session, {}, 400),
                                      (self.session, {"task": "x", "model": "nonesuch"}, 404),
                                      (self.session, {"task": "x", "extra": 1}, 400), (999, {"task": "x"}, 404),
                                      (without, {"task": "x"}, 400), (self.session, b"{", 400)):
            answer = self.api.request("POST", f"/sessions/{session}/runs", body)
            self.assertEqual(answer.status, status, (body, answer))
            self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        self.assertEqual(self.api.get("/tasks")["tasks"], [])
        for workspace in ("relative", "/nowhere/at/all", str(self.workspace / "README.md"), str(self.hearth.data)):
            answer = self.api.request("POST", "/sessions", {"workspace": workspace})
            self.assertGreaterEqual(answer.status, 400, workspace)
            self.assertLess(answer.status, 500, workspace)

    def test_limits_of_a_run_end_it_with_a_reason(self):
        self.hearth.stop()
        self.hearth.write_config(f'[agent]\nmax_turns = 3\nrepeat_limit = 2\n[local]\nbase_url = "{self.fake.url}"\n')
        self.hearth.serve()
        self.api = self.hearth.api()
        looping = self.api.work(self.session, "Go on", "local/loop")
        self.assertEqual(looping["type"], "run.failed")
        self.assertRegex(looping["data"]["message"], "same call|turns")

    def test_many_silent_readers_leave_room_for_others(self):
        run = self.api.start(self.session, "Say hello", "local/stall")
        self.fake.wait(stalled=1)
        streams = [self.api.events(run) for _ in range(40)]
        self.assertEqual(self.api.get("/health")["status"], "ok")
        self.fake.release()
        for stream in streams:
            with stream:
                self.assertEqual(list(stream)[-1]["type"], "run.finished")

    def test_stopping_ends_streams_and_the_run_goes_on_at_the_next_start(self):
        run = self.api.start(self.session, "Say hello", "local/stall-mid")
        with self.api.events(run) as stream:
            seen = list_until(stream, "message.delta")
            self.assertEqual(self.hearth.stop(), 0)
            seen += list(stream)
        self.fake.release()
        self.hearth.serve()
        self.api = self.hearth.api()
        events = self.api.follow(run)
        self.assertEqual(events[:len(seen)], seen)
        self.assertIn("run.resumed", [event["type"] for event in events])
        self.assertEqual(events[-1]["data"], {"answer": "Hello wörld!"})
        self.assertEqual(self.api.get(f"/runs/{run}")["resumes"], 1)


def list_until(stream, last):
    seen = []
    for event in stream:
        seen.append(event)
        if event["type"] == last:
            return seen
    raise AssertionError(f"no {last} in {seen}")


if __name__ == "__main__":
    unittest.main()
