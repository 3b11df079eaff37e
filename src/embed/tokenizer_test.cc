#include "embed/tokenizer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

#include "embed/testing/model.h"

namespace hearth::embed {
namespace {

std::vector<std::uint32_t> tokens_of(const Tokenizer& tokenizer, std::string_view text, std::size_t limit = 254) {
  std::vector<std::uint32_t> tokens;
  tokenizer.tokenize(text, limit, tokens);
  return tokens;
}

// With the vocabulary of the model that set-up fetched.
class ModelTokenizer : public ::testing::Test {
 protected:
  static const Tokenizer& tokenizer() {
    static const Weights weights = testing::weights_of(convert(testing::model_folder, {}));
    static const Tokenizer made(weights);
    return made;
  }
};

TEST_F(ModelTokenizer, CutsTextsOfManyLanguagesAsTheOriginalDoes) {
  const auto expected = testing::read_lines("src/embed/testdata/tokens.txt");
  ASSERT_GE(testing::texts().size(), 500U);
  ASSERT_EQ(expected.size(), testing::texts().size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::vector<std::uint32_t> tokens = {tokenizer().vocabulary().first()};
    tokenizer().tokenize(testing::texts()[i], 254, tokens);
    tokens.push_back(tokenizer().vocabulary().last());
    EXPECT_EQ(fmt::format("{}", fmt::join(tokens, " ")), expected[i]) << testing::texts()[i];
  }
}

RC_GTEST_FIXTURE_PROP(ModelTokenizer, AnyBytesGiveTokensWithinTheLimit,
                      (const std::vector<char>& bytes, std::uint8_t limit)) {
  const auto tokens = tokens_of(tokenizer(), {bytes.data(), bytes.size()}, limit);
  RC_ASSERT(tokens.size() <= limit);
  for (const std::uint32_t token : tokens) RC_ASSERT(token < tokenizer().vocabulary().size());
  // A smaller limit cuts the same tokens short.
  const auto all = tokens_of(tokenizer(), {bytes.data(), bytes.size()}, 100000);
  RC_ASSERT(std::equal(tokens.begin(), tokens.end(), all.begin()));
}

class TinyTokenizer : public ::testing::Test {
 protected:
  testing::TinyModel model_;
  Weights weights_ = testing::weights_of(convert(model_.path(), {}));
  Tokenizer tokenizer_{weights_};
};

using Tokens = std::vector<std::uint32_t>;

TEST_F(TinyTokenizer, TakesTheLongestKnownPart) {
  EXPECT_EQ(tokens_of(tokenizer_, "Houses, blueberry"), (Tokens{4, 5, 9, 7, 8}));
}
TEST_F(TinyTokenizer, OneUnknownPartMakesTheWordUnknown) {
  EXPECT_EQ(tokens_of(tokenizer_, "housex red"), (Tokens{1, 6}));
}
TEST_F(TinyTokenizer, AccentsAndCaseDoNotCount) {
  EXPECT_EQ(tokens_of(tokenizer_, "R\u00c9D re\u0301d"), (Tokens{6, 6}));
}
TEST_F(TinyTokenizer, NamesOfSpecialTokensAreText) {
  EXPECT_EQ(tokens_of(tokenizer_, "[SEP]"), (Tokens{1, 1, 1}));
}
TEST_F(TinyTokenizer, IllFormedTextIsPassedOver) {
  EXPECT_EQ(tokens_of(tokenizer_,
                      "re\xff\xc3"
                      "d"),
            (Tokens{6}));
}
TEST_F(TinyTokenizer, ALimitOfNoneGivesNone) {
  EXPECT_EQ(tokens_of(tokenizer_, "red", 0), Tokens{});
}

}  // namespace
}  // namespace hearth::embed
