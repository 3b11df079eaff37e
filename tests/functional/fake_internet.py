"""tests/fakes/internet.py for a test: FakeInternet starts it, `prefix` puts a program into it, `log` says what reached it.

    self.internet = FakeInternet(self)
    self.internet.name("model.test", "93.184.1.1")
    self.hearth = Hearth(self.folder, self.internet.prefix)
"""

import json
import subprocess
import sys
from pathlib import Path

from hearth import DEADLINE, REPOSITORY, wait_for

PROGRAM = REPOSITORY / "tests/fakes/internet.py"


class FakeInternet:
    def __init__(self, test, certificates=False):
        self.folder = Path(test.folder) / "internet"
        self.folder.mkdir()
        self.plan = {"names": {}, "answers": {}, "database": str(Path(test.folder) / "data/hearth/hearth.db")}
        self._write()
        if certificates:
            self._make_certificates()
        words = ["unshare", "-n", "-m", sys.executable, "-B", str(PROGRAM), str(self.folder)]
        with open(Path(test.folder) / "internet.log", "ab") as log:
            self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        test.addCleanup(self.close)
        line = self.process.stdout.readline()
        if line != b"ready\n":
            raise AssertionError((Path(test.folder) / "internet.log").read_text())
        spaces = f"/proc/{self.process.pid}/ns"
        self.prefix = ["nsenter", f"--net={spaces}/net", f"--mount={spaces}/mnt"]

    def close(self):
        self.process.stdin.close()
        self.process.wait(DEADLINE)
        self.process.stdout.close()

    # --- what it does

    def _write(self):
        draft = self.folder / "plan.draft"
        draft.write_text(json.dumps(self.plan))
        draft.rename(self.folder / "plan.json")

    def name(self, name, *addresses):
        """Addresses, or lists of addresses, one list for each lookup in turn."""
        self.plan["names"][name] = list(addresses)
        self._write()

    def answer(self, address, kind, **details):
        self.plan["answers"][address] = {"kind": kind, **details}
        self._write()

    # --- what reached it

    def log(self, *kinds):
        path = self.folder / "log.jsonl"
        # The last line may be written just now.
        lines = [line for line in path.read_text().splitlines(True) if line.endswith("\n")] if path.exists() else []
        return [entry for entry in map(json.loads, lines) if not kinds or entry["what"] in kinds]

    def wait_for(self, what, count=1):
        wait_for(f"{count} × {what}", lambda: len(self.log(what)) >= count)
        return self.log(what)

    # --- certificates

    def _make_certificates(self):
        """ca.pem, and host.pem for secure.test, signed by it."""
        def openssl(*words):
            subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=self.folder)

        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=Test Authority", "-keyout", "ca.key", "-out", "ca.pem")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=secure.test",
                "-keyout", "host.key", "-out", "host.csr")
        (self.folder / "names").write_text("subjectAltName=DNS:secure.test\n")
        openssl("x509", "-req", "-days", "2", "-in", "host.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                "-extfile", "names", "-out", "host.crt")
        (self.folder / "host.pem").write_text((self.folder / "host.key").read_text() +
                                              (self.folder / "host.crt").read_text())
