// Row ids of the database. Distinct things have distinct types, so that a session id cannot be passed for a run id.
#pragma once

#include <compare>
#include <cstdint>

namespace hearth {

template <class Tag>
struct Id {
  std::int64_t value = 0;
  friend auto operator<=>(const Id&, const Id&) = default;
};

using WorkspaceId = Id<struct WorkspaceTag>;
using SessionId = Id<struct SessionTag>;
using MessageId = Id<struct MessageTag>;
using TaskId = Id<struct TaskTag>;
using RunId = Id<struct RunTag>;
using FileId = Id<struct FileTag>;
using FileEventId = Id<struct FileEventTag>;
using GrantId = Id<struct GrantTag>;
using NetworkRuleId = Id<struct NetworkRuleTag>;
using EgressId = Id<struct EgressTag>;
using AttachmentId = Id<struct AttachmentTag>;
using DocumentRootId = Id<struct DocumentRootTag>;
using DocumentId = Id<struct DocumentTag>;
using DocumentChunkId = Id<struct DocumentChunkTag>;
using ObservationId = Id<struct ObservationTag>;

}  // namespace hearth
