#include "memory/observing/suggesting.h"

#include <optional>
#include <utility>

#include "base/check.h"
#include "base/stop.h"
#include "memory/observing/statements.h"
#include "store/labels.h"
#include "store/messages.h"
#include "store/observations.h"
#include "store/search_feed.h"

namespace hearth::memory {

namespace {

constexpr std::int64_t batch = 500;  // messages looked through in one transaction

// Preferences and facts of a person hold everywhere; what is decided and how things are done belongs to the project.
ObservationScope scope_of(const Statement& statement, const store::FeedMessage& said) {
  bool of_person = statement.kind == ObservationKind::fact || statement.kind == ObservationKind::preference;
  return said.workspace && !of_person ? ObservationScope::project : ObservationScope::global;
}

Observation observation_of(Statement statement, const store::FeedMessage& said, Suggestions what, bool untrusted) {
  Observation made;
  made.kind = statement.kind;
  made.subject = std::move(statement.subject);
  made.text = std::move(statement.text);
  made.scope = scope_of(statement, said);
  if (made.scope == ObservationScope::project) made.workspace = said.workspace;
  made.source = said.id;
  made.confidence = statement.confidence;
  made.untrusted = untrusted;
  if (what == Suggestions::accept && !untrusted) made.confirmed_by = ConfirmedBy::setting;
  made.valid_from = made.created_at = said.at;
  return made;
}

struct Noticed {
  Observation observation;
  std::optional<WorkspaceId> workspace;  // where it was said
};

// Whether the same is kept already, everywhere or in the project where it was said.
bool is_known(db::Connection& connection, const Noticed& noticed) {
  Observation same = noticed.observation;
  same.scope = ObservationScope::global;
  same.workspace.reset();
  if (store::find_same_observation(connection, same, same.created_at)) return true;
  if (!noticed.workspace) return false;
  same.scope = ObservationScope::project;
  same.workspace = noticed.workspace;
  return store::find_same_observation(connection, same, same.created_at).has_value();
}

// False once there is nothing left.
bool look_through_some(store::Write& write, Suggestions what) {
  std::vector<Noticed> found;
  MessageId after = store::suggested_up_to(write);
  std::optional<MessageId> last = store::each_feed_message(write, after, batch, [&](const store::FeedMessage& said) {
    if (said.role != "user" || what == Suggestions::off) return;
    if (statements_in(said.text).empty()) return;
    // Without what was given as files, which others may have written.
    std::vector<Statement> statements = statements_in(written_text(store::get_message(write, said.session, said.id)));
    bool untrusted = said.untrusted || store::session_labels(write, said.session).untrusted;
    for (Statement& statement : statements) {
      found.push_back({observation_of(std::move(statement), said, what, untrusted), said.workspace});
    }
  });
  if (!last) return false;
  for (const Noticed& each : found) {
    if (!is_known(write, each)) store::suggest_observation(write, each.observation);
  }
  store::set_suggested_up_to(write, *last);
  return true;
}

bool is_complete(db::Connection& connection) {
  return store::suggested_up_to(connection).value >= store::newest_message(connection).value;
}

}  // namespace

Suggestions suggestions_from(std::string_view word) {
  if (word == "accept") return Suggestions::accept;
  if (word == "off") return Suggestions::off;
  check(word == "ask");
  return Suggestions::ask;
}

void complete_suggestions(store::Store& store, Suggestions what, const std::stop_token& stop) {
  if (store.read(is_complete)) return;
  for (bool more = true; more;) {
    throw_if_stopped(stop);
    more = store.write([&](store::Write& write) { return look_through_some(write, what); });
  }
}

}  // namespace hearth::memory
