// Which format a file is in, by what it holds first and by its name where that does not say. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "documents/readers/package.h"

namespace hearth::documents {

enum class Format { code, csv, docx, eml, epub, html, markdown, mbox, odt, pdf, plain, pptx, xlsx };
std::string_view to_string(Format format);

bool is_zip(std::string_view bytes);
// Nothing: a zip file that is no document.
std::optional<Format> format_of_package(const Package& package);
// Of everything but zip files; nothing when it holds no text.
std::optional<Format> format_of(std::string_view bytes, std::string_view name);
// Why a file without a format has no text, in a sentence for the user; `encrypted` tells a failure from what is passed
// over.
struct NoFormat {
  std::string reason;
  bool encrypted = false;
};
NoFormat why_no_format(std::string_view bytes);

}  // namespace hearth::documents
