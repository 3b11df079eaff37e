"""A model elsewhere: what it is sent is masked, asked about, recorded and shown beforehand; and its answer is put right."""

import json
import re
import unittest

from fake_internet import FakeInternet
from hearth import Hearth, HearthTest, needs_root

SECRET = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"


def without_time(body):
    """The model is told the minute, and a minute may end between the look and the sending."""
    return re.sub(r"Now it is [-\d: ]+", "Now it is then", body)


@needs_root
class RemoteModel(HearthTest):
    def setUp(self):
        super().setUp()
        self.internet = FakeInternet(self)
        self.internet.name("model.test", "93.184.1.1")
        self.internet.answer("93.184.1.1", "echo")
        self.hearth = Hearth(self.folder, self.internet.prefix)
        self.hearth.serve()
        self.api = self.hearth.api()
        self.api.put("/settings/remote.base_url", {"value": "http://model.test/v1"})
        self.session = self.api.new_session(self.workspace)

    def run_remote(self, task="Say hello", decision=None, session=None):
        return self.api.follow(self.api.start(session or self.session, task, "remote/far"), decision)

    def questions(self, events):
        return [event["data"] for event in events if event["type"] == "approval.requested"]

    def assert_answered(self, events, answer="Say hello"):
        self.assertEqual((events[-1]["type"], events[-1]["data"].get("answer")), ("run.finished", answer), events[-1])

    def ledger(self):
        return self.api.get("/egress")["connections"][::-1]


class Asked(RemoteModel):
    def test_the_question_says_where_and_how_much_goes(self):
        events = self.run_remote(decision="once")
        self.assert_answered(events)
        [question] = self.questions(events)
        self.assertEqual(question["arguments"]["destination"], "model.test:80")
        self.assertEqual(question["hosts"], ["model.test:80"])
        self.assertEqual(question["arguments"]["model"], "remote/far")
        [request] = self.internet.log("request")
        self.assertEqual(question["arguments"]["bytes"], len(request["body"].encode()))
        [row] = self.ledger()
        self.assertEqual((row["decision"], row["outcome"]), ("allowed", "done"))

    def test_once_holds_for_the_run(self):
        self.assertEqual(len(self.questions(self.run_remote(decision="once"))), 1)
        self.assertEqual(len(self.questions(self.run_remote(decision="once"))), 1)

    def test_session_holds_there_and_not_elsewhere(self):
        self.assertEqual(len(self.questions(self.run_remote(decision="session"))), 1)
        self.assertEqual(len(self.questions(self.run_remote())), 0)
        other = self.api.new_session(self.workspace)
        self.assertEqual(len(self.questions(self.run_remote(decision="once", session=other))), 1)

    def test_always_makes_a_rule_that_can_be_taken_back(self):
        self.run_remote(decision="always")
        [rule] = self.api.get("/network/rules")["rules"]
        self.assertEqual((rule["effect"], rule["purpose"], rule["host"], rule["port"]), ("allow", "model", "model.test", 80))
        other = self.api.new_session(self.workspace)
        self.assertEqual(len(self.questions(self.run_remote(session=other))), 0)
        self.api.delete(f"/network/rules/{rule['id']}")
        self.assertEqual(len(self.questions(self.run_remote(decision="deny"))), 1)

    def test_no_is_no(self):
        events = self.run_remote(decision="deny")
        self.assertEqual((events[-1]["type"], events[-1]["data"]["code"]), ("run.failed", "denied"), events[-1])
        self.assertIn("you did not allow sending to model.test:80", events[-1]["data"]["message"])
        self.assertEqual(self.internet.log(), [])

    def test_a_question_survives_the_end_of_hearth(self):
        run = self.api.start(self.session, "Say hello", "remote/far")
        with self.api.events(run) as stream:
            call = stream.until("approval.requested")["data"]["call_id"]
        self.hearth.kill()
        self.assertEqual(self.internet.log(), [])
        self.hearth.serve()
        self.api = self.hearth.api()
        self.api.decide(run, call, "once")
        self.assert_answered(self.api.follow(run))
        self.assertEqual(len(self.questions(self.api.follow(run))), 1)


class Masked(RemoteModel):
    def setUp(self):
        super().setUp()
        self.api.post("/network/rules", {"effect": "allow", "host": "model.test", "port": 80}, 201)

    def test_a_secret_stays_here_and_comes_back_in_the_answer(self):
        task = f"Repeat this: {SECRET} and no more"
        events = self.run_remote(task)
        self.assert_answered(events, task)
        [request] = self.internet.log("request")
        self.assertNotIn(SECRET, request["body"])
        self.assertIn("[[SECRET_1]]", request["body"])
        streamed = "".join(event["data"].get("text", "") for event in events if event["type"] == "message.delta")
        self.assertNotIn("[[SECRET", streamed)
        self.assertEqual(self.questions(events), [])

    def test_what_was_sent_is_shown_as_it_was_sent(self):
        self.run_remote(f"Repeat this: {SECRET}")
        [row] = self.ledger()
        [request] = self.internet.log("request")
        self.assertEqual(self.api.request("GET", f"/egress/{row['id']}/body").body.decode(), request["body"])

    def test_a_tool_here_gets_the_original(self):
        self.internet.answer("93.184.1.1", "calls", steps=[["fs_write", {"path": "key.txt", "content": "[[SECRET_1]]\n"}]])
        self.run_remote(f"Put {SECRET} into key.txt", decision="once")
        self.assertEqual((self.workspace / "key.txt").read_text(), SECRET + "\n")
        self.assertNotIn(SECRET, "".join(request["body"] for request in self.internet.log("request")))

    def test_a_class_can_be_asked_about_or_blocked(self):
        self.api.put("/settings/redaction.emails", {"value": "ask"})
        events = self.run_remote("Write to ada@lovelace.test", decision="once")
        [question] = self.questions(events)
        [finding] = question["arguments"]["masked"]
        self.assertEqual(finding["class"], "email")
        self.assertNotIn("ada@lovelace.test", json.dumps(question))
        self.assert_answered(events, "Write to ada@lovelace.test")
        self.api.put("/settings/redaction.emails", {"value": "block"})
        before = self.internet.log()
        last = self.run_remote("Write to ada@lovelace.test")[-1]
        self.assertEqual((last["type"], last["data"]["code"]), ("run.failed", "denied"), last)
        self.assertIn("redaction.emails says block", last["data"]["message"])
        self.assertEqual(self.internet.log(), before)

    def test_a_preview_is_what_goes(self):
        self.api.put("/settings/redaction.emails", {"value": "mask"})
        task = f"Send {SECRET} to ada@lovelace.test"
        self.run_remote("Something before")
        preview = self.api.post("/preview", {"task": task, "model": "remote/far", "session_id": self.session})
        self.assertEqual(len(self.internet.log("request")), 1)  # looking sends nothing
        self.assertEqual((preview["destination"], preview["decision"]), ("model.test:80", "allow"))
        self.assertEqual({finding["class"] for finding in preview["findings"]}, {"secret", "email"})
        self.run_remote(task)
        self.assertEqual(without_time(self.internet.log("request")[-1]["body"]), without_time(preview["body"]))
        shown = self.hearth.run("network", "preview", task, "--model", "remote/far", "--session", str(self.session))
        self.assertEqual(shown.code, 0, shown)
        self.assertNotIn(SECRET, shown.out)

    def test_a_local_model_has_no_preview(self):
        self.assertEqual(self.api.post("/preview", {"task": "Hello", "model": "reflex", "workspace": str(self.workspace)}),
                         {"leaves_machine": False})


if __name__ == "__main__":
    unittest.main()
