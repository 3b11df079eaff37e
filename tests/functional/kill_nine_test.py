"""kill -9, again and again, spread over a run: nothing acknowledged is lost, no run is stuck, the database is intact.

A client keeps what it was told: each event that it read, each message and run whose creation was confirmed. After each
kill the database files are copied and held against that; after each restart the runs must come to an end. Where a kill
lands is steered by the fake model's gate and by events; a seed (HEARTH_SEED) chooses the order and a few milliseconds
more or less. HEARTH_KILLS sets their number.
"""

import collections
import json
import os
import random
import shutil
import sqlite3
import threading
import time
import unittest

from api_client import FINAL
from fake_model import FakeModel, calls
from hearth import DEADLINE, HearthTest

KILLS = int(os.environ.get("HEARTH_KILLS", "200"))
SEED = int(os.environ.get("HEARTH_SEED", "1"))
AT_LEAST = max(1, KILLS // 20)  # of each of the states below
REQUIRED = ("queued", "running (model)", "running (tool)", "waiting_approval")
AIMS = ("queued", "model", "streaming", "tool", "approval", "decided", "anywhere", "starting")
GONE = (OSError, EOFError, ValueError, AssertionError)  # what a client may meet when its server is killed
SEARCHES = calls(*[("fs_search", {"pattern": f"(a|e)+[^x]*never{n}"}) for n in range(12)])


class Witness(threading.Thread):
    """Reads the events of a run and keeps every one; answers questions as told; ends when the connection does."""

    def __init__(self, api, run, decision=None):
        super().__init__(daemon=True)
        self.api, self.run_id, self.decision = api, run, decision
        self.events, self.changed = [], threading.Condition()
        self.start()

    def run(self):
        try:
            with self.api.events(self.run_id) as stream:
                for event in stream:
                    with self.changed:
                        self.events.append(event)
                        self.changed.notify_all()
                    if event["type"] == "approval.requested" and self.decision:
                        self.decide(event["data"]["call_id"])
        except GONE:
            pass

    def decide(self, call):
        """In a replay the question may have been answered before the kill: then it is a conflict."""
        answer = self.api.request("POST", f"/runs/{self.run_id}/approvals/{call}", {"decision": self.decision})
        if answer.status not in (200, 409):
            raise AssertionError(answer)

    def wait(self, kind):
        def seen():
            return any(event["type"] == kind or event["type"] in FINAL for event in self.events)
        with self.changed:
            if not self.changed.wait_for(seen, DEADLINE):
                raise AssertionError(f"run {self.run_id} never had {kind}: {[each['type'] for each in self.events]}")


class KillNine(HearthTest):
    def setUp(self):
        super().setUp()
        self.random = random.Random(SEED)
        self.fake = FakeModel(self, [SEARCHES, {"results": True}])
        for number in range(50):  # so that a search takes a while
            (self.workspace / f"page{number}.txt").write_text("a line with these and those letters, again\n" * 1000)
        self.states, self.endings = collections.Counter(), collections.Counter()
        self.events = {}    # run -> its acknowledged events
        self.messages = {}  # message -> (session, text), acknowledged
        self.open_runs, self.ended = [], {}

    # --- one kill

    def begin(self, aim):
        """Brings the sidecar to where the kill is wanted; returns the run that it is about."""
        api = self.hearth.api()
        session = api.new_session(self.workspace)
        model = {"queued": "local/stall", "model": "local/stall", "streaming": "local/stall-mid", "tool": "local/script",
                 "approval": "local/write", "decided": "local/write"}.get(aim, "local/tools-parallel@twice,delay=2")
        run = api.start(session, "Go on", model)
        self.open_runs.append(run)
        witness = Witness(api, run, "once" if aim == "decided" else None)
        if aim == "queued":
            witness.wait("turn.started")
            run = api.start(session, "Go on", model)  # waits for the other one of its session
            self.open_runs.append(run)
            self.witnesses.append(witness)
            witness = Witness(api, run)
        self.witnesses.append(witness)
        witness.wait({"queued": "run.queued", "model": "turn.started", "streaming": "message.delta", "tool": "tool.started",
                      "approval": "approval.requested", "decided": "approval.decided"}.get(aim, "run.queued"))
        return run

    def remark(self, session, stop):
        """Adds messages until the sidecar is gone; those that were confirmed are kept."""
        api = self.hearth.api()
        for number in range(1000):
            if stop.is_set():
                return
            text = f"remark {number} {time.monotonic_ns()}"
            try:
                self.messages[api.post(f"/sessions/{session}/messages", {"text": text}, status=201)["id"]] = (session, text)
            except GONE:
                return

    def kill_at(self, aim):
        if aim == "starting":
            process = self.hearth.popen("serve", stdout=-3, stderr=-3)
            time.sleep(self.random.uniform(0, 0.03))
            process.kill()
            process.wait()
            self.states["starting"] += 1
            return self.inspect(None)
        self.hearth.serve()
        self.finish_open_runs()
        self.fake.hold()
        self.witnesses, stop = [], threading.Event()
        remarks = threading.Thread(target=self.remark, args=(self.side_session(), stop))
        remarks.start()
        run = self.begin(aim)
        time.sleep(self.random.uniform(0, 0.04 if aim == "anywhere" else 0.003))
        self.hearth.kill()
        stop.set()
        remarks.join()
        for witness in self.witnesses:
            witness.join(DEADLINE)
            self.events.setdefault(witness.run_id, []).extend(witness.events)
        return self.inspect(run)

    def side_session(self):
        return self.hearth.api().new_session(self.workspace)

    # --- what is left

    def inspect(self, run):
        """Holds a copy of the database against everything that was acknowledged, and notes the state of the run."""
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for name in ("hearth.db", "hearth.db-wal"):
            if (self.hearth.data / name).exists():
                shutil.copy(self.hearth.data / name, copy)
        database = sqlite3.connect(copy / "hearth.db")
        self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        self.assertEqual(database.execute("PRAGMA foreign_key_check").fetchall(), [])
        for run_id, events in self.events.items():
            stored = dict(database.execute("SELECT sequence, data FROM run_events WHERE run_id = ?", (run_id,)))
            self.assertEqual(sorted(stored), list(range(1, len(stored) + 1)), f"the events of run {run_id} have a gap")
            for event in events:
                self.assertEqual(json.loads(stored.get(event["sequence"], "null")), event["data"], (run_id, event))
        stored = {row[0]: row[1:] for row in database.execute("SELECT id, session_id, text FROM messages")}
        for message, content in self.messages.items():
            self.assertEqual(stored.get(message), content, message)
        states = dict(database.execute("SELECT id, state FROM runs"))
        for each in self.open_runs:
            self.assertIn(each, states, "an acknowledged run is lost")
        if run:
            self.states[self.state_of(database, run, states[run])] += 1
        database.close()

    @staticmethod
    def state_of(database, run, state):
        if state != "running":
            return state
        calls_of = [row[0] for row in database.execute("SELECT state FROM tool_calls WHERE run_id = ?", (run,))]
        last = database.execute("SELECT type FROM run_events WHERE run_id = ? ORDER BY sequence DESC", (run,)).fetchone()[0]
        if "started" in calls_of:
            return "running (tool)"
        return "running (model)" if last in ("turn.started", "message.delta") else "running (between)"

    def finish_open_runs(self):
        """Every run that a kill has cut off comes to an end now."""
        self.fake.release()
        api = self.hearth.api()
        for run in self.open_runs:
            witness = Witness(api, run, "once")
            witness.join(DEADLINE)
            types = [event["type"] for event in witness.events]
            self.assertTrue(types and types[-1] in FINAL, f"run {run} is stuck: {types}")
            self.assertEqual([event["sequence"] for event in witness.events], list(range(1, len(types) + 1)))
            self.assertIn(types[-1], ("run.finished", "run.interrupted"), witness.events[-1])
            self.endings[types[-1]] += 1
            self.events[run] = witness.events
        self.open_runs = []

    def test_nothing_acknowledged_is_lost(self):
        self.hearth.serve()
        self.hearth.api().put("/settings/local.base_url", {"value": self.fake.url})
        self.hearth.kill()
        aims = [AIMS[number % len(AIMS)] for number in range(KILLS)]
        self.random.shuffle(aims)
        for aim in aims:
            self.kill_at(aim)
        self.hearth.serve()
        self.finish_open_runs()
        print(f"kills per state (seed {SEED}):", dict(self.states))
        print("ends of the runs:", dict(self.endings), "| events kept:", sum(map(len, self.events.values())),
              "| messages kept:", len(self.messages))
        self.assertEqual(sum(self.states.values()), KILLS)
        for state in REQUIRED:
            self.assertGreaterEqual(self.states[state], AT_LEAST, f"too few kills while {state}")


if __name__ == "__main__":
    unittest.main()
