// The words with which people begin what they want: the verbs that start a part of a task, their spellings and common
// typing errors. Pure tables; any thread.
#pragma once

#include <string>
#include <string_view>

namespace hearth::llm::reflex {

// The folded word in the spelling the grammar uses: "Summarize" and "sumarise" become "summarise", "what's" "what is".
std::string canonical_word(std::string_view word);
// Whether a part of a task can begin with this word: "summarise", "how", "delete".
bool starts_part(std::string_view canonical);
// Words that may stand in front of such a word: "please", "also", "then", "could you".
bool is_courtesy(std::string_view canonical);
// What can be asked for of a file without a verb: "summary", "headings", "dates".
bool is_thing(std::string_view canonical);
// Words that may stand in front of such a thing: "the", "all", "short".
bool is_article(std::string_view canonical);

// What may stand in front of the name of a file, because it only says what the file is: "the lease contracts/lease.md".
bool says_kind_of_file(std::string_view canonical);

}  // namespace hearth::llm::reflex
