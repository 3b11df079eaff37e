#include "cli/run/start_run.h"

#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/api_path.h"
#include "cli/fields.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

std::string create_session(Server& server, const std::string& task, const std::string& workspace,
                           std::stop_token stop) {
  return text_field(server.post("sessions", {{"title", title_of(task)}, {"workspace", workspace}}, stop), "id");
}

RunToWatch start_run(Server& server, const std::string& session_id, const std::string& task, const std::string& model,
                     std::stop_token stop) {
  json body{{"task", task}};
  if (!model.empty()) body["model"] = model;
  json run = server.post(fmt::format("sessions/{}/runs", encode_component(session_id)), body, stop);
  return {text_field(run, "id"), session_id};
}

std::string title_of(const std::string& task) {
  constexpr std::size_t most_characters = 60;
  std::string_view line = first_line(task);
  std::size_t end = 0;
  for (std::size_t characters = 0; end < line.size(); ++end) {
    bool continues = (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80;
    if (!continues && ++characters > most_characters) break;
  }
  return std::string(line.substr(0, end));
}

std::string existing_directory(const std::string& path) {
  std::error_code error;
  std::filesystem::path canonical = std::filesystem::canonical(path, error);
  if (!error && !std::filesystem::is_directory(canonical, error))
    error = std::make_error_code(std::errc::not_a_directory);
  if (error) {
    throw Error(Code::invalid_argument, fmt::format("using the workspace {}: {}: name a folder that is there",
                                                    escape_for_display(path), error.message()));
  }
  return canonical.string();
}

}  // namespace hearth::cli
