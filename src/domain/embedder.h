// Texts as vectors, so that texts of like meaning lie near each other. One file per kind of encoder in embed/.
#pragma once

#include <cstddef>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace hearth {

// Some encoders read a question otherwise than what answers it; the others ignore this.
enum class EmbedAs { passage, query };

class Embedder {
 public:
  virtual ~Embedder() = default;
  // Which vectors these are, "all-MiniLM-L6-v2/int8": those of another name cannot be compared with them.
  virtual std::string_view name() const = 0;
  virtual std::size_t dimensions() const = 0;
  // One vector of length 1 per text, one after the other: texts.size() * dimensions() numbers. A text without any known
  // word has only zeros; a long text is read to the encoder's limit. Any thread. Throws Cancelled.
  virtual std::vector<float> embed(std::span<const std::string_view> texts, EmbedAs as, std::stop_token stop) const = 0;
};

}  // namespace hearth
