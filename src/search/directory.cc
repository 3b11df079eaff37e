#include "search/directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "base/error.h"

namespace hearth::search {

Directory::Directory(const Options& options)
    : path_(options.directory), dimensions_(options.dimensions), vectors_name_(options.vectors_name) {
  const std::string doing = fmt::format("opening the search index: {}", path_);
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path_).parent_path(), error);
  if (::mkdir(path_.c_str(), 0700) != 0 && errno != EEXIST) throw_errno(doing);
  fd_ = Fd(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd_) throw_errno(doing);
}

std::vector<std::string> Directory::names() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_))
    names.push_back(entry.path().filename().string());
  return names;
}

Snapshot Directory::open() {
  const std::vector<std::string> there = names();
  const bool fresh = std::none_of(there.begin(), there.end(), [](const std::string& name) {
    return name == manifest_name || segment_number(name).has_value();
  });
  Snapshot snapshot;
  if (!fresh) {
    // Whatever is wrong with the files, they are made again from the database.
    try {
      snapshot = load();
    } catch (const Error& error) {
      made_anew_ = error.what();
      snapshot = {};
    }
  }
  if (fresh || !made_anew_.empty()) {
    store(snapshot);
  } else {
    remove_files_but(snapshot.parts);
  }
  return snapshot;
}

Snapshot Directory::load() {
  const Manifest manifest = decode_manifest(Bytes::map(fd_.get(), manifest_name).span());
  next_file_ = manifest.next_file;
  if (manifest.dimensions != dimensions_ || manifest.vectors_name != vectors_name_) {
    throw Error(Code::unavailable, "opening the search index: its vectors were made by another encoder");
  }
  Snapshot snapshot;
  snapshot.watermark = manifest.watermark;
  for (const ManifestPart& part : manifest.parts) {
    auto segment = std::make_shared<const Segment>(Bytes::map(fd_.get(), segment_name(part.file)));
    if (segment->header().checksum != part.checksum || segment->header().dimensions != dimensions_) {
      throw Error(Code::unavailable, fmt::format("opening the search index: {} is not what was written", part.file));
    }
    std::shared_ptr<Erased> erased;
    if (!part.erased.empty()) erased = std::make_shared<Erased>(segment->records());
    for (const std::uint16_t place : part.erased) {
      if (place >= segment->records()) {
        throw Error(Code::unavailable, "opening the search index: its manifest erases a record that is not there");
      }
      erased->add(place);
    }
    snapshot.parts.push_back({.segment = std::move(segment), .erased = std::move(erased), .file = part.file});
  }
  return snapshot;
}

void Directory::write_files(std::vector<Part>& parts) {
  for (Part& part : parts) {
    if (part.file != 0) continue;
    const std::uint64_t file = next_file_++;
    write_durably(fd_.get(), segment_name(file), part.segment->bytes());
    part.segment = std::make_shared<const Segment>(Bytes::map(fd_.get(), segment_name(file)));
    part.file = file;
  }
}

void Directory::store(const Snapshot& snapshot) {
  Manifest manifest = {.dimensions = dimensions_,
                       .vectors_name = vectors_name_,
                       .next_file = next_file_,
                       .watermark = snapshot.watermark,
                       .parts = {}};
  for (const Part& part : snapshot.parts) {
    ManifestPart& entry = manifest.parts.emplace_back();
    entry.file = part.file;
    entry.checksum = part.segment->header().checksum;
    for (std::size_t place = 0; part.erased && place < part.segment->records(); ++place) {
      if (part.erased->has(place)) entry.erased.push_back(static_cast<std::uint16_t>(place));
    }
  }
  replace_durably(fd_.get(), manifest_name, encode(manifest));
  remove_files_but(snapshot.parts);
}

void Directory::remove_files_but(const std::vector<Part>& parts) {
  for (const std::string& name : names()) {
    const std::optional<std::uint64_t> number = segment_number(name);
    const bool needed =
        std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return number && part.file == *number; });
    const bool ours = number.has_value() || name == std::string(manifest_name) + ".new";
    if (ours && !needed) ::unlinkat(fd_.get(), name.c_str(), 0);
  }
}

}  // namespace hearth::search
