#include "embed/convert.h"

#include <fcntl.h>

#include <cmath>
#include <filesystem>

#include "base/error.h"
#include "base/fd.h"
#include "embed/safetensors.h"
#include "embed/vocabulary.h"

namespace hearth::embed {
namespace {

constexpr std::size_t most_bytes = 64 << 20;  // of a vocabulary or a configuration

std::optional<std::string> read_if_there(const std::string& path) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd && errno == ENOENT) return std::nullopt;
  if (!fd) throw_errno("reading " + path);
  return read_all(fd.get(), most_bytes, path);
}

json read_json(const std::string& path) {
  const auto text = read_if_there(path);
  if (!text) return json::object();
  json value = json::parse(*text, nullptr, false);
  if (!value.is_object() && !value.is_array())
    throw Error(Code::invalid_argument, fmt::format("reading {}: it is not JSON; fetch the model again", path));
  return value;
}

// A file of a model in which a value has another type than it should is refused in our words.
template <class T>
T value_of(const json& from, const char* key, T otherwise) {
  const auto found = from.is_object() ? from.find(key) : from.end();
  if (!from.is_object() || found == from.end() || found->is_null()) return otherwise;
  try {
    return found->template get<T>();
  } catch (const json::exception&) {
    throw Error(Code::invalid_argument,
                fmt::format("reading the model's configuration: {} is {}; fetch the model again", key, found->dump()));
  }
}

class Converter {
 public:
  Converter(const std::string& folder, const ConvertOptions& options) : folder_(folder), options_(options) {}

  std::string run() {
    describe();
    const Safetensors tensors(folder_ + "/model.safetensors");
    prefix_ = tensors.has("embeddings.word_embeddings.weight") ? "" : "bert.";
    add_vocabulary(writer_, read_vocabulary());
    embeddings(tensors);
    for (std::size_t layer = 0; layer < about_.layers; ++layer) add_layer(tensors, layer);
    return writer_.finish(about_);
  }

 private:
  [[noreturn]] void unsupported(const std::string& what) const {
    throw Error(Code::unsupported,
                fmt::format("converting the model in {}: {}; models of the BERT family with mean or CLS "
                            "pooling can be used, like all-MiniLM-L6-v2, bge-small-en-v1.5, e5-small",
                            folder_, what));
  }

  void describe() {
    if (!std::filesystem::exists(folder_ + "/config.json"))
      throw Error(Code::not_found,
                  fmt::format("converting the model in {}: there is no config.json; give the folder of a "
                              "sentence-transformers model",
                              folder_));
    const json config = read_json(folder_ + "/config.json");
    if (const auto type = value_of<std::string>(config, "model_type", "?"); type != "bert")
      unsupported("it is of type " + type);
    if (const auto act = value_of<std::string>(config, "hidden_act", "gelu"); act != "gelu")
      unsupported("it uses " + act);
    if (value_of<std::string>(config, "position_embedding_type", "absolute") != "absolute")
      unsupported("its positions are relative");
    about_.kind = options_.kind;
    about_.dimensions = value_of<std::size_t>(config, "hidden_size", 0);
    about_.layers = value_of<std::size_t>(config, "num_hidden_layers", 0);
    about_.heads = value_of<std::size_t>(config, "num_attention_heads", 0);
    about_.intermediate = value_of<std::size_t>(config, "intermediate_size", 0);
    about_.positions = value_of<std::size_t>(config, "max_position_embeddings", 0);
    about_.epsilon = value_of<float>(config, "layer_norm_eps", 1e-12F);
    vocabulary_size_ = value_of<std::size_t>(config, "vocab_size", 0);
    types_ = value_of<std::size_t>(config, "type_vocab_size", 0);
    constexpr std::size_t most = 1 << 20;
    for (const std::size_t size : {about_.dimensions, about_.layers, about_.heads, about_.intermediate,
                                   about_.positions, vocabulary_size_, types_})
      if (size == 0 || size > most) unsupported("a size in its config.json is missing or out of range");
    if (about_.heads % 2 != 0 || about_.dimensions % (16 * about_.heads) != 0 || about_.intermediate % 32 != 0)
      unsupported(fmt::format("{} heads over {} numbers are none of that family", about_.heads, about_.dimensions));
    const auto limit =
        value_of<std::size_t>(read_json(folder_ + "/sentence_bert_config.json"), "max_seq_length", about_.positions);
    about_.max_tokens = std::min(limit, about_.positions);
    if (about_.max_tokens < 3) unsupported("it reads less than three tokens");
    std::filesystem::path path(folder_);
    if (!path.has_filename()) path = path.parent_path();
    about_.name = options_.name.empty() ? path.filename().string() : options_.name;
    describe_pooling();
    describe_words();
  }

  void describe_pooling() {
    const json modules = read_json(folder_ + "/modules.json");
    for (const json& module : modules.is_array() ? modules : json::array()) {
      const auto type = value_of<std::string>(module, "type", "");
      if (!type.ends_with(".Transformer") && !type.ends_with(".Pooling") && !type.ends_with(".Normalize"))
        unsupported("it has a part " + type);
    }
    const json pooling = read_json(folder_ + "/1_Pooling/config.json");
    const bool first = value_of(pooling, "pooling_mode_cls_token", false);
    if (!first && !value_of(pooling, "pooling_mode_mean_tokens", true))
      unsupported("its pooling is neither mean nor CLS");
    about_.pooling = first ? Pooling::first : Pooling::mean;
    const json settings = read_json(folder_ + "/config_sentence_transformers.json");
    const json prompts = settings.contains("prompts") ? settings.at("prompts") : json::object();
    about_.query_prefix = options_.query_prefix.value_or(value_of<std::string>(prompts, "query", ""));
    about_.passage_prefix = options_.passage_prefix.value_or(
        value_of<std::string>(prompts, "passage", value_of<std::string>(prompts, "document", "")));
  }

