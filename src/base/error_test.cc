#include "base/error.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <set>
#include <string>

namespace hearth {
namespace {

constexpr Code every_code[] = {Code::invalid_argument, Code::not_found, Code::denied,   Code::conflict,
                               Code::unavailable,      Code::timeout,   Code::internal, Code::unsupported};

TEST(Error, EveryCodeHasANameAndAStatusOfItsOwn) {
  std::set<std::string_view> names;
  std::set<int> statuses;
  for (Code code : every_code) {
    names.insert(to_string(code));
    statuses.insert(http_status(code));
    EXPECT_GE(http_status(code), 400);
    EXPECT_GT(exit_status(code), 0);
  }
  EXPECT_EQ(names.size(), std::size(every_code));
  EXPECT_EQ(statuses.size(), std::size(every_code));
}

TEST(Error, ExitStatusTellsUsageAndDenialFromFailure) {
  EXPECT_EQ(exit_status(Code::invalid_argument), 2);
  EXPECT_EQ(exit_status(Code::denied), 3);
  EXPECT_EQ(exit_status(Code::not_found), 1);
}

TEST(Error, ContextGoesInFront) {
  Error error(Code::not_found, "open x: no such file");
  error.add_context("starting the store");
  EXPECT_STREQ(error.what(), "starting the store: open x: no such file");
  EXPECT_EQ(error.code(), Code::not_found);
}

TEST(Error, WithContextReturnsWhatTheFunctionReturns) {
  EXPECT_EQ(with_context("adding", [] { return 2; }), 2);
  int value = 1;
  with_context("changing", [&]() -> int& { return value; }) = 5;
  EXPECT_EQ(value, 5);
}

TEST(Error, WithContextAddsToAnErrorAndLeavesOthersAlone) {
  try {
    with_context("outer", [] { throw Error(Code::timeout, "inner"); });
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "outer: inner");
    EXPECT_EQ(error.code(), Code::timeout);
  }
  EXPECT_THROW(with_context("outer", [] { throw 7; }), int);
}

struct ErrnoCase {
  int number;
  Code code;
};
class OfErrno : public ::testing::TestWithParam<ErrnoCase> {};
TEST_P(OfErrno, ChoosesTheCode) {
  errno = GetParam().number;
  try {
    throw_errno("opening x");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), GetParam().code);
    EXPECT_EQ(std::string(error.what()).rfind("opening x: ", 0), 0u);
  }
}
INSTANTIATE_TEST_SUITE_P(Error, OfErrno,
                         ::testing::Values(ErrnoCase{ENOENT, Code::not_found}, ErrnoCase{EACCES, Code::denied},
                                           ErrnoCase{EROFS, Code::denied}, ErrnoCase{EEXIST, Code::conflict},
                                           ErrnoCase{ENOSPC, Code::unavailable}, ErrnoCase{EDQUOT, Code::unavailable},
                                           ErrnoCase{ETIMEDOUT, Code::timeout},
                                           ErrnoCase{ENAMETOOLONG, Code::invalid_argument},
                                           ErrnoCase{ENOSYS, Code::unsupported}, ErrnoCase{EIO, Code::internal}));

}  // namespace
}  // namespace hearth
