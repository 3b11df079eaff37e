#include "egress/redaction/pattern.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/error.h"

namespace hearth::egress {
namespace {

std::vector<std::string> found(const Pattern& pattern, const std::string& text) {
  std::vector<std::string> parts;
  for (auto [begin, end] : pattern.find(text)) parts.push_back(text.substr(begin, end - begin));
  return parts;
}

using Strings = std::vector<std::string>;

std::string complaint_about(const std::string& lines) {
  try {
    parse_patterns(lines);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::invalid_argument);
    return error.what();
  }
  return "none";
}

TEST(PatternTest, ANameIsWholeWordsInAnyCase) {
  Pattern name = Pattern::name("Ada Müller");
  EXPECT_EQ(found(name, "ADA MÜLLER's, ada müller_2, Ada Müllerin, Kanada Müller"),
            (Strings{"ADA MÜLLER", "ada müller"}));
}

TEST(PatternTest, ANameIsNoRegularExpression) {
  EXPECT_EQ(found(Pattern::name("a.c (x)"), "abc (x) a.c (x)"), (Strings{"a.c (x)"}));
}

TEST(PatternTest, ANameInAScriptWithoutSpacesIsFoundInside) {
  EXPECT_EQ(found(Pattern::name("田中"), "今日は田中さんです"), (Strings{"田中"}));
}

TEST(PatternTest, AGlobMatchesPathsAndTheirEnds) {
  Pattern path = Pattern::path("clients/**");
  EXPECT_EQ(found(path, "see clients/acme/bill.txt, /srv/clients/b.txt. myclients/c.txt clients"),
            (Strings{"clients/acme/bill.txt", "clients/b.txt"}));
  EXPECT_EQ(found(Pattern::path("*.kdbx"), "open \"keys.kdbx\" or a/b.kdbx!"), (Strings{"keys.kdbx", "b.kdbx"}));
}

TEST(PatternTest, ARegularExpressionSeesOneLineAtATime) {
  EXPECT_EQ(found(Pattern::regex("ACME-[0-9]{3,}"), "ACME-12 ACME-123\nACME-4567"), (Strings{"ACME-123", "ACME-4567"}));
  EXPECT_EQ(found(Pattern::regex("a[^b]*b"), "a\nb a-b"), (Strings{"a-b"}));
  EXPECT_EQ(found(Pattern::regex("^x"), "x x\nx"), (Strings{"x", "x"}));
}

TEST(PatternTest, ALongLineIsReadWhole) {
  std::string text(10'000, '-');
  text.replace(4090, 8, "ACME-123");
  text.replace(9990, 8, "ACME-456");
  Strings parts = found(Pattern::regex("ACME-[0-9]{3}"), text);
  EXPECT_EQ(parts.back(), "ACME-456");
  EXPECT_EQ(parts.front(), "ACME-123");
}

TEST(PatternTest, APatternThatAlwaysFailsLateTakesNoSquareOfTheText) {
  std::string text(1 << 18, 'x');
  auto start = std::chrono::steady_clock::now();
  found(Pattern::regex("x(?:.*y)?"), text);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST(PatternTest, LinesAreParsed) {
  std::vector<Pattern> patterns = parse_patterns("# mine\n\n Ada \nname: Bob\r\npath:  a/**\nregex: x:y\n");
  Strings sources;
  for (const Pattern& pattern : patterns) sources.push_back(pattern.source());
  EXPECT_EQ(sources, (Strings{"Ada", "Bob", "a/**", "x:y"}));
}

TEST(PatternTest, WhatCannotBeUnderstoodIsNamed) {
  EXPECT_NE(complaint_about("Ada\nregex: a(b").find("pattern in line 2: reading the pattern a(b: missing )"),
            std::string::npos)
      << complaint_about("Ada\nregex: a(b");
  EXPECT_NE(complaint_about("regex: a*").find("matches where nothing is"), std::string::npos);
  EXPECT_NE(complaint_about("name:").find("it is empty"), std::string::npos);
  EXPECT_NE(complaint_about(std::string(1001, 'a')).find("1000 at most"), std::string::npos);
  std::string many;
  for (int i = 0; i < 201; ++i) many += "name" + std::to_string(i) + "\n";
  EXPECT_NE(complaint_about(many).find("more than 200"), std::string::npos);
}

}  // namespace
}  // namespace hearth::egress
