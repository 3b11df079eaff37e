// The log: one line per rare event, never message content, file content or secrets.
// error = needs a human; warn = degraded; info = lifecycle, rare; debug = detail, off by default.
// Any thread. start_log() once, from main(), before the first thread starts; without it lines go nowhere.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace hearth::log {

enum class Level { debug, info, warn, error };

// Appends to the file (created 0600, rotated at 5 MB, three kept), or to stderr when the path is empty.
void start(const std::string& path, Level level);

void write(Level level, std::string_view message);

template <class... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::debug, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::info, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void warn(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::warn, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::error, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace hearth::log
