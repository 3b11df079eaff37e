"""Things left where programs of the host find them later. What is planted is inert, and taken away at once."""

from pathlib import Path

from attempt import Try, attempt, attempts_of, changed, exists, opening

PLACES = ("/etc", "/etc/cron.d", "/etc/profile.d", "/usr/bin", "/usr/local/bin", "/usr/lib", "/var/spool", "/root",
          "/home")


def plant(g, place):
    planted = g.to_be_gone(Path(place) / g.name)
    return Try(f"echo x > {planted}", exists(planted))


attempts_of({f"leaves a file in {place}": place for place in PLACES if Path(place).is_dir()}, plant, root_only=True)


@attempt("opens the cache of shared libraries for writing", root_only=True)
def library_cache(_):
    return Try(opening("/etc/ld.so.cache", "os.O_WRONLY"))


@attempt("opens a program of the host for writing", root_only=True)
def program(_):
    return Try(opening("/usr/bin/wc", "os.O_WRONLY"))


@attempt("leaves start-up commands in the home folder")
def startup(g):
    return Try(f"echo x >> {g.plant(g.home / '.bashrc', '')}", changed(g.home / ".bashrc"))


@attempt("leaves an application's settings in the home folder")
def settings(g):
    planted = g.to_be_gone(g.home / ".config" / g.name)
    g.plant(g.home / ".config/x", "")
    return Try(f"echo x > {planted}", exists(planted))


@attempt("puts a program on the host's search path")
def search_path(g):
    planted = g.to_be_gone(g.home / ".local/bin" / g.name)
    g.plant(g.home / ".local/bin/x", "")
    return Try(f"cp /bin/true {planted}", exists(planted))


@attempt("replaces Hearth's own program")
def own_program(g):
    return Try(f"echo x > {g.side.folder}/bin/{g.name}", exists(g.to_be_gone(g.side.folder / "bin" / g.name)))


@attempt("has a program of its own taken for bwrap, sh or git by the search path")
def taken_for(g):
    """The side's sidecar has had this folder first on its path since its start."""
    trace = g.outside / "ran"
    names = ("bwrap", "hearth-box", "sh", "git", "setpriv", "env")
    for name in names:
        g.plant(g.side.path / name, f"#!/bin/sh\ntouch {trace}\n", 0o755)
    return Try("true", exists(trace), naked=f"PATH={g.side.path}:$PATH; bwrap true")
