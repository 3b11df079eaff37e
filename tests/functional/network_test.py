"""No connection: neither starting nor working offline makes a system call that would reach anything but the own socket."""

import os
import re
import subprocess
import unittest

from fake_internet import FakeInternet
from hearth import Hearth, HearthTest, needs_root

TOUR = "Summarise README.md, list its headings, and tell me what you have done with README.md before"
FOLLOW = ["strace", "-f", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o"]
# The leak sanitizer cannot work under a tracer.
TRACED = {"ASAN_OPTIONS": "detect_leaks=0"}


class Traced(HearthTest):
    def connections(self, trace):
        """What was connected or sent to, as strace prints it; only calls that name an address, and not the kernel's own,
        which bubblewrap asks for the loopback of each box."""
        text = trace.read_text(errors="replace")
        return [line for line in text.splitlines() if re.search(r"\b(connect|sendto|sendmsg|sendmmsg)\(", line)
                and "sa_family" in line and "AF_NETLINK" not in line]

    def leaving(self, trace):
        """Those of them that lead off the machine. A name server on the machine asks others, so a question to one does."""
        return [line for line in self.connections(trace) if "AF_UNIX" not in line
                and ("htons(53)" in line or 'inet_addr("127.' not in line and '"::1"' not in line)]

    def serve_traced(self, prefix=()):
        trace = self.folder / "trace"
        self.hearth.env.update(TRACED)
        server = Hearth(self.folder, [*prefix, *FOLLOW, str(trace)])
        server.env.update(TRACED)
        self.hearth.process = server.serve().process  # ended by the framework
        return trace

    def end_traced(self, client=None):
        self.assertEqual((client or Hearth(self.folder)).run("stop").code, 0)
        self.hearth.process.wait(20)
        self.hearth.process = None

    def test_start_work_and_end_connect_to_nothing_but_the_own_socket(self):
        trace = self.serve_traced()
        socket = str(self.hearth.socket())
        client = Hearth(self.folder, [*FOLLOW, str(self.folder / "trace-of-client")])
        client.env.update(TRACED)
        for _ in range(2):
            result = client.run("run", TOUR, cwd=self.workspace)
            self.assertEqual(result.code, 0, result)
            self.assertIn("House rules", result.out)
        self.end_traced(client)
        self.assertEqual(self.connections(trace), [])
        own = self.connections(self.folder / "trace-of-client")
        self.assertGreater(len(own), 0)  # else nothing was traced
        self.assertEqual([line for line in own if f'AF_UNIX, sun_path="{socket}"' not in line], [])

    @needs_root
    def test_offline_a_remote_model_is_configured_and_never_reached(self):
        internet = FakeInternet(self)
        internet.name("model.test", "93.184.1.1")
        trace = self.serve_traced(internet.prefix)
        api = self.hearth.api()
        api.put("/settings/remote.base_url", {"value": "http://model.test/v1"})
        api.post("/network/rules", {"effect": "allow", "host": "model.test", "port": 80}, 201)
        api.put("/network", {"mode": "offline"})
        session = api.new_session(self.workspace)
        api.answer(session, TOUR)
        self.assertEqual(api.work(session, TOUR, "remote/far")["data"]["code"], "denied")
        self.assertIn("git version", api.answer(session, "run: git --version", decision="once"))
        self.assertIn("No commits yet", self.git_status(api, internet))
        api.get("/models")
        api.get("/doctor")
        self.end_traced()
        self.assertEqual(self.leaving(trace), [])
        self.assertEqual({entry.get("host") for entry in internet.log()}, {"127.0.0.1"})

    def git_status(self, api, internet):
        """What the tool says, when a model on this machine calls it."""
        subprocess.run(["git", "init", "-q", self.workspace], check=True)
        internet.answer("127.0.0.1", "calls", steps=[["git_status", {}]])
        api.put("/settings/local.base_url", {"value": "http://127.0.0.1:8080/v1"})
        return api.answer(api.new_session(self.workspace), "What is new?", "local/near")

    @needs_root
    def test_a_connection_that_is_let_out_is_seen(self):
        """The same with one thing planted: without this, the tests above might look at nothing."""
        internet = FakeInternet(self)
        internet.name("model.test", "93.184.1.1")
        trace = self.serve_traced(internet.prefix)
        api = self.hearth.api()
        api.put("/settings/remote.base_url", {"value": "http://model.test/v1"})
        api.post("/network/rules", {"effect": "allow", "host": "model.test", "port": 80}, 201)
        self.assertEqual(api.answer(api.new_session(self.workspace), "Say hello", "remote/far"), "Hello from afar")
        self.end_traced()
        leaving = "\n".join(self.leaving(trace))
        self.assertIn('inet_addr("93.184.0.53")', leaving)  # the name server
        self.assertIn('inet_addr("93.184.1.1")', leaving)


@needs_root
class WithoutNetwork(HearthTest):
    def test_a_machine_without_any_network_works_alike(self):
        self.hearth = Hearth(self.folder, ["unshare", "-n"])
        first = self.hearth.run("run", TOUR, cwd=self.workspace)
        self.assertEqual(first.code, 0, first)
        self.assertIn("House rules", first.out)
        second = self.hearth.run("run", TOUR, cwd=self.workspace)
        self.assertIn(TOUR[:30], second.out)
        self.assertEqual(self.hearth.run("stop").code, 0)

    def test_with_the_loopback_alone(self):
        self.hearth = Hearth(self.folder, ["unshare", "-n", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"])
        result = self.hearth.run("run", "List the headings of README.md", cwd=self.workspace)
        self.assertEqual(result.code, 0, result)
        self.assertIn("House rules", result.out)


if __name__ == "__main__":
    unittest.main()
