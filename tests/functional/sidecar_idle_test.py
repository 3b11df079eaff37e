"""A sidecar that a command started ends itself when nothing was asked of it; one minute is the shortest setting."""

import time
import unittest

from hearth import SLACK, HearthTest, wait_for


class Idle(HearthTest):
    def test_it_ends_itself_after_the_minute_and_not_before(self):
        self.hearth.run("settings", "set", "server.idle_minutes", "1")
        last_request = time.monotonic()
        wait_for("its end", lambda: not self.hearth.processes(), 80 + 10 * SLACK)  # it looks every 15 s
        self.assertGreater(time.monotonic() - last_request, 55)
        self.assertEqual(self.hearth.run("status").code, 1)


if __name__ == "__main__":
    unittest.main()
