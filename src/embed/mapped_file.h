// A file of weights in memory, read-only: pages come from the disk when they are first read, and the kernel may drop
// them. Owned by whoever opened it; any thread may read. The file must not be cut short while it is mapped: it is
// replaced by renaming another over it.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace hearth::embed {

class MappedFile {
 public:
  // Throws Error(not_found, denied, invalid_argument): absent, unreadable, empty or not a regular file.
  explicit MappedFile(const std::string& path);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return {data_, size_}; }

 private:
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace hearth::embed
