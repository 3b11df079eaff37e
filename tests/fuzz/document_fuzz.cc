// Any bytes as a document, under a name that the first byte chooses: there is text fit to show, or one sentence that
// says why not.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/utf8.h"
#include "documents/readers/extract.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hearth::documents;
  constexpr auto names =
      std::to_array<std::string_view>({"a.pdf", "a.docx", "a.odt", "a.pptx", "a.xlsx", "a.epub", "a.html", "a.md",
                                       "a.txt", "a.cc", "a.csv", "a.eml", "a.mbox"});
  if (size == 0) return 0;
  Bounds bounds;
  bounds.text_bytes = 1 << 18;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Extraction extraction = extract(bytes, names[data[0] % names.size()], bounds);
  const bool ready = extraction.state == Extraction::State::ready;
  hearth::check(ready == !extraction.chunks.empty());
  hearth::check(ready || !extraction.problem.empty());
  for (const Chunk& chunk : extraction.chunks) {
    hearth::check(!chunk.text.empty() && hearth::is_valid_utf8(chunk.text));
  }
  return 0;
}
