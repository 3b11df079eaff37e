#include "egress/redaction/detectors/secret_words.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <vector>

#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/randomness.h"

namespace hearth::egress {

namespace {

struct Word {
  // Short words are parts of others: they must stand alone, or be a part of an identifier by its own marks.
  enum class Reach { anywhere, alone };
  std::string_view text;  // in small letters, as far as they are ASCII
  SecretKind kind;
  Reach reach;
};

constexpr auto password = SecretKind::password;
constexpr auto token = SecretKind::token;
constexpr auto key = SecretKind::key;
constexpr auto header = SecretKind::header;
constexpr auto anywhere = Word::Reach::anywhere;
constexpr auto alone = Word::Reach::alone;

constexpr Word words[] = {
    {"access key", token, anywhere},
    {"access-key", token, anywhere},
    {"access_key", token, anywhere},
    {"accesskey", token, anywhere},
    {"account key", token, anywhere},
    {"account_key", token, anywhere},
    {"accountkey", token, anywhere},
    {"adgangskode", password, anywhere},
    {"api key", token, anywhere},
    {"api-key", token, anywhere},
    {"api-schlüssel", token, anywhere},
    {"api_key", token, anywhere},
    {"apikey", token, anywhere},
    {"auth", token, alone},
    {"authkey", token, anywhere},
    {"authorization", header, anywhere},
    {"bearer", token, alone},
    {"clave", password, alone},
    {"client_secret", token, anywhere},
    {"clé api", token, anywhere},
    {"clé d'api", token, anywhere},
    {"contrasena", password, anywhere},
    {"contrase\xC3\xB1\x61", password, anywhere},
    {"credential", token, anywhere},
    {"credentials", token, anywhere},
    {"encryption_key", token, anywhere},
    {"haslo", password, alone},
    {"has\xC5\x82o", password, anywhere},
    {"heslo", password, alone},
    {"jelsz\xC3\xB3", password, anywhere},
    {"jwt", token, alone},
    {"kata sandi", password, anywhere},
    {"kennwort", password, anywhere},
    {"key", key, alone},
    {"losenord", password, anywhere},
    {"l\xC3\xB6senord", password, anywhere},
    {"master_key", token, anywhere},
    {"mdp", password, alone},
    {"mot de passe", password, anywhere},
    {"m\xE1\xBA\xADt kh\xE1\xBA\xA9u", password, anywhere},
    {"parola", password, alone},
    {"pass", password, alone},
    {"passcode", password, anywhere},
    {"passord", password, anywhere},
    {"passphrase", password, anywhere},
    {"passwd", password, anywhere},
    {"password", password, anywhere},
    {"passwort", password, anywhere},
    {"private_key", token, anywhere},
    {"psk", password, alone},
    {"pw", password, alone},
    {"pwd", password, anywhere},
    {"requirepass", password, anywhere},
    {"salasana", password, anywhere},
    {"secret", token, anywhere},
    {"secret key", token, anywhere},
    {"secret-key", token, anywhere},
    {"secret_key", token, anywhere},
    {"secretkey", token, anywhere},
    {"senha", password, alone},
    {"session_id", token, anywhere},
    {"sessionid", token, anywhere},
    {"shared_access_key", token, anywhere},
    {"sharedaccesskey", token, anywhere},
    {"sid", token, alone},
    {"sig", token, alone},
    {"signing_key", token, anywhere},
    {"token", token, anywhere},
    {"wachtwoord", password, anywhere},
    {"x-amz-signature", token, anywhere},
    {"\xC5\x9Fifre", password, anywhere},
    {"ключ", key, anywhere},
    {"пароль", password, anywhere},
    {"Пароль", password, anywhere},
    {"ПАРОЛЬ", password, anywhere},
    {"токен", token, anywhere},
    {"Токен", token, anywhere},
    {"סיסמה", password, anywhere},
    {"كلمة السر", password, anywhere},
    {"كلمة المرور", password, anywhere},
    {"トークン", token, anywhere},
    {"パスワード", password, anywhere},
    {"令牌", token, anywhere},
    {"口令", password, anywhere},
    {"密码", password, anywhere},
    {"密碼", password, anywhere},
    {"密钥", token, anywhere},
    {"비밀번호", password, anywhere},
};

// Nearly every place of a text is no word's beginning: its first two bytes say so.
struct Index {
  Index() {
    for (const Word& word : words) {
      by_first[static_cast<unsigned char>(word.text[0])].push_back(&word);
      fronts.set(front(word.text[0], word.text[1]));
    }
  }
  static std::size_t front(char first, char second) {
    return static_cast<std::size_t>(static_cast<unsigned char>(lower(first))) << 8U |
           static_cast<unsigned char>(lower(second));
  }

