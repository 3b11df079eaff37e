#include "documents/readers/package.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "base/error.h"

namespace hearth::documents {

namespace {

constexpr std::size_t most_part_bytes = 64 << 20;
constexpr std::size_t most_bytes = 160 << 20;
constexpr std::size_t most_entries = 20'000;
constexpr std::size_t most_name_bytes = 1024;

bool holds_text(std::string_view name) {
  constexpr std::array<std::string_view, 9> endings = {".xml", ".rels", ".xhtml",   ".html", ".htm",
                                                       ".opf", ".ncx",  "mimetype", ".txt"};
  return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

[[noreturn]] void refuse_bomb() {
  throw Error(Code::unsupported, "it unpacks to more than 160 MB of text: it is damaged, or made to do harm");
}

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : archive_(archive_read_new(), &archive_read_free) {
    if (!archive_) throw Error(Code::unavailable, "there is not enough memory to unpack it");
    archive_read_support_format_zip(archive_.get());
    if (archive_read_open_memory(archive_.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) refuse();
  }

  bool next() {
    int status = archive_read_next_header(archive_.get(), &entry_);
    if (status == ARCHIVE_EOF) return false;
    if (status < ARCHIVE_WARN) refuse();
    if (++entries_ > most_entries) {
      throw Error(Code::unsupported, fmt::format("it holds more than {} files: unpack it first", most_entries));
    }
    return true;
  }

  std::string name() const {
    const char* name = archive_entry_pathname_utf8(entry_);
    if (name == nullptr) name = archive_entry_pathname(entry_);
    return name == nullptr ? std::string() : std::string(name);
  }

  std::string content() {
    if (archive_entry_is_encrypted(entry_) != 0) {
      throw Error(Code::denied, "it is encrypted: save a copy without a password and add that");
    }
    std::string content;
    std::array<char, 64 * 1024> buffer{};
    for (;;) {
      la_ssize_t size = archive_read_data(archive_.get(), buffer.data(), buffer.size());
      if (size < 0) refuse();
      if (size == 0) return content;
      content.append(buffer.data(), static_cast<std::size_t>(size));
      total_ += static_cast<std::size_t>(size);
      if (content.size() > most_part_bytes || total_ > most_bytes) refuse_bomb();
    }
  }

 private:
  [[noreturn]] static void refuse() {
    throw Error(Code::invalid_argument, "it is damaged or cut off: it cannot be unpacked");
  }

  std::unique_ptr<archive, decltype(&archive_read_free)> archive_;
  archive_entry* entry_ = nullptr;
  std::size_t entries_ = 0;
  std::size_t total_ = 0;
};

}  // namespace

Package::Package(std::string_view bytes) {
  Unpacker unpacker(bytes);
  while (unpacker.next()) {
    std::string name = unpacker.name();
    if (name.size() > most_name_bytes || !holds_text(name)) continue;
    parts_.try_emplace(name, unpacker.content());
  }
}

const std::string& Package::part(std::string_view name) const {
  static const std::string none;
  auto found = parts_.find(name);
  return found == parts_.end() ? none : found->second;
}

std::string part_named(std::string_view target, std::string_view from) {
  target = target.substr(0, target.find('#'));
  std::vector<std::string_view> names;
  auto add = [&](std::string_view path) {
    while (!path.empty()) {
      std::size_t end = path.find('/');
      std::string_view name = path.substr(0, end);
      path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
      if (name == "..") {
        if (!names.empty()) names.pop_back();
      } else if (!name.empty() && name != ".") {
        names.push_back(name);
      }
    }
  };
  if (!target.starts_with('/')) {
    std::size_t folder = from.rfind('/');
    add(folder == std::string_view::npos ? std::string_view() : from.substr(0, folder));
  }
  add(target);
  return fmt::format("{}", fmt::join(names, "/"));
}

}  // namespace hearth::documents
