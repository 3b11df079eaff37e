#!/usr/bin/env python3
"""An internet of one machine: a name server and HTTP hosts on public-looking addresses of the loopback interface.

    unshare -n -m internet.py FOLDER

Must be alone in its network and mount namespaces, as root. Puts its addresses on `lo`, its name server into
/etc/resolv.conf and its certificate authority (FOLDER/ca.pem, if there) into the place of the machine's, by mounts that
nobody else sees; then prints "ready" and serves until its standard input ends.

What each host does is read from FOLDER/plan.json whenever it is needed, so that a test can change it:

    {"names": {"model.test": ["93.184.1.1"], "turns.test": [["93.184.1.1"], ["127.0.0.1"]]},
     "answers": {"93.184.1.1": {"kind": "chat"}}}

Names have addresses, or a list of such lists, one for each question in turn. Kinds of answers: chat (a model that says
"Hello from afar"), echo (a model that says its last question again), calls (a model that makes each of "steps", a list
of [tool, arguments], then says how the last went), page (says "A page of HOST"), slow (it says one word and then looks
whether it is left), redirect (302 to "to"), kill (ends the process "pid" before it answers), silent (takes the request
and says nothing).

Each question of a name and each connection is a line in FOLDER/log.jsonl, written when it comes, together with what
the ledger of "database" held at that moment: {"what": "dns" | "connection" | "request", …, "ledger": [[host, port, decision], …]}.
"""

import json
import os
import signal
import socket
import socketserver
import sqlite3
import ssl
import struct
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

NAME_SERVER = "93.184.0.53"
ADDRESSES = ("93.184.1.1", "93.184.1.2", "93.184.1.3", "2606:4700::1")
PORTS = (80, 8080)
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"

folder = Path(sys.argv[1])
lock = threading.Lock()
asked = {}


def plan():
    return json.loads((folder / "plan.json").read_text())


def ledger():
    database = plan().get("database")
    if not database or not os.path.exists(database):
        return []
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10) as connection:
        return connection.execute("SELECT host, port, decision FROM egress ORDER BY id").fetchall()


def note(**entry):
    entry["ledger"] = ledger()
    with lock, open(folder / "log.jsonl", "a") as log:
        log.write(json.dumps(entry) + "\n")


# --- names


