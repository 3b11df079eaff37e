// The record of what left this machine, and of what was not let out.
#include <optional>
#include <string>
#include <string_view>

#include "api/pages.h"
#include "api/resources.h"
#include "base/error.h"
#include "store/blobs.h"
#include "store/egress_ledger.h"

namespace hearth::api {

namespace {

template <class Id>
void write_id(JsonWriter& out, const std::optional<Id>& id) {
  write_optional(out, id ? std::optional(id->value) : std::nullopt);
}

void write_text(JsonWriter& out, const std::string& text) {
  text.empty() ? out.null() : out.string(text);
}

// How it stands with a connection, in a word.
std::string_view outcome_of(const egress::Gate& gate, const store::EgressRow& row) {
  if (row.entry.decision == store::EgressDecision::denied) return "denied";
  if (row.end) return row.end->outcome;
  return gate.was_cut_off(row.id) ? "cut off" : "open";
}

void write_row(JsonWriter& out, const egress::Gate& gate, const store::EgressRow& row) {
  const store::EgressEntry& entry = row.entry;
  out.begin_object().key("id").number(row.id.value).key("at").number(entry.at);
  out.key("purpose").string(to_string(entry.purpose)).key("host").string(entry.host).key("port").number(entry.port);
  write_id(out.key("session"), entry.session);
  write_id(out.key("run"), entry.run);
  write_text(out.key("call_id"), entry.call_id);
  write_text(out.key("model"), entry.model);
  out.key("decision").string(store::to_string(entry.decision)).key("rule").string(entry.rule);
  out.key("messages").begin_array();
  for (MessageId message : entry.messages) out.number(message.value);
  out.end_array();
  write_text(out.key("body_hash"), entry.body_hash);
  out.key("outcome").string(outcome_of(gate, row));
  write_optional(out.key("ended_at"), row.end ? std::optional(row.end->at) : std::nullopt);
  out.key("bytes_up").number(row.end ? static_cast<std::int64_t>(row.end->bytes_up) : 0);
  out.key("bytes_down").number(row.end ? static_cast<std::int64_t>(row.end->bytes_down) : 0).end_object();
}

http_server::Response list(const Call& call) {
  using enum Purpose;
  using enum store::EgressDecision;
  store::EgressFilter filter{.since = call.query_number("since", 0, INT64_MAX),
                             .session = call.query_id<SessionId>("session"),
                             .run = call.query_id<RunId>("run"),
                             .purpose = call.query_choice("purpose", {model, mcp, download, update, command}),
                             .decision = call.query_choice("decision", {allowed, denied})};
  store::Page page = page_of(call);
  JsonWriter out;
  out.begin_object().key("connections").begin_array();
  std::int64_t last = 0;
  int rows = call.context.store.read([&](db::Connection& connection) {
    return store::each_egress(connection, filter, page, [&](const store::EgressRow& row) {
      write_row(out, call.context.gate, row);
      last = row.id.value;
    });
  });
  out.end_array().key("next_before");
  write_optional(out, rows == page.limit ? std::optional(last) : std::nullopt);
  return json_response(out.end_object().take());
}

// Byte for byte what was sent.
http_server::Response body(const Call& call) {
  store::EgressRow row = call.context.store.read(
      [&](db::Connection& connection) { return store::get_egress(connection, EgressId{call.id()}); });
  if (row.entry.body_hash.empty()) {
    throw Error(Code::not_found, "showing what was sent: this connection has no body: only model calls have one");
  }
  http_server::Response response;
  response.content_type = "application/octet-stream";
  response.body = store::read_blob(call.context.store.directory(), row.entry.body_hash);
  return response;
}

constexpr Route table[] = {
    {"GET", "/api/v1/egress", "Connections to other machines, denied ones too, newest first",
     "since session run purpose decision limit before", "", "EgressList", 200, list},
    {"GET", "/api/v1/egress/{id}/body", "Exactly what a model call sent", "", "", "", 200, body},
};

}  // namespace

std::span<const Route> egress_routes() {
  return table;
}

}  // namespace hearth::api
