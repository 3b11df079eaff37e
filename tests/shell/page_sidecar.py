#!/usr/bin/python3 -B
"""A program that stands where `hearth` does and serves a test's page, so that the window can be tried with pages that the
real one would never serve. `serve --control-fd FD` as the real one: says where it is, ends when the window does. It serves
the files of the folder `page` beside it, without any policy, and appends what is posted to `page/posted`."""

import json
import os
import select
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = Path(__file__).resolve().parent / "page"


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.split("?")[0].strip("/") or "index.html"
        if name.startswith("go/"):  # /go/ADDRESS leads there
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/go/"))
            self.end_headers()
            return
        body = (PAGES / name).read_bytes()
        self.send_response(200)
        kind = "text/html; charset=utf-8" if name.endswith(".html") else "application/octet-stream"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open(PAGES / "posted", "ab") as posted:
            posted.write(body + b"\n")
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def main(words):
    if words[0] == "open":
        (PAGES / "browser-asked").write_text("yes")
        print(json.dumps({"url": "http://127.0.0.1:9/#code=0"}))
        return
    control = int(words[words.index("--control-fd") + 1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    where = {"url": f"http://127.0.0.1:{server.server_port}", "token": "test-token", "pid": os.getpid()}
    os.write(control, (json.dumps(where) + "\n").encode())
    select.select([control], [], [])


if __name__ == "__main__":
    main(sys.argv[1:])
