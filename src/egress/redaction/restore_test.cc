#include "egress/redaction/restore.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace hearth::egress {
namespace {

Restorer two_secrets() {
  Restorer restorer;
  restorer.add("[[SECRET_1]]", "s3cret \"one\"");
  restorer.add("[[EMAIL_12]]", "ada@example.org");
  return restorer;
}

struct Streamed {
  std::string text, thinking;
  std::vector<std::string> deltas;
};

Streamed stream(const Restorer& restorer, const std::vector<std::pair<ChatDelta::Kind, std::string>>& cuts) {
  Streamed out;
  RestoringSink sink(restorer, [&](const ChatDelta& delta) {
    (delta.kind == ChatDelta::Kind::text ? out.text : out.thinking) += delta.text;
    out.deltas.emplace_back(delta.text);
  });
  for (const auto& [kind, text] : cuts) sink.write({kind, text});
  sink.finish();
  return out;
}

TEST(RestorerTest, PutsBackWhatThisRequestHadMasked) {
  EXPECT_EQ(two_secrets().text("a [[SECRET_1]]b[[EMAIL_12]]"), "a s3cret \"one\"bada@example.org");
}

TEST(RestorerTest, GivesNothingForAPlaceholderThatAModelMadeUp) {
  const std::string made_up = "[[SECRET_2]] [[SECRET_01]] [[EMAIL_1]] [[TEXT_1]] [[secret_1]] [[ SECRET_1 ]]";
  EXPECT_EQ(two_secrets().text(made_up), made_up);
}

TEST(RestorerTest, DoesNotReadWhatItHasPutBack) {
  Restorer restorer;
  restorer.add("[[TEXT_1]]", "[[SECRET_1]]");
  restorer.add("[[SECRET_1]]", "hunter2");
  EXPECT_EQ(restorer.text("[[TEXT_1]]"), "[[SECRET_1]]");
}

TEST(RestorerTest, BracketsAroundAPlaceholderStay) {
  EXPECT_EQ(two_secrets().text("[[[SECRET_1]]]"), "[s3cret \"one\"]");
  EXPECT_EQ(two_secrets().text("[[SECRET_[[EMAIL_12]]"), "[[SECRET_ada@example.org");
}

TEST(RestorerTest, ArgumentsStayJson) {
  Block call = Block::make_tool_use("c", "fs_write", R"({"text":"[[SECRET_1]]","[[EMAIL_12]]":[1,"[[EMAIL_12]]"]})");
  two_secrets().restore_arguments(call);
  EXPECT_EQ(*call.arguments, (json{{"text", "s3cret \"one\""}, {"ada@example.org", {1, "ada@example.org"}}}));
  EXPECT_EQ(json::parse(call.arguments_raw), *call.arguments);
}

TEST(RestorerTest, ArgumentsWithoutPlaceholdersKeepTheirBytes) {
  Block call = Block::make_tool_use("c", "fs_write", R"({ "text" : "[[SECRET_7]]" })");
  two_secrets().restore_arguments(call);
  EXPECT_EQ(call.arguments_raw, R"({ "text" : "[[SECRET_7]]" })");
}

TEST(RestorerTest, ArgumentsThatAreNoJsonStay) {
  Block call = Block::make_tool_use("c", "fs_write", R"({"text":"[[SECRET_1]])");
  two_secrets().restore_arguments(call);
  EXPECT_EQ(call.arguments_raw, R"({"text":"[[SECRET_1]])");
}

TEST(RestorerTest, RestoresTheTextOfAnAnswerAndNotItsCalls) {
  Message answer = user_message("[[SECRET_1]]");
  answer.blocks.push_back(Block::make_tool_use("c", "fs_write", R"({"text":"[[SECRET_1]]"})"));
  two_secrets().restore_text(answer);
  EXPECT_EQ(answer.blocks[0].text, "s3cret \"one\"");
  EXPECT_EQ(answer.blocks[1].arguments_raw, R"({"text":"[[SECRET_1]]"})");
}

TEST(RestoringSinkTest, RestoresWhereverTheStreamIsCut) {
  const std::string text = "[[a [[[SECRET_1]] [[EMAIL_12]][[EMAIL_1]] [[SECRET_9]] x[";
  const std::string expected = two_secrets().text(text);
  for (std::size_t first = 0; first <= text.size(); ++first) {
    for (std::size_t second = first; second <= text.size(); ++second) {
      Streamed out = stream(two_secrets(), {{ChatDelta::Kind::text, text.substr(0, first)},
                                            {ChatDelta::Kind::text, text.substr(first, second - first)},
                                            {ChatDelta::Kind::text, text.substr(second)}});
      ASSERT_EQ(out.text, expected) << first << ' ' << second;
    }
  }
}

TEST(RestoringSinkTest, HoldsBackOnlyTheFrontOfAPlaceholder) {
  Streamed out = stream(
      two_secrets(),
      {{ChatDelta::Kind::text, "See [[not so"}, {ChatDelta::Kind::text, "[[SEC"}, {ChatDelta::Kind::text, "OND]]"}});
  EXPECT_EQ(out.deltas, (std::vector<std::string>{"See [[not so", "[[SECOND]]"}));
}

TEST(RestoringSinkTest, TextAndThinkingAreApart) {
  Streamed out =
      stream(two_secrets(), {{ChatDelta::Kind::thinking, "hm [[SECRET"}, {ChatDelta::Kind::text, "_1]] [[SECRET_1]]"}});
  EXPECT_EQ(out.thinking, "hm [[SECRET");
  EXPECT_EQ(out.text, "_1]] s3cret \"one\"");
}

RC_GTEST_PROP(RestoringSinkProperty, CutsDoNotMatter, ()) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
      "[", "[[", "]", "]]", "SECRET", "EMAIL", "_", "1", "12", "[[SECRET_1]]", "[[EMAIL_12]]", "x", "ü"}));
  std::string whole;
  std::vector<std::pair<ChatDelta::Kind, std::string>> cuts;
  for (const std::string& part : parts) {
    whole += part;
    cuts.emplace_back(ChatDelta::Kind::text, part);
  }
  RC_ASSERT(stream(two_secrets(), cuts).text == two_secrets().text(whole));
}

}  // namespace
}  // namespace hearth::egress
