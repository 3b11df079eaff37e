#include "api/login_codes.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace hearth::api {
namespace {

TEST(LoginCodes, ACodeIsGoodOnce) {
  LoginCodes codes;
  std::string code = codes.issue();
  EXPECT_FALSE(codes.redeem("wrong"));
  EXPECT_TRUE(codes.redeem(code));
  EXPECT_FALSE(codes.redeem(code));
}

TEST(LoginCodes, CodesDiffer) {
  LoginCodes codes;
  EXPECT_NE(codes.issue(), codes.issue());
}

TEST(LoginCodes, TheOldestGivesWayToTheNinth) {
  LoginCodes codes;
  std::string first = codes.issue();
  std::string second = codes.issue();
  for (int i = 0; i < 7; ++i) codes.issue();
  EXPECT_FALSE(codes.redeem(first));
  EXPECT_TRUE(codes.redeem(second));
}

TEST(LoginCodes, ACodeIsGoodForFiveMinutes) {
  using std::chrono::minutes, std::chrono::seconds;
  std::chrono::steady_clock::time_point now{};
  LoginCodes codes([&] { return now; });
  std::string first = codes.issue();
  std::string second = codes.issue();
  now += minutes(5) - seconds(1);
  EXPECT_TRUE(codes.redeem(first));
  now += seconds(1);
  EXPECT_FALSE(codes.redeem(second));
}

TEST(LoginCodes, GuessingWithdrawsEveryCode) {
  LoginCodes codes;
  std::string code = codes.issue();
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(codes.redeem("guess"));
  EXPECT_FALSE(codes.redeem(code));
}

}  // namespace
}  // namespace hearth::api
