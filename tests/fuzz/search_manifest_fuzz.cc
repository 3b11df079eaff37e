// Any bytes as the index's manifest: they are refused, or say the same when they are written again.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "search/manifest.h"

namespace {

using namespace hearth::search;

// As the body of a manifest with the checksum that belongs to it, or nothing would ever be read.
std::vector<std::byte> sealed(std::span<const std::byte> body) {
  std::vector<std::byte> all = encode(Manifest{});
  all.resize(sizeof(std::uint64_t));  // the magic number
  const std::uint64_t sum = checksum(body);
  const auto* raw = reinterpret_cast<const std::byte*>(&sum);
  all.insert(all.end(), raw, raw + sizeof sum);
  all.insert(all.end(), body.begin(), body.end());
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  for (const std::vector<std::byte>& each : {std::vector<std::byte>(bytes.begin(), bytes.end()), sealed(bytes)}) {
    try {
      const Manifest manifest = decode_manifest(each);
      hearth::check(encode(decode_manifest(encode(manifest))) == encode(manifest));
    } catch (const hearth::Error&) {
      continue;
    }
  }
  return 0;
}
