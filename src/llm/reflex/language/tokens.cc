#include "llm/reflex/language/tokens.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "llm/reflex/language/lexicon.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> quotes{{{"\"", "\""},
                                                                               {"'", "'"},
                                                                               {"`", "`"},
                                                                               {"\xE2\x80\x9C", "\xE2\x80\x9D"},
                                                                               {"\xE2\x80\x98", "\xE2\x80\x99"},
                                                                               {"\xC2\xAB", "\xC2\xBB"},
                                                                               {"\xE2\x80\x9E", "\xE2\x80\x9C"}}};

constexpr auto names_without_extension =
    std::to_array<std::string_view>({"changelog", "dockerfile", "license", "makefile", "readme"});
constexpr auto ends_of_addresses = std::to_array<std::string_view>({"com", "de", "edu", "net", "org"});
// Written with a slash, but no paths.
constexpr auto alternatives =
    std::to_array<std::string_view>({"and/or", "he/she", "input/output", "key/value", "key/values", "name/value",
                                     "on/off", "read/write", "true/false", "w/o", "yes/no"});
constexpr auto words_for_folders =
    std::to_array<std::string_view>({"folder", "directory", "dir", "subfolder", "subdirectory"});
constexpr auto extensions = std::to_array<std::string_view>(
    {"bat",  "c",    "cc",  "cfg",  "conf", "cpp",  "cs",  "css",  "csv", "cxx",   "db",   "doc",  "docx",
     "eml",  "epub", "gif", "go",   "h",    "hpp",  "htm", "html", "ini", "java",  "jpeg", "jpg",  "js",
     "json", "jsx",  "kt",  "lock", "log",  "lua",  "md",  "mjs",  "odt", "pdf",   "php",  "png",  "ppt",
     "pptx", "py",   "rb",  "rs",   "rst",  "rtf",  "sh",  "sql",  "svg", "swift", "tex",  "toml", "ts",
     "tsv",  "tsx",  "txt", "webp", "xls",  "xlsx", "xml", "yaml", "yml", "zip"});
constexpr std::string_view trailing = ".,;:!?)]}";

// "A100[1-4]": the bracket at the end belongs to the word.
bool closes_own(std::string_view word) {
  char open = word.back() == ']' ? '[' : word.back() == ')' ? '(' : word.back() == '}' ? '{' : '\0';
  return open != '\0' && word.find(open) != std::string_view::npos;
}

bool at_word_edge(std::string_view task, std::size_t position) {
  return position >= task.size() || is_space(task[position]) ||
         trailing.find(task[position]) != std::string_view::npos ||
         (position + 1 < task.size() && task[position] == '\'' && task[position + 1] == 's');
}

bool looks_like_folder(std::string_view text) {
  return text.size() > 1 && text.ends_with('/') && text != "w/" && text.find("//") == std::string_view::npos &&
         text.front() != '<';
}

Token token_of(Token::Kind kind, std::string_view text, std::size_t begin, std::size_t end) {
  return Token{kind, std::string(text), {}, false, begin, end};
}

// In quotes a dot may belong to code: 'segment.target'.
bool names_kind_of_file(std::string_view text) {
  std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || text.find('/') != std::string_view::npos) return true;
  return std::find(extensions.begin(), extensions.end(), fold(text.substr(dot + 1))) != extensions.end();
}

Token quoted_token(std::string_view inner, std::size_t begin, std::size_t end) {
  Token token = token_of(Token::Kind::quoted, inner, begin, end);
  if (looks_like_folder(inner)) token.kind = Token::Kind::folder;
  if (looks_like_file(inner) && names_kind_of_file(inner)) token.kind = Token::Kind::file;
  if (token.kind == Token::Kind::quoted && inner.starts_with("*.")) token.kind = Token::Kind::glob;
  token.in_quotes = true;
  return token;
}

std::optional<Token> read_quoted(std::string_view task, std::size_t begin) {
  for (const auto& [open, close] : quotes) {
    if (!task.substr(begin).starts_with(open)) continue;
    std::size_t from = begin + open.size();
    for (std::size_t end = task.find(close, from); end != std::string_view::npos; end = task.find(close, end + 1)) {
      // An apostrophe inside a word does not close; "doesn't" and "Tanner's" are common.
      if (open == "'" && !at_word_edge(task, end + 1)) continue;
      if (end == from) break;
      return quoted_token(task.substr(from, end - from), begin, end + close.size());
    }
  }
  return std::nullopt;
}

