#include "agent/prompt.h"

#include <gtest/gtest.h>

#include "agent/agent_fixture.h"

namespace hearth::agent {
namespace {

store::StoredMessage stored(std::int64_t id, std::optional<std::int64_t> run, Message message) {
  return {MessageId{id}, run ? std::optional(RunId{*run}) : std::nullopt, std::move(message)};
}

Message result_of(std::vector<std::string> call_ids) {
  Message message;
  message.role = Role::tool;
  for (std::string& id : call_ids) {
    Block block;
    block.kind = Block::Kind::tool_result;
    block.call_id = std::move(id);
    block.text = "found";
    message.blocks.push_back(std::move(block));
  }
  return message;
}

std::vector<std::string> shape(const std::vector<Message>& messages) {
  std::vector<std::string> lines;
  for (const Message& message : messages) {
    std::string line(to_string(message.role));
    for (const Block& block : message.blocks) line += " " + (block.call_id.empty() ? block.text : block.call_id);
    lines.push_back(line);
  }
  return lines;
}

TEST(Prompt, TheOwnMessagesComeLastAndLaterRunsAreUnseen) {
  std::vector<store::StoredMessage> messages{stored(1, 1, user_message("first")), stored(2, 2, user_message("second")),
                                             stored(3, 3, user_message("third")),
                                             stored(4, 1, says("answer to first"))};
  EXPECT_EQ(shape(conversation_for(RunId{2}, messages, 1000)),
            (std::vector<std::string>{"user first", "assistant answer to first", "user second"}));
}

TEST(Prompt, AQueuedTaskComesAfterTheAnswerOfTheOneBefore) {
  std::vector<store::StoredMessage> messages{
      stored(1, 1, user_message("first")),  stored(2, 2, user_message("second")),
      stored(3, {}, user_message("aside")), stored(4, 1, says("answer to first")),
      stored(5, 3, user_message("third")),  stored(6, 2, says("answer to second"))};
  EXPECT_EQ(shape(conversation_for(RunId{3}, messages, 1000)),
            (std::vector<std::string>{"user first", "assistant answer to first", "user second", "user aside",
                                      "assistant answer to second", "user third"}));
}

TEST(Prompt, EachCallGetsExactlyOneResult) {
  Message two_calls = calls({Block::make_tool_use("a", "peek", "{}"), Block::make_tool_use("b", "peek", "{}")});
  std::vector<store::StoredMessage> messages{stored(1, 1, user_message("go")), stored(2, 1, two_calls),
                                             stored(3, 1, result_of({"a", "stray"})),
                                             stored(4, 1, result_of({"orphan"}))};
  std::vector<Message> repaired = conversation_for(RunId{1}, messages, 1000);
  EXPECT_EQ(shape(repaired), (std::vector<std::string>{"user go", "assistant a b", "tool a b"}));
  EXPECT_FALSE(repaired[2].blocks[0].is_error);
  EXPECT_TRUE(repaired[2].blocks[1].is_error);
}

TEST(Prompt, ACallWithoutAnyResultMessageIsAnswered) {
  std::vector<store::StoredMessage> messages{stored(1, 1, user_message("go")),
                                             stored(2, 1, calls({Block::make_tool_use("a", "peek", "{}")})),
                                             stored(3, 2, user_message("again"))};
  EXPECT_EQ(shape(conversation_for(RunId{2}, messages, 1000)),
            (std::vector<std::string>{"user go", "assistant a", "tool a", "user again"}));
}

TEST(Prompt, OldTurnsAreDroppedWholeAndTheOwnStay) {
  std::vector<store::StoredMessage> messages{stored(1, 1, user_message(std::string(600, 'x'))),
                                             stored(2, 1, says("old answer")), stored(3, 2, user_message("middle")),
                                             stored(4, 2, says("middle answer")),
                                             stored(5, 3, user_message(std::string(900, 'y')))};
  std::vector<std::string> kept = shape(conversation_for(RunId{3}, messages, 1000));
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept[0], "user middle");
  EXPECT_EQ(shape(conversation_for(RunId{3}, messages, 10)).size(), 1u);
}

TEST(Prompt, TheQuestionThatIsAnsweredAnewStays) {
  std::vector<store::StoredMessage> messages{stored(1, 1, user_message("first")), stored(2, 1, says("answer")),
                                             stored(3, 2, user_message("second"))};
  EXPECT_EQ(shape(conversation_for(RunId{3}, messages, 8)), (std::vector<std::string>{"user second"}));
  messages.push_back(stored(5, 3, calls({Block::make_tool_use("a", "peek", "{}")})));
  messages.push_back(stored(6, 3, result_of({"a"})));
  EXPECT_EQ(shape(conversation_for(RunId{3}, messages, 8)),
            (std::vector<std::string>{"user second", "assistant a", "tool a"}));
}

TEST(Prompt, TheSystemTextNamesTheFolderAndTheTime) {
  std::string text = system_prompt("/home/me/papers", 1'700'000'000'000);
  EXPECT_NE(text.find("/home/me/papers"), std::string::npos);
  EXPECT_NE(text.find(format_local(1'700'000'000'000)), std::string::npos);
}

}  // namespace
}  // namespace hearth::agent
