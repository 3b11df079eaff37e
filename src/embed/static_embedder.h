// The Embedder of a distilled file of weights: one vector per token, their mean is the text's. Microseconds a text,
// nothing to make ready but one reading of the file to check it, at the first embed(). Any thread.
#pragma once

#include <string>
#include <vector>

#include "base/sync.h"
#include "domain/embedder.h"
#include "embed/row_kernels.h"
#include "embed/tokenizer.h"
#include "embed/weights.h"

namespace hearth::embed {

class StaticEmbedder : public Embedder {
 public:
  // Throws Error(invalid_argument).
  explicit StaticEmbedder(Weights weights);

  std::string_view name() const override { return name_; }
  std::size_t dimensions() const override { return weights_.description().dimensions; }
  std::vector<float> embed(std::span<const std::string_view> texts, EmbedAs as, std::stop_token stop) const override;

 private:
  Weights weights_;
  std::string name_;
  Tokenizer tokenizer_;
  const RowKernels& kernels_;
  std::span<const std::int8_t> rows_;
  std::span<const float> scales_;
  mutable Sync<bool> checked_;
};

}  // namespace hearth::embed
