// How what the database holds is numbered in the search index, and what keeps projects apart there.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/ids.h"
#include "search/record.h"

namespace hearth::memory {

// The kinds of records, as bits of search::Filter::kinds. Only what holds and was confirmed is an observation; the rest
// of them are found only when they are asked for.
enum class Kind : std::uint8_t { message, observation, suggestion, past_observation, document };

constexpr std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::message:
      return "message";
    case Kind::observation:
      return "observation";
    case Kind::suggestion:
      return "suggestion";
    case Kind::past_observation:
      return "past";
    case Kind::document:
      break;
  }
  return "document";
}

constexpr std::uint32_t bit(Kind kind) {
  return 1U << static_cast<unsigned>(kind);
}
inline constexpr std::uint32_t usual_kinds = bit(Kind::message) | bit(Kind::observation) | bit(Kind::document);
inline constexpr std::uint32_t observation_kinds =
    bit(Kind::observation) | bit(Kind::suggestion) | bit(Kind::past_observation);

// Which table a record is a row of.
enum class Table : std::uint8_t { messages = 1, observations = 2, document_chunks = 3 };

constexpr search::RecordId record_id(Table table, std::int64_t row) {
  return static_cast<search::RecordId>(table) << 56 | static_cast<search::RecordId>(row);
}
constexpr Table table_of(search::RecordId id) {
  return static_cast<Table>(id >> 56);
}
constexpr std::int64_t row_of(search::RecordId id) {
  return static_cast<std::int64_t>(id & ((1ULL << 56) - 1));
}

// Scopes: what holds everywhere, what belongs to no project, a project's own, and what only one session may know.
inline constexpr std::uint64_t global_scope = 1;
constexpr std::uint64_t project_scope(std::optional<WorkspaceId> workspace) {
  return workspace ? static_cast<std::uint64_t>(workspace->value) + 3 : 2;
}
constexpr std::uint64_t session_scope(SessionId session) {
  return 1ULL << 60 | static_cast<std::uint64_t>(session.value);
}

}  // namespace hearth::memory
