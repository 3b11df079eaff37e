#include "embed/distill.h"

#include <cmath>
#include <numeric>

#include "base/error.h"
#include "embed/convert.h"
#include "embed/principal_axes.h"
#include "embed/transformer_embedder.h"

namespace hearth::embed {
namespace {

// Vocabularies list their tokens by how frequent they are, and how frequent that is falls with the rank (Zipf). A token
// is weighted by a / (a + its frequency).
float weight_of_rank(std::size_t rank, double all) {
  constexpr double a = 1e-4;
  const double frequency = 1.0 / static_cast<double>(rank + 2) / all;
  return static_cast<float>(a / (a + frequency));
}

// "[CLS]", "[unused7]": none of them says anything.
bool is_word(std::string_view token) {
  return !(token.size() > 2 && token.front() == '[' && token.back() == ']');
}

void add_table(WeightsWriter& writer, std::size_t vocabulary, std::size_t n, std::span<const std::uint32_t> ids,
               std::span<const float> rows) {
  std::vector<std::int8_t> small(vocabulary * n, 0);
  std::vector<float> scales(vocabulary, 0);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto row = rows.subspan(i * n, n);
    float largest = 0;
    for (const float value : row) largest = std::max(largest, std::abs(value));
    if (!(largest > 0)) continue;
    scales[ids[i]] = largest / 127;
    for (std::size_t k = 0; k < n; ++k)
      small[ids[i] * n + k] = static_cast<std::int8_t>(std::lround(row[k] / scales[ids[i]]));
  }
  writer.add("word", {vocabulary, n}, std::span<const std::int8_t>(small));
  writer.add("word.scale", {vocabulary}, std::span<const float>(scales));
}

}  // namespace

std::string distill(const std::string& folder, const DistillOptions& options, std::stop_token stop) {
  auto bytes = std::make_shared<const std::string>(
      convert(folder, {.kind = Kind::float32, .name = options.name, .query_prefix = {}, .passage_prefix = {}}));
  const auto span = std::as_bytes(std::span(*bytes));
  const Weights weights(bytes, span, folder);
  const Vocabulary vocabulary(weights);
  const std::size_t wide = weights.description().dimensions;
  if (options.dimensions == 0 || options.dimensions > wide || options.dimensions % 16 != 0)
    throw Error(Code::invalid_argument, fmt::format("distilling {} to {} numbers: give a multiple of 16 up to {}",
                                                    folder, options.dimensions, wide));
  std::vector<std::uint32_t> ids;
  for (std::uint32_t id = 0; id < vocabulary.size(); ++id)
    if (is_word(vocabulary.token(id))) ids.push_back(id);
  const std::vector<float> read = TransformerEmbedder(weights, options.threads).embed_tokens(ids, stop);
  std::vector<float> rows = along_principal_axes(read, wide, options.dimensions);
  double all = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) all += 1.0 / static_cast<double>(i + 2);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] *= weight_of_rank(i / options.dimensions, all);
  Description about = weights.description();
  about.kind = Kind::fixed;
  about.dimensions = options.dimensions;
  about.layers = about.heads = about.intermediate = about.positions = 0;
  about.max_tokens = 512;
  WeightsWriter writer;
  writer.add("vocabulary.bytes", weights.text("vocabulary.bytes"));
  writer.add("vocabulary.ends", weights.numbers("vocabulary.ends"));
  writer.add("vocabulary.slots", weights.numbers("vocabulary.slots"));
  add_table(writer, vocabulary.size(), options.dimensions, ids, rows);
  return writer.finish(about);
}

}  // namespace hearth::embed
