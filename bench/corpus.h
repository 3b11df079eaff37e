// What the measured database holds: sessions of uneven length with messages, tasks, and the files they touched. The
// same seed gives the same rows. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/language.h"
#include "bench/random.h"
#include "db/connection.h"

namespace hearth::bench {

struct Sizes {
  std::size_t messages = 1'000'000;
  std::size_t sessions = 5'000;
  std::size_t tasks = 200'000;
  std::size_t files = 20'000;
};

class Corpus {
 public:
  Corpus(const Sizes& sizes, std::uint64_t seed);

  // Each fills its tables, which must be empty; in this order, inside a transaction of the caller.
  void add_sessions(db::Connection& database);
  void add_messages(db::Connection& database);
  void add_files(db::Connection& database);
  void add_tasks(db::Connection& database);

  // A message's role and text, as a fresh one would be.
  struct Text {
    const char* role;
    std::string text;
  };
  Text make_text();

  const Sizes& sizes() const { return sizes_; }
  const Language& language() const { return language_; }
  const std::vector<std::string>& paths() const { return paths_; }
  Random& random() { return random_; }

 private:
  const std::string& pick_path() { return paths_[popularity_(random_)]; }
  std::int64_t moment(std::size_t index, std::size_t of) const;
  std::vector<std::size_t> files_of_task();
  void add_task(db::Connection& database, std::size_t task, const std::vector<std::size_t>& files);

  Sizes sizes_;
  Random random_;
  Language language_;
  std::vector<std::string> paths_;       // the file with id i + 1
  RankedDraw popularity_;                // of the files
  std::vector<std::size_t> session_of_;  // of each message, as an index
};

}  // namespace hearth::bench
