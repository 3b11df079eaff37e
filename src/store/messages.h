// The messages of sessions: append-only, searchable by their words. Which of them are shown: branches.h.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "domain/message.h"
#include "store/page.h"
#include "store/store.h"

namespace hearth::store {

struct NewMessage {
  SessionId session;
  std::optional<RunId> run;
  const Message& message;
  UnixMillis at = 0;
};
// The message follows the head of its session and becomes the head. Throws Error(not_found) when there is no such
// session.
MessageId add_message(Write& write, const NewMessage& message);

bool has_messages(db::Connection& connection, RunId run);

// A row as it lies in the database; the views are valid inside the callback only.
struct MessageRow {
  MessageId id;
  std::optional<MessageId> parent;
  std::optional<RunId> run;
  std::string_view role;
  std::string_view text;
  std::optional<std::string_view> blocks;   // JSON array; absent when the message is its text alone
  std::optional<std::string_view> details;  // JSON object
  UnixMillis created_at = 0;
  std::string_view
      siblings;  // the ids of all messages with this parent, its own among them: "7,9"; may be empty for one
};
// The branch in use, newest first: from the head, or from the parent of `page.before`; the number of rows seen.
int each_message(db::Connection& connection, SessionId session, const Page& page,
                 const std::function<void(const MessageRow&)>& each);
Message to_message(const MessageRow& row);
// Throws Error(invalid_argument) if the message is not in this session.
Message get_message(db::Connection& connection, SessionId session, MessageId id);

struct StoredMessage {
  MessageId id;
  std::optional<RunId> run;
  Message message;
};
// The branch in use in order, oldest first, at most the newest `limit`.
std::vector<StoredMessage> conversation(db::Connection& connection, SessionId session, std::int64_t limit);

struct SearchHit {
  MessageId id;
  SessionId session;
  std::string_view session_title;  // may be empty
  std::string_view role;
  std::string_view snippet;  // with the matches between U+2068 and U+2069
  UnixMillis created_at = 0;
  double score = 0;        // larger is better
  bool untrusted = false;  // its session held untrusted text by then, and the user did not write it
};
struct MessageQuery {
  std::string_view words;
  std::optional<Role> role = {};
  std::optional<UnixMillis> since = {};  // said then or later
  std::optional<UnixMillis> until = {};  // said before
  std::optional<SessionId> session = {};
  std::optional<WorkspaceId> workspace = {};
  std::int64_t limit = 20;  // 1 to 100
  std::int64_t offset = 0;
};
// Messages that hold all words and meet the rest of the query, ranked by bm25, best first.
// Call complete_message_index() before, or the newest messages may be missing.
// Throws Error(invalid_argument) when the query has no word.
void search_messages(db::Connection& connection, const MessageQuery& query,
                     const std::function<void(const SearchHit&)>& each);

}  // namespace hearth::store
