#include <algorithm>

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

}  // namespace

void search_messages(db::Connection& connection, std::string_view query, std::int64_t limit, std::int64_t offset,
                     const std::function<void(const SearchHit&)>& each) {
  constexpr std::int64_t most = 100;
  constexpr std::size_t longest_query = 1000;
  checked_limit(limit, most);
  std::vector<std::string_view> words = query_words(query);
  if (words.empty())
    throw Error(Code::invalid_argument, "searching messages: the query has no word: give at least one");
  if (query.size() > longest_query) {
    throw Error(Code::invalid_argument, "searching messages: the query is too long: give at most 1000 bytes");
  }
  std::string expression = match_expression(words);
  // The inner query ranks ids only; texts are fetched for the rows that are returned.
  db::Statement row = connection.prepare(
      "SELECT m.id, m.session_id, m.role, m.text, m.created_at, h.score, m.untrusted "
      "FROM (SELECT rowid AS id, relevance(messages_fts, ?) AS score FROM messages_fts WHERE messages_fts MATCH ? "
      "ORDER BY score LIMIT 0 + ? OFFSET 0 + ?) h CROSS JOIN messages m ON m.id = h.id ORDER BY h.score");
  std::int64_t skipped = std::max<std::int64_t>(offset, 0);
  row.bind(limit + skipped, expression, limit, skipped);
  while (row.step()) {
    MessageId id{row.integer(0)};
    std::string snippet = make_snippet(row.text(3), words);
    if (snippet.empty()) snippet = indexed_snippet(connection, expression, id);
    each({.id = id,
          .session = {row.integer(1)},
          .role = row.text(2),
          .snippet = snippet,
          .created_at = row.integer(4),
          .score = -row.real(5),  // SQLite's bm25 is smaller for better matches
          .untrusted = row.integer(6) != 0});
  }
}

}  // namespace hearth::store