std::optional<Token> read_pattern(std::string_view task, std::size_t begin) {
  if (task[begin] != '/' || begin + 1 >= task.size() || is_space(task[begin + 1])) return std::nullopt;
  std::size_t end = begin + 1;
  while (end < task.size() && task[end] != '/' && task[end] != '\n') end += task[end] == '\\' ? 2 : 1;
  if (end >= task.size() || task[end] != '/' || !at_word_edge(task, end + 1)) return std::nullopt;
  return token_of(Token::Kind::pattern, task.substr(begin + 1, end - begin - 1), begin, end + 1);
}

Token::Kind kind_of(std::string_view text) {
  if (text.find('*') != std::string_view::npos && text.size() > 1) return Token::Kind::glob;
  if (looks_like_folder(text)) return Token::Kind::folder;
  return looks_like_file(text) ? Token::Kind::file : Token::Kind::word;
}

void push_punctuation(std::vector<Token>& tokens, std::string_view task, std::size_t at) {
  char c = task[at];
  Token::Kind kind = Token::Kind::stop;
  if (c == ',') kind = Token::Kind::comma;
  if (c == ':') kind = Token::Kind::colon;
  if (c == '(' || c == '[' || c == ')' || c == ']' || c == '}') return;
  tokens.push_back(token_of(kind, task.substr(at, 1), at, at + 1));
}

// "lease.md - what does it say?"; between numbers a dash means "to".
void read_dashes_as_commas(std::vector<Token>& tokens) {
  auto is_number = [](const Token& token) { return is_digit(token.text.front()); };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    if (token.text != "-" && token.text != "\xE2\x80\x93" && token.text != "\xE2\x80\x94") continue;
    bool range = i > 0 && i + 1 < tokens.size() && is_number(tokens[i - 1]) && is_number(tokens[i + 1]);
    if (!range) token.kind = Token::Kind::comma;
  }
}

// "reports/Quarterly Review.md": a path that goes on after a space.
void join_names_with_spaces(std::vector<Token>& tokens, std::string_view task) {
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    Token& first = tokens[i - 1];
    const Token& second = tokens[i];
    if (first.kind != Token::Kind::file || second.kind != Token::Kind::file || first.in_quotes || second.in_quotes)
      continue;
    std::size_t slash = first.text.rfind('/');
    if (slash == std::string::npos || first.text.find('.', slash) != std::string::npos) continue;
    if (second.begin != first.end + 1 || second.text.find('/') != std::string::npos) continue;
    first.text = task.substr(first.begin, second.end - first.begin);
    first.end = second.end;
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// "… in Quarterly Review.md": a name in two words, both with a capital, inside a sentence.
void join_capitalised_names(std::vector<Token>& tokens, std::string_view task) {
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    Token& first = tokens[i - 1];
    const Token& second = tokens[i];
    bool names = first.kind == Token::Kind::word && second.kind == Token::Kind::file && !second.in_quotes &&
                 is_capital(first.text.front()) && is_capital(second.text.front());
    if (!names || second.begin != first.end + 1 || starts_part(first.canonical)) continue;
    if (second.text.find('/') != std::string::npos || tokens[i - 2].kind != Token::Kind::word) continue;
    first.kind = Token::Kind::file;
    first.text = task.substr(first.begin, second.end - first.begin);
    first.end = second.end;
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

bool names_kind_folder(const Token& token) {
  return token.kind == Token::Kind::word &&
         std::find(words_for_folders.begin(), words_for_folders.end(), token.canonical) != words_for_folders.end();
}

// "The folder ./notes", "archive/2023 directory", "./notes": a path without an extension that is said to be a folder.
void mark_folders(std::vector<Token>& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    std::size_t slash = token.text.rfind('/');
    if (token.kind != Token::Kind::file || slash == std::string::npos ||
        token.text.find('.', slash) != std::string::npos)
      continue;
    bool called = i > 1 && (tokens[i - 1].canonical == "called" || tokens[i - 1].canonical == "named");
    bool before = i > 0 && names_kind_folder(tokens[i - (called ? 2 : 1)]);
    bool behind = i + 1 < tokens.size() && names_kind_folder(tokens[i + 1]);
    if (!before && !behind && !token.text.starts_with("./")) continue;
    token.kind = Token::Kind::folder;
    token.text += '/';
  }
}

}  // namespace

