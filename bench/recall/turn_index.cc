#include "bench/recall/turn_index.h"

#include <algorithm>

#include "memory/retrieval/entry.h"
#include "memory/retrieval/record_id.h"

namespace hearth::bench {

namespace {

constexpr std::size_t batch = 256;
constexpr WorkspaceId everybody{1};

const Turn* neighbour(const DataSet& set, std::size_t place, std::ptrdiff_t step) {
  std::size_t other = place + static_cast<std::size_t>(step);
  if (other >= set.turns.size() || set.turns[other].session != set.turns[place].session) return nullptr;
  return &set.turns[other];
}

}  // namespace

TurnIndex::TurnIndex(const DataSet& set, const std::string& folder, const Embedder* embedder, Scopes scopes)
    : set_(set), scopes_(scopes) {
  search::Options options;
  options.directory = folder;
  if (embedder != nullptr) options.dimensions = embedder->dimensions();
  if (embedder != nullptr) options.vectors_name = std::string(embedder->name());
  index_ = std::make_unique<search::Index>(options);
  add_all(embedder);
  index_->flush();
}

void TurnIndex::add_all(const Embedder* embedder) {
  std::vector<search::Record> records;
  auto send = [&] {
    if (embedder != nullptr) memory::embed_records(*embedder, records, {});
    index_->apply({.upserts = std::move(records), .erased = {}, .watermark = {}});
    records.clear();
  };
  for (std::size_t i = 0; i < set_.turns.size(); ++i) {
    const Turn& turn = set_.turns[i];
    store::FeedMessage message{.id = {static_cast<std::int64_t>(i) + 1},
                               .session = turn.session,
                               .workspace = scopes_ == Scopes::pooled ? everybody : turn.conversation,
                               .session_title = {},
                               .role = turn.speaker,
                               .text = turn.text,
                               .at = turn.at,
                               .untrusted = false,
                               .previous_id = {},
                               .previous = {},
                               .next = {}};
    if (const Turn* before = neighbour(set_, i, -1)) message.previous = before->text;
    if (const Turn* after = neighbour(set_, i, 1)) message.next = after->text;
    records.push_back(memory::entry_of(message));
    if (records.size() == batch) send();
  }
  if (!records.empty()) send();
}

memory::RetrievalRequest TurnIndex::request(const RecallQuestion& question, std::size_t limit) const {
  constexpr UnixMillis hour = 3'600'000;
  memory::RetrievalRequest request{.text = question.text, .filter = {}, .now = 0, .limit = limit};
  WorkspaceId scope = scopes_ == Scopes::pooled ? everybody : question.conversation;
  request.filter.scopes = {memory::global_scope, memory::project_scope(scope)};
  request.filter.kinds = memory::usual_kinds;
  for (const Turn& turn : set_.turns) {
    if (turn.conversation == question.conversation) request.now = std::max(request.now, turn.at + hour);
  }
  return request;
}

std::size_t TurnIndex::place(search::RecordId id) {
  return static_cast<std::size_t>(memory::row_of(id)) - 1;
}

}  // namespace hearth::bench
