"""The tree of a conversation: edits, answers given anew, branches, forks, what waits in the queue, and what a session is called."""

import unittest

from fake_model import FakeModel
from hearth import HearthTest


class Conversation(HearthTest):
    def setUp(self):
        super().setUp()
        self.fake = FakeModel(self)
        self.hearth.write_config(f'[local]\nbase_url = "{self.fake.url}"\n')
        self.hearth.serve()
        self.api = self.hearth.api()
        self.session = self.api.post("/sessions", {"workspace": str(self.workspace)}, status=201)["id"]
        self.path = f"/sessions/{self.session}"

    def messages(self, session=None):
        """The branch in use, oldest first."""
        return self.api.get(f"/sessions/{session or self.session}/messages")["messages"][::-1]

    def shown(self, session=None):
        return [message["blocks"][0]["text"] for message in self.messages(session) if message["role"] == "user"]

    def run_to_the_end(self, body):
        run = self.api.post(f"{self.path}/runs", {"model": "local/text", **body}, status=202)
        self.assertEqual(self.api.follow(run["id"])[-1]["type"], "run.finished")
        return run

    def refused(self, status, method, path, body=None):
        answer = self.api.request(method, path, body)
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        return answer.json()["detail"]

    def test_an_edit_is_a_branch_beside_the_first_wording(self):
        self.run_to_the_end({"task": "One"})
        self.run_to_the_end({"task": "Two"})
        one, answer, two, _ = self.messages()
        self.assertFalse([message for message in self.messages() if "siblings" in message])
        self.run_to_the_end({"task": "Another two", "parent_id": answer["id"]})
        self.assertEqual(self.shown(), ["One", "Another two"])
        edited = self.messages()[2]
        self.assertEqual(edited["siblings"], [two["id"], edited["id"]])
        asked = self.fake.log()["requests"][-1]["body"]["messages"]
        self.assertNotIn("Two", [message["content"] for message in asked])
        session = self.api.put(f"{self.path}/head", {"message_id": two["id"]})
        self.assertEqual(session["head_id"], self.messages()[-1]["id"])
        self.assertEqual(self.shown(), ["One", "Two"])
        self.run_to_the_end({"task": "Zero", "parent_id": None})
        self.assertEqual(self.shown(), ["Zero"])
        self.assertEqual(self.messages()[0]["siblings"][0], one["id"])

    def test_an_answer_given_anew_by_another_model(self):
        self.run_to_the_end({"task": "List the headings of README.md", "model": "reflex"})
        question = self.messages()[0]
        first = self.messages()[1]
        run = self.run_to_the_end({"regenerate": question["id"], "model": "local/text"})
        self.assertEqual(run["task"], "List the headings of README.md")
        messages = self.messages()
        self.assertEqual((len(messages), messages[0]["id"]), (2, question["id"]))
        self.assertEqual(messages[1]["siblings"], [first["id"], messages[1]["id"]])

    def test_pages_follow_the_branch(self):
        for number in range(3):
            self.run_to_the_end({"task": f"Task {number}"})
        self.run_to_the_end({"task": "Edited", "parent_id": self.messages()[1]["id"]})
        whole, before = [message["id"] for message in self.messages()[::-1]], None
        pages = []
        while True:
            page = self.api.get(f"{self.path}/messages?limit=2" + (f"&before={before}" if before else ""))
            pages += [message["id"] for message in page["messages"]]
            before = page["next_before"]
            if before is None:
                break
        self.assertEqual(pages, whole)

    def test_a_fork_is_a_session_of_its_own(self):
        self.run_to_the_end({"task": "One"})
        answer = self.messages()[1]
        self.run_to_the_end({"task": "Two"})
        fork = self.api.post(f"{self.path}/fork", {"message_id": answer["id"]}, status=201)
        self.assertEqual((fork["title"], fork["workspace"]), ("One", str(self.workspace)))
        self.assertEqual(self.shown(fork["id"]), ["One"])
        self.api.delete(self.path)
        self.assertEqual(self.api.answer(fork["id"], "Three", "local/text"), "Hello wörld!")
        self.assertEqual(self.shown(fork["id"]), ["One", "Three"])

    def test_what_is_queued_enters_behind_the_run_before_it(self):
        first = self.api.start(self.session, "One", "local/stall")
        self.fake.wait(stalled=1)
        second, third = (self.api.start(self.session, task, "local/stall") for task in ("Two", "Three"))
        queued = self.api.get(f"{self.path}/runs?state=queued")["runs"]
        self.assertEqual([(run["id"], run["task"]) for run in queued], [(third, "Three"), (second, "Two")])
        self.assertEqual(self.shown(), ["One"])
        self.api.post(f"/runs/{second}/cancel", status=202)
        self.fake.release()
        self.api.follow(third)
        self.assertEqual([message["role"] for message in self.messages()], ["user", "assistant"] * 2)
        self.assertEqual(self.shown(), ["One", "Three"])
        self.assertEqual(self.api.get(f"/runs/{first}")["state"], "finished")
        self.refused(400, "GET", f"{self.path}/runs?state=waiting")

    def test_no_branch_changes_under_a_run(self):
        self.run_to_the_end({"task": "One"})
        message = self.messages()[0]["id"]
        run = self.api.start(self.session, "Two", "local/stall")
        self.fake.wait(stalled=1)
        for method, path, body in (("PUT", f"{self.path}/head", {"message_id": message}),
                                   ("POST", f"{self.path}/fork", {"message_id": message}),
                                   ("POST", f"{self.path}/runs", {"task": "x", "parent_id": message}),
                                   ("POST", f"{self.path}/runs", {"regenerate": message}), ("DELETE", self.path, None)):
            self.assertIn("is not done yet", self.refused(409, method, path, body), path)
        self.api.patch(self.path, {"pinned": True})
        self.fake.release()
        self.api.follow(run)
        self.api.put(f"{self.path}/head", {"message_id": message})

    def test_what_makes_no_sense_is_refused(self):
        self.run_to_the_end({"task": "One"})
        question, answer = (message["id"] for message in self.messages())
        other = self.api.new_session(self.workspace)
        runs = f"{self.path}/runs"
        for body in ({}, {"task": "x", "regenerate": question}, {"regenerate": question, "parent_id": None},
                     {"regenerate": answer}, {"regenerate": 999}, {"task": "x", "parent_id": 999}, {"task": "x", "parent_id": 0}):
            self.refused(400, "POST", runs, body)
        self.refused(400, "POST", f"/sessions/{other}/runs", {"regenerate": question})
        self.refused(400, "PUT", f"/sessions/{other}/head", {"message_id": question})
        self.refused(404, "PUT", "/sessions/999/head", {"message_id": question})
        self.assertEqual(len(self.api.get(runs)["runs"]), 1)

    def test_sessions_are_named_pinned_and_deleted(self):
        self.assertEqual(self.api.get(self.path)["title"], "")
        self.run_to_the_end({"task": "Mend the roof\nbefore winter"})
        self.assertEqual(self.api.get(self.path)["title"], "Mend the roof")
        other = self.api.new_session(self.workspace, "Given")
        self.api.answer(other, "Something", "local/text")
        self.assertEqual(self.api.get(f"/sessions/{other}")["title"], "Given")
        changed = self.api.patch(self.path, {"title": "Roof", "pinned": True})
        self.assertEqual((changed["title"], changed["pinned"]), ("Roof", True))
        pinned = self.api.get("/sessions?pinned=true")["sessions"]
        self.assertEqual([session["id"] for session in pinned], [self.session])
        self.assertEqual([session["id"] for session in self.api.get("/sessions")["sessions"]], [other, self.session])
        self.refused(400, "PATCH", self.path, {})
        self.refused(400, "GET", "/sessions?pinned=no")
        self.assertEqual(self.api.delete(self.path)["title"], "Roof")
        self.refused(404, "GET", self.path)
        self.refused(404, "DELETE", self.path)
        self.assertEqual([task["session_id"] for task in self.api.get("/tasks")["tasks"]], [other])
        self.assertEqual(self.api.get("/search?q=roof")["results"], [])


if __name__ == "__main__":
    unittest.main()
