#include "llm/reflex/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "llm/reflex/language/dates.h"
#include "llm/reflex/language/lexicon.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

const Pattern back_reference(
    "\\b(?:it|its|them|their|that file|this file|the file|the same file|same file|that document|this document|the "
    "document|"
    "that one|this one|there|therein|in this|in that)\\b");

const Pattern several_meant(
    "\\b(?:both|(?:all|each|every)(?: of)?(?: the| my| our)? (?:\\w+ "
    ")?(?:files?|documents?|contracts?|notes|reports?|letters?|meetings?|drafts?|logs?)|the two|the three)\\b");
const Pattern folder_named("\\b(?:folder|directory|subfolder|subdirectory|dir) (?:called |named )?(<[dfq]>|[\\w.-]+)");
const Pattern folder_behind("\\b([\\w.-]+|<[dfq]>) (?:folder|directory|subfolder|subdirectory|dir)\\b");
const Pattern inside("\\b(?:in|inside|under|within|below) (?:of )?(?:the |my |our )?(<d>|[\\w-]+)$");

constexpr auto no_folder_names = std::to_array<std::string_view>(
    {"a",         "advance", "all",       "alphabetical", "and",       "any",    "are",     "as",         "autumn",
     "be",        "brief",   "by",        "bytes",        "called",    "case",   "contain", "contains",   "current",
     "detail",    "details", "documents", "each",         "english",   "entire", "every",   "everything", "file",
     "filename",  "files",   "for",       "future",       "general",   "has",    "have",    "here",       "in",
     "is",        "it",      "its",       "json",         "md",        "mind",   "my",      "name",       "named",
     "names",     "of",      "one",       "order",        "our",       "past",   "project", "root",       "same",
     "sentences", "short",   "spring",    "stock",        "structure", "sub",    "summer",  "that",       "the",
     "their",     "them",    "there",     "this",         "three",     "to",     "total",   "transit",    "tree",
     "two",       "what",    "which",     "whole",        "winter",    "with",   "words",   "working",    "workspace"});

constexpr auto said_of_any_file = std::to_array<std::string_view>(
    {"bit",     "brief",    "both",      "briefly", "bullet",     "bullets", "called",    "content", "contents",
     "current", "document", "documents", "entire",  "everything", "exactly", "file",      "files",   "folder",
     "full",    "general",  "important", "inside",  "key",        "kindly",  "line",      "lines",   "long",
     "main",    "most",     "named",     "page",    "paragraph",  "please",  "point",     "points",  "quick",
     "quickly", "sentence", "sentences", "short",   "shortly",    "simply",  "something", "text",    "there",
     "thanks",  "thing",    "things",    "total",   "words",      "whole",   "workspace"});

bool listed(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<std::string> folder_of(const Clause& clause) {
  for (const Token* token : clause.of_kind(Token::Kind::folder)) {
    std::string_view path = std::string_view(token->text).substr(0, token->text.size() - 1);
    if (path.starts_with("./")) path.remove_prefix(2);
    return std::string(path);
  }
  re2::StringPiece captured;
  for (const Pattern* pattern : {&folder_named, &folder_behind, &inside}) {
    if (!RE2::PartialMatch(clause.text, *pattern, &captured)) continue;
    std::string name = clause.original(std::string_view(captured.data(), captured.size()));
    if (listed(no_folder_names, fold(name))) continue;
    bool number = std::all_of(name.begin(), name.end(), is_digit);
    if (pattern == &inside && (number || is_month(fold(name)))) continue;
    return name;
  }
  return std::nullopt;
}

}  // namespace

Reading read_clause(Clause clause, UnixMillis now) {
  Reading reading{std::move(clause), {}, {}, false, std::nullopt, false, false, now};
  for (const Token* token : reading.clause.of_kind(Token::Kind::file)) {
    reading.files.push_back({FileReference::Kind::name, token->text});
  }
  reading.refers_back = RE2::PartialMatch(reading.clause.text, back_reference);
  reading.folder = folder_of(reading.clause);
  return reading;
}

std::vector<std::string> words_outside(const Clause& clause, std::span<const std::string_view> vocabulary) {
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < clause.tokens.size(); ++i) {
    const Token& token = clause.tokens[i];
    if (token.kind != Token::Kind::word && token.kind != Token::Kind::quoted) continue;
    bool before_name = i + 1 < clause.tokens.size() && clause.tokens[i + 1].kind == Token::Kind::file;
    if (before_name && says_kind_of_file(token.canonical)) continue;
    const std::string word = token.kind == Token::Kind::quoted ? fold(token.text) : token.canonical;
    bool known = is_glue(word) || listed(said_of_any_file, word) || listed(vocabulary, word) ||
                 word.find(' ') != std::string::npos;
    if (!known) rest.push_back(token.kind == Token::Kind::quoted ? token.text : fold(token.text));
  }
  return rest;
}

std::vector<FileReference> files_meant(const Reading& reading, std::span<const std::string_view> vocabulary) {
  if (!reading.files.empty()) return reading.files;
  if (reading.refers_back && !reading.antecedent.empty()) return reading.antecedent;
  bool several = RE2::PartialMatch(reading.clause.text, several_meant);
  if (several && reading.folder) return {{FileReference::Kind::folder, *reading.folder}};
  std::vector<std::string> words = words_outside(reading.clause, vocabulary);
  std::optional<std::string> date = date_in(reading.clause.text, reading.now);
  if (words.empty() && !date) return reading.antecedent;
  std::string description;
  for (const std::string& word : words) {
    bool part_of_date = date && (is_month(word) || is_digit(word.front()));
    if (!part_of_date) description += description.empty() ? word : " " + word;
  }
  // Names of files carry a date with hyphens, if they carry one.
  if (date) description += (description.empty() ? "" : " ") + *date;
  return {{several ? FileReference::Kind::every : FileReference::Kind::description, description}};
}

Fragment no_file_named(std::string_view what) {
  return Fragment::unclear(
      fmt::format("the task does not say which file to {}. Name the file, for example `notes/todo.txt`.", what));
}

std::optional<Fragment> ask_which_file(Desk& desk, const FileReference& described, std::string_view what) {
  std::optional<Resolved> resolved = resolve(desk, described, Strictness::helpful);
  if (!resolved) return std::nullopt;
  if (!resolved->problem)
    return Fragment::unclear(
        fmt::format("to {} a file, it must be named exactly. Is `{}` meant?", what, resolved->path));
  bool several = resolved->problem->outcome == Fragment::Outcome::unclear;
  return several ? resolved->problem : no_file_named(what);
}

}  // namespace hearth::llm::reflex
