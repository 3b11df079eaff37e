// Colour for people: each function returns the text as it is when colour is off. Any thread; nothing fails.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace hearth::cli {

enum class Colour { off, on };

class Style {
 public:
  Style() = default;
  explicit Style(Colour colour) : colour_(colour) {}

  std::string bold(std::string_view text) const { return paint("1", text); }
  std::string dim(std::string_view text) const { return paint("2", text); }
  std::string red(std::string_view text) const { return paint("31", text); }
  std::string green(std::string_view text) const { return paint("32", text); }
  std::string yellow(std::string_view text) const { return paint("33", text); }

 private:
  std::string paint(std::string_view sgr, std::string_view text) const {
    if (colour_ == Colour::off || text.empty()) return std::string(text);
    return fmt::format("\033[{}m{}\033[0m", sgr, text);
  }
  Colour colour_ = Colour::off;
};

}  // namespace hearth::cli
