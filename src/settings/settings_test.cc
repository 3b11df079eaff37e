#include "settings/settings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/error.h"

namespace hearth::settings {
namespace {

template <class F>
std::string message_of(F&& f, Code code) {
  try {
    f();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

const Declaration& declared(std::string_view name) {
  return *find(name);
}

TEST(Declarations, AreSortedFoundAndAllowTheirOwnDefaults) {
  auto all = declarations();
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(), [](auto& a, auto& b) { return a.name < b.name; }));
  for (const Declaration& declaration : all) {
    EXPECT_EQ(find(declaration.name), &declaration);
    EXPECT_NO_THROW(validate(declaration, declaration.default_value)) << declaration.name;
    EXPECT_FALSE(declaration.documentation.empty());
  }
  EXPECT_EQ(find("agent.max_turn"), nullptr);
  EXPECT_EQ(find(""), nullptr);
}

TEST(Validate, NamesTheSettingTheValueAndWhatIsAllowed) {
  std::string message = message_of([] { validate(declared("agent.max_turns"), 201); }, Code::invalid_argument);
  EXPECT_NE(message.find("agent.max_turns"), std::string::npos);
  EXPECT_NE(message.find("201"), std::string::npos);
  EXPECT_NE(message.find("from 1 to 200"), std::string::npos);
  message = message_of([] { validate(declared("log.level"), "loud"); }, Code::invalid_argument);
  EXPECT_NE(message.find("one of debug, info, warn, error"), std::string::npos);
}

TEST(Validate, RefusesTheWrongTypeAndWhatIsOutOfRange) {
  for (const json& value :
       {json(0), json("5"), json(5.0), json(true), json(nullptr), json(UINT64_MAX), json::array()}) {
    EXPECT_THROW(validate(declared("agent.max_turns"), value), Error) << value;
  }
  EXPECT_NO_THROW(validate(declared("agent.max_turns"), 1));
  EXPECT_NO_THROW(validate(declared("agent.max_turns"), 200u));
  EXPECT_THROW(validate(declared("server.tcp"), 1), Error);
  EXPECT_THROW(validate(declared("agent.model"), "a\xff"), Error);
  EXPECT_THROW(validate(declared("agent.model"), std::string("a\0b", 3)), Error);
}

TEST(ParseValue, ReadsWhatAPersonTypes) {
  EXPECT_EQ(parse_value(declared("agent.max_turns"), "12"), json(12));
  EXPECT_EQ(parse_value(declared("server.tcp"), "false"), json(false));
  EXPECT_EQ(parse_value(declared("agent.model"), "12"), json("12"));
  for (const char* text : {"", "x", "12x", "0x10", " 12", "99999999999999999999"}) {
    EXPECT_THROW(parse_value(declared("agent.max_turns"), text), Error) << text;
  }
  EXPECT_THROW(parse_value(declared("server.tcp"), "yes"), Error);
}

TEST(Settings, TheConfigFileBeatsThePreferenceBeatsTheDefault) {
  Settings settings({{"agent.max_turns", 7}}, {{"agent.max_turns", 8}, {"agent.max_minutes", 9}});
  EXPECT_EQ(settings.integer("agent.max_turns"), 7);
  EXPECT_EQ(settings.get("agent.max_turns").source, Source::config_file);
  EXPECT_EQ(settings.integer("agent.max_minutes"), 9);
  EXPECT_EQ(settings.get("agent.max_minutes").source, Source::preference);
  EXPECT_EQ(settings.integer("agent.repeat_limit"), 3);
  EXPECT_EQ(settings.get("agent.repeat_limit").source, Source::default_value);
  EXPECT_TRUE(settings.boolean("server.tcp"));
  EXPECT_EQ(settings.text("agent.model"), "reflex");
  EXPECT_EQ(settings.all().size(), declarations().size());
}

TEST(Settings, APreferenceThatIsNotAllowedAnyMoreIsPassedOver) {
  Settings settings({}, {{"agent.max_turns", 100000}, {"log.level", "debug"}});
  EXPECT_EQ(settings.integer("agent.max_turns"), 40);
  EXPECT_EQ(settings.text("log.level"), "info");  // only the config file may set it
}

TEST(Settings, AnUnknownNameNamesNearOnes) {
  Settings settings({}, {});
  auto message = [&](std::string_view name) { return message_of([&] { settings.get(name); }, Code::not_found); };
  EXPECT_NE(message("agent.max_turn").find("did you mean agent.max_turns"), std::string::npos);
  EXPECT_NE(message("max_turns").find("did you mean agent.max_turns"), std::string::npos);
  EXPECT_NE(message("loglevel").find("did you mean log.level"), std::string::npos);
  EXPECT_EQ(message("colour.of.the.sea").find("did you mean"), std::string::npos);
  EXPECT_EQ(message("\x1b[2J").find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace hearth::settings
