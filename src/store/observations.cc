#include "store/observations.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/crypto.h"
#include "base/error.h"
#include "store/sessions.h"

namespace hearth::store {

namespace {

constexpr std::size_t longest_subject = 200;
constexpr std::size_t longest_text = 4000;

#define HEARTH_OBSERVATION_COLUMNS                                                                          \
  "id, kind, subject, text, scope, workspace_id, session_id, source_message_id, confirmed_by, confidence, " \
  "untrusted, valid_from, valid_until, superseded_by, created_at"

[[noreturn]] void throw_unknown(ObservationId id) {
  throw Error(Code::not_found,
              fmt::format("looking for observation {}: there is none here: `hearth memory list` lists them", id.value));
}

[[noreturn]] void throw_damaged(ObservationId id, std::string_view what) {
  throw Error(Code::internal, fmt::format("reading observation {}: its {} is unknown", id.value, what));
}

template <class Id>
std::optional<Id> id_at(const db::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Id{row.integer(column)};
}

Observation observation_of(const db::Statement& row) {
  Observation observation;
  observation.id = {row.integer(0)};
  std::optional<ObservationKind> kind = observation_kind_from(row.text(1));
  if (!kind) throw_damaged(observation.id, "kind");
  observation.kind = *kind;
  observation.subject = row.copy(2);
  observation.text = row.copy(3);
  std::optional<ObservationScope> scope = observation_scope_from(row.text(4));
  if (!scope) throw_damaged(observation.id, "scope");
  observation.scope = *scope;
  observation.workspace = id_at<WorkspaceId>(row, 5);
  observation.session = id_at<SessionId>(row, 6);
  observation.source = id_at<MessageId>(row, 7);
  if (!row.is_null(8)) observation.confirmed_by = confirmed_by_from(row.text(8));
  observation.confidence = row.real(9);
  observation.untrusted = row.integer(10) != 0;
  observation.valid_from = row.integer(11);
  if (!row.is_null(12)) observation.valid_until = row.integer(12);
  observation.superseded_by = id_at<ObservationId>(row, 13);
  observation.created_at = row.integer(14);
  return observation;
}

void require_sound(db::Connection& connection, const Observation& observation) {
  if (observation.text.empty() || observation.text.size() > longest_text ||
      observation.subject.size() > longest_subject) {
    throw Error(Code::invalid_argument,
                fmt::format("keeping an observation: its text has {} bytes and its subject {}: a text has 1 to {}, a "
                            "subject at most {}",
                            observation.text.size(), observation.subject.size(), longest_text, longest_subject));
  }
  bool of_project = observation.scope == ObservationScope::project;
  bool of_session = observation.scope == ObservationScope::session;
  if (of_project != observation.workspace.has_value() || of_session != observation.session.has_value()) {
    throw Error(Code::invalid_argument, fmt::format("keeping an observation: scope {} {}", to_string(observation.scope),
                                                    of_project   ? "needs a workspace, and no session"
                                                    : of_session ? "needs a session, and no workspace"
                                                                 : "has neither a workspace nor a session"));
  }
  if (observation.workspace) workspace_root(connection, *observation.workspace);
  if (observation.session) get_session(connection, *observation.session);
  if (!observation.source) return;
  db::Statement row = connection.prepare("SELECT 1 FROM messages WHERE id = ?");
  row.bind(*observation.source);
  if (!row.step()) {
    throw Error(Code::not_found, fmt::format("keeping an observation: there is no message {} where it was said",
                                             observation.source->value));
  }
}

std::string fingerprint_of(const Observation& observation) {
  std::int64_t owner = observation.workspace ? observation.workspace->value
                       : observation.session ? observation.session->value
                                             : 0;
  return sha256_hex(fmt::format("{}\n{}\n{}", to_string(observation.scope), owner, normal_form(observation.text)));
}

bool was_dismissed(db::Connection& connection, const Observation& observation) {
  std::string fingerprint = fingerprint_of(observation);
  db::Statement row = connection.prepare("SELECT 1 FROM dismissed_observations WHERE fingerprint = ?");
  row.bind(fingerprint);
  return row.step();
}

void require_holds(const Observation& observation, UnixMillis now, std::string_view doing) {
  if (state_of(observation, now) != ObservationState::ended) return;
  throw Error(Code::conflict, fmt::format("{} observation {}: it has ended{}", doing, observation.id.value,
                                          observation.superseded_by ? fmt::format(": observation {} took its place",
                                                                                  observation.superseded_by->value)
                                                                    : std::string()));
}

std::vector<ObservationId> direct_predecessors(db::Connection& connection, ObservationId id) {
  db::Statement row = connection.prepare("SELECT id FROM observations WHERE superseded_by = ? ORDER BY id");
  row.bind(id);
  std::vector<ObservationId> found;
  while (row.step()) found.push_back({row.integer(0)});
  return found;
}

// Everything that led to this one, nearest first, itself at the front. A list, since a row may be edited by hand.
std::vector<ObservationId> with_predecessors(db::Connection& connection, ObservationId id) {
  std::vector<ObservationId> all{id};
  for (std::size_t next = 0; next < all.size(); ++next) {
    for (ObservationId before : direct_predecessors(connection, all[next])) {
      if (std::ranges::find(all, before) == all.end()) all.push_back(before);
    }
  }
  return all;
}

bool holds_words(const Observation& observation, const std::vector<std::string>& words) {
  if (words.empty()) return true;
  std::string text = normal_form(observation.subject + " " + observation.text);
  return std::ranges::all_of(words, [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string normal = normal_form(text);
  for (std::size_t begin = 0; begin < normal.size();) {
    std::size_t end = std::min(normal.find(' ', begin), normal.size());
    words.push_back(normal.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

bool fits(const Observation& observation, const ObservationQuery& query) {
  ObservationState state = state_of(observation, query.now);
  if (query.state) return state == *query.state;
  return query.ended == ObservationQuery::Ended::included || state != ObservationState::ended;
}

}  // namespace

bool may_read(const Audience& audience, const Observation& observation) {
  if (audience.reach == Audience::Reach::everything) return true;
  switch (observation.scope) {
    case ObservationScope::global:
      return true;
    case ObservationScope::project:
      return audience.workspace && audience.workspace == observation.workspace;
    case ObservationScope::session:
      return audience.session && audience.session == observation.session;
  }
  return false;
}

ObservationId add_observation(Write& write, const Observation& observation) {
  db::Connection& connection = write.connection();
  require_sound(connection, observation);
  std::optional<std::string> who;
  if (observation.confirmed_by) who = to_string(*observation.confirmed_by);
  connection
      .prepare(
          "INSERT INTO observations(kind, subject, text, scope, workspace_id, session_id, source_message_id, "
          "confirmed_by, confidence, untrusted, valid_from, valid_until, superseded_by, created_at) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(to_string(observation.kind), observation.subject, observation.text, to_string(observation.scope),
            observation.workspace, observation.session, observation.source, who, observation.confidence,
            observation.untrusted ? 1 : 0, observation.valid_from, observation.valid_until, observation.superseded_by,
            observation.created_at)
      .run();
  return {connection.last_insert_id()};
}

std::optional<ObservationId> suggest_observation(Write& write, const Observation& observation) {
  if (was_dismissed(write, observation)) return std::nullopt;
  if (find_same_observation(write, observation, observation.created_at)) return std::nullopt;
  return add_observation(write, observation);
}

MessageId suggested_up_to(db::Connection& connection) {
  db::Statement row = connection.prepare("SELECT up_to FROM suggested");
  return {row.step() ? row.integer(0) : 0};
}

void set_suggested_up_to(Write& write, MessageId id) {
  write.connection().prepare("UPDATE suggested SET up_to = ?").bind(id).run();
}

std::optional<Observation> find_same_observation(db::Connection& connection, const Observation& observation,
                                                 UnixMillis now) {
  std::string text = normal_form(observation.text);
  db::Statement row = connection.prepare("SELECT " HEARTH_OBSERVATION_COLUMNS
                                         " FROM observations "
                                         "WHERE scope = ? AND workspace_id IS ? AND session_id IS ? ORDER BY id");
  row.bind(to_string(observation.scope), observation.workspace, observation.session);
  while (row.step()) {
    if (normal_form(row.text(3)) != text) continue;
    Observation same = observation_of(row);
    if (state_of(same, now) != ObservationState::ended) return same;
  }
  return std::nullopt;
}

Observation confirm_observation(Write& write, const Audience& audience, ObservationId id, ConfirmedBy who,
                                UnixMillis now) {
  Observation observation = get_observation(write, audience, id);
  require_holds(observation, now, "confirming");
  if (observation.confirmed_by == ConfirmedBy::user) return observation;
  observation.confirmed_by = who;
  if (who == ConfirmedBy::user) observation.confidence = 1;
  write.connection()
      .prepare("UPDATE observations SET confirmed_by = ?, confidence = ? WHERE id = ?")
      .bind(to_string(who), observation.confidence, id)
      .run();
  return observation;
}

Observation dismiss_observation(Write& write, const Audience& audience, ObservationId id, UnixMillis now) {
  Observation observation = get_observation(write, audience, id);
  require_holds(observation, now, "dismissing");
  if (observation.confirmed_by) {
    throw Error(Code::conflict,
                fmt::format("dismissing observation {}: it is no suggestion; `hearth memory forget {}` deletes it",
                            id.value, id.value));
  }
  std::string fingerprint = fingerprint_of(observation);
  db::Connection& connection = write.connection();
  connection.prepare("INSERT OR REPLACE INTO dismissed_observations(fingerprint, dismissed_at) VALUES (?, ?)")
      .bind(fingerprint, now)
      .run();
  connection.prepare("DELETE FROM observations WHERE id = ?").bind(id).run();
  return observation;
}

Observation edit_observation(Write& write, const Audience& audience, ObservationId id, const ObservationChange& change,
                             UnixMillis now) {
  Observation old = get_observation(write, audience, id);
  require_holds(old, now, "editing");
  Observation made = old;
  made.kind = change.kind.value_or(old.kind);
  made.subject = change.subject.value_or(old.subject);
  made.text = change.text.value_or(old.text);
  if (change.scope) {
    made.scope = *change.scope;
    made.workspace = change.workspace;
    made.session = change.session;
  }
  made.confirmed_by = ConfirmedBy::user;
  made.confidence = 1;
  made.valid_from = made.created_at = now;
  made.id = add_observation(write, made);
  supersede_observation(write, audience, id, made.id, now);
  return made;
}

std::vector<ObservationId> forget_observation(Write& write, const Audience& audience, ObservationId id, Forget what) {
  get_observation(write, audience, id);
  std::vector<ObservationId> gone{id};
  if (what == Forget::with_predecessors) gone = with_predecessors(write, id);
  for (ObservationId each : gone) {
    write.connection().prepare("DELETE FROM observations WHERE id = ?").bind(each).run();
  }
  return gone;
}

void supersede_observation(Write& write, const Audience& audience, ObservationId old, ObservationId successor,
                           UnixMillis now) {
  require_holds(get_observation(write, audience, old), now, "superseding");
  if (old == successor) {
    throw Error(Code::invalid_argument, fmt::format("superseding observation {}: by itself it cannot be", old.value));
  }
  write.connection()
      .prepare("UPDATE observations SET valid_until = ?, superseded_by = ? WHERE id = ?")
      .bind(now, successor, old)
      .run();
}

int each_observation(db::Connection& connection, const ObservationQuery& query,
                     const std::function<void(const Observation&)>& each) {
  PageBounds bounds = bounds_of(query.page);
  std::vector<std::string> words = words_of(query.words);
  std::optional<std::string> kind, scope;
  if (query.kind) kind = to_string(*query.kind);
  if (query.scope) scope = to_string(*query.scope);
  int everything = query.audience.reach == Audience::Reach::everything ? 1 : 0;
  db::Statement row =
      connection.prepare("SELECT " HEARTH_OBSERVATION_COLUMNS
                         " FROM observations WHERE id < ?1 "
                         "AND (?2 OR scope = 'global' OR workspace_id = ?3 OR session_id = ?4) "
                         "AND (?5 IS NULL OR kind = ?5) AND (?6 IS NULL OR scope = ?6) ORDER BY id DESC");
  row.bind(bounds.before, everything, query.audience.workspace, query.audience.session, kind, scope);
  int seen = 0;
  while (seen < bounds.limit && row.step()) {
    Observation observation = observation_of(row);
    if (!fits(observation, query) || !holds_words(observation, words)) continue;
    each(observation);
    ++seen;
  }
  return seen;
}

std::optional<Observation> find_observation(db::Connection& connection, const Audience& audience, ObservationId id) {
  db::Statement row = connection.prepare("SELECT " HEARTH_OBSERVATION_COLUMNS " FROM observations WHERE id = ?");
  row.bind(id);
  if (!row.step()) return std::nullopt;
  Observation observation = observation_of(row);
  return may_read(audience, observation) ? std::optional(std::move(observation)) : std::nullopt;
}

Observation get_observation(db::Connection& connection, const Audience& audience, ObservationId id) {
  std::optional<Observation> found = find_observation(connection, audience, id);
  if (!found) throw_unknown(id);
  return *std::move(found);
}

std::vector<Observation> observation_chain(db::Connection& connection, const Audience& audience, ObservationId id) {
  Observation last = get_observation(connection, audience, id);
  // A chain has at most one successor each; the bound is against rows that were edited by hand into a circle.
  for (int steps = 0; last.superseded_by && steps < std::numeric_limits<std::int16_t>::max(); ++steps) {
    std::optional<Observation> next = find_observation(connection, Audience::everything(), *last.superseded_by);
    if (!next || next->id == id) break;
    last = *std::move(next);
  }
  std::vector<Observation> chain;
  for (ObservationId each : with_predecessors(connection, last.id)) {
    if (std::optional<Observation> found = find_observation(connection, audience, each)) {
      chain.push_back(*std::move(found));
    }
  }
  std::ranges::sort(chain, {}, &Observation::id);
  return chain;
}

std::optional<ObservationSource> source_of(db::Connection& connection, const Audience& audience,
                                           const Observation& observation) {
  if (!observation.source) return std::nullopt;
  db::Statement row = connection.prepare(
      "SELECT m.session_id, m.role, m.text, m.created_at FROM messages m JOIN sessions s ON s.id = m.session_id "
      "WHERE m.id = ?1 AND (?2 OR m.session_id = ?3 OR s.workspace_id = ?4)");
  row.bind(*observation.source, audience.reach == Audience::Reach::everything ? 1 : 0, audience.session,
           audience.workspace);
  if (!row.step()) return std::nullopt;
  return ObservationSource{*observation.source, SessionId{row.integer(0)}, row.copy(1), row.copy(2), row.integer(3)};
}

#undef HEARTH_OBSERVATION_COLUMNS

}  // namespace hearth::store
