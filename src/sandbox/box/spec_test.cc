#include "sandbox/box/spec.h"

#include <gtest/gtest.h>

#include "sandbox/box/stage.h"

namespace hearth::sandbox {
namespace {

TEST(BoxSpec, ArrivesAsItWasSent) {
  BoxSpec spec{{{"/w s", "0", false}, {"", "0/.git/hooks", true}},
               {"/bin/sh", "-c", "a\nb", ""},
               {"A=1", "B="},
               "/w s",
               {"/usr"},
               {"/tmp", "/w s"},
               {{9, 1LL << 40}, {4, 0}},
               BoxSpec::Listener::wanted};
  BoxSpec same = decode(encode(spec));
  ASSERT_EQ(same.staged.size(), 2U);
  EXPECT_EQ(same.staged[0].source, "/w s");
  EXPECT_FALSE(same.staged[0].read_only);
  EXPECT_EQ(same.staged[1].source, "");
  EXPECT_EQ(same.staged[1].at, "0/.git/hooks");
  EXPECT_TRUE(same.staged[1].read_only);
  EXPECT_EQ(same.argv, spec.argv);
  EXPECT_EQ(same.environment, spec.environment);
  EXPECT_EQ(same.working_directory, spec.working_directory);
  EXPECT_EQ(same.readable, spec.readable);
  EXPECT_EQ(same.writable, spec.writable);
  ASSERT_EQ(same.limits.size(), 2U);
  EXPECT_EQ(same.limits[0].resource, 9);
  EXPECT_EQ(same.limits[0].value, 1LL << 40);
  EXPECT_EQ(same.listener, BoxSpec::Listener::wanted);
}

TEST(BoxSpec, WhatIsCutShortHasNoCommand) {
  EXPECT_TRUE(decode("").argv.empty());
  EXPECT_TRUE(decode("3").argv.empty());
  EXPECT_EQ(decode(std::string_view("9999999\0a\0", 10)).staged.size(), 1U);
  EXPECT_EQ(decode(std::string_view("0\0009999999\0a\0", 12)).argv.size(), 1U);
}

TEST(IdMap, EverybodyStaysButTheOwner) {
  EXPECT_EQ(id_map(0), "1 1 65533\n65535 65535 4294901760\n0 65534 1\n");
  EXPECT_EQ(id_map(1000), "0 0 1000\n1001 1001 64533\n65535 65535 4294901760\n1000 65534 1\n");
  EXPECT_EQ(id_map(65534), "0 0 65534\n65535 65535 4294901760\n65534 65534 1\n");
}

}  // namespace
}  // namespace hearth::sandbox
