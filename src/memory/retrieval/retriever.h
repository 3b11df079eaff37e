// Question in, ranked records out: the words and the meaning find candidates, the ranking orders them. It knows no
// database; memory.h adds what the records are. Any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/embedder.h"
#include "memory/recall/ranking.h"
#include "search/index.h"

namespace hearth::memory {

struct RetrievalRequest {
  std::string_view text;
  search::Filter filter = {};
  UnixMillis now = 0;
  std::size_t limit = 20;
};

class Retriever {
 public:
  // `embedder` may be null: then words alone find. The others outlive this.
  Retriever(const search::Index& index, const Embedder* embedder,
            const recall::Weights& weights = recall::Weights::shipped())
      : index_(index), embedder_(embedder), weights_(weights) {}

  // The best first. Throws Cancelled.
  std::vector<recall::Ranked> find(const RetrievalRequest& request, std::stop_token stop) const;
  // What the index gives for the question, before it is ranked.
  search::Answer candidates(const RetrievalRequest& request, std::stop_token stop) const;

 private:
  const search::Index& index_;
  const Embedder* embedder_;
  const recall::Weights& weights_;
};

// The vectors of the records' texts, filled in with one call.
void embed_records(const Embedder& embedder, std::vector<search::Record>& records, std::stop_token stop);

}  // namespace hearth::memory
