// Reads a file in the safetensors format: a JSON table, then plain numbers. Nothing in it is run.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "embed/mapped_file.h"

namespace hearth::embed {

class Safetensors {
 public:
  // Throws Error(not_found, invalid_argument).
  explicit Safetensors(const std::string& path);

  bool has(const std::string& name) const { return tensors_.contains(name); }
  // As float32, whether stored so, as float16 or as bfloat16; of just this shape. Throws Error(invalid_argument).
  std::vector<float> floats(const std::string& name, const std::vector<std::size_t>& shape) const;

 private:
  struct Stored {
    std::string type;
    std::vector<std::size_t> shape;
    std::span<const std::byte> bytes;
  };
  [[noreturn]] void refuse(const std::string& why) const;

  std::string path_;
  MappedFile file_;
  std::map<std::string, Stored> tensors_;
};

}  // namespace hearth::embed
