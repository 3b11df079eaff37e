"""What the desktop asks of the window and it of the desktop: links, notifications, Wayland; and what it does where a page
cannot be shown."""

import shutil
import unittest

from screen import WaylandScreen
from window import WindowTest, descendants, needs_root, process_file, wait_for, web_processes

# The page posts what it is told to open, and asks for a notification.
LINKS = """<!doctype html><script>
const say = (what) => fetch('/say', { method: 'POST', body: JSON.stringify(what) })
hearthShell.onOpen(say)
</script><p>A page with enough letters to see that it is there: Sphinx of black quartz, judge my vow.</p>"""
READY = """<!doctype html><p>Sphinx of black quartz, judge my vow.</p><script>
const say = (what) => fetch('/say', { method: 'POST', body: JSON.stringify(what) })
requestAnimationFrame(() => requestAnimationFrame(async () => {
  await hearthShell.request('notify', { title: 'Done', body: 'The run has ended.' })
  say('ready')
}))</script>"""
DEAF = "<!doctype html><p>Nothing is ever drawn after this.</p><script>while (true) {}</script>"

BY_SOFTWARE = b"WEBKIT_DISABLE_DMABUF_RENDERER=1"
# A machine with what looks like a graphics processor, for the program that follows.
WITH_GRAPHICS = """mount -t tmpfs none "$0" && mkdir "$0/upper" "$0/work" &&
mount -t overlay none -o "lowerdir=/dev,upperdir=$0/upper,workdir=$0/work" /dev &&
mkdir /dev/dri && touch /dev/dri/renderD128 && exec "$@"
"""


class Links(WindowTest):
    def test_a_link_at_the_start_and_one_later_reach_the_page_and_nothing_else_does(self):
        self.serve_page(LINKS)
        window = self.start("hearth://session/12")
        self.assertEqual(self.wait_for_post(), [{"session": 12}])
        for hostile in ("hearth://session/12/run", "hearth://session/1;alert(1)", "hearth://run/5", "http://127.0.0.1/",
                        "file:///etc/passwd"):
            self.assertEqual(self.start(hostile).wait(20), 0, hostile)
        self.assertEqual(self.start("hearth://session/34").wait(20), 0)
        self.assertEqual(self.wait_for_post(2), [{"session": 12}, {"session": 34}])
        self.assertIsNone(window.poll())


class Notifications(WindowTest):
    def test_a_notification_goes_to_the_desktop(self):
        heard = self.folder / "desktop" / "heard"
        with heard.open("wb") as out:
            self.screen.start("dbus-monitor", "--session", "member=Notify", stdout=out)
        wait_for("the ear on the bus", lambda: "NameAcquired" in heard.read_text())
        self.serve_page(READY)
        self.start()
        self.wait_for_post()
        wait_for("the notification", lambda: 'string "Done"' in heard.read_text())
        self.assertIn('string "The run has ended."', heard.read_text())

    def test_a_click_on_it_brings_the_window_back(self):
        self.serve_page(READY)
        self.start()
        self.wait_for_post()
        shown = wait_for("the window", lambda: self.screen.windows("Hearth"))[0]
        self.screen.hand("windowminimize", shown)
        wait_for("the window to go", lambda: not self.screen.windows("Hearth"))
        # What the desktop does when a notification is clicked.
        self.screen.ask("gdbus", "call", "--session", "--dest", "org.hearth.Hearth", "--object-path", "/org/hearth/Hearth",
                        "--method", "org.gtk.Actions.Activate", "present", "[]", "{}")
        wait_for("the window again", lambda: self.screen.windows("Hearth") == [shown])


class Wayland(WindowTest):
    def open_screen(self):
        return WaylandScreen(self.folder / "desktop", self.hearth.runtime)

    def test_the_page_is_drawn(self):
        self.serve_page(READY)
        window = self.start()
        self.assertEqual(self.wait_for_post(), ["ready"])
        window.terminate()
        self.assertEqual(window.wait(20), 0)

    def test_the_window_ends_with_the_display(self):
        self.serve_page(READY)
        window = self.start()
        self.wait_for_post()
        ours = descendants(window.pid)
        self.screen.server.kill()
        window.wait(20)
        wait_for("the end of all its processes", lambda: not any(process.is_alive() for process in ours))


class Fallback(WindowTest):
    def browser_was_asked_for(self):
        return (self.programs / "page" / "browser-asked").exists()

    def test_a_window_that_stays_blank_leads_to_the_browser(self):
        self.serve_page(DEAF)
        window = self.start()
        wait_for("the browser", self.browser_was_asked_for, 60)
        self.assertIsNone(window.poll())

    @needs_root
    def test_where_a_graphics_processor_draws_nothing_software_does_before_the_browser_is_asked_for(self):
        self.serve_page(DEAF)
        overlay = self.folder / "devices"
        overlay.mkdir()
        self.hearth.prefix = [shutil.which("unshare"), "-m", "sh", "-c", WITH_GRAPHICS, overlay, *self.hearth.prefix]
        window = self.start()
        first = wait_for("the web process", lambda: web_processes(window.pid))[0]
        self.assertNotIn(BY_SOFTWARE, process_file(first.pid, "environ"))
        second = wait_for("a web process that draws by software", lambda: [
            process for process in web_processes(window.pid) if BY_SOFTWARE in process_file(process.pid, "environ")], 60)
        self.assertNotEqual(second[0].pid, first.pid)
        self.assertFalse(self.browser_was_asked_for())
        wait_for("the browser", self.browser_was_asked_for, 60)
        self.assertIsNone(window.poll())

    @needs_root
    def test_where_the_sandbox_cannot_start_no_page_is_shown_and_the_browser_is_asked_for(self):
        self.serve_page(READY)
        broken = 'mount --bind /bin/false /usr/bin/bwrap && exec "$@"'
        self.hearth.prefix = [shutil.which("unshare"), "-m", "sh", "-c", broken, "sh", *self.hearth.prefix]
        window = self.start()
        wait_for("the browser", self.browser_was_asked_for)
        self.assertEqual(web_processes(window.pid), [])
        self.assertEqual(self.posted(), [])
        self.assertIsNone(window.poll())


if __name__ == "__main__":
    unittest.main()
