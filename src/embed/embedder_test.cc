// The encoders against what other programs make of the same weights and texts, and against each other.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "base/error.h"
#include "base/stop.h"
#include "embed/row_kernels.h"
#include "embed/static_embedder.h"
#include "embed/testing/model.h"
#include "embed/transformer_embedder.h"

namespace hearth::embed {
namespace {

std::unique_ptr<TransformerEmbedder> model(Kind kind, int threads) {
  return std::make_unique<TransformerEmbedder>(
      testing::weights_of(
          convert(testing::model_folder, {.kind = kind, .name = "minilm", .query_prefix = {}, .passage_prefix = {}})),
      threads);
}

std::vector<float> embed(const Embedder& embedder, const std::vector<std::string>& texts,
                         EmbedAs as = EmbedAs::passage) {
  return embedder.embed(testing::views(texts), as, {});
}

float largest_difference(std::span<const float> a, std::span<const float> b) {
  float largest = a.size() == b.size() ? 0 : INFINITY;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

// Every eighth text's vector by onnxruntime.
TEST(Float32Embedder, AgreesWithOnnxruntime) {
  const auto encoder = model(Kind::float32, 1);
  const std::string bytes = testing::read_file("src/embed/testdata/vectors.f32");
  std::vector<float> expected(bytes.size() / sizeof(float));
  std::memcpy(expected.data(), bytes.data(), bytes.size());
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < testing::texts().size(); i += 8) texts.push_back(testing::texts()[i]);
  ASSERT_GE(texts.size(), 60U);
  EXPECT_LT(largest_difference(embed(*encoder, texts), expected), 1e-4F);
}

TEST(Int8Embedder, IsNearFloat32InEveryLanguage) {
  const auto exact = embed(*model(Kind::float32, 1), testing::texts());
  const auto small = model(Kind::int8, 1);
  EXPECT_EQ(small->name(), "minilm/int8");
  const auto near = embed(*small, testing::texts());
  const std::size_t n = small->dimensions();
  float least = 1;
  for (std::size_t i = 0; i < testing::texts().size(); ++i) {
    const float cosine = testing::cosine(std::span(exact).subspan(i * n, n), std::span(near).subspan(i * n, n));
    if (testing::cosine(std::span(exact).subspan(i * n, n), std::span(exact).subspan(i * n, n)) == 0) {
      EXPECT_EQ(testing::cosine(std::span(near).subspan(i * n, n), std::span(near).subspan(i * n, n)), 0)
          << testing::texts()[i];
      continue;  // none of its words is known
    }
    EXPECT_GE(cosine, 0.99F) << testing::texts()[i];
    least = std::min(least, cosine);
  }
  std::cout << "least cosine: " << least << '\n';
}

TEST(Int8Embedder, PutsLikeTextsNearEachOther) {
  const auto encoder = model(Kind::int8, 1);
  const auto v = embed(*encoder, {"The cat sleeps on the sofa.", "A kitten is napping on the couch.",
                                  "Quarterly revenue fell by ten per cent."});
  const std::size_t n = encoder->dimensions();
  const std::span all = v;
  EXPECT_GT(testing::cosine(all.first(n), all.subspan(n, n)),
            testing::cosine(all.first(n), all.subspan(2 * n, n)) + 0.3F);
}

class TinyEmbedder : public ::testing::TestWithParam<Kind> {
 protected:
  std::unique_ptr<TransformerEmbedder> open(int threads, std::optional<std::string> query_prefix = {}) {
    return std::make_unique<TransformerEmbedder>(
        testing::weights_of(convert(
            model_.path(), {.kind = GetParam(), .name = "tiny", .query_prefix = query_prefix, .passage_prefix = {}})),
        threads);
  }

