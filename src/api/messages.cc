#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "api/pages.h"
#include "api/resources.h"
#include "base/json_writer.h"
#include "store/messages.h"
#include "store/sessions.h"

namespace hearth::api {

namespace {

// The blocks of a message that is its text alone are made here; all others are copied as they lie in the database.
void write_message(JsonWriter& out, const store::MessageRow& row) {
  out.begin_object().key("id").number(row.id.value).key("parent_id");
  write_optional(out, row.parent ? std::optional(row.parent->value) : std::nullopt);
  if (row.siblings.find(',') != std::string_view::npos) out.key("siblings").raw(fmt::format("[{}]", row.siblings));
  out.key("run_id");
  write_optional(out, row.run ? std::optional(row.run->value) : std::nullopt);
  out.key("role").string(row.role).key("blocks");
  if (row.blocks) {
    out.raw(*row.blocks);
  } else {
    out.begin_array().begin_object().key("type").string("text").key("text").string(row.text).end_object().end_array();
  }
  if (row.details) out.key("details").raw(*row.details);
  out.key("created_at").number(row.created_at).end_object();
}

http_server::Response list(const Call& call) {
  constexpr std::size_t usual_bytes = 24 * 1024;
  SessionId session{call.id()};
  store::Page page = page_of(call);
  JsonWriter out;
  out.reserve(usual_bytes);
  out.begin_object().key("messages").begin_array();
  std::int64_t last = 0;
  int rows = call.context.store.read([&](db::Connection& connection) {
    int seen = store::each_message(connection, session, page, [&](const store::MessageRow& row) {
      write_message(out, row);
      last = row.id.value;
    });
    if (seen == 0) store::get_session(connection, session);
    return seen;
  });
  out.end_array().key("next_before");
  write_optional(out, rows == page.limit ? std::optional(last) : std::nullopt);
  return json_response(out.end_object().take());
}

http_server::Response add(const Call& call) {
  SessionId session{call.id()};
  Message message = user_message(call.body["text"].get<std::string>());
  UnixMillis now = unix_millis_now();
  MessageId id = call.context.store.write([&](store::Write& write) {
    return store::add_message(write, {session, {}, message, now});
  });
  JsonWriter out;
  out.begin_object().key("id").number(id.value).key("created_at").number(now).end_object();
  return json_response(out.take(), 201);
}

constexpr Route table[] = {
    {"GET", "/api/v1/sessions/{id}/messages", "The messages of a session, newest first", "limit before", "",
     "MessageList", 200, list},
    {"POST", "/api/v1/sessions/{id}/messages", "Add a message of the user without starting a run", "", "NewMessage",
     "AddedMessage", 201, add},
};

}  // namespace

std::span<const Route> message_routes() {
  return table;
}

}  // namespace hearth::api
