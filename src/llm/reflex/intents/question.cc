// "What is the rent in contracts/lease.md?", "who replaces the thermocouple?", "when is the deadline in the meeting
// notes?": the answer is the line that says it, or that nothing says it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/matches.h"
#include "llm/reflex/remembered.h"
#include "llm/reflex/source.h"
#include "llm/reflex/text/answer.h"
#include "llm/reflex/text/concepts.h"
#include "llm/reflex/text/sentences.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "^(?:read|extract|pull|collect|what|when|where|who|whose|whom|which|how|is|are|was|were|do|does|did|has|have|can|"
    "may|must|until|by|since|at "
    "what|on (?:what|which)|in (?:what|which)|for how|from when|tell|find out|look "
    "up|check|give|show|find|get|list|name|state|quote|say|according|answer)\\b|\\b(?:who|whom|whose|when|what|where|"
    "which|how "
    "(?:much|many|long|heavy|warm|hot|cold|deep|wide|tall|thick|often))\\b");
const Pattern plain_order("^(?:give|show|find|get|list|name|state|quote|tell|look up|check)\\b");

constexpr auto words_of_asking = std::to_array<std::string_view>(
    {"according", "address",   "actually",  "amount",  "answer",   "anybody",     "anyone",  "anything", "called",
     "charge",    "check",     "collect",   "contain", "contains", "currently",   "date",    "day",      "defined",
     "described", "detail",    "details",   "display", "document", "documents",   "does",    "done",     "exactly",
     "exist",     "exists",    "expect",    "extract", "file",     "files",       "find",    "folder",   "full",
     "get",       "happen",    "happened",  "happens", "have",     "information", "it",      "kind",     "know",
     "left",      "letter",    "list",      "located", "long",     "look",        "made",    "make",     "makes",
     "mention",   "mentioned", "name",      "need",    "needs",    "notes",       "number",  "open",     "out",
     "period",    "person",    "place",     "print",   "pull",     "quote",       "read",    "report",   "responsible",
     "said",      "say",       "somebody",  "use",     "used",     "says",        "section", "set",      "show",
     "someone",   "sort",      "specified", "stand",   "stands",   "state",       "stated",  "take",     "takes",
     "tell",      "there",     "time",      "value"});

constexpr std::size_t most_answers = 3;
// An answer this far behind the best one is another matter.
constexpr double clear_lead = 0.45;

std::vector<std::string> asked_words(const Reading& reading, const std::vector<std::string>& file_words) {
  std::vector<std::string> words;
  for (const Token& token : reading.clause.tokens) {
    if (token.kind != Token::Kind::word && token.kind != Token::Kind::quoted) continue;
    std::string folded = token.kind == Token::Kind::quoted ? fold(token.text) : fold(token.text);
    if (folded.ends_with("'s")) folded.resize(folded.size() - 2);
    for (std::string_view word : words_of(folded)) {
      std::string text(word);
      // "Open the file" is an order, "when is it open?" asks for it.
      bool first = &token == &reading.clause.tokens.front();
      bool asking = std::find(words_of_asking.begin(), words_of_asking.end(), text) != words_of_asking.end() &&
                    (first || text != "open");
      bool of_file = std::find(file_words.begin(), file_words.end(), text) != file_words.end();
      bool contraction = token.canonical.find(' ') != std::string::npos;
      if (!is_glue(text) && !asking && !of_file && !contraction) words.push_back(text);
    }
  }
  return words;
}

std::set<std::string> title_concepts(const std::vector<Passage>& passages) {
  std::set<std::string> concepts;
  auto take = [&concepts](const Passage& passage) {
    std::string folded = fold(passage.text);
    for (std::string_view word : words_of(folded)) concepts.insert(concept_of(word));
  };
  for (const Passage& passage : passages) {
    if (passage.kind != Passage::Kind::heading || passage.level > 1) continue;
    take(passage);
    return concepts;
  }
  // Code and settings open with a line or two that say what they are.
  for (std::size_t i = 0; i < passages.size() && i < 2; ++i) {
    if (passages[i].kind == Passage::Kind::code) take(passages[i]);
  }
  return concepts;
}

