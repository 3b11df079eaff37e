"""More than its share of the machine. Every try stops by itself where a machine still stands it."""

from attempt import Try, attempt, attempts_of

def hoard(g, words):
    return Try(f"{g.probe('hoard')} {words}", seconds=60)


attempts_of({
    "starts 5,000 processes": "processes 5000",
    "opens 15,000 files": "files 15000",
    "takes 64 GiB of addresses": "memory 64",
    "has no limit of memory": "unlimited 9",
    "has no limit of a file's size": "unlimited 1",
    "has no limit of processor time": "unlimited 0",
    "leaves core dumps": "unlimited 4",
}, hoard)

DISK = 3072  # MiB


def fill(g, place):
    path = place.replace("WORK", str(g.workspace)) if place else str(g.outside)
    return Try(f"d={path}; {g.probe('hoard')} disk $d {DISK}", naked=f"{g.probe('hoard')} disk {g.outside} {DISK}")


PLACES = ("/tmp", "/dev/shm", "/dev", "/", "/run", "/var/tmp", "$HOME")
attempts_of({f"fills {place} with 3 GiB": place for place in PLACES}, fill)


@attempt("makes one file of 100 GiB in the workspace")
def large_file(g):
    return Try("truncate -s 100G large && echo OUT; rm -f large")


@attempt("prints 25 MB for its launcher to keep")
def endless(g):
    return Try("yes secret | head -c 25000000", lambda r: len(r.text) + len(r.told) > 20_000_000, to_launcher=True)
