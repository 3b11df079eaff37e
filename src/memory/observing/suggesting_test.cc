#include "memory/observing/suggesting.h"

#include "memory/memory_fixture.h"
#include "store/labels.h"

namespace hearth::memory {
namespace {

class SuggestingTest : public MemoryTest {
 protected:
  void complete(Suggestions what = Suggestions::ask) { complete_suggestions(*store, what, {}); }
};

TEST_F(SuggestingTest, ComesFromWhatTheUserSaysOnce) {
  MessageId decided = say(session, "We decided to fire at 1240 degrees.");
  MessageId likes = say(other, "I prefer metric units everywhere.");
  complete();
  complete();
  std::vector<Observation> made = all();
  ASSERT_EQ(made.size(), 2u);
  EXPECT_EQ(made[1].text, "We decided to fire at 1240 degrees.");
  EXPECT_EQ(made[1].scope, ObservationScope::project);
  EXPECT_EQ(made[1].workspace, here);
  EXPECT_EQ(made[1].source, decided);
  EXPECT_EQ(made[0].scope, ObservationScope::global);
  EXPECT_EQ(made[0].source, likes);
  for (const Observation& each : made) EXPECT_EQ(state_of(each, now), ObservationState::suggested);
}

TEST_F(SuggestingTest, WhatWasDismissedOrIsKnownIsNotSuggestedAgain) {
  say(session, "I prefer metric units everywhere.");
  complete();
  ASSERT_EQ(all().size(), 1u);
  store->write(
      [&](store::Write& write) { store::dismiss_observation(write, store::Audience::everything(), all()[0].id, now); });
  say(session, "As I said: hm.\nI prefer metric units everywhere");
  complete();
  EXPECT_TRUE(all().empty());
}

TEST_F(SuggestingTest, WhatWasKeptWhenItWasSaidIsNoSuggestion) {
  say(session, "Remember that I prefer metric units everywhere.");
  Observation kept = of_project("I prefer metric units everywhere", here);
  kept.confirmed_by = ConfirmedBy::user;
  add(kept);
  complete();
  EXPECT_EQ(all().size(), 1u);
}

TEST_F(SuggestingTest, FilesThatAreGivenSayNothingOfTheUser) {
  Message message = user_message("Look at this, please.");
  Block file = Block::make_text("I prefer metric units everywhere.");
  file.attachment = {{"attachment_id", 1}, {"name", "a.txt"}, {"media_type", "text/plain"}};
  message.blocks.push_back(file);
  store->write([&](store::Write& write) { store::add_message(write, {session, std::nullopt, message, 4}); });
  complete();
  EXPECT_TRUE(all().empty());
}

TEST_F(SuggestingTest, OffMakesNoneAndForgetsWhatWasSaidMeanwhile) {
  say(session, "I prefer metric units everywhere.");
  complete(Suggestions::off);
  complete(Suggestions::ask);
  EXPECT_TRUE(all().empty());
}

TEST_F(SuggestingTest, AcceptHoldsAtOnceUnlessOthersMayHaveWrittenThere) {
  store->write([&](store::Write& write) { store::add_session_labels(write, other, {.untrusted = true}); });
  say(session, "I prefer metric units everywhere.");
  say(other, "I prefer imperial units everywhere.");
  complete(Suggestions::accept);
  std::vector<Observation> made = all();
  ASSERT_EQ(made.size(), 2u);
  EXPECT_EQ(state_of(made[1], now), ObservationState::confirmed);
  EXPECT_EQ(made[1].confirmed_by, ConfirmedBy::setting);
  EXPECT_EQ(state_of(made[0], now), ObservationState::suggested);
  EXPECT_TRUE(made[0].untrusted);
}

}  // namespace
}  // namespace hearth::memory
