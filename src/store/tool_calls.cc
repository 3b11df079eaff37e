#include <fmt/format.h>

#include <array>

#include "base/error.h"
#include "store/runs.h"
#include "store/stored_json.h"

namespace hearth::store {

namespace {

template <class Enum, std::size_t N>
Enum word_to_enum(const std::array<Enum, N>& members, std::string_view word, std::string_view what) {
  for (Enum member : members) {
    if (to_string(member) == word) return member;
  }
  throw Error(Code::internal, fmt::format("reading a stored tool call: {} \"{}\" is unknown", what, word));
}

constexpr std::array effects{Effect::read, Effect::write, Effect::destructive, Effect::execute, Effect::send};
constexpr std::array<CallState, 8> call_states{CallState::requested, CallState::waiting, CallState::approved,
                                               CallState::denied,    CallState::started, CallState::finished,
                                               CallState::failed,    CallState::unknown};

std::string result_text(const ToolResult& result) {
  json value{{"text", result.text}, {"structured", result.structured}, {"is_error", result.is_error}};
  if (!result.change.is_null()) value["change"] = result.change;
  return json_text(value);
}

ToolResult result_from(std::string_view text) {
  json value = stored_json(text, "tool result");
  ToolResult result;
  result.text = value.value("text", "");
  result.structured = value.value("structured", json());
  result.is_error = value.value("is_error", false);
  result.change = value.value("change", json());
  return result;
}

void require_change(db::Connection& connection, RunId run, std::string_view call_id) {
  if (connection.rows_changed() == 0) {
    throw Error(Code::not_found, fmt::format("recording tool call {} of run {}: there is none", call_id, run.value));
  }
}

}  // namespace

std::string_view to_string(CallState state) {
  switch (state) {
    case CallState::requested:
      return "requested";
    case CallState::waiting:
      return "waiting";
    case CallState::approved:
      return "approved";
    case CallState::denied:
      return "denied";
    case CallState::started:
      return "started";
    case CallState::finished:
      return "finished";
    case CallState::failed:
      return "failed";
    case CallState::unknown:
      return "unknown";
  }
  return "unknown";
}

void add_tool_call(Write& write, RunId run, const ToolCallRecord& call) {
  std::string arguments = json_text(call.arguments);
  std::optional<std::string> result;
  if (call.result) result = result_text(*call.result);
  write.connection()
      .prepare(
          "INSERT INTO tool_calls(run_id, call_id, name, effect, arguments, state, result) VALUES (?, ?, ?, ?, ?, ?, "
          "?)")
      .bind(run, call.call_id, call.name, to_string(call.effect), arguments, to_string(call.state), result)
      .run();
}

void set_tool_call_state(Write& write, RunId run, std::string_view call_id, CallState state, UnixMillis now) {
  std::optional<UnixMillis> started;
  if (state == CallState::started) started = now;
  db::Connection& connection = write.connection();
  connection
      .prepare("UPDATE tool_calls SET state = ?, started_at = coalesce(?, started_at) WHERE run_id = ? AND call_id = ?")
      .bind(to_string(state), started, run, call_id)
      .run();
  require_change(connection, run, call_id);
}

void end_tool_call(Write& write, RunId run, std::string_view call_id, CallState state, const ToolResult& result,
                   UnixMillis now) {
  std::string text = result_text(result);
  db::Connection& connection = write.connection();
  connection.prepare("UPDATE tool_calls SET state = ?, result = ?, ended_at = ? WHERE run_id = ? AND call_id = ?")
      .bind(to_string(state), text, now, run, call_id)
      .run();
  require_change(connection, run, call_id);
}

std::vector<ToolCallRecord> tool_calls(db::Connection& connection, RunId run) {
  db::Statement row = connection.prepare(
      "SELECT call_id, name, effect, arguments, state, result FROM tool_calls WHERE run_id = ? ORDER BY id");
  row.bind(run);
  std::vector<ToolCallRecord> calls;
  while (row.step()) {
    ToolCallRecord call;
    call.call_id = row.copy(0);
    call.name = row.copy(1);
    call.effect = word_to_enum(effects, row.text(2), "effect");
    call.arguments = stored_json(row.text(3), "tool call's arguments");
    call.state = word_to_enum(call_states, row.text(4), "state");
    if (!row.is_null(5)) call.result = result_from(row.text(5));
    calls.push_back(std::move(call));
  }
  return calls;
}

}  // namespace hearth::store
