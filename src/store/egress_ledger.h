// The record of every attempt to reach another machine, and of how it ended. Rows are never changed or removed; each
// carries a hash over itself and the one before, so that a change made behind Hearth's back shows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "domain/network_rule.h"
#include "store/page.h"
#include "store/store.h"

namespace hearth::store {

enum class EgressDecision { allowed, denied };
std::string_view to_string(EgressDecision decision);

struct EgressEntry {
  UnixMillis at = 0;
  Purpose purpose = Purpose::command;
  std::string host;
  std::uint16_t port = 0;
  std::optional<SessionId> session;
  std::optional<RunId> run;
  std::string call_id;  // empty: no tool call
  std::string model;    // empty: no model call
  EgressDecision decision = EgressDecision::denied;
  std::string rule;                 // what decided, in words
  std::vector<MessageId> messages;  // those that a model call sends
  std::string body_hash;            // of the exact bytes it sends, kept as a blob; empty: none
};

struct EgressEnd {
  UnixMillis at = 0;
  std::uint64_t bytes_up = 0;
  std::uint64_t bytes_down = 0;
  std::string outcome;
};

struct EgressRow {
  EgressId id;
  EgressEntry entry;
  std::optional<EgressEnd> end;  // nothing: it is under way, or a crash cut it off
};

EgressId add_egress(Write& write, const EgressEntry& entry);
// Once for each entry.
void end_egress(Write& write, EgressId id, const EgressEnd& end);

struct EgressFilter {
  std::optional<UnixMillis> since = {};
  std::optional<SessionId> session = {};
  std::optional<RunId> run = {};  // counts before the session
  std::optional<Purpose> purpose = {};
  std::optional<EgressDecision> decision = {};
};
// Newest first; returns how many there were on the page.
int each_egress(db::Connection& connection, const EgressFilter& filter, const Page& page,
                const std::function<void(const EgressRow&)>& each);
EgressRow get_egress(db::Connection& connection, EgressId id);  // throws Error(not_found)
EgressId last_egress(db::Connection& connection);               // 0: there is none

// The first row whose hash is not what it and the rows before it give; nothing: the record is whole. Reads all of it.
std::optional<EgressId> first_broken_egress(db::Connection& connection);

}  // namespace hearth::store
