#include "egress/redaction/mask.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace hearth::egress {
namespace {

const std::string github = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
const std::string aws = "AKIAYZ4JQ2M7KD5XW3PL";

ChatRequest asking(std::vector<std::string> texts) {
  ChatRequest request;
  for (std::string& text : texts) request.messages.push_back(user_message(std::move(text)));
  return request;
}

const std::string& text_of(const Masked& masked, std::size_t message) {
  return masked.request.messages.at(message).blocks.at(0).text;
}

// Everything that a provider could be sent.
std::string everything_in(const ChatRequest& request) {
  json all = json::array({request.system});
  for (const ToolSpec& tool : request.tools) all.push_back({tool.description, tool.parameters});
  for (const Message& message : request.messages) {
    for (const Block& block : message.blocks) {
      json as_json = to_json(block);
      as_json["raw"] = block.arguments_raw;
      if (block.arguments) as_json["tree"] = *block.arguments;
      all.push_back(std::move(as_json));
    }
  }
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

Message tool_result(std::string text, json structured) {
  Block block;
  block.kind = Block::Kind::tool_result;
  block.call_id = "call_1";
  block.name = "fs_read";
  block.text = std::move(text);
  block.structured = std::move(structured);
  Message message;
  message.role = Role::tool;
  message.blocks.push_back(std::move(block));
  return message;
}

Message tool_use(std::string arguments) {
  Message message;
  message.role = Role::assistant;
  message.blocks.push_back(Block::make_tool_use("call_1", "fs_write", std::move(arguments)));
  return message;
}

TEST(MaskTest, LeavesARequestWithoutPrivateDataAsItIs) {
  ChatRequest request = asking({"Summarise README.md, please."});
  Masked masked = mask(request, Rules());
  EXPECT_EQ(everything_in(masked.request), everything_in(request));
  EXPECT_TRUE(masked.findings.empty());
  EXPECT_TRUE(masked.restorer.empty());
  EXPECT_EQ(masked.verdict, Action::allow);
}

TEST(MaskTest, CutsNoCharacterInTwo) {
  std::string text = "49 /home/";
  for (int i = 0; i < 24; ++i) text += "\u00e4\u20ac";
  Rules rules = Rules().with(DataClass::home_path, Action::mask);
  Masked masked = mask(asking({text + "/x"}), rules);
  EXPECT_TRUE(is_valid_utf8(text_of(masked, 0))) << text_of(masked, 0);
  EXPECT_NE(text_of(masked, 0), text + "/x");
  EXPECT_EQ(masked.restorer.text(text_of(masked, 0)), text + "/x");
}

TEST(MaskTest, OneSecretHasOnePlaceholderEverywhere) {
  Masked masked = mask(asking({"Use " + github, aws + " goes with " + github}), Rules());
  EXPECT_EQ(text_of(masked, 0), "Use [[SECRET_1]]");
  EXPECT_EQ(text_of(masked, 1), "[[SECRET_2]] goes with [[SECRET_1]]");
}

TEST(MaskTest, FindsAPasswordAgainWhereNothingNamesIt) {
  Masked masked = mask(asking({"Log in with hunter2x", "password: hunter2x", "hunter2xyz is another word"}), Rules());
  EXPECT_EQ(text_of(masked, 0), "Log in with [[SECRET_1]]");
  EXPECT_EQ(text_of(masked, 1), "password: [[SECRET_1]]");
  EXPECT_EQ(text_of(masked, 2), "hunter2xyz is another word");
}

TEST(MaskTest, CoversEveryPartOfARequest) {
  ChatRequest request;
  request.system = "Key " + github;
  ToolSpec tool;
  tool.name = "fs_write";
  tool.description = "Writes with " + github;
  tool.parameters = {{"type", "object"}, {"properties", {{"path", {{"default", github}}}}}};
  request.tools.push_back(tool);
  request.messages.push_back(tool_use(json{{"nested", {{"list", {github}}}}, {github, 1}}.dump()));
  request.messages.push_back(tool_result("line: " + github, json{{"lines", {github}}}));
  Message thought = user_message(github);
  thought.blocks[0].kind = Block::Kind::thinking;
  thought.blocks[0].provider = {{"data", github}};
  thought.stop_detail = github;
  request.messages.push_back(thought);

  Masked masked = mask(request, Rules());
  EXPECT_EQ(everything_in(masked.request).find(github), std::string::npos) << everything_in(masked.request);
  EXPECT_EQ(masked.request.messages[2].stop_detail, "[[SECRET_1]]");
  EXPECT_EQ(masked.request.messages[0].blocks[0].call_id, "call_1");
  std::vector<Part> parts;
  for (const MaskedFinding& finding : masked.findings) parts.push_back(finding.place.part);
  for (Part part : {Part::system, Part::tool, Part::tool_arguments, Part::tool_result, Part::text, Part::provider}) {
    EXPECT_TRUE(std::ranges::count(parts, part) == 1) << to_string(part);
  }
}

TEST(MaskTest, ArgumentsStayJson) {
  Masked masked = mask(
      ChatRequest{"", {tool_use(R"({"text":"\u0067hp_16C7e42F292c6912E7710c838347Ae178B4a\n"})")}, {}, 0}, Rules());
  const Block& call = masked.request.messages[0].blocks[0];
  EXPECT_EQ(call.arguments_raw, R"({"text":"[[SECRET_1]]\n"})");
  EXPECT_EQ(*call.arguments, json::parse(call.arguments_raw));
}

TEST(MaskTest, AKeyMayTakeThePlaceOfAnotherThatLooksLikeItsPlaceholder) {
  const json arguments{{aws, "a key"}, {"[[SECRET_1]]", "a look-alike"}};
  Masked masked = mask(ChatRequest{"", {tool_use(arguments.dump())}, {}, 0}, Rules());
  Block call = masked.request.messages[0].blocks[0];
  EXPECT_EQ(call.arguments->at("[[SECRET_1]]"), "a key");
  masked.restorer.restore_arguments(call);
  EXPECT_EQ(*call.arguments, arguments);
}

TEST(MaskTest, KeepsTheBytesOfArgumentsWithoutPrivateData) {
  std::string raw = R"({ "path" : "a\u0062.txt" })";
  Masked masked = mask(ChatRequest{"", {tool_use(raw)}, {}, 0}, Rules());
  EXPECT_EQ(masked.request.messages[0].blocks[0].arguments_raw, raw);
}

TEST(MaskTest, ANameThatIsGivenTwiceHidesNothing) {
  Masked masked = mask(ChatRequest{"", {tool_use(R"({"a":")" + github + R"(","a":"x"})")}, {}, 0}, Rules());
  EXPECT_EQ(masked.request.messages[0].blocks[0].arguments_raw, R"({"a":"x"})");
}

TEST(MaskTest, ArgumentsThatAreNoJsonAreText) {
  Masked masked = mask(ChatRequest{"", {tool_use("{\"a\": " + github)}, {}, 0}, Rules());
  EXPECT_EQ(masked.request.messages[0].blocks[0].arguments_raw, "{\"a\": [[SECRET_1]]");
}

TEST(MaskTest, ANameInJsonMakesItsValueASecret) {
  Masked masked =
      mask(ChatRequest{"", {tool_result("", {{"password", "correct horse 7!"}, {"name", "ada"}})}, {}, 0}, Rules());
  EXPECT_EQ(masked.request.messages[0].blocks[0].structured["password"], "[[SECRET_1]]");
  EXPECT_EQ(masked.request.messages[0].blocks[0].structured["name"], "ada");
}

TEST(MaskTest, ALongNumberInJsonIsRead) {
  Rules rules = Rules().with(DataClass::account, Action::mask);
  Masked masked =
      mask(ChatRequest{"", {tool_result("", {{"card", 4111111111111111}, {"size", 123456}})}, {}, 0}, rules);
  EXPECT_EQ(masked.request.messages[0].blocks[0].structured["card"], "[[ACCOUNT_1]]");
  EXPECT_EQ(masked.request.messages[0].blocks[0].structured["size"], 123456);
}

TEST(MaskTest, TheEscapedFormOfASecretIsFoundToo) {
  std::string secret = R"(Tr0ub\4dor&3)";
  Masked masked = mask(asking({"DB_PASSWORD=" + secret, "in JSON: Tr0ub\\\\4dor&3 it is"}), Rules());
  EXPECT_EQ(text_of(masked, 1), "in JSON: [[SECRET_2]] it is");
}

TEST(MaskTest, AGrownConversationKeepsItsHistory) {
  std::vector<std::string> texts{"Take " + github, "and " + aws};
  Masked before = mask(asking(texts), Rules());
  texts.insert(texts.end(), {"password: hunter2x", "see [[SECRET_1]] and [[SECRET_9]]"});
  Masked after = mask(asking(texts), Rules());
  EXPECT_EQ(text_of(before, 0), text_of(after, 0));
  EXPECT_EQ(text_of(before, 1), text_of(after, 1));
}

TEST(MaskTest, WhatLooksLikeAPlaceholderIsNotOurs) {
  std::string text = "[[SECRET_1]] [[SECRET_2]] [[SECRET_x]] [[1]] " + github;
  Masked masked = mask(asking({text}), Rules());
  EXPECT_EQ(text_of(masked, 0), "[[TEXT_1]] [[TEXT_2]] [[SECRET_x]] [[1]] [[SECRET_1]]");
  EXPECT_EQ(masked.restorer.text(text_of(masked, 0)), text);
}

TEST(MaskTest, AnAllowedClassGoesOutAsItIs) {
  ChatRequest request = asking({"Mail ada@lovelace.example.org"});
  EXPECT_TRUE(mask(request, Rules()).findings.empty());
  Rules rules = Rules().with(DataClass::email, Action::mask);
  EXPECT_EQ(text_of(mask(request, rules), 0), "Mail [[EMAIL_1]]");
}

TEST(MaskTest, TheStrictestActionDecides) {
  ChatRequest request = asking({"ada@lovelace.example.org and " + github});
  Rules asks = Rules().with(DataClass::email, Action::ask);
  EXPECT_EQ(mask(request, asks).verdict, Action::ask);
  Masked blocked = mask(request, asks.with(DataClass::secret, Action::block));
  EXPECT_EQ(blocked.verdict, Action::block);
  EXPECT_EQ(text_of(blocked, 0), "[[EMAIL_1]] and [[SECRET_1]]");
}

TEST(MaskTest, ReportsPlacesAndPreviewsButNoSecrets) {
  Masked masked = mask(asking({"Nothing", github + " " + github}), Rules());
  ASSERT_EQ(masked.findings.size(), 1U);
  const MaskedFinding& finding = masked.findings[0];
  EXPECT_EQ(finding.what, "GitHub token");
  EXPECT_EQ(finding.place.message, 1U);
  EXPECT_EQ(finding.placeholder, "[[SECRET_1]]");
  EXPECT_EQ(finding.preview, "ghp…4a");
  EXPECT_EQ(finding.times, 2U);
}

TEST(MaskTest, APreviewShowsLittleOfWhatIsShort) {
  EXPECT_EQ(preview("hunter2"), "…");
  EXPECT_EQ(preview("hunter22x"), "h…");
  EXPECT_EQ(preview("äöüäöüäöüäöüäöü"), "ä…ü");
}

std::vector<std::string> pieces() {
  return {github,
          aws,
          "password=hunter2x",
          "\"token\": \"9f86D081884c7d659A2f\"",
          "[[SECRET_1]]",
          "[[EMAIL_2",
          "]]",
          "[",
          "ada@lovelace.example.org",
          "/home/ada/x",
          "GB82 WEST 1234 5698 7654 32",
          "4111 1111 1111 1111",
          "+49 30 901820",
          "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
          "postgres://u:p4ssw0rd@h/db",
          " ",
          "\n",
          "ü",
          "\\"};
}

Rules everything() {
  Rules rules;
  for (const DataClassInfo& each : data_classes()) rules = rules.with(each.data_class, Action::mask);
  return rules;
}

RC_GTEST_PROP(MaskProperty, RestoringUndoesMasking, ()) {
  std::string text;
  for (const std::string& piece : *rc::gen::container<std::vector<std::string>>(
           rc::gen::oneOf(rc::gen::elementOf(pieces()), rc::gen::arbitrary<std::string>()))) {
    text += piece;
  }
  text = to_valid_utf8(text);
  Masked masked = mask(asking({text}), everything());
  RC_ASSERT(masked.restorer.text(text_of(masked, 0)) == text);
}

// What was seen before saves time and changes nothing: a conversation grows, and now and then the rules change.
RC_GTEST_PROP(MaskProperty, SeenTextsAreMaskedAsNewOnes, ()) {
  SeenTexts seen;
  ChatRequest request = asking({});
  const int turns = *rc::gen::inRange(1, 8);
  for (int turn = 0; turn < turns; ++turn) {
    std::string text;
    for (const std::string& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces())))
      text += piece;
    request.messages.push_back(user_message(text));
    request.messages.push_back(tool_result(text, json{{"key", text}}));
    Rules rules =
        *rc::gen::elementOf(std::vector<Rules>{everything(), Rules(), Rules().with_patterns("name: p4ssw0rd")});
    Masked again = mask(request, rules, seen);
    Masked anew = mask(request, rules);
    RC_ASSERT(everything_in(again.request) == everything_in(anew.request));
    RC_ASSERT(again.findings.size() == anew.findings.size());
    for (std::size_t i = 0; i < anew.findings.size(); ++i) RC_ASSERT(again.findings[i].what == anew.findings[i].what);
  }
}

TEST(MaskTest, ForgetsTextsThatTheConversationHasLost) {
  SeenTexts seen;
  seen.begin_request(Rules());
  const std::vector<Finding>* first = &seen.find("Use " + github);
  seen.begin_request(Rules());
  EXPECT_EQ(&seen.find("Use " + github), first) << "looked through once more";
  seen.begin_request(Rules());
  seen.begin_request(Rules());
  EXPECT_EQ(seen.size(), 0U);
}

RC_GTEST_PROP(MaskProperty, NoSecretIsInWhatIsSent, ()) {
  const std::string around = to_valid_utf8(*rc::gen::arbitrary<std::string>());
  ChatRequest request = asking({around + " " + github + " " + around});
  request.messages.push_back(tool_use(json{{"a", around + "\n" + github}}.dump()));
  request.messages.push_back(tool_result(json{{"key", github}}.dump(), {{around, github}}));
  RC_ASSERT(everything_in(mask(request, everything()).request).find(github) == std::string::npos);
}

}  // namespace
}  // namespace hearth::egress
