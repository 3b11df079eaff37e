// The file an encoder runs from: tensors by name, a description of the model, its vocabulary; made once from a
// sentence-transformers folder (embed/convert.h), then only mapped.
//
//   64 bytes   FileHead: magic, version, sizes, checksums
//   JSON       the description and the table of tensors: name, type, shape, offset
//   data       the tensors, each at a multiple of 64 bytes from the start of the file
//
// Opening reads the head and the description alone; check() reads the rest, and is called before the first use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/json.h"

namespace hearth::embed {

enum class ElementType { float32, int8, uint32, bytes };
enum class Kind { float32, int8, fixed };  // fixed: one vector per token, whatever stands beside it ("static")
enum class Pooling { mean, first };

std::string_view to_string(Kind kind);

// What is known of a model beside its tensors.
struct Description {
  std::string name;  // "all-MiniLM-L6-v2", without the kind
  Kind kind = Kind::float32;
  std::size_t dimensions = 0;
  std::size_t layers = 0;  // this and the next three: 0 for Kind::fixed
  std::size_t heads = 0;
  std::size_t intermediate = 0;
  std::size_t positions = 0;
  float epsilon = 1e-12F;
  std::size_t max_tokens = 0;  // [CLS] and [SEP] included
  Pooling pooling = Pooling::mean;
  std::string query_prefix;
  std::string passage_prefix;
  bool lower_case = true;
  bool strip_accents = true;
};

struct Tensor {
  ElementType type = ElementType::float32;
  std::vector<std::size_t> shape;
  std::span<const std::byte> bytes;
};

class Weights {
 public:
  // From a file; from bytes that `owner` keeps alive. `where` names them in messages. Throws Error(invalid_argument):
  // no such file format, another version of it, cut short, damaged head or description, or a description that cannot
  // be.
  static Weights open(const std::string& path);
  Weights(std::shared_ptr<const void> owner, std::span<const std::byte> bytes, std::string where);

  // Reads all tensors and compares their checksum. Throws Error(invalid_argument).
  void check() const;

  const Description& description() const { return description_; }
  const std::string& where() const { return where_; }
  // The named tensor, of just this size. Throws Error(invalid_argument).
  std::span<const float> floats(const std::string& name, std::size_t size) const;
  std::span<const std::int8_t> int8s(const std::string& name, std::size_t size) const;
  // How many rows the named tensor has. Throws Error(invalid_argument).
  std::size_t rows(const std::string& name) const;
  // Of whatever size there is.
  std::span<const std::uint32_t> numbers(const std::string& name) const;
  std::string_view text(const std::string& name) const;

 private:
  const Tensor& get(const std::string& name) const;
  const Tensor& get(const std::string& name, ElementType type) const;
  [[noreturn]] void refuse(std::string_view why) const;
  void read_description(std::string_view text);

  std::shared_ptr<const void> owner_;
  std::span<const std::byte> bytes_;
  std::string where_;
  std::size_t data_offset_ = 0;
  std::uint64_t data_checksum_ = 0;
  Description description_;
  std::unordered_map<std::string, Tensor> tensors_;
};

// Collects tensors, then gives the bytes of the file.
class WeightsWriter {
 public:
  void add(std::string name, std::vector<std::size_t> shape, std::span<const float> values);
  void add(std::string name, std::vector<std::size_t> shape, std::span<const std::int8_t> values);
  void add(std::string name, std::span<const std::uint32_t> values);
  void add(std::string name, std::string_view text);
  std::string finish(const Description& description) const;

 private:
  struct Entry {
    std::string name;
    ElementType type;
    std::vector<std::size_t> shape;
    std::size_t offset;
    std::size_t size;
  };
  void append(std::string name, ElementType type, std::vector<std::size_t> shape, std::span<const std::byte> bytes);

  std::vector<Entry> entries_;
  std::string data_;
};

}  // namespace hearth::embed
