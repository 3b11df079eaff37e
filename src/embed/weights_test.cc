#include "embed/weights.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"
#include "embed/checksum.h"
#include "embed/distill.h"
#include "embed/open_embedder.h"
#include "embed/testing/model.h"

namespace hearth::embed {
namespace {

std::string message_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& error) {
    return error.what();
  }
  return "(no error)";
}

bool says(const std::string& message, std::string_view part) {
  return message.find(part) != std::string::npos;
}

class WeightsFile : public ::testing::Test {
 protected:
  // What opening and using the file says.
  std::string use(const std::string& bytes) {
    testing::write_file(path_, bytes);
    return message_of([&] {
      const std::vector<std::string_view> texts = {"red house"};
      open_embedder(path_, {.threads = 1})->embed(texts, EmbedAs::query, {});
    });
  }

  testing::TinyModel model_;
  std::string path_ = model_.path() + "/weights";
  std::string int8_ = convert(model_.path(), {});
};

TEST_F(WeightsFile, KeepsWhatIsKnownOfTheModel) {
  const auto about =
      testing::weights_of(
          convert(model_.path(), {.kind = Kind::float32, .name = "tiny", .query_prefix = "red", .passage_prefix = {}}))
          .description();
  EXPECT_EQ(about.name, "tiny");
  EXPECT_EQ(about.kind, Kind::float32);
  EXPECT_EQ(about.dimensions, 64U);
  EXPECT_EQ(about.max_tokens, 24U);
  EXPECT_EQ(about.query_prefix, "red");
  EXPECT_EQ(about.passage_prefix, "");
}

TEST_F(WeightsFile, WorksWhenWhole) {
  EXPECT_EQ(use(int8_), "(no error)");
}

TEST_F(WeightsFile, CutShortIsRefusedWhereverItIsCut) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{2000}, int8_.size() - 1}) {
    const std::string message = use(int8_.substr(0, size));
    EXPECT_TRUE(says(message, "convert the model again")) << size << ": " << message;
    EXPECT_TRUE(says(message, path_)) << message;
  }
}

TEST_F(WeightsFile, AnyChangedByteIsNoticed) {
  for (std::size_t at = 0; at < int8_.size(); at += at < 4000 ? 37 : 4999) {
    std::string damaged = int8_;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    const std::string message = use(damaged);
    EXPECT_TRUE(says(message, "convert the model again")) << at << ": " << message;
  }
}

TEST_F(WeightsFile, AnotherFormatIsNamed) {
  EXPECT_TRUE(says(use(std::string(1000, 'x')), "not a file of converted weights"));
}

TEST_F(WeightsFile, AbsentIsNotFound) {
  EXPECT_TRUE(says(message_of([&] { open_embedder(path_ + "x"); }), "No such file"));
}

TEST_F(WeightsFile, CheckReadsAllOfIt) {
  std::string damaged = int8_;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  testing::write_file(path_, damaged);
  EXPECT_TRUE(says(message_of([&] { check_weights(path_); }), "its contents are damaged"));
}

class Folder : public WeightsFile {
 protected:
  std::string convert_it() {
    return message_of([&] { convert(model_.path(), {}); });
  }
  std::string convert_with(const char* key, const json& value) {
    json config = model_.config;
    config[key] = value;
    testing::write_file(model_.path() + "/config.json", config.dump());
    return convert_it();
  }
};

TEST_F(Folder, WithoutConfigurationIsRefused) {
  std::filesystem::remove(model_.path() + "/config.json");
  EXPECT_TRUE(says(convert_it(), "there is no config.json"));
}

TEST_F(Folder, OfAnotherFamilyIsRefused) {
  EXPECT_TRUE(says(convert_with("model_type", "llama"), "it is of type llama"));
}
TEST_F(Folder, OfOtherSizesThanItsTensorsIsRefused) {
  EXPECT_TRUE(says(convert_with("vocab_size", 11), "has the shape [10, 64]"));
}
TEST_F(Folder, WithoutASizeIsRefused) {
  EXPECT_TRUE(says(convert_with("hidden_size", nullptr), "missing or out of range"));
}
TEST_F(Folder, WithAWrongTypeIsRefused) {
  EXPECT_TRUE(says(convert_with("hidden_size", "big"), "hidden_size is \"big\""));
}

TEST_F(Folder, WithTensorsCutShortIsRefused) {
  const std::string path = model_.path() + "/model.safetensors";
  const std::string whole = testing::read_file(path);
  testing::write_file(path, whole.substr(0, whole.size() - 1));
  EXPECT_TRUE(says(convert_it(), "lies outside the file"));
  testing::write_file(path, whole.substr(0, 100));
  EXPECT_TRUE(says(convert_it(), "longer than the file"));
}

TEST_F(Folder, TakesPoolingAndPromptsFromItsFiles) {
  std::filesystem::create_directory(model_.path() + "/1_Pooling");
  testing::write_file(model_.path() + "/1_Pooling/config.json",
                      R"({"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false})");
  testing::write_file(model_.path() + "/config_sentence_transformers.json",
                      R"({"prompts": {"query": "blue", "document": "red"}})");
  const auto about = testing::weights_of(convert(model_.path(), {})).description();
  EXPECT_EQ(about.pooling, Pooling::first);
  EXPECT_EQ(about.query_prefix, "blue");
  EXPECT_EQ(about.passage_prefix, "red");
}

TEST_F(Folder, OfMaximumPoolingIsRefused) {
  std::filesystem::create_directory(model_.path() + "/1_Pooling");
  testing::write_file(model_.path() + "/1_Pooling/config.json",
                      R"({"pooling_mode_mean_tokens": false, "pooling_mode_max_tokens": true})");
  EXPECT_TRUE(says(convert_it(), "neither mean nor CLS"));
}

TEST_F(Folder, DistilsToAStaticEncoder) {
  const std::string bytes = distill(model_.path(), {.dimensions = 16, .name = "tiny", .threads = 1}, {});
  testing::write_file(path_, bytes);
  const auto encoder = open_embedder(path_);
  EXPECT_EQ(encoder->name(), "tiny/static");
  const std::vector<std::string_view> texts = {"red red", "red", "zebra"};
  const auto vectors = encoder->embed(texts, EmbedAs::passage, {});
  ASSERT_EQ(vectors.size(), 48U);
  EXPECT_NEAR(testing::cosine(std::span(vectors).first(16), std::span(vectors).subspan(16, 16)), 1, 1e-5);
  EXPECT_EQ(std::vector<float>(vectors.begin() + 32, vectors.end()), std::vector<float>(16, 0));
  EXPECT_TRUE(says(use(bytes.substr(0, bytes.size() - 1)), "were written"));
}

RC_GTEST_PROP(Checksum, AnyChangeShows, (std::vector<std::uint8_t> bytes, std::uint8_t change)) {
  RC_PRE(!bytes.empty() && change != 0);
  const auto before = checksum(std::as_bytes(std::span(bytes)));
  const std::size_t at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] ^= change;
  RC_ASSERT(checksum(std::as_bytes(std::span(bytes))) != before);
  bytes[at] ^= change;
  bytes.push_back(0);
  RC_ASSERT(checksum(std::as_bytes(std::span(bytes))) != before);
}

}  // namespace
}  // namespace hearth::embed
