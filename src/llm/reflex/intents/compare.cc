// "Compare contracts/contract-v1.md with contract-v2.md", "what changed between v1 and v2?", "are a.md and b.md
// identical?".
#include <fmt/format.h>

#include <array>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/source.h"
#include "llm/reflex/text/diff.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "\\b(?:compar\\w+|diff|differences?|differs?|different|differ|chang\\w+ (?:between|from)|identical|the "
    "same|equal|side by side|versus|vs|distinguish\\w*|match(?:es)?|what (?:is|has|was) "
    "(?:new|changed|added|removed))\\b");
const Pattern two_described(
    "(?:compare|between|from|difference of|diff|differ) (?:the )?(.+?) (?:and|with|to|against|vs|versus) (?:the "
    ")?(.+?)$");

constexpr std::size_t most_changes_shown = 100;

struct Counts {
  std::size_t changed = 0, added = 0, removed = 0;
};

std::string amount(std::size_t count, std::string_view what) {
  return fmt::format("{} line{} {}", count, count == 1 ? "" : "s", what);
}

std::string describe(const Change& change, const Source& before, const Source& after) {
  switch (change.kind) {
    case Change::Kind::removed:
      return fmt::format("\n- removed {}: {}", cite(before, change.old_line), before.lines[change.old_line - 1]);
    case Change::Kind::added:
      return fmt::format("\n- added {}: {}", cite(after, change.new_line), after.lines[change.new_line - 1]);
    case Change::Kind::changed:
      return fmt::format("\n- changed {}: {}\n  to {}: {}", cite(before, change.old_line),
                         before.lines[change.old_line - 1], cite(after, change.new_line),
                         after.lines[change.new_line - 1]);
  }
  return {};
}

Fragment compare(const Source& before, const Source& after) {
  std::vector<Change> changes = changes_between(before.lines, after.lines);
  if (changes.empty()) {
    return Fragment::done(fmt::format("`{}` and `{}` are identical: {} lines each, no differences.", before.path,
                                      after.path, before.lines.size()));
  }
  Counts counts;
  std::string list;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    counts.changed += changes[i].kind == Change::Kind::changed ? 1 : 0;
    counts.added += changes[i].kind == Change::Kind::added ? 1 : 0;
    counts.removed += changes[i].kind == Change::Kind::removed ? 1 : 0;
    if (i < most_changes_shown) list += describe(changes[i], before, after);
  }
  if (changes.size() > most_changes_shown)
    list += fmt::format("\n(The first {} of {} differences are shown.)", most_changes_shown, changes.size());
  return Fragment::done(fmt::format("From `{}` to `{}`: {}, {}, {}.", before.path, after.path,
                                    amount(counts.changed, "changed"), amount(counts.added, "added"),
                                    amount(counts.removed, "removed")) +
                        list);
}

std::optional<std::pair<FileReference, FileReference>> two_files(const Reading& reading) {
  // "What is new in b compared with a" goes from a to b.
  bool newer_first = RE2::PartialMatch(
      reading.clause.text,
      "\\b(?:new|added|changed|different|removed|differs?) (?:in|from) <f> (?:compared|over|since|against|versus|vs|relative)"_re);
  if (reading.files.size() == 2 && newer_first) return std::pair{reading.files[1], reading.files[0]};
  if (reading.files.size() == 2) return std::pair{reading.files[0], reading.files[1]};
  if (reading.files.size() == 1 && reading.antecedent.size() == 1)
    return std::pair{reading.antecedent[0], reading.files[0]};
  if (reading.files.empty() && reading.antecedent.size() == 2)
    return std::pair{reading.antecedent[0], reading.antecedent[1]};
  re2::StringPiece first, second;
  if (reading.files.size() > 1 || !RE2::PartialMatch(reading.clause.text, two_described, &first, &second))
    return std::nullopt;
  auto reference = [&reading](re2::StringPiece part) {
    std::string text = reading.clause.original(std::string_view(part.data(), part.size()));
    bool named = part == "<f>";
    return FileReference{named ? FileReference::Kind::name : FileReference::Kind::description, text};
  };
  return std::pair{reference(first), reference(second)};
}

std::optional<Fragment> compare_files(Desk& desk, const FileReference& first, const FileReference& second) {
  std::optional<Loaded> before = load(desk, first), after = load(desk, second);
  if (!before || !after) return std::nullopt;
  if (before->problem) return before->problem;
  if (after->problem) return after->problem;
  return compare(before->source, after->source);
}

// "The two contracts": exactly two files must fit.
Step compare_described(const Reading& reading) {
  constexpr auto vocabulary = std::to_array<std::string_view>(
      {"change", "changed", "compare", "comparison", "diff", "differ", "difference", "differences", "different", "show",
       "two", "between", "versions", "version", "how", "where", "know", "wants"});
  std::vector<FileReference> meant = files_meant(reading, vocabulary);
  return Step{Step::Order::free, [meant](Desk& desk) -> std::optional<Fragment> {
                std::optional<std::vector<FileReference>> files = expanded(desk, meant);
                if (!files) return std::nullopt;
                if (files->size() == 2) return compare_files(desk, files->front(), files->back());
                return Fragment::unclear("a comparison needs the names of exactly two files.");
              }};
}

}  // namespace

std::optional<Step> match_compare(const Reading& reading) {
  const std::string& text = reading.clause.text;
  if (!RE2::PartialMatch(text, wanted)) return std::nullopt;
  bool starts =
      RE2::PartialMatch(text, "^(?:compare|diff)\\b|\\bdifferences?\\b.*\\bbetween\\b|\\bchanged between\\b"_re);
  bool of_two = reading.files.empty() && RE2::PartialMatch(text, "\\b(?:both|the two)\\b"_re);
  if (of_two) return compare_described(reading);
  if (!starts && reading.files.size() != 2 && !(reading.files.size() == 1 && reading.refers_back)) return std::nullopt;
  std::optional<std::pair<FileReference, FileReference>> files = two_files(reading);
  if (!files) {
    return Step{Step::Order::free,
                [](Desk&) { return Fragment::unclear("a comparison needs the names of exactly two files."); }};
  }
  return Step{Step::Order::free,
              [files = *files](Desk& desk) { return compare_files(desk, files.first, files.second); }};
}

}  // namespace hearth::llm::reflex
