#include "store/egress_ledger.h"

#include <fmt/format.h>

#include <limits>

#include "base/crypto.h"
#include "base/error.h"
#include "base/utf8.h"
#include "store/stored_json.h"

namespace hearth::store {

namespace {

#define HEARTH_EGRESS_ROWS                                                                                         \
  "SELECT e.id, e.at, e.purpose, e.host, e.port, e.session_id, e.run_id, e.call_id, e.model, e.decision, e.rule, " \
  "e.messages, e.body_hash, e.chain, n.at, n.bytes_up, n.bytes_down, n.outcome "                                   \
  "FROM egress e LEFT JOIN egress_ends n ON n.egress_id = e.id "
#define HEARTH_OF_ANY_KIND " AND e.purpose = coalesce(?, e.purpose) AND e.decision = coalesce(?, e.decision)"
#define HEARTH_NEWEST_FIRST " AND e.id >= ? AND e.id < ? AND e.at >= ? ORDER BY e.id DESC LIMIT 0 + ?"

template <class T>
std::optional<T> optional_id(const db::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return T{row.integer(column)};
}

std::optional<std::string> optional_text(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> message_column(const std::vector<MessageId>& messages) {
  if (messages.empty()) return std::nullopt;
  json ids = json::array();
  for (MessageId id : messages) ids.push_back(id.value);
  return json_text(ids);
}

EgressRow row_of(const db::Statement& row) {
  EgressRow result;
  result.id = {row.integer(0)};
  EgressEntry& entry = result.entry;
  entry.at = row.integer(1);
  std::optional<Purpose> purpose = purpose_from(row.text(2));
  if (!purpose) throw Error(Code::internal, fmt::format("reading ledger row {}: unknown purpose", result.id.value));
  entry.purpose = *purpose;
  entry.host = row.copy(3);
  entry.port = static_cast<std::uint16_t>(row.integer(4));
  entry.session = optional_id<SessionId>(row, 5);
  entry.run = optional_id<RunId>(row, 6);
  entry.call_id = row.copy(7);
  entry.model = row.copy(8);
  entry.decision = row.text(9) == "allowed" ? EgressDecision::allowed : EgressDecision::denied;
  entry.rule = row.copy(10);
  if (!row.is_null(11)) {
    for (const json& id : stored_json(row.text(11), "ledger row")) entry.messages.push_back({id.get<std::int64_t>()});
  }
  entry.body_hash = row.copy(12);
  if (!row.is_null(14)) {
    result.end = EgressEnd{row.integer(14), static_cast<std::uint64_t>(row.integer(15)),
                           static_cast<std::uint64_t>(row.integer(16)), row.copy(17)};
  }
  return result;
}

// The hash over the row before, and this one as JSON with sorted keys.
std::string chain_of(std::string_view before, EgressId id, const EgressEntry& entry) {
  auto number = [](const auto& optional) { return optional ? json(optional->value) : json(nullptr); };
  json messages = json::array();
  for (MessageId message : entry.messages) messages.push_back(message.value);
  json row{{"id", id.value},
           {"at", entry.at},
           {"purpose", to_string(entry.purpose)},
           {"host", entry.host},
           {"port", entry.port},
           {"session", number(entry.session)},
           {"run", number(entry.run)},
           {"call", entry.call_id},
           {"model", entry.model},
           {"decision", to_string(entry.decision)},
           {"rule", entry.rule},
           {"messages", std::move(messages)},
           {"body", entry.body_hash}};
  return sha256_hex(fmt::format("{}\n{}", before, json_text(row)));
}

// The rows a filter lets through, newest first. Each form has an index that gives its order; of a run or a session
// there are few enough to look through the others.
db::Statement filtered(db::Connection& connection, const EgressFilter& filter) {
  std::optional<std::string_view> purpose, decision;
  if (filter.purpose) purpose = to_string(*filter.purpose);
  if (filter.decision) decision = to_string(*filter.decision);
  auto rows = [&](db::Sql sql, const auto&... values) {
    db::Statement row = connection.prepare(sql);
    row.bind(values...);
    return row;
  };
  if (filter.run) {
    return rows(HEARTH_EGRESS_ROWS "WHERE e.run_id = ?" HEARTH_OF_ANY_KIND HEARTH_NEWEST_FIRST, *filter.run, purpose,
                decision);
  }
  if (filter.session) {
    return rows(HEARTH_EGRESS_ROWS "WHERE e.session_id = ?" HEARTH_OF_ANY_KIND HEARTH_NEWEST_FIRST, *filter.session,
                purpose, decision);
  }
  if (purpose && decision) {
    return rows(HEARTH_EGRESS_ROWS "WHERE e.purpose = ? AND e.decision = ?" HEARTH_NEWEST_FIRST, *purpose, *decision);
  }
  if (purpose) return rows(HEARTH_EGRESS_ROWS "WHERE e.purpose = ?" HEARTH_NEWEST_FIRST, *purpose);
  if (decision) return rows(HEARTH_EGRESS_ROWS "WHERE e.decision = ?" HEARTH_NEWEST_FIRST, *decision);
  return rows(HEARTH_EGRESS_ROWS "WHERE true" HEARTH_NEWEST_FIRST);
}

// No row before this one is of `since` or later, unless the clock was put back.
std::int64_t first_since(db::Connection& connection, std::optional<UnixMillis> since) {
  if (!since) return 0;
  db::Statement earliest = connection.prepare("SELECT id FROM egress WHERE at >= ? ORDER BY at, id LIMIT 1");
  earliest.bind(*since);
  return earliest.step() ? earliest.integer(0) : std::numeric_limits<std::int64_t>::max();
}

}  // namespace

std::string_view to_string(EgressDecision decision) {
  switch (decision) {
    case EgressDecision::allowed:
      return "allowed";
    case EgressDecision::denied:
      return "denied";
  }
  return {};
}

EgressId add_egress(Write& write, const EgressEntry& given) {
  db::Connection& connection = write.connection();
  EgressEntry entry = given;
  for (std::string* text : {&entry.call_id, &entry.model, &entry.rule}) *text = to_valid_utf8(*text);
  EgressId id{1};
  std::string before;
  {
    db::Statement last = connection.prepare("SELECT id, chain FROM egress ORDER BY id DESC LIMIT 1");
    if (last.step()) {
      id = {last.integer(0) + 1};
      before = last.copy(1);
    }
  }
  std::optional<std::string> call = optional_text(entry.call_id), model = optional_text(entry.model),
                             messages = message_column(entry.messages), body = optional_text(entry.body_hash);
  std::string chain = chain_of(before, id, entry);
  connection
      .prepare(
          "INSERT INTO egress(id, at, purpose, host, port, session_id, run_id, call_id, model, decision, rule, "
          "messages, body_hash, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(id, entry.at, to_string(entry.purpose), entry.host, int{entry.port}, entry.session, entry.run, call, model,
            to_string(entry.decision), entry.rule, messages, body, chain)
      .run();
  return id;
}

void end_egress(Write& write, EgressId id, const EgressEnd& end) {
  write.connection()
      .prepare("INSERT INTO egress_ends(egress_id, at, bytes_up, bytes_down, outcome) VALUES (?, ?, ?, ?, ?)")
      .bind(id, end.at, static_cast<std::int64_t>(end.bytes_up), static_cast<std::int64_t>(end.bytes_down), end.outcome)
      .run();
}

int each_egress(db::Connection& connection, const EgressFilter& filter, const Page& page,
                const std::function<void(const EgressRow&)>& each) {
  PageBounds bounds = bounds_of(page);
  db::Statement row = filtered(connection, filter);
  row.bind(first_since(connection, filter.since), bounds.before,
           filter.since.value_or(std::numeric_limits<UnixMillis>::min()), bounds.limit);
  int count = 0;
  for (; row.step(); ++count) each(row_of(row));
  return count;
}

EgressRow get_egress(db::Connection& connection, EgressId id) {
  db::Statement row = connection.prepare(HEARTH_EGRESS_ROWS "WHERE e.id = ?");
  row.bind(id);
  if (!row.step()) throw Error(Code::not_found, fmt::format("looking for ledger row {}: there is none", id.value));
  return row_of(row);
}

EgressId last_egress(db::Connection& connection) {
  db::Statement row = connection.prepare("SELECT coalesce(max(id), 0) FROM egress");
  row.step();
  return {row.integer(0)};
}

std::optional<EgressId> first_broken_egress(db::Connection& connection) {
  db::Statement row = connection.prepare(HEARTH_EGRESS_ROWS "ORDER BY e.id");
  std::string before;
  for (std::int64_t expected = 1; row.step(); ++expected) {
    EgressRow read = row_of(row);
    std::string chain = chain_of(before, read.id, read.entry);
    if (read.id.value != expected || row.text(13) != chain) return EgressId{expected};
    before = std::move(chain);
  }
  return std::nullopt;
}

}  // namespace hearth::store
