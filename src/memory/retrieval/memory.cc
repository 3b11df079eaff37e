#include "memory/retrieval/memory.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/error.h"
#include "memory/retrieval/retriever.h"
#include "store/memory_rows.h"
#include "store/page.h"

namespace hearth::memory {

namespace {

void require_usable(const SearchRequest& request) {
  constexpr std::int64_t most = 100;
  constexpr std::size_t longest = 2000;
  store::checked_limit(request.limit, most);
  auto is_letter = [](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; };
  if (std::none_of(request.text.begin(), request.text.end(), is_letter)) {
    throw Error(Code::invalid_argument, "searching memory: the question has no word: give at least one");
  }
  if (request.text.size() > longest) {
    throw Error(Code::invalid_argument, "searching memory: the question is too long: give at most 2000 bytes");
  }
}

search::Filter filter_of(const SearchRequest& request) {
  search::Filter filter;
  if (!request.everything || request.project) {
    filter.scopes = {global_scope, project_scope(request.project)};
    if (request.asking) filter.scopes.push_back(session_scope(*request.asking));
  }
  if (request.session) filter.groups = {static_cast<std::uint64_t>(request.session->value)};
  filter.kinds = request.kinds;
  if (request.since) filter.from = *request.since;
  if (request.until) filter.until = *request.until;
  filter.path_prefix = request.path_prefix;
  return filter;
}

std::vector<std::pair<std::string, float>> reasons_of(const recall::Ranked& ranked) {
  std::vector<std::pair<std::string, float>> reasons;
  auto names = recall::feature_names();
  const recall::Weights& weights = recall::Weights::shipped();
  for (std::size_t i = 0; i < names.size(); ++i) {
    float share = weights.values[i] * ranked.features[i];
    if (std::abs(share) > 0.005F) reasons.emplace_back(std::string(names[i]), share);
  }
  std::sort(reasons.begin(), reasons.end(),
            [](const auto& a, const auto& b) { return std::abs(a.second) > std::abs(b.second); });
  return reasons;
}

bool fill_message(db::Connection& connection, std::int64_t row, Hit& hit) {
  std::optional<store::FoundMessage> found = store::found_message(connection, {row});
  if (!found) return false;
  hit.text = std::move(found->text);
  hit.role = std::move(found->role);
  hit.session = found->session;
  hit.session_title = std::move(found->session_title);
  hit.at = found->at;
  hit.untrusted = found->untrusted;
  return true;
}

bool fill_observation(db::Connection& connection, std::int64_t row, Hit& hit) {
  std::optional<store::FoundObservation> found = store::found_observation(connection, row);
  if (!found) return false;
  hit.text = std::move(found->text);
  hit.subject = std::move(found->subject);
  hit.session = found->session;
  hit.at = found->valid_from;
  hit.untrusted = found->untrusted;
  return true;
}

bool fill_document(db::Connection& connection, std::int64_t row, Hit& hit) {
  std::optional<store::FoundChunk> found = store::found_chunk(connection, row);
  if (!found) return false;
  hit.id = found->document;
  hit.text = std::move(found->text);
  hit.title = std::move(found->title);
  hit.path = std::move(found->path);
  hit.heading = std::move(found->heading);
  hit.place = std::move(found->place);
  hit.page = found->page;
  hit.line = found->first_line;
  hit.at = found->modified_at;
  hit.untrusted = true;  // somebody else may have written it
  return true;
}

// Nothing if the row has gone since it was indexed.
std::optional<Hit> hit_of(db::Connection& connection, const recall::Ranked& ranked) {
  Hit hit;
  std::int64_t row = row_of(ranked.candidate.id);
  hit.kind = static_cast<Kind>(ranked.candidate.kind);
  hit.id = row;
  bool there = false;
  switch (table_of(ranked.candidate.id)) {
    case Table::messages:
      there = fill_message(connection, row, hit);
      break;
    case Table::observations:
      there = fill_observation(connection, row, hit);
      break;
    case Table::document_chunks:
      there = fill_document(connection, row, hit);
      break;
  }
  if (!there) return std::nullopt;
  hit.score = ranked.score;
  hit.reasons = reasons_of(ranked);
  return hit;
}

}  // namespace

Found Memory::search(const SearchRequest& request, std::stop_token stop) {
  require_usable(request);
  constexpr std::chrono::seconds patience(2);
  IndexFeed::Ready ready = feed_.up_to_date(patience, stop);
  Retriever retriever(*ready.index, ready.embedder);
  std::vector<recall::Ranked> ranked = retriever.find({.text = request.text,
                                                       .filter = filter_of(request),
                                                       .now = request.now,
                                                       .limit = static_cast<std::size_t>(request.limit)},
                                                      stop);
  Found found{.hits = {}, .behind = ready.behind, .by_meaning = ready.embedder != nullptr};
  store_.read([&](db::Connection& connection) {
    for (const recall::Ranked& each : ranked) {
      if (std::optional<Hit> hit = hit_of(connection, each)) found.hits.push_back(std::move(*hit));
    }
  });
  return found;
}

}  // namespace hearth::memory
