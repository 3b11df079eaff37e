"""`hearth settings` and config.toml: what is wrong is refused by name, in the file with its line."""

import unittest

from hearth import HearthTest


class Settings(HearthTest):
    def value(self, name):
        result = self.hearth.run("settings", "get", name)
        self.assertEqual(result.code, 0, result)
        return result.out.strip()

    def refused(self, *words, code=2):
        result = self.hearth.run(*words)
        self.assertEqual((result.code, result.out), (code, ""), result)
        return result.err

    def test_set_holds_across_a_restart_and_unset_undoes_it(self):
        self.assertEqual(self.value("agent.max_turns"), "40")
        self.assertEqual(self.hearth.run("settings", "set", "agent.max_turns", "7").code, 0)
        self.assertEqual(self.value("agent.max_turns"), "7")
        self.hearth.run("stop")
        self.assertEqual(self.value("agent.max_turns"), "7")
        self.assertEqual(self.hearth.run("settings", "unset", "agent.max_turns").code, 0)
        self.assertEqual(self.value("agent.max_turns"), "40")

    def test_list_shows_where_each_value_is_from(self):
        self.hearth.write_config("[agent]\nmax_turns = 9\n")
        self.hearth.run("settings", "set", "agent.repeat_limit", "5")
        settings = {each["name"]: each for each in self.hearth.run("settings", "list", "--json").json_lines()}
        self.assertEqual((settings["agent.max_turns"]["value"], settings["agent.max_turns"]["source"]), (9, "config.toml"))
        self.assertEqual((settings["agent.repeat_limit"]["value"], settings["agent.repeat_limit"]["source"]),
                         (5, "preference"))
        self.assertEqual(settings["server.tcp"]["source"], "default")

    def test_an_unknown_name_gets_a_suggestion(self):
        for words in (("settings", "get", "agent.max_turn"), ("settings", "set", "agent.max_turn", "5")):
            message = self.hearth.run(*words)
            self.assertNotEqual(message.code, 0, message)
            self.assertIn("agent.max_turns", message.err)
        self.assertEqual(self.hearth.processes(), [])  # that needs no sidecar

    def test_a_bad_value_is_refused_with_what_is_allowed(self):
        message = self.refused("settings", "set", "agent.max_turns", "many")
        self.assertIn("agent.max_turns", message)
        self.assertRegex(message, r"1\D+200")
        self.refused("settings", "set", "agent.max_turns", "201")

    def test_a_pattern_that_cannot_be_understood_is_refused(self):
        message = self.refused("settings", "set", "redaction.patterns", "name: Ada\nregex: ACME-[0-9")
        self.assertIn("pattern in line 2", message)
        self.assertIn("missing ]", message)
        self.assertEqual(self.hearth.run("settings", "set", "redaction.patterns", "name: Ada\nregex: ACME-[0-9]").code, 0)
        self.assertEqual(self.value("redaction.patterns"), "name: Ada\nregex: ACME-[0-9]")

    def test_a_preference_that_the_file_decides_cannot_be_set(self):
        self.hearth.write_config("[agent]\nmax_turns = 9\n")
        result = self.hearth.run("settings", "set", "agent.max_turns", "5")
        self.assertNotEqual(result.code, 0, result)
        self.assertIn("config.toml", result.err)
        self.assertEqual(self.value("agent.max_turns"), "9")

    def test_an_error_in_the_file_names_the_line(self):
        for text, line, about in (("[agent]\n\nmax_turnz = 3\n", 3, "max_turnz"),
                                  ("[server]\ntcp = true\n[agent]\nmax_turns = 'x'\n", 4, "agent.max_turns"),
                                  ("[agent]\nmax_turns = 5000\n", 2, "agent.max_turns"),
                                  ("[agent]\nmax_turns = \n", 2, "")):
            self.hearth.write_config(text)
            result = self.hearth.run("serve")
            self.assertEqual((result.code, result.out), (2, ""), result)
            self.assertIn(f"config.toml:{line}:", result.err)
            self.assertIn(about, result.err)
            # The command that has to start the sidecar says the same.
            started = self.hearth.run("sessions", "list")
            self.assertNotEqual(started.code, 0, started)
            self.assertIn(f"config.toml:{line}:", started.err)


if __name__ == "__main__":
    unittest.main()
