"""What a hostile page, program or parser may try on the sidecar's port: over every route of the API's own description,
over the page's files and over a run's stream of events, against the real program. There is no WebSocket to try."""

import re
import socket
import time
import unittest
from pathlib import Path
from urllib.parse import urlsplit

from hearth import REPOSITORY, SLACK, Hearth, HearthTest, sockets_of

CHANGING = ("POST", "PUT", "PATCH", "DELETE")
FILES = ("//", "//icon.svg")
EVIL = "http://evil.test"


class Hardening(HearthTest):
    def setUp(self):
        super().setUp()
        self.hearth.serve()
        self.api = self.hearth.api()
        self.tcp = self.hearth.api(tcp=True)
        self.port = urlsplit(self.api.get("/health")["url"]).port
        self.session = self.api.new_session(self.workspace)
        self.routes = list(self.operations())

    def operations(self):
        for path, operations in self.api.get("/openapi.json")["paths"].items():
            for method in operations:
                if method in ("get", "post", "put", "patch", "delete"):
                    yield method.upper(), "/" + re.sub(r"\{[^}]*\}", "1", path)  # from the root, as Api wants it

    def changing_routes(self):
        return [(method, path) for method, path in self.routes if method in CHANGING]

    def assert_nothing_happened(self):
        self.assertEqual([each["id"] for each in self.api.get("/sessions")["sessions"]], [self.session])
        self.assertEqual(self.api.get("/health")["status"], "ok")

    # --- over every route

    def test_the_table_of_routes_is_whole(self):
        self.assertGreater(len(self.routes), 20)
        self.assertGreater(len(self.changing_routes()), 8)
        self.assertIn(("GET", "//api/v1/runs/1/events"), self.routes)

    def test_no_route_answers_for_a_foreign_host(self):
        for host in ("evil.test", f"evil.test:{self.port}", f"localhost.evil.test:{self.port}", f"127.0.0.1:{self.port}@evil.test",
                     f"0.0.0.0:{self.port}", f"[::]:{self.port}", "127.0.0.1:80", ""):
            for method, path in self.routes + [("GET", file) for file in FILES]:
                answer = self.tcp.request(method, path, {} if method in ("POST", "PUT", "PATCH") else None, {"Host": host})
                self.assertEqual(answer.status, 421, (method, path, host, answer))
                self.assertLess(len(answer.body), 300)
        self.assert_nothing_happened()

    def test_no_route_answers_a_foreign_origin(self):
        for headers in ({"Origin": EVIL}, {"Origin": "null"}, {"Origin": f"http://127.0.0.1:{self.port}.evil.test"},
                        {"Origin": f"http://127.0.0.1:{self.port + 1}"}, {"Sec-Fetch-Site": "cross-site"}):
            for method, path in self.routes + [("GET", file) for file in FILES]:
                answer = self.tcp.request(method, path, {} if method in ("POST", "PUT", "PATCH") else None, headers)
                self.assertEqual(answer.status, 403, (method, path, headers, answer))
        self.assert_nothing_happened()

    def test_a_token_in_the_address_or_in_a_cookie_is_none(self):
        token = self.hearth.token()
        for method, path in self.routes:
            if path == "//api/v1/login":
                continue
            for query in (f"?token={token}", f"?access_token={token}", f"?Authorization=Bearer%20{token}"):
                answer = self.tcp.request(method, path + query, headers={"Authorization": None})
                self.assertEqual(answer.status, 401, (method, path, answer))
            answer = self.tcp.request(method, path, headers={"Authorization": None, "Cookie": f"token={token}"})
            self.assertEqual(answer.status, 401, (method, path, answer))
        self.assert_nothing_happened()

    def test_a_body_that_a_form_could_send_is_refused(self):
        for method, path in self.changing_routes():
            for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx",
                         "text/plain, application/json", "", None):
                answer = self.tcp.request(method, path, b'{"title":"x"}', {"Content-Type": kind})
                self.assertEqual(answer.status, 415, (method, path, kind, answer))
        self.assert_nothing_happened()

    def test_a_preflight_is_granted_nothing(self):
        for _, path in self.routes + [("GET", file) for file in FILES]:
            for origin in (EVIL, f"http://127.0.0.1:{self.port}"):
                answer = self.tcp.request("OPTIONS", path, headers={
                    "Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization",
                    "Access-Control-Request-Private-Network": "true", "Authorization": None})
                self.assertGreaterEqual(answer.status, 400, (path, answer))
                self.assertEqual([name for name in answer.headers if name.lower().startswith("access-control")], [])

    def test_every_answer_has_the_headers_that_bind_a_browser(self):
        targets = [("GET", file) for file in FILES] + [("GET", path) for method, path in self.routes
                                                      if method == "GET" and not path.endswith("/events")]
        for method, path in targets + [("GET", "//nothing"), ("POST", "//api/v1/login")]:
            headers = self.tcp.request(method, path).headers
            policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
            self.assertEqual((policy["default-src"], policy["script-src"], policy["connect-src"], policy["frame-ancestors"],
                              policy["base-uri"], policy["form-action"]), ("'none'", "'self'", "'self'", "'none'", "'none'", "'none'"))
            self.assertNotIn("unsafe", headers["Content-Security-Policy"])
            self.assertNotIn("*", headers["Content-Security-Policy"])
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff", path)
            self.assertEqual(headers["Referrer-Policy"], "no-referrer", path)
            self.assertEqual(headers["Cross-Origin-Resource-Policy"], "same-origin", path)
            self.assertEqual(headers["Cross-Origin-Opener-Policy"], "same-origin", path)
            # The interface's files hold nothing of the user's; they are kept, and asked for anew each time.
            self.assertEqual(headers["Cache-Control"], "no-cache" if path in FILES else "no-store", path)
            self.assertNotIn("Server", headers)

    def test_the_page_loads_nothing_from_elsewhere(self):
        for file in FILES:
            text = self.tcp.request("GET", file, headers={"Authorization": None}).body.decode()
            loaded = re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s\"']*", text.replace("http://www.w3.org/2000/svg", ""))
            self.assertEqual(loaded, [], file)
            self.assertNotRegex(text, r"\b(?:eval|importScripts|document\.write)\s*\(|javascript:|\son\w+=[\"']", file)

    # --- listeners and secrets

    def test_only_loopback_listens(self):
        sockets = sockets_of(self.hearth.process.pid)
        listening = []
        for table in ("tcp", "tcp6", "udp", "udp6"):
            for line in Path(f"/proc/{self.hearth.process.pid}/net/{table}").read_text().splitlines()[1:]:
                fields = line.split()
                if f"socket:[{fields[9]}]" in sockets and (fields[3] == "0A" or table.startswith("udp")):
                    listening.append((table, fields[1]))
        self.assertEqual(listening, [("tcp", f"0100007F:{self.port:04X}")])

    def test_secrets_are_compared_in_constant_time_only(self):
        compared = re.compile(r"\btoken\s*[!=]=|[!=]=\s*[\w.>-]*\btoken\b(?!\()")
        names = []
        for path in sorted((REPOSITORY / "src/api").glob("*.cc")):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if compared.search(line):
                    names.append(f"{path.name}:{number}: {line.strip()}")
        self.assertEqual(names, [])
        for path in ("src/api/dispatch.cc", "src/api/login_codes.cc"):
            self.assertIn("equal_in_constant_time(", (REPOSITORY / path).read_text(), path)

    def test_what_opens_one_sidecar_opens_no_other(self):
        other = Hearth(self.folder / "other")
        self.addCleanup(lambda: self.assertEqual(other.close(), []))
        other.serve()
        code = self.api.post("/login-codes", status=201)["code"]
        stranger = other.api(tcp=True, token=self.hearth.token())
        self.assertEqual(stranger.request("GET", "/sessions").status, 401)
        self.assertEqual(stranger.request("POST", "/login", {"code": code}).status, 403)
        self.assertEqual(other.api(token=self.hearth.token()).request("GET", "/health").status, 401)
        self.assertEqual(self.tcp.request("POST", "/login", {"code": code}, {"Authorization": None}).status, 200)

    def test_a_restart_ends_what_was_good_before(self):
        code, token = self.api.post("/login-codes", status=201)["code"], self.hearth.token()
        self.hearth.stop()
        self.hearth.serve()
        after = self.hearth.api(tcp=True, token=token)
        self.assertEqual(after.request("GET", "/sessions").status, 401)
        self.assertEqual(after.request("POST", "/login", {"code": code}).status, 403)

    def test_no_answer_and_no_log_names_the_token(self):
        token = self.hearth.token().encode()
        link = self.api.post("/login-codes", status=201)
        self.assertNotIn(token.decode(), link["url"])
        self.assertRegex(link["url"], r"^http://127\.0\.0\.1:\d+/#code=")  # behind the #, which no browser sends
        self.tcp.request("GET", f"/nothing?token={token.decode()}")
        self.assertNotIn(token, self.hearth.logs().encode())

    # --- what two parsers might read in two ways

    def raw(self, sent, seconds=10 * SLACK):
        """All that comes back until the other side closes, and whether it did."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as wire:
            wire.sendall(sent)
            received = b""
            try:
                while part := wire.recv(65536):
                    received += part
            except TimeoutError:
                return received, False
            except ConnectionResetError:
                pass
            return received, True

    def request_bytes(self, method, target, *headers, body=b""):
        lines = [f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Authorization: Bearer {self.hearth.token()}", *headers]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def test_a_request_hidden_in_another_is_never_read(self):
        hidden = self.request_bytes("POST", "/api/v1/shutdown")
        length = f"Content-Length: {len(hidden)}"
        json_type, chunked = "Content-Type: application/json", "Transfer-Encoding: chunked"
        fronts = {
            "length and chunked": [length, chunked], "chunked and length": [chunked, length],
            "two lengths": ["Content-Length: 0", length], "equal lengths": [length, length], "a list of lengths": ["Content-Length: 0, 0"],
            "length with a sign": ["Content-Length: +0"], "length in hexadecimal": ["Content-Length: 0x0"],
            "coding identity": ["Transfer-Encoding: identity", length], "coding twice": [chunked, chunked],
            "coding after a comma": ["Transfer-Encoding: , chunked"], "coding xchunked": ["Transfer-Encoding: xchunked", length],
            "coding with a vertical tab": ["Transfer-Encoding: \vchunked"], "space before the colon": ["Transfer-Encoding : chunked"],
            "tab before the colon": ["Content-Length\t: 0"], "folded coding": ["Transfer-Encoding:\r\n chunked"],
            "folded line": ["X-A: b\r\n\tContent-Length: 0"], "bare LF": ["X-A: b\nContent-Length: 0"], "bare CR": ["X-A: b\rContent-Length: 0"],
            "NUL": ["X-A: b\0Content-Length: 0"], "no name": [": x"], "two hosts": ["Host: evil.test"],
            "two tokens": ["Authorization: Bearer x"], "unknown expectation": ["Expect: 200-ok"],
        }
        for name, front in fronts.items():
            with self.subTest(name):
                received, closed = self.raw(self.request_bytes("POST", "/api/v1/sessions", json_type, *front, body=hidden))
                self.assertTrue(closed)
                self.assertRegex(received, rb"^HTTP/1\.1 (?:400|417|501) ")
                self.assertEqual(received.count(b"HTTP/1.1 "), 1, received)
        for name, chunks in {"extension": b"0;x=y\r\n\r\n", "line feed": b"0\n\n", "sign": b"+0\r\n\r\n", "hexadecimal": b"0x0\r\n\r\n",
                             "space": b"0 \r\n\r\n", "trailer": b"0\r\nContent-Length: 0\r\n\r\n", "too long": b"2\r\n{}x\r\n0\r\n\r\n",
                             "overflow": b"10000000000000000\r\n"}.items():
            with self.subTest(f"chunk: {name}"):
                received, closed = self.raw(self.request_bytes("POST", "/api/v1/sessions", json_type, chunked, body=chunks + hidden))
                self.assertTrue(closed)
                self.assertRegex(received, rb"^HTTP/1\.1 400 ")
                self.assertEqual(received.count(b"HTTP/1.1 "), 1, received)
        self.assert_nothing_happened()

    def test_strange_request_lines_are_refused(self):
        own = f"http://127.0.0.1:{self.port}"
        for line in (f"GET {own}/api/v1/health HTTP/1.1", "GET http://evil.test/ HTTP/1.1", "CONNECT evil.test:443 HTTP/1.1",
                     "OPTIONS * HTTP/1.1", "GET /api/v1/../v1/health HTTP/1.1", "GET /api/v1/%2e%2e/health HTTP/1.1",
                     "GET /api%2fv1/health HTTP/1.1", "GET \\api\\v1\\health HTTP/1.1", "GET //api/v1/health HTTP/1.1",
                     "GET /api/v1/health HTTP/1.0", "GET /api/v1/health", "GET /api/v1/health HTTP/1.1 ", "get /api/v1/health HTTP/1.1",
                     "GET\t/api/v1/health HTTP/1.1", " GET /api/v1/health HTTP/1.1", "PRI * HTTP/2.0"):
            with self.subTest(line):
                head = f"{line}\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: Bearer {self.hearth.token()}\r\nConnection: close\r\n\r\n"
                received, closed = self.raw(head.encode())
                self.assertTrue(closed)
                self.assertRegex(received, rb"^HTTP/1\.1 (?:400|404|501|505) ")

    def test_what_is_left_after_a_body_is_a_request_of_its_own(self):
        first = self.request_bytes("GET", "/api/v1/health")
        received, closed = self.raw(first + b"leftover\r\n\r\n" + first)
        self.assertTrue(closed)
        self.assertEqual(re.findall(rb"HTTP/1\.1 (\d+)", received), [b"200", b"400"])
        tokenless = first.replace(self.hearth.token().encode(), b"0" * 64)
        received, _ = self.raw(first + tokenless.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        self.assertEqual(re.findall(rb"HTTP/1\.1 (\d+)", received), [b"200", b"401"])

    # --- more than the server should bear

    def test_header_bombs_are_cut_off(self):
        for headers in (["X: " + "a" * 20_000], [f"X-{i}: 1" for i in range(200)], ["X: 1\r\n" * 4000]):
            received, closed = self.raw(self.request_bytes("GET", "/api/v1/health", *headers))
            self.assertTrue(closed)
            self.assertRegex(received, rb"^HTTP/1\.1 4(?:31|00) ")
        received, closed = self.raw(b"GET /" + b"a" * 1_000_000)
        self.assertTrue(closed)
        self.assert_nothing_happened()

    def test_a_body_above_the_limit_is_refused_unread(self):
        received, closed = self.raw(self.request_bytes("POST", "/api/v1/sessions", "Content-Type: application/json",
                                                       "Content-Length: 99999999999"))
        self.assertTrue(closed)
        self.assertRegex(received, rb"^HTTP/1\.1 413 ")

    def test_a_body_without_a_token_is_refused_unread(self):
        bare = self.request_bytes("POST", "/api/v1/sessions", "Content-Type: application/json", "Content-Length: 10000000")
        received, closed = self.raw(bare.replace(self.hearth.token().encode(), b"0" * 64))
        self.assertTrue(closed)
        self.assertRegex(received, rb"^HTTP/1\.1 401 ")

    def test_slow_clients_hold_nobody_up_and_are_cut_off(self):
        start = time.monotonic()
        wires = [socket.create_connection(("127.0.0.1", self.port)) for _ in range(30)]
        for wire in wires:
            self.addCleanup(wire.close)
            wire.sendall(b"GET /api/v1/health HTTP/1.1\r\nX: ")
        open_wires = list(wires)
        answered = 0.0
        while open_wires and time.monotonic() - start < 20 * SLACK:
            asked = time.monotonic()
            self.assertEqual(self.tcp.request("GET", "/health").status, 200)
            answered = max(answered, time.monotonic() - asked)
            open_wires = [wire for wire in open_wires if self.drips(wire)]
        self.assertEqual(open_wires, [])
        self.assertLess(answered, 2 * SLACK)

    def drips(self, wire):
        """One more byte; whether the other side still listens."""
        wire.settimeout(0.01)
        try:
            wire.sendall(b"a")
            return bool(wire.recv(1000)) and self.drips(wire)
        except TimeoutError:
            return True
        except OSError:
            return False


if __name__ == "__main__":
    unittest.main()
