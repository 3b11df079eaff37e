#include "llm/reflex/extractors/kinds.h"

#include <map>
#include <string_view>

#include "llm/reflex/language/pattern.h"

namespace hearth::llm::reflex {

namespace {

struct Named {
  std::string_view extractor;
  const Pattern& pattern;
};

const Pattern amounts("\\b(?:amounts?|prices?|sums?|money|monetary|currenc\\w+|costs?|figures? in|payments)\\b");
const Pattern dates("\\b(?:dates?|deadlines|days mentioned|calendar days)\\b");
const Pattern emails("\\bemails?\\b|\\bmail address(?:es)?\\b|\\be-?mail\\b");
const Pattern phones("\\b(?:phones?|telephone|fax|mobile)\\b(?: ?numbers?)?");
const Pattern urls("\\b(?:urls?|links?|hyperlinks?|web ?(?:addresses|sites?|pages?|links?)|websites?|uris?)\\b");

}  // namespace

std::vector<const Extractor*> extractors_named(const std::string& clause_text) {
  const Named names[] = {
      {"amounts", amounts}, {"dates", dates}, {"emails", emails}, {"phones", phones}, {"urls", urls}};
  std::vector<const Extractor*> found;
  for (const Named& named : names) {
    if (!RE2::PartialMatch(clause_text, named.pattern)) continue;
    for (const Extractor& extractor : extractors()) {
      if (extractor.name == named.extractor) found.push_back(&extractor);
    }
  }
  return found;
}

}  // namespace hearth::llm::reflex