  void describe_words() {
    const json words = read_json(folder_ + "/tokenizer_config.json");
    about_.lower_case = value_of(words, "do_lower_case", true);
    about_.strip_accents = value_of(words, "strip_accents", about_.lower_case);
    if (!value_of(words, "tokenize_chinese_chars", true)) unsupported("it keeps ideographs together");
  }

  std::vector<std::string> read_vocabulary() const {
    const std::string path = folder_ + "/vocab.txt";
    const auto text = read_if_there(path);
    if (!text) unsupported("it has no vocab.txt");
    std::vector<std::string> tokens;
    for (std::size_t at = 0; at < text->size();) {
      const std::size_t end = std::min(text->find('\n', at), text->size());
      tokens.push_back(text->substr(at, end - at));
      if (tokens.back().ends_with('\r')) tokens.back().pop_back();
      at = end + 1;
    }
    if (tokens.size() > vocabulary_size_)
      throw Error(Code::invalid_argument,
                  fmt::format("reading {}: it has {} tokens, and the model knows {}; fetch the model again", path,
                              tokens.size(), vocabulary_size_));
    return tokens;
  }

  // Rows of int8, each with what its largest number stands for.
  void add_rows(const std::string& name, std::size_t rows, std::size_t columns, const std::vector<float>& values) {
    if (about_.kind == Kind::float32) return writer_.add(name, {rows, columns}, values);
    std::vector<std::int8_t> small(values.size());
    std::vector<float> scales(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const float* const from = values.data() + row * columns;
      float largest = 0;
      for (std::size_t i = 0; i < columns; ++i) largest = std::max(largest, std::abs(from[i]));
      scales[row] = largest / 127;
      for (std::size_t i = 0; i < columns && largest > 0; ++i)
        small[row * columns + i] = static_cast<std::int8_t>(std::lround(from[i] / scales[row]));
    }
    writer_.add(name, {rows, columns}, std::span<const std::int8_t>(small));
    writer_.add(name + ".scale", {rows}, std::span<const float>(scales));
  }

  void copy(const Safetensors& tensors, const std::string& name, const std::string& from, std::size_t size) {
    writer_.add(name, {size}, std::span<const float>(tensors.floats(prefix_ + from, {size})));
  }

  void embeddings(const Safetensors& tensors) {
    const std::size_t n = about_.dimensions;
    add_rows("word", vocabulary_size_, n,
             tensors.floats(prefix_ + "embeddings.word_embeddings.weight", {vocabulary_size_, n}));
    std::vector<float> position =
        tensors.floats(prefix_ + "embeddings.position_embeddings.weight", {about_.positions, n});
    const auto type = tensors.floats(prefix_ + "embeddings.token_type_embeddings.weight", {types_, n});
    // Every text is of the first type: its vector can be part of each position's.
    for (std::size_t i = 0; i < position.size(); ++i) position[i] += type[i % n];
    writer_.add("position", {about_.positions, n}, std::span<const float>(position));
    copy(tensors, "norm.gain", "embeddings.LayerNorm.weight", n);
    copy(tensors, "norm.bias", "embeddings.LayerNorm.bias", n);
  }

  void add_layer(const Safetensors& tensors, std::size_t layer) {
    const std::string from = fmt::format("encoder.layer.{}.", layer);
    const std::string to = fmt::format("{}.", layer);
    const std::size_t n = about_.dimensions;
    std::vector<float> weight;
    std::vector<float> bias;
    for (const char* const part : {"query", "key", "value"}) {
      const std::string name = prefix_ + from + "attention.self." + part;
      const auto w = tensors.floats(name + ".weight", {n, n});
      const auto b = tensors.floats(name + ".bias", {n});
      weight.insert(weight.end(), w.begin(), w.end());
      bias.insert(bias.end(), b.begin(), b.end());
    }
    add_rows(to + "attend", 3 * n, n, weight);
    writer_.add(to + "attend.bias", {3 * n}, std::span<const float>(bias));
    add_product(tensors, to + "combine", from + "attention.output.dense", n, n);
    copy(tensors, to + "attention_norm.gain", from + "attention.output.LayerNorm.weight", n);
    copy(tensors, to + "attention_norm.bias", from + "attention.output.LayerNorm.bias", n);
    add_product(tensors, to + "widen", from + "intermediate.dense", about_.intermediate, n);
    add_product(tensors, to + "narrow", from + "output.dense", n, about_.intermediate);
    copy(tensors, to + "norm.gain", from + "output.LayerNorm.weight", n);
    copy(tensors, to + "norm.bias", from + "output.LayerNorm.bias", n);
  }

  void add_product(const Safetensors& tensors, const std::string& name, const std::string& from, std::size_t rows,
                   std::size_t columns) {
    add_rows(name, rows, columns, tensors.floats(prefix_ + from + ".weight", {rows, columns}));
    copy(tensors, name + ".bias", from + ".bias", rows);
  }

  std::string folder_;
  ConvertOptions options_;
  Description about_;
  std::size_t vocabulary_size_ = 0;
  std::size_t types_ = 0;
  std::string prefix_;  // of the names: some folders hold the encoder as part of a larger model
  WeightsWriter writer_;
};

}  // namespace

std::string convert(const std::string& folder, const ConvertOptions& options) {
  return Converter(folder, options).run();
}

}  // namespace hearth::embed