  std::array<std::vector<const Word*>, 256> by_first;
  std::bitset<65536> fronts;
};

bool begins_alone(std::string_view text, std::size_t at) {
  return begins_word(text, at) || (is_upper(text[at]) && is_lower(text[at - 1]));
}

bool ends_alone(std::string_view text, std::size_t end) {
  return ends_word(text, end) || (is_upper(text[end]) && is_lower(text[end - 1]));
}

bool holds_any_case(std::string_view text, std::string_view part) {
  auto alike = [](char a, char b) { return lower(a) == lower(b); };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), alike) != text.end();
}

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> list) {
  return std::ranges::any_of(list, [&](std::string_view each) { return equal_in_any_case(value, each); });
}

bool names_a_secret(std::string_view value) {
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (secret_word_at(value, at)) return true;
  }
  return false;
}

struct Make {
  bool has_digit = false, has_symbol = false, has_space = false, has_letter = false, has_upper = false,
       has_lower = false;
};

Make make_of(std::string_view value) {
  Make make;
  for (char c : value) {
    make.has_digit |= is_digit(c);
    make.has_space |= c == ' ';
    make.has_upper |= is_upper(c);
    make.has_lower |= is_lower(c);
    make.has_letter |= is_alpha(c) || is_beyond_ascii(c);
    make.has_symbol |= !is_alnum(c) && !is_beyond_ascii(c) && c != ' ';
  }
  return make;
}

bool is_uuid(std::string_view value) {
  if (value.size() != 36) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? value[i] != '-' : !hex_digits(value[i])) return false;
  }
  return true;
}

// os.environ["X"], getPassword(), self.password, config->token, a::b: code that gets the secret from elsewhere.
bool looks_like_code(std::string_view value) {
  return value.find_first_of("([{") != std::string_view::npos || value.find("->") != std::string_view::npos ||
         value.find("::") != std::string_view::npos || value.starts_with("this.") || value.starts_with("self.");
}

bool looks_like_place(std::string_view value) {
  bool is_place = value.starts_with("/") || value.starts_with("./") || value.starts_with("../") ||
                  value.starts_with("~/") || value.find("://") != std::string_view::npos;
  return is_place && mixture(value) < 0.22;
}

bool is_password(std::string_view value, Quoting quoting) {
  constexpr std::size_t shortest = 4, longest = 256;
  if (value.size() < shortest || value.size() > longest || names_a_secret(value) || looks_like_place(value))
    return false;
  Make make = make_of(value);
  if (make.has_space && !(make.has_digit && make.has_symbol && value.size() < 40)) return false;
  switch (quoting) {
    case Quoting::quoted:
    case Quoting::strict:
      return make.has_letter || make.has_digit;
    case Quoting::bare:
      return !looks_like_code(value) && make.has_letter && make.has_digit;
  }
  return false;
}

bool is_token(std::string_view value, Quoting quoting) {
  constexpr std::size_t longest = 4096, shortest_quoted = 10;
  if (value.size() > longest || looks_like_place(value)) return false;
  if (is_generated(value)) return true;
  Make make = make_of(value);
  return quoting != Quoting::bare && value.size() >= shortest_quoted && make.has_digit && make.has_upper &&
         make.has_lower && !make.has_space;
}

}  // namespace

