// hearth-extract: one file on its standard input, its name without folders as the only argument, chunks as JSON lines
// on its standard output (documents/extraction_lines.h). It parses what anybody may have written, so it is started in a
// box with no files, no network, and bounds on time and memory; it holds no secrets and knows no other file.
#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "base/error.h"
#include "base/fd.h"
#include "documents/extraction_lines.h"
#include "documents/readers/extract.h"

namespace {

constexpr std::size_t most_bytes = 256 << 20;

// Libraries complain there, and the text of the file could be in what they say.
void silence_standard_error() {
  int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
}

}  // namespace

int main(int count, char** arguments) {
  silence_standard_error();
  try {
    std::string name = count > 1 ? arguments[1] : "";
    std::string bytes = hearth::read_all(STDIN_FILENO, most_bytes, "the document");
    hearth::documents::Extraction extraction = hearth::documents::extract(bytes, name);
    hearth::write_all(STDOUT_FILENO, hearth::documents::lines_of(extraction), "the chunks");
    return 0;
  } catch (const hearth::Error& error) {
    return hearth::exit_status(error.code());
  }
}
