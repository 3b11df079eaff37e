// Lays the sections of a segment one behind the other and closes them with header and checksum. One thread.
#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "search/file_bytes.h"
#include "search/segment_format.h"

namespace hearth::search {

class SectionWriter {
 public:
  SectionWriter() : bytes_(aligned(sizeof(SegmentHeader))) {}

  SegmentHeader header = {};

  template <class T>
  void add(Section section, const std::vector<T>& values) {
    const auto raw = std::as_bytes(std::span(values));
    bytes_.resize(aligned(bytes_.size()));
    header.sections[static_cast<std::size_t>(section)] = {.offset = bytes_.size(), .size = raw.size()};
    bytes_.insert(bytes_.end(), raw.begin(), raw.end());
  }

  // Values by number in as few bytes as `distinct` of them need: none where there is one value for all.
  void add_column(Section section, const std::vector<std::uint32_t>& numbers, std::size_t distinct) {
    const std::size_t width = distinct <= 1 ? 0 : distinct <= 0x100 ? 1 : distinct <= 0x10000 ? 2 : 4;
    std::vector<std::byte> bytes(numbers.size() * width);
    for (std::size_t i = 0; i < numbers.size() && width != 0; ++i) {
      std::memcpy(bytes.data() + i * width, &numbers[i], width);
    }
    add(section, bytes);
  }

  void add_texts(Section offsets, Section texts, const std::vector<std::string>& values) {
    std::vector<std::uint32_t> ends = {0};
    std::vector<char> joined;
    for (const std::string& value : values) {
      joined.insert(joined.end(), value.begin(), value.end());
      ends.push_back(static_cast<std::uint32_t>(joined.size()));
    }
    add(offsets, ends);
    add(texts, joined);
  }

  std::vector<std::byte> finish() {
    header.magic = segment_magic;
    header.version = segment_version;
    header.size = bytes_.size();
    std::memcpy(bytes_.data(), &header, sizeof header);
    header.checksum = checksum(ByteSpan(bytes_).subspan(checksum_begin));
    std::memcpy(bytes_.data(), &header, sizeof header);
    return std::move(bytes_);
  }

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace hearth::search
