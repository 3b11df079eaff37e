#include <optional>
#include <string>

#include "api/pages.h"
#include "api/resources.h"
#include "base/json_writer.h"
#include "memory/retrieval/memory.h"
#include "store/sessions.h"

namespace hearth::api {

namespace {

using memory::Kind;

memory::SearchRequest request_of(const Call& call, db::Connection& connection) {
  using enum Kind;
  memory::SearchRequest request;
  request.text = call.query_text("q");
  request.everything = call.query_flag("all");
  request.session = call.query_id<SessionId>("session");
  if (std::string root = call.query_text("workspace"); !root.empty()) {
    // A folder that nobody has worked in knows what holds everywhere.
    request.project = store::find_workspace_around(connection, root).value_or(WorkspaceId{0});
  } else if (request.session && !request.everything) {
    request.project = store::get_session(connection, *request.session).workspace;
  }
  request.asking = request.session;
  if (auto kind = call.query_choice("kind", {message, observation, suggestion, past_observation, document})) {
    request.kinds = memory::bit(*kind);
  }
  request.since = call.query_number("since", 0, INT64_MAX);
  request.until = call.query_number("until", 0, INT64_MAX);
  request.path_prefix = call.query_text("path");
  request.limit = call.query_number("limit", 10, 1, 100);
  request.now = unix_millis_now();
  return request;
}

void write_document(JsonWriter& out, const memory::Hit& hit) {
  out.key("title").string(hit.title).key("path").string(hit.path).key("place").string(hit.place);
  out.key("page");
  write_optional(out, hit.page);
  out.key("line");
  write_optional(out, hit.line);
}

void write_hit(JsonWriter& out, const memory::Hit& hit, bool explained) {
  out.begin_object().key("kind").string(to_string(hit.kind)).key("id").number(hit.id);
  out.key("text").string(hit.text).key("at").number(hit.at).key("score").real(hit.score);
  out.key("untrusted").boolean(hit.untrusted);
  out.key("session_id");
  write_optional(out, hit.session ? std::optional(hit.session->value) : std::nullopt);
  if (hit.kind == Kind::message) out.key("session_title").string(hit.session_title).key("role").string(hit.role);
  if (hit.kind == Kind::document) write_document(out, hit);
  if (hit.kind != Kind::message && hit.kind != Kind::document) out.key("subject").string(hit.subject);
  if (explained) {
    out.key("reasons").begin_array();
    for (const auto& [feature, share] : hit.reasons) {
      out.begin_object().key("feature").string(feature).key("share").real(share).end_object();
    }
    out.end_array();
  }
  out.end_object();
}

http_server::Response search(const Call& call) {
  memory::SearchRequest request =
      call.context.store.read([&](db::Connection& connection) { return request_of(call, connection); });
  bool explained = call.query_flag("explain");
  memory::Found found = call.context.memory.search(request, call.stop);
  JsonWriter out;
  out.begin_object().key("results").begin_array();
  for (const memory::Hit& hit : found.hits) write_hit(out, hit, explained);
  out.end_array().key("behind").number(found.behind).key("by_meaning").boolean(found.by_meaning);
  return json_response(out.end_object().take());
}

constexpr Route table[] = {
    {"GET", "/api/v1/memory/search",
     "What was said, learnt and read, the best answer first: of a workspace and a session; all=true: of all",
     "q workspace session all kind since until path limit explain", "", "MemorySearchResults", 200, search},
};

}  // namespace

std::span<const Route> memory_search_routes() {
  return table;
}

}  // namespace hearth::api
