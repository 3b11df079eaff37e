// "Delete archive/todo.txt". Only what is named exactly is removed; a description is never enough.
#include <fmt/format.h>

#include <array>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/source.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted("^(?:delete|remove|erase|trash|rm|unlink|discard|throw away|get rid of|bin|drop|wipe|destroy)\\b");
const Pattern part_of_file(
    "\\b(?:lines?|words?|sections?|sentences?|paragraphs?|headings?|rows?|columns?|entry|entries|from <f>|in "
    "<f>|occurrences?|items?|text|phrase)\\b|<q>|<r>");

std::optional<Fragment> remove(Desk& desk, const FileReference& file) {
  std::optional<Resolved> resolved = resolve(desk, file, Strictness::exact);
  if (!resolved) return std::nullopt;
  if (resolved->problem) return resolved->problem;
  const Reply* reply = desk.ask("fs_delete", {{"path", resolved->path}});
  if (reply == nullptr) return std::nullopt;
  if (reply->is_error) return Fragment::failed(fmt::format("`{}` was not deleted: {}", resolved->path, reply->text));
  return Fragment::done(fmt::format("Deleted `{}`.", resolved->path));
}

std::optional<Fragment> remove_folder(Desk& desk, const std::string& folder) {
  const Reply* reply = desk.ask("fs_delete", {{"path", folder}});
  if (reply == nullptr) return std::nullopt;
  if (reply->is_error) return Fragment::failed(fmt::format("The folder `{}` was not deleted: {}", folder, reply->text));
  return Fragment::done(fmt::format("Deleted the folder `{}`.", folder));
}

}  // namespace

std::optional<Step> match_delete(const Reading& reading) {
  const std::string& text = reading.clause.text;
  if (!RE2::PartialMatch(text, wanted) || RE2::PartialMatch(text, part_of_file)) return std::nullopt;
  std::vector<FileReference> files = reading.files;
  bool bare = reading.clause.tokens.size() == 1;
  if (files.empty() && (reading.refers_back || bare)) files = reading.antecedent;
  if (files.empty() && reading.folder) {
    return Step{Step::Order::in_turn, [folder = *reading.folder](Desk& desk) { return remove_folder(desk, folder); }};
  }
  if (files.empty()) {
    constexpr auto vocabulary = std::to_array<std::string_view>(
        {"away", "bin", "delete", "destroy", "discard", "drop", "erase", "remove", "rid", "throw", "trash", "wipe"});
    std::vector<FileReference> described = files_meant(reading, vocabulary);
    if (described.size() != 1 || described[0].kind != FileReference::Kind::description)
      return Step{Step::Order::free, [](Desk&) { return no_file_named("delete"); }};
    return Step{Step::Order::free, [file = described[0]](Desk& desk) { return ask_which_file(desk, file, "delete"); }};
  }
  return Step{Step::Order::in_turn, [files](Desk& desk) -> std::optional<Fragment> {
                std::vector<Fragment> fragments;
                for (const FileReference& file : files) {
                  std::optional<Fragment> fragment = remove(desk, file);
                  if (!fragment) return std::nullopt;
                  fragments.push_back(*std::move(fragment));
                }
                return joined(fragments);
              }};
}

}  // namespace hearth::llm::reflex
