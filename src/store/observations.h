// What is kept of the user and the work (domain/observation.h). No text is ever overwritten: an edit adds a record that
// supersedes the old one, which stays and ends. Only forgetting deletes, and then for good.
//
// Who reads says from where: nothing of another project or another session is found, not even that it is there.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/observation.h"
#include "store/page.h"
#include "store/store.h"

namespace hearth::store {

// From where observations are read: those of all projects everywhere, and those of this workspace and of this session.
struct Audience {
  enum class Reach {
    own,         // what the workspace and the session below may see
    everything,  // the user's own, over all projects
  };
  Reach reach = Reach::own;
  std::optional<WorkspaceId> workspace = {};
  std::optional<SessionId> session = {};

  static Audience everything() { return {Reach::everything}; }
};
bool may_read(const Audience& audience, const Observation& observation);

// Throws Error: invalid_argument when the text is empty or too long, or the scope lacks its owner; not_found when the
// workspace, the session or the source is not there.
ObservationId add_observation(Write& write, const Observation& observation);

// A suggestion, unless the user dismissed the same before, or the same is there already and holds.
std::optional<ObservationId> suggest_observation(Write& write, const Observation& observation);
// The messages up to this one were looked through for what is worth a suggestion.
MessageId suggested_up_to(db::Connection& connection);
void set_suggested_up_to(Write& write, MessageId id);
// The one in the same scope that says the same in the same words and has not ended.
std::optional<Observation> find_same_observation(db::Connection& connection, const Observation& observation,
                                                 UnixMillis now);

// These four throw Error(not_found) for what the audience may not read. The first three throw Error(conflict) for one
// that has ended, and dismiss for one that is no suggestion.
Observation confirm_observation(Write& write, const Audience& audience, ObservationId id, ConfirmedBy who,
                                UnixMillis now);
// It is deleted, and not suggested again. What it was.
Observation dismiss_observation(Write& write, const Audience& audience, ObservationId id, UnixMillis now);
struct ObservationChange {
  std::optional<ObservationKind> kind = {};
  std::optional<std::string> subject = {};
  std::optional<std::string> text = {};
  std::optional<ObservationScope> scope = {};  // with its owner below
  std::optional<WorkspaceId> workspace = {};
  std::optional<SessionId> session = {};
};
// The record that supersedes it, confirmed by the user.
Observation edit_observation(Write& write, const Audience& audience, ObservationId id, const ObservationChange& change,
                             UnixMillis now);
enum class Forget {
  this_one,
  with_predecessors,  // and all that it superseded
};
// The ids that are gone, this one first.
std::vector<ObservationId> forget_observation(Write& write, const Audience& audience, ObservationId id, Forget what);

// `old` ends, `successor` takes its place. Throws Error(not_found) and Error(conflict) as above.
void supersede_observation(Write& write, const Audience& audience, ObservationId old, ObservationId successor,
                           UnixMillis now);

struct ObservationQuery {
  Audience audience = {};
  std::optional<ObservationKind> kind = {};
  std::optional<ObservationScope> scope = {};
  // Nothing: those that hold, suggestions among them.
  std::optional<ObservationState> state = {};
  enum class Ended { left_out, included } ended = Ended::left_out;  // where no state is asked for
  std::string_view words = {};  // each of them stands in subject or text, in any case
  Page page = {};
  UnixMillis now = 0;
};
// Newest first; the number seen.
int each_observation(db::Connection& connection, const ObservationQuery& query,
                     const std::function<void(const Observation&)>& each);
// Nothing: there is none that the audience may read.
std::optional<Observation> find_observation(db::Connection& connection, const Audience& audience, ObservationId id);
Observation get_observation(db::Connection& connection, const Audience& audience,
                            ObservationId id);  // throws not_found
// All that superseded each other up to and from this one, oldest first, itself among them; as far as may be read.
std::vector<Observation> observation_chain(db::Connection& connection, const Audience& audience, ObservationId id);

// Where an observation was said: a message of a session, which an audience may read if it is of its workspace.
struct ObservationSource {
  MessageId message;
  SessionId session;
  std::string role;
  std::string text;
  UnixMillis created_at = 0;
};
std::optional<ObservationSource> source_of(db::Connection& connection, const Audience& audience,
                                           const Observation& observation);

}  // namespace hearth::store
