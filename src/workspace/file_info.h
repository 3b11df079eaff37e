// What is known about a file without opening it. Plain values.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string_view>

#include "base/clock.h"

namespace hearth::workspace {

enum class FileKind { file, directory, symlink, other };
std::string_view to_string(FileKind kind);

struct FileInfo {
  FileKind kind = FileKind::other;
  std::int64_t size = 0;
  UnixMillis modified = 0;
};

FileKind kind_of(mode_t mode);
FileInfo file_info(const struct stat& info);

}  // namespace hearth::workspace
