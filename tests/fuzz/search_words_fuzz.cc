// Any bytes as text: every word stands in the text, in order, with a stem that is not empty and not without bound.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "search/words.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hearth::search;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Words words(text);
  Word word;
  const char* last = text.data();
  while (words.next(word)) {
    hearth::check(word.written.data() >= last);
    hearth::check(word.written.data() + word.written.size() <= text.data() + text.size());
    hearth::check(!word.stem.empty() && word.stem.size() <= 4 * Words::longest_word);
    last = word.written.data();
  }
  return 0;
}
