#include <optional>

#include "api/pages.h"
#include "api/resources.h"
#include "base/json_writer.h"
#include "store/message_index.h"
#include "store/messages.h"

namespace hearth::api {

namespace {

http_server::Response search(const Call& call) {
  constexpr std::int64_t deepest = 10'000;
  std::int64_t limit = call.query_number("limit", 20, 1, 100);
  std::int64_t offset = call.query_number("offset", 0, 0, deepest);
  JsonWriter out;
  out.begin_object().key("results").begin_array();
  std::int64_t rows = 0;
  store::complete_message_index(call.context.store);
  call.context.store.read([&](db::Connection& connection) {
    store::search_messages(connection, call.query_text("q"), limit, offset, [&](const store::SearchHit& hit) {
      ++rows;
      out.begin_object().key("message_id").number(hit.id.value).key("session_id").number(hit.session.value);
      out.key("role").string(hit.role).key("snippet").string(hit.snippet);
      out.key("created_at").number(hit.created_at).key("score").real(hit.score).end_object();
    });
  });
  out.end_array().key("next_offset");
  write_optional(out, rows == limit ? std::optional(offset + limit) : std::nullopt);
  return json_response(out.end_object().take());
}

constexpr Route table[] = {
    {"GET", "/api/v1/search", "Messages that hold all the words, best first, with snippets", "q limit offset", "",
     "SearchResults", 200, search},
};

}  // namespace

std::span<const Route> search_routes() {
  return table;
}

}  // namespace hearth::api
