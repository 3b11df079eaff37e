#include "documents/readers/extract.h"

#include <new>
#include <optional>
#include <string>

#include "base/error.h"
#include "documents/chunker.h"
#include "documents/readers/charset.h"
#include "documents/readers/format.h"
#include "documents/readers/readers.h"

namespace hearth::documents {

namespace {

void read_package(Format format, Package& package, Builder& out) {
  switch (format) {
    case Format::docx:
      return read_docx(package, out);
    case Format::epub:
      return read_epub(package, out);
    case Format::odt:
      return read_odt(package, out);
    case Format::pptx:
      return read_pptx(package, out);
    case Format::xlsx:
      return read_xlsx(package, out);
    case Format::code:
    case Format::csv:
    case Format::eml:
    case Format::html:
    case Format::markdown:
    case Format::mbox:
    case Format::pdf:
    case Format::plain:
      return;
  }
}

// The charset that a page names about itself: <meta charset="...">.
std::string declared_charset(std::string_view bytes) {
  std::string_view head = bytes.substr(0, 2048);
  std::size_t at = head.find("charset=");
  if (at == std::string_view::npos) return {};
  std::string_view rest = head.substr(at + 8);
  if (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
  return std::string(rest.substr(0, rest.find_first_of("\"'> ;/")));
}

void read_file(Format format, std::string_view bytes, Builder& out) {
  switch (format) {
    case Format::code:
      return read_code(to_utf8(bytes), out);
    case Format::csv:
      return read_csv(to_utf8(bytes), out);
    case Format::html:
      return read_html(to_utf8(bytes, declared_charset(bytes)), out);
    case Format::markdown:
      return read_markdown(to_utf8(bytes), out);
    case Format::plain:
      return read_plain(to_utf8(bytes), out);
    case Format::eml:
      return read_eml(bytes, out);
    case Format::mbox:
      return read_mbox(bytes, out);
    case Format::pdf:
      return read_pdf(bytes, out);
    case Format::docx:
    case Format::epub:
    case Format::odt:
    case Format::pptx:
    case Format::xlsx:
      return;
  }
}

Extraction without_text(Extraction::State state, std::string problem) {
  Extraction extraction;
  extraction.state = state;
  extraction.problem = std::move(problem);
  return extraction;
}

class Reading {
 public:
  Reading(std::string_view bytes, std::string_view name, const Bounds& bounds)
      : bytes_(bytes), name_(name), builder_(bounds) {}

  Extraction read() {
    Extraction extraction;
    try {
      if (!read_blocks()) {
        NoFormat none = why_no_format(bytes_);
        auto state = none.encrypted ? Extraction::State::failed : Extraction::State::skipped;
        return without_text(state, none.reason);
      }
    } catch (const DocumentFull&) {
      cut_off_ = true;
    } catch (const Error& error) {
      extraction = without_text(Extraction::State::failed, error.what());
      if (format_) extraction.format = to_string(*format_);
      return extraction;
    } catch (const std::bad_alloc&) {
      // The box gives it so much memory and no more.
      extraction = without_text(Extraction::State::failed, "reading it takes more memory than one document may have");
      if (format_) extraction.format = to_string(*format_);
      return extraction;
    }
    return finished();
  }

 private:
  // False: it is in no format that holds text.
  bool read_blocks() {
    if (is_zip(bytes_)) {
      Package package(bytes_);
      format_ = format_of_package(package);
      if (!format_) return false;
      read_package(*format_, package, builder_);
      return true;
    }
    format_ = format_of(bytes_, name_);
    if (!format_) return false;
    read_file(*format_, bytes_, builder_);
    return true;
  }

  Extraction finished() {
    Document document = builder_.finish(cut_off_);
    Extraction extraction;
    extraction.format = to_string(*format_);
    extraction.title = document.title.empty() ? std::string(name_) : document.title;
    extraction.chunks = chunks_of(document);
    if (extraction.chunks.empty()) {
      extraction.state = Extraction::State::skipped;
      extraction.problem = bytes_.empty() ? "it is empty" : "there is no text in it";
    } else if (cut_off_) {
      extraction.problem = "it is very long: only its first part can be found";
    }
    return extraction;
  }

  std::string_view bytes_;
  std::string_view name_;
  Builder builder_;
  std::optional<Format> format_;
  bool cut_off_ = false;
};

}  // namespace

Extraction extract(std::string_view bytes, std::string_view name, const Bounds& bounds) {
  if (bytes.empty()) return without_text(Extraction::State::skipped, "it is empty");
  return Reading(bytes, name, bounds).read();
}

}  // namespace hearth::documents
