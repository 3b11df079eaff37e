#include "documents/readers/xml.h"

#include <fmt/format.h>

#include "base/error.h"

namespace hearth::documents {

namespace {

bool is_deeper_than(const pugi::xml_document& document, int depth) {
  int level = 0;
  pugi::xml_node node = document.first_child();
  while (node) {
    if (node.first_child()) {
      if (++level > depth) return true;
      node = node.first_child();
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      --level;
    }
    if (node) node = node.next_sibling();
  }
  return false;
}

constexpr int shallow = 60;  // of the parts that describe others

}  // namespace

bool parse_optional_part(pugi::xml_document& into, const Package& package, std::string_view name, int depth) {
  const std::string& text = package.part(name);
  unsigned flags = pugi::parse_default | pugi::parse_ws_pcdata;
  if (text.empty() || !into.load_buffer(text.data(), text.size(), flags)) return false;
  if (is_deeper_than(into, depth)) {
    throw Error(Code::unsupported, fmt::format("its parts are nested more than {} levels deep", depth));
  }
  return true;
}

void parse_part(pugi::xml_document& into, const Package& package, std::string_view name, int depth) {
  if (parse_optional_part(into, package, name, depth)) return;
  throw Error(Code::invalid_argument, fmt::format("it is damaged: its part {} is missing or no XML", name));
}

std::string_view local_name(const pugi::xml_node& node) {
  std::string_view name = node.name();
  std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view local) {
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == local) return child;
  }
  return {};
}

std::string_view attribute_named(const pugi::xml_node& node, std::string_view local) {
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    std::string_view name = attribute.name();
    std::size_t colon = name.find(':');
    if ((colon == std::string_view::npos ? name : name.substr(colon + 1)) == local) return attribute.value();
  }
  return {};
}

pugi::xml_node find_below(const pugi::xml_node& node, std::string_view local) {
  return node.find_node([&](const pugi::xml_node& below) { return local_name(below) == local; });
}

std::string all_text(const pugi::xml_node& node) {
  if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) return node.value();
  std::string text;
  for (const pugi::xml_node& child : node.children()) text += all_text(child);
  return text;
}

std::map<std::string, std::string> relations_of(const Package& package, std::string_view part) {
  std::size_t folder = part.rfind('/');
  std::string_view above = folder == std::string_view::npos ? std::string_view() : part.substr(0, folder + 1);
  std::string_view name = folder == std::string_view::npos ? part : part.substr(folder + 1);
  std::map<std::string, std::string> relations;
  pugi::xml_document document;
  if (!parse_optional_part(document, package, fmt::format("{}_rels/{}.rels", above, name), shallow)) return relations;
  for (const pugi::xml_node& relation : document.document_element().children()) {
    relations[relation.attribute("Id").value()] = part_named(relation.attribute("Target").value(), part);
  }
  return relations;
}

std::string title_in(const Package& package, std::string_view part) {
  pugi::xml_document document;
  if (!parse_optional_part(document, package, part, shallow)) return {};
  return all_text(find_below(document, "title"));
}

}  // namespace hearth::documents
