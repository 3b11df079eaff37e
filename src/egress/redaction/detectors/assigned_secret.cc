// A secret that only what stands before it gives away: password=…, "api_key": "…", --token …, the password is ….
#include <algorithm>
#include <optional>

#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"
#include "egress/redaction/detectors/secret_words.h"

namespace hearth::egress {

namespace {

constexpr std::size_t longest_tail = 24;
constexpr std::size_t longest_gap = 60;
constexpr std::size_t longest_value = 4096;
constexpr std::size_t longest_bare_value = 1024;
constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_front = 256;  // of a line, before the word
constexpr std::size_t most_blanks = 40;

struct Value {
  std::size_t begin = 0;
  std::size_t end = 0;
  Quoting quoting = Quoting::bare;
};

// Reads on from the end of a word for a secret. Each step moves only if it succeeds.
class Reader {
 public:
  Reader(std::string_view text, std::size_t word, std::size_t at) : text_(text), word_(word), at_(at) {}

  std::optional<Value> value_after(SecretKind kind) {
    std::size_t tail = dotless_name.run_end(text_, at_, longest_tail + 1);
    if (!keeps_meaning(text_.substr(at_, tail - at_))) return std::nullopt;
    at_ = tail;
    if (is_argument()) return Value{value().begin, value().end, Quoting::bare};
    bool found = is_tag() || assignment() || call() || value_attribute() || flag() || directive() || statement(kind);
    if (!found) return std::nullopt;
    if (kind == SecretKind::header) scheme();
    return value();
  }

 private:
  static constexpr Alphabet dotless_name{"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"};
  static constexpr Alphabet type_name{"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:<>&*?."};
  static constexpr Alphabet blanks{" \t"};
  static constexpr Alphabet spaces{" \t\r\n"};

