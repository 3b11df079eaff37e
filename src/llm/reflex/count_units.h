// What can be counted in one file: lines, words, headings, rows, functions, e-mail addresses… A unit is recognised by
// its word in the clause. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "domain/json.h"
#include "llm/reflex/extractors/extractor.h"
#include "llm/reflex/source.h"

namespace hearth::llm::reflex {

bool names_units(const std::string& clause_text);
// "12 lines", "1 heading": the named units that text_stats knows, and those that are counted in the text itself.
std::vector<std::string> units_in_stats(const std::string& clause_text, const json& stats);
std::vector<std::string> units_in_text(const std::string& clause_text, const Source& source,
                                       const std::vector<const Extractor*>& kinds);
// The rows of a table, the elements of JSON.
std::size_t records_in(const Source& source);
// "12 lines, 3 words and 1 heading"
std::string enumerated(const std::vector<std::string>& parts);

}  // namespace hearth::llm::reflex
