// A frame reads a clause without regard to the order of its words: it knows the words with which its kind of task is
// said, takes what is left over as the texts it is about, and says the clause again in the grammar's own words. A
// clause with a word too much fits no frame, so nothing a user said is passed over. One file per frame, one line in the
// table. Pure; any thread.
#pragma once

#include <optional>

#include "llm/reflex/frames/said.h"

namespace hearth::llm::reflex {

struct Frame {
  WordList keys;   // one of these must stand in the clause
  WordList words;  // these may
  std::optional<Clause> (*say)(const Said& said);
};

// The clause in the grammar's words, by the first frame that fits, else by the wordings of language/rewording.h.
Clause meaning_of(Clause clause);

extern const Frame append_frame;
extern const Frame compare_frame;
extern const Frame count_frame;
extern const Frame delete_frame;
extern const Frame extract_frame;
extern const Frame find_files_frame;
extern const Frame history_frame;
extern const Frame lines_frame;
extern const Frame move_frame;
extern const Frame occurrences_frame;
extern const Frame outline_frame;
extern const Frame read_frame;
extern const Frame replace_frame;
extern const Frame search_frame;
extern const Frame section_frame;
extern const Frame summarise_frame;
extern const Frame write_frame;

}  // namespace hearth::llm::reflex
