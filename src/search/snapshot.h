// Everything that one search sees: the segments as one batch left them. Never changed once it is published.
#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "search/merge.h"

namespace hearth::search {

struct Snapshot {
  std::vector<Part> parts;
  std::optional<Watermark> watermark;
};

FieldLengths field_lengths(const std::vector<Part>& parts);

// Throws Cancelled.
Answer search(const Snapshot& snapshot, std::size_t dimensions, const Query& query, const std::stop_token& stop);

}  // namespace hearth::search
