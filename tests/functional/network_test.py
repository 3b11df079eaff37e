"""No connection: neither starting nor working offline makes a system call that would reach anything but the own socket."""

import os
import re
import subprocess
import unittest

from hearth import Hearth, HearthTest, needs_root

TOUR = "Summarise README.md, list its headings, and tell me what you have done with README.md before"
# The leak sanitizer cannot work under a tracer.
TRACED = {"ASAN_OPTIONS": "detect_leaks=0"}


class Traced(HearthTest):
    def connections(self, trace):
        """What was connected or sent to, as strace prints it; only calls that name an address."""
        text = trace.read_text(errors="replace")
        return [line for line in text.splitlines() if re.search(r"\b(connect|sendto|sendmsg|sendmmsg)\(", line)
                and "sa_family" in line]

    def test_start_work_and_end_connect_to_nothing_but_the_own_socket(self):
        trace = self.folder / "trace"
        follow = ["strace", "-f", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o"]
        self.hearth.env.update(TRACED)
        server = Hearth(self.folder, [*follow, str(trace)])
        server.env.update(TRACED)
        self.hearth.process = server.serve().process  # ended by the framework
        socket = str(self.hearth.socket())
        client = Hearth(self.folder, [*follow, str(self.folder / "trace-of-client")])
        client.env.update(TRACED)
        for _ in range(2):
            result = client.run("run", TOUR, cwd=self.workspace)
            self.assertEqual(result.code, 0, result)
            self.assertIn("House rules", result.out)
        client.run("stop")
        self.hearth.process.wait(20)
        self.hearth.process = None
        self.assertEqual(self.connections(trace), [])
        own = self.connections(self.folder / "trace-of-client")
        self.assertGreater(len(own), 0)  # else nothing was traced
        self.assertEqual([line for line in own if f'AF_UNIX, sun_path="{socket}"' not in line], [])


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