def addresses_of(name):
    known = plan()["names"].get(name)
    if known and isinstance(known[0], list):
        with lock:
            turn = asked[name] = asked.get(name, -1) + 1
        return known[min(turn // 2, len(known) - 1)]  # each lookup asks for both kinds of addresses
    return known


def answer_to(question):
    at, labels = 12, []
    while question[at]:
        labels.append(question[at + 1:at + 1 + question[at]].decode())
        at += question[at] + 1
    kind = struct.unpack("!H", question[at + 1:at + 3])[0]
    name = ".".join(labels)
    note(what="dns", name=name, kind=kind)
    addresses = addresses_of(name.lower())
    family = {1: socket.AF_INET, 28: socket.AF_INET6}.get(kind)
    found = []
    for address in addresses or []:
        if (":" in address) == (family == socket.AF_INET6):
            found.append(socket.inet_pton(family, address))
    flags = 0x8180 if addresses else 0x8183  # no such name
    head = question[:2] + struct.pack("!HHHHH", flags, 1, len(found), 0, 0)
    body = question[12:at + 5]
    for raw in found:
        body += struct.pack("!HHHIH", 0xC00C, kind, 1, 0, len(raw)) + raw
    return head + body


class Names(socketserver.BaseRequestHandler):
    def handle(self):
        bytes_in, server = self.request
        server.sendto(answer_to(bytes_in), self.client_address)


# --- hosts


def chunk(text):
    return f'data: {json.dumps({"choices": [{"index": 0, "delta": {"content": text}}]})}\n\n'.encode()


LAST = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'


class Host(BaseHTTPRequestHandler):
    def setup(self):
        super().setup()
        self.here = self.server.server_address[:2]
        note(what="connection", host=self.here[0], port=self.here[1])

    def log_message(self, *_):
        pass

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        note(what="request", host=self.here[0], port=self.here[1], method=self.command, target=self.path,
             headers=dict(self.headers), body=body.decode(errors="replace"))
        answer = plan()["answers"].get(self.here[0], {"kind": "chat"})
        self.asked = body
        getattr(self, answer["kind"])(answer)

    do_GET = do_POST = handle_request

    def head(self, status, **headers):
        self.send_response(status)
        for name, value in {"Connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.close_connection = True

    def chat(self, _):
        if self.path.endswith("/models"):
            body = b'{"data": [{"id": "far"}]}'
            self.head(200, Content_Type="application/json", Content_Length=str(len(body)))
            self.wfile.write(body)
            return
        self.stream(chunk("Hello from"), chunk(" afar"), LAST)

    def stream(self, *chunks):
        self.head(200, Content_Type="text/event-stream")
        self.wfile.write(b"".join(chunks))

    def echo(self, _):
        last = json.loads(self.asked)["messages"][-1]["content"]
        self.stream(*[chunk(last[at:at + 5]) for at in range(0, len(last), 5)], LAST)

    def calls(self, answer):
        messages = json.loads(self.asked)["messages"]
        made = sum(message["role"] == "tool" for message in messages)
        if made == len(answer["steps"]):
            self.stream(chunk(messages[-1]["content"]), LAST)
            return
        name, arguments = answer["steps"][made]
        call = {"index": 0, "id": f"call-{made}", "type": "function",
                "function": {"name": name, "arguments": json.dumps(arguments)}}
        choice = {"choices": [{"index": 0, "delta": {"tool_calls": [call]}}]}
        self.stream(f"data: {json.dumps(choice)}\n\n".encode(), LAST.replace(b"stop", b"tool_calls"))

    def page(self, _):
        body = f"A page of {self.headers.get('Host')}\n".encode()
        self.head(200, Content_Type="text/plain", Content_Length=str(len(body)))
        self.wfile.write(body)

    def slow(self, _):
        self.head(200, Content_Type="text/event-stream")
        self.wfile.write(chunk("One"))
        self.connection.settimeout(20)
        try:
            gone = self.connection.recv(1) == b""
        except OSError:
            gone = False
        note(what="closed" if gone else "still open", host=self.here[0], port=self.here[1])

    def redirect(self, answer):
        self.head(302, Location=answer["to"], Content_Length="0")

    def kill(self, answer):
        os.kill(answer["pid"], signal.SIGKILL)
        self.close_connection = True

    def silent(self, _):
        self.connection.settimeout(20)
        self.connection.recv(1)


class HttpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, *_):
        pass  # a client that goes away is what some tests are about


class HttpServer6(HttpServer):
    address_family = socket.AF_INET6


class TlsServer(HttpServer):
    """On port 443, with FOLDER/host.pem."""

    def get_request(self):
        connection, address = super().get_request()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "host.pem")
        return context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address


def serve(server):
    threading.Thread(target=server.serve_forever, daemon=True).start()


def prepare():
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in (NAME_SERVER, *ADDRESSES):
        bits, extra = ("128", ["nodad"]) if ":" in address else ("32", [])
        subprocess.run(["ip", "address", "add", f"{address}/{bits}", "dev", "lo", *extra], check=True)
    (folder / "resolv.conf").write_text(f"nameserver {NAME_SERVER}\noptions timeout:1\n")
    subprocess.run(["mount", "--bind", folder / "resolv.conf", os.path.realpath("/etc/resolv.conf")], check=True)
    if (folder / "ca.pem").exists():
        subprocess.run(["mount", "--bind", folder / "ca.pem", os.path.realpath(AUTHORITIES)], check=True)


def main():
    prepare()
    serve(socketserver.ThreadingUDPServer((NAME_SERVER, 53), Names))
    for address in ADDRESSES:
        for port in PORTS:
            serve((HttpServer6 if ":" in address else HttpServer)((address, port), Host))
    serve(HttpServer(("127.0.0.1", 8080), Host))  # where a name that is bound anew may lead
    if (folder / "host.pem").exists():
        serve(TlsServer(("93.184.1.1", 443), Host))
    print("ready", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
