// Whatever became of the files: the index begins empty, says why, and works.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "search/index.h"
#include "search/testing/folder.h"

namespace hearth::search {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {(std::istreambuf_iterator<char>(in)), {}};
}

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

class Damage : public ::testing::Test {
 protected:
  Options options() const { return {.directory = folder.path + "/search", .dimensions = 2, .vectors_name = "test"}; }

  void fill() {
    Index index(options());
    for (RecordId id = 1; id <= 20; ++id) {
      Record record;
      record.id = id;
      record.fields[0] = "word number " + std::to_string(id);
      record.vector = {0.6F, 0.8F};
      index.apply({.upserts = {record}, .erased = {id / 2}, .watermark = {.first = 1, .second = 0}});
    }
    index.flush();
  }
  fs::path file(const std::string& extension) const {
    for (const auto& entry : fs::directory_iterator(options().directory)) {
      if (entry.path().extension() == extension) return entry.path();
    }
    return {};
  }
  void expect_anew(const std::string& what) {
    Index index(options());
    EXPECT_NE(index.made_anew(), "") << what;
    EXPECT_FALSE(index.stored_watermark()) << what;
    EXPECT_EQ(index.statistics().records, 0U) << what;
    EXPECT_EQ(file(".segment"), fs::path()) << what;
    Record record;
    record.id = 1;
    index.apply({.upserts = {record}, .erased = {}, .watermark = {}});
    index.flush();
    EXPECT_EQ(Index(options()).made_anew(), "") << what;
    fs::remove_all(options().directory);
  }

  testing::Folder folder;
};

TEST_F(Damage, OfEachKindOfFileIsNoticed) {
  for (const std::string extension : {"", ".segment"}) {
    fill();
    const std::string whole = read(file(extension));
    fs::remove_all(options().directory);
    for (const std::size_t at : {std::size_t{0}, std::size_t{9}, std::size_t{20}, whole.size() / 2, whole.size() - 1}) {
      fill();
      std::string changed = read(file(extension));
      changed[std::min(at, changed.size() - 1)] ^= 0x10;
      write(file(extension), changed);
      expect_anew("changed" + extension + std::to_string(at));

      fill();
      write(file(extension), read(file(extension)).substr(0, at));
      expect_anew("cut" + extension + std::to_string(at));
    }
    fill();
    write(file(extension), "#!/bin/sh\necho this is something else altogether\n");
    expect_anew("foreign" + extension);
    fill();
    fs::remove(file(extension));
    expect_anew("missing" + extension);
    fill();
    const fs::path instead = file(extension);
    fs::remove(instead);
    fs::create_directory(instead);
    fs::create_directory(instead / "x");
    if (extension.empty()) {
      EXPECT_ANY_THROW(Index{options()});  // what cannot be replaced is said
      fs::remove_all(options().directory);
    }
  }
}

TEST_F(Damage, AnotherEncoderBeginsAnew) {
  fill();
  Options other = options();
  other.vectors_name = "another";
  EXPECT_NE(Index(other).made_anew(), "");
}

TEST_F(Damage, FilesThatACrashLeftAreRemoved) {
  fill();
  write(fs::path(options().directory) / "777.segment", "half of it");
  write(fs::path(options().directory) / "manifest.new", "half of it");
  write(fs::path(options().directory) / "of the user.txt", "stays");
  EXPECT_EQ(Index(options()).made_anew(), "");
  EXPECT_FALSE(fs::exists(fs::path(options().directory) / "777.segment"));
  EXPECT_FALSE(fs::exists(fs::path(options().directory) / "manifest.new"));
  EXPECT_TRUE(fs::exists(fs::path(options().directory) / "of the user.txt"));
}

}  // namespace
}  // namespace hearth::search
