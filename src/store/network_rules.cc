#include "store/network_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::store {

namespace {

constexpr std::string_view every_purpose = "*";

std::string_view purpose_column(const NetworkRule& rule) {
  return rule.purpose ? to_string(*rule.purpose) : every_purpose;
}

NetworkRule rule_of(const db::Statement& row) {
  NetworkRule rule;
  rule.id = {row.integer(0)};
  rule.effect = row.text(1) == to_string(RuleEffect::allow) ? RuleEffect::allow : RuleEffect::deny;
  rule.purpose = purpose_from(row.text(2));
  if (!rule.purpose && row.text(2) != every_purpose) {
    throw Error(Code::internal, fmt::format("reading network rule {}: its purpose is unknown", rule.id.value));
  }
  rule.host = row.copy(3);
  rule.port = static_cast<std::uint16_t>(row.integer(4));
  if (!row.is_null(5)) rule.session = SessionId{row.integer(5)};
  rule.created_at = row.integer(6);
  return rule;
}

std::vector<NetworkRule> rules_of(db::Statement& row) {
  std::vector<NetworkRule> rules;
  while (row.step()) rules.push_back(rule_of(row));
  return rules;
}

[[noreturn]] void throw_no_session(SessionId session) {
  throw Error(Code::not_found, fmt::format("looking for session {}: there is none", session.value));
}

}  // namespace

NetworkRuleId add_network_rule(Write& write, const NetworkRule& rule) {
  db::Connection& connection = write.connection();
  db::Statement same = connection.prepare(
      "SELECT id FROM network_rules WHERE effect = ? AND purpose = ? AND host = ? AND port = ? AND session_id IS ?");
  same.bind(to_string(rule.effect), purpose_column(rule), rule.host, int{rule.port}, rule.session);
  if (same.step()) return {same.integer(0)};
  connection
      .prepare(
          "INSERT INTO network_rules(effect, purpose, host, port, session_id, created_at) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(to_string(rule.effect), purpose_column(rule), rule.host, int{rule.port}, rule.session, rule.created_at)
      .run();
  return {connection.last_insert_id()};
}

NetworkRule remove_network_rule(Write& write, NetworkRuleId id) {
  db::Connection& connection = write.connection();
  std::vector<NetworkRule> rules = network_rules(connection);
  auto found = std::ranges::find(rules, id, &NetworkRule::id);
  if (found == rules.end()) {
    throw Error(Code::not_found,
                fmt::format("removing network rule {}: there is none: `hearth network` lists them", id.value));
  }
  connection.prepare("DELETE FROM network_rules WHERE id = ?").bind(id).run();
  return *found;
}

std::vector<NetworkRule> network_rules(db::Connection& connection) {
  db::Statement row = connection.prepare(
      "SELECT id, effect, purpose, host, port, session_id, created_at FROM network_rules ORDER BY id");
  return rules_of(row);
}

std::vector<NetworkRule> network_rules_for(db::Connection& connection, std::optional<SessionId> session) {
  db::Statement row = connection.prepare(
      "SELECT id, effect, purpose, host, port, session_id, created_at FROM network_rules "
      "WHERE session_id IS NULL OR session_id = ? ORDER BY id");
  row.bind(session);
  return rules_of(row);
}

std::optional<NetworkMode> session_network_mode(db::Connection& connection, SessionId session) {
  db::Statement row = connection.prepare("SELECT network_mode FROM sessions WHERE id = ?");
  row.bind(session);
  if (!row.step()) throw_no_session(session);
  if (row.is_null(0)) return std::nullopt;
  std::optional<NetworkMode> mode = network_mode_from(row.text(0));
  if (!mode) {
    throw Error(Code::internal, fmt::format("reading session {}: its network mode is unknown", session.value));
  }
  return mode;
}

void set_session_network_mode(Write& write, SessionId session, std::optional<NetworkMode> mode) {
  db::Connection& connection = write.connection();
  std::optional<std::string> word;
  if (mode) word = to_string(*mode);
  connection.prepare("UPDATE sessions SET network_mode = ? WHERE id = ?").bind(word, session).run();
  if (connection.rows_changed() == 0) throw_no_session(session);
}

}  // namespace hearth::store
