#include "cli/arguments.h"

#include <fmt/format.h>

#include <charconv>

#include "base/check.h"
#include "base/error.h"
#include "base/utf8.h"

namespace hearth::cli {

std::optional<std::string> Arguments::find(std::string_view name) const {
  auto found = values_.find(name);
  check(found != values_.end());
  return found->second;
}

std::string Arguments::text(std::string_view name) const {
  std::optional<std::string> value = find(name);
  check(value.has_value());
  return *value;
}

std::vector<std::string> Arguments::list(std::string_view name) const {
  std::vector<std::string> values;
  std::string rest = text(name);
  for (std::size_t end = rest.find(between); end != std::string::npos; end = rest.find(between)) {
    values.push_back(rest.substr(0, end));
    rest.erase(0, end + 1);
  }
  values.push_back(std::move(rest));
  return values;
}

std::int64_t Arguments::count(std::string_view name, std::int64_t fallback) const {
  std::optional<std::string> given = find(name);
  if (!given) return fallback;
  std::int64_t number = 0;
  const char* end = given->data() + given->size();
  auto [stopped, error] = std::from_chars(given->data(), end, number);
  if (error != std::errc{} || stopped != end || number < 1) {
    throw Error(Code::invalid_argument,
                fmt::format("{}: \"{}\" is not a whole number from 1 up", name, escape_for_display(*given)));
  }
  return number;
}

}  // namespace hearth::cli
