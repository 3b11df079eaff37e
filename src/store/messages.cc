#include "store/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "store/message_index.h"
#include "store/stored_json.h"

namespace hearth::store {

namespace {

// A message that is one plain text needs no blocks: its text column says everything.
bool is_its_text(const Message& message, std::string_view text) {
  return message.blocks.size() == 1 && message.blocks[0].kind == Block::Kind::text &&
         message.blocks[0].provider.is_null() && message.blocks[0].text == text;
}

std::optional<std::string> blocks_column(const Message& message, std::string_view text) {
  if (is_its_text(message, text)) return std::nullopt;
  json list = json::array();
  for (const Block& block : message.blocks) list.push_back(to_json(block));
  return json_text(list);
}

std::optional<std::string> details_column(const Message& message) {
  if (message.role != Role::assistant) return std::nullopt;
  return json_text({{"origin", {{"provider", message.origin.provider}, {"model", message.origin.model}}},
                    {"stop", to_string(message.stop)},
                    {"stop_detail", message.stop_detail},
                    {"usage", to_json(message.usage)}});
}

// Marks the session as used; not_found if there is none.
void touch_session(db::Connection& connection, SessionId session, UnixMillis at) {
  connection.prepare("UPDATE sessions SET updated_at = max(updated_at, ?) WHERE id = ?").bind(at, session).run();
  if (connection.rows_changed() == 0) {
    throw Error(Code::not_found, fmt::format("adding a message: there is no session {}", session.value));
  }
}

std::optional<MessageId> parent_of(db::Connection& connection, const NewMessage& message) {
  if (message.parent) {
    db::Statement row = connection.prepare("SELECT 1 FROM messages WHERE id = ? AND session_id = ?");
    row.bind(*message.parent, message.session);
    if (row.step()) return message.parent;
    throw Error(Code::invalid_argument, fmt::format("adding a message: its parent {} is not in session {}",
                                                    message.parent->value, message.session.value));
  }
  db::Statement row = connection.prepare("SELECT id FROM messages WHERE session_id = ? ORDER BY id DESC LIMIT 1");
  row.bind(message.session);
  if (!row.step()) return std::nullopt;
  return MessageId{row.integer(0)};
}

template <class Id>
std::optional<Id> optional_id(const db::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Id{row.integer(column)};
}

std::optional<std::string_view> optional_text(const db::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.text(column);
}

}  // namespace

MessageId add_message(Write& write, const NewMessage& message) {
  db::Connection& connection = write.connection();
  touch_session(connection, message.session, message.at);
  std::optional<MessageId> parent = parent_of(connection, message);
  std::string text = to_valid_utf8(plain_text(message.message));
  std::optional<std::string> blocks = blocks_column(message.message, text);
  std::optional<std::string> details = details_column(message.message);
  connection
      .prepare(
          "INSERT INTO messages(session_id, parent_id, run_id, role, text, blocks, details, created_at, untrusted) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
          "?4 <> 'user' AND (SELECT untrusted FROM sessions WHERE id = ?1))")
      .bind(message.session, parent, message.run, to_string(message.message.role), text, blocks, details, message.at)
      .run();
  MessageId id{connection.last_insert_id()};
  index_in_batches(write, id);
  return id;
}

int each_message(db::Connection& connection, SessionId session, const Page& page,
                 const std::function<void(const MessageRow&)>& each) {
  PageBounds bounds = bounds_of(page);
  db::Statement row = connection.prepare(
      "SELECT id, parent_id, run_id, role, text, blocks, details, created_at FROM messages "
      "WHERE session_id = ? AND id < ? ORDER BY id DESC LIMIT 0 + ?");
  row.bind(session, bounds.before, bounds.limit);
  int seen = 0;
  for (; row.step(); ++seen) {
    each({.id = {row.integer(0)},
          .parent = optional_id<MessageId>(row, 1),
          .run = optional_id<RunId>(row, 2),
          .role = row.text(3),
          .text = row.text(4),
          .blocks = optional_text(row, 5),
          .details = optional_text(row, 6),
          .created_at = row.integer(7)});
  }
  return seen;
}

Message to_message(const MessageRow& row) {
  Message message;
  message.id = row.id;
  message.role = role_from(row.role);
  if (row.blocks) {
    for (const json& block : stored_json(*row.blocks, "message's blocks")) {
      message.blocks.push_back(block_from_json(block));
    }
  } else {
    message.blocks.push_back(Block::make_text(std::string(row.text)));
  }
  if (row.details) {
    json details = stored_json(*row.details, "message's details");
    json origin = details.value("origin", json::object());
    message.origin = {origin.value("provider", ""), origin.value("model", "")};
    message.stop = stop_from(details.value("stop", "end_turn"));
    message.stop_detail = details.value("stop_detail", "");
    message.usage = usage_from_json(details.value("usage", json::object()));
  }
  return message;
}

std::vector<StoredMessage> conversation(db::Connection& connection, SessionId session, std::int64_t limit) {
  constexpr std::int64_t page_size = 500;
  std::vector<StoredMessage> messages;
  Page page;
  while (static_cast<std::int64_t>(messages.size()) < limit) {
    page.limit = std::min(page_size, limit - static_cast<std::int64_t>(messages.size()));
    int seen = each_message(connection, session, page, [&](const MessageRow& row) {
      messages.push_back({row.id, row.run, to_message(row)});
    });
    if (seen < page.limit) break;
    page.before = messages.back().id.value;
  }
  std::reverse(messages.begin(), messages.end());
  return messages;
}

}  // namespace hearth::store
