#include "embed/transformer_embedder.h"

#include <algorithm>

#include "base/stop.h"
#include "embed/transformer.h"
#include "embed/transformer_workspace.h"
#include "embed/unit_length.h"

namespace hearth::embed {

// What one caller works with; kept, so that the next one allocates nothing.
struct TransformerEmbedder::Desk {
  std::unique_ptr<Transformer::Workspace> space;
  Passages passages;
  std::vector<std::size_t> numbers;   // of the passages: which of the caller's texts each is
  std::vector<std::uint32_t> tokens;  // of the text that comes next

  void clear() {
    passages.tokens.clear();
    passages.ends.clear();
    numbers.clear();
  }
};

// What the first embed() makes.
struct TransformerEmbedder::Ready {
  Ready(const Weights& weights, int threads) : transformer(weights, threads) {}
  Transformer transformer;
  Sync<std::vector<std::unique_ptr<Desk>>> free;  // those that nobody works at
};

// A desk for as long as one call lasts.
class TransformerEmbedder::AtDesk {
 public:
  explicit AtDesk(Ready& ready) : ready_(ready) {
    ready_.free.with([&](auto& free) {
      if (free.empty()) return;
      desk_ = std::move(free.back());
      free.pop_back();
    });
    if (desk_) return;
    desk_ = std::make_unique<Desk>();
    desk_->space = ready_.transformer.make_workspace();
  }
  AtDesk(const AtDesk&) = delete;
  AtDesk& operator=(const AtDesk&) = delete;
  ~AtDesk() {
    ready_.free.with([&](auto& free) { free.push_back(std::move(desk_)); });
  }

  Desk& get() const { return *desk_; }

 private:
  Ready& ready_;
  std::unique_ptr<Desk> desk_;
};

TransformerEmbedder::TransformerEmbedder(Weights weights, int threads)
    : weights_(std::move(weights)),
      name_(fmt::format("{}/{}", weights_.description().name, to_string(weights_.description().kind))),
      tokenizer_(weights_),
      threads_(threads) {}

TransformerEmbedder::~TransformerEmbedder() = default;

TransformerEmbedder::Ready& TransformerEmbedder::ready() const {
  return ready_.with([&](auto& ready) -> Ready& {
    if (!ready) ready = std::make_unique<Ready>(weights_, threads_);
    return *ready;
  });
}

void TransformerEmbedder::pool(std::span<const float> rows, std::span<float> out) const {
  const std::size_t n = dimensions();
  std::copy_n(rows.begin(), n, out.begin());
  if (weights_.description().pooling == Pooling::first) return;
  for (std::size_t at = n; at < rows.size(); at += n)
    for (std::size_t i = 0; i < n; ++i) out[i] += rows[at + i];
  const float factor = static_cast<float>(n) / static_cast<float>(rows.size());
  for (float& value : out) value *= factor;
}

void TransformerEmbedder::compute(const Ready& at, Desk& desk, std::span<float> out,
                                  const std::stop_token& stop) const {
  throw_if_stopped(stop);
  const std::size_t n = dimensions();
  const auto rows = at.transformer.run(*desk.space, desk.passages);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < desk.numbers.size(); ++i) {
    const std::size_t end = desk.passages.ends[i];
    pool(rows.subspan(begin * n, (end - begin) * n), out.subspan(desk.numbers[i] * n, n));
    begin = end;
  }
  desk.clear();
}

void TransformerEmbedder::put(const Ready& at, Desk& desk, std::size_t number, std::span<float> out,
                              const std::stop_token& stop) const {
  if (desk.passages.tokens.size() + desk.tokens.size() > at.transformer.batch_rows() && !desk.numbers.empty())
    compute(at, desk, out, stop);
  desk.passages.tokens.insert(desk.passages.tokens.end(), desk.tokens.begin(), desk.tokens.end());
  desk.passages.ends.push_back(desk.passages.tokens.size());
  desk.numbers.push_back(number);
}

std::vector<float> TransformerEmbedder::embed(std::span<const std::string_view> texts, EmbedAs as,
                                              std::stop_token stop) const {
  throw_if_stopped(stop);
  const Description& about = weights_.description();
  const std::string& prefix = as == EmbedAs::query ? about.query_prefix : about.passage_prefix;
  const Vocabulary& vocabulary = tokenizer_.vocabulary();
  Ready& at = ready();
  const AtDesk place(at);
  Desk& desk = place.get();
  desk.clear();
  std::vector<float> vectors(texts.size() * dimensions());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    desk.tokens.assign(1, vocabulary.first());
    if (!prefix.empty()) tokenizer_.tokenize(prefix, about.max_tokens - 2, desk.tokens);
    const std::size_t before = desk.tokens.size();
    tokenizer_.tokenize(texts[i], about.max_tokens - 1 - before, desk.tokens);
    const bool known = std::any_of(desk.tokens.begin() + static_cast<std::ptrdiff_t>(before), desk.tokens.end(),
                                   [&](std::uint32_t token) { return token != vocabulary.unknown(); });
    desk.tokens.push_back(vocabulary.last());
    if (known) put(at, desk, i, vectors, stop);
  }
  if (!desk.numbers.empty()) compute(at, desk, vectors, stop);
  for (std::size_t i = 0; i < vectors.size(); i += dimensions())
    to_unit_length(std::span(vectors).subspan(i, dimensions()));
  return vectors;
}

std::vector<float> TransformerEmbedder::embed_tokens(std::span<const std::uint32_t> tokens,
                                                     std::stop_token stop) const {
  const Vocabulary& vocabulary = tokenizer_.vocabulary();
  Ready& at = ready();
  const AtDesk place(at);
  Desk& desk = place.get();
  desk.clear();
  std::vector<float> vectors(tokens.size() * dimensions());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    desk.tokens = {vocabulary.first(), tokens[i], vocabulary.last()};
    put(at, desk, i, vectors, stop);
  }
  if (!desk.numbers.empty()) compute(at, desk, vectors, stop);
  return vectors;
}

}  // namespace hearth::embed
