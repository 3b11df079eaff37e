// E-mail: one message (.eml), or many in one file (mbox). Of a message the sender, the receivers, the time, the subject
// and its text; of what is attached the names.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "documents/readers/charset.h"
#include "documents/readers/lines.h"
#include "documents/readers/mail_text.h"
#include "documents/readers/readers.h"

namespace hearth::documents {

namespace {

constexpr int deepest_part = 12;
constexpr std::size_t most_parts = 500;
constexpr std::size_t most_name_bytes = 500;

std::string header_of(const MailPart& part, const char* name) {
  auto found = part.headers.find(name);
  return found == part.headers.end() ? std::string() : found->second;
}

std::string body_of(const MailPart& part) {
  std::string encoding = header_value(header_of(part, "content-transfer-encoding"));
  std::string bytes = encoding == "base64"             ? decode_base64(part.body)
                      : encoding == "quoted-printable" ? decode_quoted_printable(part.body)
                                                       : std::string(part.body);
  return to_utf8(bytes, header_parameter(header_of(part, "content-type"), "charset"));
}

std::vector<std::string_view> parts_between(std::string_view body, const std::string& boundary) {
  std::vector<std::string_view> parts;
  if (boundary.empty()) return parts;
  std::string mark = "--" + boundary;
  std::size_t begin = std::string_view::npos;
  std::size_t at = 0;
  while (at < body.size() && parts.size() < most_parts) {
    std::size_t end = std::min(body.find('\n', at), body.size());
    std::string_view line = body.substr(at, end - at);
    if (line.starts_with(mark)) {
      if (begin != std::string_view::npos) parts.push_back(body.substr(begin, at - begin));
      begin = std::min(end + 1, body.size());
      if (line.substr(mark.size()).starts_with("--")) return parts;
    }
    at = end + 1;
  }
  if (begin != std::string_view::npos) parts.push_back(body.substr(begin));
  return parts;
}

// Paragraph by paragraph; the quoted text of an answer stays, its marks go.
void add_plain_text(std::string_view text, Builder& out, Range lines) {
  std::string paragraph;
  for (std::string_view line : split_lines(text)) {
    while (line.starts_with(">") || line.starts_with(" >")) line.remove_prefix(line.front() == '>' ? 1 : 2);
    if (trimmed(line) == "--") break;  // a signature
    if (trimmed(line).empty()) {
      out.text(paragraph, lines);
      paragraph.clear();
    } else {
      paragraph.append(trimmed(line)).append("\n");
    }
  }
  out.text(paragraph, lines);
}

class MessageReader {
 public:
  MessageReader(Builder& out, Range lines) : out_(out), lines_(lines) {}

  void read(std::string_view text, int level) {
    MailPart part = parse_mail_part(text);
    std::string subject = decode_words(header_of(part, "subject"));
    if (level == 1) out_.title(subject);
    out_.heading(level, subject.empty() ? "(no subject)" : subject, lines_);
    std::string head;
    for (auto [name, shown] : {std::pair("from", "From"), std::pair("to", "To"), std::pair("cc", "Cc"),
                               std::pair("date", "Date"), std::pair("subject", "Subject")}) {
      std::string value = decode_words(to_utf8(header_of(part, name)));
      if (!value.empty()) head += std::string(shown) + ": " + value + "\n";
    }
    out_.text(head, lines_);
    read_part(part, level);
    for (const std::string& name : attached_) out_.text("Attached: " + name, lines_);
    attached_.clear();
  }

 private:
  void read_part(const MailPart& part, int level) {
    if (level > deepest_part) return;
    std::string header = header_of(part, "content-type");
    std::string type = header.empty() ? "text/plain" : header_value(header);
    if (is_attachment(part)) {
      attached_.push_back(name_of(part));
    } else if (type == "multipart/alternative") {
      read_alternatives(part, level);
    } else if (type.starts_with("multipart/")) {
      for (std::string_view text : parts_between(part.body, header_parameter(header, "boundary"))) {
        read_part(parse_mail_part(text), level + 1);
      }
    } else if (type == "message/rfc822") {
      read(part.body, level + 1);
    } else if (type == "text/html") {
      read_page(part);
    } else if (type.starts_with("text/")) {
      add_plain_text(body_of(part), out_, lines_);
    } else {
      attached_.push_back(name_of(part));
    }
  }

  // The same text twice or more: the plain one if it says anything.
  void read_alternatives(const MailPart& part, int level) {
    std::vector<MailPart> parts;
    for (std::string_view text :
         parts_between(part.body, header_parameter(header_of(part, "content-type"), "boundary"))) {
      parts.push_back(parse_mail_part(text));
    }
    auto is_plain = [](const MailPart& one) {
      return header_value(header_of(one, "content-type")) == "text/plain" && !trimmed(one.body).empty();
    };
    auto plain = std::ranges::find_if(parts, is_plain);
    if (plain != parts.end()) {
      read_part(*plain, level + 1);
    } else if (!parts.empty()) {
      read_part(parts.back(), level + 1);
    }
  }

  // The lines of the page are not those of the file.
  void read_page(const MailPart& part) {
    Builder page(out_.bounds());
    page.layout(Unit::none, Counted::nothing);
    bool full = false;
    try {
      read_html_into(body_of(part), page);
    } catch (const DocumentFull&) {
      full = true;  // what fits is passed on first
    }
    for (const Block& block : page.finish(full).blocks) {
      if (block.kind == Block::Kind::code) {
        out_.code(block.text, lines_);
      } else {
        out_.text(block.text, lines_);
      }
    }
    if (full) throw DocumentFull{};
  }

  static bool is_attachment(const MailPart& part) {
    return header_value(header_of(part, "content-disposition")) == "attachment";
  }
  static std::string name_of(const MailPart& part) {
    std::string name = header_parameter(header_of(part, "content-disposition"), "filename");
    if (name.empty()) name = header_parameter(header_of(part, "content-type"), "name");
    name = name.substr(0, most_name_bytes);
    return name.empty() ? "(no name)" : decode_words(to_utf8(name));
  }

  Builder& out_;
  Range lines_;
  std::vector<std::string> attached_;
};

bool begins_message(std::string_view line, bool after_empty_line) {
  // "From anna@example.org Mon Mar  2 09:15:00 2026"
  return after_empty_line && line.starts_with("From ") && line.find(':') != std::string_view::npos &&
         line.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

void read_eml(std::string_view bytes, Builder& out) {
  out.layout(Unit::none, Counted::lines);
  auto ends = static_cast<int>(std::ranges::count(bytes, '\n'));
  MessageReader(out, {1, ends + (bytes.ends_with('\n') ? 0 : 1)}).read(bytes, 1);
}

void read_mbox(std::string_view bytes, Builder& out) {
  out.layout(Unit::message, Counted::nothing);
  int number = 0;
  int line_number = 0;
  int first_line = 0;
  std::size_t begin = 0;
  bool after_empty_line = true;
  auto flush = [&](std::size_t end) {
    if (first_line == 0) return;
    out.enter(++number);
    MessageReader(out, {first_line, line_number}).read(bytes.substr(begin, end - begin), 1);
  };
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, end - at);
    if (begins_message(line, after_empty_line)) {
      flush(at);
      first_line = line_number + 1;
      begin = std::min(end + 1, bytes.size());
    }
    after_empty_line = trimmed(line).empty();
    ++line_number;
    at = end + 1;
  }
  flush(bytes.size());
}

}  // namespace hearth::documents
