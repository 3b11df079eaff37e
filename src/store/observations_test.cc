#include "store/observations.h"

#include <gtest/gtest.h>

#include "store/messages.h"
#include "store/sessions.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

constexpr UnixMillis now = 1000;

class Observations : public StoreTest {
 protected:
  WorkspaceId here = store->write([](Write& write) { return workspace_id(write, "/here", 1); });
  WorkspaceId there = store->write([](Write& write) { return workspace_id(write, "/there", 1); });
  SessionId session = store->write([this](Write& write) { return add_session(write, "s", here, 1); });
  SessionId other = store->write([this](Write& write) { return add_session(write, "o", there, 1); });
  Audience reader{.workspace = here, .session = session};
  Audience stranger{.workspace = there, .session = other};

  Observation of_project(std::string text) const {
    Observation made;
    made.text = std::move(text);
    made.subject = "x";
    made.workspace = here;
    made.valid_from = made.created_at = 5;
    return made;
  }
  Observation global(std::string text) const {
    Observation made = of_project(std::move(text));
    made.scope = ObservationScope::global;
    made.workspace.reset();
    return made;
  }
  Observation of_session(std::string text) const {
    Observation made = of_project(std::move(text));
    made.scope = ObservationScope::session;
    made.workspace.reset();
    made.session = session;
    return made;
  }
  ObservationId add(const Observation& observation) {
    return store->write([&](Write& write) { return add_observation(write, observation); });
  }
  std::optional<ObservationId> suggest(const Observation& observation) {
    return store->write([&](Write& write) { return suggest_observation(write, observation); });
  }
  Observation edit(ObservationId id, const ObservationChange& change) {
    return store->write([&](Write& write) { return edit_observation(write, reader, id, change, now); });
  }
  std::vector<ObservationId> forget(const Audience& audience, ObservationId id, Forget what) {
    return store->write([&](Write& write) { return forget_observation(write, audience, id, what); });
  }
  std::vector<std::string> texts(const ObservationQuery& query) {
    std::vector<std::string> found;
    store->read([&](db::Connection& connection) {
      each_observation(connection, query, [&](const Observation& each) { found.push_back(each.text); });
    });
    return found;
  }
  std::vector<std::string> texts_for(const Audience& audience) { return texts({.audience = audience, .now = now}); }
  std::optional<Observation> find(const Audience& audience, ObservationId id) {
    return store->read([&](db::Connection& connection) { return find_observation(connection, audience, id); });
  }
  std::vector<Observation> chain(const Audience& audience, ObservationId id) {
    return store->read([&](db::Connection& connection) { return observation_chain(connection, audience, id); });
  }
};

using Texts = std::vector<std::string>;

TEST_F(Observations, AreKeptWhole) {
  Message said = user_message("I prefer tabs");
  MessageId source = store->write([&](Write& write) { return add_message(write, {session, std::nullopt, said, 4}); });
  Observation given = of_project("tabs");
  given.kind = ObservationKind::preference;
  given.source = source;
  given.confirmed_by = ConfirmedBy::setting;
  given.confidence = 0.5;
  given.untrusted = true;
  given.valid_until = 9999;
  ObservationId id = add(given);
  Observation kept = find(reader, id).value();
  given.id = id;
  EXPECT_EQ(to_json(kept, now), to_json(given, now));
  auto where = [&](const Audience& audience) {
    return store->read([&](db::Connection& connection) { return source_of(connection, audience, kept); });
  };
  ASSERT_TRUE(where(reader).has_value());
  EXPECT_EQ(where(reader)->text, "I prefer tabs");
  EXPECT_EQ(where(reader)->session, session);
  EXPECT_TRUE(where(Audience::everything()).has_value());
  EXPECT_FALSE(where(stranger).has_value());
}

