#include "embed/safetensors.h"

#include <bit>
#include <cstring>

#include "base/error.h"
#include "domain/json.h"

namespace hearth::embed {
namespace {

template <class Number>
Number load(std::span<const std::byte> bytes, std::size_t at) {
  Number number = 0;
  std::memcpy(&number, bytes.data() + at * sizeof number, sizeof number);
  return number;
}

float from_float16(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000) << 16;
  const std::uint32_t exponent = half >> 10 & 0x1f;
  const std::uint32_t fraction = half & 0x3ff;
  if (exponent == 0)
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(static_cast<float>(fraction) * 0x1p-24F));
  const std::uint32_t wide = exponent == 31 ? 255 : exponent + 112;
  return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

}  // namespace

Safetensors::Safetensors(const std::string& path) : path_(path), file_(path) {
  const auto bytes = file_.bytes();
  if (bytes.size() < 8) refuse("it is too short");
  const auto table_size = load<std::uint64_t>(bytes, 0);
  if (table_size > bytes.size() - 8) refuse("its table of tensors is longer than the file");
  const auto data = bytes.subspan(8 + table_size);
  try {
    const json table = json::parse(std::string(reinterpret_cast<const char*>(bytes.data()) + 8, table_size));
    for (const auto& [name, entry] : table.items()) {
      if (name == "__metadata__") continue;
      const auto begin = entry.at("data_offsets").at(0).get<std::size_t>();
      const auto end = entry.at("data_offsets").at(1).get<std::size_t>();
      if (begin > end || end > data.size())
        refuse(fmt::format("tensor {} lies outside the file; is it cut short?", name));
      tensors_[name] = {.type = entry.at("dtype").get<std::string>(),
                        .shape = entry.at("shape").get<std::vector<std::size_t>>(),
                        .bytes = data.subspan(begin, end - begin)};
    }
  } catch (const json::exception& error) {  // in the words of the JSON library
    refuse(fmt::format("its table of tensors cannot be read ({})", error.what()));
  }
}

void Safetensors::refuse(const std::string& why) const {
  throw Error(Code::invalid_argument, fmt::format("reading the model {}: {}; fetch the model again", path_, why));
}

std::vector<float> Safetensors::floats(const std::string& name, const std::vector<std::size_t>& shape) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) refuse(fmt::format("it has no tensor {}, which a BERT encoder has", name));
  const Stored& stored = found->second;
  if (stored.shape != shape)
    refuse(fmt::format("tensor {} has the shape [{}], and the configuration says [{}]", name,
                       fmt::join(stored.shape, ", "), fmt::join(shape, ", ")));
  std::size_t size = 1;
  for (const std::size_t extent : shape) size *= extent;
  const std::size_t width = stored.type == "F32" ? 4 : stored.type == "F16" || stored.type == "BF16" ? 2 : 0;
  if (width == 0)
    refuse(fmt::format("tensor {} holds numbers of type {}; F32, F16 and BF16 are read", name, stored.type));
  if (stored.bytes.size() != size * width)
    refuse(fmt::format("tensor {} has not as many bytes as its shape needs", name));
  std::vector<float> values(size);
  if (stored.type == "F32") std::memcpy(values.data(), stored.bytes.data(), size * width);
  for (std::size_t i = 0; i < size && width == 2; ++i) {
    const auto bits = load<std::uint16_t>(stored.bytes, i);
    values[i] =
        stored.type == "F16" ? from_float16(bits) : std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
  }
  return values;
}

}  // namespace hearth::embed
