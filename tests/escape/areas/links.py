"""Links of every kind: what the workspace shows is elsewhere."""

import os

from attempt import Try, attempt, changed, exists


@attempt("reads through a link that lies in the workspace")
def read(g):
    (g.workspace / "l").symlink_to(g.plant(g.outside / "secret"))
    return Try("cat l")


@attempt("reads through a link that it makes itself")
def own_link(g):
    return Try(f"ln -s {g.plant(g.outside / 'secret')} l; cat l")


@attempt("writes through a link")
def write(g):
    target = g.plant(g.outside / "precious")
    (g.workspace / "l").symlink_to(target)
    return Try("echo x >> l", changed(target))


@attempt("writes through a link to a name that does not exist yet")
def dangling(g):
    (g.workspace / "l").symlink_to(g.outside / "planted")
    return Try("echo x > l", exists(g.outside / "planted"))


@attempt("lists a linked folder")
def listing(g):
    g.plant(g.outside / "d" / g.secret, "")
    (g.workspace / "d").symlink_to(g.outside / "d")
    return Try("ls d/")


@attempt("makes a file in a linked folder")
def create(g):
    (g.workspace / "d").symlink_to(g.outside)
    return Try("echo x > d/planted", exists(g.outside / "planted"))


@attempt("reads through relative links one after another")
def chain(g):
    g.plant(g.outside / "secret")
    (g.workspace / "a").symlink_to("b/..")
    (g.workspace / "b").symlink_to("../work")
    return Try("cat a/outside/secret b/../outside/secret")


@attempt("links a file outside hard, to write it later")
def hard_link(g):
    target = g.plant(g.outside / "precious")
    return Try(f"ln {target} h && echo x >> h", changed(target))


@attempt("links a file of the workspace hard to a place outside")
def hard_link_out(g):
    g.plant(g.workspace / "mine", "")
    return Try(f"ln mine {g.outside}/planted", exists(g.outside / "planted"))


@attempt("reads below /proc/self/root")
def own_root(g):
    return Try(f"cat /proc/self/root{g.plant(g.outside / 'secret')}")


@attempt("reads below the root of every process it sees")
def roots(g):
    return Try(f"for p in /proc/[0-9]*; do cat $p/root{g.plant(g.outside / 'secret')} 2>/dev/null; done")


@attempt("reads below the working folder of every process it sees")
def folders(g):
    g.plant(g.folder / "below/secret")
    return Try("for p in /proc/[0-9]* /proc/self; do cat $p/cwd/../below/secret 2>/dev/null; done")


@attempt("reads through a link to /proc/self/root with the tool that reads files")
def tool_root(g):
    secret = g.plant(g.outside / "secret")
    (g.workspace / "p").symlink_to("/proc/self/root")
    return Try(f"cat p{secret}", calls=[("fs_read", {"path": f"p{secret}"})])


@attempt("reads through a link to a descriptor with the tool that reads files")
def tool_descriptor(g):
    (g.workspace / "p").symlink_to("/proc/self/fd/38")
    return Try("cat p/secret", calls=[("fs_read", {"path": "p/secret"})])


@attempt("writes through a link with the tool that writes files")
def tool_write(g):
    target = g.plant(g.outside / "precious")
    (g.workspace / "l").symlink_to(target)
    return Try("echo x > l", changed(target), calls=[("fs_write", {"path": "l", "content": "x"})])


@attempt("writes a file that is hard-linked to one outside with the tool that writes files")
def tool_hard_link(g):
    target = g.plant(g.outside / "precious")
    os.link(target, g.workspace / "h")
    return Try("echo x > h", lambda _: target.read_text() != g.secret,
               calls=[("fs_write", {"path": "h", "content": "x"})])


@attempt("moves a file into a linked folder with the tool that moves files")
def tool_move(g):
    g.plant(g.workspace / "mine", "")
    (g.workspace / "d").symlink_to(g.outside)
    return Try("mv mine d/planted", exists(g.outside / "planted"),
               calls=[("fs_move", {"from": "mine", "to": "d/planted"})])


@attempt("deletes a file below a linked folder with the tool that deletes files")
def tool_delete(g):
    target = g.plant(g.outside / "precious")
    (g.workspace / "d").symlink_to(g.outside)
    return Try("rm d/precious", lambda _: not target.exists(), calls=[("fs_delete", {"path": "d/precious"})])


@attempt("reads ../ with the tool that reads files")
def tool_dots(g):
    g.plant(g.outside / "secret")
    return Try("cat ../outside/secret", calls=[("fs_read", {"path": "../outside/secret"})])


@attempt("reads an absolute path with the tool that reads files")
def tool_absolute(g):
    secret = str(g.plant(g.outside / "secret"))
    return Try(f"cat {secret}", calls=[("fs_read", {"path": secret})])


@attempt("reads a neighbour whose name begins like the workspace's")
def tool_sibling(g):
    secret = str(g.plant(g.folder / "work-evil/secret"))
    return Try(f"cat {secret}", calls=[("fs_read", {"path": secret}), ("fs_read", {"path": "../work-evil/secret"})])


@attempt("searches a linked folder with the tool that searches files")
def tool_search(g):
    g.plant(g.outside / "note.txt", f"the word {g.secret}\n")
    (g.workspace / "d").symlink_to(g.outside)
    return Try("grep -R 'the word' d/",
               calls=[("fs_search", {"pattern": "the word"}), ("fs_search", {"pattern": "the word", "path": "d"})])


def swapped(g):
    """A folder below the workspace, which a session has as its own, and what an agent in the workspace does to it."""
    inner = g.workspace / "inner"
    inner.mkdir()
    g.plant(g.outside / "attempt.sh", "echo the attempt begins; cat secret\n")
    g.plant(g.outside / "secret")

    def swap():
        inner.rename(g.workspace / "moved")
        inner.symlink_to(g.outside)

    return {"workspace": inner, "once_open": swap, "may_refuse": True}


@attempt("runs in a workspace that was swapped for a link after it was chosen")
def swapped_for_commands(g):
    return Try(**swapped(g))


@attempt("reads in a workspace that was swapped for a link after it was chosen, with the tool that reads files")
def swapped_for_tools(g):
    return Try(calls=[("fs_read", {"path": "secret"})], **swapped(g))


@attempt("reads in a workspace below a folder that was swapped for a link after it was chosen")
def swapped_above(g):
    made = swapped(g)
    made["workspace"] = made["workspace"] / "deep"
    made["workspace"].mkdir()
    g.plant(g.outside / "deep/attempt.sh", "echo the attempt begins; cat secret\n")
    g.plant(g.outside / "deep/secret")
    return Try(calls=[("fs_read", {"path": "secret"})], **made)
