// One reader per format: bytes in, blocks out. All are pure, take bytes that may be hostile, and throw Error with one
// sentence for the user where a file cannot be read, or DocumentFull. Any thread, one file at a time.
#pragma once

#include <string_view>

#include "documents/builder.h"

namespace hearth::documents {

class Package;

void read_pdf(std::string_view bytes, Builder& out);

// Files of text, in UTF-8.
void read_code(std::string_view text, Builder& out);
void read_csv(std::string_view text, Builder& out);
void read_html(std::string_view text, Builder& out);
// A page that is part of something else, whose layout stays: a chapter, the text of a message.
void read_html_into(std::string_view text, Builder& out);
void read_markdown(std::string_view text, Builder& out);
void read_plain(std::string_view text, Builder& out);

// Mail, in its own encodings.
void read_eml(std::string_view bytes, Builder& out);
void read_mbox(std::string_view bytes, Builder& out);

// Zip files with parts in XML.
void read_docx(Package& package, Builder& out);
void read_epub(Package& package, Builder& out);
void read_odt(Package& package, Builder& out);
void read_pptx(Package& package, Builder& out);
void read_xlsx(Package& package, Builder& out);

}  // namespace hearth::documents
