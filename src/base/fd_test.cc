#include "base/fd.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <limits>
#include <string>
#include <thread>

#include "base/error.h"

namespace hearth {
namespace {

bool is_open(int fd) {
  return ::fcntl(fd, F_GETFD) >= 0;
}

Fd temporary_file(std::string_view content) {
  char path[] = "/tmp/hearth-fd-XXXXXX";
  Fd file(::mkstemp(path));
  ::unlink(path);
  write_all(file.get(), content, "a temporary file");
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

struct Pipe {
  Fd read, write;
};
Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("making a pipe");
  return {Fd(ends[0]), Fd(ends[1])};
}

TEST(Fd, ClosesWhenItGoesOutOfScope) {
  int raw = -1;
  {
    Fd file = temporary_file("");
    raw = file.get();
    EXPECT_TRUE(file);
    EXPECT_TRUE(is_open(raw));
  }
  EXPECT_FALSE(is_open(raw));
}

TEST(Fd, MovesAndReleasesWithoutClosing) {
  Fd first = temporary_file("");
  int raw = first.get();
  Fd second = std::move(first);
  EXPECT_EQ(second.get(), raw);
  EXPECT_EQ(second.release(), raw);
  EXPECT_FALSE(second);
  EXPECT_TRUE(is_open(raw));
  Fd(raw).reset();
  EXPECT_FALSE(is_open(raw));
}

TEST(Fd, ReadsAFileToItsEnd) {
  std::string content(100'000, 'x');
  EXPECT_EQ(read_all(temporary_file(content).get(), content.size(), "x"), content);
  EXPECT_EQ(read_all(temporary_file("").get(), 0, "x"), "");
  EXPECT_EQ(read_all(temporary_file("all").get(), std::numeric_limits<std::size_t>::max(), "x"), "all");
}

TEST(Fd, ReadsAPipeOfUnknownLength) {
  Pipe pipe = make_pipe();
  std::string content(300'000, 'y');
  std::jthread writer([&] {
    write_all(pipe.write.get(), content, "the pipe");
    pipe.write.reset();
  });
  EXPECT_EQ(read_all(pipe.read.get(), 1'000'000, "the pipe"), content);
}

TEST(Fd, RefusesMoreThanTheLimit) {
  try {
    read_all(temporary_file("12345").get(), 4, "the file");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::invalid_argument);
    EXPECT_NE(std::string(error.what()).find("limit of 4 bytes"), std::string::npos);
  }
}

TEST(Fd, FailuresNameTheFile) {
  try {
    read_all(-1, 10, "notes.txt");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("reading notes.txt"), std::string::npos);
  }
  Pipe pipe = make_pipe();
  EXPECT_THROW(write_all(pipe.read.get(), "x", "the wrong end"), Error);
}

}  // namespace
}  // namespace hearth
