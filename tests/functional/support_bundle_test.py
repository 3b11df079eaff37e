"""The support bundle says how an installation is, and nothing of what was said, written or is secret."""

import json
import unittest

from hearth import HearthTest

KEY = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
PASSWORD = "hunter2-Kq8-zebra"


class SupportBundle(HearthTest):
    def setUp(self):
        super().setUp()
        self.hearth.write_config('[redaction]\npatterns = "Nightingale"\n')
        self.hearth.serve()
        self.api = self.hearth.api()

    def test_what_is_private_is_not_in_it(self):
        session = self.api.new_session(self.workspace, "Nightingale plans")
        self.api.answer(session, f"List the headings of README.md, said the lighthouse keeper with {KEY}")
        planted = [KEY, "ada@example.org", "+49 30 901820", PASSWORD, str(self.workspace), str(self.hearth.data),
                   "Nightingale", "/home/adalovelace"]
        with open(self.hearth.data / "hearth.log", "a") as log:
            for text in planted:
                said = f"password={text}" if text == PASSWORD else text
                log.write(f"[2026-11-23 10:00:00.000] [warning] planted: {said}\n")
        answer = self.api.request("GET", "/support-bundle")
        self.assertEqual(answer.status, 200, answer)
        text = answer.body.decode()
        for private in planted + ["lighthouse", "House rules", str(self.folder)]:
            self.assertNotIn(private, text)
        planted_lines = [line for line in answer.json()["log"] if "planted" in line]
        self.assertEqual(len(planted_lines), len(planted))

    def test_what_helps_is_in_it(self):
        self.api.put("/settings/agent.max_turns", {"value": 7})
        bundle = self.api.get("/support-bundle")
        self.assertEqual(bundle["version"], self.api.get("/health")["version"])
        self.assertEqual(bundle["settings"], {"agent.max_turns": 7, "redaction.patterns": "(set)"})
        self.assertEqual({check["name"] for check in bundle["checks"]},
                         {check["name"] for check in self.api.get("/doctor")["checks"]})
        self.assertEqual(bundle["counts"]["sessions"], 0)
        self.assertGreaterEqual(bundle["schema_version"], 4)
        self.assertIn("level", bundle["protection"])

    def test_the_command_prints_it(self):
        printed = self.hearth.run("support-bundle")
        self.assertEqual(printed.code, 0, printed)
        self.assertEqual(json.loads(printed.out)["version"], self.api.get("/health")["version"])

    def test_the_log_is_its_end(self):
        with open(self.hearth.data / "hearth.log", "a") as log:
            log.writelines(f"line {number}\n" for number in range(5000))
        lines = self.api.get("/support-bundle")["log"]
        self.assertEqual((len(lines), lines[-1]), (200, "line 4999"))


if __name__ == "__main__":
    unittest.main()
