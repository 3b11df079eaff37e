// The SQL function relevance(fts_table, wanted): the score of FTS5's bm25(), smaller for better matches, for a query
// that keeps the best `wanted` rows. bm25() looks up the length of every matching row, which is most of its cost; this
// looks it up only while the best score that the row could have beats the rows found so far. The others get that bound,
// which sorts behind the wanted rows. After S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework"
// (2009), with SQLite's k1 and b; the bound is that of H. Turtle and J. Flood, "Query evaluation" (1995).
#pragma once

#include <sqlite3.h>

namespace hearth::db {

// To be called once for each connection that searches. Throws Error when SQLite has no FTS5.
void add_relevance(sqlite3* connection);

}  // namespace hearth::db
