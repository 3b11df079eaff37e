#include "embed/open_embedder.h"

#include <filesystem>
#include <thread>

#include "embed/convert.h"
#include "embed/static_embedder.h"
#include "embed/transformer_embedder.h"

namespace hearth::embed {
namespace {

Weights weights_of(const std::string& path) {
  if (!std::filesystem::is_directory(path)) return Weights::open(path);
  auto bytes = std::make_shared<const std::string>(convert(path, {}));
  const auto span = std::as_bytes(std::span(*bytes));
  return Weights(std::move(bytes), span, path);
}

int threads_of(const OpenOptions& options) {
  if (options.threads > 0) return options.threads;
  return std::thread::hardware_concurrency() > 1 ? 2 : 1;
}

}  // namespace

std::unique_ptr<Embedder> open_embedder(const std::string& path, const OpenOptions& options) {
  Weights weights = weights_of(path);
  switch (weights.description().kind) {
    case Kind::fixed:
      return std::make_unique<StaticEmbedder>(std::move(weights));
    case Kind::float32:
    case Kind::int8:
      return std::make_unique<TransformerEmbedder>(std::move(weights), threads_of(options));
  }
  return nullptr;
}

void check_weights(const std::string& path) {
  Weights::open(path).check();
}

}  // namespace hearth::embed
