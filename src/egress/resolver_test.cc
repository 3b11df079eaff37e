// Only the hosts file: the tests of the whole program have a name server of their own.
#include "egress/resolver.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "base/stop.h"

namespace hearth::egress {
namespace {

TEST(Resolver, ReadsTheHostsFile) {
  std::vector<IpAddress> found = resolve("localhost", Lookup::hosts_file, {});
  EXPECT_NE(std::ranges::find(found, *IpAddress::from_text("127.0.0.1")), found.end());
}

TEST(Resolver, SaysThatANameIsNotThere) {
  try {
    resolve("nowhere.invalid", Lookup::hosts_file, {});
    ADD_FAILURE() << "found";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::not_found);
    EXPECT_NE(std::string(error.what()).find("mode local"), std::string::npos) << error.what();
  }
}

TEST(Resolver, IsNotBegunAfterAStop) {
  std::stop_source stopped;
  stopped.request_stop();
  EXPECT_THROW(resolve("localhost.invalid", Lookup::everywhere, stopped.get_token()), Cancelled);
}

}  // namespace
}  // namespace hearth::egress
