// What a clause holds, whatever the order of its words: its files and folders, the texts it names (quoted, or words
// that a frame does not know) and whether a word of some kind stands in it. Plain values that point into a clause.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "llm/reflex/language/clause.h"

namespace hearth::llm::reflex {

using WordList = std::span<const std::string_view>;

bool listed(WordList words, std::string_view word);

// Tokens begin to end of a clause.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class Said {
 public:
  // Nothing if the clause says something that no word list takes account of: a condition, a negation, an exception.
  static std::optional<Said> of(const Clause& clause, WordList known);

  const Clause& clause() const { return *clause_; }
  const std::vector<Span>& files() const { return files_; }
  const std::vector<Span>& folders() const { return folders_; }
  const std::vector<Span>& texts() const { return texts_; }  // quoted, patterns and words not known, in order
  bool is_quoted(Span text) const;
  // Begins the clause, or stands behind one of the words (articles between them do not matter).
  bool is_led_by(Span text, WordList words) const;
  bool asks() const;         // begins with "what", "who", "how" …
  bool refers_back() const;  // "it", "that file", "there"
  // The first token that is one of the words, from token `from` on and before `to`; else `to`.
  std::size_t find(WordList words, std::size_t from, std::size_t to) const;
  bool has(WordList words) const { return find(words, 0, size()) < size(); }
  bool has(std::initializer_list<std::string_view> words) const { return has(WordList(words.begin(), words.size())); }
  std::size_t size() const { return clause_->tokens.size(); }
  std::string_view word(std::size_t at) const;  // empty if it is no word

 private:
  explicit Said(const Clause& clause) : clause_(&clause) {}
  bool names_folder(Span text) const;
  bool describes_file(Span text) const;
  void sort_out_texts();

  const Clause* clause_;
  std::vector<Span> files_, folders_, texts_;
};

// Builds the clause that a frame means.
class Wording {
 public:
  explicit Wording(const Clause& clause) : clause_(&clause) {}
  Wording& say(std::string_view words);
  Wording& take(Span tokens);
  // A text as if the user had quoted it.
  Wording& quote(Span text);
  // "in the D folder"; nothing where no folder was named.
  Wording& folder(const Said& said);
  // "in F", "in the D folder", "in it"; nothing where no place was named.
  Wording& place(const Said& said, std::string_view preposition);
  Clause clause() { return clause_of(clause_->task, std::move(tokens_)); }

 private:
  const Clause* clause_;
  std::vector<Token> tokens_;
};

}  // namespace hearth::llm::reflex
