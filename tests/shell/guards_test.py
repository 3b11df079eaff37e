"""What a page is not given and what no key opens: menus, inspectors, and parts of the web that Hearth has no use for."""

import socket
import unittest

from page import PageTest, page
from window import descendants, process_file, wait_for

KEYS = "window.addEventListener('keyup', ({ key }) => say(key)); window.addEventListener('contextmenu', () => say('menu'))\n"


class Guards(PageTest):
    def press_and_hear(self, key, heard):
        """A key that reaches the page: nothing else has the keyboard."""
        self.screen.hand("key", key)
        self.assertEqual(self.wait_for_post(len(heard)), heard)

    def test_no_menu_where_there_is_no_text_to_work_with(self):
        self.show(f"{KEYS}await painted(); say(1)", "<a href='http://example.org/' style='position:fixed;inset:0'></a>")
        self.screen.hand("mousemove", 640, 450, "click", 3)
        self.wait_for_post(2)
        self.press_and_hear("x", [1, "menu", "x"])

    def show_with_keyboard(self):
        self.show(f"{KEYS}await painted(); say(1)")
        wait_for("the window to have the keyboard", self.screen.active)

    def test_what_is_typed_goes_to_the_page_without_a_click(self):
        self.show_with_keyboard()
        self.press_and_hear("q", [1, "q"])

    def test_no_key_opens_an_inspector(self):
        self.show_with_keyboard()
        windows = self.screen.windows("")
        for key in ("ctrl+shift+i", "ctrl+shift+d", "F12"):
            self.screen.hand("key", key)
        self.screen.hand("key", "z")
        while self.posted()[-1] != "z":
            self.wait_for_post(len(self.posted()) + 1)
        self.assertEqual(self.screen.windows(""), windows)

    def test_the_environment_opens_no_inspector(self):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        where = f"127.0.0.1:{port}"
        self.serve_page(page("await painted(); say(1)"))
        window = self.start(WEBKIT_INSPECTOR_SERVER=where, WEBKIT_INSPECTOR_HTTP_SERVER=where, GTK_DEBUG="interactive",
                            WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1")
        self.wait_for_post()
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), 5).close()
        bwrap = [process for process in descendants(window.pid) if process.words.startswith("/usr/bin/bwrap")]
        self.assertTrue(bwrap, "the web process runs in no sandbox")
        for process in descendants(window.pid):
            self.assertNotIn(b"WEBKIT_INSPECTOR", process_file(process.pid, "environ") if "WebKit" in process.words else b"")

    def test_a_page_has_no_use_for_devices_and_does_not_read_the_clipboard(self):
        said = self.show("""
            const canvas = document.createElement('canvas')
            const clipboard = navigator.clipboard
            onClick(async () => [await error(clipboard.readText()), await error(clipboard.writeText('of the page'))])
            await painted()
            say([typeof RTCPeerConnection, typeof navigator.mediaDevices, canvas.getContext('webgl'),
              typeof Notification === 'undefined' ? 'denied' : await Notification.requestPermission()])""")
        self.assertEqual(said, ["undefined", "undefined", None, "denied"])
        self.screen.click()
        read, written = self.wait_for_post(2)[1]
        self.assertNotEqual(read, "no error")
        self.assertEqual(written, "no error")


if __name__ == "__main__":
    unittest.main()
