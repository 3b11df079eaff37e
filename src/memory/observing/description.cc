#include "memory/observing/description.h"

#include "store/sessions.h"
#include "store/stored_path.h"

namespace hearth::memory {

json described(db::Connection& connection, const Observation& observation, UnixMillis now) {
  json object = to_json(observation, now);
  object["workspace"] = observation.workspace
                            ? json(store::path_from_stored(store::workspace_root(connection, *observation.workspace)))
                            : json(nullptr);
  return object;
}

json described_source(db::Connection& connection, const store::Audience& audience, const Observation& observation) {
  std::optional<store::ObservationSource> source = store::source_of(connection, audience, observation);
  if (!source) return nullptr;
  return {{"message_id", source->message.value},
          {"session_id", source->session.value},
          {"role", source->role},
          {"text", source->text},
          {"created_at", source->created_at}};
}

}  // namespace hearth::memory
