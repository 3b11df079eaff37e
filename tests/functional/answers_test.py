"""Questions about documents of every format: answered with the words that stand there and the file, or not at all."""

import json
import shutil
import unittest
from pathlib import Path

from hearth import HearthTest

CASES = Path(__file__).resolve().parent.parent / "answers"
MOST_UNANSWERED = 1  # of those that have an answer


class Answers(HearthTest):
    def test_every_answer_stands_in_the_file_that_it_names(self):
        folder = self.workspace / "yard"
        shutil.copytree(CASES / "yard", folder)
        self.hearth.serve()
        added = self.hearth.run("docs", "add", ".", cwd=folder)
        self.assertIn(f"{len(list(folder.iterdir()))} read", added.out, added)
        wrong, unanswered = [], []
        for line in (CASES / "cases.jsonl").read_text().splitlines():
            case = json.loads(line)
            answer = self.hearth.run("run", case["question"], cwd=folder).out
            if "not found" in answer:
                if case["answer"]:
                    unanswered.append(case["question"])
            elif not case["answer"] or case["answer"] not in answer or case["from"] not in answer:
                wrong.append(f"{case['question']}\n{answer}")
        self.assertEqual(wrong, [])
        self.assertLessEqual(len(unanswered), MOST_UNANSWERED, unanswered)


if __name__ == "__main__":
    unittest.main()
