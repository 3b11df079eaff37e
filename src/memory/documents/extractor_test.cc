#include "memory/documents/extractor.h"

#include <gtest/gtest.h>

#include "base/stop.h"
#include "memory/documents/library_fixture.h"

namespace hearth::memory {

namespace {

using documents::Extraction;

class Extracting : public LibraryTest {
 protected:
  Extraction extract(const std::string& bytes, const std::string& name, ExtractorOptions options = {}) {
    if (options.program.empty()) options.program = extract_program();
    return Extractor(sandbox(), options).extract(bytes, name, sandbox::Fallback::refuse, {});
  }
  // A program in the place of the extractor.
  Extraction extract_with(const std::string& script, ExtractorOptions options = {}) {
    options.program = workspace() + "/script";
    put("script", "#!/bin/sh\n" + script);
    std::filesystem::permissions(options.program, std::filesystem::perms(0755));
    return extract("text", "a.txt", options);
  }
};

TEST_F(Extracting, ReadsInABox) {
  Extraction extraction = extract("# Kiln\n\nIt burns at 900 degrees.\n", "kiln.md");
  ASSERT_EQ(extraction.state, Extraction::State::ready) << extraction.problem;
  EXPECT_EQ(extraction.format, "markdown");
  EXPECT_EQ(extraction.title, "Kiln");
  ASSERT_EQ(extraction.chunks.size(), 1u);
  EXPECT_EQ(extraction.chunks[0].text, "It burns at 900 degrees.");
  EXPECT_EQ(extraction.chunks[0].place, "lines 1-3");
}

TEST_F(Extracting, ABrokenPdfIsAProblemOfTheFile) {
  Extraction extraction = extract("%PDF-1.7\nnothing of the kind", "a.pdf");
  EXPECT_EQ(extraction.state, Extraction::State::failed);
  EXPECT_NE(extraction.problem.find("damaged"), std::string::npos) << extraction.problem;
}

TEST_F(Extracting, AProgramThatWasTakenOverIsNotBelieved) {
  EXPECT_NE(extract_with("echo '{\"format\":\"x\",\"title\":\"y\"}'").problem.find("ends early"), std::string::npos);
  EXPECT_NE(extract_with("echo '[1]'").problem.find("no JSON object"), std::string::npos);
  EXPECT_NE(extract_with("echo '{\"format\":7}'").problem.find("no text"), std::string::npos);
  EXPECT_NE(extract_with("kill -SEGV $$").problem.find("signal 11"), std::string::npos);
  EXPECT_NE(extract_with("exit 3").problem.find("exit code 3"), std::string::npos);
}

TEST_F(Extracting, SeesNoFilesAndNoNetwork) {
  put("secret.txt", "secret");
  std::string look = "cat " + workspace() + "/secret.txt /etc/hostname /etc/shadow; cat " + folder_.path() +
                     "/hearth-box | head -c 1; ls /sys/class/net; ls -A /home /root /var; getent hosts example.org";
  Extraction extraction = extract_with("exec 2>/dev/null\nseen=$(" + look +
                                       ")\necho '{\"title\":\"'$seen'\"}'\necho '{\"state\":\"ready\"}'\n");
  ASSERT_EQ(extraction.state, Extraction::State::ready) << extraction.problem;
  EXPECT_EQ(extraction.title, "/home: hearth");
}

TEST_F(Extracting, HasBounds) {
  ExtractorOptions options;
  options.wall = std::chrono::seconds(1);
  EXPECT_NE(extract_with("sleep 60", options).problem.find("longer"), std::string::npos);
  options = {};
  options.cpu_seconds = 1;
  EXPECT_NE(extract_with("while :; do :; done", options).problem.find("longer"), std::string::npos);
  options = {};
  options.output_bytes = 1000;
  EXPECT_NE(extract_with("head -c 100000 /dev/zero", options).problem.find("more text"), std::string::npos);
  options = {};
  options.memory_bytes = 256 << 20;
  std::string big(100 << 20, 'x');
  options.program = extract_program();
  EXPECT_EQ(extract(big, "big.txt", options).state, Extraction::State::failed);
}

TEST_F(Extracting, CanBeStopped) {
  std::stop_source stop;
  stop.request_stop();
  Extractor extractor(sandbox(), {.program = extract_program()});
  EXPECT_THROW(extractor.extract("x", "a.txt", sandbox::Fallback::refuse, stop.get_token()), Cancelled);
}

}  // namespace

}  // namespace hearth::memory
