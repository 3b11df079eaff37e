// Each intent once or more against a folder in memory. The many ways to say them are cases in tests/phrasings.
#include <gtest/gtest.h>

#include "llm/reflex/compose.h"
#include "llm/reflex/folder_fixture.h"

namespace hearth::llm::reflex {

namespace {

class IntentsTest : public testing::Test {
 protected:
  IntentsTest() {
    folder_.files["README.md"] =
        "# Title\n\nThe workshop makes pots.\n\n## Rules\n\nThe kiln is hot. Mail a@b.example.org.\n";
    folder_.files["contracts/v1.md"] = "Price: EUR 10.00\nDue in 30 days.\n";
    folder_.files["contracts/v2.md"] = "Price: EUR 12.00\nDue in 30 days.\nNew line.\n";
    folder_.files["notes/todo.txt"] = "1. Buy clay\n2. Call Teo\n";
    folder_.files["archive/todo.txt"] = "Old clay, old kiln\n";
    folder_.files["code/a.py"] = "class A:\n    def f(self):\n        pass  # TODO: more\n";
    folder_.files["data/o.csv"] = "id,name\n1,x\n2,y\n";
  }

  void expect(const std::string& task, const std::vector<std::string>& parts) {
    std::string answer = folder_.run(task);
    for (const std::string& part : parts)
      EXPECT_TRUE(holds(answer, part)) << task << "\nlacks: " << part << "\nin: " << answer;
  }