  testing::TinyModel model_;
  const std::vector<std::string> texts_ = {"red house", "blueberry, red", "houses houses houses blue red red", "blue",
                                           "house, house"};
};

TEST_P(TinyEmbedder, ATextAloneAndAmongOthersHasTheSameVector) {
  const auto encoder = open(1);
  const auto together = embed(*encoder, texts_);
  for (std::size_t i = 0; i < texts_.size(); ++i)
    EXPECT_LT(largest_difference(embed(*encoder, {texts_[i]}), std::span(together).subspan(i * 64, 64)), 1e-5F)
        << texts_[i];
}

TEST_P(TinyEmbedder, TwoThreadsComputeTheSame) {
  EXPECT_EQ(embed(*open(1), texts_), embed(*open(2), texts_));
}

TEST_P(TinyEmbedder, ManyTextsFitIntoNoSingleBatch) {
  std::vector<std::string> many;
  for (int i = 0; i < 200; ++i) many.insert(many.end(), texts_.begin(), texts_.end());
  const auto encoder = open(2);
  const auto vectors = embed(*encoder, many);
  const auto once = embed(*encoder, texts_);
  ASSERT_EQ(vectors.size(), many.size() * 64);
  for (std::size_t i = 0; i < vectors.size(); i += once.size())
    ASSERT_LT(largest_difference(std::span(vectors).subspan(i, once.size()), once), 1e-5F) << i;
}

TEST_P(TinyEmbedder, WithoutAnyKnownWordIsZero) {
  const auto v = embed(*open(1), {"zebra", "", "red"});
  EXPECT_EQ(std::vector<float>(v.begin(), v.begin() + 128), std::vector<float>(128, 0));
  EXPECT_NEAR(testing::cosine(std::span(v).subspan(128), std::span(v).subspan(128)), 1, 1e-5);
  EXPECT_TRUE(embed(*open(1), {}).empty());
}

TEST_P(TinyEmbedder, ALongTextIsReadToTheLimit) {
  std::string long_text;
  for (int i = 0; i < 500; ++i) long_text += "red ";
  const auto encoder = open(1);
  EXPECT_EQ(embed(*encoder, {long_text}), embed(*encoder, {long_text + "house"}));
}

TEST_P(TinyEmbedder, PutsThePrefixBeforeAQuestionOnly) {
  const auto encoder = open(1, "blue ");
  EXPECT_EQ(embed(*encoder, {"house"}, EmbedAs::query), embed(*encoder, {"blue house"}));
  EXPECT_NE(embed(*encoder, {"house"}, EmbedAs::query), embed(*encoder, {"house"}));
  EXPECT_EQ(embed(*encoder, {"zebra"}, EmbedAs::query), std::vector<float>(64, 0));
}

TEST_P(TinyEmbedder, ServesSeveralThreadsAtOnce) {
  const auto encoder = open(2);
  const auto expected = embed(*open(1), texts_);
  std::array<bool, 4> right = {};
  {
    std::vector<std::jthread> threads;
    for (bool& one : right) {
      threads.emplace_back([&] {
        bool same = true;
        for (int i = 0; i < 20; ++i) same = embed(*encoder, texts_) == expected && same;
        one = same;
      });
    }
  }
  EXPECT_EQ(right, (std::array<bool, 4>{true, true, true, true}));
}

TEST_P(TinyEmbedder, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  const auto encoder = open(1);
  EXPECT_THROW(encoder->embed(testing::views(texts_), EmbedAs::query, stop.get_token()), Cancelled);
}

INSTANTIATE_TEST_SUITE_P(Kinds, TinyEmbedder, ::testing::Values(Kind::float32, Kind::int8),
                         [](const auto& of) { return std::string(to_string(of.param)); });

// Each kind of processor's instructions, as far as this machine has them, against plain arithmetic.
class Kernels : public ::testing::TestWithParam<const RowKernels*> {};

TEST_P(Kernels, ComputeWhatTheirFormulasSay) {
  if (GetParam() == nullptr) return;  // this processor cannot run them; another does
  const RowKernels& kernels = *GetParam();
  std::mt19937 random(3);
  std::normal_distribution<float> normal(0, 2);
  std::vector<float> row(96);
  for (float& value : row) value = normal(random);
  const std::vector<float> gain(96, 0.5F), bias(96, 0.25F);

  std::vector<float> gelu = row;
  kernels.gelu(gelu.data(), gelu.size());
  for (std::size_t i = 0; i < row.size(); ++i)
    EXPECT_NEAR(gelu[i], 0.5 * row[i] * (1 + std::erf(row[i] / std::sqrt(2.0))), 2e-6);

  double mean = 0, variance = 0;
  for (const float value : row) mean += value / 96.0;
  for (const float value : row) variance += (value - mean) * (value - mean) / 96.0;
  std::vector<float> normal_row = row;
  kernels.normalize(normal_row.data(), 96, 1e-12F, gain.data(), bias.data());
  for (std::size_t i = 0; i < row.size(); ++i)
    EXPECT_NEAR(normal_row[i], (row[i] - mean) / std::sqrt(variance) * 0.5 + 0.25, 1e-5);

  for (const float top : {127.0F, 255.0F}) {
    std::vector<std::uint8_t> bytes(96);
    const RowScale scale = kernels.quantize(row.data(), 96, top, bytes.data());
    for (std::size_t i = 0; i < row.size(); ++i) {
      EXPECT_LE(bytes[i], top);
      EXPECT_NEAR(static_cast<float>(bytes[i] - scale.zero) * scale.scale, row[i], scale.scale * 1.01F);
    }
  }
}

TEST_P(Kernels, AttendAsSoftmaxDoes) {
  if (GetParam() == nullptr) return;  // as above
  constexpr std::size_t tokens = 19, heads = 2, size = 32, stride = 3 * heads * size;
  std::mt19937 random(4);
  std::normal_distribution<float> normal(0, 1);
  std::vector<float> rows(tokens * stride), out(tokens * heads * size), scratch(attention_scratch(tokens, size));
  for (float& value : rows) value = normal(random);
  GetParam()->attend(rows.data(), stride, tokens, heads, size, out.data(), heads * size, scratch.data());
  for (std::size_t t = 0; t < tokens; ++t) {
    for (std::size_t head = 0; head < heads; ++head) {
      std::array<double, tokens> weight = {};
      double total = 0;
      for (std::size_t k = 0; k < tokens; ++k) {
        double dot = 0;
        for (std::size_t d = 0; d < size; ++d)
          dot += rows[t * stride + head * size + d] * rows[k * stride + (heads + head) * size + d];
        total += weight[k] = std::exp(dot / std::sqrt(32.0));
      }
      for (std::size_t d = 0; d < size; ++d) {
        double sum = 0;
        for (std::size_t k = 0; k < tokens; ++k)
          sum += weight[k] / total * rows[k * stride + (2 * heads + head) * size + d];
        ASSERT_NEAR(out[t * heads * size + head * size + d], sum, 1e-5);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Processors, Kernels,
                         ::testing::Values(row_kernels_plain(), row_kernels_avx2(), row_kernels_avx512()));

}  // namespace
}  // namespace hearth::embed
