#include "workspace/file_info.h"

namespace hearth::workspace {

std::string_view to_string(FileKind kind) {
  switch (kind) {
    case FileKind::file:
      return "file";
    case FileKind::directory:
      return "directory";
    case FileKind::symlink:
      return "symlink";
    case FileKind::other:
      return "other";
  }
  return "other";
}

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::file;
  if (S_ISDIR(mode)) return FileKind::directory;
  if (S_ISLNK(mode)) return FileKind::symlink;
  return FileKind::other;
}

FileInfo file_info(const struct stat& info) {
  constexpr std::int64_t millis_per_second = 1000;
  constexpr std::int64_t nanos_per_milli = 1'000'000;
  return {kind_of(info.st_mode), info.st_size,
          info.st_mtim.tv_sec * millis_per_second + info.st_mtim.tv_nsec / nanos_per_milli};
}

}  // namespace hearth::workspace
