#include <array>
#include <utility>

#include "llm/reflex/frames/frame.h"
#include "llm/reflex/language/rewording.h"

namespace hearth::llm::reflex {

Clause meaning_of(Clause clause) {
  // What is more particular stands first.
  static const std::array frames = {
      &replace_frame, &move_frame,        &delete_frame,     &append_frame,  &write_frame,   &lines_frame,
      &history_frame, &occurrences_frame, &count_frame,      &extract_frame, &compare_frame, &outline_frame,
      &section_frame, &summarise_frame,   &find_files_frame, &search_frame,  &read_frame};
  for (const Frame* frame : frames) {
    std::vector<std::string_view> known(frame->keys.begin(), frame->keys.end());
    known.insert(known.end(), frame->words.begin(), frame->words.end());
    std::optional<Said> said = Said::of(clause, known);
    if (!said || !said->has(frame->keys)) continue;
    if (std::optional<Clause> meant = frame->say(*said)) return *std::move(meant);
  }
  return reworded(std::move(clause));
}

}  // namespace hearth::llm::reflex
