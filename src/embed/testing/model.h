// For tests only: the texts, and what other programs make of them (tools/embedding_goldens.py); the model that set-up
// fetched; and a model of the same family that is small enough to be damaged many times.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/json.h"
#include "embed/convert.h"
#include "embed/weights.h"

namespace hearth::embed::testing {

inline const std::string model_folder = ".deps/embedding-weights";

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void write_file(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

inline std::vector<std::string> read_lines(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline const std::vector<std::string>& texts() {
  static const std::vector<std::string> lines = read_lines("src/embed/testdata/texts.txt");
  return lines;
}

inline std::vector<std::string_view> views(const std::vector<std::string>& of) {
  return {of.begin(), of.end()};
}

// The weights in `bytes`, which it keeps.
inline Weights weights_of(std::string bytes) {
  auto kept = std::make_shared<const std::string>(std::move(bytes));
  const auto span = std::as_bytes(std::span(*kept));
  return Weights(std::move(kept), span, "test");
}

inline float cosine(std::span<const float> a, std::span<const float> b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// A folder of its own, gone with it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "hearth-embed-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A model of two layers that knows a few words. Its numbers are random, the same each time.
class TinyModel {
 public:
  TinyModel() {
    write_file(path() + "/config.json", config.dump());
    write_file(path() + "/vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nhouse\n##s\nred\nblue\n##berry\n,\n");
    write_tensors();
  }

  const std::string& path() const { return folder_.path(); }

  json config = {{"model_type", "bert"},          {"hidden_act", "gelu"},     {"hidden_size", 64},
                 {"num_hidden_layers", 2},        {"num_attention_heads", 2}, {"intermediate_size", 96},
                 {"max_position_embeddings", 24}, {"type_vocab_size", 2},     {"vocab_size", 10}};

 private:
  void write_tensors() {
    add("embeddings.word_embeddings.weight", {10, 64});
    add("embeddings.position_embeddings.weight", {24, 64});
    add("embeddings.token_type_embeddings.weight", {2, 64});
    add_norm("embeddings.LayerNorm");
    for (const std::string layer : {"encoder.layer.0.", "encoder.layer.1."}) {
      for (const char* const part :
           {"attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"})
        add_linear(layer + part, 64, 64);
      add_norm(layer + "attention.output.LayerNorm");
      add_linear(layer + "intermediate.dense", 96, 64);
      add_linear(layer + "output.dense", 64, 96);
      add_norm(layer + "output.LayerNorm");
    }
    const std::string table = table_.dump();
    const std::uint64_t size = table.size();
    write_file(path() + "/model.safetensors",
               std::string(reinterpret_cast<const char*>(&size), sizeof size) + table + data_);
  }

  void add(const std::string& name, const std::vector<std::size_t>& shape) {
    std::size_t size = 1;
    for (const std::size_t extent : shape) size *= extent;
    std::normal_distribution<float> normal(0, 0.3F);
    const std::size_t begin = data_.size();
    for (std::size_t i = 0; i < size; ++i) {
      const float value = normal(random_);
      data_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    table_[name] = {{"dtype", "F32"}, {"shape", shape}, {"data_offsets", {begin, data_.size()}}};
  }

  void add_linear(const std::string& name, std::size_t rows, std::size_t columns) {
    add(name + ".weight", {rows, columns});
    add(name + ".bias", {rows});
  }

  void add_norm(const std::string& name) {
    add(name + ".weight", {64});
    add(name + ".bias", {64});
  }

  TemporaryFolder folder_;
  std::mt19937 random_{11};
  json table_ = json::object();
  std::string data_;
};

}  // namespace hearth::embed::testing
