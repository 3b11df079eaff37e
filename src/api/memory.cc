// What is kept of the user and the work. Whoever holds the token is the user: a single observation is given by its
// number, and lists are those of a workspace and a session, or of everything where that is asked for.
#include <optional>
#include <string>

#include "api/pages.h"
#include "api/resources.h"
#include "base/error.h"
#include "memory/observing/description.h"
#include "memory/observing/export.h"
#include "memory/observing/suggesting.h"
#include "store/observations.h"
#include "store/sessions.h"
#include "workspace/root.h"

namespace hearth::api {

namespace {

using store::Audience;

// Without a workspace and a session, only what holds everywhere.
Audience audience_of(const Call& call, db::Connection& connection) {
  if (call.query_flag("all")) return Audience::everything();
  Audience audience;
  if (std::string root = call.query_text("workspace"); !root.empty()) {
    audience.workspace = store::find_workspace_around(connection, root);
  }
  audience.session = call.query_id<SessionId>("session");
  if (audience.session && !audience.workspace) {
    audience.workspace = store::get_session(connection, *audience.session).workspace;
  }
  return audience;
}

memory::Suggestions suggestions_now(const Context& context) {
  return memory::suggestions_from(context.settings().text("memory.suggestions"));
}

http_server::Response list(const Call& call) {
  using enum ObservationKind;
  store::ObservationQuery query;
  query.kind = call.query_choice("kind", {fact, preference, decision, procedure, episode});
  query.scope =
      call.query_choice("scope", {ObservationScope::global, ObservationScope::project, ObservationScope::session});
  query.state =
      call.query_choice("state", {ObservationState::confirmed, ObservationState::suggested, ObservationState::ended});
  std::string words = call.query_text("words");
  query.words = words;
  if (call.query_flag("ended")) query.ended = store::ObservationQuery::Ended::included;
  query.page = page_of(call);
  query.now = unix_millis_now();
  json all = json::array();
  memory::complete_suggestions(call.context.store, suggestions_now(call.context), call.stop);
  call.context.store.read([&](db::Connection& connection) {
    query.audience = audience_of(call, connection);
    store::each_observation(connection, query, [&](const Observation& observation) {
      all.push_back(memory::described(connection, observation, query.now));
    });
  });
  bool is_full = static_cast<std::int64_t>(all.size()) == query.page.limit;
  json next = is_full ? all.back()["id"] : json(nullptr);
  return json_response(json{{"observations", std::move(all)}, {"next_before", std::move(next)}});
}

json detail_of(db::Connection& connection, ObservationId id) {
  UnixMillis now = unix_millis_now();
  Observation observation = store::get_observation(connection, Audience::everything(), id);
  json chain = json::array();
  for (const Observation& each : store::observation_chain(connection, Audience::everything(), id)) {
    chain.push_back(memory::described(connection, each, now));
  }
  return {{"observation", memory::described(connection, observation, now)},
          {"chain", std::move(chain)},
          {"source", memory::described_source(connection, Audience::everything(), observation)}};
}

http_server::Response show(const Call& call) {
  return json_response(call.context.store.read(
      [&](db::Connection& connection) { return detail_of(connection, ObservationId{call.id()}); }));
}

// Scope and owner as a body gives them: the narrowest that it names, unless it says the scope.
struct Place {
  std::optional<ObservationScope> scope;
  std::optional<WorkspaceId> workspace;
  std::optional<SessionId> session;
};
Place place_of(db::Connection& connection, const json& body) {
  Place place;
  if (body.contains("scope")) place.scope = observation_scope_from(body["scope"].get<std::string>());
  if (body.contains("workspace")) {
    auto root = body["workspace"].get<std::string>();
    place.workspace = store::find_workspace_around(connection, root);
    if (!place.workspace) {
      throw Error(Code::not_found, "keeping an observation: no session has worked in " + root + " yet");
    }
  }
  if (body.contains("session")) place.session = SessionId{body["session"].get<std::int64_t>()};
  if (!place.scope && place.session) place.scope = ObservationScope::session;
  if (!place.scope && place.workspace) place.scope = ObservationScope::project;
  // A session says its workspace as well.
  if (place.scope == ObservationScope::project && !place.workspace && place.session) {
    place.workspace = store::get_session(connection, *place.session).workspace;
  }
  if (place.scope != ObservationScope::project) place.workspace.reset();
  if (place.scope != ObservationScope::session) place.session.reset();
  return place;
}

void supersede(store::Write& write, const json& body, ObservationId successor, UnixMillis now) {
  if (!body.contains("supersedes")) return;
  for (const json& old : body["supersedes"]) {
    store::supersede_observation(write, Audience::everything(), ObservationId{old.get<std::int64_t>()}, successor, now);
  }
}

http_server::Response add(const Call& call) {
  const json& body = call.body;
  UnixMillis now = unix_millis_now();
  Observation made;
  made.kind = observation_kind_from(body.value("kind", std::string("fact"))).value_or(ObservationKind::fact);
  made.subject = body.value("subject", std::string());
  made.text = body["text"].get<std::string>();
  made.confirmed_by = ConfirmedBy::user;
  made.valid_from = body.value("valid_from", now);
  if (body.contains("valid_until")) made.valid_until = body["valid_until"].get<UnixMillis>();
  if (body.contains("source_message_id")) made.source = MessageId{body["source_message_id"].get<std::int64_t>()};
  made.created_at = now;
  std::optional<std::string> root;
  if (body.contains("workspace")) {
    root = workspace::open_root(body["workspace"].get<std::string>(), call.context.forbidden_folders).path;
  }
  json answer = call.context.store.write([&](store::Write& write) {
    if (root && !store::find_workspace_around(write, *root)) store::workspace_id(write, *root, now);
    Place place = place_of(write, body);
    made.scope = place.scope.value_or(ObservationScope::global);
    made.workspace = place.workspace;
    made.session = place.session;
    made.id = store::add_observation(write, made);
    supersede(write, body, made.id, now);
    return memory::described(write, made, now);
  });
  return json_response(answer, 201);
}

http_server::Response confirm(const Call& call) {
  UnixMillis now = unix_millis_now();
  return json_response(call.context.store.write([&](store::Write& write) {
    ObservationId id{call.id()};
    Observation confirmed = store::confirm_observation(write, Audience::everything(), id, ConfirmedBy::user, now);
    supersede(write, call.body, id, now);
    return memory::described(write, confirmed, now);
  }));
}

http_server::Response dismiss(const Call& call) {
  UnixMillis now = unix_millis_now();
  return json_response(call.context.store.write([&](store::Write& write) {
    return memory::described(
        write, store::dismiss_observation(write, Audience::everything(), ObservationId{call.id()}, now), now);
  }));
}

http_server::Response edit(const Call& call) {
  const json& body = call.body;
  UnixMillis now = unix_millis_now();
  store::ObservationChange change;
  if (body.contains("kind")) change.kind = observation_kind_from(body["kind"].get<std::string>());
  if (body.contains("subject")) change.subject = body["subject"].get<std::string>();
  if (body.contains("text")) change.text = body["text"].get<std::string>();
  return json_response(call.context.store.write([&](store::Write& write) {
    Place place = place_of(write, body);
    change.scope = place.scope;
    change.workspace = place.workspace;
    change.session = place.session;
    return memory::described(
        write, store::edit_observation(write, Audience::everything(), ObservationId{call.id()}, change, now), now);
  }));
}

http_server::Response forget(const Call& call) {
  store::Forget what = call.query_flag("predecessors") ? store::Forget::with_predecessors : store::Forget::this_one;
  json gone = json::array();
  call.context.store.write([&](store::Write& write) {
    for (ObservationId id : store::forget_observation(write, Audience::everything(), ObservationId{call.id()}, what)) {
      gone.push_back(id.value);
    }
  });
  return json_response(json{{"forgotten", std::move(gone)}});
}

http_server::Response export_all(const Call& call) {
  using memory::ExportFormat;
  ExportFormat format =
      call.query_choice("format", {ExportFormat::jsonl, ExportFormat::markdown}).value_or(ExportFormat::jsonl);
  memory::Exported exported = call.context.store.read([&](db::Connection& connection) {
    return memory::export_observations(connection, audience_of(call, connection), format, unix_millis_now());
  });
  return json_response(
      json{{"format", memory::to_string(format)}, {"count", exported.count}, {"text", std::move(exported.text)}});
}

constexpr Route table[] = {
    {"GET", "/api/v1/memory",
     "Observations that hold, newest first: those of everywhere, and of a workspace and a session; all=true: of all",
     "workspace session all kind scope state ended words limit before", "", "ObservationList", 200, list},
    {"POST", "/api/v1/memory", "Keep an observation, which the user confirms by that", "", "NewObservation",
     "Observation", 201, add},
    {"GET", "/api/v1/memory/export", "All observations as one text, those that have ended among them",
     "format workspace session all", "", "MemoryExport", 200, export_all},
    {"GET", "/api/v1/memory/{id}", "An observation, what it superseded, what superseded it, and where it was said", "",
     "", "ObservationDetail", 200, show},
    {"PATCH", "/api/v1/memory/{id}", "Change an observation: a new one supersedes it", "", "ObservationChange",
     "Observation", 200, edit},
    {"DELETE", "/api/v1/memory/{id}", "Forget an observation for good; predecessors=true: with all that it superseded",
     "predecessors", "", "ForgottenObservations", 200, forget},
    {"POST", "/api/v1/memory/{id}/confirm", "Confirm a suggestion", "", "ObservationConfirmation", "Observation", 200,
     confirm},
    {"POST", "/api/v1/memory/{id}/dismiss", "Delete a suggestion and do not make it again", "", "", "Observation", 200,
     dismiss},
};

}  // namespace

std::span<const Route> memory_routes() {
  return table;
}

}  // namespace hearth::api
