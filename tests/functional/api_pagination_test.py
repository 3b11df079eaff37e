"""Lists in pages: every item once and in order, also while items are added; limits outside of their range are refused."""

import unittest

from hearth import HearthTest

COUNT = 23


class Pagination(HearthTest):
    def setUp(self):
        super().setUp()
        self.hearth.serve()
        self.api = self.hearth.api()
        self.session = self.api.new_session(self.workspace)

    def walk(self, path, items, next_field, parameter, limit=5, between=lambda: None):
        """All items of a list, page by page."""
        glue = "&" if "?" in path else "?"
        found, cursor = [], ""
        for _ in range(100):
            page = self.api.get(f"{path}{glue}limit={limit}{cursor}")
            self.assertLessEqual(len(page[items]), limit)
            found += page[items]
            if page[next_field] is None:
                return found
            cursor = f"&{parameter}={page[next_field]}"
            between()
        raise AssertionError(f"{path} has no end")

    def assert_once(self, ids, expected):
        self.assertEqual(sorted(ids), sorted(expected))
        self.assertEqual(len(ids), len(set(ids)))

    def add_messages(self, count):
        return [self.api.post(f"/sessions/{self.session}/messages", {"text": f"celadon number {number}"}, status=201)["id"]
                for number in range(count)]

    def test_messages(self):
        ids = self.add_messages(COUNT)
        path = f"/sessions/{self.session}/messages"
        found = [each["id"] for each in self.walk(path, "messages", "next_before", "before")]
        self.assertEqual(found, sorted(ids, reverse=True))
        growing = [each["id"] for each in self.walk(path, "messages", "next_before", "before",
                                                    between=lambda: self.add_messages(1))]
        self.assertEqual(growing, sorted(ids, reverse=True))

    def test_a_page_that_is_just_full_is_followed_by_an_empty_one_at_most(self):
        self.add_messages(10)
        self.assertEqual(len(self.walk(f"/sessions/{self.session}/messages", "messages", "next_before", "before")), 10)

    def test_sessions(self):
        ids = [self.session] + [self.api.new_session(self.workspace, f"Session {number}") for number in range(COUNT)]
        found = [each["id"] for each in self.walk("/sessions", "sessions", "next_cursor", "cursor")]
        self.assert_once(found, ids)
        self.assertEqual(found[0], ids[-1])
        growing = self.walk("/sessions", "sessions", "next_cursor", "cursor",
                            between=lambda: self.api.new_session(self.workspace))
        self.assert_once([each["id"] for each in growing], ids)
        self.assertEqual(self.api.request("GET", "/sessions?cursor=nonsense").status, 400)

    def test_runs_and_tasks(self):
        runs = []
        for _ in range(7):
            runs.append(self.api.start(self.session, "List the headings of README.md"))
            self.api.follow(runs[-1])
        other = self.api.new_session(self.workspace)
        self.api.work(other, "List the headings of README.md")
        newest_first = sorted(runs, reverse=True)
        walked = self.walk(f"/sessions/{self.session}/runs", "runs", "next_before", "before", limit=3)
        self.assertEqual([run["id"] for run in walked], newest_first)
        tasks = self.walk("/tasks", "tasks", "next_before", "before", limit=3)
        self.assertEqual(len({task["id"] for task in tasks}), 8)
        of_one = self.walk(f"/tasks?session={self.session}", "tasks", "next_before", "before", limit=3)
        self.assertEqual({task["session_id"] for task in of_one}, {self.session})
        self.assertEqual(len(of_one), 7)

    def test_search(self):
        ids = self.add_messages(COUNT)
        self.api.post(f"/sessions/{self.session}/messages", {"text": "about something else"}, status=201)
        hits = self.walk("/search?q=celadon", "results", "next_offset", "offset")
        self.assert_once([hit["message_id"] for hit in hits], ids)
        self.assertEqual([hit["score"] for hit in hits], sorted((hit["score"] for hit in hits), reverse=True))
        self.assertIn("\u2068celadon\u2069", hits[0]["snippet"])
        for query in ("%22", "celadon%20AND%20(", "NEAR%2F", "*", "-celadon", "text%3Ax", ""):
            answer = self.api.request("GET", f"/search?q={query}")
            self.assertIn(answer.status, (200, 400), (query, answer))  # never the database's own error

    def test_a_filtered_search_has_full_pages_and_nothing_else(self):
        self.add_messages(COUNT)
        other = self.api.new_session(self.workspace / "notes")
        wanted = [self.api.post(f"/sessions/{other}/messages", {"text": f"celadon again, and much else {number}"}, status=201)
                  for number in range(COUNT)]
        ids = [message["id"] for message in wanted]
        middle = wanted[7]["created_at"]
        for query, expected in ((f"session={other}", ids),
                                (f"workspace={self.workspace}/notes", ids),
                                (f"session={other}&since={middle}", [each["id"] for each in wanted if each["created_at"] >= middle]),
                                (f"session={other}&until={middle}", [each["id"] for each in wanted if each["created_at"] < middle]),
                                (f"session={other}&role=user", ids),
                                (f"session={other}&role=assistant", []),
                                ("workspace=/nowhere", [])):
            pages = self.walk(f"/search?q=celadon&{query}", "results", "next_offset", "offset")
            self.assert_once([hit["message_id"] for hit in pages], expected)

    def test_what_is_out_of_range_is_refused_by_name(self):
        for path in ("/sessions", f"/sessions/{self.session}/messages", f"/sessions/{self.session}/runs", "/tasks"):
            for limit in ("0", "-1", "501", "ten", "", "1e2", "99999999999999999999"):
                answer = self.api.request("GET", f"{path}?limit={limit}")
                self.assertEqual(answer.status, 400, (path, limit, answer))
                self.assertIn("limit", answer.json()["detail"])
        for path in ("/sessions/999/messages", "/sessions/999/runs", "/sessions/999", "/runs/999", "/runs/0", "/runs/x",
                     "/runs/-1", "/runs/99999999999999999999", "/runs/999/events"):
            self.assertEqual(self.api.request("GET", path).status, 404, path)


if __name__ == "__main__":
    unittest.main()
