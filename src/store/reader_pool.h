// Read-only connections, opened when they are first needed and lent to one reader at a time. The one given back last is
// lent first, so that few are warm. Owned by the Store; any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/sync.h"
#include "db/connection.h"

namespace hearth::store {

class ReaderPool {
 public:
  ReaderPool(std::string path, std::string damage_advice);

  // A connection inside a transaction: it sees one snapshot. Throws Error.
  std::unique_ptr<db::Connection> borrow();
  // Ends the transaction. A connection that cannot be used again is closed.
  void give_back(std::unique_ptr<db::Connection> connection) noexcept;

 private:
  std::unique_ptr<db::Connection> open() const;

  std::string path_;
  std::string damage_advice_;
  Sync<std::vector<std::unique_ptr<db::Connection>>> idle_;
};

}  // namespace hearth::store
