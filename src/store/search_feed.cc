#include "store/search_feed.h"

#include "base/utf8.h"

namespace hearth::store {

namespace {

constexpr std::size_t context_bytes = 400;
// Between a question and its answer stand the calls and results of tools; further than this nobody looks.
constexpr int farthest_step = 40;

std::string beginning_of(std::string_view text) {
  return std::string(utf8_prefix(text, context_bytes));
}

// The last bytes, from the beginning of a character.
std::string end_of(std::string_view text) {
  if (text.size() <= context_bytes) return std::string(text);
  std::size_t at = text.size() - context_bytes;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return std::string(text.substr(at));
}

bool is_said(std::string_view role, std::string_view text) {
  return !text.empty() && (role == "user" || role == "assistant");
}

void add_previous(db::Connection& connection, std::optional<std::int64_t> parent, FeedMessage& message) {
  for (int step = 0; parent && step < farthest_step; ++step) {
    db::Statement row = connection.prepare("SELECT role, text, parent_id FROM messages WHERE id = ?");
    row.bind(*parent);
    if (!row.step()) return;
    if (is_said(row.text(0), row.text(1))) {
      message.previous_id = MessageId{*parent};
      message.previous = end_of(row.text(1));
      return;
    }
    parent = row.is_null(2) ? std::nullopt : std::optional(row.integer(2));
  }
}

void add_next(db::Connection& connection, FeedMessage& message) {
  std::int64_t parent = message.id.value;
  for (int step = 0; step < farthest_step; ++step) {
    db::Statement row = connection.prepare(
        "SELECT role, text, id FROM messages WHERE parent_id = ? AND session_id = ? ORDER BY id LIMIT 1");
    row.bind(parent, message.session);
    if (!row.step()) return;
    if (is_said(row.text(0), row.text(1))) {
      message.next = beginning_of(row.text(1));
      return;
    }
    parent = row.integer(2);
  }
}

#define HEARTH_FEED_MESSAGE                                                                                          \
  "SELECT m.id, m.session_id, s.workspace_id, s.title, m.role, m.text, m.created_at, m.untrusted, m.parent_id FROM " \
  "messages m JOIN sessions s ON s.id = m.session_id WHERE "

void give(db::Connection& connection, const db::Statement& row, const FeedMessageSink& each) {
  if (!is_said(row.text(4), row.text(5))) return;
  FeedMessage message{.id = {row.integer(0)},
                      .session = {row.integer(1)},
                      .workspace = {},
                      .session_title = row.text(3),
                      .role = row.text(4),
                      .text = row.text(5),
                      .at = row.integer(6),
                      .untrusted = row.integer(7) != 0,
                      .previous_id = {},
                      .previous = {},
                      .next = {}};
  if (!row.is_null(2)) message.workspace = WorkspaceId{row.integer(2)};
  add_previous(connection, row.is_null(8) ? std::nullopt : std::optional(row.integer(8)), message);
  add_next(connection, message);
  each(message);
}

std::vector<std::int64_t> numbers(db::Statement row) {
  std::vector<std::int64_t> found;
  while (row.step()) found.push_back(row.integer(0));
  return found;
}

std::string text_of_chunk(db::Connection& connection, std::int64_t document, std::int64_t sequence) {
  db::Statement row = connection.prepare("SELECT text FROM document_chunks WHERE document_id = ? AND sequence = ?");
  row.bind(document, sequence);
  return row.step() ? row.copy(0) : std::string();
}

}  // namespace

std::optional<MessageId> each_feed_message(db::Connection& connection, MessageId after, std::int64_t limit,
                                           const FeedMessageSink& each) {
  db::Statement row = connection.prepare(HEARTH_FEED_MESSAGE "m.id > ? ORDER BY m.id LIMIT ?");
  row.bind(after, limit);
  std::optional<MessageId> last;
  while (row.step()) {
    last = MessageId{row.integer(0)};
    give(connection, row, each);
  }
  return last;
}

void feed_message(db::Connection& connection, MessageId id, const FeedMessageSink& each) {
  db::Statement row = connection.prepare(HEARTH_FEED_MESSAGE "m.id = ?");
  row.bind(id);
  if (row.step()) give(connection, row, each);
}

std::vector<MessageId> messages_of_session(db::Connection& connection, SessionId session) {
  db::Statement row = connection.prepare("SELECT id FROM messages WHERE session_id = ? ORDER BY id");
  row.bind(session);
  std::vector<MessageId> found;
  while (row.step()) found.push_back({row.integer(0)});
  return found;
}

MessageId newest_message(db::Connection& connection) {
  db::Statement row = connection.prepare("SELECT coalesce(max(id), 0) FROM messages");
  row.step();
  return {row.integer(0)};
}

void feed_observation(db::Connection& connection, std::int64_t id,
                      const std::function<void(const FeedObservation&)>& each) {
  db::Statement row = connection.prepare(
      "SELECT id, kind, subject, text, scope, workspace_id, session_id, confirmed_by IS NOT NULL, "
      "superseded_by IS NULL AND valid_until IS NULL, valid_from FROM observations WHERE id = ?");
  row.bind(id);
  if (!row.step()) return;
  FeedObservation found{.id = id,
                        .kind = row.text(1),
                        .subject = row.text(2),
                        .text = row.text(3),
                        .scope = row.text(4),
                        .workspace = {},
                        .session = {},
                        .confirmed = row.integer(7) != 0,
                        .holds = row.integer(8) != 0,
                        .valid_from = row.integer(9)};
  if (!row.is_null(5)) found.workspace = WorkspaceId{row.integer(5)};
  if (!row.is_null(6)) found.session = SessionId{row.integer(6)};
  each(found);
}

void feed_chunk(db::Connection& connection, std::int64_t id, const std::function<void(const FeedChunk&)>& each) {
  db::Statement row = connection.prepare(
      "SELECT c.id, c.document_id, r.workspace_id, d.title, d.path, c.heading, c.text, d.modified_at, c.sequence "
      "FROM document_chunks c JOIN documents d ON d.id = c.document_id JOIN document_roots r ON r.id = d.root_id "
      "WHERE c.id = ?");
  row.bind(id);
  if (!row.step()) return;
  std::int64_t document = row.integer(1), sequence = row.integer(8);
  each({.id = id,
        .document = document,
        .workspace = {row.integer(2)},
        .title = row.text(3),
        .path = row.text(4),
        .heading = row.text(5),
        .text = row.text(6),
        .modified_at = row.integer(7),
        .previous = end_of(text_of_chunk(connection, document, sequence - 1)),
        .next = beginning_of(text_of_chunk(connection, document, sequence + 1))});
}

std::vector<std::int64_t> observation_ids(db::Connection& connection, std::int64_t after, std::int64_t limit) {
  db::Statement row = connection.prepare("SELECT id FROM observations WHERE id > ? ORDER BY id LIMIT ?");
  row.bind(after, limit);
  return numbers(std::move(row));
}

std::vector<std::int64_t> chunk_ids(db::Connection& connection, std::int64_t after, std::int64_t limit) {
  db::Statement row = connection.prepare("SELECT id FROM document_chunks WHERE id > ? ORDER BY id LIMIT ?");
  row.bind(after, limit);
  return numbers(std::move(row));
}

std::vector<SearchChange> search_changes(db::Connection& connection, std::int64_t after, std::int64_t limit) {
  db::Statement row =
      connection.prepare("SELECT id, kind, record_id FROM search_changes WHERE id > ? ORDER BY id LIMIT ?");
  row.bind(after, limit);
  std::vector<SearchChange> found;
  while (row.step()) found.push_back({row.integer(0), row.copy(1), row.integer(2)});
  return found;
}

void forget_search_changes(Write& write, std::int64_t up_to) {
  db::Statement row = write.connection().prepare("DELETE FROM search_changes WHERE id <= ?");
  row.bind(up_to);
  row.run();
}

}  // namespace hearth::store
