// Which records of a segment a search may find: those that are not erased and that the filter lets through. Any thread.
#pragma once

#include <cstddef>

#include "search/merge.h"
#include "search/postings.h"

namespace hearth::search {

// Sets the bits of `allowed` up to the segment's last record; the rest is 0. Returns how many are set.
std::size_t allow(const Part& part, const Filter& filter, PlaceSet& allowed);

}  // namespace hearth::search
