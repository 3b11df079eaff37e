"""What a page can and cannot do in the window: pages of the test's own, without any policy, in the real hearth-shell."""

import json
import socketserver
import threading
import unittest
from http.server import BaseHTTPRequestHandler

from page import PageTest, page
from window import WindowTest, descendants, process_file, wait_for


class Listener:
    """Another server of this machine, which counts who comes."""

    def __init__(self):
        requests = self.requests = []

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                requests.append(self.path)
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answer)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Bridge(PageTest):
    def test_the_page_gets_the_token_and_nothing_of_webkits_own_handlers(self):
        said = self.show("await painted(); say({ token: await hearthShell.request('token'), shell: typeof hearthShell, "
                         "handlers: typeof window.webkit })")
        self.assertEqual(said["token"], {"token": "test-token"})
        self.assertEqual(said["handlers"], "undefined")

    def test_a_frame_inside_the_page_sees_no_bridge(self):
        inner = ("<script>parent.postMessage([typeof hearthShell, typeof (window.webkit || {}).messageHandlers], '*')"
                 "</script>")
        said = self.show("const frame = document.createElement('iframe'); frame.sandbox = 'allow-scripts'; "
                         f"frame.srcdoc = {json.dumps(inner).replace('</', '<' + chr(92) + '/')}; "
                         "window.onmessage = (event) => say(event.data); document.body.append(frame)")
        self.assertEqual(said, ["undefined", "undefined"])

    def test_what_is_not_in_the_table_or_not_as_declared_is_refused(self):
        said = self.show("""
            const r = hearthShell.request
            say(await Promise.all([r('exec', { program: 'sh' }), r('token', { more: 1 }), r('notify', { title: 5 }),
              r('notify', {}), r('notify', { title: 'x'.repeat(201) }), r('token', []), r(7)].map(error)))""")
        for expected, message in zip(("no such command", "does not take", "wrong type", "is missing", "too long",
                                      "must be an object", "no command"), said, strict=True):
            self.assertIn(expected, message)

    def test_a_gesture_is_needed_where_the_table_says_so(self):
        said = self.show("""
            const r = hearthShell.request
            say(await Promise.all([r('chooseFolder'),
              r('saveFile', { name: 'a', text: 'b' }), r('setAutostart', { enabled: true })].map(error)))""")
        self.assertEqual(len(said), 3)
        for message in said:
            self.assertIn("needs a click", message)

    def test_autostart_is_turned_on_and_off(self):
        said = self.show("""
            const r = hearthShell.request
            onClick(async () => [await r('setAutostart', { enabled: true }), await r('autostart')])
            await painted(); say(await r('autostart'))""")
        self.assertEqual(said, {"enabled": False})
        self.screen.click()
        self.assertEqual(self.wait_for_post(2)[1], [{"enabled": True}, {"enabled": True}])
        entry = self.folder / "config" / "autostart" / "org.hearth.Hearth.desktop"
        self.assertIn(f'Exec="{self.programs}/hearth-shell"', entry.read_text())

    def test_a_field_for_files_gives_the_page_what_is_in_the_file(self):
        (self.workspace / "letter.txt").write_text("Dear reader")
        self.show("""
            const field = document.createElement('input'); field.type = 'file'; field.multiple = true
            field.onchange = async () => say([field.files[0].name, await field.files[0].text()])
            window.addEventListener('mouseup', () => field.click(), { once: true })
            await painted(); say(1)""")
        self.screen.click()
        dialog = wait_for("the dialog", lambda: self.screen.windows("Select Files"))[0]
        wait_for("the dialog to have the keyboard", lambda: self.screen.active() == dialog)
        self.screen.type(f"{self.workspace}/letter.txt")
        self.screen.hand("key", "Return")
        self.assertEqual(self.wait_for_post(2)[1], ["letter.txt", "Dear reader"])

    def test_the_environment_of_web_processes_holds_no_key(self):
        self.show("await painted(); say(1)")
        web = [process for process in descendants(self.windows[0].pid) if "WebKit" in process.words]
        self.assertGreaterEqual(len(web), 2, web)
        for process in web:
            self.assertNotIn(b"sk-of-the-user", process_file(process.pid, "environ"), process)


class Confinement(WindowTest):
    def setUp(self):
        super().setUp()
        self.elsewhere = Listener()
        self.addCleanup(self.elsewhere.close)

    def test_a_page_without_a_policy_reaches_no_other_port(self):
        self.serve_page(page(f"""
            const there = '{self.elsewhere.url}'
            const seen = await error(fetch(there + '/fetch'))
            const load = (tag, name) => new Promise((done) => {{
              const element = document.createElement(tag)
              element.onload = element.onerror = (event) => done(event.type)
              element[name] = there + '/' + tag
              document.body.append(element)
            }})
            say([seen, await load('img', 'src'), await load('script', 'src'), await error(fetch('/index.html'))])"""))
        self.start()
        self.assertEqual(self.wait_for_post()[0][1:], ["error", "error", "no error"])
        self.assertEqual(self.elsewhere.requests, [])

    def test_no_way_leads_the_window_elsewhere(self):
        there = self.elsewhere.url
        self.serve_page(page(f"""
            const ways = [
              () => {{ location.href = '{there}/location' }},
              () => {{ window.open('{there}/open') }},
              () => {{ location.href = '/go/{there}/redirect' }},
              () => {{ document.getElementById('blank').click() }},
              () => {{ document.getElementById('form').submit() }},
              () => {{ const f = document.createElement('iframe'); f.src = '{there}/frame'; document.body.append(f) }},
              () => {{ location.href = 'file:///etc/passwd' }},
            ]
            for (const way of ways) {{ way(); await painted(); await painted() }}
            say([location.pathname, document.title])""",
                             f"<title>ours</title><a id=blank target=_blank href='{there}/blank'>x</a>"
                             f"<form id=form method=post action='{there}/form'></form>"))
        self.start()
        self.assertEqual(self.wait_for_post()[0], ["/", "ours"])
        self.assertEqual(self.elsewhere.requests, [])

    def test_a_clicked_link_shows_its_host_and_opens_only_when_that_is_allowed(self):
        self.serve_page(page("await painted(); say(1)",
                             "<a href='http://example.org/path' target=_blank style='position:fixed;inset:0'>a link</a>"))
        browser = self.programs / "opened"
        entry = self.folder / "data" / "applications" / "test-browser.desktop"
        entry.parent.mkdir(parents=True)
        entry.write_text("[Desktop Entry]\nType=Application\nName=Test\n"
                         f"Exec=sh -c 'echo %u > {browser}'\nMimeType=x-scheme-handler/http;\n")
        (entry.parent / "mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n")
        self.give_away()
        self.programs.chmod(0o777)
        self.start()
        self.wait_for_post()
        window = self.wait_for_active("the window", lambda active: active)
        self.screen.click()
        dialog = self.wait_for_active("the question", lambda active: active != window)
        self.screen.hand("key", "Escape")
        self.wait_for_active("the window again", lambda active: active == window)
        self.assertFalse(browser.exists())
        self.screen.click()
        self.wait_for_active("the question again", lambda active: active not in (window, dialog))
        self.screen.hand("key", "alt+o")
        wait_for("the browser", lambda: browser.exists() and browser.read_text().strip() == "http://example.org/path")

    def wait_for_active(self, what, good):
        return wait_for(what, lambda: (active := self.screen.active()) and good(active) and active)


if __name__ == "__main__":
    unittest.main()
