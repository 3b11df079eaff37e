#include "embed/weights.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/error.h"
#include "embed/checksum.h"
#include "embed/mapped_file.h"

namespace hearth::embed {
namespace {

static_assert(std::endian::native == std::endian::little, "the file is little-endian and read in place");

constexpr std::array<char, 8> magic = {'h', 'e', 'a', 'r', 't', 'h', 'e', 'm'};
constexpr std::uint32_t version = 1;
constexpr std::size_t alignment = 64;

struct FileHead {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t unused;
  std::uint64_t file_size;
  std::uint64_t description_size;
  std::uint64_t description_checksum;  // of all between head and data
  std::uint64_t data_offset;
  std::uint64_t data_checksum;
  std::uint64_t head_checksum;  // of the bytes before it
};
static_assert(sizeof(FileHead) == alignment);

std::size_t aligned(std::size_t offset) {
  return (offset + alignment - 1) / alignment * alignment;
}

std::size_t size_of(ElementType type) {
  switch (type) {
    case ElementType::float32:
    case ElementType::uint32:
      return 4;
    case ElementType::int8:
    case ElementType::bytes:
      return 1;
  }
  return 1;
}

constexpr std::array<std::pair<std::string_view, ElementType>, 4> type_names = {{{"float32", ElementType::float32},
                                                                                 {"int8", ElementType::int8},
                                                                                 {"uint32", ElementType::uint32},
                                                                                 {"bytes", ElementType::bytes}}};
constexpr std::array<std::pair<std::string_view, Kind>, 3> kind_names = {
    {{"float32", Kind::float32}, {"int8", Kind::int8}, {"static", Kind::fixed}}};

template <class Names>
auto named(const Names& names, std::string_view name) {
  for (const auto& [known, value] : names)
    if (known == name) return std::optional(value);
  return decltype(std::optional(names[0].second))();
}

template <class Names, class Value>
std::string_view name_of(const Names& names, Value value) {
  for (const auto& [known, each] : names)
    if (each == value) return known;
  return {};
}

std::uint64_t head_checksum(const FileHead& head) {
  return checksum(std::as_bytes(std::span(&head, 1)).first(offsetof(FileHead, head_checksum)));
}

// No model of this family comes near; a product of such numbers cannot overflow.
constexpr std::size_t most = 1 << 24;

std::size_t number(const json& from, const char* key) {
  const std::size_t value = from.at(key).get<std::size_t>();
  if (value > most) throw std::out_of_range(key);
  return value;
}

}  // namespace

std::string_view to_string(Kind kind) {
  return name_of(kind_names, kind);
}

Weights Weights::open(const std::string& path) {
  auto file = std::make_shared<MappedFile>(path);
  const auto bytes = file->bytes();
  return Weights(std::move(file), bytes, path);
}

Weights::Weights(std::shared_ptr<const void> owner, std::span<const std::byte> bytes, std::string where)
    : owner_(std::move(owner)), bytes_(bytes), where_(std::move(where)) {
  FileHead head = {};
  if (bytes_.size() < sizeof head) refuse("it is too short to be one");
  std::memcpy(&head, bytes_.data(), sizeof head);
  if (head.magic != magic) refuse("it is not a file of converted weights");
  if (head.head_checksum != head_checksum(head)) refuse("its head is damaged");
  if (head.version != version)
    refuse(fmt::format("it has format {}, and this program reads {}", head.version, version));
  if (head.file_size != bytes_.size())
    refuse(fmt::format("it has {} bytes, and {} were written", bytes_.size(), head.file_size));
  if (head.data_offset > bytes_.size() || head.description_size > head.data_offset - sizeof head ||
      head.data_offset < sizeof head || head.data_offset % alignment != 0)
    refuse("its head contradicts itself");
  const auto description = bytes_.subspan(sizeof head, head.description_size);
  if (checksum(bytes_.first(head.data_offset).subspan(sizeof head)) != head.description_checksum)
    refuse("its description is damaged");
  data_offset_ = head.data_offset;
  data_checksum_ = head.data_checksum;
  try {
    read_description({reinterpret_cast<const char*>(description.data()), description.size()});
  } catch (const std::exception& error) {
    if (dynamic_cast<const Error*>(&error) != nullptr) throw;
    refuse(fmt::format("its description cannot be read ({})", error.what()));  // of the JSON library
  }
}

void Weights::refuse(std::string_view why) const {
  throw Error(Code::invalid_argument, fmt::format("opening the weights {}: {}; convert the model again", where_, why));
}

void Weights::read_description(std::string_view text) {
  const json from = json::parse(text);
  const auto kind = named(kind_names, from.at("kind").get<std::string>());
  if (!kind) refuse("it holds a kind of encoder that this program does not know");
  description_.name = from.at("name").get<std::string>();
  description_.kind = *kind;
  description_.dimensions = number(from, "dimensions");
  description_.layers = number(from, "layers");
  description_.heads = number(from, "heads");
  description_.intermediate = number(from, "intermediate");
  description_.positions = number(from, "positions");
  description_.epsilon = from.at("epsilon").get<float>();
  description_.max_tokens = number(from, "max_tokens");
  description_.pooling = from.at("pooling").get<std::string>() == "first" ? Pooling::first : Pooling::mean;
  description_.query_prefix = from.at("query_prefix").get<std::string>();
  description_.passage_prefix = from.at("passage_prefix").get<std::string>();
  description_.lower_case = from.at("lower_case").get<bool>();
  description_.strip_accents = from.at("strip_accents").get<bool>();
  const bool transformer = *kind != Kind::fixed;
  if (description_.dimensions == 0 || description_.max_tokens < 3 ||
      (transformer && (description_.layers == 0 || description_.layers > 64 || description_.heads == 0 ||
                       description_.intermediate == 0 || description_.max_tokens > description_.positions ||
                       description_.dimensions % description_.heads != 0)))
    refuse("its description is of no encoder that can be");
  for (const auto& [name, entry] : from.at("tensors").items()) {
    const auto type = named(type_names, entry.at("type").get<std::string>());
    if (!type) refuse(fmt::format("tensor {} has a type that this program does not know", name));
    Tensor tensor = {.type = *type, .shape = {}, .bytes = {}};
    const std::size_t offset = entry.at("offset").get<std::size_t>();
    std::size_t size = size_of(*type);
    for (const json& one : entry.at("shape")) {
      const std::size_t extent = one.get<std::size_t>();
      if (extent > bytes_.size() || (extent > 0 && size > bytes_.size() / extent))
        refuse(fmt::format("tensor {} is larger than the file", name));
      tensor.shape.push_back(extent);
      size *= extent;
    }
    if (offset % alignment != 0 || offset < data_offset_ || offset > bytes_.size() || size > bytes_.size() - offset)
      refuse(fmt::format("tensor {} lies outside the file", name));
    tensor.bytes = bytes_.subspan(offset, size);
    tensors_.emplace(name, std::move(tensor));
  }
}

void Weights::check() const {
  if (checksum(bytes_.subspan(data_offset_)) != data_checksum_) refuse("its contents are damaged");
}

const Tensor& Weights::get(const std::string& name) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) refuse(fmt::format("tensor {} is missing", name));
  return found->second;
}

