#include "llm/tool_call_assembler.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"

namespace hearth::llm {
namespace {

// "id name arguments" of each call, '!' in front when the arguments cannot be read.
std::vector<std::string> assembled(const std::vector<std::string>& pieces, StreamEnd end = StreamEnd::whole,
                                   CallIds ids = {{}, "made_"}) {
  ToolCallAssembler calls;
  for (const std::string& piece : pieces) calls.add(json::parse(piece));
  std::vector<std::string> result;
  for (const Block& block : calls.take(end, std::move(ids))) {
    EXPECT_EQ(block.kind, Block::Kind::tool_use);
    result.push_back((block.arguments ? "" : "!") + block.call_id + ' ' + block.name + ' ' + block.arguments_raw);
  }
  return result;
}

using Calls = std::vector<std::string>;

TEST(ToolCallAssembler, pieces_are_joined_by_index_when_only_the_first_has_an_id) {
  EXPECT_EQ(assembled({R"({"index":0,"id":"a","function":{"name":"fs_read","arguments":""}})",
                       R"({"index":1,"id":"b","function":{"name":"fs_list","arguments":"{}"}})",
                       R"({"index":0,"function":{"arguments":"{\"path\":"}})",
                       R"({"index":0,"function":{"arguments":"\"x\"}"}})"}),
            (Calls{R"(a fs_read {"path":"x"})", "b fs_list {}"}));
}

TEST(ToolCallAssembler, without_an_index_pieces_go_to_their_id_or_to_the_last_call) {
  EXPECT_EQ(
      assembled({R"({"id":"a","function":{"name":"fs_read","arguments":"{\"p"}})",
                 R"({"function":{"arguments":"ath\":"}})",
                 R"({"id":"b","function":{"name":"fs_list","arguments":"{"}})",
                 R"({"id":"a","function":{"arguments":"\"x\"}"}})", R"({"id":"b","function":{"arguments":"}"}})"}),
      (Calls{R"(a fs_read {"path":"x"})", "b fs_list {}"}));
}

TEST(ToolCallAssembler, an_index_that_appears_only_later_finds_its_call) {
  EXPECT_EQ(assembled({R"({"id":"a","function":{"name":"fs_list","arguments":"{"}})",
                       R"({"index":0,"function":{"arguments":"}"}})"}),
            (Calls{"a fs_list {}"}));
}

TEST(ToolCallAssembler, the_name_may_come_after_the_id_and_the_id_after_the_name) {
  EXPECT_EQ(assembled({R"({"index":0,"id":"a"})", R"({"index":0,"function":{"name":"fs_list"}})",
                       R"({"index":0,"function":{"arguments":"{}"}})"}),
            (Calls{"a fs_list {}"}));
  EXPECT_EQ(assembled({R"({"function":{"name":"fs_list"}})", R"({"id":"a"})", R"({"function":{"arguments":"{}"}})"}),
            (Calls{"a fs_list {}"}));
}

TEST(ToolCallAssembler, whole_calls_that_all_claim_index_0_stay_apart) {
  EXPECT_EQ(
      assembled({R"({"index":0,"id":"a","function":{"name":"fs_read","arguments":{"path":"x"}}})",
                 R"({"index":0,"id":"b","function":{"name":"fs_read","arguments":{"path":"y"}}})",
                 R"({"index":0,"function":{"name":"fs_read","arguments":"{}"}})",
                 R"({"index":0,"function":{"name":"fs_list","arguments":"{}"}})"}),
      (Calls{R"(a fs_read {"path":"x"})", R"(b fs_read {"path":"y"})", "made_1 fs_read {}", "made_2 fs_list {}"}));
}

TEST(ToolCallAssembler, streamed_calls_that_all_claim_index_0_stay_apart) {
  EXPECT_EQ(assembled({R"({"index":0,"id":"a","function":{"name":"fs_read","arguments":""}})",
                       R"({"index":0,"function":{"arguments":"{\"path\""}})",
                       R"({"index":0,"function":{"arguments":":\"x\"}"}})",
                       R"({"index":0,"id":"b","function":{"name":"fs_read","arguments":""}})",
                       R"({"index":0,"function":{"arguments":"{}"}})"}),
            (Calls{R"(a fs_read {"path":"x"})", "b fs_read {}"}));
}

