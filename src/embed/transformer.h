// A BERT encoder: tokens in, one vector per token out. The products are oneDNN's, the rest row_kernels; both halves of
// every matrix are kept apart, so that one thread computes them in turn or two at the same time, with the same results.
//
// Making one packs the matrices: tens of milliseconds and as much memory as they have bytes. Any thread may run one,
// each with a workspace of its own; the team serves whoever comes first, and the others go on alone.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "base/sync.h"
#include "embed/matrix_product.h"
#include "embed/row_kernels.h"
#include "embed/team.h"
#include "embed/weights.h"

namespace hearth::embed {

// Texts that are computed at once: their tokens, [CLS] and [SEP] included, one text after the other.
struct Passages {
  std::vector<std::uint32_t> tokens;
  std::vector<std::size_t> ends;  // of each text, in tokens
};

class Transformer {
 public:
  // threads: 1 or 2. The weights stay alive as long as it. Throws Error(invalid_argument, unavailable, internal).
  Transformer(const Weights& weights, int threads);
  Transformer(const Transformer&) = delete;
  Transformer& operator=(const Transformer&) = delete;
  ~Transformer();

  // Texts are best computed together up to this many tokens; one alone may have as many as the model reads.
  std::size_t batch_rows() const { return 128; }
  // Writes a vector of dimensions() numbers for each token to the workspace, and returns it; good until its next use.
  // Throws Error(internal).
  class Workspace;
  std::span<const float> run(Workspace& workspace, const Passages& passages) const;

  std::unique_ptr<Workspace> make_workspace() const;

 private:
  struct Layer;
  struct Job;
  struct Bindings;

  static constexpr std::size_t parts = 2;
  enum Product { attend, combine, widen, narrow, products };
  static constexpr std::size_t product_count = products;

  const Bindings& bindings(Workspace& space, std::size_t bucket) const;

  Description about_;
  Arithmetic arithmetic_;
  const RowKernels& kernels_;
  float top_byte_;
  std::size_t most_rows_;
  std::span<const float> word_, word_scale_, position_, gain_, bias_;
  std::span<const std::int8_t> small_word_;
  Engine engine_;
  std::vector<Layer> layers_;
  // Programs are made, and matrices packed, under this lock; what they made is only read after that.
  mutable std::mutex preparing_;
  mutable std::vector<MatrixProduct> programs_;
  mutable std::mutex team_free_;
  mutable std::unique_ptr<Team> team_;
};

}  // namespace hearth::embed
