#include "search/letters.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace hearth::search {

namespace {

struct Range {
  char32_t first, last;
  Letter letter;
};

// Sorted. What stands in none of them, from U+0080 on, is a letter.
constexpr Range ranges[] = {
    {0x0080, 0x00A9, Letter::none},          {0x00AB, 0x00AC, Letter::none},
    {0x00AD, 0x00AD, Letter::dropped},       {0x00AE, 0x00B4, Letter::none},
    {0x00B6, 0x00B9, Letter::none},          {0x00BB, 0x00BF, Letter::none},
    {0x00D7, 0x00D7, Letter::none},          {0x00F7, 0x00F7, Letter::none},
    {0x02B0, 0x02FF, Letter::dropped},       {0x0300, 0x036F, Letter::dropped},
    {0x037E, 0x037E, Letter::none},          {0x0387, 0x0387, Letter::none},
    {0x0483, 0x0489, Letter::dropped},       {0x055A, 0x055F, Letter::none},
    {0x0589, 0x058F, Letter::none},          {0x0591, 0x05BD, Letter::dropped},
    {0x05BE, 0x05BE, Letter::none},          {0x05BF, 0x05C7, Letter::dropped},
    {0x05F3, 0x05F4, Letter::none},          {0x0600, 0x060F, Letter::none},
    {0x0610, 0x061A, Letter::dropped},       {0x061B, 0x061F, Letter::none},
    {0x0640, 0x0640, Letter::dropped},       {0x064B, 0x065F, Letter::dropped},
    {0x066A, 0x066D, Letter::none},          {0x0670, 0x0670, Letter::dropped},
    {0x06D4, 0x06D4, Letter::none},          {0x0964, 0x0965, Letter::none},
    {0x0E00, 0x0EFF, Letter::unsegmented},   {0x1000, 0x109F, Letter::unsegmented},
    {0x1100, 0x11FF, Letter::unsegmented},   {0x1780, 0x17D3, Letter::unsegmented},
    {0x17D4, 0x17DC, Letter::none},          {0x2000, 0x200A, Letter::none},
    {0x200B, 0x200F, Letter::dropped},       {0x2010, 0x2BFF, Letter::none},
    {0x2E00, 0x2E7F, Letter::none},          {0x2E80, 0x2FDF, Letter::unsegmented},
    {0x2FE0, 0x3004, Letter::none},          {0x3005, 0x3007, Letter::unsegmented},
    {0x3008, 0x3020, Letter::none},          {0x3021, 0x3029, Letter::unsegmented},
    {0x302A, 0x3040, Letter::none},          {0x3041, 0x309F, Letter::unsegmented},
    {0x30A0, 0x30A0, Letter::none},          {0x30A1, 0x30FA, Letter::unsegmented},
    {0x30FB, 0x30FB, Letter::none},          {0x30FC, 0x318F, Letter::unsegmented},
    {0x3190, 0x319F, Letter::none},          {0x31A0, 0x31FF, Letter::unsegmented},
    {0x3200, 0x33FF, Letter::none},          {0x3400, 0x4DBF, Letter::unsegmented},
    {0x4DC0, 0x4DFF, Letter::none},          {0x4E00, 0x9FFF, Letter::unsegmented},
    {0xAC00, 0xD7AF, Letter::unsegmented},   {0xD800, 0xF8FF, Letter::none},
    {0xF900, 0xFAFF, Letter::unsegmented},   {0xFE00, 0xFE0F, Letter::dropped},
    {0xFE10, 0xFE6F, Letter::none},          {0xFEFF, 0xFEFF, Letter::dropped},
    {0xFF00, 0xFF0F, Letter::none},          {0xFF1A, 0xFF20, Letter::none},
    {0xFF3B, 0xFF40, Letter::none},          {0xFF5B, 0xFF65, Letter::none},
    {0xFF66, 0xFF9F, Letter::unsegmented},   {0xFFA0, 0xFFFF, Letter::none},
    {0x1D000, 0x1D3FF, Letter::none},        {0x1F000, 0x1FAFF, Letter::none},
    {0x20000, 0x3FFFF, Letter::unsegmented}, {0xE0000, 0x10FFFF, Letter::none},
};

// U+00E0 to U+00FF and U+0100 to U+017F without their accents; '*' where one letter does not do.
constexpr std::string_view latin_1 = "aaaaaa*ceeeeiiiidnooooo*ouuuuy*y";
constexpr std::string_view latin_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllllnnnnnnnnnoooooo**"
    "rrrrrrssssssssttttttuuuuuuuuuuuu"
    "wwyyyzzzzzzs";
static_assert(latin_1.size() == 32 && latin_a.size() == 128);

struct Fold {
  char32_t first, last;
  char to;
};
constexpr Fold latin_others[] = {
    {0x01A0, 0x01A1, 'o'}, {0x01AF, 0x01B0, 'u'}, {0x01CD, 0x01CE, 'a'}, {0x01CF, 0x01D0, 'i'}, {0x01D1, 0x01D2, 'o'},
    {0x01D3, 0x01DC, 'u'}, {0x0218, 0x0219, 's'}, {0x021A, 0x021B, 't'}, {0x1E00, 0x1E01, 'a'}, {0x1E02, 0x1E07, 'b'},
    {0x1E08, 0x1E09, 'c'}, {0x1E0A, 0x1E13, 'd'}, {0x1E14, 0x1E1D, 'e'}, {0x1E1E, 0x1E1F, 'f'}, {0x1E20, 0x1E21, 'g'},
    {0x1E22, 0x1E2B, 'h'}, {0x1E2C, 0x1E2F, 'i'}, {0x1E30, 0x1E35, 'k'}, {0x1E36, 0x1E3D, 'l'}, {0x1E3E, 0x1E43, 'm'},
    {0x1E44, 0x1E4B, 'n'}, {0x1E4C, 0x1E53, 'o'}, {0x1E54, 0x1E57, 'p'}, {0x1E58, 0x1E5F, 'r'}, {0x1E60, 0x1E69, 's'},
    {0x1E6A, 0x1E71, 't'}, {0x1E72, 0x1E7B, 'u'}, {0x1E7C, 0x1E7F, 'v'}, {0x1E80, 0x1E89, 'w'}, {0x1E8A, 0x1E8D, 'x'},
    {0x1E8E, 0x1E8F, 'y'}, {0x1E90, 0x1E95, 'z'}, {0x1EA0, 0x1EB7, 'a'}, {0x1EB8, 0x1EC7, 'e'}, {0x1EC8, 0x1ECB, 'i'},
    {0x1ECC, 0x1EE3, 'o'}, {0x1EE4, 0x1EF1, 'u'}, {0x1EF2, 0x1EF9, 'y'},
};

// Nothing if no letters of ASCII stand for it.
std::string_view latin_fold(char32_t c) {
  if (c >= 0xC0 && c <= 0xDE) c += 0x20;
  switch (c) {
    case 0xDF:
    case 0x1E9E:
      return "ss";
    case 0xE6:
      return "ae";
    case 0xFE:
      return "th";
    case 0x132:
    case 0x133:
      return "ij";
    case 0x152:
    case 0x153:
      return "oe";
  }
  if (c >= 0xE0 && c <= 0xFF) return latin_1.substr(c - 0xE0, 1);
  if (c >= 0x100 && c <= 0x17F) return latin_a.substr(c - 0x100, 1);
  for (const Fold& fold : latin_others) {
    if (c >= fold.first && c <= fold.last) return {&fold.to, 1};
  }
  return {};
}

char32_t greek_fold(char32_t c) {
  if ((c >= 0x391 && c <= 0x3AB) && c != 0x3A2) c += 0x20;
  switch (c) {
    case 0x386:
    case 0x3AC:
      return 0x3B1;
    case 0x388:
    case 0x3AD:
      return 0x3B5;
    case 0x389:
    case 0x3AE:
      return 0x3B7;
    case 0x38A:
    case 0x390:
    case 0x3AF:
    case 0x3CA:
      return 0x3B9;
    case 0x38C:
    case 0x3CC:
      return 0x3BF;
    case 0x38E:
    case 0x3B0:
    case 0x3CB:
    case 0x3CD:
      return 0x3C5;
    case 0x38F:
    case 0x3CE:
      return 0x3C9;
    case 0x3C2:
      return 0x3C3;
  }
  return c;
}

char32_t cyrillic_fold(char32_t c) {
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) c += 0x50;
  if (c == 0x451) return 0x435;
  if ((c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F)) return c | 1;
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace

Letter letter_of(char32_t c) {
  if (c < 0x80) {
    const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return word ? Letter::letter : Letter::none;
  }
  const auto* range =
      std::lower_bound(std::begin(ranges), std::end(ranges), c, [](const Range& r, char32_t x) { return r.last < x; });
  return range == std::end(ranges) || c < range->first ? Letter::letter : range->letter;
}

void append_folded(std::string& out, char32_t c) {
  if (c >= 0xFF10 && c <= 0xFF5A) c -= 0xFEE0;  // the wide forms of ASCII
  if (c < 0x80) {
    out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return;
  }
  if (const std::string_view latin = latin_fold(c); !latin.empty()) {
    out += latin;
    return;
  }
  if (c >= 0x370 && c <= 0x3FF) c = greek_fold(c);
  if (c >= 0x400 && c <= 0x52F) c = cyrillic_fold(c);
  if (c >= 0x531 && c <= 0x556) c += 0x30;
  append_utf8(out, c);
}

char32_t take_code_point(std::string_view text, std::size_t& at) {
  constexpr char32_t replacement = 0xFFFD;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(at++);
  if (lead < 0x80) return lead;
  const std::size_t more = lead >= 0xF0 && lead < 0xF5 ? 3 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xC2 ? 1 : 0;
  if (more == 0 || lead >= 0xF5) return replacement;
  char32_t c = lead & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if (at >= text.size() || (byte(at) & 0xC0) != 0x80) return replacement;
    c = (c << 6) | (byte(at++) & 0x3F);
  }
  constexpr std::array<char32_t, 4> least = {0, 0x80, 0x800, 0x10000};
  return c < least[more] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? replacement : c;
}

}  // namespace hearth::search
