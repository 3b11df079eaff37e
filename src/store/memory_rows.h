// What memory found, as the database holds it. Each gives nothing for a row that is not there (any more).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "db/connection.h"
#include "domain/ids.h"

namespace hearth::store {

struct FoundMessage {
  SessionId session;
  std::string session_title;
  std::string role;
  std::string text;
  UnixMillis at = 0;
  bool untrusted = false;
};
std::optional<FoundMessage> found_message(db::Connection& connection, MessageId id);

struct FoundObservation {
  std::string subject;
  std::string text;
  std::optional<SessionId> session;  // where it was said
  UnixMillis valid_from = 0;
  bool untrusted = false;
};
std::optional<FoundObservation> found_observation(db::Connection& connection, std::int64_t id);

struct FoundChunk {
  std::int64_t document = 0;
  std::string title;
  std::string path;
  std::string heading;  // those it stands under: "Lease > Rent"; may be empty
  std::string text;
  std::string place;
  std::optional<std::int64_t> page;
  std::optional<std::int64_t> first_line;
  UnixMillis modified_at = 0;
};
std::optional<FoundChunk> found_chunk(db::Connection& connection, std::int64_t id);

}  // namespace hearth::store
