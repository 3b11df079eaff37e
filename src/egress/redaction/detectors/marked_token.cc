// Tokens that are recognised by a mark in their middle, since they begin with anything.
#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"
#include "egress/redaction/detectors/randomness.h"

namespace hearth::egress {

namespace {

struct MarkedShape {
  std::string_view mark;
  const Alphabet& before;
  std::size_t least_before, most_before;
  const Alphabet& after;
  std::size_t least_after, most_after;
  std::string_view what;
};

constexpr Alphabet with_tilde("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.~");

constexpr MarkedShape shapes[] = {
    {"-us", hex_digits, 32, 32, digits, 1, 2, "Mailchimp key"},
    {".atlasv1.", letters_and_digits, 14, 14, url_safe, 60, 70, "Terraform token"},
    {":AA", digits, 8, 10, url_safe, 33, 33, "Telegram bot token"},
    {":APA91b", url_safe, 11, 22, url_safe, 100, 160, "Firebase token"},
    {"8Q~", with_tilde, 3, 3, with_tilde, 31, 34, "Azure client secret"},
};

std::size_t run_begin(const Alphabet& alphabet, std::string_view text, std::size_t at, std::size_t most) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < most && alphabet(text[begin - 1])) --begin;
  return begin;
}

void find_marked(const MarkedShape& shape, std::string_view text, std::vector<Finding>& found) {
  for (std::size_t at = text.find(shape.mark); at != std::string_view::npos; at = text.find(shape.mark, at + 1)) {
    std::size_t begin = run_begin(shape.before, text, at, shape.most_before);
    std::size_t after = at + shape.mark.size();
    std::size_t end = shape.after.run_end(text, after, shape.most_after + 1);
    while (end > after && (text[end - 1] == '.' || text[end - 1] == '~')) --end;
    bool fits = at - begin >= shape.least_before && end - after >= shape.least_after && end - after <= shape.most_after;
    bool is_digits_only = &shape.before == &digits;
    if (fits && begins_word(text, begin) && ends_word(text, end) &&
        (is_digits_only || looks_random(text.substr(begin, end - begin)))) {
      found.push_back({begin, end, DataClass::secret, shape.what});
    }
  }
}

// A Discord bot token: an id in base64, a time and a signature, with dots between them.
void find_discord_tokens(std::string_view text, std::vector<Finding>& found) {
  constexpr std::size_t time_length = 6, shortest_id = 23, longest_id = 28, shortest_signature = 27,
                        longest_signature = 38;
  for (std::size_t at = text.find('.'); at != std::string_view::npos; at = text.find('.', at + 1)) {
    std::size_t second = at + 1 + time_length;
    if (second >= text.size() || text[second] != '.') continue;
    std::size_t begin = run_begin(letters_and_digits, text, at, longest_id + 1);
    std::size_t end = url_safe.run_end(text, second + 1, longest_signature + 1);
    bool fits = at - begin >= shortest_id && at - begin <= longest_id && end - second > shortest_signature &&
                end - second - 1 <= longest_signature;
    bool has_id = text[begin] == 'M' || text[begin] == 'N' || text[begin] == 'O';
    if (fits && has_id && begins_word(text, begin) && looks_random(text.substr(begin, end - begin))) {
      found.push_back({begin, end, DataClass::secret, "Discord token"});
    }
  }
}

}  // namespace

void find_marked_tokens(std::string_view text, std::vector<Finding>& found) {
  for (const MarkedShape& shape : shapes) find_marked(shape, text, found);
  find_discord_tokens(text, found);
}

}  // namespace hearth::egress
