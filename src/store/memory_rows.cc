#include "store/memory_rows.h"

namespace hearth::store {

namespace {

std::optional<std::int64_t> number(const db::Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.integer(column));
}

}  // namespace

std::optional<FoundMessage> found_message(db::Connection& connection, MessageId id) {
  db::Statement row = connection.prepare(
      "SELECT m.session_id, s.title, m.role, m.text, m.created_at, m.untrusted FROM messages m "
      "JOIN sessions s ON s.id = m.session_id WHERE m.id = ?");
  row.bind(id);
  if (!row.step()) return std::nullopt;
  return FoundMessage{.session = {row.integer(0)},
                      .session_title = row.copy(1),
                      .role = row.copy(2),
                      .text = row.copy(3),
                      .at = row.integer(4),
                      .untrusted = row.integer(5) != 0};
}

std::optional<FoundObservation> found_observation(db::Connection& connection, std::int64_t id) {
  db::Statement row = connection.prepare(
      "SELECT o.subject, o.text, m.session_id, o.valid_from, o.untrusted FROM observations o "
      "LEFT JOIN messages m ON m.id = o.source_message_id WHERE o.id = ?");
  row.bind(id);
  if (!row.step()) return std::nullopt;
  std::optional<SessionId> session;
  if (std::optional<std::int64_t> said_in = number(row, 2)) session = SessionId{*said_in};
  return FoundObservation{.subject = row.copy(0),
                          .text = row.copy(1),
                          .session = session,
                          .valid_from = row.integer(3),
                          .untrusted = row.integer(4) != 0};
}

std::optional<FoundChunk> found_chunk(db::Connection& connection, std::int64_t id) {
  db::Statement row = connection.prepare(
      "SELECT c.document_id, d.title, d.path, c.text, c.place, c.page, c.first_line, d.modified_at, c.heading "
      "FROM document_chunks c JOIN documents d ON d.id = c.document_id WHERE c.id = ?");
  row.bind(id);
  if (!row.step()) return std::nullopt;
  return FoundChunk{.document = row.integer(0),
                    .title = row.copy(1),
                    .path = row.copy(2),
                    .heading = row.copy(8),
                    .text = row.copy(3),
                    .place = row.copy(4),
                    .page = number(row, 5),
                    .first_line = number(row, 6),
                    .modified_at = row.integer(7)};
}

}  // namespace hearth::store
