// The part of Workspace that changes files. No part of a changed path may be a symbolic link, so that the name that was
// checked against the protected names is the name that is changed.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/crypto.h"
#include "base/error.h"
#include "base/fd.h"
#include "workspace/path.h"
#include "workspace/protected_names.h"
#include "workspace/temporary_file.h"
#include "workspace/workspace.h"

namespace hearth::workspace {

struct Workspace::Place {
  std::string path;
  Fd directory;  // the one it is in, O_PATH
  std::string name;
  std::optional<struct stat> existing;
};

namespace {

void refuse_protected(std::string_view doing, const std::string& path) {
  if (auto part = protected_part(path)) {
    throw Error(Code::denied,
                fmt::format("{} {}: {} is protected, because other programs run or trust what it holds: it can "
                            "be read; ask the user to change it",
                            doing, shown(path), shown(*part)));
  }
}

void require_replaceable(const std::string& path, const std::optional<struct stat>& existing) {
  if (!existing) return;
  switch (kind_of(existing->st_mode)) {
    case FileKind::file:
      return;
    case FileKind::directory:
      throw Error(Code::conflict, fmt::format("writing {}: a folder has this name: choose another name", shown(path)));
    case FileKind::symlink:
      throw Error(Code::denied,
                  fmt::format("writing {}: it is a symbolic link: write to the file it points to", shown(path)));
    case FileKind::other:
      throw Error(
          Code::unsupported,
          fmt::format("writing {}: it is a pipe, a socket or a device: only files can be written", shown(path)));
  }
}

// The kind of what is moved or removed.
FileKind require_present(std::string_view doing, const std::string& path, const std::optional<struct stat>& existing) {
  if (!existing) throw_file_error(doing, path, ENOENT);
  FileKind kind = kind_of(existing->st_mode);
  if (kind == FileKind::other) {
    throw Error(Code::unsupported,
                fmt::format("{} {}: it is a pipe, a socket or a device: tools touch only files and folders", doing,
                            shown(path)));
  }
  return kind;
}

bool is_below(const std::string& path, const std::string& folder) {
  return path.size() > folder.size() && path.compare(0, folder.size(), folder) == 0 && path[folder.size()] == '/';
}

FileChange rename_of(const FileRead& file, const std::string& to) {
  return {FileAction::rename, to, file.path, file.hash, file.hash, file.size};
}

}  // namespace

Workspace::Place Workspace::changeable_place(std::string_view doing, const std::string& path, Parents parents) const {
  Place place;
  place.path = relative(path);
  if (place.path == ".") {
    throw Error(Code::denied, fmt::format("{} \".\": that is the workspace itself: name a file in it", doing));
  }
  refuse_protected(doing, place.path);
  auto [parent, name] = split_parent(place.path);
  place.name = std::move(name);
  place.directory = parents == Parents::make ? resolver_.make_directories(parent)
                                             : resolver_.open(parent, O_PATH | O_DIRECTORY, Links::refuse).fd;
  struct stat info {};
  if (::fstatat(place.directory.get(), place.name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0) {
    place.existing = info;
  } else if (errno != ENOENT) {
    throw_file_error(doing, place.path, errno);
  }
  return place;
}

template <class Change>
void Workspace::make_recorded(const std::string& call_id, const std::vector<FileChange>& changes, Change change) {
  std::vector<FileEventId> events;
  try {
    for (const FileChange& each : changes) events.push_back(sink_.change_intended(call_id, each));
    change();
  } catch (const Error&) {
    // The record must not keep saying that the change is under way.
    for (FileEventId event : events) sink_.change_settled(event, ChangeOutcome::undone);
    throw;
  }
  for (FileEventId event : events) sink_.change_settled(event, ChangeOutcome::done);
}

Written Workspace::write(const std::string& call_id, const std::string& path, const std::string& content,
                         const WriteOptions& options) {
  Place place = changeable_place("writing", path, Parents::make);
  require_replaceable(place.path, place.existing);
  bool exists = place.existing.has_value();
  Present before = exists ? present(place.path) : Present{{}, ""};
  if (options.expected_hash && *options.expected_hash != before.fingerprint.hash) {
    throw Error(Code::conflict, fmt::format("writing {}: it was changed by another program meanwhile: read it again",
                                            shown(place.path)));
  }
  TemporaryFile file(place.directory.get(), place.path);
  if (exists) file.imitate(*place.existing);
  file.write(content);
  file.sync();
  FileChange change{exists ? FileAction::modify : FileAction::create,
                    place.path,
                    "",
                    std::move(before.fingerprint.hash),
                    sha256_hex(content),
                    static_cast<std::int64_t>(content.size())};
  make_recorded(call_id, {change}, [&] {
    file.place(place.name, exists ? TemporaryFile::Existing::replace : TemporaryFile::Existing::refuse);
  });
  sync_directory(place.directory.get(), place.path);
  return {place.path, !exists, std::move(before.bytes)};
}

std::vector<FileChange> Workspace::renames(const Place& from, const std::string& to) const {
  if (kind_of(from.existing->st_mode) != FileKind::directory) {
    return {rename_of(fingerprint(from.path), to)};
  }
  std::vector<FileChange> changes;
  WalkOptions options;
  options.scope = WalkOptions::Scope::everything;
  options.max_entries = move_limit;
  auto visitor = [&](const WalkEntry& entry) {
    refuse_protected("moving", entry.path);
    if (entry.kind != FileKind::directory) {
      changes.push_back(rename_of(fingerprint(entry.path), join_path(to, entry.path.substr(from.path.size() + 1))));
    }
    return Visit::go_on;
  };
  if (walk(from.path, options, visitor, {}) != WalkEnd::complete) {
    throw Error(Code::unsupported,
                fmt::format("moving {}: the folder holds more than {} entries, or some that cannot be "
                            "looked at: move its parts one by one",
                            shown(from.path), move_limit));
  }
  return changes;
}

Moved Workspace::move(const std::string& call_id, const std::string& from, const std::string& to) {
  Place source = changeable_place("moving", from, Parents::must_exist);
  require_present("moving", source.path, source.existing);
  std::string target_path = relative(to);
  if (is_below(target_path, source.path)) {
    throw Error(Code::invalid_argument, fmt::format("moving {}: {} is inside it: a folder cannot be moved into itself",
                                                    shown(source.path), shown(target_path)));
  }
  Place target = changeable_place("moving to", target_path, Parents::make);
  auto refuse_existing = [&] {
    throw Error(Code::conflict,
                fmt::format("moving {} to {}: there is something already: choose another name, or delete it first",
                            shown(source.path), shown(target.path)));
  };
  if (target.existing) refuse_existing();
  make_recorded(call_id, renames(source, target.path), [&] {
    int error_number =
        rename_without_replacing(source.directory.get(), source.name, target.directory.get(), target.name);
    if (error_number == EEXIST) refuse_existing();
    if (error_number == EXDEV) {
      throw Error(Code::unsupported,
                  fmt::format("moving {} to {}: they are on different file systems: write the new file and "
                              "delete the old one",
                              shown(source.path), shown(target.path)));
    }
    if (error_number != 0) throw_file_error("moving", source.path, error_number);
  });
  sync_directory(target.directory.get(), target.path);
  sync_directory(source.directory.get(), source.path);
  return {source.path, target.path};
}

std::string Workspace::remove(const std::string& call_id, const std::string& path) {
  Place place = changeable_place("deleting", path, Parents::must_exist);
  FileKind kind = require_present("deleting", place.path, place.existing);
  std::vector<FileChange> changes;
  if (kind != FileKind::directory)
    changes.push_back({FileAction::remove, place.path, "", fingerprint(place.path).hash, "", 0});
  make_recorded(call_id, changes, [&] {
    if (::unlinkat(place.directory.get(), place.name.c_str(), kind == FileKind::directory ? AT_REMOVEDIR : 0) == 0)
      return;
    if (errno == ENOTEMPTY) {
      throw Error(Code::conflict,
                  fmt::format("deleting {}: the folder is not empty: delete what is in it first", shown(place.path)));
    }
    throw_file_error("deleting", place.path, errno);
  });
  sync_directory(place.directory.get(), place.path);
  return place.path;
}

}  // namespace hearth::workspace
