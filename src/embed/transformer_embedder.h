// The Embedder of a transformer's file of weights: tokens, the transformer, pooling. Making one reads nothing but the
// head of the file; the first embed() packs the matrices. Any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/sync.h"
#include "domain/embedder.h"
#include "embed/tokenizer.h"
#include "embed/weights.h"

namespace hearth::embed {

class TransformerEmbedder : public Embedder {
 public:
  // threads: 1 or 2, for one caller at a time; further callers compute on their own.
  TransformerEmbedder(Weights weights, int threads);
  ~TransformerEmbedder() override;

  std::string_view name() const override { return name_; }
  std::size_t dimensions() const override { return weights_.description().dimensions; }
  std::vector<float> embed(std::span<const std::string_view> texts, EmbedAs as, std::stop_token stop) const override;

  // A vector for each token read as a text of its own, as long as the model makes it: for distilling. Throws Cancelled.
  std::vector<float> embed_tokens(std::span<const std::uint32_t> tokens, std::stop_token stop) const;

 private:
  struct Desk;
  struct Ready;
  class AtDesk;

  Ready& ready() const;
  void put(const Ready& at, Desk& desk, std::size_t number, std::span<float> out, const std::stop_token& stop) const;
  void compute(const Ready& at, Desk& desk, std::span<float> out, const std::stop_token& stop) const;
  void pool(std::span<const float> rows, std::span<float> out) const;

  Weights weights_;
  std::string name_;
  Tokenizer tokenizer_;
  int threads_;
  mutable Sync<std::unique_ptr<Ready>> ready_;
};

}  // namespace hearth::embed
