#include "base/log.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <cstdio>
#include <memory>

#include "base/error.h"

namespace hearth::log {

namespace {

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

// The library opens files with the mode that the umask leaves; a log is for its owner only.
spdlog::file_event_handlers owner_only() {
  spdlog::file_event_handlers handlers;
  handlers.after_open = [](const std::string&, std::FILE* file) { ::fchmod(::fileno(file), 0600); };
  return handlers;
}

std::shared_ptr<spdlog::sinks::sink> open_sink(const std::string& path) {
  constexpr std::size_t max_bytes = 5 * 1024 * 1024;
  constexpr std::size_t files_kept = 3;
  if (path.empty()) return std::make_shared<spdlog::sinks::stderr_sink_mt>();
  try {
    return std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path, max_bytes, files_kept, false, owner_only());
  } catch (const spdlog::spdlog_ex& failure) {  // the library's own exception type, turned into ours
    throw Error(Code::unavailable, fmt::format("opening the log: {}", failure.what()));
  }
}

// Set once by start() before other threads exist.
std::shared_ptr<spdlog::logger> logger;

}  // namespace

void start(const std::string& path, Level level) {
  logger = std::make_shared<spdlog::logger>("hearth", open_sink(path));
  logger->set_level(spdlog_level(level));
  logger->flush_on(spdlog::level::info);
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l [%t] %v");
}

void write(Level level, std::string_view message) {
  if (logger) logger->log(spdlog_level(level), message);
}

}  // namespace hearth::log
