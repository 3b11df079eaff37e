// What the search index holds, and what it is asked. The index knows nothing of messages or documents: ids, kinds,
// groups and scopes are its caller's numbers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace hearth::search {

// Each text of a record is weighted by where it stands.
enum class Field : std::uint8_t { text, speaker, title, date, previous, next };
inline constexpr std::size_t field_count = 6;

using RecordId = std::uint64_t;

struct Record {
  RecordId id = 0;                                   // not 0
  std::array<std::string, field_count> fields = {};  // UTF-8; empty: none
  std::uint8_t kind = 0;                             // below 32
  std::uint32_t traits = 0;                          // bits of the caller's, given back with each candidate
  std::uint64_t scope = 0;                           // what must not cross: a project, for example
  std::uint64_t group = 0;                           // what belongs together: a session, a document
  UnixMillis time = 0;
  std::string path = {};  // of a file, or empty
  std::vector<std::string> tags = {};
  std::vector<float> vector = {};  // length 1, of the index's dimensions; empty: none
};

// Where records come from, so that a later start knows where to go on: two counters of the caller's.
struct Watermark {
  std::int64_t first = 0;
  std::int64_t second = 0;
  friend bool operator==(const Watermark&, const Watermark&) = default;
};

// A record whose id is there already replaces it. Applied as one: a search sees all of it or none.
struct Batch {
  std::vector<Record> upserts;
  std::vector<RecordId> erased;  // an unknown id is no error; erased before the upserts
  Watermark watermark = {};      // what the caller has read once this is in
};

// All given conditions must hold. Applied while lists are read, so that a narrow filter costs less than a wide one.
struct Filter {
  std::vector<std::uint64_t> scopes;                                // any of these; empty: every scope
  std::vector<std::uint64_t> groups;                                // any of these; empty: every group
  std::uint32_t kinds = std::numeric_limits<std::uint32_t>::max();  // bit per kind
  UnixMillis from = std::numeric_limits<UnixMillis>::min();         // included
  UnixMillis until = std::numeric_limits<UnixMillis>::max();        // excluded
  std::string path_prefix;                                          // "src/": paths that begin so; empty: any
  std::vector<std::string> tags;                                    // all of these
};

struct Query {
  std::string words;          // any of them counts; analysed as records are; "quoted parts" must be there as written
  bool all_words = false;     // true: each of them must be there, in whatever field
  std::vector<float> vector;  // length 1, or empty: words alone
  Filter filter;
  std::size_t lexical_limit = 100;  // candidates of the words
  std::size_t dense_limit = 100;    // candidates of the vector; 0: the vector only scores those of the words
};

// A word of the query, as the index reads it.
struct QueryWord {
  std::string word;  // as written
  std::string stem;
  float rarity = 0;  // inverse document frequency, natural logarithm, >= 0
};

struct Candidate {
  RecordId id = 0;
  float lexical = 0;                                      // BM25F; 0: no word is in it
  float dense = std::numeric_limits<float>::quiet_NaN();  // cosine; not a number: one of both has no vector
  std::array<std::uint64_t, field_count> matched = {};    // bit i: the i-th of the first 64 words of the query
  std::uint16_t window = 0;    // the shortest run of words of Field::text that holds each matched one; 0: none matched
  std::uint16_t in_order = 0;  // how many pairs of neighbouring words of the query are neighbours in Field::text
  std::uint32_t length = 0;    // words of Field::text
  std::uint8_t kind = 0;
  std::uint32_t traits = 0;
  std::uint64_t scope = 0;
  std::uint64_t group = 0;
  UnixMillis time = 0;
};

struct Answer {
  std::vector<QueryWord> words;       // stop words are none, unless nothing else is there
  std::vector<Candidate> candidates;  // the best by words, and after them those that only the vector found
};

}  // namespace hearth::search
