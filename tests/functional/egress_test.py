"""What leaves the machine, seen from the other side: a fake internet that looks into the ledger when something arrives."""

import json
import sqlite3
import unittest

from fake_internet import FakeInternet
from hearth import SLACK, Hearth, HearthTest, needs_root, wait_for

KILLS = 20 if SLACK == 1 else 5


class EgressTest(HearthTest):
    certificates = False

    def setUp(self):
        super().setUp()
        self.internet = FakeInternet(self, self.certificates)
        self.internet.name("model.test", "93.184.1.1")
        self.hearth = Hearth(self.folder, self.internet.prefix)
        self.hearth.serve()
        self.api = self.hearth.api()
        self.use("http://model.test/v1")

    def use(self, url):
        self.api.put("/settings/remote.base_url", {"value": url})

    def allow(self, host, port=80, **more):
        return self.api.post("/network/rules", {"effect": "allow", "host": host, "port": port, **more}, 201)

    def mode(self, mode, **more):
        self.api.put("/network", {"mode": mode, **more})

    def run_remote(self, task="Say hello", session=None):
        """The last event of a run on the remote model; the user says no to what he is asked."""
        session = session or self.api.new_session(self.workspace)
        return self.api.follow(self.api.start(session, task, "remote/far"), "deny")[-1]

    def assert_answered(self, last):
        self.assertEqual(last["type"], "run.finished", last)
        self.assertEqual(last["data"]["answer"], "Hello from afar")

    def assert_denied(self, last, part=""):
        self.assertEqual(last["type"], "run.failed", last)
        self.assertEqual(last["data"]["code"], "denied", last)
        self.assertIn(part, last["data"]["message"])

    def ledger(self, query=""):
        """Oldest first."""
        return self.api.get(f"/egress{query}")["connections"][::-1]


@needs_root
class Allowed(EgressTest):
    def test_the_row_is_there_before_the_first_question_and_byte(self):
        self.allow("model.test")
        self.assert_answered(self.run_remote())
        seen = self.internet.log()
        self.assertEqual([entry["what"] for entry in seen], ["dns", "dns", "connection", "request"])
        for entry in seen:
            self.assertEqual(entry["ledger"], [["model.test", 80, "allowed"]], entry)

    def test_the_ledger_says_what_went_and_shows_it_byte_for_byte(self):
        self.allow("model.test", purpose="model")
        session = self.api.new_session(self.workspace)
        self.assert_answered(self.run_remote("What is in my letter?", session))
        [row] = self.ledger()
        messages = self.api.get(f"/sessions/{session}/messages")["messages"]
        [question] = [message["id"] for message in messages if message["role"] == "user"]
        [run] = self.api.get(f"/sessions/{session}/runs")["runs"]
        self.assertEqual((row["host"], row["port"], row["purpose"], row["model"]), ("model.test", 80, "model", "remote/far"))
        self.assertEqual((row["session"], row["run"], row["messages"]), (session, run["id"], [question]))
        self.assertEqual((row["decision"], row["outcome"]), ("allowed", "done"))
        self.assertEqual(row["rule"], "rule 1: allow model model.test:80")
        [request] = self.internet.log("request")
        sent = self.api.request("GET", f"/egress/{row['id']}/body")
        self.assertEqual(sent.status, 200)
        self.assertEqual(sent.body.decode(), request["body"])
        self.assertIn("What is in my letter?", request["body"])
        self.assertGreater(row["bytes_up"], len(sent.body))
        self.assertGreater(row["bytes_down"], len("Hello from afar"))

    def test_all_spellings_are_one_host(self):
        self.allow("MODEL.test.")
        for url in ("http://model.test/v1", "http://MODEL.TEST/v1/", "http://model.test.:80/v1"):
            self.use(url)
            self.assert_answered(self.run_remote())
        self.assertEqual({row["host"] for row in self.ledger()}, {"model.test"})
        self.assertEqual({request["headers"]["Host"] for request in self.internet.log("request")}, {"model.test"})

    def test_over_version_six(self):
        self.internet.name("six.test", "2606:4700::1")
        self.allow("six.test", 8080)
        self.use("http://six.test:8080/v1")
        self.assert_answered(self.run_remote())
        self.allow("2606:4700:0:0::1", 8080)
        self.use("http://[2606:4700::1]:8080/v1")
        self.assert_answered(self.run_remote())
        self.assertEqual([row["host"] for row in self.ledger()], ["six.test", "2606:4700::1"])

    def test_the_list_of_models_is_asked_for_with_leave_only(self):
        self.assertIn("needs your consent", " ".join(self.api.get("/models")["notes"]))
        self.assertEqual(self.internet.log(), [])
        self.allow("model.test")
        models = {model["id"]: model for model in self.api.get("/models")["models"]}
        self.assertTrue(models["remote/far"]["leaves_machine"])
        self.assertEqual([row["decision"] for row in self.ledger()], ["denied", "allowed"])

    def test_the_command_lists_it(self):
        self.allow("model.test")
        self.run_remote()
        shown = self.hearth.run("network", "log", "--since", "10m")
        self.assertEqual(shown.code, 0, shown)
        self.assertIn("model.test:80", shown.out)
        self.assertIn("remote/far", shown.out)
        [row] = self.hearth.run("network", "log", "--json").json_lines()
        self.assertEqual(row["host"], "model.test")
        self.assertEqual(self.hearth.run("network", "log", "--session", "99").out, "")


