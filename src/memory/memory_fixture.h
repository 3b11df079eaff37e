// For tests only: a store in a temporary folder with two projects, and a session in each.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/messages.h"
#include "store/observations.h"
#include "store/runs.h"
#include "store/sessions.h"
#include "store/store.h"

namespace hearth::memory {

class MemoryTest : public ::testing::Test {
 protected:
  MemoryTest() {
    std::string pattern = "/tmp/hearth-memory-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    store.emplace(store::StoreOptions{folder_ + "/data", store::Durability::normal});
    here = store->write([](store::Write& write) { return store::workspace_id(write, "/here", 1); });
    there = store->write([](store::Write& write) { return store::workspace_id(write, "/there", 1); });
    session = store->write([&](store::Write& write) { return store::add_session(write, "s", here, 1); });
    other = store->write([&](store::Write& write) { return store::add_session(write, "o", there, 1); });
  }
  ~MemoryTest() override {
    store.reset();
    std::filesystem::remove_all(folder_);
  }

  MessageId say(SessionId in, const std::string& text) {
    Message message = user_message(text);
    return store->write([&](store::Write& write) { return store::add_message(write, {in, std::nullopt, message, 4}); });
  }
  Observation of_project(std::string text, WorkspaceId workspace) const {
    Observation made;
    made.text = std::move(text);
    made.workspace = workspace;
    made.valid_from = made.created_at = 5;
    return made;
  }
  ObservationId add(const Observation& observation) {
    return store->write([&](store::Write& write) { return store::add_observation(write, observation); });
  }
  std::vector<Observation> all(const store::Audience& audience = store::Audience::everything()) {
    std::vector<Observation> found;
    store->read([&](db::Connection& connection) {
      store::each_observation(connection,
                              {.audience = audience, .ended = store::ObservationQuery::Ended::included, .now = now},
                              [&](const Observation& each) { found.push_back(each); });
    });
    return found;
  }

  static constexpr UnixMillis now = 1000;
  std::string folder_;
  std::optional<store::Store> store;
  WorkspaceId here, there;
  SessionId session, other;
};

}  // namespace hearth::memory
