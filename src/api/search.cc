#include <optional>

#include "api/pages.h"
#include "api/resources.h"
#include "base/json_writer.h"
#include "store/message_index.h"
#include "store/messages.h"
#include "store/sessions.h"

namespace hearth::api {

namespace {

http_server::Response search(const Call& call) {
  constexpr std::int64_t deepest = 10'000;
  using enum Role;
  std::string words = call.query_text("q"), root = call.query_text("workspace");
  store::MessageQuery query{.words = words,
                            .role = call.query_choice("role", {user, assistant, tool, system}),
                            .since = call.query_number("since", 0, INT64_MAX),
                            .until = call.query_number("until", 0, INT64_MAX),
                            .session = call.query_id<SessionId>("session"),
                            .limit = call.query_number("limit", 20, 1, 100),
                            .offset = call.query_number("offset", 0, 0, deepest)};
  JsonWriter out;
  out.begin_object().key("results").begin_array();
  std::int64_t rows = 0;
  store::complete_message_index(call.context.store);
  call.context.store.read([&](db::Connection& connection) {
    if (!root.empty()) query.workspace = store::find_workspace(connection, root).value_or(WorkspaceId{0});
    store::search_messages(connection, query, [&](const store::SearchHit& hit) {
      ++rows;
      out.begin_object().key("message_id").number(hit.id.value).key("session_id").number(hit.session.value);
      out.key("session_title").string(hit.session_title);
      out.key("role").string(hit.role).key("snippet").string(hit.snippet);
      out.key("created_at").number(hit.created_at).key("score").real(hit.score).end_object();
    });
  });
  out.end_array().key("next_offset");
  write_optional(out, rows == query.limit ? std::optional(query.offset + query.limit) : std::nullopt);
  return json_response(out.end_object().take());
}

constexpr Route table[] = {
    {"GET", "/api/v1/search", "Messages that hold all the words, best first, with snippets",
     "q role since until session workspace limit offset", "", "SearchResults", 200, search},
};

}  // namespace

std::span<const Route> search_routes() {
  return table;
}

}  // namespace hearth::api
