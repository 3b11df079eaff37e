#include "cli/pages.h"

#include <algorithm>

#include "cli/api_path.h"
#include "cli/fields.h"

namespace hearth::cli {

Fetched fetch(Server& server, const List& list, std::int64_t count, std::stop_token stop) {
  constexpr std::int64_t most_per_page = 100;
  Fetched fetched;
  std::string cursor;
  for (;;) {
    std::int64_t wanted = count - static_cast<std::int64_t>(fetched.items.size());
    auto query = list.query;
    query.emplace_back("limit", std::to_string(std::min(wanted, most_per_page)));
    query.emplace_back(list.page, cursor);
    json answer = server.get(with_query(list.path, query), stop);
    bool first = fetched.first_answer.is_null();
    const json& items = array_field(answer, list.items);
    for (const json& item : items) fetched.items.push_back(item);
    cursor = text_field(answer, list.next);
    bool last = cursor.empty() || items.empty();
    if (first) fetched.first_answer = answer;
    if (last) return fetched;
    if (static_cast<std::int64_t>(fetched.items.size()) >= count) {
      fetched.rest = Fetched::Rest::more;
      return fetched;
    }
  }
}

}  // namespace hearth::cli
