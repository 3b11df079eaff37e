#include "bench/corpus.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "domain/json.h"

namespace hearth::bench {

namespace {

constexpr double popularity_exponent = 0.8;
constexpr std::int64_t first_moment = 1'672'531'200'000;  // the first of January 2023
constexpr std::int64_t time_span = 3LL * 365 * 24 * 3600 * 1000;

std::vector<std::string> make_paths(const Language& language, Random& random, std::size_t count) {
  constexpr std::array<std::string_view, 10> suffixes = {".cc",   ".h",   ".md",  ".py",  ".ts",
                                                         ".json", ".txt", ".csv", ".sql", ".toml"};
  constexpr std::array<std::string_view, 6> tops = {"src", "src", "docs", "tests", "tools", "notes"};
  std::vector<std::string> folders(std::max<std::size_t>(count / 15, 1));
  for (std::string& folder : folders) {
    folder = language.telling_word(random) + "/" + std::string(random.pick(tops));
    for (std::size_t depth = random.between(1, 3); depth > 0; --depth) folder += "/" + language.telling_word(random);
  }
  std::unordered_set<std::string> known;
  std::vector<std::string> paths;
  while (paths.size() < count) {
    std::string path = random.pick(folders) + "/" + language.telling_word(random);
    if (random.below(2) == 0) path += "_" + language.telling_word(random);
    path += random.pick(suffixes);
    if (known.insert(path).second) paths.push_back(std::move(path));
  }
  return paths;
}

// How many messages each session gets: few get many.
std::vector<std::size_t> uneven_shares(Random& random, std::size_t sessions, std::size_t messages) {
  constexpr double least = 0.1;
  std::vector<double> weights(sessions);
  for (double& weight : weights) weight = least + random.exponential(1);
  double scale = static_cast<double>(messages) / std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::size_t> shares(sessions);
  for (std::size_t i = 0; i < sessions; ++i) shares[i] = static_cast<std::size_t>(weights[i] * scale);
  std::size_t given = std::accumulate(shares.begin(), shares.end(), std::size_t{0});
  for (std::size_t i = 0; given < messages; i = (i + 1) % sessions, ++given) ++shares[i];
  return shares;
}

// The session of each message, in the order of time: a few sessions are in use at any moment, so that the rows of one
// session lie scattered in the file, as they do in life.
std::vector<std::size_t> interleave(Random& random, std::vector<std::size_t> shares, std::size_t messages) {
  constexpr std::size_t in_use = 6;
  std::vector<std::size_t> order, open;
  order.reserve(messages);
  for (std::size_t next = 0; order.size() < messages;) {
    for (; open.size() < in_use && next < shares.size(); ++next) {
      if (shares[next] > 0) open.push_back(next);
    }
    std::size_t slot = random.below(open.size());
    order.push_back(open[slot]);
    if (--shares[open[slot]] == 0) open.erase(open.begin() + static_cast<std::ptrdiff_t>(slot));
  }
  return order;
}

}  // namespace

Corpus::Corpus(const Sizes& sizes, std::uint64_t seed)
    : sizes_(sizes),
      random_(seed),
      language_(random_),
      paths_(make_paths(language_, random_, sizes.files)),
      popularity_(sizes.files, popularity_exponent),
      session_of_(interleave(random_, uneven_shares(random_, sizes.sessions, sizes.messages), sizes.messages)) {}

std::int64_t Corpus::moment(std::size_t index, std::size_t of) const {
  return first_moment + static_cast<std::int64_t>(static_cast<double>(index) / static_cast<double>(of) * time_span);
}

Corpus::Text Corpus::make_text() {
  struct Kind {
    const char* role;
    std::size_t percent, least;  // words
    double more;                 // words, on average
  };
  constexpr std::array<Kind, 3> kinds = {{{"user", 30, 4, 16}, {"assistant", 45, 8, 50}, {"tool", 25, 4, 28}}};
  std::size_t dice = random_.below(100);
  const Kind* kind = kinds.data();
  for (; dice >= kind->percent; ++kind) dice -= kind->percent;
  std::string text = language_.prose(random_, kind->least + static_cast<std::size_t>(random_.exponential(kind->more)));
  if (kind == &kinds.back()) text = pick_path() + ": " + text;
  return {kind->role, std::move(text)};
}

void Corpus::add_sessions(db::Connection& database) {
  std::vector<std::int64_t> last_use(sizes_.sessions);
  for (std::size_t i = 0; i < session_of_.size(); ++i) last_use[session_of_[i]] = moment(i, sizes_.messages);
  database.prepare("INSERT INTO workspaces(id, root, created_at) VALUES (1, '/home/user/projects', ?)")
      .bind(first_moment)
      .run();
  for (std::size_t i = 0; i < sizes_.sessions; ++i) {
    std::int64_t begun = moment(i, sizes_.sessions);
    std::string title = language_.words_between(random_, 3, 7);
    database.prepare("INSERT INTO sessions(id, workspace_id, title, created_at, updated_at) VALUES (?, 1, ?, ?, ?)")
        .bind(static_cast<std::int64_t>(i + 1), title, begun, std::max(begun, last_use[i]))
        .run();
  }
}

void Corpus::add_messages(db::Connection& database) {
  std::vector<std::int64_t> newest(sizes_.sessions);  // message of each session; 0: none yet
  for (std::size_t i = 0; i < sizes_.messages; ++i) {
    Text message = make_text();
    std::int64_t& parent = newest[session_of_[i]];
    auto id = static_cast<std::int64_t>(i + 1);
    database
        .prepare(
            "INSERT INTO messages(id, session_id, parent_id, role, text, created_at) VALUES (?, ?, nullif(?, 0), ?, ?, "
            "?)")
        .bind(id, static_cast<std::int64_t>(session_of_[i] + 1), parent, message.role, message.text,
              moment(i, sizes_.messages))
        .run();
    parent = id;
  }
  for (std::size_t i = 0; i < sizes_.sessions; ++i) {
    database.prepare("UPDATE sessions SET head_id = nullif(?, 0) WHERE id = ?")
        .bind(newest[i], static_cast<std::int64_t>(i + 1))
        .run();
  }
}

void Corpus::add_files(db::Connection& database) {
  std::vector<std::size_t> by_name(paths_.size());
  std::iota(by_name.begin(), by_name.end(), std::size_t{0});
  std::sort(by_name.begin(), by_name.end(), [&](std::size_t a, std::size_t b) { return paths_[a] < paths_[b]; });
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    database.prepare("INSERT INTO files(id, workspace_id, path, present) VALUES (?, 1, ?, 1)")
        .bind(static_cast<std::int64_t>(i + 1), paths_[i])
        .run();
  }
  for (std::size_t i : by_name) {
    database.prepare("INSERT INTO file_names(path, workspace_id, file_id, since_event) VALUES (?, 1, ?, 0)")
        .bind(paths_[i], static_cast<std::int64_t>(i + 1))
        .run();
  }
}

