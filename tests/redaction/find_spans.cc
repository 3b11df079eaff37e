// Reads texts as JSON strings, one a line, and writes what the detectors find in each: [[class, begin, end, what], …].
// With a number as argument, reads one text whole, searches it that often and writes megabytes per second.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "domain/json.h"
#include "egress/redaction/detector.h"

namespace {

using namespace hearth;
using namespace hearth::egress;

Rules everything() {
  Rules rules;
  for (const DataClassInfo& each : data_classes()) rules = rules.with(each.data_class, Action::mask);
  return rules;
}

void find_in_lines(const Rules& rules) {
  for (std::string line; std::getline(std::cin, line);) {
    const std::string text = json::parse(line);
    json spans = json::array();
    for (const Finding& each : find(text, rules)) {
      spans.push_back({info(each.data_class).name, each.begin, each.end, each.what});
    }
    std::cout << spans.dump() << '\n';
  }
}

void measure(const Rules& rules, int times) {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  std::size_t count = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < times; ++i) count += find(text, rules).size();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  const double megabytes = static_cast<double>(text.size()) * times / 1e6;
  std::cout << megabytes / taken.count() << " MB/s, " << count / times << " findings in " << text.size() << " bytes\n";
}

}  // namespace

int main(int argc, char** argv) {
  const Rules rules = everything();
  argc > 1 ? measure(rules, std::atoi(argv[1])) : find_in_lines(rules);
  return 0;
}