bool looks_like_file(std::string_view text) {
  if (text.size() < 2 || text.find("://") != std::string_view::npos || text.find('@') != std::string_view::npos)
    return false;
  if (text.find('\n') != std::string_view::npos || text.back() == '/' || text.find('*') != std::string_view::npos)
    return false;
  std::string folded = fold(text);
  std::size_t slash = folded.rfind('/');
  std::string_view name =
      slash == std::string::npos ? std::string_view(folded) : std::string_view(folded).substr(slash + 1);
  if (std::find(names_without_extension.begin(), names_without_extension.end(), name) != names_without_extension.end())
    return true;
  std::size_t dot = name.rfind('.');
  bool has_letter = std::any_of(text.begin(), text.end(), is_letter);
  if (dot != std::string_view::npos && dot + 1 < name.size() && has_letter) {
    std::string_view extension = name.substr(dot + 1);
    bool plain = std::all_of(extension.begin(), extension.end(), [](char c) { return is_letter(c) || is_digit(c); });
    bool address = std::find(ends_of_addresses.begin(), ends_of_addresses.end(), extension) != ends_of_addresses.end();
    if (plain && extension.size() <= 8 && is_letter(extension[0]) && (dot > 0 || slash != std::string::npos) &&
        dot != 1)
      return !address;
    if (plain && dot == 1) return extension.size() <= 4 && extension != "g" && extension != "e";
  }
  if (slash == std::string::npos) return false;
  return has_letter && text.find(' ') == std::string_view::npos &&
         std::find(alternatives.begin(), alternatives.end(), folded) == alternatives.end();
}

bool is_word(const Token& token, std::string_view canonical) {
  return token.kind == Token::Kind::word && token.canonical == canonical;
}

Token made_word(std::string_view word, std::size_t begin) {
  return Token{Token::Kind::word, std::string(word), std::string(word), false, begin, begin};
}

std::vector<Token> tokenize(std::string_view task) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < task.size();) {
    if (task[i] == '\n') tokens.push_back(token_of(Token::Kind::stop, "\n", i, i + 1));
    if (is_space(task[i])) {
      ++i;
      continue;
    }
    std::optional<Token> special = read_quoted(task, i);
    if (!special) special = read_pattern(task, i);
    if (special) {
      i = special->end;
      tokens.push_back(*std::move(special));
      continue;
    }
    if (std::string_view("([.,;:!?)]}").find(task[i]) != std::string_view::npos &&
        (i + 1 >= task.size() || !is_letter(task[i + 1]) || task[i] != '.') &&
        (i + 2 >= task.size() || task[i] != '.' || task[i + 1] != '/')) {
      push_punctuation(tokens, task, i);
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < task.size() && !is_space(task[end]) && !(end > i && (task[end] == '"' || task[end] == '`'))) ++end;
    while (end > i + 1 && trailing.find(task[end - 1]) != std::string_view::npos &&
           !closes_own(task.substr(i, end - i)))
      --end;
    std::string_view text = task.substr(i, end - i);
    if (text.size() > 2 && text.ends_with("(s")) text.remove_suffix(2);
    // "lease.md's" owns something; the file is lease.md.
    bool owns = text.ends_with("'s") && looks_like_file(text.substr(0, text.size() - 2));
    Token token = token_of(owns ? Token::Kind::file : kind_of(text), text, i, end);
    if (token.kind == Token::Kind::file && text.ends_with("'s")) token.text = text.substr(0, text.size() - 2);
    if (token.kind == Token::Kind::word) token.canonical = canonical_word(text);
    tokens.push_back(std::move(token));
    i = end;
  }
  read_dashes_as_commas(tokens);
  join_names_with_spaces(tokens, task);
  join_capitalised_names(tokens, task);
  mark_folders(tokens);
  return tokens;
}

}  // namespace hearth::llm::reflex
