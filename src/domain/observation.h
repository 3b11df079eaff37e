// What is kept of the user and the work: a sentence with its subject, where it holds, since when and until when, who
// confirmed it and where it was said. Plain values; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "domain/ids.h"
#include "domain/json.h"

namespace hearth {

enum class ObservationKind { fact, preference, decision, procedure, episode };
std::string_view to_string(ObservationKind kind);
std::optional<ObservationKind> observation_kind_from(std::string_view word);

// Where it may be read.
enum class ObservationScope {
  global,   // everywhere
  project,  // in one workspace
  session,  // in one session
};
std::string_view to_string(ObservationScope scope);
std::optional<ObservationScope> observation_scope_from(std::string_view word);

enum class ConfirmedBy {
  user,     // said so, or agreed
  setting,  // memory.suggestions says that suggestions are taken
};
std::string_view to_string(ConfirmedBy who);
std::optional<ConfirmedBy> confirmed_by_from(std::string_view word);

struct Observation {
  ObservationId id;
  ObservationKind kind = ObservationKind::fact;
  std::string subject;
  std::string text;
  ObservationScope scope = ObservationScope::project;
  std::optional<WorkspaceId> workspace;     // of scope project, and of no other
  std::optional<SessionId> session;         // of scope session, and of no other
  std::optional<MessageId> source;          // where it was said; nothing: it was told directly
  std::optional<ConfirmedBy> confirmed_by;  // nothing: a suggestion
  double confidence = 1;                    // 0 to 1
  bool untrusted = false;                   // written while its session held text of somebody else
  UnixMillis valid_from = 0;
  std::optional<UnixMillis> valid_until;  // nothing: it holds still
  std::optional<ObservationId> superseded_by;
  UnixMillis created_at = 0;
};

enum class ObservationState {
  suggested,  // waits for the user
  confirmed,
  ended,  // superseded, or its time is over
};
std::string_view to_string(ObservationState state);
ObservationState state_of(const Observation& observation, UnixMillis now);

// As the API and exports have it; "state" is that of `now`.
json to_json(const Observation& observation, UnixMillis now);

// The text in the form in which two that say the same in the same words are equal: lower case, one space between words,
// no mark at the end.
std::string normal_form(std::string_view text);

}  // namespace hearth