// INI and TOML sections and the header of a CSV file say what the lines below them are about.
void give_context(const Source& source, std::vector<Passage>& passages) {
  std::string extension = extension_of(source.path);
  bool sections = extension == "ini" || extension == "toml" || extension == "cfg";
  bool csv = extension == "csv" || extension == "tsv";
  std::ptrdiff_t section = -1;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    if (sections && passages[i].text.starts_with('[')) {
      passages[i].kind = Passage::Kind::heading;
      passages[i].level = 2;
      section = static_cast<std::ptrdiff_t>(i);
    } else if (csv && i == 0) {
      passages[i].kind = Passage::Kind::table_header;
    } else {
      if (section >= 0) passages[i].heading = section;
      if (csv) passages[i].table_header = 0;
    }
  }
}

struct Candidate {
  std::string line;  // with its citation
  double points = 0;
};

// A heading that says what was asked answers with what stands under it.
std::vector<Candidate> section_named(const Source& source, const std::vector<Passage>& passages,
                                     const Question& question) {
  constexpr std::size_t most_lines = 12;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    if (passages[i].kind != Passage::Kind::heading || passages[i].level < 2) continue;
    std::string folded = fold(passages[i].text);
    std::set<std::string> concepts;
    for (std::string_view word : words_of(folded)) concepts.insert(concept_of(word));
    auto is_named = [&concepts](const std::string& stem) { return concepts.contains(stem); };
    bool named = std::ranges::all_of(question.stems, is_named) && std::ranges::all_of(question.helpful, is_named);
    if (!named) continue;
    std::vector<Candidate> lines;
    for (std::size_t j = i + 1;
         j < passages.size() && passages[j].kind != Passage::Kind::heading && lines.size() < most_lines; ++j) {
      lines.push_back({fmt::format("{} ({})", passages[j].text, cite(source, passages[j].line)), 0});
    }
    return lines;
  }
  return {};
}

std::vector<Candidate> candidates_in(const Source& source, const Question& question) {
  std::vector<Passage> passages = passages_of(source.lines, markup_of(source.path));
  give_context(source, passages);
  std::set<std::string> around = concepts_of_path(source.path);
  around.merge(title_concepts(passages));
  std::vector<Answer> answers = answers_in(passages, question, around);
  std::vector<Candidate> candidates;
  for (const Answer& answer : answers) {
    const Passage& passage = passages[answer.passage];
    candidates.push_back({fmt::format("{} ({})", passage.text, cite(source, passage.line)), answer.points});
  }
  if (question.kind != Question::Kind::any && !candidates.empty()) return candidates;
  std::vector<Candidate> section = section_named(source, passages, question);
  if (section.empty()) return candidates;
  double best = candidates.empty() ? static_cast<double>(question.stems.size()) : candidates[0].points;
  for (Candidate& line : section) line.points = best;
  return section;
}

std::string told(std::vector<Candidate> candidates) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.points > b.points; });
  std::string text;
  double best = candidates.front().points;
  bool section =
      candidates.size() > most_answers && candidates[most_answers].points == best && best == candidates.back().points;
  std::size_t count = 0;
  for (const Candidate& candidate : candidates) {
    if (candidate.points < best - clear_lead || (!section && count == most_answers)) break;
    text += (text.empty() ? "- " : "\n- ") + candidate.line;
    ++count;
  }
  return text;
}

std::optional<Fragment> answer_from(Desk& desk, const std::vector<FileReference>& files, const Reading& reading) {
  std::vector<Candidate> candidates;
  std::vector<std::string> paths;
  bool waiting = false;
  for (const FileReference& file : files) {
    std::optional<Loaded> loaded = load(desk, file);
    waiting = waiting || !loaded;
    if (!loaded) continue;
    if (loaded->problem) return loaded->problem;
    paths.push_back(loaded->source.path);
    Question question = question_of(reading.clause.text, asked_words(reading, {}));
    for (Candidate& candidate : candidates_in(loaded->source, question)) candidates.push_back(std::move(candidate));
  }
  if (waiting) return std::nullopt;
  if (candidates.empty())
    return Fragment::not_found(fmt::format("Not found in {}: no line there answers this.", name_list(paths)));
  return Fragment::done(told(std::move(candidates)));
}

std::string search_pattern(const std::vector<std::string>& words) {
  std::string pattern;
  for (const std::string& word : words) {
    std::string root = stem(word);
    if (root.size() < 2) continue;
    pattern += (pattern.empty() ? "" : "|") + RE2::QuoteMeta(root);
  }
  return pattern;
}

