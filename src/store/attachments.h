// What the user gave along with a task: the rows; the bytes are blobs (blobs.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "store/store.h"

namespace hearth::store {

struct Attachment {
  AttachmentId id;
  SessionId session;
  std::string name;
  std::string media_type;  // "text/plain", "image/png"
  std::int64_t size = 0;
  std::string hash;
  UnixMillis created_at = 0;

  bool is_image() const { return media_type.starts_with("image/"); }
};

// Keeps the bytes and the row; id, size and hash are filled in. Throws Error(not_found) when there is no such session.
Attachment add_attachment(Write& write, const std::string& data_directory, Attachment attachment,
                          std::string_view bytes);
// The same bytes for another session. Throws Error(not_found).
AttachmentId copy_attachment(Write& write, AttachmentId id, SessionId to);
Attachment get_attachment(db::Connection& connection, AttachmentId id);  // throws Error(not_found)

std::vector<std::string> attachment_hashes(db::Connection& connection, SessionId session);
// Removes those blobs that nothing refers to any more.
void remove_unused_blobs(Write& write, const std::string& data_directory, const std::vector<std::string>& hashes);

}  // namespace hearth::store
