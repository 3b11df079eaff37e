#include "store/reader_pool.h"

#include <cstddef>
#include <utility>

#include "db/relevance.h"

namespace hearth::store {

namespace {

constexpr std::size_t most_idle = 32;

}  // namespace

ReaderPool::ReaderPool(std::string path, std::string damage_advice)
    : path_(std::move(path)), damage_advice_(std::move(damage_advice)) {
  idle_.with([](auto& idle) { idle.reserve(most_idle); });
}

std::unique_ptr<db::Connection> ReaderPool::open() const {
  auto connection = std::make_unique<db::Connection>(path_, db::Access::read_only);
  connection->advise_on_damage(damage_advice_);
  // The system caches the file already: a small cache each keeps many readers small.
  connection->execute("PRAGMA cache_size = -512; PRAGMA query_only = ON;");
  db::add_relevance(connection->handle());
  return connection;
}

std::unique_ptr<db::Connection> ReaderPool::borrow() {
  std::unique_ptr<db::Connection> connection = idle_.with([](auto& idle) {
    std::unique_ptr<db::Connection> last;
    if (!idle.empty()) {
      last = std::move(idle.back());
      idle.pop_back();
    }
    return last;
  });
  if (connection == nullptr) connection = open();
  connection->prepare("BEGIN").run();
  return connection;
}

void ReaderPool::give_back(std::unique_ptr<db::Connection> connection) noexcept {
  try {
    connection->prepare("COMMIT").run();
  } catch (const std::exception&) {  // a reader has its answer already; only the connection is lost
    return;
  }
  idle_.with([&](auto& idle) {
    if (idle.size() < most_idle) idle.push_back(std::move(connection));
  });
}

}  // namespace hearth::store
