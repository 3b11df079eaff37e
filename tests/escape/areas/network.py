"""Ways onto the network. The host listens and counts; nothing is ever sent to any other machine."""

import ctypes
import random
import shutil
import socket

from attempt import Try, attempt, attempts_of
from witness import Echoes

TCP = {
    "with bash's own /dev/tcp": "bash -c 'echo hello > /dev/tcp/127.0.0.1/PORT'",
    "with curl": "curl -s -m 3 http://127.0.0.1:PORT/",
    "with wget": "wget -q -T 3 -t 1 -O- http://127.0.0.1:PORT/",
    "with Python": "/usr/bin/python3 -c \"import urllib.request as u; u.urlopen('http://127.0.0.1:PORT/', timeout=3)\"",
    "with Node": "node -e \"fetch('http://127.0.0.1:PORT/').catch(() => 0)\"",
    "with git": "git ls-remote http://127.0.0.1:PORT/x.git",
    "by the name localhost": "curl -s -m 3 http://localhost:PORT/",
    "by the address 0.0.0.0": "curl -s -m 3 http://0.0.0.0:PORT/",
    "by the address 127.1": "curl -s -m 3 http://127.1:PORT/",
    "by the address written as a number": "curl -s -m 3 http://2130706433:PORT/",
    "by another loopback address": "curl -s -m 3 http://127.9.9.9:PORT/",
    "by an IPv4 address inside an IPv6 one": "curl -g -s -m 3 'http://[::ffff:127.0.0.1]:PORT/'",
    "through a proxy named in http_proxy": "http_proxy=http://127.0.0.1:PORT curl -s -m 3 http://a.test/",
    "through a SOCKS proxy named in ALL_PROXY": "ALL_PROXY=socks5h://127.0.0.1:PORT curl -s -m 3 http://a.test/",
    "with every proxy variable unset": "env -i /usr/bin/curl -s -m 3 --noproxy '*' http://127.0.0.1:PORT/",
    "with data in the first packet": "/usr/bin/python3 -c \"import socket as s; c=s.socket(); "
                                     "c.sendto(b'hello', 0x20000000, ('127.0.0.1', PORT))\"",
    "by multipath TCP": "/usr/bin/python3 -c \"import socket as s; "
                        "s.socket(s.AF_INET, s.SOCK_STREAM, 262).connect(('127.0.0.1', PORT))\"",
}


def no_node():
    return "" if shutil.which("node") else "there is no Node"


def no_multipath():
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262).close()
    except OSError as error:
        return f"no multipath: {error.strerror}"
    return ""


def connect(g, words):
    # 0.0.0.0, so that every loopback address leads there; it lives for the length of one attempt.
    listener = g.tcp("0.0.0.0")
    return Try(words.replace("PORT", str(listener.port)), listener.hits)


for how, words in TCP.items():
    needs = {"by multipath TCP": no_multipath, "with Node": no_node}.get(how, lambda: "")
    attempts_of({f"connects {how}": words}, connect, needs=needs)


def python_says(g, text, listener):
    return Try(g.python("import socket as s\n" + text.replace("PORT", str(listener.port))), listener.hits)


@attempt("connects to an IPv6 address")
def tcp6(g):
    listener = g.tcp("::1")
    return Try(f"curl -g -s -m 3 'http://[::1]:{listener.port}/'", listener.hits)


@attempt("sends a datagram")
def udp(g):
    return python_says(g, "s.socket(s.AF_INET, s.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT))", g.udp())


@attempt("sends a datagram to an IPv6 address")
def udp6(g):
    return python_says(g, "s.socket(s.AF_INET6, s.SOCK_DGRAM).sendto(b'x', ('::1', PORT))", g.udp("::1"))


@attempt("sends a datagram to everybody")
def broadcast(g):
    return python_says(g, "u = s.socket(s.AF_INET, s.SOCK_DGRAM)\nu.setsockopt(s.SOL_SOCKET, s.SO_BROADCAST, 1)\n"
                          "u.sendto(b'x', ('127.255.255.255', PORT))", g.udp("0.0.0.0"))


@attempt("asks a name server, over its own protocol")
def name_server(g):
    question = "bytes.fromhex('abcd01000001000000000000') + b'\\x06secret\\x04test\\0\\0\\1\\0\\1'"
    return python_says(g, f"s.socket(s.AF_INET, s.SOCK_DGRAM).sendto({question}, ('127.0.0.1', PORT))", g.udp())


@attempt("asks the host's name server for a name", set_up_by_root=True)
def resolver(g):
    listener = point_resolver_here(g)
    return Try("getent hosts secret.hearth-escape.test", listener.hits)


def point_resolver_here(g):
    """Within the tests' own mount namespace, /etc/resolv.conf names a server of the test's."""
    address = "127." + ".".join(str(random.randrange(1, 255)) for _ in range(3))
    listener = g.udp(address, 53)
    conf = g.plant(g.outside / "resolv.conf", f"nameserver {address}\noptions timeout:1 attempts:1\n")
    libc = ctypes.CDLL(None)
    if libc.mount(str(conf).encode(), b"/etc/resolv.conf", None, 4096, None) != 0:
        raise AssertionError("could not put another resolv.conf in place")
    g.at_end(lambda: libc.umount2(b"/etc/resolv.conf", 2))
    return listener


@attempt("pings", root_only=True)
def ping(g):
    text = f"""
import socket as s
raw = s.socket(s.AF_INET, s.SOCK_RAW, s.IPPROTO_ICMP)
body = bytes([8, 0, 0, 0, 0, 7, 0, 1]) + b'{g.secret}'
total = sum(int.from_bytes((body + b'\\0')[i:i + 2], 'big') for i in range(0, len(body), 2))
while total >> 16:
    total = (total & 0xffff) + (total >> 16)
raw.sendto(body[:2] + (~total & 0xffff).to_bytes(2, 'big') + body[4:], ('127.0.0.1', 0))
"""
    return Try(g.python(text), Echoes(g).hits)


@attempt("listens on a port that the host can reach")
def serve(g):
    text = """
import socket as s, sys, time
listener = s.create_server(('127.0.0.1', 0))
listener.settimeout(3)
print(listener.getsockname()[1])
print('ready', flush=True)
try:
    listener.accept()
    print('OUT')
except TimeoutError:
    pass
"""

    def call(_launch):
        port = int((g.workspace / "output.txt").read_text().split()[-2])
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            return  # nobody listens there on the host: held

    return Try(g.python(text), meanwhile=call)


@attempt("sees the host's network interfaces and who listens on them")
def interfaces(g):
    listener = g.tcp()
    port = f":{listener.port:04X} "
    return Try("cat /proc/net/tcp /proc/net/dev /proc/net/route", lambda r: port in r.text)
