#include "store/branches.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "domain/json.h"
#include "store/attachments.h"
#include "store/message_index.h"
#include "store/sessions.h"
#include "store/stored_json.h"

namespace hearth::store {

namespace {

void require_in_session(db::Connection& connection, SessionId session, MessageId message) {
  db::Statement row = connection.prepare("SELECT 1 FROM messages WHERE id = ? AND session_id = ?");
  row.bind(message, session);
  if (row.step()) return;
  throw Error(Code::invalid_argument,
              fmt::format("looking for message {}: it is not in session {}", message.value, session.value));
}

// Children are younger than their parents, so that the newest of all is a leaf.
MessageId newest_below(db::Connection& connection, MessageId message) {
  db::Statement row = connection.prepare(
      "WITH RECURSIVE below(id) AS (SELECT ?1 UNION ALL "
      "SELECT m.id FROM below b CROSS JOIN messages m ON m.parent_id = b.id) SELECT max(id) FROM below");
  row.bind(message);
  row.step();
  return {row.integer(0)};
}

// From the root on.
std::vector<MessageId> chain_to(db::Connection& connection, MessageId last) {
  db::Statement row = connection.prepare(
      "WITH RECURSIVE chain(id) AS (SELECT ?1 UNION ALL "
      "SELECT m.parent_id FROM chain c CROSS JOIN messages m ON m.id = c.id WHERE m.parent_id IS NOT NULL) "
      "SELECT id FROM chain ORDER BY id");
  row.bind(last);
  std::vector<MessageId> chain;
  while (row.step()) chain.push_back({row.integer(0)});
  return chain;
}

// The blocks of a message of the user with attachments that are the other session's own, since the one that they came
// from may be deleted; nothing for a message without any.
std::optional<std::string> blocks_for(Write& write, MessageId message, SessionId to) {
  db::Statement row =
      write.connection().prepare("SELECT blocks FROM messages WHERE id = ? AND role = 'user' AND blocks IS NOT NULL");
  row.bind(message);
  if (!row.step()) return std::nullopt;
  json blocks = stored_json(row.text(0), "message's blocks");
  for (json& block : blocks) {
    if (!block.contains("attachment_id")) continue;
    AttachmentId own = copy_attachment(write, AttachmentId{block["attachment_id"].get<std::int64_t>()}, to);
    block["attachment_id"] = own.value;
  }
  return json_text(blocks);
}

// Runs stay with the old session, and a copy may outlive them.
MessageId copy_message(Write& write, MessageId message, SessionId to, std::optional<MessageId> parent) {
  db::Connection& connection = write.connection();
  std::optional<std::string> blocks = blocks_for(write, message, to);
  connection
      .prepare(
          "INSERT INTO messages(session_id, parent_id, role, text, blocks, details, created_at, untrusted) "
          "SELECT ?, ?, role, text, coalesce(?, blocks), details, created_at, untrusted FROM messages WHERE id = ?")
      .bind(to, parent, blocks, message)
      .run();
  MessageId copy{connection.last_insert_id()};
  index_in_batches(write, copy);
  return copy;
}

}  // namespace

void set_head(Write& write, SessionId session, std::optional<MessageId> head) {
  db::Connection& connection = write.connection();
  if (head) require_in_session(connection, session, *head);
  connection.prepare("UPDATE sessions SET branched = branched OR head_id IS NOT ?1, head_id = ?1 WHERE id = ?2")
      .bind(head, session)
      .run();
  if (connection.rows_changed() == 0)
    throw Error(Code::not_found, fmt::format("looking for session {}: there is none", session.value));
}

void show_branch(Write& write, SessionId session, MessageId message) {
  get_session(write, session);
  require_in_session(write, session, message);
  set_head(write, session, newest_below(write, message));
}

void show_whole_branch(Write& write, SessionId session) {
  if (std::optional<MessageId> head = get_session(write, session).head) show_branch(write, session, *head);
}

SessionId fork_session(Write& write, SessionId session, MessageId last, UnixMillis now) {
  db::Connection& connection = write.connection();
  Session old = get_session(connection, session);
  require_in_session(connection, session, last);
  SessionId fork = add_session(write, old.title, old.workspace, now);
  std::optional<MessageId> head;
  for (MessageId message : chain_to(connection, last)) head = copy_message(write, message, fork, head);
  connection
      .prepare(
          "UPDATE sessions SET head_id = ?1, (network_mode, untrusted, private) = "
          "(SELECT network_mode, untrusted, private FROM sessions WHERE id = ?2) WHERE id = ?3")
      .bind(head, session, fork)
      .run();
  return fork;
}

}  // namespace hearth::store
