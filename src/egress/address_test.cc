#include "egress/address.h"

#include <gtest/gtest.h>

namespace hearth::egress {
namespace {

Reach reach(const char* text) {
  return reach_of(classify(*IpAddress::from_text(text)));
}
AddressClass class_of(const char* text) {
  return classify(*IpAddress::from_text(text));
}

TEST(Address, TheInternetIsWhatIsNothingElse) {
  for (const char* text :
       {"1.1.1.1",        "8.8.8.8",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255",
        "100.128.0.0",    "126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",
        "172.15.255.255", "172.32.0.0",      "192.167.255.255", "192.169.0.0",     "198.17.255.255",
        "198.20.0.0",     "223.255.255.255", "2606:4700::1111", "2a00:1450::1",    "2001:4860:4860::8888"}) {
    EXPECT_EQ(reach(text), Reach::internet) << text;
  }
}

TEST(Address, WhatIsNearbyNeedsToBeNamed) {
  for (const char* text : {"127.0.0.1",     "127.255.255.255", "10.0.0.0",    "10.255.255.255",
                           "172.16.0.0",    "172.31.255.255",  "192.168.0.0", "192.168.255.255",
                           "100.64.0.0",    "100.127.255.255", "169.254.0.1", "169.254.169.254",
                           "168.63.129.16", "192.0.0.192",     "198.18.0.1",  "::1",
                           "fc00::1",       "fdff::1",         "fe80::1",     "febf::1",
                           "fec0::1",       "fd00:ec2::254",   "64:ff9b:1::1"}) {
    EXPECT_EQ(reach(text), Reach::nearby) << text;
  }
}

TEST(Address, NothingIsReachedAtTheRest) {
  for (const char* text :
       {"0.0.0.0",   "0.1.2.3",         "192.0.0.1", "192.0.2.1",       "198.51.100.9", "203.0.113.255", "192.88.99.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::",           "ff02::1",       "2001:db8::1",
        "3fff::1",   "2001::1",         "100::1",    "4000::1",         "::7f00:1",     "::1.2.3.4"}) {
    EXPECT_EQ(reach(text), Reach::nowhere) << text;
  }
}

TEST(Address, WhatCarriesAnotherIsThatOther) {
  EXPECT_EQ(class_of("::ffff:127.0.0.1"), AddressClass::loopback);
  EXPECT_EQ(class_of("::ffff:0:10.0.0.1"), AddressClass::private_network);
  EXPECT_EQ(class_of("64:ff9b::7f00:1"), AddressClass::loopback);
  EXPECT_EQ(class_of("64:ff9b::a9fe:a9fe"), AddressClass::metadata);
  EXPECT_EQ(class_of("64:ff9b::808:808"), AddressClass::global);
  EXPECT_EQ(class_of("2002:7f00:1::"), AddressClass::loopback);
  EXPECT_EQ(class_of("2002:808:808::1"), AddressClass::global);
  EXPECT_EQ(class_of("2606:4700::5efe:192.168.0.1"), AddressClass::private_network);
  EXPECT_EQ(class_of("fe80::5efe:8.8.8.8"), AddressClass::link_local);
}

TEST(Address, EveryClassHasAName) {
  for (const char* text : {"1.1.1.1", "127.0.0.1", "10.0.0.1", "100.64.0.1", "169.254.1.1", "169.254.169.254",
                           "0.0.0.0", "224.0.0.1", "192.0.2.1", "240.0.0.1"}) {
    EXPECT_FALSE(to_string(class_of(text)).empty()) << text;
  }
}

}  // namespace
}  // namespace hearth::egress
