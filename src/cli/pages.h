// Reading lists of the API page by page. Any thread; throws Error and Cancelled.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "cli/server.h"

namespace hearth::cli {

struct List {
  std::string path;                                             // "sessions"
  std::vector<std::pair<std::string_view, std::string>> query;  // but for the page
  const char* items;                                            // "sessions": the array in an answer
  const char* next;                                             // "next_cursor": where an answer says how to go on
  std::string_view page;                                        // "cursor": the query's name for it
};

struct Fetched {
  std::vector<json> items;
  enum class Rest { none, more } rest = Rest::none;
  json first_answer;  // what the first page said beside its items
};
// At most `count` items.
Fetched fetch(Server& server, const List& list, std::int64_t count, std::stop_token stop);

}  // namespace hearth::cli
