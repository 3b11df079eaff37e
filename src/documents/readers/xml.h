// The XML of office files, by pugixml: names without their prefixes, relations between parts, and text of a subtree.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "documents/readers/package.h"

namespace hearth::documents {

// Throws Error when the part is missing, no XML, or nested more deeply than `depth`, so that who walks it may recurse.
void parse_part(pugi::xml_document& into, const Package& package, std::string_view name, int depth);
// False instead of an Error, for parts that a file may do without.
bool parse_optional_part(pugi::xml_document& into, const Package& package, std::string_view name, int depth);

std::string_view local_name(const pugi::xml_node& node);
pugi::xml_node child_named(const pugi::xml_node& node, std::string_view local);
// By its name without prefix; empty when there is none.
std::string_view attribute_named(const pugi::xml_node& node, std::string_view local);
// The first element of this name anywhere below.
pugi::xml_node find_below(const pugi::xml_node& node, std::string_view local);
// All text below, as it is.
std::string all_text(const pugi::xml_node& node);

// Of OOXML: "rId3" to the name of a part.
std::map<std::string, std::string> relations_of(const Package& package, std::string_view part);
// dc:title of docProps/core.xml, or of meta.xml.
std::string title_in(const Package& package, std::string_view part);

}  // namespace hearth::documents
