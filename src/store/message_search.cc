#include <algorithm>
#include <limits>

#include "base/error.h"
#include "store/messages.h"
#include "store/snippet.h"

namespace hearth::store {

namespace {

// Each word as a string of FTS5's query language, so that nothing in it is an operator.
std::string match_expression(const std::vector<std::string_view>& words) {
  std::string expression;
  for (std::string_view word : words) {
    expression += expression.empty() ? "\"" : " \"";
    for (char c : word) {
      if (c == '"') expression += '"';
      if (c != '\0') expression += c;
    }
    expression += '"';
  }
  return expression;
}

// The index's own snippet, which knows how it folds accents; dear, so only where ours found nothing.
std::string indexed_snippet(db::Connection& connection, const std::string& expression, MessageId id) {
  db::Statement row = connection.prepare(
      "SELECT snippet(messages_fts, 0, char(0x2068), char(0x2069), '…', 32) FROM messages_fts "
      "WHERE messages_fts MATCH ? AND rowid = ?");
  row.bind(expression, id);
  return row.step() ? row.copy(0) : std::string();
}

// The inner query ranks ids only; texts are fetched for the rows that are returned.
#define HEARTH_BEST_OF(matches)                                                               \
  "SELECT m.id, m.session_id, m.role, m.text, m.created_at, h.score, m.untrusted, t.title "   \
  "FROM (SELECT messages_fts.rowid AS id, relevance(messages_fts, ?1) AS score FROM " matches \
  " AND messages_fts MATCH ?2 ORDER BY score LIMIT 0 + ?3 OFFSET 0 + ?4) h "                  \
  "CROSS JOIN messages m ON m.id = h.id CROSS JOIN sessions t ON t.id = m.session_id ORDER BY h.score"
constexpr db::Sql best_of_all = HEARTH_BEST_OF("messages_fts WHERE true");
// What does not meet the query is left out before it is ranked: relevance() counts the rows that it has seen.
constexpr db::Sql best_of_some = HEARTH_BEST_OF(
    "messages_fts CROSS JOIN messages r ON r.id = messages_fts.rowid CROSS JOIN sessions s ON s.id = r.session_id "
    "WHERE r.role = coalesce(?5, r.role) AND r.session_id = coalesce(?6, r.session_id) "
    "AND (?7 IS NULL OR s.workspace_id = ?7) AND r.created_at >= ?8 AND r.created_at < ?9");

db::Statement ranked(db::Connection& connection, const MessageQuery& query, std::string_view expression) {
  using Time = std::numeric_limits<UnixMillis>;
  std::int64_t skipped = std::max<std::int64_t>(query.offset, 0);
  bool some = query.role || query.session || query.workspace || query.since || query.until;
  db::Statement row = connection.prepare(some ? best_of_some : best_of_all);
  row.bind(query.limit + skipped, expression, query.limit, skipped);
  if (!some) return row;
  std::optional<std::string_view> role;
  if (query.role) role = to_string(*query.role);
  row.bind(role, query.session, query.workspace, query.since.value_or(Time::min()), query.until.value_or(Time::max()));
  return row;
}

}  // namespace

void search_messages(db::Connection& connection, const MessageQuery& query,
                     const std::function<void(const SearchHit&)>& each) {
  constexpr std::int64_t most = 100;
  constexpr std::size_t longest_query = 1000;
  checked_limit(query.limit, most);
  std::vector<std::string_view> words = query_words(query.words);
  if (words.empty())
    throw Error(Code::invalid_argument, "searching messages: the query has no word: give at least one");
  if (query.words.size() > longest_query) {
    throw Error(Code::invalid_argument, "searching messages: the query is too long: give at most 1000 bytes");
  }
  std::string expression = match_expression(words);
  db::Statement row = ranked(connection, query, expression);
  while (row.step()) {
    MessageId id{row.integer(0)};
    std::string snippet = make_snippet(row.text(3), words);
    if (snippet.empty()) snippet = indexed_snippet(connection, expression, id);
    each({.id = id,
          .session = {row.integer(1)},
          .session_title = row.text(7),
          .role = row.text(2),
          .snippet = snippet,
          .created_at = row.integer(4),
          .score = -row.real(5),  // SQLite's bm25 is smaller for better matches
          .untrusted = row.integer(6) != 0});
  }
}

}  // namespace hearth::store
