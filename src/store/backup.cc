#include "store/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "base/fd.h"
#include "store/integrity.h"

namespace hearth::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t backups_kept = 3;

// "20261123T094105Z": sorts by time and needs no escaping in a name.
std::string compact_utc(UnixMillis time) {
  std::string text = format_utc(time).substr(0, 19);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + "Z";
}

bool is_backup_name(std::string_view name) {
  return name.starts_with("hearth-v") && name.ends_with("Z.db");
}

// The time in the name, for sorting: a newer version may have a longer number.
std::string_view time_part(std::string_view path) {
  return path.substr(path.rfind('-') + 1);
}

// Oldest first.
std::vector<std::string> backups_in(const std::string& directory) {
  std::vector<std::string> paths;
  std::error_code ignored;
  for (fs::directory_iterator entry(directory, ignored), end; !ignored && entry != end; entry.increment(ignored)) {
    if (is_backup_name(entry->path().filename().string())) paths.push_back(entry->path().string());
  }
  std::sort(paths.begin(), paths.end(),
            [](const std::string& a, const std::string& b) { return time_part(a) < time_part(b); });
  return paths;
}

void sync_path(const std::string& path, int flags) {
  Fd file(::open(path.c_str(), flags | O_CLOEXEC));
  if (!file || ::fsync(file.get()) != 0) throw_errno(fmt::format("writing {} to the disk", path));
}

// The rows of every table that holds rows itself.
std::map<std::string, std::int64_t> row_counts(db::Connection& connection) {
  std::vector<std::string> tables;
  {
    db::Statement row = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name");
    while (row.step()) tables.push_back(row.copy(0));
  }
  std::map<std::string, std::int64_t> counts;
  for (const std::string& table : tables) {
    db::Statement row = connection.prepare_once(fmt::format("SELECT count(*) FROM \"{}\"", table));
    if (row.step()) counts[table] = row.integer(0);
  }
  return counts;
}

void verify(db::Connection& original, const std::string& path) {
  db::Connection copy(path, db::Access::read_only);
  std::vector<std::string> problems = quick_check(copy);
  if (!problems.empty()) throw Error(Code::internal, fmt::format("the copy is damaged: {}", problems.front()));
  if (row_counts(copy) != row_counts(original)) {
    throw Error(Code::internal, "the copy has other rows than the database: nothing was changed: try again");
  }
}

void write_copy(db::Connection& connection, const std::string& path) {
  // SQLite copies into an empty file, and so the copy is private from its first byte.
  Fd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) throw_errno(fmt::format("making {}", path));
  file.reset();
  connection.prepare("VACUUM INTO ?").bind(path).run();
}

}  // namespace

std::string make_backup(db::Connection& connection, const BackupOptions& options) {
  return with_context("making a backup", [&] {
    if (::mkdir(options.directory.c_str(), 0700) != 0 && errno != EEXIST) {
      throw_errno(fmt::format("making the folder {}", options.directory));
    }
    std::string path = fmt::format("{}/hearth-v{}-{}.db", options.directory, options.version, compact_utc(options.now));
    std::string unfinished = path + ".part";
    ::unlink(unfinished.c_str());  // of an attempt that was cut off
    try {
      write_copy(connection, unfinished);
      verify(connection, unfinished);
      sync_path(unfinished, O_RDONLY);
      if (std::rename(unfinished.c_str(), path.c_str()) != 0) throw_errno(fmt::format("naming {}", path));
    } catch (const Error&) {  // half a copy only takes space
      ::unlink(unfinished.c_str());
      throw;
    }
    sync_path(options.directory, O_RDONLY | O_DIRECTORY);
    std::vector<std::string> all = backups_in(options.directory);
    for (std::size_t i = 0; i + backups_kept < all.size(); ++i) ::unlink(all[i].c_str());
    return path;
  });
}

std::string newest_backup(const std::string& directory) noexcept {
  try {
    std::vector<std::string> all = backups_in(directory);
    return all.empty() ? std::string() : all.back();
  } catch (const std::exception&) {  // it is asked for to complete a message
    return {};
  }
}

}  // namespace hearth::store
