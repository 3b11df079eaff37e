"""Programs in boxes and the network: only the hosts that were granted, only through the gate, each with its row; as root
and as an ordinary user."""

import unittest
from pathlib import Path

from fake_internet import FakeInternet
from hearth import ORDINARY, Hearth, HearthTest, needs_root, sockets_of, wait_for

FETCH = "python3 -c 'import sys, urllib.request as u; print(u.urlopen(sys.argv[1], timeout=20).read().decode())' "
DIRECT = "python3 -c 'import socket; socket.create_connection((\"93.184.1.2\", 80), 5)'"


@needs_root
class CommandNetwork(HearthTest):
    def setUp(self):
        super().setUp()
        self.internet = FakeInternet(self)
        self.internet.name("model.test", "93.184.1.1")
        self.internet.name("shelf.test", "93.184.1.2")
        self.internet.name("other.test", "93.184.1.3")
        self.internet.answer("93.184.1.2", "page")
        self.hearth = self.installation()
        self.hearth.serve()
        self.api = self.hearth.api()
        self.api.put("/settings/remote.base_url", {"value": "http://model.test/v1"})
        self.allow("model.test", 80, "model")

    def installation(self):
        return Hearth(self.folder, self.internet.prefix)

    def allow(self, host, port, purpose):
        self.api.post("/network/rules", {"effect": "allow", "host": host, "port": port, "purpose": purpose}, 201)

    def start(self, command, hosts=None):
        arguments = {"command": command, **({} if hosts is None else {"hosts": list(hosts)})}
        self.internet.answer("93.184.1.1", "calls", steps=[["shell_run", arguments]])
        return self.api.start(self.api.new_session(self.workspace), "Do it", "remote/far")

    def work(self, command, hosts=None, decision="once"):
        """What the command printed, and the question that was asked about it."""
        events = self.api.follow(self.start(command, hosts), decision)
        self.assertEqual(events[-1]["type"], "run.finished", events[-1])
        [question] = [event["data"] for event in events if event["type"] == "approval.requested"]
        return events[-1]["data"]["answer"], question

    def rows(self):
        """Of commands, oldest first."""
        return [row for row in self.api.get("/egress")["connections"][::-1] if row["purpose"] == "command"]

    def refused(self, url, granted):
        """What the rows say of one try to fetch, which the proxy refuses."""
        before = len(self.rows())
        printed, _ = self.work(f"{FETCH}{url} 2>&1 || true", [granted])
        self.assertIn("HTTP Error 403", printed)
        return [(row["host"], row["port"], row["decision"]) for row in self.rows()[before:]]

    def arrived(self, address):
        return [entry for entry in self.internet.log("connection") if entry["host"] == address]

    def test_a_granted_host_is_reached_and_recorded_first(self):
        printed, question = self.work(FETCH + "http://shelf.test/a", ["shelf.test:80"])
        self.assertIn("A page of shelf.test", printed)
        self.assertEqual((question["hosts"], question["user_only"]), (["shelf.test:80"], True))
        [row] = self.rows()
        self.assertEqual((row["host"], row["port"], row["decision"], row["outcome"]), ("shelf.test", 80, "allowed", "done"))
        [entry] = self.arrived("93.184.1.2")
        self.assertIn(["shelf.test", 80, "allowed"], entry["ledger"])

    def test_another_host_is_refused_with_a_reason_and_a_row(self):
        self.assertEqual(self.refused("http://other.test/", "shelf.test:80"), [("other.test", 80, "denied")])
        self.assertEqual(self.arrived("93.184.1.3"), [])

    def test_another_port_of_a_granted_host_is_refused(self):
        self.assertEqual(self.refused("http://shelf.test:8080/", "shelf.test:80"), [("shelf.test", 8080, "denied")])
        self.assertEqual(self.arrived("93.184.1.2"), [])

    def test_a_granted_name_that_leads_to_this_machine_is_refused(self):
        self.internet.name("near.test", "127.0.0.1")
        rows = self.refused("http://near.test:8080/", "near.test:8080")
        self.assertEqual(rows, [("near.test", 8080, "allowed"), ("near.test", 8080, "denied")])
        self.assertEqual(self.rows()[0]["outcome"], "refused")
        self.assertEqual(self.arrived("127.0.0.1"), [])

    def test_the_port_of_the_sidecar_is_refused_whatever_allows_it(self):
        port = int(self.api.get("/health")["url"].rstrip("/").rpartition(":")[2])
        for _ in ("granted by the user alone", "allowed by rules too"):
            for host in ("127.0.0.1", "localhost"):
                rows = self.refused(f"http://{host}:{port}/api/v1/health", f"{host}:{port}")
                self.assertEqual(rows[-1], (host, port, "denied"))
                self.assertIn("Hearth itself", self.rows()[-1]["rule"])
            for host in ("127.0.0.1", "localhost"):
                self.allow(host, port, "command")

    def test_a_tunnel_to_a_granted_host_alone(self):
        tunnel = ("python3 -c 'import os, http.client as h, urllib.parse as p, sys; "
                  "u = p.urlsplit(os.environ[\"http_proxy\"]); c = h.HTTPConnection(u.hostname, u.port, timeout=20); "
                  "c.set_tunnel(sys.argv[1], int(sys.argv[2])); c.request(\"GET\", \"/\"); "
                  "print(c.getresponse().read().decode())' ")
        printed, _ = self.work(tunnel + "shelf.test 80", ["shelf.test:80"])
        self.assertIn("A page of shelf.test", printed)
        printed, _ = self.work(tunnel + "other.test 80 2>&1 || true", ["shelf.test:80"])
        self.assertIn("403", printed)
        self.assertEqual([row["decision"] for row in self.rows()], ["allowed", "denied"])

    def test_there_is_no_way_but_the_proxy(self):
        for hosts in (None, ["shelf.test:80"]):
            printed, _ = self.work(DIRECT + " 2>&1 || true", hosts)
            self.assertIn("unreachable", printed)
        self.assertEqual(self.arrived("93.184.1.2"), [])
        self.assertEqual(self.rows(), [])

    def test_an_empty_list_of_hosts_is_no_way_out(self):
        printed, question = self.work(FETCH + "http://93.184.1.2/ 2>&1 || true", [])
        self.assertIn("unreachable", printed)
        self.assertEqual(question["arguments"]["hosts"], [])
        self.assertEqual((self.arrived("93.184.1.2"), self.rows()), ([], []))

    def test_no_is_no(self):
        printed, _ = self.work(FETCH + "http://shelf.test/a", ["shelf.test:80"], "deny")
        self.assertIn("did not allow", printed)
        self.assertEqual(self.rows(), [])

    def test_offline_beats_a_grant(self):
        self.api.put("/network", {"mode": "offline"})
        # The model is not reached either, so the built-in tier runs the command: it can name no hosts.
        answer = self.api.answer(self.api.new_session(self.workspace), "run: " + DIRECT + " 2>&1 || true", decision="once")
        self.assertIn("unreachable", answer)
        self.assertEqual(self.arrived("93.184.1.2"), [])

    def test_the_cable_is_pulled_while_it_fetches(self):
        self.internet.answer("93.184.1.2", "slow")
        run = self.start(FETCH + "http://shelf.test/a 2>&1 || true", ["shelf.test:80"])
        with self.api.events(run) as stream:
            self.api.decide(run, stream.until("approval.requested")["data"]["call_id"], "once")
            wait_for("the request", lambda: self.internet.log("request")[-1]["host"] == "93.184.1.2")
            self.api.put("/network", {"mode": "offline"})
            [closed] = self.internet.wait_for("closed")
            self.assertEqual(closed["host"], "93.184.1.2")
        self.api.follow(run)
        self.assertEqual([row["outcome"] for row in self.rows()], ["cut"])

    def test_while_it_fetches_nothing_listens_beyond_loopback(self):
        before = self.listening()
        self.internet.answer("93.184.1.2", "slow")
        run = self.start(FETCH + "http://shelf.test/a", ["shelf.test:80"])
        with self.api.events(run) as stream:
            self.api.decide(run, stream.until("approval.requested")["data"]["call_id"], "once")
            wait_for("the request", lambda: self.internet.log("request")[-1]["host"] == "93.184.1.2")
            self.assertEqual(self.listening(), before)
            self.assertEqual([address[:9] for address in before], ["0100007F:"])
            self.api.post(f"/runs/{run}/cancel", status=202)
        self.api.follow(run)

    def listening(self):
        """The addresses, as the kernel prints them, on which the sidecar listens in the network that it is in."""
        process = Path("/proc", str(self.hearth.process.pid))
        own = sockets_of(self.hearth.process.pid)
        rows = [line.split() for table in ("tcp", "tcp6", "udp", "udp6")
                for line in (process / "net" / table).read_text().splitlines()[1:]]
        return [row[1] for row in rows if row[3] in ("0A", "07") and f"socket:[{row[9]}]" in own]

    def test_killed_in_between_no_row_is_lost(self):
        self.internet.answer("93.184.1.2", "kill", pid=self.hearth.process.pid)
        run = self.start(FETCH + "http://shelf.test/a", ["shelf.test:80"])
        with self.api.events(run) as stream:
            self.api.decide(run, stream.until("approval.requested")["data"]["call_id"], "once")
        self.hearth.process.wait(20)
        self.hearth.process = None
        self.hearth.serve()
        self.api = self.hearth.api()
        last = self.api.follow(run)[-1]
        self.assertEqual(last["type"], "run.interrupted", last)  # a command is never run twice
        self.assertEqual([(row["host"], row["outcome"]) for row in self.rows()], [("shelf.test", "cut off")])
        [entry] = self.arrived("93.184.1.2")
        self.assertIn(["shelf.test", 80, "allowed"], entry["ledger"])


class CommandNetworkOfAnOrdinaryUser(CommandNetwork):
    def installation(self):
        hearth = self.as_ordinary_user()
        self.give_away()
        hearth.prefix = self.internet.prefix + hearth.prefix
        return hearth

    def test_it_is_an_ordinary_user(self):
        self.assertEqual(Path("/proc", str(self.hearth.process.pid)).stat().st_uid, ORDINARY)


if __name__ == "__main__":
    unittest.main()
