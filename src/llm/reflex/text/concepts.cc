#include "llm/reflex/text/concepts.h"

#include <array>
#include <cstddef>
#include <utility>

#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto synonyms = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"start", "begin"},
    {"commence", "begin"},
    {"expir", "end"},
    {"finish", "end"},
    {"stop", "end"},
    {"cost", "price"},
    {"charg", "price"},
    {"pay", "price"},
    {"payabl", "price"},
    {"fee", "price"},
    {"deadlin", "due"},
    {"telephon", "phon"},
    {"email", "mail"},
    {"e-mail", "mail"},
    {"employ", "hir"},
    {"attend", "present"},
    {"participant", "present"},
    {"attende", "present"},
    {"author", "writ"},
    {"wrote", "writ"},
    {"written", "writ"},
    {"writer", "writ"},
    {"owner", "own"},
    {"tenancy", "leas"},
    {"purchas", "buy"},
    {"bought", "buy"},
    {"sold", "sell"},
    {"sale", "sell"},
    {"sent", "send"},
    {"paid", "price"},
    {"website", "web"},
    {"url", "http"},
    {"link", "http"},
    {"locat", "plac"},
    {"broke", "break"},
    {"broken", "break"},
    {"rose", "ris"},
    {"fell", "fall"},
    {"grew", "grow"},
    {"lost", "los"},
    {"took", "tak"},
    {"taken", "tak"},
    {"max", "maximum"},
    {"min", "minimum"},
    {"absent", "excus"},
    {"decid", "decision"},
    {"kept", "keep"},
    {"held", "hold"},
    {"began", "begin"},
    {"opening", "open"},
    {"colour", "color"},
    {"cancellation", "notic"},
    {"rang", "ring"},
    {"rung", "ring"},
});

}  // namespace

std::string concept_of(std::string_view folded_word) {
  std::string root = stem(folded_word);
  for (const auto& [word, meaning] : synonyms) {
    if (word == root || word == folded_word) return stem(meaning);
  }
  return root;
}

std::set<std::string> concepts_in(std::string_view text) {
  std::set<std::string> concepts;
  std::string folded = fold(text);
  for (std::string_view word : words_of(folded)) {
    for (std::string_view possessive : {"'s", "’s"}) {
      if (word.ends_with(possessive)) word.remove_suffix(possessive.size());
    }
    concepts.insert(concept_of(word));
    // The parts of "due:2025-04-25", "base_url" and "reply_to" count too.
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= word.size(); ++i) {
      bool cut =
          i == word.size() || word[i] == '_' || word[i] == '-' || word[i] == ':' || word[i] == '@' || word[i] == '=';
      if (!cut) continue;
      if (i > begin) concepts.insert(concept_of(word.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  if (folded.find('@') != std::string::npos) concepts.insert(concept_of("email"));
  if (folded.find("http") != std::string::npos) concepts.insert(concept_of("url"));
  return concepts;
}

std::set<std::string> concepts_of_path(const std::string& path) {
  std::string spaced = fold(path);
  for (char& c : spaced) {
    if (c == '/' || c == '.' || c == '-' || c == '_') c = ' ';
  }
  std::set<std::string> concepts;
  for (std::string_view word : words_of(spaced)) concepts.insert(concept_of(word));
  return concepts;
}

}  // namespace hearth::llm::reflex
