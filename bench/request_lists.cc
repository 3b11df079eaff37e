#include "bench/request_lists.h"

#include <fmt/format.h>

#include <fstream>
#include <functional>

#include "base/error.h"

namespace hearth::bench {

namespace {

void write_list(const std::string& path, std::size_t lines, const std::function<std::string()>& make) {
  std::ofstream out(path, std::ios::trunc);
  for (std::size_t i = 0; i < lines; ++i) out << make() << '\n';
  out.close();
  if (!out) throw Error(Code::unavailable, fmt::format("writing {}: it failed: is the disk full?", path));
}

}  // namespace

void write_request_lists(Corpus& corpus, const std::string& folder) {
  constexpr std::size_t requests = 2000, rare_words = 500, pairs = 500, common_words = 100;
  Random& random = corpus.random();
  auto ranked = [&](std::size_t least, std::size_t most) {
    return corpus.language().word(random.between(least, most));
  };
  write_list(folder + "/sessions.txt", requests,
             [&] { return std::to_string(1 + random.below(corpus.sizes().sessions)); });
  write_list(folder + "/paths.txt", requests, [&] { return random.pick(corpus.paths()); });
  write_list(folder + "/search_rare.txt", rare_words, [&] { return ranked(15'000, 40'000); });
  write_list(folder + "/search_pair.txt", pairs, [&] {
    std::string first = ranked(100, 1000);
    return first + " " + ranked(100, 1000);
  });
  write_list(folder + "/search_common.txt", common_words, [&] { return ranked(5, 40); });
  write_list(folder + "/texts.txt", requests, [&] { return corpus.make_text().text; });
}

}  // namespace hearth::bench