@needs_root
class Denied(EgressTest):
    def assert_nothing_arrived(self):
        self.assertEqual(self.internet.log(), [])
        self.assertEqual({row["decision"] for row in self.ledger()}, {"denied"})

    def test_without_a_rule(self):
        for mode in ("ask", "allowlist", "local", "offline"):
            self.mode(mode)
            self.assert_denied(self.run_remote())
        self.assertEqual(len(self.ledger()), 4)
        self.assert_nothing_arrived()

    def test_offline_beats_the_rules(self):
        self.allow("model.test")
        self.assertEqual(self.hearth.run("network", "offline").code, 0)
        self.assert_denied(self.run_remote(), "the mode is offline")
        self.assert_nothing_arrived()

    def test_local_asks_no_name_server(self):
        self.allow("model.test")
        self.allow("93.184.1.1")
        self.mode("local")
        last = self.run_remote()
        self.assertEqual(last["type"], "run.failed")
        self.use("http://93.184.1.1/v1")
        self.assert_denied(self.run_remote(), "on the internet")
        self.assertEqual(self.internet.log(), [])

    def test_a_session_of_its_own_mode(self):
        self.allow("model.test")
        session = self.api.new_session(self.workspace)
        self.mode("offline", session=session)
        self.assert_denied(self.run_remote(session=session), f"session {session} is offline")
        self.assertEqual(self.internet.log(), [])
        self.assert_answered(self.run_remote())

    def test_another_port_host_or_purpose(self):
        self.allow("model.test", 8080)
        self.allow("other.test")
        self.allow("model.test", purpose="command")
        self.mode("allowlist")
        self.assert_denied(self.run_remote())
        self.assert_nothing_arrived()

    def test_a_deny_beats_an_allow(self):
        self.allow("*.test")
        self.api.post("/network/rules", {"effect": "deny", "host": "model.test", "port": 80}, 201)
        self.assert_denied(self.run_remote(), "deny * model.test:80")
        self.assert_nothing_arrived()

    def test_a_policy_that_cannot_be_read_denies_everything(self):
        self.allow("model.test")
        for mode in ("anything", 7, None):
            with sqlite3.connect(self.hearth.database(), timeout=10) as database:
                database.execute("INSERT OR REPLACE INTO preferences VALUES ('network.mode', ?, 1)", [json.dumps(mode)])
            self.assert_denied(self.run_remote(), "cannot be read")
            self.assertIn("network.mode", self.api.get("/network")["fault"])
        self.assert_nothing_arrived()


@needs_root
class Tricks(EgressTest):
    def test_a_name_that_leads_nearby(self):
        self.allow("*.test", 8080)
        for number, address in enumerate(("127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "::1", "::ffff:127.0.0.1",
                                          "fd00::1", "64:ff9b::7f00:1")):
            self.internet.name(f"near{number}.test", "93.184.1.1", address)
            self.use(f"http://near{number}.test:8080/v1")
            self.assert_denied(self.run_remote())
        self.assertEqual(self.internet.log("connection"), [])
        self.assertEqual([row["outcome"] for row in self.ledger()], ["refused", "denied"] * 8)

    def test_a_name_that_is_bound_anew(self):
        """Its first answer is fine, all others lead to this machine: only the first is asked for."""
        self.internet.name("turns.test", ["93.184.1.2"], ["127.0.0.1"])
        self.allow("turns.test", 8080)
        self.use("http://turns.test:8080/v1")
        self.assert_answered(self.run_remote())
        self.assertEqual([entry["host"] for entry in self.internet.log("connection")], ["93.184.1.2"])
        self.assertEqual(len(self.internet.log("dns")), 2)
        self.assert_denied(self.run_remote(), "turns.test leads to 127.0.0.1")
        self.assertEqual(len(self.internet.log("connection")), 1)

    def test_a_redirect_is_not_followed(self):
        self.internet.answer("93.184.1.1", "redirect", to="http://93.184.1.2/v1/chat/completions")
        self.allow("model.test")
        self.assertEqual(self.run_remote()["type"], "run.failed")
        self.assertEqual({entry["host"] for entry in self.internet.log("connection")}, {"93.184.1.1"})

    def test_the_environment_changes_nothing(self):
        self.hearth.stop()
        self.hearth.env.update({"http_proxy": "http://93.184.1.3:8080", "ALL_PROXY": "http://93.184.1.3:8080",
                                "HOSTALIASES": "/dev/null", "LOCALDOMAIN": "evil.test"})
        self.hearth.serve()
        self.api = self.hearth.api()
        self.allow("model.test")
        self.assert_answered(self.run_remote())
        self.assertEqual({entry["host"] for entry in self.internet.log("connection")}, {"93.184.1.1"})
        self.assertEqual({entry["name"] for entry in self.internet.log("dns")}, {"model.test"})

    def test_an_address_that_is_none_is_refused_before_all(self):
        for url in ("http://model.test\u0000.ok.test/v1", "http://256.1.1.1/v1", "ftp://model.test/v1",
                    "http://u@model.test/v1"):
            if self.api.request("PUT", "/settings/remote.base_url", {"value": url}).status == 200:
                session = self.api.new_session(self.workspace)
                refused = self.api.request("POST", f"/sessions/{session}/runs", {"task": "Hello", "model": "remote/far"})
                self.assertEqual(refused.status, 400, refused)
        self.assertEqual(self.internet.log(), [])
        self.assertEqual(self.ledger(), [])


