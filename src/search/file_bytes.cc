#include "search/file_bytes.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/fd.h"

namespace hearth::search {

Bytes::Bytes(std::vector<std::byte> owned) : owned_(std::move(owned)), span_(owned_) {}

Bytes::Bytes(Bytes&& other) noexcept
    : owned_(std::move(other.owned_)),
      span_(std::exchange(other.span_, {})),
      mapped_(std::exchange(other.mapped_, false)) {}

Bytes::~Bytes() {
  if (mapped_) ::munmap(const_cast<std::byte*>(span_.data()), span_.size());
}

Bytes Bytes::map(int directory, const std::string& name) {
  const std::string doing = fmt::format("opening the search index: {}", name);
  const Fd fd(::openat(directory, name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd) throw_errno(doing);
  struct stat status = {};
  if (::fstat(fd.get(), &status) != 0) throw_errno(doing);
  if (!S_ISREG(status.st_mode) || status.st_size == 0) {
    throw Error(Code::unavailable, fmt::format("{}: no file, or an empty one", doing));
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd.get(), 0);
  if (memory == MAP_FAILED) throw_errno(doing);
  Bytes bytes;
  bytes.span_ = {static_cast<const std::byte*>(memory), size};
  bytes.mapped_ = true;
  return bytes;
}

std::uint64_t checksum(ByteSpan bytes) {
  constexpr std::uint64_t odd_1 = 0x9e3779b97f4a7c15, odd_2 = 0xc2b2ae3d27d4eb4f;
  std::array<std::uint64_t, 4> lanes = {odd_1, odd_2, ~odd_1, ~odd_2};  // so that four run side by side
  const auto mix = [](std::uint64_t state, std::uint64_t word) {
    return std::rotl((state ^ word) * odd_1, 29) + odd_2;
  };
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::array<std::uint64_t, 4> words;
    std::memcpy(words.data(), bytes.data() + at, 32);
    for (std::size_t i = 0; i < 4; ++i) lanes[i] = mix(lanes[i], words[i]);
  }
  std::array<std::uint64_t, 4> rest = {};
  if (at < bytes.size()) std::memcpy(rest.data(), bytes.data() + at, bytes.size() - at);
  std::uint64_t sum = bytes.size();
  for (std::size_t i = 0; i < 4; ++i) sum = mix(sum, mix(lanes[i], rest[i]));
  sum ^= sum >> 32;
  return sum * odd_2;
}

namespace {

void write_synced(int directory, const std::string& name, ByteSpan bytes, const std::string& doing) {
  const Fd fd(::openat(directory, name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd) throw_errno(doing);
  write_all(fd.get(), {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, doing);
  if (::fsync(fd.get()) != 0) throw_errno(doing);
}

}  // namespace

void write_durably(int directory, const std::string& name, ByteSpan bytes) {
  write_synced(directory, name, bytes, fmt::format("writing the search index: {}", name));
}

void replace_durably(int directory, const std::string& name, ByteSpan bytes) {
  const std::string doing = fmt::format("writing the search index: {}", name);
  const std::string fresh = name + ".new";
  write_synced(directory, fresh, bytes, doing);
  // What the new content names must be there when it is.
  if (::fsync(directory) != 0) throw_errno(doing);
  if (::renameat(directory, fresh.c_str(), directory, name.c_str()) != 0) throw_errno(doing);
  if (::fsync(directory) != 0) throw_errno(doing);
}

}  // namespace hearth::search
