#include "workspace/workspace.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "base/crypto.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/utf8.h"
#include "workspace/path.h"
#include "workspace/root.h"

namespace hearth::workspace {

namespace {

struct stat status_of(int fd, std::string_view path) {
  struct stat info {};
  if (::fstat(fd, &info) != 0) throw_file_error("looking at", path, errno);
  return info;
}

void require_file(const struct stat& info, std::string_view path) {
  switch (kind_of(info.st_mode)) {
    case FileKind::file:
      return;
    case FileKind::directory:
      throw Error(Code::invalid_argument,
                  fmt::format("reading {}: it is a folder: list it, or name a file in it", shown(path)));
    case FileKind::symlink:
    case FileKind::other:
      throw Error(Code::unsupported,
                  fmt::format("reading {}: it is a pipe, a socket or a device: only files can be read", shown(path)));
  }
}

FileRead record_of(const FileContent& content) {
  return {content.path, content.hash, static_cast<std::int64_t>(content.bytes.size())};
}

}  // namespace

Workspace::Workspace(const std::string& root, FileEventSink& sink, const Options& options)
    : Workspace(open_root(root, options.forbidden, options.links), sink, options.resolution) {}

Workspace::Workspace(Root root, FileEventSink& sink, Resolution resolution)
    : root_path_(std::move(root.path)), resolver_(std::move(root.directory), root_path_, resolution), sink_(sink) {}

std::string Workspace::relative(const std::string& path) const {
  return relative_path(path, root_path_);
}

std::string Workspace::resolved(const std::string& path) const {
  return resolver_.open(relative(path), O_PATH, Links::follow_inside).path;
}

FileContent Workspace::load(const std::string& path, std::size_t limit) const {
  Opened opened = resolver_.open(relative(path), O_RDONLY, Links::follow_inside);
  struct stat info = status_of(opened.fd.get(), opened.path);
  require_file(info, opened.path);
  if (info.st_size > static_cast<off_t>(limit)) {
    throw Error(Code::invalid_argument,
                fmt::format("reading {}: it has {} bytes, more than the limit of {}: it cannot be read",
                            shown(opened.path), info.st_size, limit));
  }
  std::string bytes = read_all(opened.fd.get(), limit, shown(opened.path));
  std::string hash = sha256_hex(bytes);
  return {std::move(opened.path), std::move(bytes), std::move(hash)};
}

FileContent Workspace::read(const std::string& call_id, const std::string& path, std::size_t limit) const {
  FileContent content = load(path, limit);
  sink_.files_read(call_id, {record_of(content)});
  return content;
}

FileContent Workspace::read_text(const std::string& call_id, const std::string& path, std::size_t limit) const {
  FileContent content = read(call_id, path, limit);
  if (!is_valid_utf8(content.bytes)) {
    throw Error(Code::unsupported,
                fmt::format("reading {}: it is not UTF-8 text but binary, or text in another encoding: "
                            "it cannot be shown",
                            shown(content.path)));
  }
  return content;
}

FileInfo Workspace::stat(const std::string& path) const {
  Opened opened = resolver_.open(relative(path), O_PATH, Links::follow_inside);
  return file_info(status_of(opened.fd.get(), opened.path));
}

FileRead Workspace::fingerprint(const std::string& path) const {
  return present(path).fingerprint;
}

Workspace::Present Workspace::present(const std::string& path) const {
  Present found{{relative(path), "", 0}, {}};
  FileRead& fingerprint = found.fingerprint;
  Resolver::Attempt file = resolver_.attempt(fingerprint.path, O_RDONLY, Links::refuse);
  struct stat info {};
  if (!file.fd || ::fstat(file.fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) return found;
  fingerprint.size = info.st_size;
  if (info.st_size <= static_cast<off_t>(read_limit)) {
    found.bytes = read_all(file.fd.get(), read_limit, shown(fingerprint.path));
    fingerprint.hash = sha256_hex(*found.bytes);
  }
  return found;
}

Listing Workspace::list(const std::string& path) const {
  Opened opened = resolver_.open(relative(path), O_RDONLY | O_DIRECTORY, Links::follow_inside);
  Names names = read_names(opened.fd.get(), opened.path, list_limit);
  Listing listing{std::move(opened.path), {}, names.cut_off};
  listing.entries.reserve(names.entries.size());
  for (NamedEntry& entry : names.entries) {
    struct stat info {};
    // Gone since the folder was read.
    if (::fstatat(opened.fd.get(), entry.name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
    listing.entries.push_back({std::move(entry.name), file_info(info)});
  }
  return listing;
}

WalkEnd Workspace::walk(const std::string& path, const WalkOptions& options, const Visitor& visitor,
                        std::stop_token stop) const {
  Opened opened = resolver_.open(relative(path), O_RDONLY | O_DIRECTORY, Links::follow_inside);
  return walk_directory(opened.fd.get(), opened.path, options, visitor, stop);
}

FileContent ReadBatch::read(const std::string& path, std::size_t limit) {
  FileContent content = workspace_.load(path, limit);
  reads_.push_back(record_of(content));
  return content;
}

void ReadBatch::record() {
  if (reads_.empty()) return;
  workspace_.sink_.files_read(call_id_, reads_);
  reads_.clear();
}

}  // namespace hearth::workspace
