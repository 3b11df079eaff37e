// What a search index reads: every text of the database with what stands around it, and what has changed since. Rows
// are views that are valid inside the callback only.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "store/store.h"

namespace hearth::store {

// A message of the user or the assistant that has text.
struct FeedMessage {
  MessageId id;
  SessionId session;
  std::optional<WorkspaceId> workspace;
  std::string_view session_title;
  std::string_view role;
  std::string_view text;
  UnixMillis at = 0;
  bool untrusted = false;
  std::optional<MessageId> previous_id;  // the nearest such message before it on its branch
  std::string previous;                  // how that ends; empty: there is none
  std::string next;                      // how the first one after it begins
};
using FeedMessageSink = std::function<void(const FeedMessage&)>;
// The messages after `after` in the order of their ids; the last id among the `limit` rows looked at, or nothing when
// there are none. Rows without text are looked at, too.
std::optional<MessageId> each_feed_message(db::Connection& connection, MessageId after, std::int64_t limit,
                                           const FeedMessageSink& each);
// One message, if it is still there and has text.
void feed_message(db::Connection& connection, MessageId id, const FeedMessageSink& each);
std::vector<MessageId> messages_of_session(db::Connection& connection, SessionId session);
MessageId newest_message(db::Connection& connection);  // 0: there is none

struct FeedObservation {
  std::int64_t id = 0;
  std::string_view kind;
  std::string_view subject;
  std::string_view text;
  std::string_view scope;
  std::optional<WorkspaceId> workspace;
  std::optional<SessionId> session;
  bool confirmed = false;
  bool holds = false;  // neither superseded nor over
  UnixMillis valid_from = 0;
};
void feed_observation(db::Connection& connection, std::int64_t id,
                      const std::function<void(const FeedObservation&)>& each);

struct FeedChunk {
  std::int64_t id = 0;
  std::int64_t document = 0;
  WorkspaceId workspace;
  std::string_view title;
  std::string_view path;
  std::string_view heading;
  std::string_view text;
  UnixMillis modified_at = 0;
  std::string previous;
  std::string next;
};
void feed_chunk(db::Connection& connection, std::int64_t id, const std::function<void(const FeedChunk&)>& each);
std::vector<std::int64_t> observation_ids(db::Connection& connection, std::int64_t after, std::int64_t limit);
std::vector<std::int64_t> chunk_ids(db::Connection& connection, std::int64_t after, std::int64_t limit);

// A row of search_changes.
struct SearchChange {
  std::int64_t number = 0;
  std::string kind;
  std::int64_t record = 0;
};
std::vector<SearchChange> search_changes(db::Connection& connection, std::int64_t after, std::int64_t limit);
// For what every index has taken in.
void forget_search_changes(Write& write, std::int64_t up_to);

}  // namespace hearth::store
