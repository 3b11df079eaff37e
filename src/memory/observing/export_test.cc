#include "memory/observing/export.h"

#include <sstream>

#include "memory/memory_fixture.h"

namespace hearth::memory {
namespace {

class ExportTest : public MemoryTest {
 protected:
  Exported exported(const store::Audience& audience, ExportFormat format) {
    return store->read(
        [&](db::Connection& connection) { return export_observations(connection, audience, format, now); });
  }
};

TEST_F(ExportTest, HoldsEverythingOnce) {
  constexpr int many = 1203;
  for (int i = 0; i < many; ++i) add(of_project("text " + std::to_string(i), i % 2 == 0 ? here : there));
  Exported all = exported(store::Audience::everything(), ExportFormat::jsonl);
  EXPECT_EQ(all.count, many);
  std::istringstream lines(all.text);
  int next = 0;
  for (std::string line; std::getline(lines, line); ++next) {
    EXPECT_EQ(json::parse(line)["text"], "text " + std::to_string(next));
  }
  EXPECT_EQ(next, many);
  EXPECT_EQ(exported({.workspace = here}, ExportFormat::jsonl).count, 602);
}

TEST_F(ExportTest, SaysWhereItWasSaidAndWhatTookItsPlace) {
  Observation given = of_project("tabs", here);
  given.source = say(session, "I prefer tabs");
  ObservationId first = add(given);
  Observation second = store->write([&](store::Write& write) {
    return store::edit_observation(write, store::Audience::everything(), first, {.text = "spaces"}, now);
  });
  std::istringstream lines(exported(store::Audience::everything(), ExportFormat::jsonl).text);
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  json object = json::parse(line);
  EXPECT_EQ(object["source"]["text"], "I prefer tabs");
  EXPECT_EQ(object["superseded_by"], second.id.value);
  EXPECT_EQ(object["state"], "ended");
  EXPECT_EQ(object["workspace"], "/here");
}

TEST_F(ExportTest, MarkdownIsByProjectAndKindAndOneLineEach) {
  Observation given = of_project("two\n# lines", here);
  given.kind = ObservationKind::decision;
  given.subject = "a*b";
  given.valid_from = 0;
  add(given);
  Observation global = of_project("all", here);
  global.scope = ObservationScope::global;
  global.workspace.reset();
  add(global);
  std::string text = exported(store::Audience::everything(), ExportFormat::markdown).text;
  EXPECT_NE(text.find("## /here\n\n### Decisions\n\n- **a\\*b**: two \\# lines (1, since "), std::string::npos) << text;
  EXPECT_NE(text.find("## Everywhere\n\n### Facts\n\n- all (2, since "), std::string::npos) << text;
}

}  // namespace
}  // namespace hearth::memory
