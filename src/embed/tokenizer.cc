#include "embed/tokenizer.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include <array>

#include "base/error.h"

namespace hearth::embed {
namespace {

// What a character does to the words around it.
enum class Role { part, space, alone, dropped };

// The ideographs of BERT's own list: each is a word. Kana and Hangul are not among them.
bool is_ideograph(UChar32 c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
         (c >= 0x2A700 && c <= 0x2B81F) || (c >= 0x2B820 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x2F800 && c <= 0x2FA1F);
}

Role role_of_ascii(UChar32 c) {
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return Role::space;
  if (c < 0x20 || c == 0x7F) return Role::dropped;
  const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return word ? Role::part : Role::alone;
}

Role role_of(UChar32 c) {
  if (c < 0x80) return role_of_ascii(c);
  const std::uint32_t category = U_GET_GC_MASK(c);
  if (c == 0xFFFD || (category & U_GC_C_MASK) != 0) return Role::dropped;
  if (u_isUWhiteSpace(c) != 0) return Role::space;
  return is_ideograph(c) || (category & U_GC_P_MASK) != 0 ? Role::alone : Role::part;
}

constexpr std::size_t longest_word = 100;  // in characters; a longer one is unknown, as in the original

}  // namespace

// Gathers characters into words and writes the tokens of each.
class Tokenizer::Words {
 public:
  Words(const Tokenizer& tokenizer, std::size_t limit, std::vector<std::uint32_t>& tokens)
      : tokenizer_(tokenizer), tokens_(tokens), most_(tokens.size() + limit) {}

  bool full() const { return tokens_.size() >= most_; }

  void take(UChar32 c) {
    switch (role_of(c)) {
      case Role::dropped:
        return;
      case Role::space:
        return end_word();
      case Role::part:
        return add(c);
      case Role::alone:
        end_word(), add(c), end_word();
    }
  }

  void end_word() {
    if (characters_ > longest_word)
      emit(tokenizer_.vocabulary_.unknown());
    else if (size_ > 0)
      split({word_.data(), size_});
    size_ = characters_ = 0;
  }

 private:
  void add(UChar32 c) {
    if (c < 0x80) return put(tokenizer_.lower_case_ && c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    if (!tokenizer_.strip_accents_) return put_folded(c);
    std::array<UChar, 32> parts;
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t count =
        unorm2_getDecomposition(tokenizer_.decomposition_, c, parts.data(), parts.size(), &status);
    if (count < 0 || U_FAILURE(status)) return put_unaccented(c);
    for (std::int32_t at = 0; at < count;) {
      UChar32 part = 0;
      U16_NEXT(parts.data(), at, count, part);
      put_unaccented(part);
    }
  }

  void put_unaccented(UChar32 c) {
    if (u_charType(c) != U_NON_SPACING_MARK) put_folded(c);
  }

  void put_folded(UChar32 c) { put(tokenizer_.lower_case_ ? u_tolower(c) : c); }

  void put(UChar32 c) {
    // Of a word that is unknown for its length only the length matters.
    if (++characters_ > longest_word) return;
    std::int32_t size = static_cast<std::int32_t>(size_);
    U8_APPEND_UNSAFE(word_.data(), size, c);
    size_ = static_cast<std::size_t>(size);
  }

  void split(std::string_view word) {
    const std::size_t before = tokens_.size();
    for (std::size_t at = 0; at < word.size();) {
      const auto match = tokenizer_.vocabulary_.longest(word.substr(at), at == 0 ? Place::begins : Place::continues);
      if (match.length == 0) {
        // One part that is not known makes the whole word unknown.
        tokens_.resize(before);
        return emit(tokenizer_.vocabulary_.unknown());
      }
      tokens_.push_back(match.id);
      at += match.length;
    }
    if (tokens_.size() > most_) tokens_.resize(most_);
  }

  void emit(std::uint32_t token) {
    if (!full()) tokens_.push_back(token);
  }

  const Tokenizer& tokenizer_;
  std::vector<std::uint32_t>& tokens_;
  std::size_t most_;
  std::array<char, longest_word * U8_MAX_LENGTH> word_;
  std::size_t size_ = 0;
  std::size_t characters_ = 0;
};

Tokenizer::Tokenizer(const Weights& weights)
    : vocabulary_(weights),
      lower_case_(weights.description().lower_case),
      strip_accents_(weights.description().strip_accents) {
  UErrorCode status = U_ZERO_ERROR;
  decomposition_ = unorm2_getNFDInstance(&status);
  if (U_FAILURE(status))
    throw Error(Code::internal, fmt::format("opening the Unicode tables: {}; reinstall ICU", u_errorName(status)));
}

void Tokenizer::tokenize(std::string_view text, std::size_t limit, std::vector<std::uint32_t>& tokens) const {
  Words words(*this, limit, tokens);
  // In steps that ICU's 32-bit positions can count; no text of one step fits into any limit anyway.
  text = text.substr(0, 0x7fffffff);
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < length && !words.full();) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, length, c);
    words.take(c < 0 ? 0xFFFD : c);
  }
  words.end_word();
}

}  // namespace hearth::embed
