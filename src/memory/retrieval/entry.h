// From rows of the database to records of the search index: what of them can be found, and by which words.
#pragma once

#include "search/record.h"
#include "store/search_feed.h"

namespace hearth::memory {

search::Record entry_of(const store::FeedMessage& message);
search::Record entry_of(const store::FeedObservation& observation);
search::Record entry_of(const store::FeedChunk& chunk);

}  // namespace hearth::memory