const Tensor& Weights::get(const std::string& name, ElementType type) const {
  const Tensor& tensor = get(name);
  if (tensor.type != type) refuse(fmt::format("tensor {} is not of type {}", name, name_of(type_names, type)));
  return tensor;
}

std::size_t Weights::rows(const std::string& name) const {
  const Tensor& tensor = get(name);
  if (tensor.shape.empty()) refuse(fmt::format("tensor {} is a single number", name));
  return tensor.shape[0];
}

std::span<const float> Weights::floats(const std::string& name, std::size_t size) const {
  const auto bytes = get(name, ElementType::float32).bytes;
  if (bytes.size() != size * sizeof(float)) refuse(fmt::format("tensor {} has another size than it should", name));
  return {reinterpret_cast<const float*>(bytes.data()), size};
}

std::span<const std::int8_t> Weights::int8s(const std::string& name, std::size_t size) const {
  const auto bytes = get(name, ElementType::int8).bytes;
  if (bytes.size() != size) refuse(fmt::format("tensor {} has another size than it should", name));
  return {reinterpret_cast<const std::int8_t*>(bytes.data()), size};
}

std::span<const std::uint32_t> Weights::numbers(const std::string& name) const {
  const auto bytes = get(name, ElementType::uint32).bytes;
  return {reinterpret_cast<const std::uint32_t*>(bytes.data()), bytes.size() / sizeof(std::uint32_t)};
}

