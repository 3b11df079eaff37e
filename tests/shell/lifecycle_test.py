"""The window and its sidecar from start to end: first picture, every way of ending, and what comes back after a fault."""

import glob
import os
import select
import time
import unittest

from window import AS_USER, SLACK, Process, WindowTest, descendants, wait_for, web_processes

# From the end of the window to the end of the sidecar and of all that it has started.
LIMIT = 0.1 * SLACK


class Lifecycle(WindowTest):
    def sidecar(self):
        """The sidecar's process, once it answers."""
        def answering():
            try:
                return self.hearth.api().get("/health")["pid"]
            except (OSError, AssertionError):
                return None
        return Process(wait_for("the sidecar", answering))

    def start_sleeping_command(self):
        """A command in its box, which would run for ten minutes."""
        api = self.hearth.api()
        session = api.new_session(self.workspace)
        run = api.start(session, "run: touch begun; sleep 600")
        with api.events(run) as stream:
            api.decide(run, stream.until("approval.requested")["data"]["call_id"], "once")
        wait_for("the command", (self.workspace / "begun").exists)

    def assert_all_end(self, window, how):
        """Ends the window and demands that nothing is left of it."""
        sidecar = self.sidecar()
        self.start_sleeping_command()
        ours = [sidecar, *descendants(sidecar.pid)]
        others = [process for process in descendants(window.pid) if process.pid not in {one.pid for one in ours}]
        self.assertTrue(any("sleep 600" in process.words for process in ours), ours)
        window_end = os.pidfd_open(window.pid)
        how()
        self.assertTrue(select.select([window_end], [], [], 20)[0])
        ended = time.monotonic()
        os.close(window_end)
        wait_for("the end of the sidecar and its commands", lambda: not any(process.is_alive() for process in ours))
        took = time.monotonic() - ended
        wait_for("the end of the web processes", lambda: not any(process.is_alive() for process in others))
        window.wait()
        print(f"{self.id()}: the sidecar and {len(ours) - 1} processes ended {took * 1000:.0f} ms after the window")
        self.assertLess(took, LIMIT)

    def test_the_page_is_drawn_and_the_user_is_logged_in(self):
        self.start()
        self.wait_for_window()
        api = self.hearth.api()
        session = api.new_session(self.workspace)
        self.assertTrue(session)
        self.assertNotIn("token", self.shell_log())

    def test_only_the_process_of_the_page_loads_the_driver_that_draws_by_software(self):
        window = self.start()
        self.wait_for_window()
        driver = "swrast_dri"
        if not glob.glob("/dev/dri/renderD*"):  # where a graphics card draws, no process needs it
            self.assertTrue(maps(only_web_process(window.pid).pid, driver))
        self.assertFalse(maps(window.pid, driver))

    def test_closing_the_window(self):
        window = self.start()
        shown = self.wait_for_window()
        wait_for("the keyboard", lambda: self.screen.active() == shown)
        self.assert_all_end(window, lambda: self.screen.hand("key", "alt+F4"))
        self.assertEqual(window.returncode, 0)

    def test_sigterm(self):
        window = self.start()
        self.wait_for_window()
        self.assert_all_end(window, window.terminate)
        self.assertEqual(window.returncode, 0)

    def test_sigkill(self):
        window = self.start()
        self.wait_for_window()
        self.assert_all_end(window, window.kill)

    def test_the_display_goes(self):
        window = self.start()
        self.wait_for_window()
        self.assert_all_end(window, self.screen.server.kill)

    def test_a_sidecar_that_was_killed_is_started_again_and_its_page_shown(self):
        window = self.start()
        self.wait_for_window()
        first = self.sidecar()
        first.kill()
        wait_for("another sidecar", lambda: self.sidecar().pid != first.pid)
        api = self.hearth.api()
        wait_for("the page of the new one", lambda: len(connections(window.pid, api.get("/health")["url"])) > 0)
        self.assertIsNone(window.poll())

    def test_the_page_is_back_after_its_process_was_killed(self):
        window = self.start()
        self.wait_for_window()
        web = only_web_process(window.pid)
        web.kill()
        wait_for("another web process", lambda: (found := web_processes(window.pid)) and found[0].pid != web.pid)
        wait_for("the page", lambda: len(self.screen.colours()) > 20)
        self.assertIsNone(window.poll())

    def test_a_window_beside_a_running_sidecar_uses_that_one_and_leaves_it_alone(self):
        self.hearth.serve()
        before = self.sidecar()
        window = self.start()
        self.wait_for_window()
        self.assertEqual(self.sidecar().pid, before.pid)
        wait_for("only the one sidecar", lambda: not [p for p in descendants(window.pid) if " serve" in p.words])
        window.terminate()
        window.wait(20)
        self.assertTrue(before.is_alive())
        self.hearth.api().get("/health")

    def test_a_sidecar_that_cannot_start_is_explained(self):
        self.hearth.write_config("this is no configuration")
        if AS_USER:
            self.give_away()
        window = self.start()
        wait_for("the window", lambda: self.screen.windows("Hearth"))
        wait_for("the notice", lambda: len(self.screen.colours()) > 20)
        self.assertIsNone(window.poll())


class Instance(WindowTest):
    def test_a_second_start_shows_the_first_window_and_ends(self):
        window = self.start()
        shown = self.wait_for_window()
        self.screen.hand("windowminimize", shown)
        wait_for("the window to go", lambda: not self.screen.windows("Hearth"))
        second = self.start()
        self.assertEqual(second.wait(20), 0)
        wait_for("the window again", lambda: self.screen.windows("Hearth") == [shown])
        self.assertIsNone(window.poll())

    def test_without_a_session_bus_a_second_start_says_that_there_is_one(self):
        self.screen.env["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
        self.start()
        self.wait_for_window()
        second = self.start()
        second.wait(20)
        self.assertIn("open already", self.shell_log())

    def test_size_is_kept(self):
        window = self.start()
        shown = self.wait_for_window()
        self.screen.hand("windowsize", shown, 700, 500)
        wait_for("the new size", lambda: self.screen.geometry(shown)["WIDTH"] == 700)
        size = self.screen.geometry(shown)
        window.terminate()
        window.wait(20)
        self.start()
        again = self.wait_for_window()
        self.assertEqual([self.screen.geometry(again)[side] for side in ("WIDTH", "HEIGHT")],
                         [size[side] for side in ("WIDTH", "HEIGHT")])


def only_web_process(pid):
    return wait_for("the web process", lambda: web_processes(pid))[0]


def maps(pid, library):
    with open(f"/proc/{pid}/maps", encoding="ascii") as mapped:
        return any(library in line for line in mapped)


def connections(pid, url):
    """Sockets of the network process that lead to this address, as the kernel lists them."""
    port = f":{int(url.rsplit(':', 1)[1]):04X}"
    network = [process for process in descendants(pid) if "WebKitNetworkProcess" in process.words]
    found = []
    for process in network:
        try:
            with open(f"/proc/{process.pid}/net/tcp", encoding="ascii") as table:
                found += [line for line in table if line.split()[2].endswith(port) and line.split()[3] == "01"]
        except OSError:
            pass
    return found


if __name__ == "__main__":
    unittest.main()
