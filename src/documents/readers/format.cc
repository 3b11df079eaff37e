#include "documents/readers/format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

#include "documents/readers/charset.h"
#include "documents/readers/lines.h"

namespace hearth::documents {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

constexpr std::array<std::pair<std::string_view, Format>, 17> endings = {{
    {"csv", Format::csv},
    {"eml", Format::eml},
    {"htm", Format::html},
    {"html", Format::html},
    {"log", Format::plain},
    {"markdown", Format::markdown},
    {"mbox", Format::mbox},
    {"md", Format::markdown},
    {"mdown", Format::markdown},
    {"mkd", Format::markdown},
    {"rst", Format::plain},
    {"tab", Format::csv},
    {"text", Format::plain},
    {"tsv", Format::csv},
    {"txt", Format::plain},
    {"xht", Format::html},
    {"xhtml", Format::html},
}};

constexpr std::array<std::string_view, 86> code_endings = {
    "ada",  "adb", "ads",   "asm",    "awk",    "bash", "bat",  "c",    "cc",     "cfg",   "clj", "cmake", "conf",
    "cpp",  "cs",  "css",   "cxx",    "d",      "dart", "diff", "el",   "elm",    "erl",   "ex",  "exs",   "f90",
    "fish", "fs",  "go",    "gradle", "groovy", "h",    "hh",   "hpp",  "hrl",    "hs",    "hxx", "inc",   "ini",
    "java", "jl",  "js",    "json",   "jsx",    "kt",   "kts",  "less", "lisp",   "lua",   "m",   "mjs",   "mk",
    "ml",   "mli", "nim",   "nix",    "patch",  "php",  "pl",   "pm",   "proto",  "ps1",   "py",  "r",     "rb",
    "rs",   "s",   "scala", "scm",    "scss",   "sh",   "sol",  "sql",  "svelte", "swift", "tcl", "tex",   "toml",
    "ts",   "tsx", "vb",    "vim",    "vue",    "xml",  "yaml", "yml",
};

constexpr std::array<std::string_view, 6> code_names = {"cmakelists.txt", "dockerfile", "gemfile",
                                                        "makefile",       "rakefile",   "vagrantfile"};

std::string_view ending_of(std::string_view name) {
  std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
}

std::optional<Format> format_of_name(const std::string& name) {
  if (std::ranges::find(code_names, name) != code_names.end()) return Format::code;
  std::string_view ending = ending_of(name);
  for (auto [known, format] : endings) {
    if (known == ending) return format;
  }
  if (std::ranges::find(code_endings, ending) != code_endings.end()) return Format::code;
  return std::nullopt;
}

bool begins_as_page(std::string_view text) {
  std::string start = lower(trimmed(text.substr(0, 512)).substr(0, 200));
  return start.starts_with("<!doctype html") || start.starts_with("<html") ||
         (start.starts_with("<?xml") && start.find("<html") != std::string::npos);
}

bool begins_as_mail(std::string_view text) {
  constexpr std::array<std::string_view, 7> headers = {
      "delivered-to:", "from:", "message-id:", "mime-version:", "received:", "return-path:", "x-original-to:"};
  std::string start = lower(text.substr(0, 64));
  return std::ranges::any_of(headers, [&](std::string_view header) { return start.starts_with(header); });
}

bool begins_as_mbox(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  if (!line.starts_with("From ") || line.size() > 300 || line.size() == text.size()) return false;
  std::string_view second = text.substr(line.size() + 1);
  second = second.substr(0, second.find('\n'));
  return second.find(':') != std::string_view::npos && line.find(':') != std::string_view::npos;
}

constexpr std::string_view old_office("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);

// The stream of an encrypted Office file, as the container writes names.
constexpr std::string_view encrypted_stream("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", 31);

}  // namespace

std::string_view to_string(Format format) {
  constexpr std::array<std::string_view, 13> names = {"code", "csv", "docx", "eml",  "epub", "html", "markdown",
                                                      "mbox", "odt", "pdf",  "text", "pptx", "xlsx"};
  return names[static_cast<std::size_t>(format)];
}

bool is_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04");
}

std::optional<Format> format_of_package(const Package& package) {
  std::string_view type = trimmed(package.part("mimetype"));
  if (type == "application/epub+zip") return Format::epub;
  if (type.starts_with("application/vnd.oasis.opendocument.text")) return Format::odt;
  if (package.has("word/document.xml")) return Format::docx;
  if (package.has("ppt/presentation.xml")) return Format::pptx;
  if (package.has("xl/workbook.xml")) return Format::xlsx;
  if (package.has("META-INF/container.xml")) return Format::epub;
  return std::nullopt;
}

std::optional<Format> format_of(std::string_view bytes, std::string_view name) {
  constexpr std::size_t pdf_within = 1024;
  if (bytes.substr(0, pdf_within).find("%PDF-") != std::string_view::npos) return Format::pdf;
  if (!looks_like_text(bytes)) return std::nullopt;
  std::optional<Format> named = format_of_name(lower(name));
  // A page that calls itself a text is a page; code that holds one is code.
  if ((!named || named == Format::plain) && begins_as_page(bytes)) return Format::html;
  if (!named && begins_as_mbox(bytes)) return Format::mbox;
  if (named == Format::mbox && !begins_as_mbox(bytes)) return begins_as_mail(bytes) ? Format::eml : Format::plain;
  if (!named && begins_as_mail(bytes)) return Format::eml;
  return named.value_or(Format::plain);
}

NoFormat why_no_format(std::string_view bytes) {
  if (is_zip(bytes)) return {"it is an archive, and none of the documents that are read", false};
  if (bytes.starts_with(old_office)) {
    constexpr std::size_t directory_within = 4 << 20;
    bool encrypted = bytes.substr(0, directory_within).find(encrypted_stream) != std::string_view::npos ||
                     bytes.substr(bytes.size() - std::min(bytes.size(), directory_within)).find(encrypted_stream) !=
                         std::string_view::npos;
    if (encrypted) return {"it is encrypted: save a copy without a password and add that", true};
    return {"it is in a format of Office before 2007: save it as .docx, .xlsx or .pptx and add that", false};
  }
  return {"it holds no text in a format that is read", false};
}

}  // namespace hearth::documents
