// How a clause is read: the clause with what it refers to, as the intents see it. Plain values; one thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "llm/reflex/language/clause.h"
#include "llm/reflex/resolve.h"
#include "llm/reflex/step.h"

namespace hearth::llm::reflex {

struct Reading {
  Clause clause;
  std::vector<FileReference> files;       // named in this clause, in order
  std::vector<FileReference> antecedent;  // what "it" means
  bool refers_back = false;               // says "it", "its", "that file", "there"
  std::optional<std::string> folder;      // "in notes/", "the notes folder"
  bool is_topic = false;                  // a later part says with it what it is about
  bool after_others = false;              // earlier parts of the task exist
  UnixMillis now = 0;
};

Reading read_clause(Clause clause, UnixMillis now);

// What the clause is about: the files it names, else what "it" means, else the file that the words outside `vocabulary`
// describe ("the product report"), else the antecedent. Empty if there is none of these.
std::vector<FileReference> files_meant(const Reading& reading, std::span<const std::string_view> vocabulary);
// The words of the clause that are neither glue nor in the vocabulary.
std::vector<std::string> words_outside(const Clause& clause, std::span<const std::string_view> vocabulary);

// The fragment for "which file?".
Fragment no_file_named(std::string_view what);
// The same where the clause describes a file: names those that fit. Nothing while the search is under way.
std::optional<Fragment> ask_which_file(Desk& desk, const FileReference& described, std::string_view what);

}  // namespace hearth::llm::reflex
