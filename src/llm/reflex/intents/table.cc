#include <array>

#include "llm/reflex/intents/intent.h"

namespace hearth::llm::reflex {

std::span<const Intent> intents() {
  static constexpr auto table = std::to_array<Intent>({
      {"help", match_help},
      {"write_note", match_write_note},
      {"replace", match_replace},
      {"out_of_depth", match_out_of_depth},
      {"compare", match_compare},
      {"history_file", match_history_file},
      {"history_day", match_history_day},
      {"history_search", match_history_search},
      {"move", match_move},
      {"delete", match_delete},
      {"extract", match_extract},
      {"count", match_count},
      {"outline", match_outline},
      {"summarise", match_summarise},
      {"find_files", match_find_files},
      {"search", match_search},
      {"read", match_read},
      {"question", match_question},
  });
  return table;
}

}  // namespace hearth::llm::reflex
