"""Runs against an OpenAI-compatible server: cuts of the stream change nothing, every shape of tool call is understood."""

import unittest

from fake_model import FakeModel
from hearth import SLACK, HearthTest

LISTS_AND_READS = ("tools-parallel", "tools-whole", "tools-index0", "tools-index0-stream", "tools-no-index", "tools-dict",
                   "tools-no-id", "tools-same-id")
LISTS = ("tools-one", "tools-late-name", "tools-empty-args", "tools-id-each", "tools-stop", "text-and-tools",
         "function-call")
HELLO = ("text", "thinking", "thinking-ollama", "parts", "usage-every", "usage-null", "no-usage", "no-done", "crlf",
         "comments", "json", "slow@delay=1")
LARGEST_CUT = 200 if SLACK == 1 else 60


class OpenAiServer(HearthTest):
    def setUp(self):
        super().setUp()
        self.fake = FakeModel(self)
        self.hearth.serve()
        self.api = self.hearth.api()
        self.fake.use(self.api)

    def run_with(self, model, task="Go on"):
        """The events of a run in a session of its own."""
        run = self.api.start(self.api.new_session(self.workspace), task, "local/" + model)
        return self.api.follow(run)

    def outcome(self, model, task="Go on"):
        events = self.run_with(model, task)
        self.assertEqual(events[-1]["type"], "run.finished", (model, events))
        tools = [(event["data"]["name"], event["data"]["is_error"], event["data"]["text"]) for event in events
                 if event["type"] == "tool.finished"]
        thoughts = "".join(event["data"]["text"] for event in events if event["type"] == "thinking.delta")
        return tools, thoughts, events[-1]["data"]["answer"]

    def failure(self, model):
        last = self.run_with(model)[-1]
        self.assertEqual(last["type"], "run.failed", (model, last))
        return last["data"]["message"]

    def test_every_cut_from_one_byte_up_gives_the_same(self):
        for model in ("tools-parallel", "thinking"):
            whole = self.outcome(model)
            for cut in range(1, LARGEST_CUT):
                self.assertEqual(self.outcome(f"{model}@chunk={cut}"), whole, f"{model} in pieces of {cut} bytes")

    def test_every_shape_of_tool_call_in_one_byte_pieces_and_whole(self):
        for model in LISTS_AND_READS + LISTS:
            expected = ["fs_list", "fs_read"] if model in LISTS_AND_READS else ["fs_list"]
            for cut in ("", "@chunk=1", "@chunk=7", "@chunk=64"):
                tools, _, answer = self.outcome(model + cut)
                self.assertEqual([name for name, _, _ in tools], expected, model + cut)
                self.assertEqual([is_error for _, is_error, _ in tools], [False] * len(tools), (model + cut, tools))
                self.assertIn("notes", answer)

    def test_every_form_of_text(self):
        for model in HELLO:
            cuts = ("",) if "@" in model or model == "json" else ("", "@chunk=1", "@chunk=3")
            for cut in cuts:
                _, thoughts, answer = self.outcome(model + cut)
                self.assertEqual(answer, "Hello wörld!" if not model.startswith("slow") else
                                 "".join(f"piece {n} " for n in range(10)), model + cut)
                self.assertEqual(thoughts, "I greet." if model.startswith("thinking") else "", model + cut)

    def test_many_calls_in_one_turn_and_several_turns(self):
        for number in range(32):
            (self.workspace / f"page{number}.txt").write_text(f"this is page {number}\n")
        tools, _, _ = self.outcome("many-32", "Read " + " ".join(f"page{number}.txt" for number in range(32)))
        for number in range(32):  # read in parallel, answered in order
            self.assertIn(f"this is page {number}\n", tools[number][2])
        self.assertEqual([name for name, _, _ in tools], ["fs_read"] * 32)
        tools, _, _ = self.outcome("tools-parallel@twice,chunk=1")
        self.assertEqual([name for name, _, _ in tools], ["fs_list", "fs_read"] * 2)

    def test_a_bad_call_is_a_result_for_the_model(self):
        for model in ("tools-bad-json", "tools-unknown"):
            tools, _, answer = self.outcome(model)
            self.assertEqual([is_error for _, is_error, _ in tools], [True], (model, tools))
            self.assertIn("Results: ", answer)

    def test_a_stream_that_breaks_off_fails_the_run_and_keeps_what_came(self):
        for model in ("truncated", "truncated@chunk=1"):
            events = self.run_with(model)
            self.assertEqual(events[-1]["type"], "run.failed", events)
            self.assertIn("not complete", events[-1]["data"]["message"])
            self.assertEqual("".join(each["data"]["text"] for each in events if each["type"] == "message.delta"), "Hello")
        events = self.run_with("truncated-tool")
        self.assertEqual(events[-1]["type"], "run.failed", events)
        self.assertNotIn("tool.requested", [event["type"] for event in events])

    def test_failures_say_what_the_server_said(self):
        for model, word in (("error-400", "dislikes"), ("error-401", "key"), ("error-403", "key"),
                            ("error-404", "no such model"), ("error-500", "ill"), ("error-overflow", "too long|longer|context"),
                            ("error-quota", "credit"), ("error-mid", "broke in the middle"),
                            ("error-mid-first", "broke in the middle"), ("error-choice", "broke in the middle"),
                            ("length", "length"), ("filter", "filter"), ("reset", "Empty reply|connection|closed")):
            self.assertRegex(self.failure(model), word, model)

    def test_what_may_pass_is_tried_again(self):
        for model in ("429-once", "500-once"):
            self.assertEqual(self.outcome(model)[2], "Hello wörld!", model)

    def test_an_endless_loop_is_ended(self):
        self.assertRegex(self.failure("loop"), "same call")

    def test_how_much_fits_into_a_model_is_known_where_its_server_says_it(self):
        models = {model["id"]: model.get("context_tokens") for model in self.api.get("/models")["models"]}
        self.assertEqual([models[f"local/{name}"] for name in ("text", "usage-every", "usage-null")], [1000, 2000, 3000])
        self.assertEqual([models[name] for name in ("local/parts", "local/echo", "reflex")], [None, None, None])

    def test_a_server_that_is_not_there_is_a_note_and_a_failure(self):
        self.api.put("/settings/local.base_url", {"value": "http://127.0.0.1:9/v1"})
        models = self.api.get("/models")
        self.assertEqual([model["id"] for model in models["models"]], ["reflex"])
        self.assertEqual(len(models["notes"]), 1, models)
        self.assertRegex(self.failure("text"), "127.0.0.1:9")

    def test_an_address_beyond_this_machine_is_refused(self):
        answer = self.api.request("PUT", "/settings/local.base_url", {"value": "http://192.0.2.1:80/v1"})
        if answer.status == 200:
            self.assertRegex(self.failure("text"), "192.0.2.1|this machine")


if __name__ == "__main__":
    unittest.main()
