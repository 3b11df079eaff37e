// The values given on one command line, by the option's name as its command declares it. Asking for a name that the
// command does not declare is a programmer's mistake. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::cli {

class Arguments {
 public:
  using Values = std::map<std::string, std::optional<std::string>, std::less<>>;
  // Between the values of an option that takes several: what no argument of a program can hold.
  static constexpr char between = '\0';
  // One entry for every declared option; nothing where the command line has none, "" for a switch that is set.
  explicit Arguments(Values values) : values_(std::move(values)) {}

  bool has(std::string_view name) const { return find(name).has_value(); }
  std::optional<std::string> find(std::string_view name) const;
  // For an argument that must be there.
  std::string text(std::string_view name) const;
  // Of Option::Need::several.
  std::vector<std::string> list(std::string_view name) const;
  // Throws Error(invalid_argument) unless it is a whole number from 1 up.
  std::int64_t count(std::string_view name, std::int64_t fallback) const;

 private:
  Values values_;
};

}  // namespace hearth::cli
