// "Any csv around here?", "the log files, which ones are there", "files with kiln in the name".
#include <array>

#include "llm/reflex/file_kinds.h"
#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"all",  "any",     "called", "documents", "every", "extension", "file",  "filename", "filenames", "files", "have",
     "list", "listing", "name",   "named",     "names", "paths",     "there", "what",     "what is",   "which"});
constexpr auto words = std::to_array<std::string_view>(
    {"hold",       "holds",     "all",      "also",      "any",        "anywhere",   "around",  "as",
     "browse",     "called",    "carry",    "contain",   "containing", "contains",   "content", "contents",
     "count",      "counted",   "deep",     "directory", "display",    "document",   "does",    "each",
     "end",        "ending",    "ends",     "enumerate", "every",      "everything", "exactly", "exist",
     "exists",     "extension", "file",     "find",      "folder",     "folders",    "format",  "found",
     "full",       "get",       "give",     "got",       "has",        "have",       "having",  "here",
     "how",        "included",  "includes", "including", "inside",     "is",         "kept",    "kind",
     "left",       "lie",       "lies",     "list",      "listed",     "listing",    "live",    "locate",
     "located",    "look",      "lying",    "many",      "me",         "must",       "name",    "names",
     "number",     "one",       "ones",     "path",      "present",    "print",      "project", "recursively",
     "saved",      "search",    "see",      "show",      "somewhere",  "stored",     "stuff",   "subfolder",
     "subfolders", "tell",      "there",    "things",    "title",      "titles",     "total",   "type",
     "under",      "want",      "well",     "what is",   "whatever",   "where",      "which",   "whose",
     "word",       "workspace"});
constexpr auto name_words =
    std::to_array<std::string_view>({"called", "filename", "filenames", "name", "named", "names", "title", "titles"});
constexpr auto counts = std::to_array<std::string_view>({"count", "many", "number", "total"});

// "csv", ".csv"; the token that says which kind.
std::size_t kind_at(const Said& said) {
  for (std::size_t i = 0; i < said.size(); ++i) {
    std::string_view word = said.word(i);
    if (word.starts_with('.')) word.remove_prefix(1);
    if (!word.empty() && file_kind(word)) return i;
  }
  return said.size();
}

// "The names of files that contain X", unlike "files whose names contain X".
bool is_about_content(const Said& said) {
  constexpr auto containing =
      std::to_array<std::string_view>({"contain", "containing", "contains", "includes", "including"});
  std::size_t at = said.find(containing, 0, said.size());
  if (at == said.size()) return false;
  while (at > 0 && !listed(keys, said.word(at - 1))) --at;
  return at == 0 || !listed(name_words, said.word(at - 1));
}

std::optional<Clause> say(const Said& said) {
  if (!said.files().empty() || said.has({"about"}) || said.folders().size() > 1 || said.texts().size() > 1)
    return std::nullopt;
  std::size_t kind = kind_at(said);
  bool by_name = said.has(name_words) && !said.has({"up", "where"}) && !is_about_content(said);
  std::size_t name = said.find(name_words, 0, said.size());
  by_name = by_name && (name == 0 || (said.word(name - 1) != "this" && said.word(name - 1) != "that"));
  if (said.texts().size() == 1 && kind == said.texts()[0].begin && said.texts()[0].end == kind + 1 && !by_name) {
    Wording wording(said.clause());
    bool one = said.has({"file"}) && !said.has({"all", "any", "every", "files"});
    wording.say(said.has(counts) ? "how many" : one ? "find the" : "find all");
    if (said.word(kind).starts_with('.'))
      wording.say(said.word(kind).substr(1));
    else
      wording.take(said.texts()[0]);
    wording.say(one ? "file" : "files").folder(said);
    return wording.clause();
  }
  if (said.texts().size() == 1 && by_name &&
      said.has({"files", "file", "documents", "filename", "filenames", "names"}) && !said.has(counts)) {
    Wording wording(said.clause());
    return wording.say("find files whose name contains").quote(said.texts()[0]).folder(said).clause();
  }
  if (said.texts().empty() && said.folders().size() == 1 && !by_name) {
    Wording wording(said.clause());
    if (said.has(counts)) return wording.say("how many files are").folder(said).clause();
    return wording.say(said.has({"subfolders"}) ? "find all files" : "list the files").folder(said).clause();
  }
  bool in_text = said.texts().size() == 1 && !said.is_quoted(said.texts()[0]) && said.texts()[0].begin > 0 &&
                 said.texts()[0].end == said.size() && said.word(said.texts()[0].begin - 1) == "in";
  if (in_text && said.asks() && said.folders().empty() && !by_name && !said.has(counts)) {
    Wording wording(said.clause());
    return wording.say("list the files in the").take(said.texts()[0]).say("folder").clause();
  }
  bool all_files = said.texts().empty() && said.folders().empty() && kind == said.size() && said.has(counts);
  if (all_files && said.has({"files"})) return Wording(said.clause()).say("how many files are there").clause();
  return std::nullopt;
}

}  // namespace

const Frame find_files_frame{keys, words, say};

}  // namespace hearth::llm::reflex
