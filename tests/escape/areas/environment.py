"""What a launcher knows: its environment, its words, its descriptors, its keys."""

from attempt import Try, attempt, reads

PROCESSES = "/proc/[0-9]*"


@attempt("finds the API key in its own environment")
def own(_):
    return Try("env; cat /proc/self/environ")


@attempt("finds the API key in the environment of process 1, or of its parent")
def first(_):
    return Try("cat /proc/1/environ /proc/$PPID/environ | tr '\\0' '\\n'")


@attempt("finds the API key in the environment of any process")
def every(_):
    return Try(f"cat {PROCESSES}/environ | tr '\\0' '\\n'")


@attempt("finds the API key in the environment of any thread")
def threads(_):
    return Try(f"cat {PROCESSES}/task/*/environ | tr '\\0' '\\n'")


@attempt("reads what the launcher was called with")
def words(_):
    return Try(f"cat {PROCESSES}/cmdline | tr '\\0' '\\n'", lambda r: reads(r) or "--bind" in r.text)


@attempt("reads the words of a process of the host")
def other_words(g):
    g.victim()
    return Try(f"cat {PROCESSES}/cmdline | tr '\\0' '\\n'", lambda r: str(g.folder / "victim") in r.text)


@attempt("reads the launcher's memory for the key")
def memory(g):
    text = """
import os, re
for pid in [p for p in os.listdir('/proc') if p.isdigit() and int(p) != os.getpid()]:
    try:
        for line in open(f'/proc/{pid}/maps'):
            if '[stack]' in line:
                start, end = (int(x, 16) for x in line.split()[0].split('-'))
                with open(f'/proc/{pid}/mem', 'rb', 0) as memory:
                    memory.seek(start)
                    print(re.findall(rb'secret[0-9a-f]{24}', memory.read(end - start)))
    except OSError as error:
        print(pid, error)
"""
    return Try(g.python(text))


@attempt("reads an inherited descriptor")
def descriptor(_):
    return Try("cat /proc/self/fd/37; cat <&37")


@attempt("reads below an inherited folder")
def folder(_):
    return Try("cat /proc/self/fd/38/secret")


@attempt("climbs from an inherited folder to the root")
def climb(g):
    secret = g.plant(g.outside / "secret")
    text = f"""
import os
for number in range(3, 100):
    try:
        print(open(os.open('../../../../../../..{secret}', os.O_RDONLY, dir_fd=number)).read())
    except OSError:
        pass
"""
    return Try(g.python(text))


@attempt("says something on an inherited connection")
def connection(g):
    text = """
import socket
for number in range(3, 100):
    try:
        socket.socket(fileno=number).send(b'hello')
        print('OUT')
    except OSError:
        pass
"""
    return Try(g.python(text))


@attempt("reads every descriptor of every process it sees")
def descriptors(_):
    return Try(f"for f in {PROCESSES}/fd/*; do test -f $f && head -c 100 $f; done 2>/dev/null")


@attempt("reads a key of the launcher's session keyring")
def keyring(g):
    return Try(f"{g.probe('kernel')} read_key hearth-escape")


@attempt("lists the kernel's keys")
def keys(_):
    return Try("cat /proc/keys", lambda r: "hearth-escape" in r.text)
