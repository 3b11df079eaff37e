// Measures the search index alone: ingest, size, and searches of each kind, on made-up records with vectors.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "bench/language.h"
#include "bench/random.h"
#include "search/index.h"

namespace {

using hearth::bench::Language;
using hearth::bench::Random;
using namespace hearth::search;

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Around one of many centres, as those of real texts are.
std::vector<float> make_vector(Random& random, const std::vector<std::vector<float>>& centres, std::size_t dimensions) {
  std::vector<float> vector(dimensions);
  const auto noise = [&] {
    return static_cast<float>(random.fraction() + random.fraction() + random.fraction() - 1.5);
  };
  for (float& x : vector) x = noise();
  if (!centres.empty()) {
    const std::vector<float>& centre = centres[random.below(centres.size())];
    for (std::size_t i = 0; i < dimensions; ++i) vector[i] = 0.7F * vector[i] + centre[i];
  }
  float length = 0;
  for (const float x : vector) length += x * x;
  for (float& x : vector) x /= std::sqrt(length);
  return vector;
}

struct Times {
  std::vector<double> all;
  void print(const std::string& what) {
    std::sort(all.begin(), all.end());
    fmt::print("{:42} p50 {:7.3f} ms   p95 {:7.3f} ms   p99 {:7.3f} ms\n", what, 1e3 * all[all.size() / 2],
               1e3 * all[all.size() * 95 / 100], 1e3 * all[all.size() * 99 / 100]);
  }
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("measures the search index");
  std::string directory;
  std::size_t records = 100'000, dimensions = 256, searches = 500, batch_size = 1000;
  app.add_option("directory", directory, "for the index; what is there is removed")->required();
  app.add_option("--records", records);
  app.add_option("--dimensions", dimensions);
  app.add_option("--searches", searches);
  app.add_option("--batch", batch_size);
  CLI11_PARSE(app, argc, argv);
  std::filesystem::remove_all(directory);

  Random random(7);
  const Language language(random);
  std::vector<std::vector<float>> centres;
  for (int i = 0; i < 200; ++i) {
    centres.push_back(make_vector(random, {}, dimensions));
    for (float& x : centres.back()) x *= std::sqrt(static_cast<float>(dimensions) / 8);
  }
  Index index({.directory = directory, .dimensions = dimensions, .vectors_name = "bench"});
  double applying = 0;
  std::string previous, text = language.words_between(random, 6, 40), next;
  std::size_t text_bytes = 0;
  for (std::size_t begin = 0; begin < records; begin += batch_size) {
    Batch batch;
    for (std::size_t i = begin; i < std::min(records, begin + batch_size); ++i) {
      next = language.words_between(random, 6, 40);
      Record record;
      record.id = i + 1;
      record.fields = {text, i % 2 == 0 ? "user" : "assistant", "", "2026 november tuesday", previous, next};
      record.kind = 1;
      record.scope = 1 + i / 1000 % 5;
      record.group = 1 + i / 200;
      record.time = static_cast<hearth::UnixMillis>(1'700'000'000'000 + i * 60'000);
      record.vector = make_vector(random, centres, dimensions);
      text_bytes += text.size();
      batch.upserts.push_back(std::move(record));
      previous = std::move(text);
      text = std::move(next);
    }
    batch.watermark = {.first = static_cast<std::int64_t>(begin), .second = 0};
    const double start = seconds();
    index.apply(std::move(batch));
    applying += seconds() - start;
  }
  const double start = seconds();
  index.flush();
  applying += seconds() - start;
  const Statistics statistics = index.statistics();
  fmt::print("{} records of {} bytes of text: {:.1f} s, {:.0f} records/s; {} segments, {:.0f} bytes a record\n",
             statistics.records, text_bytes / records, applying, static_cast<double>(records) / applying,
             statistics.segments, static_cast<double>(statistics.bytes) / static_cast<double>(statistics.records));

  const auto measure = [&](const std::string& what, const std::function<Query()>& make) {
    Times times;
    for (std::size_t i = 0; i < searches + 20; ++i) {
      const Query query = make();
      const double begin = seconds();
      const Answer answer = index.search(query, {});
      if (i >= 20) times.all.push_back(seconds() - begin);
    }
    times.print(what);
  };
  const auto question = [&] {
    Query query;
    query.words = language.words_between(random, 4, 10);
    return query;
  };
  measure("words", question);
  measure("words, one scope", [&] {
    Query query = question();
    query.filter.scopes = {1, 3};
    return query;
  });
  measure("words and vector", [&] {
    Query query = question();
    query.vector = make_vector(random, centres, dimensions);
    return query;
  });
  measure("vector", [&] {
    Query query;
    query.vector = make_vector(random, centres, dimensions);
    return query;
  });
  measure("common word", [&] {
    Query query;
    query.words = language.word(random.below(10));
    return query;
  });
  measure("all words", [&] {
    Query query;
    query.words = language.telling_word(random) + " " + language.word(3);
    query.all_words = true;
    return query;
  });
  measure("phrase", [&] {
    Query query;
    query.words = '"' + language.word(2) + " " + language.word(random.below(50)) + '"';
    return query;
  });
  return 0;
}
