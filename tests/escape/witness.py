"""Things of the host that attempts are made on, and that know afterwards whether one came through."""

import os
import select
import signal
import socket
import subprocess
import threading
from pathlib import Path


class Listener:
    """A service of the host. `hits` counts whoever came; each gets an answer and is hung up on."""

    def __init__(self, ground, family, kind, address):
        self.socket = socket.socket(family, kind)
        if family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        self.socket.bind(address)
        self.stream = kind == socket.SOCK_STREAM
        if self.stream:
            self.socket.listen(64)
        self.answer = b"HTTP/1.0 200 OK\r\nContent-Length: 40\r\n\r\n" + ground.secret.encode().ljust(40)
        self.count = 0
        self.ends = os.pipe()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        ground.at_end(self.close)

    @property
    def port(self):
        return self.socket.getsockname()[1]

    def _serve(self):
        while True:
            ready, _, _ = select.select([self.socket, self.ends[0]], [], [])
            if self.ends[0] in ready:
                return
            self.count += 1  # before it is taken from the queue, so that hits() sees it here or there
            if self.stream:
                with self.socket.accept()[0] as caller:
                    caller.settimeout(1)
                    try:
                        caller.recv(2000)
                        caller.sendall(self.answer)
                    except OSError:
                        continue  # whoever only connects was counted
            else:
                self.socket.recvfrom(2000)

    def hits(self, _result):
        return self.count > 0 or bool(select.select([self.socket], [], [], 0)[0])

    def close(self):
        os.write(self.ends[1], b"x")
        self.thread.join()
        for end in self.ends:
            os.close(end)
        self.socket.close()


class Echoes:
    """Counts the pings that carry the ground's secret and arrive at this machine. Needs root."""

    def __init__(self, ground):
        self.secret = ground.secret.encode()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
        self.socket.settimeout(0.5)
        ground.at_end(self.socket.close)

    def hits(self, _result):
        try:
            while True:
                if self.secret in self.socket.recv(2000):
                    return True
        except TimeoutError:
            return False


class Victim:
    """A process of the same user that holds the secret in memory and in a descriptor."""

    def __init__(self, ground):
        secret = ground.plant(ground.outside / "victims_secret")
        program = ground.folder / "victim"
        ground.copy_probe("victim", program)
        ground.give_away()
        words = [*ground.side.becoming, str(program), str(secret)]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, cwd="/")
        self.address, self.descriptor = self.process.stdout.readline().decode().split()
        self.pid = self.process.pid
        ground.at_end(self.close)

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def dead(self, _result):
        return self.process.poll() is not None

    def status(self, name):
        for line in Path("/proc", str(self.pid), "status").read_text().splitlines():
            if line.startswith(name + ":"):
                return line.partition(":")[2].strip()
        return ""


def marked(mark):
    """The processes of this machine with `mark` among their words."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit() and mark.encode() in Path("/proc", entry, "cmdline").read_bytes().split(b"\0"):
                found.append(int(entry))
        except OSError:
            continue  # it has ended
    return found


def end_marked(mark):
    """Until there is none: the end of one may be the beginning of the next."""
    while found := marked(mark):
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue  # it ended by itself