TEST_F(Observations, DoNotCrossTheirScope) {
  ObservationId global_one = add(global("global"));
  ObservationId project_one = add(of_project("project"));
  ObservationId session_one = add(of_session("session"));
  EXPECT_EQ(texts_for(reader), (Texts{"session", "project", "global"}));
  EXPECT_EQ(texts_for(stranger), (Texts{"global"}));
  EXPECT_EQ(texts_for({}), (Texts{"global"}));
  EXPECT_EQ(texts_for({.workspace = here}), (Texts{"project", "global"}));
  EXPECT_EQ(texts_for({.workspace = here, .session = other}), (Texts{"project", "global"}));
  EXPECT_EQ(texts_for(Audience::everything()).size(), 3U);
  EXPECT_TRUE(find(stranger, global_one).has_value());
  for (ObservationId id : {project_one, session_one}) {
    EXPECT_FALSE(find(stranger, id).has_value());
    EXPECT_EQ(error_of([&] { chain(stranger, id); }).code(), Code::not_found);
    EXPECT_EQ(error_of([&] { forget(stranger, id, Forget::this_one); }).code(), Code::not_found);
    EXPECT_EQ(
        error_of([&] { store->write([&](Write& write) { edit_observation(write, stranger, id, {}, now); }); }).code(),
        Code::not_found);
    EXPECT_EQ(error_of([&] {
                store->write([&](Write& write) { confirm_observation(write, stranger, id, ConfirmedBy::user, now); });
              }).code(),
              Code::not_found);
    EXPECT_TRUE(find(reader, id).has_value());
  }
}

TEST_F(Observations, NeedTheOwnerOfTheirScope) {
  Observation without = of_project("p");
  without.workspace.reset();
  EXPECT_EQ(error_of([&] { add(without); }).code(), Code::invalid_argument);
  Observation with_both = of_project("p");
  with_both.session = session;
  EXPECT_EQ(error_of([&] { add(with_both); }).code(), Code::invalid_argument);
  Observation nowhere = of_project("p");
  nowhere.workspace = WorkspaceId{99};
  EXPECT_EQ(error_of([&] { add(nowhere); }).code(), Code::not_found);
  EXPECT_EQ(error_of([&] { add(of_project("")); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([&] { add(of_project(std::string(4001, 'x'))); }).code(), Code::invalid_argument);
  Observation unsaid = of_project("p");
  unsaid.source = MessageId{99};
  EXPECT_EQ(error_of([&] { add(unsaid); }).code(), Code::not_found);
}

TEST_F(Observations, AreSupersededAndNeverOverwritten) {
  ObservationId first = add(of_project("one"));
  Observation second = edit(first, {.text = "two"});
  Observation third = edit(second.id, {.kind = ObservationKind::decision, .subject = "y"});
  EXPECT_EQ(third.text, "two");
  EXPECT_EQ(third.confirmed_by, ConfirmedBy::user);
  Observation old = find(reader, first).value();
  EXPECT_EQ(old.text, "one");
  EXPECT_EQ(old.superseded_by, second.id);
  EXPECT_EQ(old.valid_until, now);
  EXPECT_EQ(texts_for(reader), (Texts{"two"}));
  EXPECT_EQ(texts({.audience = reader, .state = ObservationState::ended, .now = now}), (Texts{"two", "one"}));
  EXPECT_EQ(texts({.audience = reader, .ended = ObservationQuery::Ended::included, .now = now}).size(), 3U);
  EXPECT_EQ(error_of([&] { edit(first, {.text = "three"}); }).code(), Code::conflict);
  for (ObservationId id : {first, second.id, third.id}) {
    std::vector<Observation> all = chain(reader, id);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].id, first);
    EXPECT_EQ(all[2].id, third.id);
  }
}

TEST_F(Observations, AChainShowsOnlyWhatMayBeRead) {
  ObservationId first = add(of_project("secret of a project"));
  Observation second = edit(first, {.text = "for all", .scope = ObservationScope::global});
  EXPECT_EQ(chain(reader, second.id).size(), 2U);
  std::vector<Observation> seen = chain(stranger, second.id);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].text, "for all");
}

TEST_F(Observations, AreForgottenForGood) {
  ObservationId first = add(of_project("one"));
  Observation second = edit(first, {.text = "two"});
  Observation third = edit(second.id, {.text = "three"});
  EXPECT_EQ(forget(reader, third.id, Forget::this_one), (std::vector{third.id}));
  EXPECT_EQ(find(reader, second.id)->superseded_by, std::nullopt);
  EXPECT_EQ(state_of(*find(reader, second.id), now), ObservationState::ended);
  EXPECT_EQ(forget(reader, second.id, Forget::with_predecessors), (std::vector{second.id, first}));
  EXPECT_EQ(texts({.audience = reader, .ended = ObservationQuery::Ended::included, .now = now}), Texts{});
  EXPECT_EQ(error_of([&] { forget(reader, first, Forget::this_one); }).code(), Code::not_found);
}

