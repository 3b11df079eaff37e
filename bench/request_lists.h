// What the load asks for, drawn from the corpus: one item a line, in text files beside the database. One thread.
#pragma once

#include <string>

#include "bench/corpus.h"

namespace hearth::bench {

// sessions, paths, search_rare, search_pair, search_common and texts, each NAME.txt in the folder. Throws Error.
void write_request_lists(Corpus& corpus, const std::string& folder);

}  // namespace hearth::bench
