#include "search/forward.h"

#include <algorithm>

namespace hearth::search {

namespace {

void append_number(std::vector<std::byte>& out, std::uint32_t number) {
  for (; number >= 0x80; number >>= 7) out.push_back(static_cast<std::byte>(number | 0x80));
  out.push_back(static_cast<std::byte>(number));
}

struct Reader {
  const std::byte* at;
  const std::byte* end;

  bool take(std::uint32_t& number) {
    number = 0;
    for (unsigned shift = 0; shift < 32 && at != end; shift += 7) {
      const auto byte = static_cast<std::uint32_t>(*at++);
      number |= (byte & 0x7F) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }
};

bool read_field(Reader& reader, std::uint32_t term_count, bool ordered, std::vector<std::uint32_t>& terms) {
  std::uint32_t count = 0;
  if (!reader.take(count) || count > static_cast<std::size_t>(reader.end - reader.at)) return false;
  terms.resize(count);
  std::uint32_t term = 0;
  for (std::uint32_t& each : terms) {
    std::uint32_t number = 0;
    if (!reader.take(number)) return false;
    term = ordered ? number : term + number;
    if (term >= term_count) return false;
    each = term;
  }
  return true;
}

}  // namespace

void append_forward(std::vector<std::byte>& out, FieldTerms& record) {
  unsigned present = 0;
  for (std::size_t i = 0; i < field_count; ++i) present |= record.terms[i].empty() ? 0U : 1U << i;
  out.push_back(static_cast<std::byte>(present));
  for (std::size_t i = 0; i < field_count; ++i) {
    std::vector<std::uint32_t>& terms = record.terms[i];
    if (terms.empty()) continue;
    append_number(out, static_cast<std::uint32_t>(terms.size()));
    if (keeps_order(static_cast<Field>(i))) {
      for (const std::uint32_t term : terms) append_number(out, term);
      continue;
    }
    std::sort(terms.begin(), terms.end());
    std::uint32_t last = 0;
    for (const std::uint32_t term : terms) {
      append_number(out, term - last);
      last = term;
    }
  }
}

void read_forward(std::span<const std::byte> bytes, std::uint32_t term_count, FieldTerms& record) {
  for (std::vector<std::uint32_t>& terms : record.terms) terms.clear();
  if (bytes.empty()) return;
  const auto present = static_cast<unsigned>(bytes[0]);
  Reader reader = {.at = bytes.data() + 1, .end = bytes.data() + bytes.size()};
  for (std::size_t i = 0; i < field_count; ++i) {
    if ((present >> i & 1U) == 0) continue;
    if (!read_field(reader, term_count, keeps_order(static_cast<Field>(i)), record.terms[i])) {
      record.terms[i].clear();
      return;
    }
  }
}

}  // namespace hearth::search
