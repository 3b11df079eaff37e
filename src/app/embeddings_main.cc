// hearth-embeddings: makes the files that encoders run from out of a sentence-transformers folder. The build uses it
// for the encoders that Hearth comes with; anybody may, for another model.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "base/error.h"
#include "embed/convert.h"
#include "embed/distill.h"
#include "embed/open_embedder.h"

namespace {

using namespace hearth;

// Under another name first, so that what stands there is always whole.
void write_file(const std::string& path, const std::string& bytes) {
  const std::string temporary = path + ".new";
  std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out || std::rename(temporary.c_str(), path.c_str()) != 0) throw_errno("writing " + path);
  std::cout << fmt::format("{}: {:.1f} MB\n", path, static_cast<double>(bytes.size()) / 1e6);
}

embed::Kind kind_of(const std::string& path) {
  if (path.ends_with(".int8")) return embed::Kind::int8;
  if (path.ends_with(".float32")) return embed::Kind::float32;
  throw Error(Code::invalid_argument,
              fmt::format("converting to {}: the name says what it becomes; end it in .int8 or .float32", path));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Makes the files that Hearth's encoders run from.", "hearth-embeddings");
  app.require_subcommand(1);
  std::string folder;
  std::string out;
  std::string name;
  std::optional<std::string> query_prefix;
  std::optional<std::string> passage_prefix;
  const auto subcommand = [&](const char* verb, const char* does) {
    CLI::App* const command = app.add_subcommand(verb, does);
    command->add_option("FOLDER", folder, "of a sentence-transformers model of the BERT family")->required();
    command->add_option("OUT", out, "the file to write")->required();
    command->add_option("--name", name, "of the model (default: the folder's)");
    return command;
  };
  CLI::App* const convert = subcommand("convert", "the model itself; OUT ends in .int8 or .float32");
  convert->add_option("--query-prefix", query_prefix, "what the model wants before a question");
  convert->add_option("--passage-prefix", passage_prefix, "what the model wants before what answers");
  CLI::App* const distill = subcommand("distill", "one vector per token: less exact, a hundred times faster");
  CLI11_PARSE(app, argc, argv);
  try {
    if (distill->parsed()) {
      write_file(out, embed::distill(folder, {.name = name}, std::stop_token()));
    } else {
      write_file(out, embed::convert(folder, {.kind = kind_of(out),
                                              .name = name,
                                              .query_prefix = query_prefix,
                                              .passage_prefix = passage_prefix}));
    }
    embed::check_weights(out);
  } catch (const Error& error) {
    std::cerr << "hearth-embeddings: " << error.what() << '\n';
    return exit_status(error.code());
  }
  return 0;
}