@needs_root
class Changes(EgressTest):
    def begin(self):
        """A run that has its first word and waits for the next, and the name of its last event when it has ended."""
        self.internet.answer("93.184.1.1", "slow")
        self.rule = self.allow("model.test")["id"]
        session = self.api.new_session(self.workspace)
        run = self.api.start(session, "Say hello", "remote/far")
        self.internet.wait_for("request")
        return session, run

    def assert_cut(self, run):
        [closed] = self.internet.wait_for("closed")
        self.assertEqual(closed["host"], "93.184.1.1")
        self.assertEqual(self.api.follow(run)[-1]["type"], "run.failed")
        self.assertEqual(wait_for("the end of the row", lambda: self.ledger()[0]["ended_at"] and self.ledger())[0]["outcome"],
                         "cut")

    def test_the_cable_is_pulled(self):
        _, run = self.begin()
        self.assertEqual(self.ledger()[0]["outcome"], "open")
        self.hearth.run("network", "offline")
        self.assert_cut(run)

    def test_a_rule_is_taken_back(self):
        _, run = self.begin()
        self.mode("allowlist")
        self.hearth.run("network", "forget", str(self.rule))
        self.assert_cut(run)

    def test_the_setting_is_the_mode(self):
        _, run = self.begin()
        self.api.put("/settings/network.mode", {"value": "offline"})
        self.assert_cut(run)

    def test_another_session_is_left_alone(self):
        _, run = self.begin()
        other = self.api.new_session(self.workspace)
        self.mode("offline", session=other)
        self.assertEqual(self.internet.log("closed"), [])
        self.assertEqual(self.ledger()[0]["outcome"], "open")
        self.api.post(f"/runs/{run}/cancel", status=202)
        self.internet.wait_for("closed")


@needs_root
class Killed(EgressTest):
    def test_no_row_is_lost(self):
        self.allow("model.test")
        for number in range(1, KILLS + 1):
            self.internet.answer("93.184.1.1", "kill", pid=self.hearth.process.pid)
            run = self.api.start(self.api.new_session(self.workspace), f"Task {number}", "remote/far")
            self.hearth.process.wait(20)
            self.internet.answer("93.184.1.1", "silent")
            self.hearth.process = None
            self.hearth.serve()
            self.api = self.hearth.api()
            self.api.post(f"/runs/{run}/cancel", status=202)
            self.api.follow(run)
            rows = self.ledger("?limit=500")
            self.assertEqual([row["outcome"] for row in rows if row["run"] == run][0], "cut off")
            arrived = self.internet.log("connection")
            self.assertGreaterEqual(len(rows), len(arrived))
            for entry in arrived:
                self.assertEqual(entry["ledger"][-1], ["model.test", 80, "allowed"])
        self.assert_each_has_its_row_still(arrived)

    def assert_each_has_its_row_still(self, arrived):
        [check] = [check for check in self.api.get("/doctor")["checks"] if check["name"] == "network ledger"]
        self.assertEqual((check["status"], check["detail"]), ("ok", "whole"))
        rows = [[row["host"], row["port"], row["decision"]] for row in self.ledger("?limit=500")]
        self.assertGreaterEqual(len(arrived), KILLS)
        for number, entry in enumerate(arrived, 1):
            self.assertGreaterEqual(len(entry["ledger"]), number)
            self.assertEqual(entry["ledger"], rows[:len(entry["ledger"])])


@needs_root
class Encrypted(EgressTest):
    certificates = True

    def test_a_certificate_must_be_for_the_name(self):
        self.internet.name("secure.test", "93.184.1.1")
        self.internet.name("fraud.test", "93.184.1.1")
        self.allow("*.test", 443)
        self.use("https://secure.test/v1")
        self.assert_answered(self.run_remote())
        self.use("https://fraud.test/v1")
        last = self.run_remote()
        self.assertEqual((last["type"], last["data"]["code"]), ("run.failed", "unavailable"))
        self.assertEqual(len(self.internet.log("request")), 1)

    def test_an_unknown_authority_is_refused(self):
        (self.internet.folder / "ca.pem").write_text("")
        self.internet.name("secure.test", "93.184.1.1")
        self.allow("secure.test", 443)
        self.use("https://secure.test/v1")
        self.assertEqual(self.run_remote()["type"], "run.failed")
        self.assertEqual(self.internet.log("request"), [])


if __name__ == "__main__":
    unittest.main()