TEST(ToolCallAssembler, calls_without_arguments_at_index_0_stay_apart) {
  EXPECT_EQ(assembled({R"({"index":0,"id":"a","function":{"name":"fs_list","arguments":""}})",
                       R"({"index":0,"id":"b","function":{"name":"fs_list","arguments":""}})"}),
            (Calls{"a fs_list ", "b fs_list "}));
}

TEST(ToolCallAssembler, an_id_or_name_repeated_in_every_piece_does_not_split_the_call) {
  EXPECT_EQ(assembled({R"({"index":0,"id":"a","function":{"name":"fs_read","arguments":"{\"pa"}})",
                       R"({"index":0,"id":"a","function":{"name":"fs_read","arguments":"th\":\"x\"}"}})",
                       R"({"index":0,"id":"a","function":{"name":"fs_read","arguments":""}})"}),
            (Calls{R"(a fs_read {"path":"x"})"}));
}

TEST(ToolCallAssembler, an_id_that_changes_within_a_call_does_not_split_it) {
  EXPECT_EQ(assembled({R"({"index":0,"id":"a","function":{"name":"fs_read","arguments":"{\"pa"}})",
                       R"({"index":0,"id":"b","function":{"arguments":"th\":\"x\"}"}})"}),
            (Calls{R"(a fs_read {"path":"x"})"}));
}

TEST(ToolCallAssembler, missing_arguments_mean_none) {
  for (const char* function :
       {R"({"name":"fs_list"})", R"({"name":"fs_list","arguments":null})", R"({"name":"fs_list","arguments":""})"}) {
    ToolCallAssembler calls;
    calls.add({{"index", 0}, {"id", "a"}, {"function", json::parse(function)}});
    std::vector<Block> blocks = calls.take(StreamEnd::whole, {{}, "made_"});
    ASSERT_EQ(blocks.size(), 1u);
    EXPECT_EQ(blocks[0].arguments, json::object());
  }
}

TEST(ToolCallAssembler, arguments_that_are_no_object_are_kept_but_cannot_be_executed) {
  EXPECT_EQ(assembled({R"({"id":"a","function":{"name":"fs_read","arguments":"{\"path\": oops"}})"}),
            (Calls{R"(!a fs_read {"path": oops)"}));
  EXPECT_EQ(assembled({R"({"id":"a","function":{"name":"fs_read","arguments":[1]}})"}), (Calls{"!a fs_read [1]"}));
  std::string deep(1000, '[');
  EXPECT_EQ(
      assembled({R"({"id":"a","function":{"name":"f","arguments":"{\"x\":)" + deep + std::string(1000, ']') + "}\"}}"}),
      (Calls{"!a f {\"x\":" + deep + std::string(1000, ']') + "}"}));
}

TEST(ToolCallAssembler, ids_are_made_when_missing_illegal_doubled_or_used_before) {
  EXPECT_EQ(assembled({R"({"index":0,"function":{"name":"f","arguments":"{}"}})",
                       R"({"index":1,"id":"a","function":{"name":"f","arguments":"{}"}})",
                       R"({"index":2,"id":"a","function":{"name":"f","arguments":"{}"}})",
                       R"({"index":3,"id":"../x y","function":{"name":"f","arguments":"{}"}})",
                       R"({"index":4,"id":"old","function":{"name":"f","arguments":"{}"}})"},
                      StreamEnd::whole, {{"old", "made_2"}, "made_"}),
            (Calls{"made_1 f {}", "a f {}", "made_3 f {}", "made_4 f {}", "made_5 f {}"}));
}

TEST(ToolCallAssembler, after_a_cut_only_whole_calls_remain) {
  EXPECT_EQ(assembled({R"({"index":0,"id":"a","function":{"name":"f","arguments":"{}"}})",
                       R"({"index":1,"id":"b","function":{"name":"f","arguments":"{\"x\""}})",
                       R"({"index":2,"id":"c","function":{"name":"f","arguments":""}})"},
                      StreamEnd::cut),
            (Calls{"a f {}"}));
}

TEST(ToolCallAssembler, what_is_no_call_is_ignored) {
  EXPECT_EQ(assembled({"null", "3", "{}", R"({"function":null})", R"({"id":"a","function":{"arguments":"{}"}})"}),
            Calls{});
}

}  // namespace
}  // namespace hearth::llm
