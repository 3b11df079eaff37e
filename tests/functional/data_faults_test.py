"""A database that cannot be used: the sidecar says what is wrong and what to do, and touches nothing."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import unittest
from pathlib import Path

from hearth import DEADLINE, ORDINARY, Hearth, HearthTest, needs_root, wait_for


def contents(folder):
    """Path and hash of every file, without what a mere look may leave behind."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in (".db", ".sqlite", "")
            and path.name not in ("lock", "token")}


class DataFaults(HearthTest):
    def setUp(self):
        super().setUp()
        self.hearth.serve()
        self.session = self.hearth.api().new_session(self.workspace, "Kept")
        self.hearth.stop()

    def refused(self, *words):
        """The sidecar does not start, and says why and what to do."""
        result = self.hearth.run("serve")
        self.assertEqual((result.code, result.out), (1, ""), result)
        for word in words:
            self.assertIn(word, result.err)

    def test_a_newer_version(self):
        with sqlite3.connect(self.hearth.database()) as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            database.execute(f"PRAGMA user_version = {version + 1}")
        database.close()
        before = contents(self.hearth.data)
        self.refused("install the newer Hearth", "nothing was changed")
        self.assertEqual(contents(self.hearth.data), before)

    def test_not_a_database(self):
        self.hearth.database().write_bytes(b"a letter that somebody saved under this name\n" * 500)
        before = contents(self.hearth.data)
        self.refused("hearth.db", "nothing was deleted")
        self.assertEqual(contents(self.hearth.data), before)

    def test_a_corrupt_database(self):
        with open(self.hearth.database(), "r+b") as file:
            file.seek(100)
            file.write(b"\xff" * 4096 * 4)
        before = contents(self.hearth.data)
        self.refused("hearth.db", "nothing was deleted")
        self.assertEqual(contents(self.hearth.data), before)

    def test_a_truncated_database(self):
        os.truncate(self.hearth.database(), self.hearth.database().stat().st_size // 2 // 4096 * 4096)
        before = contents(self.hearth.data)
        self.refused("hearth.db", "nothing was deleted")
        self.assertEqual(contents(self.hearth.data), before)

    @needs_root
    def test_a_directory_of_somebody_else_or_where_none_can_be_made(self):
        ordinary = self.as_ordinary_user()
        for path in (self.folder, self.hearth.runtime, self.workspace, self.folder / "config"):
            os.chown(path, ORDINARY, ORDINARY)
        before = contents(self.hearth.data)
        self.hearth.data.parent.chmod(0o755)
        for mode in (0o700, 0o755):
            self.hearth.data.chmod(mode)
            result = ordinary.run("serve")
            self.assertEqual((result.code, result.out), (3, ""), result)
            self.assertIn(str(self.hearth.data), result.err)
        self.assertEqual(contents(self.hearth.data), before)
        result = ordinary.run("serve", "--data", str(self.hearth.data.parent / "new"))
        self.assertEqual((result.code, result.out), (3, ""), result)
        self.assertIn(str(self.hearth.data.parent / "new"), result.err)

    @needs_root
    def test_a_read_only_disk(self):
        mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        read_only = Hearth(self.folder, ["unshare", "-m", "sh", "-c", mount, str(self.hearth.data)])
        result = read_only.run("serve")
        self.assertIn(result.code, (1, 3), result)
        self.assertIn(str(self.hearth.data), result.err)
        self.assertRegex(result.err.lower(), "read-only")


@needs_root
class FullDisk(HearthTest):
    def setUp(self):
        super().setUp()
        self.hearth.data.mkdir(mode=0o700, parents=True)
        mount = 'mount -t tmpfs -o size=6m,mode=0700 tmpfs "$0" && exec "$@"'
        small = ["unshare", "-m", "sh", "-c", mount, str(self.hearth.data)]
        self.hearth = Hearth(self.folder, small)
        self.hearth.serve()
        self.disk = Path(f"/proc/{self.hearth.process.pid}/root{self.hearth.data}")

    def test_nothing_acknowledged_is_lost_and_with_space_it_goes_on(self):
        api = self.hearth.api()
        session = api.new_session(self.workspace)
        acknowledged, refusal = [], None
        for number in range(200):
            answer = api.request("POST", f"/sessions/{session}/messages", {"text": f"{number} " + "x" * 65536})
            if answer.status != 201:
                refusal = answer
                break
            acknowledged.append(answer.json()["id"])
        self.assertIsNotNone(refusal, "six megabytes held 200 messages of 64 KiB")
        self.assertEqual(refusal.status, 503, refusal)
        self.assertRegex(refusal.json()["detail"], "full|space")
        self.assertGreater(len(acknowledged), 10)
        self.assertEqual(self.stored(api, session), acknowledged)  # reading still works
        subprocess.run(["nsenter", "-m", "-t", str(self.hearth.process.pid), "mount", "-o", "remount,size=16m",
                        str(self.hearth.data)], check=True)
        acknowledged.append(api.post(f"/sessions/{session}/messages", {"text": "space again"}, status=201)["id"])
        self.assertEqual(self.stored(api, session), acknowledged)
        self.assertEqual(self.copy_is_intact(), "ok")

    def stored(self, api, session):
        return sorted(message["id"] for message in api.get(f"/sessions/{session}/messages?limit=500")["messages"])

    def copy_is_intact(self):
        copy = self.folder / "copy"
        copy.mkdir()
        for path in self.disk.glob("hearth.db*"):
            shutil.copy(path, copy)
        with sqlite3.connect(copy / "hearth.db") as database:
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
        database.close()
        return verdict

    def test_a_run_on_a_full_disk_ends_or_waits_but_is_never_lost(self):
        api = self.hearth.api()
        session = api.new_session(self.workspace)
        (self.disk / "ballast").write_bytes(b"")
        with open(self.disk / "ballast", "wb") as ballast:
            try:
                while True:
                    ballast.write(b"x" * 65536)
                    ballast.flush()
            except OSError:
                pass
        answer = api.request("POST", f"/sessions/{session}/runs", {"task": "List the headings of README.md"})
        (self.disk / "ballast").unlink()
        self.assertIn(answer.status, (202, 503), answer)
        self.assertIn("House rules", api.answer(session, "List the headings of README.md"))
        if answer.status == 202:
            run = answer.json()["id"]
            wait_for("the end of the first run", lambda: api.get(f"/runs/{run}")["ended_at"], DEADLINE)


if __name__ == "__main__":
    unittest.main()
