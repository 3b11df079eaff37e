#include "egress/redaction/known_values.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace hearth::egress {
namespace {

using Strings = std::vector<std::string>;

Strings found(Strings values, const std::string& text) {
  Strings parts;
  for (auto [begin, end] : KnownValues(std::move(values)).find(text)) parts.push_back(text.substr(begin, end - begin));
  return parts;
}

TEST(KnownValuesTest, FindsTheLongestOfSeveral) {
  EXPECT_EQ(found({"abcdefghijkl", "abcdefghijklmnop", "abcdefghijklmz"}, "xabcdefghijklmnox abcdefghijklmnop"),
            (Strings{"abcdefghijkl", "abcdefghijklmnop"}));
}

TEST(KnownValuesTest, AShortValueIsAWordOfItsOwn) {
  EXPECT_EQ(found({"hunter2"}, "hunter2 xhunter2 hunter22 \"hunter2\""), (Strings{"hunter2", "hunter2"}));
}

TEST(KnownValuesTest, AVeryShortValueIsLeftOut) {
  EXPECT_EQ(found({"1234", "", "a"}, "1234 a"), Strings{});
}

TEST(KnownValuesTest, ManyValuesWithOneFrontTakeNoLongerPerByte) {
  Strings values;
  for (int i = 0; i < 20'000; ++i) values.push_back("password-front-" + std::to_string(i * 7919));
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "password-front- ";
  auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(found(std::move(values), text).empty());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

RC_GTEST_PROP(KnownValuesProperty, AgreesWithTryingEachValueInEachPlace, ()) {
  auto word = rc::gen::container<std::string>(rc::gen::element('a', 'b'));
  Strings values = *rc::gen::container<Strings>(rc::gen::map(word, [](std::string s) { return s + "aaaaaaaaaaaa"; }));
  std::string text = *rc::gen::container<std::string>(200, rc::gen::weightedElement<char>({{9, 'a'}, {1, 'b'}}));
  Strings expected;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t longest = 0;
    for (const std::string& value : values) {
      if (value.size() > longest && text.compare(at, value.size(), value) == 0) longest = value.size();
    }
    if (longest > 0) expected.push_back(text.substr(at, longest));
    at += std::max<std::size_t>(longest, 1);
  }
  RC_ASSERT(found(values, text) == expected);
}

}  // namespace
}  // namespace hearth::egress
