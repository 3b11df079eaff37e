#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"
#include "egress/redaction/detectors/secret_words.h"

namespace hearth::egress {

namespace {

constexpr std::size_t longest_part = 256;
constexpr std::size_t shortest_bare_token = 16;

bool ends_authority(char c) {
  constexpr std::string_view enders = " \t\r\n/\"'`<>()[]{}|\\,";
  return enders.find(c) != std::string_view::npos;
}

// host:8080?to=ada@example.org has a port and no password. Passwords with ? and # are not allowed, and common.
bool begins_with_port(std::string_view secret) {
  std::size_t port = digits.run_end(secret, 0, secret.size());
  return port < secret.size() && (secret[port] == '?' || secret[port] == '#');
}

}  // namespace

// scheme://user:password@host, and scheme://token@host. Only the secret part is found.
void find_url_passwords(std::string_view text, std::vector<Finding>& found) {
  constexpr std::string_view separator = "://";
  for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator, at)) {
    std::size_t begin = at + separator.size();
    bool has_scheme = at > 0 && is_alnum(text[at - 1]);
    at = begin;
    std::size_t end = begin, host = std::string_view::npos, colon = std::string_view::npos;
    while (end < text.size() && end - begin < longest_part && !ends_authority(text[end])) {
      if (text[end] == '@') host = end;
      if (text[end] == ':' && colon == std::string_view::npos) colon = end;
      ++end;
    }
    if (!has_scheme || host == std::string_view::npos) continue;
    bool has_password = colon < host;
    std::string_view secret =
        has_password ? text.substr(colon + 1, host - colon - 1) : text.substr(begin, host - begin);
    bool is_secret = has_password ? !is_stand_in(secret) && !begins_with_port(secret)
                                  : secret.size() >= shortest_bare_token && is_generated(secret);
    std::size_t first = host - secret.size();
    if (is_secret) found.push_back({first, host, DataClass::secret, "password in a URL"});
    at = host;
  }
}

}  // namespace hearth::egress
