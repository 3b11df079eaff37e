#include "memory/retrieval/retriever.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "base/utf8.h"

namespace hearth::memory {

namespace {

// What an encoder reads of a text; the rest is found by its words.
constexpr std::size_t embedded_bytes = 1200;
constexpr std::size_t pool = 150;

std::vector<float> vector_of(const Embedder& embedder, std::string_view text, std::stop_token stop) {
  std::array<std::string_view, 1> texts = {utf8_prefix(text, embedded_bytes)};
  std::vector<float> vector = embedder.embed(texts, EmbedAs::query, std::move(stop));
  bool known = std::any_of(vector.begin(), vector.end(), [](float each) { return each != 0; });
  return known ? vector : std::vector<float>();
}

}  // namespace

search::Answer Retriever::candidates(const RetrievalRequest& request, std::stop_token stop) const {
  search::Query query;
  query.words = std::string(request.text);
  query.filter = request.filter;
  query.lexical_limit = query.dense_limit = std::max(pool, request.limit);
  if (embedder_ != nullptr) query.vector = vector_of(*embedder_, request.text, stop);
  return index_.search(query, std::move(stop));
}

std::vector<recall::Ranked> Retriever::find(const RetrievalRequest& request, std::stop_token stop) const {
  recall::Question question = recall::read_question(request.text, request.now);
  search::Answer answer = candidates(request, std::move(stop));
  std::vector<recall::Ranked> ranked = recall::rank(answer, {.question = question, .now = request.now}, weights_);
  if (ranked.size() > request.limit) ranked.resize(request.limit);
  return ranked;
}

void embed_records(const Embedder& embedder, std::vector<search::Record>& records, std::stop_token stop) {
  std::vector<std::string_view> texts;
  texts.reserve(records.size());
  constexpr auto text = static_cast<std::size_t>(search::Field::text);
  for (const search::Record& record : records) texts.push_back(utf8_prefix(record.fields[text], embedded_bytes));
  std::vector<float> vectors = embedder.embed(texts, EmbedAs::passage, std::move(stop));
  std::span<const float> all(vectors);
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::span<const float> own = all.subspan(i * embedder.dimensions(), embedder.dimensions());
    if (std::any_of(own.begin(), own.end(), [](float each) { return each != 0; })) {
      records[i].vector.assign(own.begin(), own.end());
    }
  }
}

}  // namespace hearth::memory
