// Everything that was said, learnt and read, by question: the search over messages, observations and documents.
//
// Owned by app/; any thread. Made cheaply: index and encoder are opened when they are first needed.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "domain/ids.h"
#include "memory/retrieval/index_feed.h"
#include "memory/retrieval/record_id.h"
#include "store/store.h"

namespace hearth::memory {

struct SearchRequest {
  std::string text;
  // Whose memory: that of one project (and what holds everywhere), or all of it, which is the user's alone to ask for.
  bool everything = false;
  std::optional<WorkspaceId> project = {};  // with `everything`: only a narrowing to this one
  std::optional<SessionId> asking = {};     // may also know what is this session's own
  std::optional<SessionId> session = {};    // only what was said in this one
  std::uint32_t kinds = usual_kinds;
  std::optional<UnixMillis> since = {};
  std::optional<UnixMillis> until = {};
  std::string path_prefix = {};  // documents whose absolute path begins so
  std::int64_t limit = 10;       // 1 to 100
  UnixMillis now = 0;
};

// One thing found. What does not apply to its kind is empty.
struct Hit {
  Kind kind = Kind::message;
  std::int64_t id = 0;  // of the message, observation or document
  std::string text;     // whole
  UnixMillis at = 0;
  bool untrusted = false;
  std::optional<SessionId> session = {};
  std::string session_title = {};
  std::string role = {};     // of a message
  std::string subject = {};  // of an observation
  std::string title = {};    // of a document, as are the next five
  std::string path = {};
  std::string heading = {};
  std::string place = {};
  std::optional<std::int64_t> page = {};
  std::optional<std::int64_t> line = {};
  float score = 0;
  // How each feature counted, largest first: those that counted at all.
  std::vector<std::pair<std::string, float>> reasons = {};
};

struct Found {
  std::vector<Hit> hits;    // the best first
  std::int64_t behind = 0;  // messages that could not be looked at yet
  bool by_meaning = false;  // an encoder took part
};

class Memory {
 public:
  using Options = IndexFeed::Options;
  Memory(store::Store& store, Options options) : store_(store), feed_(store, std::move(options)) {}

  // Throws Error(invalid_argument) for a text without a word or too long, or a limit out of range; Cancelled.
  Found search(const SearchRequest& request, std::stop_token stop);

 private:
  store::Store& store_;
  IndexFeed feed_;
};

}  // namespace hearth::memory
