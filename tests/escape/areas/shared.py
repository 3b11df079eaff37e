"""Memory and queues that processes of one machine share by name."""

import ctypes
import os
import random
from pathlib import Path

from attempt import Try, attempt, exists

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.shmat.restype = ctypes.c_void_p
CREATE = 0o1000 | 0o666


def key_of(g):
    return random.randrange(1, 2**30)


@attempt("reads a System V shared memory segment of the host")
def segment(g):
    key = key_of(g)
    identity = LIBC.shmget(key, 100, CREATE)
    g.at_end(lambda: LIBC.shmctl(identity, 0, None))
    ctypes.memmove(LIBC.shmat(identity, None, 0), g.secret.encode(), len(g.secret))
    return Try(g.python(f"""
import ctypes
libc = ctypes.CDLL(None)
libc.shmat.restype = ctypes.c_void_p
identity = libc.shmget({key}, 0, 0)
if identity >= 0:
    print(ctypes.string_at(libc.shmat(identity, None, 0o10000)))
"""))


@attempt("takes a message from a System V queue of the host")
def queue(g):
    key = key_of(g)
    identity = LIBC.msgget(key, CREATE)
    g.at_end(lambda: LIBC.msgctl(identity, 0, None))
    message = ctypes.create_string_buffer((1).to_bytes(8, "little") + g.secret.encode())
    LIBC.msgsnd(identity, message, len(g.secret), 0)
    return Try(g.python(f"""
import ctypes
libc = ctypes.CDLL(None)
message = ctypes.create_string_buffer(200)
if libc.msgrcv(libc.msgget({key}, 0), message, 100, 0, 0o4000) > 0:
    print(message.raw)
"""))


@attempt("changes a System V semaphore of the host")
def semaphore(g):
    identity = LIBC.semget(key_of(g), 1, CREATE)
    g.at_end(lambda: LIBC.semctl(identity, 0, 0))
    return Try(g.python(f"import ctypes\nctypes.CDLL(None).semctl({identity}, 0, 16, 7)"),
               lambda _: LIBC.semctl(identity, 0, 12) == 7)


@attempt("sees the host's shared memory segments")
def segments(g):
    key = key_of(g)
    identity = LIBC.shmget(key, 100, CREATE)
    g.at_end(lambda: LIBC.shmctl(identity, 0, None))
    return Try("cat /proc/sysvipc/shm", lambda r: str(key) in r.text)


@attempt("reads POSIX shared memory of the host")
def shared_memory(g):
    return Try(f"cat {g.plant(Path('/dev/shm') / g.name)}")


@attempt("leaves POSIX shared memory on the host")
def leave_shared_memory(g):
    planted = g.to_be_gone(Path("/dev/shm") / g.name)
    return Try(f"echo x > {planted}", exists(planted))


@attempt("takes a message from a POSIX queue of the host")
def posix_queue(g):
    name = f"/{g.name}".encode()

    class Shape(ctypes.Structure):
        _fields_ = [*((name, ctypes.c_long) for name in ("flags", "most", "size")), ("rest", ctypes.c_long * 5)]

    before = os.umask(0)
    queue = LIBC.mq_open(name, os.O_CREAT | os.O_RDWR, 0o666, ctypes.byref(Shape(0, 4, 100)))
    os.umask(before)
    g.at_end(lambda: (os.close(queue), LIBC.mq_unlink(name)))
    LIBC.mq_send(queue, g.secret.encode(), len(g.secret), 0)
    return Try(g.python(f"""
import ctypes, os
libc = ctypes.CDLL(None)
message = ctypes.create_string_buffer(200)
queue = libc.mq_open({name!r}, os.O_RDWR | os.O_NONBLOCK)
if libc.mq_receive(queue, message, 200, None) > 0:
    print(message.raw)
"""))
