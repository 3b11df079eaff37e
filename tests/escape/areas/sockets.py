"""Sockets that are no network: services of this machine, and families that reach the kernel or the host."""

import socket
from pathlib import Path

from attempt import Try, attempt, attempts_of, reads, says

SPEAK = "./families local"


@attempt("talks to a service on a socket outside")
def path(g):
    service = g.unix(g.outside / "service")
    g.probe("families")
    return Try(f"{SPEAK} {g.outside}/service", service.hits)


@attempt("talks to a service on a socket that lies in the workspace")
def in_workspace(g):
    service = g.unix(g.workspace / "service")
    g.probe("families")
    return Try(f"{SPEAK} service", service.hits)


@attempt("sends a datagram to a socket that lies in the workspace")
def datagram(g):
    service = g.unix(g.workspace / "service", socket.SOCK_DGRAM)
    g.probe("families")
    return Try(f"{SPEAK} service datagram", service.hits)


@attempt("sends from one end of a pair to a socket that lies in the workspace")
def paired(g):
    service = g.unix(g.workspace / "service", socket.SOCK_DGRAM)
    return Try(f"{g.probe('families')} paired service", service.hits)


@attempt("talks to an abstract socket")
def abstract(g):
    service = g.unix("@" + g.name)
    g.probe("families")
    return Try(f"{SPEAK} @{g.name}", service.hits)


@attempt("talks to a display's socket in /tmp/.X11-unix")
def display(g):
    folder = Path("/tmp/.X11-unix")
    if not folder.exists():
        folder.mkdir()
        folder.chmod(0o1777)
        g.at_end(folder.rmdir)
    service = g.unix(folder / g.name)
    g.probe("families")
    return Try(f"{SPEAK} {folder}/{g.name}", service.hits)


@attempt("talks to the session bus in the run-time directory")
def session_bus(g):
    g.hearth.runtime.mkdir(exist_ok=True)
    service = g.unix(g.hearth.runtime / g.name)
    g.probe("families")
    return Try(f"{SPEAK} {g.hearth.runtime}/{g.name}", service.hits)


@attempt("talks to a container engine's socket in /run", root_only=True)
def engine(g):
    service = g.unix(f"/run/{g.name}")
    g.probe("families")
    return Try(f"{SPEAK} /run/{g.name} || curl -s --unix-socket /run/{g.name} http://x/", service.hits)


@attempt("leaves a socket of its own in the workspace for others to talk to")
def own_socket(g):
    return Try("/usr/bin/python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('planted')\"",
               lambda _: (g.workspace / "planted").is_socket())


attempts_of({
    "opens a netlink socket": "16 3 0",
    "opens a socket to the hypervisor": "40 1 0",  # opened only, never connected
}, lambda g, words: Try(f"{g.probe('families')} family {words}"))

attempts_of({
    "opens a packet socket": "17 3 768",
    "opens a raw socket": "2 3 1",
}, lambda g, words: Try(f"{g.probe('families')} family {words}"), root_only=True)


@attempt("opens a socket of any family but the internet's")
def families(g):
    return Try(f"{g.probe('families')} any_other")


@attempt("asks the sidecar's own port for anything")
def own_port(g):
    return Try(f"curl -s -i -m 3 http://127.0.0.1:{port_of(g)}/api/v1/health", says("HTTP/1.1"))


@attempt("asks the sidecar on its unix socket")
def own_unix_socket(g):
    port_of(g)
    return Try(f"curl -s -i -m 3 --unix-socket {g.hearth.socket()} http://localhost/api/v1/health", says("HTTP/1.1"))


@attempt("reads the sidecar's token and uses it")
def own_token(g):
    url = f"http://127.0.0.1:{port_of(g)}/api/v1/settings"
    return Try(f"t=$(cat {g.hearth.token_file()}); curl -s -m 3 -H \"Authorization: Bearer $t\" {url}",
               lambda r: reads(r) or "agent." in r.text)


def port_of(g):
    """The sidecar's port; it runs already for the boxed half, and is started for the unboxed one."""
    return g.sidecar().get("/health")["url"].rstrip("/").rpartition(":")[2]
