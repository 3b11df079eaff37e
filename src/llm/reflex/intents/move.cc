// "Rename notes/todo.txt to tasks.txt", "move drafts/old-ideas.txt into archive/".
#include <fmt/format.h>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/source.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "^(?:rename|move|relocate|change the (?:file ?)?name of|give <f> the (?:new )?name|mv|call|put <f> "
    "(?:in|into|to|under)|shift|transfer|archive)\\b|\\brenamed? <f>");
const Pattern goal(
    "\\b(?:to|into|as|in|under|inside|name)(?: be)?(?: called| named)?(?: the| my| a)?(?: new)?(?: name| folder| "
    "directory| file| subfolder)*(?: called| named)? (<[fdq]>|[\\w./-]+)(?: (?:folder|directory|subfolder))?$");
const Pattern into_folder(
    "\\b(?:into|in|under|inside|to)(?: the| my| a)?(?: new)? (?:(?:folder|directory|subfolder)(?: called| named)? "
    ")?(?:<d>|<[fq]>|[\\w./-]+)(?: (?:folder|directory|subfolder))?$");
const Pattern says_folder("\\b(?:folder|directory|subfolder)\\b|<d>");
const Pattern keeps_folder("^(?:rename|change|give|call)\\b");

const Pattern source_described("^\\w+ (?:the|my|our) ([a-z][\\w -]*?)(?: file| document)? (?:to|into|as)\\b");

std::string folder_part(const std::string& path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

std::string name_part(const std::string& path) {
  return path.substr(folder_part(path).size());
}

enum class Target { path, name_in_same_folder, folder };

std::string destination(const std::string& from, const std::string& to, Target target) {
  std::string clean = to.starts_with("./") ? to.substr(2) : to;
  while (clean.ends_with('/')) clean.pop_back();
  if (target == Target::folder) return clean == "." ? name_part(from) : clean + "/" + name_part(from);
  return target == Target::name_in_same_folder ? folder_part(from) + clean : clean;
}

std::optional<Fragment> move(Desk& desk, const FileReference& file, const std::string& to, Target wanted_target) {
  std::optional<Resolved> resolved = resolve(desk, file, Strictness::exact);
  if (!resolved) return std::nullopt;
  if (resolved->problem) return resolved->problem;
  Target target = wanted_target;
  if (target == Target::path && name_part(to).find('.') == std::string::npos) {
    const Reply* listing = desk.ask("fs_list", {{"path", to}});
    if (listing == nullptr) return std::nullopt;
    if (!listing->is_error) target = Target::folder;
  }
  std::string destination_path = destination(resolved->path, to, target);
  const Reply* reply = desk.ask("fs_move", {{"from", resolved->path}, {"to", destination_path}});
  if (reply == nullptr) return std::nullopt;
  if (reply->is_error)
    return Fragment::failed(
        fmt::format("`{}` was not moved to `{}`: {}", resolved->path, destination_path, reply->text));
  std::string_view done = target == Target::name_in_same_folder ? "Renamed" : "Moved";
  return Fragment::done(fmt::format("{} `{}` to `{}`.", done, resolved->path, destination_path));
}

}  // namespace

std::optional<Step> match_move(const Reading& reading) {
  const Clause& clause = reading.clause;
  const std::string& text = clause.text;
  re2::StringPiece captured;
  if (!RE2::PartialMatch(text, wanted)) return std::nullopt;
  std::vector<FileReference> files = reading.files;
  if (!RE2::PartialMatch(text, goal, &captured)) {
    return Step{Step::Order::free, [](Desk&) {
                  return Fragment::unclear(
                      "the task does not say where the file is to go. Say for example \"rename a.md to b.md\".");
                }};
  }
  std::string to = clause.original(std::string_view(captured.data(), captured.size()));
  if (captured == "<f>" && !files.empty()) files.pop_back();
  if (files.empty()) files = reading.antecedent;
  if (re2::StringPiece what; files.empty() && RE2::PartialMatch(text, source_described, &what)) {
    FileReference described{FileReference::Kind::description, what.as_string()};
    return Step{Step::Order::free,
                [described](Desk& desk) { return ask_which_file(desk, described, "move or rename"); }};
  }
  if (files.empty()) return Step{Step::Order::free, [](Desk&) { return no_file_named("move or rename"); }};
  bool renames = RE2::PartialMatch(text, keeps_folder);
  bool folder = captured == "<d>" || RE2::PartialMatch(text, says_folder) ||
                (!renames && captured != "<f>" && RE2::PartialMatch(text, into_folder));
  Target kind = folder                                         ? Target::folder
                : renames && to.find('/') == std::string::npos ? Target::name_in_same_folder
                                                               : Target::path;
  return Step{Step::Order::in_turn, [=](Desk& desk) -> std::optional<Fragment> {
                std::vector<Fragment> fragments;
                for (const FileReference& file : files) {
                  std::optional<Fragment> fragment = move(desk, file, to, kind);
                  if (!fragment) return std::nullopt;
                  fragments.push_back(*std::move(fragment));
                }
                return joined(fragments);
              }};
}

}  // namespace hearth::llm::reflex