std::string_view Weights::text(const std::string& name) const {
  const auto bytes = get(name, ElementType::bytes).bytes;
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void WeightsWriter::append(std::string name, ElementType type, std::vector<std::size_t> shape,
                           std::span<const std::byte> bytes) {
  const std::size_t offset = aligned(data_.size());
  data_.resize(offset + bytes.size());
  std::memcpy(data_.data() + offset, bytes.data(), bytes.size());
  entries_.push_back(
      {.name = std::move(name), .type = type, .shape = std::move(shape), .offset = offset, .size = bytes.size()});
}

void WeightsWriter::add(std::string name, std::vector<std::size_t> shape, std::span<const float> values) {
  append(std::move(name), ElementType::float32, std::move(shape), std::as_bytes(values));
}

void WeightsWriter::add(std::string name, std::vector<std::size_t> shape, std::span<const std::int8_t> values) {
  append(std::move(name), ElementType::int8, std::move(shape), std::as_bytes(values));
}

void WeightsWriter::add(std::string name, std::span<const std::uint32_t> values) {
  append(std::move(name), ElementType::uint32, {values.size()}, std::as_bytes(values));
}

void WeightsWriter::add(std::string name, std::string_view text) {
  append(std::move(name), ElementType::bytes, {text.size()}, std::as_bytes(std::span(text)));
}

std::string WeightsWriter::finish(const Description& description) const {
  // Where the data begins depends on how long the table is, which holds offsets: a first table with the longest
  // numbers there can be settles it.
  const auto table = [&](std::size_t data_offset) {
    json tensors = json::object();
    for (const Entry& entry : entries_)
      tensors[entry.name] = {
          {"type", name_of(type_names, entry.type)}, {"shape", entry.shape}, {"offset", data_offset + entry.offset}};
    return json{{"name", description.name},
                {"kind", to_string(description.kind)},
                {"dimensions", description.dimensions},
                {"layers", description.layers},
                {"heads", description.heads},
                {"intermediate", description.intermediate},
                {"positions", description.positions},
                {"epsilon", description.epsilon},
                {"max_tokens", description.max_tokens},
                {"pooling", description.pooling == Pooling::first ? "first" : "mean"},
                {"query_prefix", description.query_prefix},
                {"passage_prefix", description.passage_prefix},
                {"lower_case", description.lower_case},
                {"strip_accents", description.strip_accents},
                {"tensors", std::move(tensors)}}
        .dump();
  };
  const std::size_t data_offset = aligned(sizeof(FileHead) + table(std::size_t{1} << 40).size());
  const std::string text = table(data_offset);
  std::string file(data_offset, '\0');
  std::memcpy(file.data() + sizeof(FileHead), text.data(), text.size());
  file += data_;
  FileHead head = {
      .magic = magic,
      .version = version,
      .unused = 0,
      .file_size = file.size(),
      .description_size = text.size(),
      .description_checksum = checksum(std::as_bytes(std::span(file).first(data_offset).subspan(sizeof(FileHead)))),
      .data_offset = data_offset,
      .data_checksum = checksum(std::as_bytes(std::span(data_))),
      .head_checksum = 0};
  head.head_checksum = head_checksum(head);
  std::memcpy(file.data(), &head, sizeof head);
  return file;
}

}  // namespace hearth::embed
