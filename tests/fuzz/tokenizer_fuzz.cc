// Any bytes as text: tokens are known ones and no more than asked for, and a smaller limit gives the beginning of the
// same. The vocabulary is made here, so that the target needs nothing beside it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "embed/tokenizer.h"

namespace {

using namespace hearth::embed;

Weights make_weights() {
  WeightsWriter writer;
  std::vector<std::string> tokens = {"[PAD]",    "[UNK]",  "[CLS]", "[SEP]", "\u4e2d", "\u1112",
                                     "##\u1161", "\u0915", ".",     ",",     "the",    "##ing"};
  for (char c = 'a'; c <= 'z'; ++c) tokens.insert(tokens.end(), {std::string(1, c), std::string("##") + c});
  add_vocabulary(writer, tokens);
  Description about;
  about.kind = Kind::fixed;
  about.dimensions = 16;
  about.max_tokens = 64;
  auto bytes = std::make_shared<const std::string>(writer.finish(about));
  const auto span = std::as_bytes(std::span(*bytes));
  return Weights(std::move(bytes), span, "fuzz");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Weights weights = make_weights();
  static const Tokenizer tokenizer(weights);
  if (size == 0) return 0;
  const std::size_t limit = data[0];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::vector<std::uint32_t> some;
  std::vector<std::uint32_t> all;
  tokenizer.tokenize(text, limit, some);
  tokenizer.tokenize(text, 1 << 20, all);
  hearth::check(some.size() == std::min(limit, all.size()));
  hearth::check(std::equal(some.begin(), some.end(), all.begin()));
  for (const std::uint32_t token : all) hearth::check(token < tokenizer.vocabulary().size());
  return 0;
}