// The files in which most of the asked words stand, best first.
std::vector<std::string> files_to_read(const std::vector<Match>& matches, const std::vector<std::string>& words) {
  constexpr std::size_t most_files = 8;
  std::map<std::string, std::set<std::string>> found;
  for (const Match& match : matches) {
    std::string folded = fold(match.text + " " + match.path);
    for (const std::string& word : words) {
      if (folded.find(stem(word)) != std::string::npos) found[match.path].insert(word);
    }
  }
  std::vector<std::string> paths;
  for (const auto& [path, covered] : found) paths.push_back(path);
  std::stable_sort(paths.begin(), paths.end(),
                   [&found](const std::string& a, const std::string& b) { return found[a].size() > found[b].size(); });
  if (paths.size() > most_files) paths.resize(most_files);
  return paths;
}

// From memory and documents, once the files here have no answer.
std::optional<Fragment> answer_from_memory(Desk& desk, const std::string& asked, const Question& question,
                                           const Fragment& unknown) {
  if (question.stems.empty()) return unknown;
  std::optional<std::vector<std::string>> lines = lines_remembered(desk, asked, question);
  if (!lines) return std::nullopt;
  if (lines->empty()) return unknown;
  return Fragment::done("- " + fmt::format("{}", fmt::join(*lines, "\n- ")));
}

std::optional<Fragment> answer_from_folder(Desk& desk, const Reading& reading) {
  std::vector<std::string> words = asked_words(reading, {});
  std::string folder = reading.folder.value_or("");
  std::string part(reading.clause.task.substr(reading.clause.tokens.front().begin,
                                              reading.clause.tokens.back().end - reading.clause.tokens.front().begin));
  Fragment unknown = Fragment::beyond(
      fmt::format("\"{}\": not found in {}, in what is kept or in the documents that were added, and it answers only "
                  "from what stands there.",
                  part, folder.empty() ? "the files here" : "`" + folder + "`"));
  std::string pattern = search_pattern(words);
  if (pattern.empty()) return unknown;
  json arguments = {{"pattern", pattern}, {"ignore_case", true}, {"max_results", 1000}};
  if (!folder.empty()) arguments["path"] = folder;
  const Reply* reply = desk.ask("fs_search", arguments);
  if (reply != nullptr && reply->is_error && !folder.empty()) {
    // "in stock" names no folder.
    arguments.erase("path");
    folder.clear();
    reply = desk.ask("fs_search", arguments);
  }
  if (reply == nullptr) return std::nullopt;
  if (reply->is_error) return Fragment::failed(fmt::format("The files were not searched: {}", reply->text));
  std::vector<Candidate> candidates;
  bool waiting = false;
  Question question = question_of(reading.clause.text, words);
  for (const std::string& path : files_to_read(matches_of(*reply), words)) {
    std::optional<Loaded> loaded = load_path(desk, path);
    waiting = waiting || !loaded;
    if (!loaded || loaded->problem) continue;
    for (Candidate& candidate : candidates_in(loaded->source, question)) candidates.push_back(std::move(candidate));
  }
  if (waiting) return std::nullopt;
  if (candidates.empty()) return answer_from_memory(desk, part, question, unknown);
  return Fragment::done(told(std::move(candidates)));
}

}  // namespace

std::optional<Step> match_question(const Reading& reading) {
  const std::string& text = reading.clause.text;
  if (!RE2::PartialMatch(text, wanted) || asked_words(reading, {}).empty()) return std::nullopt;
  std::vector<FileReference> files = reading.files;
  if (files.empty() && reading.refers_back) files = reading.antecedent;
  // An order without a file or a folder is no question about them.
  if (files.empty() && !reading.folder && RE2::PartialMatch(text, plain_order) &&
      !RE2::PartialMatch(text, "\\b(?:who|when|what|where|which|how|the|our|my)\\b"_re))
    return std::nullopt;
  if (!files.empty())
    return Step{Step::Order::free, [files, reading](Desk& desk) { return answer_from(desk, files, reading); }};
  return Step{Step::Order::free, [reading](Desk& desk) { return answer_from_folder(desk, reading); }};
}

}  // namespace hearth::llm::reflex
