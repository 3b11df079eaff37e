#include "memory/documents/scan.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "base/error.h"
#include "base/utf8.h"
#include "workspace/file_info.h"
#include "workspace/ignored_names.h"
#include "workspace/protected_names.h"
#include "workspace/walk.h"

namespace hearth::memory {

namespace {

constexpr std::size_t most_files = 100'000;

std::string_view last_part(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string joined(const std::string& folder, const std::string& name) {
  return folder == "/" ? "/" + name : folder + "/" + name;
}

Fd open_folder(const std::string& path) {
  Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder) throw_errno(fmt::format("looking for documents in {}", escape_for_display(path)));
  return folder;
}

Fd duplicate(const Fd& folder) {
  Fd own(::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!own) throw_errno("looking for documents");
  return own;
}

}  // namespace

bool is_named_as_no_document(std::string_view name) {
  constexpr std::array<std::string_view, 62> endings = {
      "7z",  "a",    "aac",  "avi", "avif",   "bin",     "bmp", "bz2", "class", "db",  "deb",  "dll", "dmg",
      "exe", "flac", "gif",  "gz",  "heic",   "ico",     "iso", "jar", "jpeg",  "jpg", "lz4",  "m4a", "m4v",
      "mkv", "mov",  "mp3",  "mp4", "mpeg",   "mpg",     "o",   "ogg", "opus",  "otf", "png",  "ppm", "psd",
      "pyc", "rar",  "rpm",  "so",  "sqlite", "sqlite3", "svg", "tar", "tgz",   "tif", "tiff", "ttf", "wasm",
      "wav", "webm", "webp", "wmv", "woff",   "woff2",   "xz",  "zip", "zst",   "raw"};
  std::string_view last = last_part(name);
  std::size_t dot = last.rfind('.');
  if (dot == std::string_view::npos) return false;
  std::string ending(last.substr(dot + 1));
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::find(endings, ending) != endings.end();
}

RootScan::RootScan(const std::string& path, const std::stop_token& stop) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) {
    throw_errno(fmt::format("looking for documents in {}", escape_for_display(path)));
  }
  if (S_ISDIR(info.st_mode)) {
    directory_ = open_folder(path);
    resolver_ = std::make_unique<workspace::Resolver>(duplicate(directory_), path, workspace::Resolution::automatic);
    scan_folder(path, stop);
    return;
  }
  if (!S_ISREG(info.st_mode)) {
    throw Error(Code::invalid_argument, fmt::format("looking for documents in {}: it is neither a file nor a folder",
                                                    escape_for_display(path)));
  }
  std::string folder = path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
  directory_ = open_folder(folder);
  resolver_ = std::make_unique<workspace::Resolver>(duplicate(directory_), folder, workspace::Resolution::automatic);
  add(folder, std::string(last_part(path)));
}

void RootScan::scan_folder(const std::string& path, const std::stop_token& stop) {
  folders_.push_back(path);
  workspace::IgnoredNames ignored(directory_.get());
  auto visit = [&](const workspace::WalkEntry& entry) {
    bool is_folder = entry.kind == workspace::FileKind::directory;
    if (!is_folder && entry.kind != workspace::FileKind::file) return workspace::Visit::go_on;
    bool hidden = last_part(entry.path).starts_with('.');
    if (ignored.hold(entry) || hidden || workspace::protected_part(entry.path)) return workspace::Visit::pass_over;
    if (is_folder && workspace::is_made_by_programs(last_part(entry.path))) return workspace::Visit::pass_over;
    if (is_folder) {
      folders_.push_back(joined(path, entry.path));
    } else if (files_.size() == most_files) {
      return workspace::Visit::end;
    } else {
      add(path, entry.path);
    }
    return workspace::Visit::go_on;
  };
  switch (workspace::walk_directory(directory_.get(), ".", {}, visit, stop)) {
    case workspace::WalkEnd::complete:
      break;
    case workspace::WalkEnd::ended:
    case workspace::WalkEnd::too_many:
      complete_ = false;
      note_ = fmt::format("it holds more than {} files: add the folders that matter one by one", most_files);
      break;
    case workspace::WalkEnd::incomplete:
      complete_ = false;
      note_ = "a part of it could not be looked at: it may not be entered, or lies more than 64 folders deep";
      break;
  }
}

void RootScan::add(const std::string& folder, const std::string& name) {
  struct stat info {};
  if (::fstatat(directory_.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return;  // gone since
  workspace::FileInfo file = workspace::file_info(info);
  files_.push_back({joined(folder, name), name, file.size, file.modified});
}

ReadFile RootScan::read(const ScannedFile& file, std::size_t most_bytes) const {
  ReadFile result{.size = file.size, .modified_at = file.modified_at, .bytes = {}, .problem = {}};
  workspace::Resolver::Attempt opened = resolver_->attempt(file.name, O_RDONLY, workspace::Links::refuse);
  if (!opened.fd) {
    result.problem = fmt::format("it cannot be opened: {}", std::strerror(opened.error_number));
    return result;
  }
  struct stat info {};
  if (::fstat(opened.fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
    result.problem = "it is no file any more";
    return result;
  }
  workspace::FileInfo found = workspace::file_info(info);
  result.size = found.size;
  result.modified_at = found.modified;
  if (static_cast<std::size_t>(found.size) > most_bytes) {
    result.problem = fmt::format("it is larger than {} MB: divide it", most_bytes >> 20);
    return result;
  }
  try {
    result.bytes = read_all(opened.fd.get(), most_bytes, "it");
  } catch (const Error& error) {
    result.problem = error.what();  // of this file alone; the others are read
  }
  return result;
}

}  // namespace hearth::memory
