// What a person who helps needs to know of an installation. Nothing that was said or written is looked at, and what is
// given is masked.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "api/doctor.h"
#include "api/resources.h"
#include "base/fd.h"
#include "base/utf8.h"
#include "egress/redaction/anonymous.h"
#include "sandbox/protection.h"
#include "store/migrations.h"
#include "store/sessions.h"
#include "store/statistics.h"

namespace hearth::api {

namespace {

json system_facts() {
  struct utsname names {};
  ::uname(&names);
  return {{"kernel", fmt::format("{} {}", names.sysname, names.release)}, {"processor", names.machine}};
}

// Texts that are free to choose may hold anything: it is said only that there is one.
json changed_settings(const settings::Settings& settings) {
  json changed = json::object();
  for (const settings::Value& value : settings.all()) {
    if (value.source == settings::Source::default_value) continue;
    bool is_free = value.declaration->type == settings::Type::text && value.declaration->choices.empty();
    changed[std::string(value.declaration->name)] = is_free ? json("(set)") : value.value;
  }
  return changed;
}

json row_counts(const Context& context) {
  json counts = json::object();
  for (const auto& [table, rows] : context.store.read(store::row_counts)) counts[std::string(table)] = rows;
  return counts;
}

std::string end_of_file(const std::string& path, std::int64_t most) {
  Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (!file || ::fstat(file.get(), &info) != 0) return {};
  ::lseek(file.get(), std::max<std::int64_t>(0, info.st_size - most), SEEK_SET);
  std::string text(static_cast<std::size_t>(most), '\0');
  ssize_t length = ::read(file.get(), text.data(), text.size());
  text.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  return text;
}

json last_lines(const std::string& text, std::size_t most) {
  json lines = json::array();
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(to_valid_utf8(std::string_view(text).substr(begin, end - begin)));
    begin = end + 1;
  }
  if (lines.size() > most) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(most));
  return lines;
}

json end_of_log(const Context& context) {
  constexpr std::int64_t most_bytes = 128 * 1024;
  constexpr std::size_t most_lines = 200;
  return last_lines(end_of_file(context.store.directory() + "/hearth.log", most_bytes), most_lines);
}

egress::KnownTexts known_texts(const Context& context) {
  egress::KnownTexts known{{context.store.directory(), "<data>"}};
  if (const char* home = std::getenv("HOME")) known.emplace_back(home, "<home>");
  for (const store::KnownWorkspace& workspace : context.store.read(store::known_workspaces)) {
    known.emplace_back(workspace.root, fmt::format("<workspace {}>", workspace.id.value));
  }
  struct utsname names {};
  ::uname(&names);
  constexpr std::size_t shortest_name = 4;  // a shorter one would be found in other words
  if (std::string host = names.nodename; host.size() >= shortest_name && host != "localhost") {
    known.emplace_back(host, "<host>");
  }
  return known;
}

http_server::Response bundle(const Call& call) {
  const Context& context = call.context;
  settings::Settings settings = context.settings();
  egress::Rules rules = egress::Rules::from_settings([&](std::string_view name) { return settings.text(name); });
  json told{{"checks", examine_installation(call)},
            {"log", end_of_log(context)},
            {"protection", sandbox::to_json(context.sandbox.examine(call.stop))},
            {"settings", changed_settings(settings)}};
  json all = egress::anonymous(std::move(told), rules, known_texts(context));
  all["made_at"] = unix_millis_now();
  all["version"] = context.version;
  all["schema_version"] = context.store.read(store::version_of);
  all["system"] = system_facts();
  all["counts"] = row_counts(context);
  return json_response(all);
}

constexpr Route table[] = {
    {"GET", "/api/v1/support-bundle", "What a person who helps needs to know; private data is masked", "", "",
     "SupportBundle", 200, bundle},
};

}  // namespace

std::span<const Route> support_bundle_routes() {
  return table;
}

}  // namespace hearth::api