  bool take(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }
  bool take_any(std::initializer_list<std::string_view> choices) {
    return std::ranges::any_of(choices, [this](std::string_view each) { return take(each); });
  }
  void skip(const Alphabet& alphabet) { at_ = alphabet.run_end(text_, at_, most_blanks); }
  // What of the text before the word may matter: bounded, or many words would take the square of the text.
  std::string_view before_word(std::size_t most) const {
    std::size_t from = word_ - std::min(word_, most);
    return text_.substr(from, word_ - from);
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  // <password>
  bool is_tag() {
    if (peek() != '>') return false;
    std::string_view before = before_word(longest_name);
    std::size_t open = before.find_last_of("<> \n");
    if (open == std::string_view::npos || before[open] != '<') return false;
    ++at_;
    return true;
  }

  void close_name() {
    take("\\");
    take_any({"\"", "'", "`", "**", "*"});
    take_any({"]", ")"});
  }

  // password = , "password": , password => , password: str =
  bool assignment() {
    std::size_t start = at_;
    close_name();
    skip(blanks);
    if (take_any({":=", "=>", "===", "==", "=", "：", "＝", "?="})) return finish_separator();
    if (take(":") && peek() != ':') {
      std::size_t after_colon = at_;
      skip(blanks);
      std::size_t type = type_name.run_end(text_, at_, longest_tail);
      at_ = type;
      skip(blanks);
      if (type > after_colon && take("=") && peek() != '=') return finish_separator();
      at_ = after_colon;
      return finish_separator();
    }
    at_ = start;
    return false;
  }

  bool finish_separator() {
    take_any({"**", "*"});
    skip(blanks);
    return true;
  }

  // set_password("
  bool call() {
    std::size_t start = at_;
    if (take("(") && (peek() == '"' || peek() == '\'')) return true;
    at_ = start;
    return false;
  }

  // define('DB_PASSWORD', '
  bool is_argument() {
    std::size_t start = at_;
    std::string_view before = before_word(longest_name);
    std::size_t open = before.find_last_of("'\"");
    bool opens_arguments = open != std::string_view::npos && open > 0 && before[open - 1] == '(';
    if (opens_arguments && take_any({"'", "\""}) && take(",")) {
      skip(blanks);
      if (peek() == '"' || peek() == '\'') return true;
    }
    at_ = start;
    return false;
  }

  // name="password" value=", and the same over two lines of YAML, or as the default of a variable
  bool value_attribute() {
    std::size_t start = at_;
    close_name();
    skip(spaces);
    take_any({",", "{"});
    skip(spaces);
    take_any({"\"", "'"});
    if (take_any({"value", "Value", "default"})) {
      take_any({"\"", "'"});
      skip(blanks);
      if (take_any({"=", ":"})) return finish_separator();
    }
    at_ = start;
    return false;
  }

  // --password hunter2
  bool flag() {
    std::string_view name = before_word(longest_name);
    name.remove_prefix(name.find_last_of(" \t\n\"'") + 1);
    if (!name.starts_with("-") || !is_blank(peek())) return false;
    skip(blanks);
    return true;
  }

  // requirepass hunter2, alone on its line; login ada password hunter2
  bool directive() {
    std::string_view before = before_word(longest_front);
    before.remove_prefix(before.rfind('\n') + 1);
    std::size_t value = blanks.run_end(text_, at_, most_blanks);
    std::string_view rest = text_.substr(value, longest_front);
    std::size_t length = rest.find_first_of(" \t\r\n");
    bool ends_line = length == std::string_view::npos ? value + rest.size() == text_.size() : !is_blank(rest[length]);
    bool has_login = before.find("login ") != std::string_view::npos;
    bool is_first = before.find_first_not_of(" \t") == std::string_view::npos;
    if (value == at_ || !(has_login || (is_first && ends_line))) return false;
    at_ = value;
    return true;
  }

  // The password for the printer is hunter2
  bool statement(SecretKind kind) {
    std::size_t limit = std::min(text_.size(), at_ + longest_gap);
    if (!is_blank(peek())) return false;
    for (std::size_t at = at_; at < limit; ++at) {
      if (text_[at] == '\n' || text_[at] == '.' || text_[at] == '=' || text_[at] == '"') return false;
      bool is_colon = text_[at] == ':' && at + 1 < limit && is_blank(text_[at + 1]);
      std::size_t verb = is_colon ? 1 : verb_length(at);
      if (verb == 0) continue;
      at_ = at + verb;
      take(":");
      skip(blanks);
      return kind != SecretKind::header;
    }
    return false;
  }

  std::size_t verb_length(std::size_t at) const {
    for (std::string_view verb :
         {" is ", " is: ", " was ", " to ", " lautet ", " lautet: ", " ist ", " ist: ", " est ", " est : ", " es ",
          " es: ", " \xC3\xA8 ", " \xC3\xA9 ", " are ", " jest ", " \xE2\x80\x94 ", " — ", " - "}) {
      if (text_.substr(at).starts_with(verb)) return verb.size();
    }
    return 0;
  }

  void scheme() {
    if (take_any({"\"", "'"})) skip(blanks);
    take_any({"Bearer ", "bearer ", "Basic ", "basic ", "Token ", "token ", "ApiKey ", "Digest "});
  }

  Value value() const {
    std::size_t begin = at_;
    if (text_.substr(begin).starts_with("\\\"")) return escaped(begin + 2);
    for (std::string_view quote : {"\"", "'", "`", "“", "„", "«", "「"}) {
      if (text_.substr(begin).starts_with(quote)) return quoted(begin + quote.size(), quote);
    }
    return bare(begin);
  }

  Value escaped(std::size_t begin) const {
    std::string_view rest = text_.substr(begin, longest_value);
    return {begin, begin + std::min(rest.find("\\\""), rest.size()), Quoting::quoted};
  }

  Value quoted(std::size_t begin, std::string_view quote) const {
    std::string_view closing = quote == "“"    ? "”"
                               : quote == "„"  ? "“"
                               : quote == "«"  ? "»"
                               : quote == "「" ? "」"
                                               : quote;
    for (std::size_t at = begin; at < text_.size() && at - begin < longest_value && text_[at] != '\n'; ++at) {
      if (text_[at] == '\\') {
        ++at;
      } else if (text_.substr(at).starts_with(closing)) {
        return {begin, at, Quoting::quoted};
      }
    }
    return bare(begin);
  }

  Value bare(std::size_t begin) const {
    bool is_strict = is_whole_line(begin);
    std::size_t end = begin;
    while (end < text_.size() && end - begin < longest_bare_value && !ends_value(end, is_strict)) ++end;
    constexpr std::string_view tail = ".,;:)]}>*";
    while (!is_strict && end > begin && tail.find(text_[end - 1]) != std::string_view::npos) --end;
    return {begin, end, is_strict ? Quoting::strict : Quoting::bare};
  }

  // DB_PASSWORD=value, in a file of such lines: no space around the sign, nothing before the name, capitals.
  bool is_whole_line(std::size_t begin) const {
    if (begin == 0 || text_[begin - 1] != '=' || !is_upper(text_[word_])) return false;
    std::string_view before = before_word(longest_name);
    std::size_t line = word_ - before.size() + before.find_last_of("\n \t") + 1;
    std::string_view name = text_.substr(line, begin - 1 - line);
    return std::ranges::all_of(name, [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
  }

  bool ends_value(std::size_t at, bool is_strict) const {
    constexpr Alphabet enders(" \t\r\n,;\"'`<>|&\\");
    char c = text_[at];
    if (!enders(c)) return false;
    if (is_blank(c) || c == '\n' || c == '\r') return true;
    if (is_strict) return false;
    if (c == '\\')
      return at + 1 < text_.size() && (text_[at + 1] == 'n' || text_[at + 1] == '"' || text_[at + 1] == 'r');
    return c != '&' || is_next_parameter(at + 1);
  }

  // page=2, after the & of an address
  bool is_next_parameter(std::size_t at) const {
    std::size_t end = type_name.run_end(text_, at, longest_tail);
    return end > at && end < text_.size() && text_[end] == '=';
  }

  std::string_view text_;
  std::size_t word_;
  std::size_t at_;
};

}  // namespace

void find_assigned_secrets(std::string_view text, std::vector<Finding>& found) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::optional<SecretWord> word = secret_word_at(text, at);
    if (!word) continue;
    std::size_t end = at + word->length;
    if (word->kind == SecretKind::key && opens_nothing(text.substr(0, at))) continue;
    std::optional<Value> value = Reader(text, at, end).value_after(word->kind);
    bool is_secret =
        value && is_secret_value(word->kind, text.substr(value->begin, value->end - value->begin), value->quoting);
    if (is_secret) found.push_back({value->begin, value->end, DataClass::secret, "secret by its name"});
    at = (is_secret ? value->end : end) - 1;
  }
}

bool is_secret_under(std::string_view key, std::string_view value) {
  for (std::size_t at = 0; at < key.size(); ++at) {
    std::optional<SecretWord> word = secret_word_at(key, at);
    if (!word || (word->kind == SecretKind::key && opens_nothing(key.substr(0, at)))) continue;
    at += word->length - 1;
    if (keeps_meaning(key.substr(at + 1)) && is_secret_value(word->kind, value, Quoting::quoted)) return true;
  }
  return false;
}

}  // namespace hearth::egress
