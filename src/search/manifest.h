// The one file that says what the index consists of: which segment files, what is erased of them, and up to where the
// database was read. It is replaced as a whole, so that after a crash the old index is there or the new. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "search/file_bytes.h"
#include "search/record.h"

namespace hearth::search {

struct ManifestPart {
  std::uint64_t file = 0;
  std::uint64_t checksum = 0;         // of its segment
  std::vector<std::uint16_t> erased;  // places, ascending
};

struct Manifest {
  std::uint64_t dimensions = 0;
  std::string vectors_name;
  std::uint64_t next_file = 1;
  std::optional<Watermark> watermark;
  std::vector<ManifestPart> parts;
};

inline constexpr char manifest_name[] = "manifest";

std::string segment_name(std::uint64_t file);
// Nothing for names of other files.
std::optional<std::uint64_t> segment_number(const std::string& name);

std::vector<std::byte> encode(const Manifest& manifest);
// Throws Error(unavailable) naming what is wrong with the bytes.
Manifest decode_manifest(ByteSpan bytes);

}  // namespace hearth::search
