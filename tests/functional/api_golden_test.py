"""What each resource answers, held against golden files and the schemas of docs/api; no route is left out."""

import json
import re
import unittest

import jsonschema

import golden
from api_client import Api
from fake_model import FakeModel, calls
from hearth import REPOSITORY, HearthTest, wait_for

SCRIPT = [calls(("fs_write", {"path": "notes/fake.md", "content": "one\n"})), {"text": "Written."}]


def inlined(schema, prefix):
    """The references of docs/api files, "runs.json#/$defs/Run", as they stand in one document."""
    if isinstance(schema, dict):
        return {key: prefix + item.rpartition("/")[2] if key == "$ref" else inlined(item, prefix)
                for key, item in schema.items()}
    return [inlined(item, prefix) for item in schema] if isinstance(schema, list) else schema


class Golden(HearthTest):
    def setUp(self):
        super().setUp()
        self.fake = FakeModel(self, SCRIPT)
        self.hearth.serve()
        self.api = self.hearth.api()
        self.replacements = {str(self.workspace): "<workspace>", str(self.hearth.data): "<data>", self.fake.url: "<model>",
                             str(self.folder): "<folder>"}
        self.openapi = self.api.get("/openapi.json")
        Api.calls.clear()

    def operation(self, method, path):
        """The description of a call, found by its path."""
        for pattern, operations in self.openapi["paths"].items():
            if re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", pattern), "/api/v1" + path.partition("?")[0]):
                return operations[method.lower()]
        raise AssertionError(f"{method} {path} is not described")

    def validate(self, schema, value):
        jsonschema.Draft202012Validator({**schema, "components": self.openapi["components"]}).validate(value)

    def answer(self, method, path, body=None):
        """Makes the call and holds the answer against its schema."""
        answer = self.api.request(method, path, body)
        described = self.operation(method, path)["responses"]
        if answer.status >= 400:
            expected, kind = described["default"], "application/problem+json"
        else:
            expected, kind = described[str(answer.status)], "application/json"
        self.assertEqual(answer.headers["Content-Type"], kind)
        self.validate(expected["content"][kind]["schema"], answer.json())
        return answer

    def check(self, name, method, path, body=None):
        """As answer(), also held against the golden file; returns what is in it."""
        answer = self.answer(method, path, body)
        golden.check(self, f"api/{name}.json", {"status": answer.status, "body": golden.normal(answer.json(), self.replacements)})
        return answer.json()

    def follow(self, name, run, decision=None):
        events = self.api.follow(run, decision)
        for event in events:
            self.validate({"$ref": "#/components/schemas/RunEvent"}, event)
        golden.check(self, f"api/{name}.json", golden.normal(golden.joined_deltas(events), self.replacements))
        return events

    def test_each_resource(self):
        self.check("health", "GET", "/health")
        self.check("settings", "GET", "/settings")
        self.check("setting_put", "PUT", "/settings/local.base_url", {"value": self.fake.url})
        self.check("models", "GET", "/models")
        self.check("doctor", "GET", "/doctor")
        code = self.check("login_code", "POST", "/login-codes")["code"]
        self.check("login", "POST", "/login", {"code": code})
        session = self.check("session_new", "POST", "/sessions", {"title": "Golden", "workspace": str(self.workspace)})["id"]
        self.check("message_new", "POST", f"/sessions/{session}/messages", {"text": "A remark before the work."})
        run = self.check("run_new", "POST", f"/sessions/{session}/runs", {"task": "List the headings of README.md"})["id"]
        self.follow("events_reflex", run)
        run = self.api.start(session, "Write a note", "local/script")
        with self.api.events(run) as stream:
            call = stream.until("approval.requested")["data"]["call_id"]
        self.check("approval", "POST", f"/runs/{run}/approvals/{call}", {"decision": "always", "pattern": "notes/**"})
        self.follow("events_write", run)
        self.check("page_state_put", "PUT", "/page-state/draft.new", {"value": "Dear Ada,"})
        self.check("page_state_named_badly", "PUT", "/page-state/Draft", {"value": "Dear Ada,"})
        self.check("page_state", "GET", "/page-state")
        grants = self.check("grants", "GET", "/grants")["grants"]
        self.check("grant_removed", "DELETE", f"/grants/{grants[0]['id']}")
        stalled = self.api.start(session, "Say hello", "local/stall")
        self.fake.wait(stalled=1)
        self.api.post(f"/runs/{stalled}/cancel", status=202)
        self.follow("events_cancelled", stalled)
        self.check("run_cancel", "POST", f"/runs/{stalled}/cancel")
        runs = f"/sessions/{session}/runs"
        wait_for("the look at the boxes", lambda: all("protection" in each for each in self.api.get(runs)["runs"]))
        self.check("run", "GET", f"/runs/{run}")
        self.check("runs", "GET", runs)
        self.check("session", "GET", f"/sessions/{session}")
        self.check("sessions", "GET", "/sessions")
        self.check("messages", "GET", f"/sessions/{session}/messages")
        self.check("tasks", "GET", "/tasks")
        self.check("search", "GET", "/search?q=headings")
        self.check("search_filtered", "GET",
                   f"/search?q=headings&role=user&since=1&until=9000000000000&session={session}&workspace={self.workspace}")
        self.check("history_files", "GET", f"/history/files?path=README.md&workspace={self.workspace}")
        self.check_conversation(session)
        self.check_files(session)
        self.check_beginning()
        self.check_network(session)
        self.check_walls(session)
        self.check_memory(session)
        self.check_documents()
        self.check("setting_delete", "DELETE", "/settings/local.base_url")
        self.check("openapi", "GET", "/openapi.json")
        self.check("shutdown", "POST", "/shutdown")
        wait_for("the end of the sidecar", lambda: self.hearth.process.poll() is not None)
        self.assertEqual(self.hearth.process.returncode, 0)
        self.hearth.process = None
        self.every_route_was_called()

    def check_conversation(self, session):
        path = f"/sessions/{session}"
        question = self.api.get(f"{path}/messages")["messages"][-2]["id"]  # the oldest but for the remark
        anew = self.check("run_regenerate", "POST", f"{path}/runs", {"regenerate": question, "model": "reflex"})["id"]
        self.api.follow(anew)
        self.check("messages_branch", "GET", f"{path}/messages")
        self.check("head_put", "PUT", f"{path}/head", {"message_id": question})
        fork = self.check("fork", "POST", f"{path}/fork", {"message_id": question})["id"]
        self.check("session_patch", "PATCH", f"/sessions/{fork}", {"title": "A fork", "pinned": True})
        self.check("sessions_pinned", "GET", "/sessions?pinned=true")
        self.check("runs_queued", "GET", f"{path}/runs?state=queued")
        self.check("session_delete", "DELETE", f"/sessions/{fork}")

    def check_files(self, session):
        path = f"/sessions/{session}"
        self.check("files", "GET", f"{path}/files?q=todo")
        self.check("changes", "GET", f"{path}/changes")
        self.check("diffs", "GET", f"{path}/diffs")
        kept = self.check("attachment_new", "POST", f"{path}/attachments?name=letter.txt", b"Dear reader\n")["id"]
        self.assertEqual(self.api.request("GET", f"/attachments/{kept}").body, b"Dear reader\n")

    def check_beginning(self):
        self.check("workspaces", "GET", "/workspaces")
        self.check("workspace_check", "POST", "/workspaces/check", {"path": str(self.workspace / "notes")})
        self.check("workspace_files", "GET", f"/workspaces/files?path={self.workspace}&q=todo")
        self.check("workspace_check_refused", "POST", "/workspaces/check", {"path": "/etc"})
        self.assertEqual(self.answer("GET", "/machine").status, 200)  # what it says differs from machine to machine
        self.assertEqual(self.answer("GET", "/support-bundle").status, 200)

    def check_network(self, session):
        rule = self.check("network_rule_new", "POST", "/network/rules",
                          {"effect": "deny", "host": "Models.Example.org.", "port": 443, "purpose": "model"})["id"]
        self.check("network_rules", "GET", "/network/rules")
        self.api.put("/settings/remote.base_url", {"value": "https://models.example.org/v1"})
        self.api.get("/models")  # an attempt, which the rule forbids
        self.check("network_rule_delete", "DELETE", f"/network/rules/{rule}")
        self.check("network_put", "PUT", "/network", {"mode": "offline", "session": session})
        self.check("network", "GET", f"/network?session={session}")
        row = self.check("egress", "GET", "/egress")["connections"][0]["id"]
        self.check("egress_filtered", "GET", "/egress?purpose=model&decision=allowed")
        self.check("egress_body", "GET", f"/egress/{row}/body")

    def check_memory(self, session):
        here = {"workspace": str(self.workspace)}
        self.check("memory_new", "POST", "/memory", {"text": "The kiln is serviced in March.", "kind": "fact", "subject": "kiln"})
        kept = self.check("memory_new_here", "POST", "/memory", {"text": "We fire on Fridays.", "kind": "decision", **here})["id"]
        changed = self.check("memory_edit", "PATCH", f"/memory/{kept}", {"text": "We fire on Mondays."})["id"]
        self.check("memory", "GET", f"/memory?workspace={self.workspace}")
        self.check("memory_all", "GET", "/memory?all=true&ended=true&kind=decision")
        self.check("memory_detail", "GET", f"/memory/{changed}")
        self.check("memory_search", "GET", f"/memory/search?q=when+is+the+kiln+serviced&kind=observation&limit=1&workspace={self.workspace}")
        self.check("refused_memory_search", "GET", "/memory/search?q=%3F")
        self.check("refused_memory_confirm", "POST", f"/memory/{changed}/confirm", {})
        self.check("refused_memory_dismiss", "POST", f"/memory/{changed}/dismiss")
        self.check("refused_memory", "POST", "/memory", {"text": "x", "scope": "project"})
        self.check("memory_export", "GET", "/memory/export?all=true&format=markdown")
        self.check("memory_forget", "DELETE", f"/memory/{changed}?predecessors=true")

    def check_documents(self):
        added = {"workspace": str(self.workspace), "path": str(self.workspace / "notes"), "watched": False}
        root = self.check("document_root_new", "POST", "/document-roots", added)["id"]
        with self.api.stream(f"/document-roots/{root}/events") as stream:
            self.assertEqual(list(stream)[-1]["data"]["state"], "done")
        self.check("document_roots", "GET", f"/document-roots?workspace={self.workspace}")
        listed = self.check("documents", "GET", f"/documents?root={root}")["documents"]
        self.check("document", "GET", f"/documents/{listed[0]['id']}")
        self.check("document_root_watch", "PUT", f"/document-roots/{root}/watch", {"watched": False})
        self.check("document_root_refresh", "POST", f"/document-roots/{root}/refresh")
        self.check("refused_document_root", "POST", "/document-roots", {**added, "path": "/nowhere"})
        self.check("document_root_removed", "DELETE", f"/document-roots/{root}")

    def check_walls(self, session):
        self.check("protection", "GET", f"/protection?workspace={self.workspace}")
        self.check("protection_put", "PUT", "/protection", {"workspace": str(self.workspace), "accepted": "reduced"})
        self.check("preview", "POST", "/preview", {"task": "Say hello", "model": "remote/far", "session_id": session})

    def test_refusals(self):
        self.check("refused_not_found", "GET", "/sessions/7")
        self.check("refused_body", "POST", "/sessions", {"title": "", "colour": "green"})
        self.check("refused_json", "POST", "/sessions", b"{'title': 1}")
        self.check("refused_query", "GET", "/tasks?limit=many")
        self.check("refused_login", "POST", "/login", {"code": "0" * 32})
        self.check("refused_setting", "PUT", "/settings/agent.max_turns", {"value": 0})
        self.check("refused_setting_name", "PUT", "/settings/agent.max_turn", {"value": 5})
        self.check("refused_history", "GET", "/history/files")
        self.check("refused_network_host", "POST", "/network/rules", {"effect": "allow", "host": "256.1.1.1", "port": 443})
        self.check("refused_network_mode", "PUT", "/network", {"mode": None})
        self.check("refused_network_rule", "DELETE", "/network/rules/7")
        self.check("refused_protection", "PUT", "/protection", {"workspace": str(self.workspace), "accepted": "none"})
        self.check("refused_protection_folder", "PUT", "/protection", {"workspace": "/nowhere", "accepted": "full"})
        self.check("refused_preview", "POST", "/preview", {"task": "Say hello", "model": "remote/far"})
        self.check("refused_regenerate", "POST", "/sessions/7/runs", {"task": "x", "regenerate": 1})
        self.check("refused_state", "GET", "/sessions/7/runs?state=waiting")
        self.check("refused_role", "GET", "/search?q=x&role=robot")
        self.check("refused_since", "GET", "/search?q=x&since=yesterday")
        self.check("refused_purpose", "GET", "/egress?purpose=gossip")
        self.check("refused_decision", "GET", "/egress?decision=maybe")
        wrong = self.api.request("PATCH", "/sessions")
        self.assertEqual((wrong.status, wrong.headers["Allow"]), (405, "GET, POST"))

    def test_the_description_holds_exactly_the_schemas_of_docs_api(self):
        schemas = {}
        for file in sorted((REPOSITORY / "docs/api").glob("*.json")):
            schemas.update(json.loads(file.read_text())["$defs"])
        self.assertEqual(self.openapi["components"]["schemas"], inlined(schemas, "#/components/schemas/"))
        for schema in schemas.values():
            jsonschema.Draft202012Validator.check_schema(inlined(schema, "#/components/schemas/"))

    def every_route_was_called(self):
        called = set(Api.calls)
        for pattern, operations in self.openapi["paths"].items():
            for method in operations:
                matches = [path for verb, path in called
                           if verb == method.upper() and re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", pattern), path)]
                self.assertTrue(matches, f"{method.upper()} {pattern} has no golden file")


if __name__ == "__main__":
    unittest.main()