std::vector<std::size_t> Corpus::files_of_task() {
  std::vector<std::size_t> files;
  for (std::size_t n = random_.between(1, 5); n > 0; --n) {
    std::size_t file = popularity_(random_);
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  }
  return files;
}

void Corpus::add_task(db::Connection& database, std::size_t task, const std::vector<std::size_t>& files) {
  constexpr std::size_t fails_one_in = 20;
  bool failed = random_.below(fails_one_in) == 0;
  std::string prompt = language_.words_between(random_, 8, 23), reply = language_.words_between(random_, 8, 23);
  for (std::size_t file : files) prompt += " " + paths_[file];
  auto duration = static_cast<std::int64_t>(random_.below(90'000));
  std::string inputs = json{{"prompt", prompt}, {"model", "reflex"}, {"workspace", "/home/user/projects"}}.dump();
  std::string outputs = json{{failed ? "error" : "answer", reply}}.dump();
  std::string metadata = json{{"turns", random_.between(1, 12)},
                              {"tool_calls", random_.between(0, 30)},
                              {"duration_ms", duration},
                              {"usage", {{"input", random_.below(20'000)}, {"output", random_.below(4'000)}}}}
                             .dump();
  std::string title = language_.words_between(random_, 4, 8);
  std::int64_t begun = moment(task, sizes_.tasks);
  database
      .prepare(
          "INSERT INTO tasks(id, session_id, title, state, inputs, outputs, metadata, created_at, finished_at) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(static_cast<std::int64_t>(task + 1), static_cast<std::int64_t>(task * sizes_.sessions / sizes_.tasks + 1),
            title, failed ? "failed" : "finished", inputs, outputs, metadata, begun, begun + duration)
      .run();
}

void Corpus::add_tasks(db::Connection& database) {
  constexpr std::array<const char*, 4> actions = {R"(["read"])", R"(["read"])", R"(["read","modify"])",
                                                  R"(["create"])"};
  std::vector<std::pair<std::size_t, std::size_t>> links;  // file, task
  for (std::size_t task = 0; task < sizes_.tasks; ++task) {
    std::vector<std::size_t> files = files_of_task();
    add_task(database, task, files);
    for (std::size_t file : files) links.emplace_back(file, task);
  }
  std::sort(links.begin(), links.end());
  for (auto [file, task] : links) {
    database.prepare("INSERT INTO task_files(file_id, task_id, actions) VALUES (?, ?, ?)")
        .bind(static_cast<std::int64_t>(file + 1), static_cast<std::int64_t>(task + 1), random_.pick(actions))
        .run();
  }
}

}  // namespace hearth::bench
