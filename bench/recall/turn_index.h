// The turns of a data set in a search index, entered as the sidecar enters messages.
#pragma once

#include <memory>
#include <string>

#include "bench/recall/data_set.h"
#include "domain/embedder.h"
#include "memory/retrieval/retriever.h"
#include "search/index.h"

namespace hearth::bench {

enum class Scopes { own, pooled };  // each conversation by itself, or all in one

class TurnIndex {
 public:
  // In an empty folder; `embedder` may be null and must outlive this.
  TurnIndex(const DataSet& set, const std::string& folder, const Embedder* embedder, Scopes scopes);

  const search::Index& index() const { return *index_; }
  // As a user asks an hour after the last turn of the conversation.
  memory::RetrievalRequest request(const RecallQuestion& question, std::size_t limit) const;
  // The place in the set's turns.
  static std::size_t place(search::RecordId id);

 private:
  void add_all(const Embedder* embedder);
  const DataSet& set_;
  const Scopes scopes_;
  std::unique_ptr<search::Index> index_;
};

}  // namespace hearth::bench
