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
         message.blocks[0].provider.is_null() && message.blocks[0].attachment.is_null() &&
         message.blocks[0].text == text;
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

bool has_attachment(const Message& message) {
  return std::ranges::any_of(message.blocks, [](const Block& block) { return !block.attachment.is_null(); });
}

// The new message is the session's head and last use from now on.
void follow_head(db::Connection& connection, SessionId session, MessageId message, UnixMillis at) {
  connection.prepare("UPDATE sessions SET head_id = ?, updated_at = max(updated_at, ?) WHERE id = ?")
      .bind(message, at, session)
      .run();
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

// The siblings come last, where they are asked for.
MessageRow row_of(const db::Statement& row) {
  return {.id = {row.integer(0)},
          .parent = optional_id<MessageId>(row, 1),
          .run = optional_id<RunId>(row, 2),
          .role = row.text(3),
          .text = row.text(4),
          .blocks = optional_text(row, 5),
          .details = optional_text(row, 6),
          .created_at = row.integer(7),
          .siblings = {}};
}

bool is_branched(db::Connection& connection, SessionId session) {
  db::Statement row = connection.prepare("SELECT 1 FROM sessions WHERE id = ? AND branched = 1");
  row.bind(session);
  return row.step();
}

#define HEARTH_MESSAGE_COLUMNS "m.id, m.parent_id, m.run_id, m.role, m.text, m.blocks, m.details, m.created_at"

// In a session without branches the chain is all there is, which is one range of an index.
constexpr db::Sql all_messages =
    "SELECT " HEARTH_MESSAGE_COLUMNS
    ", '' FROM messages m WHERE m.session_id = ?1 AND m.id < ?2 ORDER BY m.id DESC LIMIT 0 + ?3";

// Elsewhere each is found by its primary key, from the one that `first` selects to the root.
#define HEARTH_CHAIN_FROM(first)                                                                                   \
  "WITH RECURSIVE chain(id) AS (" first                                                                            \
  " UNION ALL SELECT m.parent_id FROM chain c CROSS JOIN messages m ON m.id = c.id WHERE m.parent_id IS NOT NULL " \
  "LIMIT 0 + ?3) SELECT " HEARTH_MESSAGE_COLUMNS                                                                   \
  ", (SELECT group_concat(s.id) FROM messages s WHERE s.parent_id IS m.parent_id AND s.session_id = m.session_id)" \
  " FROM chain c CROSS JOIN messages m ON m.id = c.id"
constexpr db::Sql chain_from_head =
    HEARTH_CHAIN_FROM("SELECT head_id FROM sessions WHERE id = ?1 AND head_id IS NOT NULL AND ?2 IS NOT NULL");
constexpr db::Sql chain_from_parent =
    HEARTH_CHAIN_FROM("SELECT parent_id FROM messages WHERE session_id = ?1 AND id = ?2 AND parent_id IS NOT NULL");

}  // namespace

MessageId add_message(Write& write, const NewMessage& message) {
  db::Connection& connection = write.connection();
  std::string text = to_valid_utf8(plain_text(message.message));
  std::optional<std::string> blocks = blocks_column(message.message, text);
  std::optional<std::string> details = details_column(message.message);
  connection
      .prepare(
          "INSERT INTO messages(session_id, parent_id, run_id, role, text, blocks, details, created_at, untrusted) "
          "SELECT id, head_id, ?2, ?3, ?4, ?5, ?6, ?7, (?3 <> 'user' OR ?8) AND untrusted FROM sessions WHERE id = ?1")
      .bind(message.session, message.run, to_string(message.message.role), text, blocks, details, message.at,
            has_attachment(message.message) ? 1 : 0)
      .run();
  if (connection.rows_changed() == 0) {
    throw Error(Code::not_found, fmt::format("adding a message: there is no session {}", message.session.value));
  }
  MessageId id{connection.last_insert_id()};
  follow_head(connection, message.session, id, message.at);
  index_in_batches(write, id);
  return id;
}

bool has_messages(db::Connection& connection, RunId run) {
  db::Statement row = connection.prepare("SELECT 1 FROM messages WHERE run_id = ? LIMIT 1");
  row.bind(run);
  return row.step();
}

int each_message(db::Connection& connection, SessionId session, const Page& page,
                 const std::function<void(const MessageRow&)>& each) {
  PageBounds bounds = bounds_of(page);
  db::Statement row = connection.prepare(!is_branched(connection, session) ? all_messages
                                         : page.before                     ? chain_from_parent
                                                                           : chain_from_head);
  row.bind(session, bounds.before, bounds.limit);
  int seen = 0;
  for (; row.step(); ++seen) {
    MessageRow message = row_of(row);
    message.siblings = row.text(8);
    each(message);
  }
  return seen;
}

Message get_message(db::Connection& connection, SessionId session, MessageId id) {
  db::Statement row =
      connection.prepare("SELECT " HEARTH_MESSAGE_COLUMNS " FROM messages m WHERE m.id = ? AND m.session_id = ?");
  row.bind(id, session);
  if (row.step()) return to_message(row_of(row));
  throw Error(Code::invalid_argument,
              fmt::format("looking for message {}: it is not in session {}", id.value, session.value));
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
