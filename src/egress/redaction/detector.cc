#include "egress/redaction/detector.h"

#include <algorithm>

#include "egress/redaction/detectors/detectors.h"

namespace hearth::egress {

namespace {

bool is_stricter(const Finding& a, const Finding& b, const Rules& rules) {
  Action action_a = rules.action(a.data_class), action_b = rules.action(b.data_class);
  return action_a != action_b ? action_a > action_b : a.end - a.begin > b.end - b.begin;
}

}  // namespace

void make_disjoint(std::vector<Finding>& findings, const Rules& rules) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.begin < b.begin; });
  std::vector<Finding> joined;
  for (const Finding& each : findings) {
    if (joined.empty() || each.begin >= joined.back().end) {
      joined.push_back(each);
      continue;
    }
    Finding& last = joined.back();
    Finding both = is_stricter(each, last, rules) ? each : last;
    both.begin = last.begin;
    both.end = std::max(last.end, each.end);
    last = both;
  }
  findings = std::move(joined);
}

namespace {

// Detectors count bytes: a limit of theirs may fall into a character.
void widen_to_characters(std::string_view text, Finding& finding) {
  auto continues = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  while (finding.begin > 0 && continues(finding.begin)) --finding.begin;
  while (continues(finding.end)) ++finding.end;
}

}  // namespace

std::vector<Finding> find(std::string_view text, const Rules& rules) {
  std::vector<Finding> found;
  for (const Detector& detector : detectors()) {
    if (rules.action(detector.data_class) != Action::allow) detector.find(text, found);
  }
  if (rules.action(DataClass::pattern) != Action::allow) {
    for (const Pattern& pattern : rules.patterns()) {
      for (auto [begin, end] : pattern.find(text)) found.push_back({begin, end, DataClass::pattern, pattern.source()});
    }
  }
  for (Finding& each : found) widen_to_characters(text, each);
  make_disjoint(found, rules);
  return found;
}

}  // namespace hearth::egress
