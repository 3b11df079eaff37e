// "Find all markdown files", "which is the biggest file in data?", "list the notes folder", "is there a file called
// lease?", "where is kiln.toml?".
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/clock.h"
#include "llm/reflex/file_kinds.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/source.h"

namespace hearth::llm::reflex {

namespace {

const Pattern about_files(
    "\\b(?:files?|documents?|folders?|directory|directories|subfolders?|scripts?|images|<g>|spreadsheets?|extension|ls|"
    "content of <d>|contents of <d>)\\b|<g>|<d>");
const Pattern asks(
    "^(?:find|list|show|which|what|where|locate|search|look|is there|are there|do "
    "(?:i|we|you)|give|get|name|display|print|tell|enumerate|ls|browse|see|all|every|any|has|does|<g>)\\b|^<g>");
const Pattern by_content(
    "\\b(?:contain\\w*|mention\\w*|mentions|talks? about|refer\\w* to|includ\\w+|with the "
    "(?:word|text|phrase|string)|that say|in which|use the|uses the|using|have the "
    "(?:word|text))\\b|\\b(?:word|phrase|string|occurrences?|text) <q>");
const Pattern not_about_files(
    "\\b(?:lines?|headings|words|emails?|dates|amounts|urls|links|phone|functions|classes|todos?|fixmes?|comments?)"
    "\\b");
const Pattern says_biggest("\\b(?:biggest|largest|longest|heaviest)\\b");
const Pattern says_smallest("\\b(?:smallest|shortest|tiniest)\\b");
const Pattern says_newest(
    "\\b(?:newest|latest|most recent(?:ly)?|last (?:changed|modified|edited)|recently|(?:changed|modified|edited) "
    "last)\\b");
const Pattern says_oldest("\\b(?:oldest|least recent(?:ly)?)\\b");
const Pattern many_wanted(
    "\\b(?:the )?(\\d+|two|three|four|five|ten) (?:biggest|largest|smallest|newest|latest|oldest|most recent)");
const Pattern called(
    "\\b(?:called|named|name|with the name|whose names?(?: contains?| includes?| starts with| begins with| ends "
    "with)?|name (?:contains|includes|starts with)|with) (?:is |contains? |includes? |with )?(<[qfg]>|[\\w.*-]+)(?: in "
    "(?:the|its|their) names?)?");
const Pattern name_in("(<q>|[\\w.-]+) in (?:the|its|their) (?:file ?)?names?");
const Pattern beginning_with("\\b(?:start(?:s|ing)?|begin(?:s|ning)?) with (<[qfg]>|[\\w.-]+)");
const Pattern ending_with("\\bend(?:s|ing)? (?:with|in|on) (?:the extension )?(<[qfg]>|\\.?[\\w.-]+)");
const Pattern with_extension(
    "\\bextensions? (<[qfg]>|\\.?\\w+)|(?:^| )(\\.\\w+)(?: (?:extension|files?|documents?|ones)\\b|$| in\\b)");
const Pattern of_unknown_kind("(?:^| )([\\w+-]+) (?:files?|documents?)\\b");
const Pattern looks_for_text(
    "^(?:find|search|grep|look|locate|scan)(?: for| up)? (.+?) (?:in|inside|within|under|across|from|through) "
    "(?:(?:the|all|every|any|my|our|these|of) )*(?:<d>|(?:[\\w+-]+ "
    ")?(?:files?|documents?|folders?|directory|workspace))$");
const Pattern lists_folders("\\b(?:folders|directories|subfolders|subdirectories)\\b");
const Pattern where_is(
    "^(?:where (?:is|are|can i find|did i put|do i find|do i have|have i put)|find|locate|search for|look for|do "
    "(?:i|we) have|is there|have you seen)(?: (?:the|my|our|a|all|any|me|file|files|copies of|called|named|path "
    "of|path to))* <f>(?: (?:located|stored|saved|file|there|anywhere|here|in this folder|in the folder|in the "
    "workspace|lie|live|kept|for me))*$");

// Said of files, but no kind of files.
constexpr auto said_of_files = std::to_array<std::string_view>(
    {"actual",    "available", "big",    "biggest",  "browse",   "changed",  "data",    "different", "display",
     "enumerate", "existing",  "find",   "five",     "four",     "hidden",   "largest", "latest",    "list",
     "locate",    "longest",   "ls",     "modified", "name",     "new",      "newest",  "old",       "oldest",
     "other",     "print",     "recent", "search",   "see",      "shortest", "show",    "single",    "small",
     "smallest",  "stored",    "ten",    "three",    "total",    "two",      "various", "edited",    "heaviest",
     "regular",   "of",        "only",   "recently", "remaining"});

enum class Order { by_name, biggest, smallest, newest, oldest };

struct Request {
  std::vector<std::string> globs;
  std::string folder;
  std::string what;  // "Markdown files"
  Order order = Order::by_name;
  std::size_t most = 0;
};

std::string in_folder(const Request& request) {
  return request.folder.empty() ? std::string("this folder") : fmt::format("`{}`", request.folder);
}

struct Entry {
  std::string path;
  std::int64_t size = 0;
  UnixMillis modified = 0;
};

std::string parent_of(const std::string& path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

// Sizes and times stand in the listings of the folders that hold the files.
std::optional<std::vector<Entry>> with_details(Desk& desk, const std::vector<std::string>& paths) {
  std::vector<Entry> entries;
  bool waiting = false;
  for (const std::string& path : paths) {
    const Reply* listing = desk.ask("fs_list", {{"path", parent_of(path)}});
    waiting = waiting || listing == nullptr;
    if (listing == nullptr || listing->is_error) continue;
    for (const json& entry : listing->structured.value("entries", json::array())) {
      std::string name = entry.value("name", "");
      if (path != name && !path.ends_with("/" + name)) continue;
      entries.push_back({path, entry.value("size", std::int64_t{0}), entry.value("modified", UnixMillis{0})});
    }
  }
  if (waiting) return std::nullopt;
  return entries;
}

Fragment ranked(const Request& request, std::vector<Entry> entries) {
  auto before = [&request](const Entry& a, const Entry& b) {
    if (request.order == Order::biggest) return a.size > b.size;
    if (request.order == Order::smallest) return a.size < b.size;
    return request.order == Order::newest ? a.modified > b.modified : a.modified < b.modified;
  };
  std::stable_sort(entries.begin(), entries.end(), before);
  if (entries.size() > std::max<std::size_t>(request.most, 1)) entries.resize(std::max<std::size_t>(request.most, 1));
  bool by_size = request.order == Order::biggest || request.order == Order::smallest;
  std::string_view order = request.order == Order::biggest    ? "biggest"
                           : request.order == Order::smallest ? "smallest"
                           : request.order == Order::newest   ? "most recently changed"
                                                              : "least recently changed";
  std::string text = fmt::format("The {} of the {} in {}:", order, request.what, in_folder(request));
  for (const Entry& entry : entries) {
    text += fmt::format("\n- `{}` ({})", entry.path,
                        by_size ? fmt::format("{} bytes", entry.size) : "changed " + format_local(entry.modified));
  }
  return Fragment::done(text);
}

std::optional<Fragment> find(Desk& desk, const Request& request) {
  std::vector<std::string> paths;
  bool truncated = false, waiting = false;
  for (const std::string& glob : request.globs) {
    json arguments = {{"glob", glob}, {"ignore_case", true}};
    if (!request.folder.empty()) arguments["path"] = request.folder;
    const Reply* reply = desk.ask("fs_find", arguments);
    waiting = waiting || reply == nullptr;
    if (reply == nullptr) continue;
    if (reply->is_error)
      return Fragment::failed(fmt::format("The search in {} failed: {}", in_folder(request), reply->text));
    truncated = truncated || reply->structured.value("truncated", false);
    for (const json& path : reply->structured.value("paths", json::array())) paths.push_back(path.get<std::string>());
  }
  if (waiting) return std::nullopt;
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  if (paths.empty())
    return Fragment::not_found(fmt::format("Not found: there are no {} in {}.", request.what, in_folder(request)));
  if (request.order != Order::by_name) {
    std::optional<std::vector<Entry>> entries = with_details(desk, paths);
    if (!entries) return std::nullopt;
    return ranked(request, *std::move(entries));
  }
  std::string what = request.what;
  if (paths.size() == 1) RE2::Replace(&what, "\\bfiles\\b"_re, "file");
  std::string text = fmt::format("Found {} {} in {}{}:", paths.size(), what, in_folder(request),
                                 truncated ? " (the search stopped at its limit)" : "");
  for (const std::string& path : paths) text += fmt::format("\n- `{}`", path);
  return Fragment::done(text);
}

Fragment told(const std::string& folder, const json& listing, std::string_view only) {
  std::string text;
  std::size_t count = 0;
  for (const json& entry : listing.value("entries", json::array())) {
    std::string kind = entry.value("kind", "file");
    if (!only.empty() && kind != only) continue;
    ++count;
    std::string name = entry.value("name", "");
    std::string path = folder == "." ? name : folder + "/" + name;
    text += kind == "directory" ? fmt::format("\n- `{}/`", path)
                                : fmt::format("\n- `{}` ({} bytes)", path, entry.value("size", std::int64_t{0}));
  }
  std::string place = folder == "." ? "this folder" : fmt::format("`{}`", folder);
  if (count == 0) return Fragment::done(fmt::format("Nothing of this kind was found in {}: 0 entries.", place));
  return Fragment::done(fmt::format("{} entr{} in {}:", count, count == 1 ? "y" : "ies", place) + text);
}

std::optional<Fragment> list(Desk& desk, const std::string& folder, std::string_view only) {
  const Reply* reply = desk.ask("fs_list", {{"path", folder}});
  if (reply == nullptr) return std::nullopt;
  if (!reply->is_error) return told(folder, reply->structured, only);
  // The folder may lie deeper: a file inside it gives it away.
  const Reply* below = desk.ask("fs_find", {{"glob", "**/" + glob_literal(folder) + "/**"}, {"ignore_case", true}});
  if (below == nullptr) return std::nullopt;
  for (const json& path : below->is_error ? json::array() : below->structured.value("paths", json::array())) {
    std::string found = path.get<std::string>();
    std::size_t at = ("/" + fold(found)).find("/" + fold(folder) + "/");
    if (at == std::string::npos) continue;
    const Reply* again = desk.ask("fs_list", {{"path", found.substr(0, at + folder.size())}});
    if (again == nullptr) return std::nullopt;
    if (!again->is_error) return told(found.substr(0, at + folder.size()), again->structured, only);
  }
  return Fragment::not_found(fmt::format("Not found: there is no folder `{}` here.", folder));
}

Order order_in(const std::string& text) {
  if (RE2::PartialMatch(text, says_biggest)) return Order::biggest;
  if (RE2::PartialMatch(text, says_smallest)) return Order::smallest;
  if (RE2::PartialMatch(text, says_newest)) return Order::newest;
  return RE2::PartialMatch(text, says_oldest) ? Order::oldest : Order::by_name;
}

std::size_t most_in(const std::string& text) {
  std::string word;
  if (!RE2::PartialMatch(text, many_wanted, &word)) return RE2::PartialMatch(text, "\\bfiles\\b"_re) ? 5 : 1;
  constexpr auto words = std::to_array<std::pair<std::string_view, std::size_t>>(
      {{"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"ten", 10}});
  for (const auto& [name, number] : words) {
    if (name == word) return number;
  }
  return static_cast<std::size_t>(std::min(100, std::stoi(word.substr(0, 4))));
}

std::string part_of_name(const Clause& clause, const RE2& pattern) {
  re2::StringPiece first, second;
  bool two = pattern.NumberOfCapturingGroups() > 1;
  bool found =
      two ? RE2::PartialMatch(clause.text, pattern, &first, &second) : RE2::PartialMatch(clause.text, pattern, &first);
  if (!found) return {};
  re2::StringPiece captured = first.empty() ? second : first;
  return clause.original(std::string_view(captured.data(), captured.size()));
}

std::optional<Request> named_files(const Clause& clause) {
  Request request;
  for (const Token* token : clause.of_kind(Token::Kind::glob)) request.globs.push_back(token->text);
  if (!request.globs.empty())
    return Request{request.globs, {}, fmt::format("files that fit `{}`", request.globs.front())};
  if (std::string part = part_of_name(clause, beginning_with); !part.empty()) {
    return Request{{glob_literal(part) + "*"}, {}, fmt::format("files whose names begin with \"{}\"", part)};
  }
  if (std::string part = part_of_name(clause, ending_with); !part.empty()) {
    return Request{{"*" + glob_literal(part)}, {}, fmt::format("files whose names end with \"{}\"", part)};
  }
  if (std::string part = part_of_name(clause, with_extension); !part.empty()) {
    while (part.starts_with('.') || part.starts_with('*')) part.erase(0, 1);
    return Request{{"*." + glob_literal(part)}, {}, fmt::format("files with the extension .{}", part)};
  }
  std::string part = part_of_name(clause, name_in);
  if (part.empty()) part = part_of_name(clause, called);
  if (part.empty() || is_glue(fold(part))) return std::nullopt;
  bool glob = part.find('*') != std::string::npos;
  return Request{
      {glob ? part : "*" + glob_literal(part) + "*"}, {}, fmt::format("files with \"{}\" in their names", part)};
}

std::string unknown_kind(const Reading& reading) {
  std::string kind;
  if (!RE2::PartialMatch(reading.clause.text, of_unknown_kind, &kind)) return {};
  bool said_of_any = std::find(said_of_files.begin(), said_of_files.end(), kind) != said_of_files.end();
  bool number = std::all_of(kind.begin(), kind.end(), is_digit);
  return is_glue(kind) || said_of_any || number || kind == fold(reading.folder.value_or("")) ? std::string() : kind;
}

// "All toml files and all ini files"
std::optional<Request> files_of_kinds(const Reading& reading) {
  Request request;
  bool several = RE2::PartialMatch(reading.clause.text, " (?:and|or|plus|,) "_re);
  for (const Token& token : reading.clause.tokens) {
    if (token.kind != Token::Kind::word || token.canonical == reading.folder.value_or("")) continue;
    std::optional<FileKind> kind = file_kind(token.canonical);
    if (!kind || request.what.find(kind->name) != std::string::npos) continue;
    request.globs.insert(request.globs.end(), kind->globs.begin(), kind->globs.end());
    request.what += (request.what.empty() ? "" : " and ") + kind->name;
    if (!several) break;
  }
  if (request.globs.empty()) return std::nullopt;
  return request;
}

std::optional<Request> request_of(const Reading& reading) {
  const Clause& clause = reading.clause;
  if (std::optional<Request> request = named_files(clause)) return request;
  if (std::optional<Request> request = files_of_kinds(reading)) return request;
  // "All temp files" are not all files.
  if (std::string kind = unknown_kind(reading); !kind.empty()) {
    std::string literal = glob_literal(kind);
    return Request{{"*." + literal, "*" + literal + "*"}, {}, fmt::format("files with \"{}\" in their names", kind)};
  }
  if (order_in(clause.text) != Order::by_name ||
      RE2::PartialMatch(clause.text, "\\b(?:all|every|total|recursive\\w*|everything)\\b.*\\bfiles?\\b"_re)) {
    return Request{{"*"}, {}, "files"};
  }
  return std::nullopt;
}

// "Search celadon in all files": the files are where to look, not what to find.
bool seeks_text(const Clause& clause) {
  std::string sought;
  if (!RE2::FullMatch(clause.text, looks_for_text, &sought)) return false;
  std::vector<std::string_view> words = words_of(sought);
  bool kind =
      std::any_of(words.begin(), words.end(), [](std::string_view word) { return file_kind(word).has_value(); });
  return !kind && !RE2::PartialMatch(sought, about_files) && !RE2::PartialMatch(sought, "\\b(?:named?|called)\\b"_re);
}

}  // namespace

std::optional<Step> match_find_files(const Reading& reading) {
  const std::string& text = reading.clause.text;
  bool by_name = RE2::PartialMatch(
      text, "\\bnames? (?:contain|includ|start|begin|end|has|have)|in (?:the|its|their) names?\\b"_re);
  if (RE2::PartialMatch(text, by_content) && !by_name) return std::nullopt;
  if (RE2::PartialMatch(text, where_is)) {
    std::string name = reading.files.front().text;
    return Step{Step::Order::free, [request = Request{{glob_literal(name)}, {}, fmt::format("files named `{}`", name)}](
                                       Desk& desk) { return find(desk, request); }};
  }
  if (seeks_text(reading.clause)) return std::nullopt;
  bool superlative = order_in(text) != Order::by_name && reading.files.empty() &&
                     RE2::PartialMatch(text, "\\b(?:files?|documents?|one|script|log|report|note|thing)\\b"_re);
  bool listing = RE2::PartialMatch(text, "^(?:list|ls|show|display|what (?:is|are)|browse|see|print)\\b"_re) &&
                 reading.folder && reading.files.empty();
  if (!superlative && !listing && (!RE2::PartialMatch(text, asks) || !RE2::PartialMatch(text, about_files)))
    return std::nullopt;
  if (!superlative && !reading.clause.of_kind(Token::Kind::quoted).empty() &&
      RE2::PartialMatch(text, "^(?:find|search|look|where)"_re) && !named_files(reading.clause))
    return std::nullopt;
  if (RE2::PartialMatch(text, not_about_files) || (!reading.files.empty() && !named_files(reading.clause)))
    return std::nullopt;
  std::optional<Request> request = request_of(reading);
  if (request) {
    request->folder = reading.folder.value_or("");
    request->order = order_in(text);
    request->most = most_in(text);
    return Step{Step::Order::free, [request = *request](Desk& desk) { return find(desk, request); }};
  }
  bool question = RE2::PartialMatch(text, "^(?:which|what|who|when|does|has|do|is|are|how)"_re) &&
                  !RE2::PartialMatch(text, "\\b(?:files|folders|folder|directory|directories|documents|<d>)"_re);
  if (question) return std::nullopt;
  std::string_view only = RE2::PartialMatch(text, lists_folders)                    ? "directory"
                          : RE2::PartialMatch(text, "\\bonly (?:the )?files\\b"_re) ? "file"
                                                                                    : "";
  return Step{Step::Order::free,
              [folder = reading.folder.value_or("."), only](Desk& desk) { return list(desk, folder, only); }};
}

}  // namespace hearth::llm::reflex
