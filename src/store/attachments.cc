#include "store/attachments.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "store/blobs.h"
#include "store/sessions.h"

namespace hearth::store {

namespace {

bool is_used(db::Connection& connection, std::string_view hash) {
  db::Statement row = connection.prepare(
      "SELECT 1 WHERE EXISTS (SELECT 1 FROM attachments WHERE hash = ?1) OR "
      "EXISTS (SELECT 1 FROM egress WHERE body_hash = ?1)");
  row.bind(hash);
  return row.step();
}

}  // namespace

// The blob is written inside the transaction, so that it cannot be taken for unused before its row is there.
Attachment add_attachment(Write& write, const std::string& data_directory, Attachment attachment,
                          std::string_view bytes) {
  db::Connection& connection = write.connection();
  get_session(connection, attachment.session);
  attachment.name = to_valid_utf8(attachment.name);
  attachment.size = static_cast<std::int64_t>(bytes.size());
  attachment.hash = put_blob(data_directory, bytes);
  connection
      .prepare(
          "INSERT INTO attachments(session_id, name, media_type, size, hash, created_at) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(attachment.session, attachment.name, attachment.media_type, attachment.size, attachment.hash,
            attachment.created_at)
      .run();
  attachment.id = {connection.last_insert_id()};
  return attachment;
}

AttachmentId copy_attachment(Write& write, AttachmentId id, SessionId to) {
  db::Connection& connection = write.connection();
  get_attachment(connection, id);
  connection
      .prepare(
          "INSERT INTO attachments(session_id, name, media_type, size, hash, created_at) "
          "SELECT ?, name, media_type, size, hash, created_at FROM attachments WHERE id = ?")
      .bind(to, id)
      .run();
  return {connection.last_insert_id()};
}

Attachment get_attachment(db::Connection& connection, AttachmentId id) {
  db::Statement row = connection.prepare(
      "SELECT id, session_id, name, media_type, size, hash, created_at FROM attachments WHERE id = ?");
  row.bind(id);
  if (!row.step()) {
    throw Error(Code::not_found,
                fmt::format("looking for attachment {}: there is none, or its session was deleted", id.value));
  }
  return {.id = {row.integer(0)},
          .session = {row.integer(1)},
          .name = row.copy(2),
          .media_type = row.copy(3),
          .size = row.integer(4),
          .hash = row.copy(5),
          .created_at = row.integer(6)};
}

std::vector<std::string> attachment_hashes(db::Connection& connection, SessionId session) {
  db::Statement row = connection.prepare("SELECT DISTINCT hash FROM attachments WHERE session_id = ?");
  row.bind(session);
  std::vector<std::string> hashes;
  while (row.step()) hashes.push_back(row.copy(0));
  return hashes;
}

void remove_unused_blobs(Write& write, const std::string& data_directory, const std::vector<std::string>& hashes) {
  for (const std::string& hash : hashes) {
    if (!is_used(write, hash)) remove_blob(data_directory, hash);
  }
}

}  // namespace hearth::store
