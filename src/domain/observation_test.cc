#include "domain/observation.h"

#include <gtest/gtest.h>

namespace hearth {
namespace {

TEST(ObservationWords, AreReadAsTheyAreWritten) {
  for (ObservationKind kind : {ObservationKind::fact, ObservationKind::preference, ObservationKind::decision,
                               ObservationKind::procedure, ObservationKind::episode}) {
    EXPECT_EQ(observation_kind_from(to_string(kind)), kind);
  }
  for (ObservationScope scope : {ObservationScope::global, ObservationScope::project, ObservationScope::session}) {
    EXPECT_EQ(observation_scope_from(to_string(scope)), scope);
  }
  EXPECT_EQ(confirmed_by_from("user"), ConfirmedBy::user);
  EXPECT_EQ(confirmed_by_from("setting"), ConfirmedBy::setting);
  EXPECT_EQ(observation_kind_from("rumour"), std::nullopt);
  EXPECT_EQ(observation_scope_from(""), std::nullopt);
  EXPECT_EQ(confirmed_by_from("model"), std::nullopt);
}

TEST(ObservationState, FollowsFromConfirmationAndTime) {
  Observation observation;
  EXPECT_EQ(state_of(observation, 10), ObservationState::suggested);
  observation.confirmed_by = ConfirmedBy::setting;
  EXPECT_EQ(state_of(observation, 10), ObservationState::confirmed);
  observation.valid_until = 11;
  EXPECT_EQ(state_of(observation, 10), ObservationState::confirmed);
  EXPECT_EQ(state_of(observation, 11), ObservationState::ended);
  observation.valid_until.reset();
  observation.superseded_by = ObservationId{2};
  EXPECT_EQ(state_of(observation, 10), ObservationState::ended);
}

TEST(ObservationText, HasAFormInWhichTheSameWordsAreEqual) {
  EXPECT_EQ(normal_form("  I  prefer\ttabs. "), "i prefer tabs");
  EXPECT_EQ(normal_form("I prefer tabs"), normal_form("i PREFER tabs!"));
  EXPECT_NE(normal_form("I prefer tabs"), normal_form("I prefer spaces"));
  EXPECT_EQ(normal_form(" .!"), "");
}

}  // namespace
}  // namespace hearth
