#include "db/failure.h"

#include <sqlite3.h>

#include <cerrno>

namespace hearth::db {

namespace {

constexpr Meaning disk_full{Code::unavailable, "the disk is full: free some space and try again"};
constexpr Meaning read_only{Code::denied,
                            "the file, its folder or its disk is read-only: make it writable or choose another folder"};

constexpr Meaning disk_error{Code::internal, "the disk reports an error: check it, and make a copy of the folder"};

// The operating system's reason is clearer than SQLite's where there is one.
Meaning meaning_of_system_error(int system_error, Meaning otherwise) {
  switch (system_error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return disk_full;
    case EROFS:
    case EACCES:
    case EPERM:
      return read_only;
    case EIO:
      return disk_error;
    case EMFILE:
    case ENFILE:
      return {Code::unavailable, "too many files are open: close some programs and try again"};
    case ENOENT:
    case ENOTDIR:
      return {Code::not_found, "there is no such file"};
    default:
      return otherwise;
  }
}

// SQLite does not always keep the system's reason; what fails to grow has most likely no room.
Meaning meaning_of_io_error(int result) {
  switch (result) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_TRUNCATE:
      return {Code::unavailable,
              "the disk takes no more: free some space and try again, and check the disk if that does not help"};
    default:
      return disk_error;
  }
}

}  // namespace

Meaning meaning_of(int result, int system_error) {
  switch (result & 0xFF) {
    case SQLITE_FULL:
      return disk_full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return read_only;
    case SQLITE_CANTOPEN:
      return meaning_of_system_error(system_error, {Code::unavailable, "the file cannot be opened"});
    case SQLITE_IOERR:
      return meaning_of_system_error(system_error, meaning_of_io_error(result));
    case SQLITE_CORRUPT:
      return {Code::internal, "the database file is damaged", true};
    case SQLITE_NOTADB:
      return {Code::internal, "the file is not a database", true};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Code::unavailable, "another program is using the database: close it and try again"};
    case SQLITE_NOMEM:
      return {Code::unavailable, "the machine has run out of memory: close some programs and try again"};
    case SQLITE_TOOBIG:
      return {Code::invalid_argument, "the text is too large for the database"};
    case SQLITE_CONSTRAINT:
      return {Code::conflict, ""};
    default:
      return {Code::internal, ""};
  }
}

}  // namespace hearth::db
