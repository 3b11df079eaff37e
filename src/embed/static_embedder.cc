#include "embed/static_embedder.h"

#include "base/error.h"
#include "base/stop.h"
#include "embed/unit_length.h"

namespace hearth::embed {

StaticEmbedder::StaticEmbedder(Weights weights)
    : weights_(std::move(weights)),
      name_(fmt::format("{}/static", weights_.description().name)),
      tokenizer_(weights_),
      kernels_(row_kernels()),
      rows_(weights_.int8s("word", tokenizer_.vocabulary().size() * dimensions())),
      scales_(weights_.floats("word.scale", tokenizer_.vocabulary().size())) {}

std::vector<float> StaticEmbedder::embed(std::span<const std::string_view> texts, EmbedAs, std::stop_token stop) const {
  checked_.with([&](bool& checked) {
    if (!checked) weights_.check();
    checked = true;
  });
  const std::size_t n = dimensions();
  std::vector<float> vectors(texts.size() * n);
  std::vector<std::uint32_t> tokens;
  tokens.reserve(64);
  float* out = vectors.data();
  for (const std::string_view text : texts) {
    throw_if_stopped(stop);
    tokens.clear();
    tokenizer_.tokenize(text, weights_.description().max_tokens, tokens);
    for (const std::uint32_t token : tokens) kernels_.add_int8(&rows_[token * n], n, scales_[token], out);
    to_unit_length({out, n});
    out += n;
  }
  return vectors;
}

}  // namespace hearth::embed