TEST_F(Observations, AreConfirmedOnce) {
  Observation given = of_project("one");
  given.confidence = 0.7;
  ObservationId id = add(given);
  auto confirm = [&](ConfirmedBy who) {
    return store->write([&](Write& write) { return confirm_observation(write, reader, id, who, now); });
  };
  EXPECT_EQ(confirm(ConfirmedBy::setting).confirmed_by, ConfirmedBy::setting);
  EXPECT_EQ(find(reader, id)->confidence, 0.7);
  EXPECT_EQ(confirm(ConfirmedBy::user).confirmed_by, ConfirmedBy::user);
  EXPECT_EQ(confirm(ConfirmedBy::setting).confirmed_by, ConfirmedBy::user);
  EXPECT_EQ(find(reader, id)->confidence, 1);
  edit(id, {.text = "two"});
  EXPECT_EQ(error_of([&] { confirm(ConfirmedBy::user); }).code(), Code::conflict);
}

TEST_F(Observations, AreNotSuggestedAgainOnceDismissed) {
  ObservationId id = suggest(of_project("I prefer tabs.")).value();
  EXPECT_EQ(suggest(of_project("i prefer  tabs")), std::nullopt);
  store->write([&](Write& write) { dismiss_observation(write, reader, id, now); });
  EXPECT_FALSE(find(reader, id).has_value());
  EXPECT_EQ(suggest(of_project("I prefer tabs!")), std::nullopt);
  EXPECT_TRUE(suggest(global("I prefer tabs")).has_value());
  EXPECT_TRUE(suggest(of_project("I prefer spaces")).has_value());
}

TEST_F(Observations, OnlyASuggestionIsDismissed) {
  Observation given = of_project("one");
  given.confirmed_by = ConfirmedBy::user;
  ObservationId id = add(given);
  auto dismiss = [&] { store->write([&](Write& write) { dismiss_observation(write, reader, id, now); }); };
  EXPECT_EQ(error_of(dismiss).code(), Code::conflict);
}

TEST_F(Observations, AreListedInPagesByWhatIsAskedFor) {
  add(of_project("the red house"));
  Observation preference = of_project("the green house");
  preference.kind = ObservationKind::preference;
  preference.confirmed_by = ConfirmedBy::user;
  add(preference);
  ObservationId third = add(global("a RED door"));
  EXPECT_EQ(texts({.audience = reader, .words = "Red", .now = now}), (Texts{"a RED door", "the red house"}));
  EXPECT_EQ(texts({.audience = reader, .words = "red house", .now = now}), (Texts{"the red house"}));
  EXPECT_EQ(texts({.audience = reader, .kind = ObservationKind::preference, .now = now}), (Texts{"the green house"}));
  EXPECT_EQ(texts({.audience = reader, .scope = ObservationScope::global, .now = now}), (Texts{"a RED door"}));
  EXPECT_EQ(texts({.audience = reader, .state = ObservationState::confirmed, .now = now}), (Texts{"the green house"}));
  EXPECT_EQ(texts({.audience = reader, .page = {.before = third.value, .limit = 1}, .now = now}),
            (Texts{"the green house"}));
  EXPECT_EQ(error_of([&] { texts({.audience = reader, .page = {.limit = 501}, .now = now}); }).code(),
            Code::invalid_argument);
}

TEST_F(Observations, GoWithWhatTheyBelongTo) {
  ObservationId of_project_one = add(of_project("p"));
  ObservationId of_session_one = add(of_session("s"));
  store->write([&](Write& write) { remove_session(write, session); });
  EXPECT_FALSE(find(Audience::everything(), of_session_one).has_value());
  EXPECT_TRUE(find(Audience::everything(), of_project_one).has_value());
}

}  // namespace
}  // namespace hearth::store
