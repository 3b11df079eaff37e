#include "db/relevance.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <memory>
#include <queue>
#include <vector>

#include "base/error.h"

namespace hearth::db {

namespace {

constexpr double k1 = 1.2;
constexpr double b = 0.75;

// What one query knows of its phrases and of the rows it has seen.
struct Ranking {
  std::size_t wanted = 0;
  double average_length = 0;
  std::vector<double> weights;      // of each phrase: rare ones weigh more
  std::vector<double> frequencies;  // of each phrase in the row at hand
  std::priority_queue<double, std::vector<double>, std::greater<>> best;

  // `length`: of the row over the average; 0 gives the bound.
  double score(double length) const {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
      sum += weights[i] * frequencies[i] * (k1 + 1) / (frequencies[i] + k1 * (1 - b + b * length));
    return sum;
  }
};

int count_row(const Fts5ExtensionApi* /*api*/, Fts5Context* /*context*/, void* rows) {
  ++*static_cast<sqlite3_int64*>(rows);
  return SQLITE_OK;
}

int begin(const Fts5ExtensionApi& api, Fts5Context* context, sqlite3_int64 wanted, Ranking& ranking) {
  constexpr double least_weight = 1e-6;
  sqlite3_int64 rows = 0, length = 0;
  int result = api.xRowCount(context, &rows);
  if (result == SQLITE_OK) result = api.xColumnTotalSize(context, -1, &length);
  ranking.wanted = static_cast<std::size_t>(std::max<sqlite3_int64>(wanted, 1));
  ranking.average_length = rows > 0 ? static_cast<double>(length) / static_cast<double>(rows) : 1;
  int phrases = api.xPhraseCount(context);
  for (int i = 0; i < phrases && result == SQLITE_OK; ++i) {
    sqlite3_int64 hits = 0;
    result = api.xQueryPhrase(context, i, &hits, count_row);
    double weight = std::log((static_cast<double>(rows - hits) + 0.5) / (static_cast<double>(hits) + 0.5));
    ranking.weights.push_back(std::max(weight, least_weight));
  }
  ranking.frequencies.resize(ranking.weights.size());
  return result;
}

void count_phrases(const Fts5ExtensionApi& api, Fts5Context* context, std::vector<double>& frequencies) {
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    Fts5PhraseIter place;
    int column = -1, offset = 0;
    frequencies[i] = 0;
    api.xPhraseFirst(context, static_cast<int>(i), &place, &column, &offset);
    for (; column >= 0; api.xPhraseNext(context, &place, &column, &offset)) frequencies[i] += 1;
  }
}

void relevance(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* out, int count,
               sqlite3_value** values) noexcept {
  auto* ranking = static_cast<Ranking*>(api->xGetAuxdata(context, 0));
  if (ranking == nullptr) {
    auto made = std::make_unique<Ranking>();
    int result = begin(*api, context, count > 0 ? sqlite3_value_int64(values[0]) : 1, *made);
    ranking = made.get();
    // Takes it over, also where it fails.
    if (result == SQLITE_OK)
      result = api->xSetAuxdata(context, made.release(), [](void* old) { delete static_cast<Ranking*>(old); });
    if (result != SQLITE_OK) return sqlite3_result_error_code(out, result);
  }
  count_phrases(*api, context, ranking->frequencies);
  double score = ranking->score(0);
  bool full = ranking->best.size() >= ranking->wanted;
  if (!full || score > ranking->best.top()) {
    int length = 0;
    if (int result = api->xColumnSize(context, -1, &length); result != SQLITE_OK)
      return sqlite3_result_error_code(out, result);
    score = ranking->score(length / ranking->average_length);
    ranking->best.push(score);
    if (ranking->best.size() > ranking->wanted) ranking->best.pop();
  }
  sqlite3_result_double(out, -score);
}

}  // namespace

void add_relevance(sqlite3* connection) {
  fts5_api* api = nullptr;
  sqlite3_stmt* row = nullptr;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?)", -1, &row, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(row, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(row);
  }
  sqlite3_finalize(row);
  bool added = api != nullptr && api->xCreateFunction(api, "relevance", nullptr, relevance, nullptr) == SQLITE_OK;
  if (!added)
    throw Error(Code::internal,
                "opening a database: this SQLite has no full-text search (FTS5): install libsqlite3 with it");
}

}  // namespace hearth::db
