// One thing the built-in tier can do: how it is recognised and the step that does it. One file per intent, one line in
// the table. Matching is pure; the step runs on the thread of chat().
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "llm/reflex/reading.h"
#include "llm/reflex/step.h"

namespace hearth::llm::reflex {

struct Intent {
  std::string_view name;
  std::optional<Step> (*match)(const Reading& reading);
};

// In the order in which they are tried: the first match wins, so what is more particular stands first.
std::span<const Intent> intents();

// The whole task rather than a reading of it: a command line and a sentence to be kept follow no grammar of ours.
std::optional<Step> match_run_command(std::string_view task);
std::optional<Step> match_remember(std::string_view task);

std::optional<Step> match_help(const Reading& reading);
std::optional<Step> match_out_of_depth(const Reading& reading);
std::optional<Step> match_write_note(const Reading& reading);
std::optional<Step> match_replace(const Reading& reading);
std::optional<Step> match_compare(const Reading& reading);
std::optional<Step> match_history_day(const Reading& reading);
std::optional<Step> match_history_file(const Reading& reading);
std::optional<Step> match_history_search(const Reading& reading);
std::optional<Step> match_move(const Reading& reading);
std::optional<Step> match_delete(const Reading& reading);
std::optional<Step> match_extract(const Reading& reading);
std::optional<Step> match_count(const Reading& reading);
std::optional<Step> match_outline(const Reading& reading);
std::optional<Step> match_summarise(const Reading& reading);
std::optional<Step> match_find_files(const Reading& reading);
std::optional<Step> match_search(const Reading& reading);
std::optional<Step> match_read(const Reading& reading);
std::optional<Step> match_question(const Reading& reading);

}  // namespace hearth::llm::reflex