  FolderFixture folder_;
};

}  // namespace

TEST_F(IntentsTest, Summarise) {
  expect("Summarise README.md", {"The workshop makes pots. (README.md:3)"});
  expect("Summarise data/o.csv", {"2 rows", "2 columns"});
}

TEST_F(IntentsTest, SummariseOnlySoManySentences) {
  std::string answer = folder_.run("Summarise README.md in one sentence");
  EXPECT_EQ(std::count(answer.begin(), answer.end(), '\n'), 1) << answer;
}

TEST_F(IntentsTest, AddingUpIsNoWriting) {
  std::string before = folder_.files["data/o.csv"];
  expect("Add up the id column in data/o.csv", {"can't", "model"});
  EXPECT_EQ(folder_.files["data/o.csv"], before);
}

TEST_F(IntentsTest, WhichOnesAsksForNothingMore) {
  std::string answer = folder_.run("Are there any csv files? Which ones?");
  EXPECT_TRUE(holds(answer, "`data/o.csv`")) << answer;
  EXPECT_FALSE(holds(answer, "README.md")) << answer;
}

TEST_F(IntentsTest, RemembersWhatFollowsWordForWord) {
  expect("Please remember that README.md and notes/todo.txt are mine, Jo's.",
         {"Kept as observation 7: README.md and notes/todo.txt are mine, Jo's."});
  EXPECT_EQ(folder_.calls.size(), 1u);
  expect("Don't forget: the kiln is hot", {"Kept as observation 7: the kiln is hot"});
}

TEST_F(IntentsTest, ForgetsTheOneThatIsMeant) {
  folder_.memory_found["results"] = {{{"id", 3}, {"text", "The kiln is serviced in March."}},
                                     {{"id", 4}, {"text", "The wheel squeaks."}}};
  expect("Forget that the kiln is serviced in March.", {"Forgotten for good: The kiln is serviced in March."});
  EXPECT_TRUE(folder_.calls.back().starts_with("memory_forget")) << folder_.calls.back();
  expect("forget about the oven", {"Not found"});
  folder_.memory_found["results"].push_back({{"id", 5}, {"text", "The kiln is red."}});
  std::size_t calls = folder_.calls.size();
  expect("forget everything about the kiln", {"several", "3: The kiln is serviced", "5: The kiln is red"});
  EXPECT_EQ(folder_.calls.size(), calls + 1);
}

TEST_F(IntentsTest, AnswersFromMemoryAndDocumentsWhereNoFileDoes) {
  folder_.documents_found["results"] = {
      {{"path", "docs/lease.pdf"}, {"place", "page 3"}, {"text", "Notice is three months.\nThe deposit is EUR 900."}}};
  folder_.memory_found["results"] = {{{"kind", "observation"},
                                      {"id", 4},
                                      {"place", "observation 4, 2025-11-20"},
                                      {"text", "Bertha is serviced in March."}},
                                     {{"kind", "message"},
                                      {"role", "user"},
                                      {"place", "session 2, user, 2025-11-21"},
                                      {"text", "When is the gas delivered?"}},
                                     {{"kind", "message"},
                                      {"role", "user"},
                                      {"place", "session 2, user, 2025-11-22"},
                                      {"text", "The gas is delivered on Monday."}}};
  expect("When is Bertha serviced?", {"- Bertha is serviced in March. (observation 4, 2025-11-20)"});
  expect("How much is the deposit?", {"- The deposit is EUR 900. (docs/lease.pdf, page 3)"});
  expect("When is the gas delivered?", {"- The gas is delivered on Monday. (session 2, user, 2025-11-22)"});
  expect("What do you know about Bertha?", {"- Bertha is serviced in March. (observation 4"});
  expect("Tell me everything you remember about the zebra.", {"Not found: nothing is known of \"the zebra\""});
  expect("When is the water delivered?", {"not found in the files here, in what is kept"});
  expect("How hot is the kiln?", {"not found"});
}

TEST_F(IntentsTest, Outline) {
  expect("List the headings of README.md", {"Title (README.md:1)", "Rules (README.md:5)"});
  expect("Outline code/a.py", {"`class A` (code/a.py:1)", "`def f(self)` (code/a.py:2)"});
  expect("List the headings of notes/todo.txt", {"Not found"});
}

TEST_F(IntentsTest, Read) {
  expect("Show line 2 of notes/todo.txt", {"Call Teo", "notes/todo.txt:2"});
  expect("Show line 9 of notes/todo.txt", {"Not found", "2 lines"});
}

TEST_F(IntentsTest, FindFiles) {
  expect("Find all python files", {"Found 1 Python file", "`code/a.py`"});
  expect("List the contracts folder", {"`contracts/v1.md`", "`contracts/v2.md`"});
  expect("Which is the biggest file?", {"bytes"});
  expect("Find all pdf files", {"Not found"});
}

TEST_F(IntentsTest, Search) {
  expect("Search for clay", {"archive/todo.txt:1", "notes/todo.txt:1"});
  expect("Find all TODOs", {"code/a.py:3"});
  expect("Search for unicorns", {"Not found"});
}

TEST_F(IntentsTest, Count) {
  expect("How many words does notes/todo.txt have?", {"6 words"});
  expect("How many rows are in data/o.csv?", {"2 rows"});
  expect("How often does old occur in archive/todo.txt?", {"occurs 2 times", "1 time in exactly this case"});
}

TEST_F(IntentsTest, Extract) {
  expect("Extract the e-mail addresses from README.md as JSON",
         {"```json\n[\n  \"a@b.example.org\"\n]\n```", "README.md:7"});
  expect("Convert data/o.csv to JSON", {"\"name\": \"y\""});
  expect("Extract the key-values of contracts/v1.md", {"\"Price\": \"EUR 10.00\""});
  expect("Extract URLs from README.md", {"Not found"});
}

TEST_F(IntentsTest, Compare) {
  expect("Compare contracts/v1.md with contracts/v2.md",
         {"1 line changed, 1 line added, 0 lines removed", "changed contracts/v1.md:1",
          "added contracts/v2.md:3: New line."});
  expect("Compare contracts/v1.md with contracts/v1.md", {"identical"});
}

TEST_F(IntentsTest, MoveAndRename) {
  expect("Rename notes/todo.txt to tasks.txt", {"Renamed `notes/todo.txt` to `notes/tasks.txt`"});
  expect("Move notes/tasks.txt to archive/", {"`archive/tasks.txt`"});
  EXPECT_TRUE(folder_.files.contains("archive/tasks.txt"));
  expect("Rename archive/tasks.txt to archive/todo.txt", {"was not moved", "the target exists"});
}

TEST_F(IntentsTest, DeleteOnlyWhatIsNamedExactly) {
  expect("Delete todo.txt", {std::string(decline_opening), "archive/todo.txt", "notes/todo.txt"});
  expect("Delete wrong/v1.md", {"Not found"});
  expect("Delete contracts/v1.md", {"Deleted `contracts/v1.md`"});
  EXPECT_FALSE(folder_.files.contains("contracts/v1.md"));
}

TEST_F(IntentsTest, WriteNote) {
  folder_.run("Create notes/new.txt with the text: Hello, and count me");
  EXPECT_EQ(folder_.files["notes/new.txt"], "Hello, and count me\n");
  folder_.run("Add \"3. Sweep\" to notes/todo.txt");
  EXPECT_EQ(folder_.files["notes/todo.txt"], "1. Buy clay\n2. Call Teo\n3. Sweep\n");
  expect("Write \"x\" to README.md", {"exists already"});
  folder_.run("Overwrite archive/todo.txt with \"x\"");
  EXPECT_EQ(folder_.files["archive/todo.txt"], "x\n");
}

TEST_F(IntentsTest, AppendKeepsAFileWithoutAFinalNewline) {
  folder_.files["a.txt"] = "one";
  folder_.run("Append \"two\" to a.txt");
  EXPECT_EQ(folder_.files["a.txt"], "one\ntwo\n");
}

TEST_F(IntentsTest, Replace) {
  expect("Replace clay with sand in notes/todo.txt", {"1 time"});
  EXPECT_EQ(folder_.files["notes/todo.txt"], "1. Buy sand\n2. Call Teo\n");
  expect("Replace \"days\" with \"weeks\" in README.md", {"Not found"});
  folder_.files["b.txt"] = "x y x";
  folder_.run("replace all x with z in b.txt");
  EXPECT_EQ(folder_.files["b.txt"], "z y z");
}

TEST_F(IntentsTest, History) {
  expect("What have I done with README.md before?", {"Not found: no earlier task"});
  json task = {{"title", "Tidy up"}, {"state", "finished"}, {"actions", {"modify"}}, {"at", folder_.now}};
  folder_.history_of_file = {{"names", {"README.md"}}, {"tasks", {task}}, {"total", 1}};
  folder_.history_found = {{"messages", json::array()}, {"tasks", {task}}};
  folder_.messages.clear();
  expect("When did I last change README.md?", {"The last task that changed `README.md`", "Tidy up"});
  expect("What did I do yesterday?", {"1 task on 2025-11-22", "Tidy up"});
  EXPECT_TRUE(holds(folder_.calls.back(), "\"on\":\"2025-11-22\"")) << folder_.calls.back();
  expect("Did I ever mention clay?", {"\"clay\" in the history"});
}

TEST_F(IntentsTest, Question) {
  expect("What is the price in contracts/v2.md?", {"Price: EUR 12.00 (contracts/v2.md:1)"});
  expect("What is the deposit in contracts/v2.md?", {"Not found in `contracts/v2.md`"});
  expect("Who is the king of Spain?", {std::string(decline_opening)});
}

TEST_F(IntentsTest, Help) {
  expect("What can you do?", {"summarise", "compare"});
}

TEST_F(IntentsTest, FilesByDescriptionCaseAndFolder) {
  expect("read readme.MD", {"The workshop makes pots."});
  expect("read wrong/v2.md", {"EUR 12.00"});
  expect("read the readme", {"The workshop makes pots."});
  expect("read todo.txt", {std::string(decline_opening), "archive/todo.txt"});
  expect("read none.md", {"Not found: there is no file `none.md`"});
}

TEST_F(IntentsTest, ABareWordAfterInIsAFolderOrAFileOrPartOfThePhrase) {
  expect("search for price in contracts", {"contracts/v1.md:1", "contracts/v2.md:1"});
  expect("search for kiln in the readme", {"README.md:7"});
  expect("search for days in clay", {"Not found"});
}

TEST_F(IntentsTest, TwoThingsToLookForAreFoundEach) {
  expect("find clay and Teo", {"\"clay\" or \"Teo\"", "notes/todo.txt:1", "notes/todo.txt:2"});
}

TEST_F(IntentsTest, AKindOfFilesThatNobodyKnowsIsNotAllFiles) {
  expect("list all temp files", {"Not found", "\"temp\""});
  expect("list all .txt files", {"`archive/todo.txt`", "`notes/todo.txt`"});
  EXPECT_FALSE(holds(folder_.run("list all .txt files"), "README.md"));
}

TEST_F(IntentsTest, LinksAreNoLines) {
  expect("List the links in README.md", {"no URLs"});
}

TEST_F(IntentsTest, LinesAreCitedAsARange) {
  expect("What do lines 1 and 2 of contracts/v2.md say?", {"contracts/v2.md:1-2", "EUR 12.00"});
}

TEST_F(IntentsTest, NewTextAboutTheAnswerIsDeclinedAndChangesNothing) {
  std::string before = folder_.files["README.md"];
  expect("Summarise README.md and write a poem about it", {"The workshop makes pots.", "language model"});
  EXPECT_EQ(folder_.files["README.md"], before);
  expect("Send an e-mail to a@b.example.org saying that I am ill", {"language model"});
}

}  // namespace hearth::llm::reflex
