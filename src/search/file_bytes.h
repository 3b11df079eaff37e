// Bytes of a segment, in memory or in a file mapped into it, and files that are on the disk when the call returns. A
// mapped file outlives its name. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hearth::search {

using ByteSpan = std::span<const std::byte>;

class Bytes {
 public:
  explicit Bytes(std::vector<std::byte> owned);
  // Maps the file. Throws Error.
  static Bytes map(int directory, const std::string& name);
  Bytes(Bytes&& other) noexcept;
  Bytes& operator=(Bytes&&) = delete;
  ~Bytes();

  ByteSpan span() const { return span_; }
  bool mapped() const { return mapped_; }

 private:
  Bytes() = default;

  std::vector<std::byte> owned_;
  ByteSpan span_;
  bool mapped_ = false;
};

// Not against malice: tells whether bytes are those that were written.
std::uint64_t checksum(ByteSpan bytes);

// A new file of this name, synced. Throws Error.
void write_durably(int directory, const std::string& name, ByteSpan bytes);
// The file then has the old content or the new, whatever happens in between. Throws Error.
void replace_durably(int directory, const std::string& name, ByteSpan bytes);

}  // namespace hearth::search
