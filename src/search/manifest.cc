#include "search/manifest.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <string_view>
#include <type_traits>

#include "base/error.h"

namespace hearth::search {

namespace {

constexpr std::uint64_t magic = 0x314D'5348'5452'4148;  // and the version
constexpr std::string_view ending = ".segment";

class Writer {
 public:
  template <class T>
  void number(T value) {
    static_assert(std::is_integral_v<T>);
    const auto* raw = reinterpret_cast<const std::byte*>(&value);
    bytes_.insert(bytes_.end(), raw, raw + sizeof value);
  }
  void text(std::string_view text) {
    number(static_cast<std::uint64_t>(text.size()));
    const auto* raw = reinterpret_cast<const std::byte*>(text.data());
    bytes_.insert(bytes_.end(), raw, raw + text.size());
  }
  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

class Reader {
 public:
  explicit Reader(ByteSpan bytes) : left_(bytes) {}

  ByteSpan take(std::size_t size) {
    if (size > left_.size()) throw Error(Code::unavailable, "reading the search index: its manifest is cut short");
    const ByteSpan taken = left_.first(size);
    left_ = left_.subspan(size);
    return taken;
  }
  template <class T>
  T number() {
    T value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::size_t left() const { return left_.size(); }

 private:
  ByteSpan left_;
};

}  // namespace

std::string segment_name(std::uint64_t file) {
  return fmt::format("{}{}", file, ending);
}

std::optional<std::uint64_t> segment_number(const std::string& name) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || std::string_view(name).substr(static_cast<std::size_t>(end - name.data())) != ending) {
    return std::nullopt;
  }
  return number;
}

std::vector<std::byte> encode(const Manifest& manifest) {
  Writer body;
  body.number(manifest.dimensions);
  body.text(manifest.vectors_name);
  body.number(manifest.next_file);
  body.number(std::uint8_t{manifest.watermark.has_value()});
  const Watermark watermark = manifest.watermark.value_or(Watermark{});
  body.number(watermark.first);
  body.number(watermark.second);
  body.number(static_cast<std::uint64_t>(manifest.parts.size()));
  for (const ManifestPart& part : manifest.parts) {
    body.number(part.file);
    body.number(part.checksum);
    body.number(static_cast<std::uint64_t>(part.erased.size()));
    for (const std::uint16_t place : part.erased) body.number(place);
  }
  const std::vector<std::byte> bytes = body.take();
  Writer whole;
  whole.number(magic);
  whole.number(checksum(bytes));
  std::vector<std::byte> out = whole.take();
  out.insert(out.end(), bytes.begin(), bytes.end());
  return out;
}

Manifest decode_manifest(ByteSpan bytes) {
  const auto wrong = [](std::string_view what) {
    return Error(Code::unavailable, fmt::format("reading the search index: its manifest {}", what));
  };
  Reader in(bytes);
  if (in.number<std::uint64_t>() != magic) throw wrong("is another kind of file, or of another version");
  const auto sum = in.number<std::uint64_t>();
  if (sum != checksum(bytes.subspan(16))) throw wrong("does not have the checksum it should");
  Manifest manifest;
  manifest.dimensions = in.number<std::uint64_t>();
  const ByteSpan name = in.take(in.number<std::uint64_t>());
  manifest.vectors_name.assign(reinterpret_cast<const char*>(name.data()), name.size());
  manifest.next_file = in.number<std::uint64_t>();
  const bool marked = in.number<std::uint8_t>() != 0;
  Watermark watermark;
  watermark.first = in.number<std::int64_t>();
  watermark.second = in.number<std::int64_t>();
  if (marked) manifest.watermark = watermark;
  const auto parts = in.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < parts; ++i) {
    ManifestPart part;
    part.file = in.number<std::uint64_t>();
    part.checksum = in.number<std::uint64_t>();
    const auto erased = in.number<std::uint64_t>();
    if (erased > in.left() / 2) throw wrong("is cut short");
    for (std::uint64_t k = 0; k < erased; ++k) part.erased.push_back(in.number<std::uint16_t>());
    manifest.parts.push_back(std::move(part));
  }
  if (in.left() != 0) throw wrong("has something behind its end");
  return manifest;
}

}  // namespace hearth::search
