#include "domain/grant.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace hearth {
namespace {

TEST(GrantEffect, EveryWordIsReadBack) {
  for (GrantEffect effect : {GrantEffect::allow, GrantEffect::ask, GrantEffect::deny}) {
    EXPECT_EQ(grant_effect_from(to_string(effect)), effect);
  }
}

TEST(GrantEffect, AnUnknownWordIsAFaultOfOurs) {
  try {
    grant_effect_from("Allow");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::internal);
  }
}

TEST(Grant, SaysAskUnlessToldOtherwise) {
  EXPECT_EQ(Grant{}.effect, GrantEffect::ask);
}

}  // namespace
}  // namespace hearth
