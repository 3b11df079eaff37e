"""What somebody new is shown: the machine, models that other programs have on it, and folders to work in."""

import http.server
import json
import os
import threading
import unittest

from hearth import HearthTest

USUAL_PORTS = (1234, 1337, 8000, 8080, 11434)


class ModelServer(http.server.BaseHTTPRequestHandler):
    seen = []

    def do_GET(self):
        self.seen.append(self.path)
        body = json.dumps({"data": [{"id": "small-model"}, {"id": 7}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Machine(HearthTest):
    def setUp(self):
        super().setUp()
        models = self.folder / "home/.cache/llama.cpp"
        models.mkdir(parents=True)
        (models / "tiny.gguf").write_bytes(b"x" * 1000)
        self.hearth.serve()
        self.api = self.hearth.api()

    def serve_models(self):
        """A model server at the first usual port that is free."""
        for port in USUAL_PORTS:
            try:
                server = http.server.ThreadingHTTPServer(("127.0.0.1", port), ModelServer)
            except OSError:
                continue
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.addCleanup(server.server_close)
            self.addCleanup(server.shutdown)
            return port
        raise AssertionError(f"all of the ports {USUAL_PORTS} are taken")

    def test_what_the_machine_has(self):
        machine = self.api.get("/machine")
        self.assertEqual(machine["memory_bytes"] // 1024, int(open("/proc/meminfo").readline().split()[1]))
        self.assertGreater(machine["memory_available_bytes"], 0)
        self.assertGreaterEqual(machine["cores"], len(os.sched_getaffinity(0)))
        self.assertEqual(machine["model_files"], [{"name": "tiny.gguf", "bytes": 1000, "program": "llama.cpp"}])
        self.assertFalse(machine["cut_off"])

    def test_servers_are_looked_for_only_when_asked(self):
        port = self.serve_models()
        ModelServer.seen.clear()
        self.assertIsNone(self.api.get("/machine")["servers"])
        self.assertEqual(ModelServer.seen, [])
        servers = {server["base_url"]: server["models"] for server in self.api.get("/machine?probe=true")["servers"]}
        self.assertEqual(servers[f"http://127.0.0.1:{port}/v1"], ["small-model"])
        self.assertEqual(ModelServer.seen, ["/v1/models"])
        self.assertEqual(self.api.get("/egress")["connections"], [])  # nothing left the machine
        self.api.get("/machine?probe=maybe", status=400)

    def test_workspaces(self):
        self.assertEqual(self.api.get("/workspaces"), {"workspaces": []})
        gone = self.folder / "gone"
        gone.mkdir()
        self.api.new_session(gone)
        for _ in range(2):
            self.api.new_session(self.workspace)
        gone.rmdir()
        known = [(each["path"], each["present"], each["sessions"]) for each in self.api.get("/workspaces")["workspaces"]]
        self.assertEqual(known, [(str(self.workspace), True, 2), (str(gone), False, 1)])

    def test_a_folder_is_judged_before_it_is_chosen(self):
        check = lambda path: self.api.post("/workspaces/check", {"path": str(path)})
        self.assertEqual(check(self.workspace), {"ok": True, "path": str(self.workspace), "reason": None})
        link = self.folder / "link"
        link.symlink_to(self.workspace)
        self.assertEqual(check(link)["path"], str(self.workspace))
        for path in ("/", "/etc", self.folder / "home", self.hearth.data, "/nowhere", self.workspace / "README.md", "notes"):
            answer = check(path)
            self.assertFalse(answer["ok"], path)
            self.assertTrue(answer["reason"], path)
        self.assertEqual(self.api.get("/workspaces"), {"workspaces": []})
        self.api.post("/workspaces/check", {"path": ""}, status=400)


if __name__ == "__main__":
    unittest.main()
