// embedding FOLDER [--count N]: the time an encoder takes for one short question, as JSON: microseconds at the median,
// of the files that the build makes in FOLDER (build/embeddings), with one thread and with two.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/json.h"
#include "embed/open_embedder.h"

namespace {

using namespace hearth;

// 8 to 16 tokens each, [CLS] and [SEP] included; the same as in bench/embedding_rival.py.
constexpr std::array questions = {
    "where did I put the invoice from March",
    "what have I done with this file before",
    "when did we decide to move the backup to the other disk",
    "which recipe uses lentils and lemon",
    "who is the landlord of the flat in Leipzig",
    "list the notes about the broken bicycle pump",
};

// Microseconds a question, at the median. A team that rested while another program ran gets time to come back.
double median_of(const embed::OpenOptions& options, const std::string& path, int count) {
  const auto encoder = embed::open_embedder(path, options);
  std::vector<double> times;
  for (int i = -count / 4; i < count; ++i) {
    const std::string_view text = questions[static_cast<std::size_t>(i + count) % questions.size()];
    const auto begin = std::chrono::steady_clock::now();
    encoder->embed(std::span(&text, 1), EmbedAs::query, {});
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    if (i >= 0) times.push_back(took.count());
  }
  std::nth_element(times.begin(), times.begin() + count / 2, times.end());
  return times[static_cast<std::size_t>(count) / 2];
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Measures the encoders.");
  std::string folder;
  int count = 2000;
  app.add_option("FOLDER", folder)->required();
  app.add_option("--count", count, "questions of each kind");
  CLI11_PARSE(app, argc, argv);
  try {
    const auto measured = [&](const char* file, int threads) {
      return median_of({.threads = threads}, folder + "/" + file, count);
    };
    const json result = {{"int8_1", measured("minilm.int8", 1)},
                         {"int8_2", measured("minilm.int8", 2)},
                         {"float32_1", measured("minilm.float32", 1)},
                         {"float32_2", measured("minilm.float32", 2)},
                         {"static", measured("minilm.static", 1)}};
    std::puts(result.dump().c_str());
  } catch (const Error& error) {
    std::fprintf(stderr, "embedding: %s\n", error.what());
    return 1;
  }
  return 0;
}
