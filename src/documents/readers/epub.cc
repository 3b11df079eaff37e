// Books: the chapters in the order of the spine, each a page of XHTML.
#include <map>
#include <string>

#include "base/error.h"
#include "documents/readers/charset.h"
#include "documents/readers/readers.h"
#include "documents/readers/xml.h"

namespace hearth::documents {

namespace {

// A book with restrictions holds chapters that are only noise without its shop's program; fonts alone may be scrambled.
bool is_restricted(const Package& package) {
  pugi::xml_document encryption;
  if (!parse_optional_part(encryption, package, "META-INF/encryption.xml", 60)) return false;
  pugi::xml_node chapter = encryption.find_node([](const pugi::xml_node& node) {
    std::string_view uri = node.attribute("URI").value();
    return local_name(node) == "CipherReference" && (uri.ends_with("html") || uri.ends_with("htm"));
  });
  return !chapter.empty();
}

}  // namespace

void read_epub(Package& package, Builder& out) {
  if (is_restricted(package))
    throw Error(Code::denied, "it is a book with restrictions: only its shop's program reads it");
  out.layout(Unit::chapter, Counted::paragraphs);
  pugi::xml_document container;
  parse_part(container, package, "META-INF/container.xml", out.bounds().depth);
  std::string main_part(attribute_named(find_below(container, "rootfile"), "full-path"));
  pugi::xml_document book;
  parse_part(book, package, main_part, out.bounds().depth);
  out.title(all_text(find_below(book, "title")));
  std::map<std::string, std::string> parts;
  for (const pugi::xml_node& item : find_below(book, "manifest").children()) {
    if (attribute_named(item, "properties") == "nav") continue;  // the table of contents repeats the headings
    parts[item.attribute("id").value()] = part_named(item.attribute("href").value(), main_part);
  }
  int number = 0;
  for (const pugi::xml_node& item : find_below(book, "spine").children()) {
    auto part = parts.find(item.attribute("idref").value());
    if (part == parts.end() || !package.has(part->second)) continue;
    out.enter(++number);
    read_html_into(to_utf8(package.part(part->second)), out);
  }
}

}  // namespace hearth::documents
