"""Who may ask the API: the token on every route, our own Host and Origin, a login code that is good once."""

import http.client
import re
import unittest
from urllib.parse import urlsplit

from hearth import HearthTest, below, bytes_of

METHODS = ("get", "post", "put", "delete")


class Auth(HearthTest):
    def setUp(self):
        super().setUp()
        self.hearth.serve()
        self.api = self.hearth.api()
        self.tcp = self.hearth.api(tcp=True)

    def operations(self):
        for path, operations in self.api.get("/openapi.json")["paths"].items():
            for method in METHODS:
                if method in operations:
                    yield method.upper(), "/" + re.sub(r"\{[^}]*\}", "1", path)  # from the root, as Api wants it

    def test_every_route_wants_the_token(self):
        routes = list(self.operations())
        self.assertGreater(len(routes), 20)
        wrong = "0" * len(self.hearth.token())
        for method, path in routes + [("GET", "//api/v1/nothing/here"), ("GET", "//api"), ("GET", "//api/v2/health")]:
            if (method, path) == ("POST", "//api/v1/login"):
                continue
            for api in (self.api, self.tcp):
                for given in (None, f"Bearer {wrong}", "Bearer ", "Bearer", f"Basic {self.hearth.token()}",
                              self.hearth.token(), f"Bearer {self.hearth.token()[:-1]}", f"bearer  {wrong}"):
                    answer = api.request(method, path, headers={"Authorization": given})
                    self.assertEqual(answer.status, 401, (method, path, given, answer))
                    self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
                    self.assertEqual(answer.headers["WWW-Authenticate"], "Bearer")
        self.assertEqual(self.api.get("/health")["status"], "ok")  # and the shutdown among them did not happen

    def test_two_tokens_are_refused(self):
        raw = http.client.HTTPConnection("127.0.0.1", urlsplit(self.tcp.get("/health")["url"]).port)
        raw.putrequest("GET", "/api/v1/health")
        for _ in range(2):
            raw.putheader("Authorization", f"Bearer {self.hearth.token()}")
        raw.endheaders()
        self.assertEqual(raw.getresponse().status, 400)
        raw.close()

    def test_a_strange_host_is_refused_even_with_the_token(self):
        port = urlsplit(self.tcp.get("/health")["url"]).port
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"0.0.0.0:{port}",
                     f"127.0.0.1.evil.example:{port}", f"[::1]:{port}"):
            for path in ("/health", "//", "//icon.svg"):
                self.assertEqual(self.tcp.request("GET", path, headers={"Host": host}).status, 421, host)
        self.assertEqual(self.tcp.request("GET", "/health", headers={"Host": f"localhost:{port}"}).status, 200)

    def test_a_foreign_origin_is_refused_even_with_the_token(self):
        own = self.tcp.get("/health")["url"]
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": own.replace("http", "https")},
                        {"Origin": own + "0"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            for method, path in (("GET", "/health"), ("POST", "/login"), ("POST", "/shutdown"), ("GET", "//icon.svg")):
                self.assertEqual(self.tcp.request(method, path, headers=headers).status, 403, (path, headers))
        self.assertEqual(self.tcp.request("GET", "/health", headers={"Origin": own}).status, 200)

    def test_no_answer_lets_other_origins_read_it(self):
        own = self.tcp.get("/health")["url"]
        for path in ("/health", "//", "/nothing"):
            for method in ("GET", "OPTIONS"):
                names = {name.lower() for name, _ in self.tcp.request(method, path, headers={"Origin": own}).headers.items()}
                self.assertEqual([name for name in names if name.startswith("access-control")], [])
        page = self.tcp.request("GET", "//", headers={"Authorization": None})
        self.assertEqual(page.status, 200)
        self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
        self.assertEqual(page.headers["X-Content-Type-Options"], "nosniff")
        self.assertNotIn(self.hearth.token().encode(), page.body)

    def test_a_login_code_is_good_once(self):
        code = self.api.post("/login-codes", status=201)["code"]
        self.assertNotIn(code, self.hearth.token())
        token = self.tcp.request("POST", "/login", {"code": code}, {"Authorization": None})
        self.assertEqual((token.status, token.json()["token"]), (200, self.hearth.token()))
        again = self.tcp.request("POST", "/login", {"code": code}, {"Authorization": None})
        self.assertEqual(again.status, 403, again)

    def test_guessing_withdraws_the_codes(self):
        code = self.api.post("/login-codes", status=201)["code"]
        for number in range(10):
            self.assertEqual(self.tcp.request("POST", "/login", {"code": f"{number:032x}"}).status, 403)
        self.assertEqual(self.tcp.request("POST", "/login", {"code": code}).status, 403)

    def test_the_command_that_opens_the_page_gives_such_a_code(self):
        link = self.hearth.run("open", env={"BROWSER": "", "DISPLAY": "", "PATH": ""})
        found = re.search(r"http://127\.0\.0\.1:\d+/#code=(\w+)", link.out)
        self.assertTrue(found, link)
        self.assertEqual(self.tcp.request("POST", "/login", {"code": found.group(1)}).status, 200)

    def test_the_token_is_new_at_each_start_and_nowhere_but_in_its_file(self):
        first = self.hearth.token()
        self.assertRegex(first, r"^[0-9a-f]{64}$")
        self.api.work(self.api.new_session(self.workspace), "List the headings of README.md")
        for path in below(self.folder):
            if path.is_file() and path != self.hearth.token_file():
                self.assertNotIn(first.encode(), bytes_of(path), path)
        for name in ("environ", "cmdline"):
            with open(f"/proc/{self.hearth.process.pid}/{name}", "rb") as file:
                self.assertNotIn(first.encode(), file.read())
        self.hearth.stop()
        self.hearth.serve()
        self.assertNotEqual(self.hearth.token(), first)
        self.assertEqual(self.hearth.api(token=first).request("GET", "/health").status, 401)


if __name__ == "__main__":
    unittest.main()
