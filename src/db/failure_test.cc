#include "db/failure.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cerrno>

namespace hearth::db {
namespace {

struct FailureCase {
  int result;
  int system_error;
  Code code;
};
class Failure : public ::testing::TestWithParam<FailureCase> {};
TEST_P(Failure, HasTheCodeThatTheUserCanActOn) {
  EXPECT_EQ(meaning_of(GetParam().result, GetParam().system_error).code, GetParam().code);
}
INSTANTIATE_TEST_SUITE_P(
    Db, Failure,
    ::testing::Values(
        FailureCase{SQLITE_FULL, 0, Code::unavailable}, FailureCase{SQLITE_READONLY, 0, Code::denied},
        FailureCase{SQLITE_READONLY_DIRECTORY, 0, Code::denied}, FailureCase{SQLITE_CANTOPEN, ENOENT, Code::not_found},
        FailureCase{SQLITE_CANTOPEN, EACCES, Code::denied}, FailureCase{SQLITE_CANTOPEN, EMFILE, Code::unavailable},
        FailureCase{SQLITE_CANTOPEN, 0, Code::unavailable}, FailureCase{SQLITE_IOERR_WRITE, ENOSPC, Code::unavailable},
        FailureCase{SQLITE_IOERR_WRITE, EFBIG, Code::unavailable}, FailureCase{SQLITE_IOERR_WRITE, EROFS, Code::denied},
        FailureCase{SQLITE_IOERR_WRITE, 0, Code::unavailable}, FailureCase{SQLITE_IOERR_WRITE, EIO, Code::internal},
        FailureCase{SQLITE_IOERR_READ, 0, Code::internal}, FailureCase{SQLITE_CORRUPT, 0, Code::internal},
        FailureCase{SQLITE_NOTADB, 0, Code::internal}, FailureCase{SQLITE_BUSY_SNAPSHOT, 0, Code::unavailable},
        FailureCase{SQLITE_CONSTRAINT_UNIQUE, 0, Code::conflict}, FailureCase{SQLITE_NOMEM, 0, Code::unavailable},
        FailureCase{SQLITE_TOOBIG, 0, Code::invalid_argument}, FailureCase{SQLITE_ERROR, 0, Code::internal}));

TEST(Failure, OnlyADamagedFileIsCalledDamaged) {
  EXPECT_TRUE(meaning_of(SQLITE_CORRUPT_INDEX, 0).damaged);
  EXPECT_TRUE(meaning_of(SQLITE_NOTADB, 0).damaged);
  EXPECT_FALSE(meaning_of(SQLITE_FULL, 0).damaged);
}

}  // namespace
}  // namespace hearth::db
