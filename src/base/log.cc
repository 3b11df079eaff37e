#include "base/log.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace hearth::log {

namespace {

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warn: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

// Set once by start() before other threads exist.
std::shared_ptr<spdlog::logger> logger;

}  // namespace

void start(const std::string& path, Level level) {
  constexpr std::size_t max_bytes = 5 * 1024 * 1024;
  constexpr std::size_t files_kept = 3;
  std::shared_ptr<spdlog::sinks::sink> sink;
  if (path.empty()) {
    sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  } else {
    sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path, max_bytes, files_kept);
  }
  logger = std::make_shared<spdlog::logger>("hearth", std::move(sink));
  logger->set_level(spdlog_level(level));
  logger->flush_on(spdlog::level::info);
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l [%t] %v");
}

void write(Level level, std::string_view message) {
  if (logger) logger->log(spdlog_level(level), message);
}

}  // namespace hearth::log