std::optional<SecretWord> secret_word_at(std::string_view text, std::size_t at) {
  static const Index index;
  std::optional<SecretWord> longest;
  if (at + 1 >= text.size() || !index.fronts[Index::front(text[at], text[at + 1])]) return longest;
  for (const Word* word : index.by_first[static_cast<unsigned char>(lower(text[at]))]) {
    std::size_t end = at + word->text.size();
    if (longest && longest->length >= word->text.size()) continue;
    if (!equal_in_any_case(text.substr(at, word->text.size()), word->text)) continue;
    if (word->reach == Word::Reach::alone && !(begins_alone(text, at) && ends_alone(text, end))) continue;
    longest = {word->text.size(), word->kind};
  }
  return longest;
}

bool keeps_meaning(std::string_view tail) {
  while (tail.starts_with('_') || tail.starts_with('-')) tail.remove_prefix(1);
  return digits.run_end(tail, 0, tail.size()) == tail.size() ||
         is_one_of(tail, {"b64",       "base",    "base64", "current",   "default", "dev",  "env",        "live",
                          "new",       "old",     "plain",  "plaintext", "primary", "prod", "production", "raw",
                          "secondary", "staging", "string", "test",      "text",    "value"});
}

bool opens_nothing(std::string_view before_key) {
  std::size_t end = before_key.size();
  while (end > 0 && (before_key[end - 1] == '_' || before_key[end - 1] == '-' || before_key[end - 1] == ' ')) --end;
  std::size_t begin = end;
  while (begin > 0 && is_alpha(before_key[begin - 1])) --begin;
  std::string_view name = before_key.substr(begin, end - begin);
  for (std::string_view each :
       {"blob",    "build",  "cache",       "commit", "content", "dedup",        "file",   "foreign",
        "group",   "hash",   "idempotency", "index",  "lookup",  "map",          "object", "partition",
        "primary", "public", "row",         "sort",   "storage", "verification", "verify"}) {
    if (name.size() >= each.size() && equal_in_any_case(name.substr(name.size() - each.size()), each)) return true;
  }
  return false;
}

bool is_stand_in(std::string_view value) {
  if (value.empty() || looks_like_filling(value)) return true;
  if (value.starts_with("$") && value.size() > 1 && (value[1] == '{' || value[1] == '(' || is_alpha(value[1])))
    return true;
  if (value.starts_with("{{") || value.starts_with("<") || value.starts_with("[") || value.starts_with("%(") ||
      value.starts_with("${") || value.starts_with("#{") || value.starts_with("process.env")) {
    return true;
  }
  if (value.starts_with('%') && value.ends_with('%') && value.size() > 2) return true;
  if (value.starts_with('{') && value.ends_with('}')) return true;
  // In what is long and drawn at random, some of these stand by chance.
  constexpr std::size_t longest_stand_in = 64;
  if (value.size() > longest_stand_in) return false;
  for (std::string_view part : {"***", "xxx", "•••", "…", "...", "changeme", "change_me", "change-me", "example",
                                "placeholder", "redacted", "your-", "your_", "yourp", "yours", "insert", "replace"}) {
    if (holds_any_case(value, part)) return true;
  }
  return is_one_of(value, {"auto", "empty", "false", "hidden", "nil", "none", "null", "optional", "pass", "password",
                           "required", "secret", "string", "text", "token", "true", "undefined", "unknown", "%s"});
}

bool is_generated(std::string_view value) {
  return looks_random(value) || is_uuid(value);
}

bool is_secret_value(SecretKind kind, std::string_view value, Quoting quoting) {
  constexpr std::size_t shortest_key = 20;
  if (is_stand_in(value)) return false;
  switch (kind) {
    case SecretKind::password:
      return is_password(value, quoting);
    case SecretKind::token:
    case SecretKind::header:
      return is_token(value, quoting);
    case SecretKind::key:
      return value.size() >= shortest_key && looks_random(value) && !is_uuid(value);
  }
  return false;
}

}  // namespace hearth::egress
