#include "sandbox/box/spec.h"

#include <cstdlib>
#include <utility>

namespace hearth::sandbox {

namespace {

// A list is its length and its texts, each ended by a NUL.
void put(std::string& out, std::string_view text) {
  out += text;
  out += '\0';
}

void put(std::string& out, const std::vector<std::string>& texts) {
  put(out, std::to_string(texts.size()));
  for (const std::string& text : texts) put(out, text);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::string text() {
    std::size_t end = rest_.find('\0');
    if (end == std::string_view::npos) return {};
    std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    return text;
  }
  bool ended() const { return rest_.empty(); }
  std::int64_t number() { return std::strtoll(text().c_str(), nullptr, 10); }
  std::vector<std::string> texts() {
    std::vector<std::string> texts;
    for (std::int64_t left = number(); left > 0 && !rest_.empty(); --left) texts.push_back(text());
    return texts;
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::string encode(const BoxSpec& spec) {
  std::string out;
  put(out, std::to_string(spec.staged.size()));
  for (const StagedMount& mount : spec.staged) {
    put(out, mount.source);
    put(out, mount.at);
    put(out, mount.read_only ? "read-only" : "");
  }
  put(out, spec.argv);
  put(out, spec.environment);
  put(out, spec.working_directory);
  put(out, spec.readable);
  put(out, spec.writable);
  put(out, std::to_string(spec.limits.size()));
  for (const ResourceLimit& limit : spec.limits) {
    put(out, std::to_string(limit.resource));
    put(out, std::to_string(limit.value));
  }
  put(out, spec.listener == BoxSpec::Listener::wanted ? "listener" : "");
  return out;
}

BoxSpec decode(std::string_view text) {
  Reader reader(text);
  BoxSpec spec;
  for (std::int64_t left = reader.number(); left > 0 && !reader.ended(); --left) {
    StagedMount mount{reader.text(), reader.text()};
    mount.read_only = !reader.text().empty();
    spec.staged.push_back(std::move(mount));
  }
  spec.argv = reader.texts();
  spec.environment = reader.texts();
  spec.working_directory = reader.text();
  spec.readable = reader.texts();
  spec.writable = reader.texts();
  for (std::int64_t left = reader.number(); left > 0; --left) {
    auto resource = static_cast<int>(reader.number());
    spec.limits.push_back({resource, reader.number()});
  }
  if (reader.text() == "listener") spec.listener = BoxSpec::Listener::wanted;
  return spec;
}

}  // namespace hearth::sandbox
