"""An example to copy: what it tests is told here, in a sentence or two."""

import unittest

from hearth import HearthTest


class Example(HearthTest):
    """self.hearth is an installation of its own, self.workspace a copy of examples/."""

    def test_a_command(self):
        # A command starts the sidecar when none runs; the framework stops it when the test ends.
        result = self.hearth.run("run", "Count the lines of notes/todo.txt", cwd=self.workspace)
        self.assertEqual(result.code, 0, result)  # the result as message: a failure then shows what was printed
        self.assertIn("9", result.out)

    def test_the_api(self):
        self.hearth.serve()
        api = self.hearth.api()  # over the unix socket, with the token
        session = api.new_session(self.workspace)
        answer = api.answer(session, "List the headings of README.md")
        self.assertIn("House rules", answer)


if __name__ == "__main__":
    unittest.main()
